//! Keeps a camera going: opens it, notices when it stops, and opens it again, for ever.
//!
//! Neither clock nor thread: the caller says what time it is, so that tests can.

use std::time::Duration;

use super::fault::CameraFault;
use super::grabber::{Opened, Opener, Shot};
use super::mode::Mode;

/// How long one step waits for a frame: within it the owner can stop.
const PATIENCE: Duration = Duration::from_millis(100);
/// Nothing else takes so long in a step that gives a frame: the machine stood still.
pub(super) const STOOD_STILL: Duration = Duration::from_secs(3);
/// A camera needs time to start: to focus, to find its exposure.
const LONGEST_START: Duration = Duration::from_secs(4);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
/// So long frames may come of which not one can be used.
const LONGEST_GARBLE: Duration = Duration::from_secs(3);
const FIRST_BACKOFF: Duration = Duration::from_millis(250);
const LONGEST_BACKOFF: Duration = Duration::from_secs(2);
/// Without a frame between them.
const MOST_RESTARTS: u32 = 3;

/// What came of one step.
#[derive(Debug)]
pub(super) enum Step {
    /// A frame, not looked at.
    Shot(Shot, Mode),
    /// No frame, and nothing is to be said.
    Nothing,
    /// No frames, and why. Once for each new reason.
    Lost(CameraFault),
    /// Nothing can be done for so long.
    Wait(Duration),
}

pub(super) struct Keeper<O> {
    opener: O,
    state: State,
    /// What was said last, until a good frame comes.
    fault: Option<CameraFault>,
    backoff: Duration,
    patience: Duration,
}

enum State {
    Closed { next_try: Duration },
    Open(Open),
}

struct Open {
    opened: Opened,
    /// When it was opened or gave the last frame.
    heard: Duration,
    /// When it was opened or gave the last frame that can be used.
    good: Duration,
    has_given: bool,
    n_restarts: u32,
}

impl<O: Opener> Keeper<O> {
    /// A camera that gives nothing for longer than `patience` is opened again.
    pub(super) fn new(opener: O, patience: Option<Duration>) -> Self {
        let state = State::Closed { next_try: Duration::ZERO };
        let patience = patience.unwrap_or(LONGEST_PAUSE);
        Self { opener, state, fault: None, backoff: FIRST_BACKOFF, patience }
    }

    /// Opens the camera or waits for its next frame. `now` goes on while the machine sleeps or not, but not back.
    pub(super) fn step(&mut self, now: Duration) -> Step {
        match &mut self.state {
            State::Closed { next_try } if now < *next_try => Step::Wait(next_try.saturating_sub(now)),
            State::Closed { .. } => self.open(now),
            State::Open(open) => match open.grab(now, self.patience) {
                Ok(Some(shot)) => Step::Shot(shot, open.opened.mode),
                Ok(None) => Step::Nothing,
                Err(fault) if fault.is_transient() => self.restart(fault, now),
                Err(fault) => self.close(fault, now),
            },
        }
    }

    /// Says that the last frame could be used. Gives the camera's name and mode.
    pub(super) fn was_good(&mut self, now: Duration) -> Option<(&str, Mode)> {
        let State::Open(open) = &mut self.state else { return None };
        open.good = now;
        open.n_restarts = 0;
        self.backoff = FIRST_BACKOFF;
        self.fault = None;
        Some((&open.opened.name, open.opened.mode))
    }

    fn open(&mut self, now: Duration) -> Step {
        match self.opener.open() {
            Ok(opened) => {
                let open = Open { opened, heard: now, good: now, has_given: false, n_restarts: 0 };
                self.state = State::Open(open);
                Step::Nothing
            }
            Err(fault) => self.close(fault, now),
        }
    }

    /// Starting the stream again takes less than opening the camera, as long as it helps.
    fn restart(&mut self, fault: CameraFault, now: Duration) -> Step {
        let State::Open(open) = &mut self.state else { return Step::Nothing };
        open.n_restarts += 1;
        if MOST_RESTARTS < open.n_restarts {
            return self.close(fault, now);
        }
        match open.opened.grabber.restart() {
            Ok(()) => self.say(fault),
            Err(fault) => self.close(fault, now),
        }
    }

    fn close(&mut self, fault: CameraFault, now: Duration) -> Step {
        self.state = State::Closed { next_try: now + self.backoff };
        self.backoff = (self.backoff * 2).min(LONGEST_BACKOFF);
        self.say(fault)
    }

    fn say(&mut self, fault: CameraFault) -> Step {
        let says_less = match &self.fault {
            // An unplugged camera is not found either; and one just plugged in is not ours for a moment.
            Some(CameraFault::Unplugged) => {
                matches!(fault, CameraFault::NoCamera | CameraFault::NotFound { .. } | CameraFault::Denied)
            }
            // What keeps a stalled camera busy is ourselves, still waiting for it.
            Some(CameraFault::Stalled) => fault == CameraFault::Busy,
            _ => false,
        };
        if says_less || self.fault.as_ref() == Some(&fault) {
            return Step::Nothing;
        }
        self.fault = Some(fault.clone());
        Step::Lost(fault)
    }
}

impl Open {
    fn grab(&mut self, now: Duration, patience: Duration) -> Result<Option<Shot>, CameraFault> {
        let shot = self.opened.grabber.grab(PATIENCE)?;
        let silence = now.saturating_sub(self.heard);
        if shot.is_some() {
            // How long it took to start says nothing of its frames.
            self.good = if self.has_given { self.good } else { now };
            (self.heard, self.has_given) = (now, true);
        }
        let pause = if self.has_given { self.longest_pause().max(patience) } else { LONGEST_START };
        if pause <= now.saturating_sub(self.heard) {
            return Err(CameraFault::Stalled);
        }
        if self.has_given && LONGEST_GARBLE.max(pause) <= now.saturating_sub(self.good) && self.good < self.heard {
            // The machine stood still: nothing came in the meantime that could have been damaged.
            let stood_still = LONGEST_GARBLE <= silence;
            return Err(if stood_still { CameraFault::Slept } else { CameraFault::Garbled });
        }
        Ok(shot)
    }

    /// A second, but some frames of a camera that is slower than that.
    fn longest_pause(&self) -> Duration {
        let four_frames = Duration::try_from_secs_f64(4.0 / self.opened.mode.rate.fps()).unwrap_or(LONGEST_PAUSE);
        four_frames.clamp(LONGEST_PAUSE, LONGEST_START)
    }
}

#[cfg(test)]
#[path = "keeper/tests.rs"]
mod tests;
