//! Files written beside a report: whole, or not at all.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::NamedTempFile;

use super::PipelineError;
use super::recorded::Recorded;
use crate::core::frame::Picture;
use crate::core::judge::LiveView;
use crate::core::pose::PoseSample;
use crate::io::overlay::Overlay;
use crate::io::recording::{self, LogError, LogHeader, LogWriter};
use crate::io::video::Mp4Writer;

/// A rate for players where a recording has none.
const FALLBACK_FPS: f64 = 30.0;

/// The video with what was seen drawn into it.
pub(super) struct Annotated {
    writer: Mp4Writer,
    overlay: Overlay,
}

impl Annotated {
    pub(super) fn create(path: &Path, input: &Path, samples: &Recorded) -> Result<Self, PipelineError> {
        if !samples.has_pictures() {
            return Err(PipelineError::NoPictures { input: input.to_path_buf() });
        }
        check_is_other(path, input)?;
        if !may_replace(path) {
            let source = std::io::Error::other("it is not an ordinary file");
            return Err(PipelineError::Write { path: path.to_path_buf(), source });
        }
        let stream = samples.stream();
        let fps = samples.fps().unwrap_or(FALLBACK_FPS);
        let writer = Mp4Writer::create(path, stream.width, stream.height, fps)?;
        Ok(Self { writer, overlay: Overlay::new(stream.width, stream.height) })
    }

    pub(super) fn push(&mut self, picture: &Picture, view: &LiveView) -> Result<(), PipelineError> {
        let mut frame = Arc::unwrap_or_clone(picture.to_frame());
        self.overlay.draw(&mut frame, view);
        Ok(self.writer.push(&frame)?)
    }

    pub(super) fn finish(self) -> Result<(), PipelineError> {
        Ok(self.writer.finish()?)
    }
}

/// The pose log.
pub(super) struct Log {
    writer: LogWriter<BufWriter<Target>>,
    path: PathBuf,
}

/// A file that gets its name when it is whole, or something that is no file (`/dev/null`, a pipe) and has it already.
enum Target {
    Hidden(NamedTempFile),
    Open(File),
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Hidden(file) => file.as_file_mut().write(bytes),
            Self::Open(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Hidden(file) => file.as_file_mut().flush(),
            Self::Open(file) => file.flush(),
        }
    }
}

impl Log {
    pub(super) fn create(path: &Path, input: &Path, header: &LogHeader) -> Result<Self, PipelineError> {
        check_is_other(path, input)?;
        let target = if may_replace(path) {
            recording::hidden_beside(path).map(Target::Hidden)
        } else {
            OpenOptions::new().write(true).open(path).map(Target::Open)
        };
        let target = target.map_err(|source| PipelineError::Write { path: path.to_path_buf(), source })?;
        let writer = LogWriter::new(BufWriter::new(target), header).map_err(|error| write_error(path, error))?;
        Ok(Self { writer, path: path.to_path_buf() })
    }

    pub(super) fn push(&mut self, sample: &PoseSample) -> Result<(), PipelineError> {
        self.writer.push(sample).map_err(|error| write_error(&self.path, error))
    }

    pub(super) fn finish(self, warnings: &[String]) -> Result<(), PipelineError> {
        let Self { writer, path } = self;
        let failed = |source: std::io::Error| PipelineError::Write { path: path.clone(), source };
        let buffered = writer.finish(warnings).map_err(|error| write_error(&path, error))?;
        match buffered.into_inner().map_err(|error| failed(error.into_error()))? {
            Target::Hidden(file) => file.persist(&path).map(|_| ()).map_err(|error| failed(error.error)),
            Target::Open(_) => Ok(()),
        }
    }
}

/// What is written must not take the place of the recording.
fn check_is_other(path: &Path, input: &Path) -> Result<(), PipelineError> {
    recording::check_is_other(path, input).map_err(|source| PipelineError::Write { path: path.to_path_buf(), source })
}

/// Whether a new file may take the place: nothing is there, or an ordinary file.
fn may_replace(path: &Path) -> bool {
    path.metadata().map_or(true, |there| there.is_file())
}

fn write_error(path: &Path, error: LogError) -> PipelineError {
    let source = match error {
        LogError::Write(source) | LogError::Io(source) => source,
        other => std::io::Error::other(other.to_string()),
    };
    PipelineError::Write { path: path.to_path_buf(), source }
}
