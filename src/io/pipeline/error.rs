//! Why a recording could not be worked on.

use std::path::PathBuf;

use crate::io::inference::InferenceError;
use crate::io::plain;
use crate::io::recording::{ForeignError, LogError};
use crate::io::video::{VideoError, VideoWriteError};

/// Why a recording could not be worked on: one sentence that says what failed, why, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// Its frames cannot be read.
    #[error(transparent)]
    Video(#[from] VideoError),
    /// Its poses cannot be read.
    #[error("{source}: {}", path.display())]
    Log {
        /// The pose log.
        path: PathBuf,
        /// Its cause.
        source: LogError,
    },
    /// Joints of others cannot be read.
    #[error("{source}: {}", path.display())]
    Foreign {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong with it.
        source: ForeignError,
    },
    /// It ends too soon.
    #[error(
        "only {secs:.1} s can be read, and less than 2 s hold no repetition; film from rest to rest: {}",
        input.display()
    )]
    TooShort {
        /// What could be read, in s.
        secs: f64,
        /// The recording.
        input: PathBuf,
    },
    /// No picture is there to draw into.
    #[error("joints without pictures cannot be drawn into a video; give the video itself for --annotate: {}", input.display())]
    NoPictures {
        /// The pose log, or joints of others.
        input: PathBuf,
    },
    /// A file cannot be written.
    #[error("cannot write ({source}); {}: {}", plain::advice(source), path.display())]
    Write {
        /// What was to be written.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The annotated video cannot be written.
    #[error(transparent)]
    WriteVideo(#[from] VideoWriteError),
    /// The pose model does not run.
    #[error(transparent)]
    Inference(#[from] InferenceError),
    /// The user gave up.
    #[error("stopped, and no half file was left; run it again when you like")]
    Cancelled,
}
