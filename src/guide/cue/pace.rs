//! Counting, the countdown of a hold, and pacing: from the state of a repetition.

use super::CueConfig;
use super::prompt::{HIGHEST_NUMBER, HOLD_STEP_SECS, LONGEST_COUNTED_HOLD, LONGEST_HOLD_LEFT, Prompt};
use crate::core::exercise::Way;
use crate::core::judge::{LiveView, Phase};
use crate::core::time::{Lasting, Timestamp};

/// Resting this long, in s, is long enough for the next «up» (a proposal: a breath in, which is exhaled on the way up).
const REST_SECS: f64 = 2.0;
/// «Hold» is said no later than this after the top was reached, in s.
const STAY_SECS: f64 = 0.8;
/// So many of the last seconds of a long hold are counted down (a proposal: all from ten on would be a lot of talk).
const LAST_OF_LONG: u8 = 5;
/// Of steps that follow one another evenly, one of so many is counted: two a second leave no time for more (a proposal).
const STEPS_COUNTED: u8 = 10;
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
        // A rhythm is sure of its first repetition only with the second: that number comes late rather than never.
        let is_late = n == 2 && self.counted == 0 && view.exercise.rhythm().is_some();
        let n = if is_late { 1 } else { n };
        let is_due = !view.exercise.is_cyclic() || n.is_multiple_of(STEPS_COUNTED);
        (is_due && self.counted < n.into()).then_some(Prompt::Number(n))
    }

    /// Each but once at a top.
    fn at_top(&self, prompt: Option<Prompt>) -> Option<Prompt> {
        prompt.filter(|prompt| self.top.is_some() && !self.said_at_top.contains(prompt))
    }

    fn stay(view: &LiveView) -> Option<Prompt> {
        (paced_hold_secs(view).is_some() && view.hold_secs < STAY_SECS).then_some(Prompt::Stay)
    }

    fn up(&self, view: &LiveView) -> Option<Prompt> {
        let is_due = paced_hold_secs(view).is_some() && REST_SECS <= self.rest_secs;
        (is_due && !self.has_said_up).then_some(match view.exercise.way {
            Way::UpDown => Prompt::Up,
            Way::InOut => Prompt::In,
        })
    }
}

/// Returns the goal of a hold in s, if each repetition has one. Words do not pace steps that follow one another.
fn paced_hold_secs(view: &LiveView) -> Option<f64> {
    view.goal.hold_secs.filter(|_| !view.exercise.is_cyclic()).map(f64::from)
}

/// Seconds left of the hold: each of the last ones; of a long hold every so often before, and only the very last ones.
fn left(view: &LiveView) -> Option<Prompt> {
    let goal = paced_hold_secs(view)?;
    let left = (goal - view.hold_secs).ceil();
    let left = (1.0 <= left && left <= LONGEST_HOLD_LEFT.into()).then_some(left as u8)?;
    if goal <= LONGEST_COUNTED_HOLD.into() || left <= LAST_OF_LONG {
        return Some(Prompt::Hold(left));
    }
    let is_step = left.is_multiple_of(HOLD_STEP_SECS) && f64::from(left) < goal;
    is_step.then_some(if left <= LONGEST_COUNTED_HOLD { Prompt::Hold(left) } else { Prompt::HoldLeft(left) })
}

fn down(view: &LiveView) -> Option<Prompt> {
    let is_over = paced_hold_secs(view)? <= view.hold_secs;
    is_over.then_some(match view.exercise.way {
        Way::UpDown => Prompt::Down,
        Way::InOut => Prompt::Out,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercises::{HIP_BRIDGE, PELVIC_TILT};
    use crate::core::judge::Judge;
    use crate::core::pose::Stream;

    #[test]
    fn the_first_number_of_a_rhythm_is_said_though_it_is_known_with_the_second() {
        let view = |exercise: &'static crate::core::exercise::Exercise| {
            let view = Judge::new(exercise, Stream { width: 640, height: 360 }).view();
            LiveView { provisional_reps: 2, ..view }
        };
        let mut pace = Pace::default();
        assert_eq!(pace.number(&view(&PELVIC_TILT)), Some(Prompt::Number(1)));
        pace.said(Prompt::Number(1));
        assert_eq!(pace.number(&view(&PELVIC_TILT)), Some(Prompt::Number(2)));
        pace.said(Prompt::Number(2));
        assert_eq!(pace.number(&view(&PELVIC_TILT)), None);
        assert_eq!(Pace::default().number(&view(&HIP_BRIDGE)), Some(Prompt::Number(2)), "the first is long past");
    }
}
