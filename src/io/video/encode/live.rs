//! A video that is there while it is written: whatever ends the program, it plays up to a moment before.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::error::{VideoWriteError, cannot_create, write_failed};
use super::fragments::Fragments;
use super::pictures::{Pictures, Purpose};
use crate::core::frame::Frame;
use crate::core::time::Timestamp;

/// A key frame, and with it a new fragment, at least so often, in s: what is lost when the program is killed.
const FRAGMENT_SECS: f64 = 1.0;
/// What is written goes to the disk itself so often, in s: what is lost when the power fails.
const SYNC_SECS: f64 = 1.0;

/// Writes an mp4 in its place, in fragments of at most a second, while its frames are taken.
///
/// Memory holds 8 bytes per frame, a second of coded pictures and one picture that is not.
pub struct LiveMp4Writer {
    path: PathBuf,
    pictures: Pictures,
    fragments: Fragments,
    /// The first frame that is not in the file.
    fragment_at: Option<Timestamp>,
    synced_at: Option<Timestamp>,
}

impl std::fmt::Debug for LiveMp4Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LiveMp4Writer").field("path", &self.path).finish_non_exhaustive()
    }
}

impl LiveMp4Writer {
    /// Begins a video of `width` by `height` px where nothing is yet; an odd side loses its last column or row.
    ///
    /// `nominal_fps` sets how long the last frame is shown; frames are shown at their own times.
    pub fn create(path: &Path, width: u32, height: u32, nominal_fps: f64) -> Result<Self, VideoWriteError> {
        let pictures = Pictures::new(width, height, nominal_fps, Purpose::Live)?;
        let file = File::create_new(path).map_err(|source| cannot_create(path, source))?;
        let fragments = Fragments::start(file).map_err(|error| write_failed(path, error))?;
        Ok(Self { path: path.to_path_buf(), pictures, fragments, fragment_at: None, synced_at: None })
    }

    /// Adds a frame; it is shown from its time to the next frame's, the first one from 0 on.
    ///
    /// A frame not later than the one before is shown right after it. After an error what is in the file stays whole.
    pub fn push(&mut self, frame: &Frame) -> Result<(), VideoWriteError> {
        if self.fragment_at.is_none_or(|from| FRAGMENT_SECS <= frame.at.secs_since(from)) {
            self.pictures.force_key_frame();
        }
        let coded = self.pictures.encode(frame)?;
        if coded.is_key {
            self.write(u32::try_from(coded.ticks).ok())?;
            self.sync_now_and_then(frame.at)?;
            self.fragment_at = Some(frame.at);
        }
        self.fragments.add(&coded);
        Ok(())
    }

    /// Writes what waits: no frame is expected soon.
    pub fn flush(&mut self) -> Result<(), VideoWriteError> {
        if self.fragment_at.take().is_some() {
            self.write(None)?;
            self.sync()?;
        }
        Ok(())
    }

    /// Completes the video, which then opens and seeks like any other; one without a frame is removed.
    pub fn finish(mut self) -> Result<(), VideoWriteError> {
        self.write(None)?;
        let Self { path, pictures, fragments, .. } = self;
        if fragments.is_empty() {
            drop(fragments);
            fs::remove_file(&path).map_err(|error| write_failed(&path, error))?;
            return Err(VideoWriteError::NoFrames { path });
        }
        fragments.finish(pictures.size, pictures.last_ticks()).map_err(|error| write_failed(&path, error))
    }

    fn write(&mut self, until_ticks: Option<u32>) -> Result<(), VideoWriteError> {
        let (size, last_ticks) = (self.pictures.size, self.pictures.last_ticks());
        self.fragments.write(size, last_ticks, until_ticks).map_err(|error| write_failed(&self.path, error))
    }

    fn sync_now_and_then(&mut self, at: Timestamp) -> Result<(), VideoWriteError> {
        if at.secs_since(*self.synced_at.get_or_insert(at)) < SYNC_SECS {
            return Ok(());
        }
        self.synced_at = Some(at);
        self.sync()
    }

    fn sync(&self) -> Result<(), VideoWriteError> {
        self.fragments.file().sync_data().map_err(|error| write_failed(&self.path, error))
    }
}
