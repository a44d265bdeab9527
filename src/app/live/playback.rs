//! A file played as if it were a camera.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::incoming::Incoming;
use super::now;
use crate::core::time::Timestamp;
use crate::io::inference::InferenceError;
use crate::io::latest::Latest;
use crate::io::pipeline::PipelineError;
use crate::io::video::{FrameSource, VideoError, open};
use crate::io::words::Trouble;

/// No sleep is longer, so that who stops need not wait.
const LONGEST_SLEEP: Duration = Duration::from_millis(50);

/// Clock by which a file is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlayClock {
    /// The machine's: pictures come in real time, and one that is not taken in time is replaced.
    Machine,
    /// The file's own: each picture comes when the one before it was taken, and none is skipped.
    File,
}

/// A file being played; stops when dropped.
#[derive(Debug)]
pub(super) struct Playback {
    /// The file's name.
    pub(super) name: String,
    pub(super) pictures: Arc<Latest<Incoming>>,
    /// Why it ended before its end.
    failure: Arc<Mutex<Option<VideoError>>>,
    stops: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Playback {
    /// Opens the file and begins to play.
    pub(super) fn start(path: &Path, clock: PlayClock) -> Result<Self, PipelineError> {
        let frames = open(path)?;
        let (pictures, stops) = (Arc::new(Latest::default()), Arc::new(AtomicBool::new(false)));
        let failure = Arc::<Mutex<Option<VideoError>>>::default();
        let (out, told) = (Arc::clone(&pictures), Arc::clone(&failure));
        let (to, until) = (Arc::clone(&pictures), Arc::clone(&stops));
        let player = Player { pictures: to, stops: until, clock, begun: now(), first: None };
        let play = move || {
            // Told before the end, so that who sees the end sees why.
            *told.lock().unwrap_or_else(PoisonError::into_inner) = player.play(frames).err();
            out.close();
        };
        let thread = std::thread::Builder::new().name("playback".into()).spawn(play);
        let thread = thread.map_err(InferenceError::NoThread)?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self { name, pictures, failure, stops, thread: Some(thread) })
    }

    /// Why it ended before its end, in one sentence.
    pub(super) fn failure(&self) -> Option<Trouble> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(Trouble::from)
    }
}

impl Drop for Playback {
    fn drop(&mut self) {
        self.stops.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ended_early = thread.join().is_err();
        }
    }
}

struct Player {
    pictures: Arc<Latest<Incoming>>,
    stops: Arc<AtomicBool>,
    clock: PlayClock,
    begun: Instant,
    first: Option<Timestamp>,
}

impl Player {
    fn play(mut self, mut frames: Box<dyn FrameSource>) -> Result<(), VideoError> {
        while let Some(frame) = frames.next_frame()? {
            let taken = match self.clock {
                PlayClock::Machine => self.wait_until_due(frame.at),
                PlayClock::File => self.wait_until_taken(),
            };
            if self.stops.load(Ordering::Relaxed) {
                return Ok(());
            }
            self.pictures.put(Incoming { frame, taken });
        }
        Ok(())
    }

    /// Waits until a picture is to be shown; returns when that is.
    fn wait_until_due(&mut self, at: Timestamp) -> Instant {
        let first = *self.first.get_or_insert(at);
        let due = Duration::try_from_secs_f64(at.secs_since(first)).unwrap_or_default();
        while !self.stops.load(Ordering::Relaxed) {
            let left = due.saturating_sub(now().duration_since(self.begun));
            if left.is_zero() {
                break;
            }
            std::thread::sleep(left.min(LONGEST_SLEEP));
        }
        self.begun + due
    }

    fn wait_until_taken(&self) -> Instant {
        while !self.stops.load(Ordering::Relaxed) && !self.pictures.wait_taken(LONGEST_SLEEP) {}
        now()
    }
}
