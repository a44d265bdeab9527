//! Words for an exercise that is a rhythm of one place on the body, finer than joints tell: it is followed by texture.

use std::collections::BTreeMap;

use super::{Limit, Reading, Reason};
use crate::core::measure::Unit;
pub use crate::core::pose::Patch;

/// How the rhythm of an exercise is followed and judged.
#[derive(Debug, Clone, Copy)]
pub struct Rhythm {
    /// The patch whose motion along the trunk, towards the head, is the signal.
    pub patch: Patch,
    /// Smaller swings than this are no motion, in trunks.
    pub least_swing: f32,
    /// What is no repetition, in the order in which it is asked.
    pub gates: &'static [Gate],
}

/// A reason not to count a cycle.
#[derive(Debug, Clone, Copy)]
pub struct Gate {
    /// What is said of a cycle that it stops.
    pub why: Reason,
    /// What stops it.
    pub kind: GateKind,
    /// Rule by which it stops a cycle.
    pub stops: fn(&Cycle) -> bool,
}

/// What it means that a gate stops a cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GateKind {
    /// It is another movement.
    Other,
    /// It may be a repetition, but the texture could not be followed.
    Track,
    /// It may be one, but noise is as large.
    Noise,
    /// It may be one, but the camera moved as much.
    Camera,
}

/// A way in which a set can be wrong while its repetitions are not.
#[derive(Debug, Clone, Copy)]
pub struct SetFault {
    /// Named for what is wrong.
    pub id: &'static str,
    /// What to do about it.
    pub cue: &'static str,
    /// The same for the ear, by something outside the body (an external focus).
    pub said: &'static str,
    /// Value that is read of the set.
    pub reads: SetReads,
    /// Where fine ends and bad begins.
    pub limit: Limit,
    /// Points that the fault at its worst takes off the score of the set.
    pub worst_cost: f32,
    /// Parts that must be seen to judge it.
    pub needs: &'static str,
    /// Where the limit comes from.
    pub source: &'static str,
}

/// A reading of a whole set; `None` where there are too few repetitions in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetReads {
    /// Standard deviation of the periods ÷ their mean.
    Unevenness,
    /// Median period, in s.
    Period,
}

impl SetReads {
    /// Returns the reading.
    pub const fn of(self, tempo: &Tempo) -> Option<Reading> {
        match self {
            Self::Unevenness => tempo.unevenness,
            Self::Period => tempo.period,
        }
    }

    /// Returns its unit.
    pub const fn unit(self) -> Unit {
        match self {
            Self::Unevenness => Unit::Ratio,
            Self::Period => Unit::Secs,
        }
    }
}

/// One swing of the signal and back. Lengths in trunks, with the camera's motion taken out.
#[derive(Debug, Clone, PartialEq)]
pub struct Cycle {
    /// From the lowest point before to the highest.
    pub rise: f32,
    /// From the highest point to the lowest after.
    pub fall: f32,
    /// From the first to the last instant of clear motion, in s.
    pub secs: f32,
    /// Parts on the way up and down, in s.
    pub up_secs: f32,
    #[expect(missing_docs, reason = "said above")]
    pub down_secs: f32,
    /// From this swing to the next, in s, where they follow one another.
    pub period: Option<Reading>,
    /// Standard deviation of the signal from picture to picture.
    pub jitter: f32,
    /// …and of the mean that swings are found in.
    pub mean_jitter: f32,
    /// Range ÷ median range of the first repetitions of this set-up, where there are enough.
    pub of_baseline: Option<Reading>,
    /// How far patches moved meanwhile.
    pub ranges: BTreeMap<Patch, PatchRange>,
}

/// How far a patch moved during a cycle, in trunks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PatchRange {
    /// Along the trunk.
    pub along: f32,
    /// Perpendicular to it.
    pub up: f32,
    /// The worst match meanwhile, −1…1.
    pub match_quality: f32,
}

impl Cycle {
    /// Returns the smaller of rise and fall.
    pub fn amplitude(&self) -> f32 {
        self.rise.min(self.fall)
    }

    /// Returns how far a patch moved along the trunk; 0 where it is not followed.
    pub fn along(&self, patch: Patch) -> f32 {
        self.ranges.get(&patch).map_or(0.0, |range| range.along)
    }

    /// Returns how far a patch moved perpendicular to the trunk; 0 where it is not followed.
    pub fn up(&self, patch: Patch) -> f32 {
        self.ranges.get(&patch).map_or(0.0, |range| range.up)
    }

    /// Returns the larger of both.
    pub fn either(&self, patch: Patch) -> f32 {
        self.along(patch).max(self.up(patch))
    }

    /// Returns the worst match of a patch; −1 where it is not followed.
    pub fn match_quality(&self, patch: Patch) -> f32 {
        self.ranges.get(&patch).map_or(-1.0, |range| range.match_quality)
    }
}

/// The rhythm of a set. Pauses, and where a repetition may have been missed, are left out.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tempo {
    /// Median period, in s.
    pub period: Option<Reading>,
    /// Standard deviation of the periods ÷ their mean.
    pub unevenness: Option<Reading>,
    /// By how much periods grow from one to the next, in s.
    pub slope: Option<Reading>,
    /// Median smoothness (SPARC); nearer to 0 is smoother.
    pub smoothness: Option<Reading>,
}
