//! The thread that has the picture of an instant: the newest wish counts.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use crate::frame::Frame;
use crate::latest::{Latest, Taken};
use crate::time::Timestamp;
use crate::video::{FrameSource, Seeker, VideoError, open};

/// Pictures of a video by their time.
pub trait Pictures: Send {
    /// The frame that is shown at an instant: the last one that begins by then, else the first.
    fn frame_at(&mut self, at: Timestamp) -> Result<Option<Arc<Frame>>, VideoError>;
}

/// Wishes may be off by rounding from the frame's own time, in ns; see [`super::Film::state_of`].
const ROUNDING_NANOS: i64 = 4_000_000;
/// Nobody wishes for anything for so long: look again.
const IDLE: Duration = Duration::from_hours(1);

/// What came of a wish.
#[derive(Debug, Clone)]
pub(super) enum Served {
    Picture(Arc<Frame>),
    /// There are no more pictures, and why.
    Failed(String),
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
                tell(Served::Failed(error.to_string()));
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
    let mut pictures = open()?;
    loop {
        match wishes.wait(IDLE) {
            Taken::Value(at) if !wishes.is_closed() => {
                let at = Timestamp::from_nanos(at.nanos().saturating_add(ROUNDING_NANOS));
                if let Some(frame) = pictures.frame_at(at)? {
                    tell(frame);
                }
            }
            Taken::Nothing => {}
            Taken::Value(_) | Taken::Closed => return Ok(()),
        }
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
}
