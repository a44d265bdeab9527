//! The words in which an exercise is described: one engine runs them all.

mod trace;

pub use trace::{Reading, RepTrace, SPAN_ERROR_SECS, Spans, median};

use crate::measure::{Measure, Unit};
use crate::skeleton::Side;
use crate::track::TrackedPose;

/// An exercise: what moves, how it begins, what can be wrong.
#[derive(Debug)]
pub struct Exercise {
    /// Name in reports and on the command line.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// What rises from rest to the top of a repetition and falls back.
    pub signal: Measure,
    /// How much of it makes a repetition, in its unit; less is fidgeting, breathing or a smaller exercise.
    pub least_range: f32,
    /// Whether the body lies as for this exercise; `None` where it cannot be seen.
    pub posture: fn(&TrackedPose) -> Option<bool>,
    /// Whether a movement of the signal is a repetition of this exercise and no other; `None` where it cannot be seen.
    pub confirms: fn(&RepTrace<'_>) -> Option<bool>,
    /// Which way a repetition was done.
    pub variant: fn(&RepTrace<'_>) -> Variant,
    /// What is reported of every repetition, taken at the top.
    pub measures: &'static [Measure],
    /// What can be wrong with a repetition.
    pub faults: &'static [Fault],
    /// What can never be judged of it from the side, said once per report.
    pub never_judged: &'static str,
}

/// A way in which a repetition can be wrong.
#[derive(Debug)]
pub struct Fault {
    /// Named for what is wrong.
    pub id: &'static str,
    /// What to do about it, as said to the athlete.
    pub cue: &'static str,
    /// Unit of reading and limit.
    pub unit: Unit,
    /// The reading; `None` where a joint is hidden.
    pub read: fn(&RepTrace<'_>) -> Option<Reading>,
    /// Where fine ends and bad begins.
    pub limit: Limit,
    /// Points that the fault at its worst takes off the score.
    pub worst_cost: f32,
    /// Whether an oblique view (yaw 25–33°) still shows it. Straight lines stay straight, all else does not.
    pub survives_yaw: bool,
    /// Whether it is read from the working leg.
    pub reads_leg: bool,
    /// What must be seen to judge it.
    pub needs: &'static str,
    /// Where the limit comes from.
    pub source: &'static str,
}

/// A slope from fine to bad, in the unit of the reading; `bad` may lie below `fine`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// Severity 0 up to here.
    pub fine: f32,
    /// Severity 1 from here.
    pub bad: f32,
}

impl Limit {
    /// How bad a reading is, 0–1 along the slope.
    pub fn severity(self, reading: f32) -> f32 {
        ((reading - self.fine) / (self.bad - self.fine)).clamp(0.0, 1.0)
    }
}

/// Which way an exercise was done, and whether what carries the body could be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant {
    /// Name in reports.
    pub id: &'static str,
    /// The side that worked; `None`: both.
    pub side: Option<Side>,
    /// Whether the working leg is hidden behind one that does something else.
    pub hides_working_leg: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severity_rises_along_the_slope_in_either_direction() {
        let low = Limit { fine: 170.0, bad: 160.0 };
        assert_eq!([175.0, 170.0, 165.0, 160.0, 150.0].map(|r| low.severity(r)), [0.0, 0.0, 0.5, 1.0, 1.0]);
        let high = Limit { fine: 189.0, bad: 199.0 };
        assert_eq!([180.0, 194.0, 210.0].map(|r| high.severity(r)), [0.0, 0.5, 1.0]);
    }
}
