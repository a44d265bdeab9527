//! Writing frames as H.264 in mp4: `openh264` encodes, samples go to disk as they come.

mod error;
mod fragments;
mod index;
mod live;
mod mux;
mod pictures;

pub use self::error::VideoWriteError;
pub use self::live::LiveMp4Writer;

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use self::error::{cannot_create, write_failed};
use self::mux::Muxer;
use self::pictures::{Pictures, Purpose};
use crate::core::frame::Frame;

/// The longer side that `openh264` can write, in px.
pub const MAX_WRITE_SIDE_PX: u32 = 3840;

/// The shorter side that `openh264` can write, in px.
pub const MAX_WRITE_SHORT_SIDE_PX: u32 = 2160;

/// Writes an mp4 that appears at its path, whole, in [`finish`](Self::finish), and not at all otherwise.
///
/// Until then it grows in a hidden file beside the target, removed when this value is dropped; a program that ends
/// by `exit` must drop it first. Memory holds 12 bytes per frame and one picture, whatever the length.
pub struct Mp4Writer {
    path: PathBuf,
    pictures: Pictures,
    muxer: Muxer<BufWriter<NamedTempFile>>,
}

impl std::fmt::Debug for Mp4Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mp4Writer").field("path", &self.path).field("size", &self.pictures.size).finish_non_exhaustive()
    }
}

impl Mp4Writer {
    /// Prepares a video of `width` by `height` px; an odd width or height loses its last column or row.
    ///
    /// `nominal_fps` sets how long the last frame is shown; frames are shown at their own times.
    pub fn create(path: &Path, width: u32, height: u32, nominal_fps: f64) -> Result<Self, VideoWriteError> {
        let pictures = Pictures::new(width, height, nominal_fps, Purpose::Keep)?;
        let file = hidden_file(path).map_err(|source| cannot_create(path, source))?;
        let muxer = Muxer::start(BufWriter::new(file)).map_err(|error| write_failed(path, error))?;
        Ok(Self { path: path.to_path_buf(), pictures, muxer })
    }

    /// Writes a key frame at least every `n_frames` frames instead of every 15.
    pub fn with_key_frame_every(mut self, n_frames: u32) -> Self {
        self.pictures.key_frame_every = n_frames.max(1);
        self
    }

    /// Adds a frame; it is shown from its time to the next frame's, the first one from 0 on.
    ///
    /// A frame not later than the one before is shown right after it.
    pub fn push(&mut self, frame: &Frame) -> Result<(), VideoWriteError> {
        let coded = self.pictures.encode(frame)?;
        self.muxer.add(&coded).map_err(|error| write_failed(&self.path, error))
    }

    /// Completes the video and puts it at its path, over what was there.
    pub fn finish(self) -> Result<(), VideoWriteError> {
        let Self { path, pictures, muxer } = self;
        if muxer.is_empty() {
            return Err(VideoWriteError::NoFrames { path });
        }
        let writer = muxer.finish(pictures.size, pictures.last_ticks()).map_err(|error| write_failed(&path, error))?;
        let file = writer.into_inner().map_err(|error| write_failed(&path, error.into_error()))?;
        file.persist(&path).map_err(|error| cannot_create(&path, error.error))?;
        Ok(())
    }
}

/// A file beside the target that goes when dropped, with the rights of any new file.
fn hidden_file(path: &Path) -> io::Result<NamedTempFile> {
    if path.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".formcheck-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
