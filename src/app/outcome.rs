//! How the program ends: exit codes and their meanings.

use crate::io::pipeline::PipelineError;

/// What the program ends with. Where several things went wrong, the first in this order counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Outcome {
    /// Ctrl-C.
    Stopped,
    /// A wrong command line.
    Usage,
    /// A mistake of the program, or a check that failed.
    Internal,
    /// No window can be opened.
    Window,
    /// The model or its engine does not work.
    Model,
    /// A file cannot be written.
    CannotWrite,
    /// A recording cannot be read.
    Input,
    /// A recording was read and cannot be judged.
    Refused,
    /// All is well.
    #[default]
    Done,
}

impl Outcome {
    /// Returns the exit code.
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Internal => 1,
            Self::Usage => 2,
            Self::Input => 3,
            Self::Refused => 4,
            Self::CannotWrite => 5,
            Self::Model => 6,
            Self::Window => 7,
            Self::Stopped => 130,
        }
    }

    /// All, by their codes.
    pub const BY_CODE: [Self; 9] = [
        Self::Done,
        Self::Internal,
        Self::Usage,
        Self::Input,
        Self::Refused,
        Self::CannotWrite,
        Self::Model,
        Self::Window,
        Self::Stopped,
    ];

    /// Returns its meaning in a few words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Done => "scored",
            Self::Internal => "internal error or failed check",
            Self::Usage => "usage",
            Self::Input => "input",
            Self::Refused => "refused (nothing that can be judged)",
            Self::CannotWrite => "cannot write",
            Self::Model => "model or runtime",
            Self::Window => "no window",
            Self::Stopped => "stopped with Ctrl-C",
        }
    }
}

impl From<&PipelineError> for Outcome {
    fn from(error: &PipelineError) -> Self {
        match error {
            PipelineError::Video(_)
            | PipelineError::Log { .. }
            | PipelineError::Foreign { .. }
            | PipelineError::TooShort { .. }
            | PipelineError::NoPictures { .. } => Self::Input,
            PipelineError::Write { .. } | PipelineError::WriteVideo(_) => Self::CannotWrite,
            PipelineError::Inference(_) => Self::Model,
            PipelineError::Cancelled => Self::Stopped,
        }
    }
}

/// What the program is not for.
pub const CAUTION: &str = "formcheck does not diagnose, treat or monitor any condition. Stop if it hurts, and ask a certified \
    therapist.";
