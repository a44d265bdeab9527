//! Why a video cannot be written.

use std::io;
use std::path::{Path, PathBuf};

use crate::io::plain;

/// Why a video cannot be written: what failed, why, and what to do next, in one sentence.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VideoWriteError {
    /// The target cannot be created.
    #[error("cannot write there ({source}); choose another place, or make the folder writable: {}", path.display())]
    CannotCreate {
        /// The target.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// No room left.
    #[error("the disk is full; free some space or choose another place: {}", path.display())]
    DiskFull {
        /// The target.
        path: PathBuf,
    },
    /// Writing failed below us.
    #[error("cannot write the video ({source}); check the disk: {}", path.display())]
    Io {
        /// The target.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Outside what `openh264` can encode.
    #[error("a picture of {width}x{height} px cannot be encoded; scale it to between 16x16 and 3840x2160")]
    BadSize {
        /// Width in px.
        width: u32,
        /// Height in px.
        height: u32,
    },
    /// A frame unlike the first.
    #[error("a frame of {width}x{height} px does not fit into this video; give frames of one size")]
    OtherSize {
        /// Width in px.
        width: u32,
        /// Height in px.
        height: u32,
    },
    /// The encoder gave up.
    #[error("the picture cannot be encoded ({message}); write the report without a video")]
    Encoder {
        /// What `openh264` said.
        message: String,
    },
    /// Nothing to write.
    #[error("there is no frame to write; no video was made: {}", path.display())]
    NoFrames {
        /// The target.
        path: PathBuf,
    },
}

pub(super) fn encoder_failed(error: &openh264::Error) -> VideoWriteError {
    VideoWriteError::Encoder { message: error.to_string() }
}

pub(super) fn cannot_create(path: &Path, source: io::Error) -> VideoWriteError {
    match write_failed(path, source) {
        VideoWriteError::Io { path, source } => VideoWriteError::CannotCreate { path, source },
        other => other,
    }
}

pub(super) fn write_failed(path: &Path, source: io::Error) -> VideoWriteError {
    let (path, source) = (path.to_path_buf(), plain::error(source));
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            VideoWriteError::DiskFull { path }
        }
        _ => VideoWriteError::Io { path, source },
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::Path;

    use super::{VideoWriteError, cannot_create, write_failed};

    #[test]
    fn a_full_disk_is_named_whenever_it_strikes() {
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        assert!(matches!(write_failed(Path::new("a"), full()), VideoWriteError::DiskFull { .. }));
        assert!(matches!(cannot_create(Path::new("a"), full()), VideoWriteError::DiskFull { .. }));
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        assert!(matches!(cannot_create(Path::new("a"), denied), VideoWriteError::CannotCreate { .. }));
    }
}
