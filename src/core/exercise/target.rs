//! Target of the measure that an exercise is about: taken from its rules, so that both say the same.

use super::{Exercise, Limit};
use crate::core::measure::Unit;

/// Limits of the key measure, where there are any.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KeyTarget {
    unit: Unit,
    /// Fault and limit of too small a reading.
    pub low: Option<(&'static str, Limit)>,
    /// The same of too large a reading.
    pub high: Option<(&'static str, Limit)>,
}

/// The rules' verdict on a reading of the key measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KeyVerdict {
    /// 0–1.
    pub severity: f32,
    /// The fault that is worst.
    pub fault: &'static str,
    /// True if the reading is too small for it, or nearly so.
    pub is_low: bool,
}

impl KeyTarget {
    /// Collects the limits of an exercise.
    pub fn of(exercise: &'static Exercise) -> Self {
        let about_it = || exercise.faults_on(&exercise.key.measure);
        let limit = |is_low: bool| {
            let mut all = about_it().filter(|fault| fault.limit.is_low() == is_low);
            all.next().map(|fault| (fault.id, fault.limit))
        };
        Self { unit: exercise.key.measure.unit(), low: limit(true), high: limit(false) }
    }

    /// Judges a reading by the rule that it offends most; `None` where no rule reads it.
    pub fn verdict(&self, value: f32) -> Option<KeyVerdict> {
        let verdict = |limit: Option<(&'static str, Limit)>, is_low: bool| {
            limit.map(|(fault, limit)| KeyVerdict { severity: limit.severity(value), fault, is_low })
        };
        let all = [verdict(self.low, true), verdict(self.high, false)];
        all.into_iter().flatten().max_by(|a, b| a.severity.total_cmp(&b.severity))
    }

    /// Returns the range that is fine; `None` where nothing limits it.
    pub fn fine(&self) -> Option<(f32, f32)> {
        if self.low.is_none() && self.high.is_none() {
            return None;
        }
        let (least, most) = self.ends();
        Some((self.low.map_or(least, |(_, limit)| limit.fine), self.high.map_or(most, |(_, limit)| limit.fine)))
    }

    /// Returns the least and the most that it can read, as far as that is drawn.
    pub const fn ends(&self) -> (f32, f32) {
        match self.unit {
            Unit::Deg => (0.0, 360.0),
            Unit::Bodies => (-4.0, 4.0),
            Unit::Secs | Unit::Ratio => (0.0, 1000.0),
        }
    }

    /// Returns how much is shown beside its limits, in its unit.
    pub const fn beside(&self) -> f32 {
        match self.unit {
            Unit::Deg => 30.0,
            Unit::Bodies => 0.3,
            Unit::Secs | Unit::Ratio => 1.0,
        }
    }

    /// Returns the unit of the measure.
    pub const fn unit(&self) -> Unit {
        self.unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercises::{HIP_BRIDGE, KNEE_TO_CHEST, PELVIC_TILT};

    fn limit(exercise: &Exercise, id: &str) -> f32 {
        exercise.faults.iter().find(|fault| fault.id == id).unwrap().limit.fine
    }

    #[test]
    fn the_target_is_what_the_rules_call_fine() {
        let bridge = KeyTarget::of(&HIP_BRIDGE);
        assert_eq!(bridge.fine(), Some((limit(&HIP_BRIDGE, "hips_low"), limit(&HIP_BRIDGE, "overextended"))));
        assert_eq!(KeyTarget::of(&KNEE_TO_CHEST).fine(), Some((0.0, limit(&KNEE_TO_CHEST, "short_range"))));
        assert_eq!(KeyTarget::of(&PELVIC_TILT).fine(), None);
    }

    #[test]
    fn the_worse_of_two_limits_speaks() {
        let bridge = KeyTarget::of(&HIP_BRIDGE);
        let verdict = |value: f32| bridge.verdict(value).map(|it| (it.severity, it.fault, it.is_low));
        assert_eq!(verdict(150.0), Some((1.0, "hips_low", true)));
        assert_eq!(verdict(199.0), Some((1.0, "overextended", false)));
        assert_eq!(verdict(180.0).map(|it| it.0), Some(0.0));
    }

    #[test]
    fn holds_are_asked_for_where_there_is_a_rule() {
        assert_eq!(HIP_BRIDGE.hold_goal_secs(), Some(limit(&HIP_BRIDGE, "short_hold")));
        assert!(KNEE_TO_CHEST.hold_goal_secs().is_some());
        assert_eq!(PELVIC_TILT.hold_goal_secs(), None);
    }
}
