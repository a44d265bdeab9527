//! Counting, the countdown of a hold, and pacing: from the state of a repetition.

use super::CueConfig;
use super::prompt::{HIGHEST_NUMBER, LONGEST_COUNTED_HOLD, Prompt};
use crate::exercise::Exercise;
use crate::measure::Unit;
use crate::session::{LiveView, Phase};
use crate::time::{Lasting, Timestamp};

/// Resting this long, in s, is long enough for the next «up» (a proposal: a breath in, which is exhaled on the way up).
const REST_SECS: f64 = 2.0;
/// «Hold» is said no later than this after the top was reached, in s.
const STAY_SECS: f64 = 0.8;
/// Two instants at which the same top began differ by less than this, in s.
const SAME_TOP_SECS: f64 = 0.3;

/// Where in a set the voice is.
#[derive(Debug, Clone, Default)]
pub(super) struct Pace {
    /// The highest number that was said or passed over: one that is withdrawn is not said again.
    counted: usize,
    /// When the present top began, in s, and what of it was said.
    top: Option<f64>,
    said_at_top: Vec<Prompt>,
    resting: Lasting,
    rest_secs: f64,
    has_said_up: bool,
}

impl Pace {
    /// Passes over what was done up to here.
    pub(super) fn begin(&mut self, view: &LiveView) {
        self.counted = self.counted.max(view.provisional_reps);
    }

    /// Takes the state of the next view.
    pub(super) fn follow(&mut self, at: Timestamp, view: &LiveView) {
        let top = (view.phase == Phase::Top).then(|| at.secs() - view.hold_secs);
        let is_same = matches!((top, self.top), (Some(a), Some(b)) if (a - b).abs() < SAME_TOP_SECS);
        if !is_same {
            self.said_at_top.clear();
        }
        self.top = top;
        self.rest_secs = self.resting.push(at, view.phase == Phase::Rest);
        self.has_said_up &= view.phase == Phase::Rest;
    }

    /// What may be said now, the most important first.
    pub(super) fn wanted(&self, view: &LiveView, config: &CueConfig) -> Vec<Prompt> {
        let number = config.counts.then(|| self.number(view)).flatten();
        let stay = config.paces.then(|| self.at_top(Self::stay(view))).flatten();
        let hold = config.counts.then(|| self.at_top(left(view))).flatten();
        let down = config.paces.then(|| self.at_top(down(view))).flatten();
        let up = config.paces.then(|| self.up(view)).flatten();
        [number, stay, hold, down, up].into_iter().flatten().collect()
    }

    /// It was said.
    pub(super) fn said(&mut self, prompt: Prompt) {
        match prompt {
            Prompt::Number(n) => self.counted = self.counted.max(n.into()),
            Prompt::Up | Prompt::In => self.has_said_up = true,
            _ => self.said_at_top.push(prompt),
        }
    }

    fn number(&self, view: &LiveView) -> Option<Prompt> {
        let n = u8::try_from(view.provisional_reps).ok().filter(|n| *n <= HIGHEST_NUMBER)?;
        (self.counted < n.into()).then_some(Prompt::Number(n))
    }

    /// Each but once at a top.
    fn at_top(&self, prompt: Option<Prompt>) -> Option<Prompt> {
        prompt.filter(|prompt| self.top.is_some() && !self.said_at_top.contains(prompt))
    }

    fn stay(view: &LiveView) -> Option<Prompt> {
        (view.exercise.hold_goal_secs().is_some() && view.hold_secs < STAY_SECS).then_some(Prompt::Stay)
    }

    fn up(&self, view: &LiveView) -> Option<Prompt> {
        let is_due = view.exercise.hold_goal_secs().is_some() && REST_SECS <= self.rest_secs;
        (is_due && !self.has_said_up).then_some(if rises(view.exercise) { Prompt::Up } else { Prompt::In })
    }
}

/// Seconds left of the hold.
fn left(view: &LiveView) -> Option<Prompt> {
    let left = (f64::from(view.exercise.hold_goal_secs()?) - view.hold_secs).ceil();
    (1.0 <= left && left <= LONGEST_COUNTED_HOLD.into()).then_some(Prompt::Hold(left as u8))
}

fn down(view: &LiveView) -> Option<Prompt> {
    let is_over = f64::from(view.exercise.hold_goal_secs()?) <= view.hold_secs;
    is_over.then_some(if rises(view.exercise) { Prompt::Down } else { Prompt::Out })
}

/// Whether the exercise goes up; others go in.
fn rises(exercise: &Exercise) -> bool {
    exercise.joint_signal().is_some_and(|signal| signal.measure.unit() == Unit::Bodies)
}
