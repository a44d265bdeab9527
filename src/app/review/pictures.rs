//! The thread that has the picture of an instant: the newest wish counts.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use crate::core::frame::Frame;
use crate::core::time::Timestamp;
use crate::io::latest::{Latest, Taken};
use crate::io::video::{FrameSource, Seeker, VideoError, open};
use crate::io::words::Trouble;

/// Pictures of a video by their time.
pub trait Pictures: Send {
    /// The frame that is shown at an instant: the last one that begins by then, else the first.
    fn frame_at(&mut self, at: Timestamp) -> Result<Option<Arc<Frame>>, VideoError>;

    /// The frames that are shown from one instant to another, in order; the last of them at least.
    fn frames(&mut self, _from: Timestamp, to: Timestamp) -> Result<Vec<Arc<Frame>>, VideoError> {
        Ok(self.frame_at(to)?.into_iter().collect())
    }
}

/// Wishes may be off by rounding from the frame's own time, in ns; see [`super::Film::state_of`].
const ROUNDING_NANOS: i64 = 4_000_000;
/// No person wishes for anything for so long: look again.
const IDLE: Duration = Duration::from_hours(1);

/// What came of a wish.
#[derive(Debug, Clone)]
pub(super) enum Served {
    Picture(Arc<Frame>),
    /// There are no more pictures, and why.
    Failed(Trouble),
}

/// Serves pictures until it is dropped.
#[derive(Debug)]
pub(super) struct Server {
    wanted: Arc<Latest<Timestamp>>,
    served: Arc<Latest<Served>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Begins; `open` is called on its thread, and `wake` when a picture is there.
    pub(super) fn start(
        open: impl FnOnce() -> Result<Box<dyn Pictures>, VideoError> + Send + 'static,
        wake: impl Fn() + Send + 'static,
    ) -> std::io::Result<Self> {
        let (wanted, served) = (Arc::new(Latest::default()), Arc::new(Latest::default()));
        let (wishes, out) = (Arc::clone(&wanted), Arc::clone(&served));
        let run = move || {
            let tell = |served| {
                out.put(served);
                wake();
            };
            if let Err(error) = serve(open, &wishes, &|frame| tell(Served::Picture(frame))) {
                tell(Served::Failed(Trouble::from(&error)));
            }
        };
        let thread = std::thread::Builder::new().name("pictures".into()).spawn(run)?;
        Ok(Self { wanted, served, thread: Some(thread) })
    }

    /// Wishes for the frame of this time, and for no earlier wish any more.
    pub(super) fn want(&self, frame: Timestamp) {
        self.wanted.put(frame);
    }

    /// What is new.
    pub(super) fn served(&self) -> Option<Served> {
        self.served.take()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.wanted.close();
        if let Some(thread) = self.thread.take() {
            let _ended_early = thread.join().is_err();
        }
    }
}

fn serve(
    open: impl FnOnce() -> Result<Box<dyn Pictures>, VideoError>,
    wishes: &Latest<Timestamp>,
    tell: &dyn Fn(Arc<Frame>),
) -> Result<(), VideoError> {
    let mut pictures = Kept::of(open()?);
    loop {
        match wishes.wait(IDLE) {
            Taken::Value(at) if !wishes.is_closed() => {
                if let Some(frame) = pictures.frame(at)? {
                    tell(frame);
                }
            }
            Taken::Nothing => {}
            Taken::Value(_) | Taken::Closed => return Ok(()),
        }
    }
}

/// Going back decodes from the key frame before: what is shown so long before the wish is kept for the next step back,
/// in ns.
const BACK_NANOS: i64 = 700_000_000;
/// So many frames are kept at most, and so many bytes of them.
const MOST_KEPT: usize = 24;
const MOST_BYTES: usize = 64 << 20;

/// Pictures with those that were shown last.
struct Kept {
    pictures: Box<dyn Pictures>,
    last: VecDeque<Arc<Frame>>,
}

impl Kept {
    fn of(pictures: Box<dyn Pictures>) -> Self {
        Self { pictures, last: VecDeque::new() }
    }

    /// The frame of that time.
    fn frame(&mut self, at: Timestamp) -> Result<Option<Arc<Frame>>, VideoError> {
        let is_it = |frame: &&Arc<Frame>| (frame.at.nanos() - at.nanos()).abs() <= ROUNDING_NANOS;
        if let Some(frame) = self.last.iter().find(is_it) {
            return Ok(Some(Arc::clone(frame)));
        }
        let is_back = |first: &Arc<Frame>| (0..BACK_NANOS).contains(&(first.at.nanos() - at.nanos()));
        let to = Timestamp::from_nanos(at.nanos().saturating_add(ROUNDING_NANOS));
        if self.last.iter().any(is_back) {
            let from = Timestamp::from_nanos(at.nanos() - BACK_NANOS);
            self.last = self.pictures.frames(from, to)?.into();
        } else {
            self.last.extend(self.pictures.frame_at(to)?);
        }
        let bytes = self.last.back().map_or(1, |frame| frame.rgb.len().max(1));
        let most = MOST_KEPT.min(MOST_BYTES / bytes).max(1);
        while most < self.last.len() {
            self.last.pop_front();
        }
        Ok(self.last.back().map(Arc::clone))
    }
}

/// Pictures of a video that can only be read from its beginning.
pub struct InOrder {
    path: PathBuf,
    frames: Box<dyn FrameSource>,
    shown: Option<Arc<Frame>>,
    next: Option<Arc<Frame>>,
}

impl std::fmt::Debug for InOrder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InOrder").field("shown", &self.shown.as_ref().map(|frame| frame.at)).finish_non_exhaustive()
    }
}

impl InOrder {
    /// Opens the video.
    pub fn open(path: &Path) -> Result<Self, VideoError> {
        let mut frames = open(path)?;
        let shown = frames.next_frame()?.map(Arc::new);
        let next = frames.next_frame()?.map(Arc::new);
        Ok(Self { path: path.to_path_buf(), frames, shown, next })
    }
}

impl Pictures for InOrder {
    fn frame_at(&mut self, at: Timestamp) -> Result<Option<Arc<Frame>>, VideoError> {
        if self.shown.as_ref().is_some_and(|shown| at < shown.at) {
            *self = Self::open(&self.path)?;
        }
        while self.next.as_ref().is_some_and(|next| next.at <= at) {
            self.shown = self.next.take();
            self.next = self.frames.next_frame()?.map(Arc::new);
        }
        Ok(self.shown.clone())
    }
}

/// The pictures of a video, as fast as it allows: what only `ffmpeg` can read comes in order.
pub(super) fn by_time(path: &Path) -> Result<Box<dyn Pictures>, VideoError> {
    match Seeker::open(path) {
        Ok(seeker) => Ok(Box::new(seeker)),
        Err(VideoError::CannotSeek { .. }) => Ok(Box::new(InOrder::open(path)?)),
        Err(error) => Err(error),
    }
}

impl Pictures for Seeker {
    fn frame_at(&mut self, at: Timestamp) -> Result<Option<Arc<Frame>>, VideoError> {
        Self::frame_at(self, at).map(Some)
    }

    fn frames(&mut self, from: Timestamp, to: Timestamp) -> Result<Vec<Arc<Frame>>, VideoError> {
        let mut all = Vec::new();
        for frame in self.frames_from(from) {
            let frame = frame?;
            if to < frame.at && !all.is_empty() {
                break;
            }
            all.push(frame);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Frames every 40 ms; tells how often it was asked to go anywhere.
    #[derive(Default)]
    struct MadeUp {
        n_asked: Arc<std::sync::atomic::AtomicUsize>,
    }

    const STEP: i64 = 40_000_000;

    fn frame(k: i64) -> Arc<Frame> {
        Arc::new(Frame { at: Timestamp::from_nanos(k * STEP), width: 1, height: 1, rgb: vec![0; 3] })
    }

    impl Pictures for MadeUp {
        fn frame_at(&mut self, at: Timestamp) -> Result<Option<Arc<Frame>>, VideoError> {
            self.n_asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            Ok(Some(frame(at.nanos().max(0) / STEP)))
        }

        fn frames(&mut self, from: Timestamp, to: Timestamp) -> Result<Vec<Arc<Frame>>, VideoError> {
            self.n_asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            Ok((from.nanos().max(0) / STEP..=to.nanos() / STEP).map(frame).collect())
        }
    }

    #[test]
    fn every_wish_brings_its_own_frame_and_steps_back_are_kept_ready() {
        let made_up = MadeUp::default();
        let n_asked = Arc::clone(&made_up.n_asked);
        let mut kept = Kept::of(Box::new(made_up));
        let mut wish = |k: i64| {
            let shown = kept.frame(Timestamp::from_nanos(k * STEP + 900_000)).unwrap().unwrap();
            assert_eq!(shown.at.nanos(), k * STEP);
            n_asked.load(std::sync::atomic::Ordering::Relaxed)
        };
        for k in 100..140 {
            wish(k);
        }
        (0..20).for_each(|k| assert_eq!(wish(139 - k), 40, "just shown"));
        let before = (60..119).rev().map(&mut wish).last().unwrap();
        assert!(before - 40 < 8, "59 steps back went to the video {} times", before - 40);
        for k in [3, 200, 0, 199, 201] {
            wish(k);
        }
    }
}
