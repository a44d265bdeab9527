//! The thread that owns the camera.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::CameraConfig;
use super::clock::{Now, Stamps};
use super::fault::{CameraFault, DropReason, FrameCounts};
use super::grabber::{Opener, Shot};
use super::keeper::{Keeper, STOOD_STILL, Step};
use super::mode::Mode;
use super::open::SystemOpener;
use super::picture;
use crate::core::frame::Frame;
use crate::core::time::Timestamp;
use crate::io::latest::{Latest, Taken};

/// A frame from a camera.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Captured {
    /// The picture; its time counts from the feed's first frame and goes on while the machine sleeps.
    pub frame: Frame,
    /// The same instant on the machine's clock, for latency.
    pub taken: Instant,
}

/// What a camera is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CameraState {
    /// It was not heard of yet.
    Opening,
    /// Frames come.
    Streaming {
        /// The camera's name.
        name: String,
        /// What was agreed with it.
        mode: Mode,
    },
    /// No frames come; it is tried again for ever.
    Lost {
        /// Why.
        fault: CameraFault,
        /// Since when.
        since: Instant,
    },
}

/// A span without frames whose reason is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The last frame before it.
    pub from: Timestamp,
    /// The first frame after it.
    pub to: Timestamp,
    /// What happened first.
    pub fault: CameraFault,
}

/// How a camera is doing, as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameraStatus {
    /// Now.
    pub state: CameraState,
    /// Since the feed began.
    pub counts: FrameCounts,
    /// Since the feed began, in order; one that is not over yet is in `state`.
    pub gaps: Vec<Gap>,
}

/// A running camera. Dropping it closes the camera and waits for its thread.
#[derive(Debug)]
pub struct CameraFeed {
    shared: Arc<Shared>,
    /// Closed to stop.
    stop: Arc<Latest<()>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    frames: Arc<Latest<Captured>>,
    status: Mutex<CameraStatus>,
}

impl CameraFeed {
    /// Starts the camera's thread, which calls `wake` after each frame and each change of state.
    pub fn start(config: CameraConfig, wake: impl Fn() + Send + 'static) -> Self {
        let (shared, stop) = (Arc::new(Shared::new()), Arc::new(Latest::default()));
        let (theirs, until) = (Arc::clone(&shared), Arc::clone(&stop));
        let thread = thread::Builder::new().name("camera".to_owned());
        let work = move || {
            let patience = config.patience;
            Worker::new(Keeper::new(SystemOpener::new(config), patience), theirs, wake).run(&until);
        };
        let thread = thread.spawn(work);
        let thread = thread.map_err(|error| shared.lose(CameraFault::Other { what: error.to_string() }, Now::read()));
        Self { shared, stop, thread: thread.ok() }
    }

    /// Returns where the newest frame is. Closed when the feed is dropped.
    pub fn frames(&self) -> &Arc<Latest<Captured>> {
        &self.shared.frames
    }

    /// Returns how the camera is doing.
    pub fn status(&self) -> CameraStatus {
        self.shared.lock().clone()
    }
}

impl Drop for CameraFeed {
    fn drop(&mut self) {
        self.stop.close();
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the camera's thread panicked");
        }
        self.shared.frames.close();
    }
}

impl Shared {
    fn new() -> Self {
        let status = CameraStatus { state: CameraState::Opening, counts: FrameCounts::default(), gaps: Vec::new() };
        Self { frames: Arc::default(), status: Mutex::new(status) }
    }

    fn lock(&self) -> MutexGuard<'_, CameraStatus> {
        self.status.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lose(&self, fault: CameraFault, now: Now) {
        let mut status = self.lock();
        // Another reason for the same silence does not make it shorter.
        let since = if let CameraState::Lost { since, .. } = status.state { since } else { now.instant };
        status.state = CameraState::Lost { fault, since };
    }
}

/// What the thread does, step by step.
struct Worker<O, W> {
    keeper: Keeper<O>,
    stamps: Stamps,
    last: Option<Timestamp>,
    /// What began the silence that is not over yet.
    first_fault: Option<CameraFault>,
    /// The machine stood still while a frame was waited for, and the gap has not been seen yet.
    stood_still: bool,
    shared: Arc<Shared>,
    wake: W,
}

/// Frames closer than that are no gap, whatever stood still.
const LEAST_GAP_SECS: f64 = 1.0;

impl<O: Opener, W: Fn()> Worker<O, W> {
    fn new(keeper: Keeper<O>, shared: Arc<Shared>, wake: W) -> Self {
        Self { keeper, stamps: Stamps::default(), last: None, first_fault: None, stood_still: false, shared, wake }
    }

    fn run(mut self, stop: &Latest<()>) {
        let mut wait = Duration::ZERO;
        while stop.wait(wait) != Taken::Closed {
            wait = self.step(Now::read);
        }
    }

    /// Gives how long nothing can be done. `read` tells the time, before a frame is waited for and after.
    fn step(&mut self, read: impl Fn() -> Now) -> Duration {
        let now = read();
        match self.keeper.step(now.monotonic) {
            Step::Shot(shot, mode) => {
                let taken = read();
                self.stood_still |= STOOD_STILL <= taken.monotonic.saturating_sub(now.monotonic);
                self.take(&shot, mode, taken);
            }
            Step::Nothing => {}
            Step::Wait(wait) => return wait,
            Step::Lost(fault) => {
                tracing::warn!("{fault}");
                self.first_fault.get_or_insert_with(|| fault.clone());
                self.shared.lose(fault, now);
                (self.wake)();
            }
        }
        Duration::ZERO
    }

    fn take(&mut self, shot: &Shot, mode: Mode, now: Now) {
        self.shared.lock().counts.n_lost += u64::from(shot.n_lost);
        match self.captured(shot, mode, now) {
            Ok((captured, has_slept)) => self.publish(captured, has_slept, now),
            Err(reason) => self.shared.lock().counts.drop_one(reason),
        }
    }

    fn captured(&mut self, shot: &Shot, mode: Mode, now: Now) -> Result<(Captured, bool), DropReason> {
        let rgb = picture::rgb(shot, mode)?;
        // Taken no later than the one before: the same again, or out of order.
        let stamp = self.stamps.stamp(shot.captured, now).ok_or(DropReason::Stale)?;
        let frame = Frame { at: stamp.at, width: mode.width, height: mode.height, rgb };
        Ok((Captured { frame, taken: stamp.taken }, stamp.has_slept))
    }

    fn publish(&mut self, captured: Captured, has_slept: bool, now: Now) {
        let to = captured.frame.at;
        let from = self.last.replace(to);
        // The frame that was waited for may be from before, and the gap behind it.
        let is_gap = from.is_some_and(|from| LEAST_GAP_SECS <= to.secs_since(from));
        let has_slept = has_slept || is_gap && std::mem::take(&mut self.stood_still);
        let fault = self.first_fault.take().or_else(|| has_slept.then_some(CameraFault::Slept));
        {
            let mut status = self.shared.lock();
            status.counts.n_good += 1;
            if let Some((name, mode)) = self.keeper.was_good(now.monotonic) {
                let is_same = matches!(&status.state, CameraState::Streaming { mode: known, .. } if *known == mode);
                if !is_same {
                    status.state = CameraState::Streaming { name: name.to_owned(), mode };
                }
            }
            status.gaps.extend(from.zip(fault).map(|(from, fault)| Gap { from, to, fault }));
        }
        self.shared.frames.put(captured);
        (self.wake)();
    }
}

#[cfg(test)]
#[path = "feed/tests.rs"]
mod tests;
