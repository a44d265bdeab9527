//! A pose log that is on the disk while it is written.

use std::fs::File;
use std::path::Path;

use crate::core::pose::PoseSample;
use crate::core::time::Timestamp;
use crate::io::recording::{LogError, LogHeader, LogWriter};

/// What is handed to the system so often, in s of the stream, outlives the program.
const FLUSH_SECS: f64 = 0.5;
/// What goes to the disk itself so often outlives a power cut. Every time costs a journal's write.
const SYNC_SECS: f64 = 2.0;

/// Writes samples so that the file can be read up to a moment ago.
#[derive(Debug)]
pub(super) struct DurableLog {
    writer: LogWriter<File>,
    last_at: Option<Timestamp>,
    flushed_at: Option<Timestamp>,
    synced_at: Option<Timestamp>,
    n_samples: u64,
}

impl DurableLog {
    /// Begins a log where nothing is yet.
    pub(super) fn create(path: &Path, header: &LogHeader) -> Result<Self, LogError> {
        let writer = LogWriter::new(File::create_new(path)?, header)?;
        let mut this = Self { writer, last_at: None, flushed_at: None, synced_at: None, n_samples: 0 };
        this.flush()?;
        Ok(this)
    }

    /// How many samples were written.
    pub(super) fn n_samples(&self) -> u64 {
        self.n_samples
    }

    /// Appends a sample; whether it was, being later than the last: a reader takes no others.
    pub(super) fn push(&mut self, sample: &PoseSample) -> Result<bool, LogError> {
        if Some(sample.at) <= self.last_at {
            return Ok(false);
        }
        self.writer.push(sample)?;
        self.last_at = Some(sample.at);
        self.n_samples += 1;
        let secs_since = |mark: &mut Option<Timestamp>| sample.at.secs_since(*mark.get_or_insert(sample.at));
        let is_due = FLUSH_SECS <= secs_since(&mut self.flushed_at);
        let must_sync = SYNC_SECS <= secs_since(&mut self.synced_at);
        if is_due {
            self.flushed_at = Some(sample.at);
            self.writer.flush()?;
        }
        if must_sync {
            self.synced_at = Some(sample.at);
            self.writer.written_to().sync_data().map_err(LogError::Write)?;
        }
        Ok(true)
    }

    /// Puts all on the disk: no sample is expected soon.
    pub(super) fn flush(&mut self) -> Result<(), LogError> {
        if self.flushed_at == self.last_at && self.synced_at == self.last_at && self.last_at.is_some() {
            return Ok(());
        }
        (self.flushed_at, self.synced_at) = (self.last_at, self.last_at);
        self.writer.flush()?;
        self.writer.written_to().sync_data().map_err(LogError::Write)
    }

    /// Ends the log.
    pub(super) fn finish(self, warnings: &[String]) -> Result<(), LogError> {
        self.writer.finish(warnings)?.sync_all().map_err(LogError::Write)
    }
}
