//! Why a recording cannot begin, or stopped.

use std::io;
use std::path::{Path, PathBuf};

use crate::io::recording::LogError;
use crate::io::video::VideoWriteError;
use crate::io::words::{Trouble, TroubleCode as Code, Value};

/// Why nothing, or nothing more, is recorded: what failed, why, and what to do next, in one sentence.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecorderError {
    /// The folder cannot be used.
    #[error("nothing can be recorded there ({source}); choose another folder, or make it writable: {}", folder.display())]
    Folder {
        /// Where it was to be.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// No room left: the recording ends, so that what little there is remains for the report.
    #[error("the recording stopped because the disk is full, and is kept up to there; free some space: {}", folder.display())]
    DiskFull {
        /// Where it is.
        folder: PathBuf,
    },
    /// The log cannot be written for another reason.
    #[error("the pose log stopped ({source}), and is kept up to there; check the disk: {}", folder.display())]
    Log {
        /// Where it is.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The video cannot be written for another reason.
    #[error("the video is not recorded, only the poses: {0}")]
    Video(#[source] VideoWriteError),
    /// The thread is gone.
    #[error("the recorder ended early, and the recording with it; please report what you did")]
    Died,
}

impl From<&RecorderError> for Trouble {
    fn from(error: &RecorderError) -> Self {
        match error {
            RecorderError::Folder { folder, source } => {
                Self::new(Code::RecorderFolder, [("source", Value::cause(source)), ("path", Value::path(folder))])
            }
            RecorderError::DiskFull { folder } => Self::new(Code::RecorderDiskFull, [("path", Value::path(folder))]),
            RecorderError::Log { folder, source } => {
                Self::new(Code::RecorderLog, [("source", Value::cause(source)), ("path", Value::path(folder))])
            }
            RecorderError::Video(error) => Self::new(Code::RecorderVideo, [("trouble", Value::trouble(error))]),
            RecorderError::Died => Self::new(Code::RecorderDied, []),
        }
    }
}

pub(super) fn trouble_of_log(error: LogError, folder: &Path) -> RecorderError {
    let folder = folder.to_path_buf();
    let source = match error {
        LogError::Io(source) | LogError::Write(source) => source,
        other => io::Error::other(other),
    };
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            RecorderError::DiskFull { folder }
        }
        _ => RecorderError::Log { folder, source },
    }
}

pub(super) fn trouble_of_video(error: VideoWriteError, folder: &Path) -> RecorderError {
    match error {
        VideoWriteError::DiskFull { .. } => RecorderError::DiskFull { folder: folder.to_path_buf() },
        other => RecorderError::Video(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::words::assert_says_as_printed;

    #[test]
    fn errors_of_the_recorder_print_the_words_of_their_code() {
        let (folder, source) = (|| PathBuf::from("/a place"), || io::Error::from_raw_os_error(28));
        assert_says_as_printed(
            "recorder_",
            &[
                RecorderError::Folder { folder: folder(), source: source() },
                RecorderError::DiskFull { folder: folder() },
                RecorderError::Log { folder: folder(), source: source() },
                RecorderError::Video(VideoWriteError::DiskFull { path: folder() }),
                RecorderError::Died,
            ],
        );
    }
}
