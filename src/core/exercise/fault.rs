//! Faults of a repetition.

use super::{Reads, SpanOf};
use crate::core::measure::{Measure, Unit};

/// A way in which a repetition can be wrong.
#[derive(Debug, Clone, Copy)]
pub struct Fault {
    /// Named for what is wrong.
    pub id: &'static str,
    /// Instruction that corrects it, as given to the athlete.
    pub cue: &'static str,
    /// The same for the ear, by something outside the body where there is something: an external focus (criteria
    /// «Feedback», Ribeiro 2011).
    pub said: &'static str,
    /// Value that is read of the repetition.
    pub reads: Reads,
    /// Limits at which fine ends and bad begins.
    pub limit: Limit,
    /// Points that the fault at its worst takes off the score.
    pub worst_cost: f32,
    /// Up to which view it can be judged.
    pub view: Viewed,
    /// The only variant that can have it, if not all can.
    pub only_in: Option<&'static str>,
    /// Parts that must be seen to judge it.
    pub needs: &'static str,
    /// Source of the limit.
    pub source: &'static str,
}

impl Fault {
    /// Returns true if a repetition that was done in this way can have it.
    pub fn can_be_in(&self, variant: &str) -> bool {
        self.only_in.is_none_or(|only| only == variant)
    }

    /// Returns its limit where each hold is to last so long, in s: half of a hold stays half as bad.
    pub fn limit_of_hold(&self, secs: f32) -> Limit {
        if self.reads != Reads::Span(SpanOf::Hold) {
            return self.limit;
        }
        Limit { fine: secs, bad: secs * self.limit.bad / self.limit.fine }
    }

    /// Returns the unit of reading and limit.
    pub const fn unit(&self) -> Unit {
        self.reads.unit()
    }

    /// Returns true if it is read from the working limb, which another may hide.
    pub fn reads_limb(&self) -> bool {
        matches!(self.reads, Reads::Travel(_)) || self.reads.measure().is_some_and(Measure::reads_limb)
    }
}

/// Largest deviation from a pure view at which something can still be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Viewed {
    /// Only squarely: at a yaw of 22° a shoulder at rest already reads .09 of the trunk too high.
    Square,
    /// From the side, or as the exercise asks.
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
    /// Returns the severity of a reading, 0–1 along the slope.
    pub fn severity(self, reading: f32) -> f32 {
        ((reading - self.fine) / (self.bad - self.fine)).clamp(0.0, 1.0)
    }

    /// Returns true if readings below `fine` are the bad ones.
    pub fn is_low(self) -> bool {
        self.bad < self.fine
    }
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
