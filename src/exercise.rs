//! The words in which an exercise is described: one engine runs them all.

mod rhythm;
mod rocking;
mod trace;

pub use crate::track::Leg;
pub use rhythm::{Cycle, Gate, GateKind, Patch, PatchRange, Rhythm, SetFault, Tempo};
pub use rocking::Rocking;
pub use trace::{Reading, RepTrace, SPAN_ERROR_SECS, Spans, median};

use crate::measure::{HIP_OVER_SHOULDER, Measure, Unit, body_roll_deg, is_face_up};
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
    /// The legs that it is followed on, each by itself; one alone where both do the same, none where texture tells more.
    pub legs: &'static [Leg],
    /// How much of it makes a repetition, in its unit; less is fidgeting, breathing or a smaller exercise.
    pub least_range: f32,
    /// How it is followed by texture instead of joints, if it is. Such a movement is none where it is a part of another.
    pub rhythm: Option<Rhythm>,
    /// Whether the body lies as for this exercise; `None` where it cannot be seen.
    pub posture: fn(&TrackedPose) -> Option<bool>,
    /// How sure it is that a movement of the signal is a repetition of this exercise and no other, 0–1; it counts from
    /// [`LEAST_CONFIDENCE`]. `None` where it cannot be seen.
    pub confirms: fn(&RepTrace<'_>) -> Option<f32>,
    /// Which way a repetition was done.
    pub variant: fn(&RepTrace<'_>) -> Variant,
    /// What is reported of every repetition, taken at the top of the leg that worked.
    pub measures: &'static [Measure],
    /// What is reported besides, by name, where it can be read.
    pub also: fn(&RepTrace<'_>) -> Vec<(&'static str, Reading)>,
    /// The measure of which the least in a session is the person's best, if there is one.
    pub best_is_least: Option<Measure>,
    /// The angle that it is about.
    pub angle: KeyAngle,
    /// What can be wrong with a repetition.
    pub faults: &'static [Fault],
    /// What can never be judged of it from the side, said once per report.
    pub never_judged: &'static str,
}

/// The angle that an exercise is about: drawn, and in every summary.
#[derive(Debug, Clone, Copy)]
pub struct KeyAngle {
    /// One of the exercise's measures, in degrees.
    pub measure: Measure,
    /// What it is called in a table, in one short word.
    pub name: &'static str,
    /// What is said of it where nothing is wrong.
    pub fine: &'static str,
}

/// Exercises are statics: their names tell them apart.
impl PartialEq for Exercise {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// A way in which a repetition can be wrong.
#[derive(Debug)]
pub struct Fault {
    /// Named for what is wrong.
    pub id: &'static str,
    /// What to do about it, as said to the athlete.
    pub cue: &'static str,
    /// The same for the ear, by something outside the body where there is something: an external focus (criteria
    /// «Feedback», Ribeiro 2011).
    pub said: &'static str,
    /// Unit of reading and limit.
    pub unit: Unit,
    /// The reading; `None` where a joint is hidden.
    pub read: fn(&RepTrace<'_>) -> Option<Reading>,
    /// Where fine ends and bad begins.
    pub limit: Limit,
    /// Points that the fault at its worst takes off the score.
    pub worst_cost: f32,
    /// Up to which view it can be judged.
    pub view: Viewed,
    /// The only variant that can have it, if not all can.
    pub only_in: Option<&'static str>,
    /// Whether it is read from the working leg.
    pub reads_leg: bool,
    /// What must be seen to judge it.
    pub needs: &'static str,
    /// Where the limit comes from.
    pub source: &'static str,
}

impl Fault {
    /// Whether a repetition that was done in this way can have it.
    pub fn can_be_in(&self, variant: &str) -> bool {
        self.only_in.is_none_or(|only| only == variant)
    }
}

/// Lower over the shoulders than this (in trunks) the hips are those of somebody propped up or sitting: on the back they
/// are at −0.06 or higher on the samples, and a camera tilted by 8° takes off 0.14.
const LOWEST_HIPS: f32 = -0.3;
/// On the samples the model reads up to 22° for athletes on their back.
const ON_THE_SIDE_DEG: f32 = 45.0;

/// Whether somebody lies on their back with the hips no higher over the shoulders than `highest` (in trunks); `None`
/// where that cannot be seen.
pub fn lies_on_back(pose: &TrackedPose, highest: f32) -> Option<bool> {
    let height = (HIP_OVER_SHOULDER.of)(pose, Leg::Near)?;
    let is_on_back = body_roll_deg(pose) < ON_THE_SIDE_DEG && is_face_up(pose);
    Some(LOWEST_HIPS <= height && height <= highest && is_on_back)
}

/// Movements less sure than this are not counted.
pub const LEAST_CONFIDENCE: f32 = 0.5;

/// How sure a criterion is that must reach a limit: 0.5 at the limit, 1 at twice the limit, 0 at none of it.
pub fn confidence(reading: f32, limit: f32) -> f32 {
    (LEAST_CONFIDENCE * reading / limit).clamp(0.0, 1.0)
}

/// How far from a pure side view something can still be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Viewed {
    /// Only squarely from the side: at a yaw of 22° a shoulder at rest already reads .09 of the trunk too high.
    Square,
    /// From the side.
    SideOn,
    /// At an angle, too: straight lines stay straight.
    Oblique,
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
