//! Any frame of a video, at once: for a review, which goes to and fro.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::mp4::Mp4Source;
use super::sniff::{self, Container};
use super::{FrameSource as _, SourceInfo, VideoError, refused};
use crate::core::frame::Frame;
use crate::core::time::Timestamp;

/// A video whose index is read once, on opening, and whose frames are decoded from the key frame before them.
///
/// Frames are those that [`open`](super::open) gives, with the same times.
pub struct Seeker {
    path: PathBuf,
    source: Mp4Source,
    times: Vec<Timestamp>,
    /// What was given last.
    current: Option<Arc<Frame>>,
}

impl std::fmt::Debug for Seeker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Seeker").field("path", &self.path).field("n_frames", &self.times.len()).finish_non_exhaustive()
    }
}

impl Seeker {
    /// Opens a video that is read in-process: H.264 or HEVC in mp4 or mov. A recording that was cut off will do.
    pub fn open(path: &Path) -> Result<Self, VideoError> {
        let (file, len, container) = sniff::open(path)?;
        let cannot = |what: &str| VideoError::CannotSeek { what: what.to_owned(), path: path.to_path_buf() };
        match container {
            Container::Mp4 => {}
            Container::Foreign(name) => return Err(cannot(name)),
            Container::Sound => return Err(VideoError::NoVideo { path: path.to_path_buf() }),
            Container::Unknown | Container::NotAVideo => {
                return Err(VideoError::NotAVideo { path: path.to_path_buf() });
            }
        }
        let refusal = |refusal| refused(refusal, path).unwrap_or_else(|what| cannot(&what));
        let source = Mp4Source::open(path, file, len).map_err(refusal)?;
        let times = source.times();
        Ok(Self { path: path.to_path_buf(), source, times, current: None })
    }

    /// Returns what is known of the video.
    pub fn info(&self) -> &SourceInfo {
        self.source.info()
    }

    /// Returns when each frame is shown, in order; the first is 0.
    pub fn times(&self) -> &[Timestamp] {
        &self.times
    }

    /// Returns the frame that is shown at an instant: the last one not later, the first one before all, or the next one
    /// after it that is not damaged.
    pub fn frame_at(&mut self, at: Timestamp) -> Result<Arc<Frame>, VideoError> {
        let n_before = self.times.partition_point(|shown| *shown <= at);
        let wanted = self.times.get(n_before.saturating_sub(1)).copied().unwrap_or(Timestamp::ZERO);
        if let Some(current) = self.current.as_ref().filter(|current| current.at == wanted) {
            return Ok(Arc::clone(current));
        }
        let path = &self.path;
        let damaged = |what| VideoError::Damaged { what, path: path.clone() };
        let refusal = |refusal| refused(refusal, path).unwrap_or_else(|_| damaged("its key frames cannot be decoded"));
        self.source.seek(wanted).map_err(refusal)?;
        let frame = self.source.next_frame()?.ok_or_else(|| damaged("its last frames cannot be decoded"))?;
        Ok(self.give(frame))
    }

    /// Returns the frame that is shown at an instant and all that follow it, in order.
    pub fn frames_from(&mut self, at: Timestamp) -> impl Iterator<Item = Result<Arc<Frame>, VideoError>> {
        let mut is_first = true;
        std::iter::from_fn(move || {
            if std::mem::take(&mut is_first) {
                return Some(self.frame_at(at));
            }
            let frame = self.source.next_frame().transpose()?;
            Some(frame.map(|frame| self.give(frame)))
        })
    }

    fn give(&mut self, frame: Frame) -> Arc<Frame> {
        let frame = Arc::new(frame);
        self.current = Some(Arc::clone(&frame));
        frame
    }
}
