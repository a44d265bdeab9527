//! Whatever a recording is: pictures or a pose log, or joints of others.

use std::collections::BTreeMap;

use super::retouch::Retouch;
use super::source::{PicturedSample, Samples};
use super::{Job, PipelineError};
use crate::core::pose::Stream;
use crate::io::recording::{ForeignKind, ForeignReader, LogHeader};

/// The samples of one recording, in order.
pub(super) enum Recorded {
    /// Followed here, now or earlier.
    Own(Box<Samples>),
    /// Found by another program.
    Foreign(Box<ForeignReader>),
}

impl Recorded {
    /// Opens the recording; loads the models only if there are pictures.
    pub(super) fn open(job: &Job<'_>) -> Result<Self, PipelineError> {
        Self::open_retouched(job, None)
    }

    /// The same with every picture changed before it is followed; joints stay as they are.
    pub(super) fn open_retouched(job: &Job<'_>, retouch: Option<Retouch>) -> Result<Self, PipelineError> {
        let Some(kind) = ForeignKind::of(job.input) else {
            let samples = match retouch {
                None => Samples::open(job)?,
                some => Samples::open_retouched(job, some)?,
            };
            return Ok(Self::Own(Box::new(samples)));
        };
        let reader = ForeignReader::open(job.input, kind, job.stills_fps);
        let reader = reader.map_err(|source| PipelineError::Foreign { path: job.input.to_path_buf(), source })?;
        Ok(Self::Foreign(Box::new(reader)))
    }

    pub(super) fn header(&self) -> &LogHeader {
        match self {
            Self::Own(samples) => samples.header(),
            Self::Foreign(reader) => reader.header(),
        }
    }

    pub(super) fn stream(&self) -> Stream {
        match self {
            Self::Own(samples) => samples.stream(),
            Self::Foreign(reader) => reader.header().stream,
        }
    }

    pub(super) fn has_pictures(&self) -> bool {
        matches!(self, Self::Own(samples) if samples.has_pictures())
    }

    /// Frames per second, if the recording says so.
    pub(super) fn fps(&self) -> Option<f64> {
        match self {
            Self::Own(samples) => samples.fps(),
            Self::Foreign(_) => None,
        }
    }

    pub(super) fn n_expected(&self) -> Option<u64> {
        match self {
            Self::Own(samples) => samples.n_expected(),
            Self::Foreign(_) => None,
        }
    }

    pub(super) fn next(&mut self) -> Result<Option<PicturedSample>, PipelineError> {
        match self {
            Self::Own(samples) => samples.next(),
            Self::Foreign(reader) => Ok(reader.next_sample().map(|sample| (None, sample))),
        }
    }

    /// Faults that could be read around; complete after the last sample.
    pub(super) fn warnings(&self) -> Vec<String> {
        match self {
            Self::Own(samples) => samples.warnings(),
            Self::Foreign(_) => Vec::new(),
        }
    }

    /// Work by stage so far, in ms.
    pub(super) fn stages_ms(&self) -> BTreeMap<String, f64> {
        match self {
            Self::Own(samples) => samples.stages_ms(),
            Self::Foreign(_) => BTreeMap::new(),
        }
    }
}
