//! What to do until the view is good: one thing at a time, from what the camera sees.

mod advice;
mod stillness;

pub use advice::Advice;
use advice::present;
use stillness::Stillness;

use crate::core::judge::{LiveView, ViewWarning};
use crate::core::time::{Lasting, Timestamp};

/// Something is wrong once it has been so for this long, in s: a person on the way to the mat passes through every view.
const WRONG_SECS: f64 = 1.0;
/// …and right again once it has not been so for this long, in s.
const RIGHT_SECS: f64 = 1.0;
/// From one sentence to the next, in s: one is spoken in up to 4 s and takes as long to act on (a proposal).
const SENTENCE_SECS: f64 = 6.0;
/// Soft advice ends after so long, in s: it was spoken twice, and the room may allow no better.
const SOFT_SECS: f64 = 20.0;
/// Who lies still for so long is ready, in s.
const STILL_SECS: f64 = 3.0;

/// The coach's state at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coaching {
    /// What to do now, if anything.
    pub advice: Option<Advice>,
    /// The view is good, and a person lies there.
    pub is_good: bool,
    /// The view is good, and the athlete has lain still for some seconds.
    pub is_ready: bool,
}

/// Follows what is wrong with a view, and says one thing at a time.
#[derive(Debug, Clone, Default)]
pub struct Coach {
    wrong: [Trouble; Advice::ALL.len()],
    now: Option<Advice>,
    last: Option<Timestamp>,
    stillness: Stillness,
}

impl Coach {
    /// Returns the state with the next view; views come in order of time.
    pub fn push(&mut self, at: Timestamp, view: &LiveView) -> Coaching {
        let seen = present(view);
        for (advice, trouble) in Advice::ALL.into_iter().zip(&mut self.wrong) {
            trouble.push(at, seen.contains(&advice));
        }
        let still_secs = self.stillness.push(at, view);
        self.choose(at, is_refused(view));
        let is_right = self.wrong.iter().all(|trouble| !trouble.is_wrong || trouble.is_let_be);
        let is_good = is_right && seen.iter().all(|advice| self.is_let_be(*advice));
        Coaching { advice: self.now, is_good, is_ready: is_good && STILL_SECS <= still_secs }
    }

    /// The gravest that is wrong; one that was said stays until it is right or its time is up.
    fn choose(&mut self, at: Timestamp, is_refused: bool) {
        for (advice, trouble) in Advice::ALL.into_iter().zip(&mut self.wrong) {
            trouble.tire(at, advice, self.now == Some(advice));
            trouble.is_let_be &= !is_refused;
        }
        let open = |trouble: &Trouble| trouble.is_wrong && !trouble.is_let_be;
        let gravest = Advice::ALL.into_iter().zip(&self.wrong).find(|(_, trouble)| open(trouble));
        let gravest = gravest.map(|(advice, _)| advice);
        if gravest == self.now {
            return;
        }
        let may_speak = self.last.is_none_or(|last| SENTENCE_SECS <= at.secs_since(last));
        if gravest.is_none() {
            self.now = None;
        } else if may_speak {
            (self.now, self.last) = (gravest, Some(at));
        } else if self.now.is_some_and(|now| !self.is_open(now)) {
            self.now = None;
        }
    }

    fn is_open(&self, advice: Advice) -> bool {
        self.of(advice).is_some_and(|trouble| trouble.is_wrong && !trouble.is_let_be)
    }

    fn is_let_be(&self, advice: Advice) -> bool {
        self.of(advice).is_some_and(|trouble| trouble.is_let_be)
    }

    fn of(&self, advice: Advice) -> Option<&Trouble> {
        self.wrong.get(advice as usize)
    }
}

/// Whether nothing would be judged of such a view.
fn is_refused(view: &LiveView) -> bool {
    let refuses = |warning: &ViewWarning| matches!(warning, ViewWarning::TooSmall | ViewWarning::OffView(_));
    view.pose.is_none() || view.warnings.iter().any(refuses)
}

/// One thing that may be wrong, with hysteresis in time.
#[derive(Debug, Clone, Copy, Default)]
struct Trouble {
    seen: Lasting,
    unseen: Lasting,
    is_wrong: bool,
    /// When it was last advised on, and for how long in all, in s.
    told: Option<Timestamp>,
    told_secs: f64,
    is_let_be: bool,
}

impl Trouble {
    fn push(&mut self, at: Timestamp, is_seen: bool) {
        let (seen_secs, unseen_secs) = (self.seen.push(at, is_seen), self.unseen.push(at, !is_seen));
        if WRONG_SECS <= seen_secs {
            self.is_wrong = true;
        } else if RIGHT_SECS <= unseen_secs {
            self.is_wrong = false;
        }
    }

    /// What is no hindrance is not asked for for ever.
    fn tire(&mut self, at: Timestamp, advice: Advice, is_told: bool) {
        if let Some(before) = self.told.filter(|_| is_told) {
            self.told_secs += at.secs_since(before);
        }
        self.told = is_told.then_some(at);
        self.is_let_be = advice.is_soft() && SOFT_SECS <= self.told_secs;
    }
}
