//! Target of the measure that an exercise is about: taken from its rules, so that both say the same.

use crate::app::ui::words::Words;
use crate::core::exercise::{Exercise, Limit};
use crate::core::measure::Unit;

/// The limits of the key measure, where there are any.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::app::ui) struct Target {
    unit: Unit,
    /// What is too small: fault and limit.
    pub(in crate::app::ui) low: Option<(&'static str, Limit)>,
    /// What is too large.
    pub(in crate::app::ui) high: Option<(&'static str, Limit)>,
}

impl Target {
    pub(in crate::app::ui) fn of(exercise: &'static Exercise) -> Self {
        let about_it = || exercise.faults_on(&exercise.key.measure);
        let limit = |is_low: bool| {
            let mut all = about_it().filter(|fault| fault.limit.is_low() == is_low);
            all.next().map(|fault| (fault.id, fault.limit))
        };
        Self { unit: exercise.key.measure.unit(), low: limit(true), high: limit(false) }
    }

    /// Returns the severity of a reading, and its fault.
    pub(in crate::app::ui) fn verdict(&self, value: f32) -> Option<(f32, &'static str)> {
        let all = [self.low, self.high].into_iter().flatten();
        all.map(|(fault, limit)| (limit.severity(value), fault)).max_by(|a, b| a.0.total_cmp(&b.0))
    }

    /// Returns the range that is fine; `None` where nothing limits it.
    pub(in crate::app::ui) fn fine(&self) -> Option<(f32, f32)> {
        if self.low.is_none() && self.high.is_none() {
            return None;
        }
        let (least, most) = self.ends();
        Some((self.low.map_or(least, |(_, limit)| limit.fine), self.high.map_or(most, |(_, limit)| limit.fine)))
    }

    /// The least and the most that it can read, as far as that is drawn.
    pub(in crate::app::ui) const fn ends(&self) -> (f32, f32) {
        match self.unit {
            Unit::Deg => (0.0, 360.0),
            Unit::Bodies => (-4.0, 4.0),
            Unit::Secs | Unit::Ratio => (0.0, 1000.0),
        }
    }

    /// So much beside its limits is shown, in its unit.
    pub(in crate::app::ui) const fn beside(&self) -> f32 {
        match self.unit {
            Unit::Deg => 30.0,
            Unit::Bodies => 0.3,
            Unit::Secs | Unit::Ratio => 1.0,
        }
    }

    pub(in crate::app::ui) const fn unit(&self) -> Unit {
        self.unit
    }
}

/// Returns the name of the measure that an exercise is about.
pub(in crate::app::ui) fn key_name(words: &'static Words, exercise: &Exercise) -> &'static str {
    words.exercises.get(exercise.id).map_or(exercise.key.label, |words| words.measure.as_str())
}

/// Returns the name of a unit.
pub(in crate::app::ui) fn unit_name(words: &Words, unit: Unit) -> &str {
    match unit {
        Unit::Deg => &words.units.deg,
        Unit::Bodies => &words.units.trunk,
        Unit::Secs => &words.units.s,
        Unit::Ratio => &words.units.ratio,
    }
}

/// A reading with its unit.
pub(in crate::app::ui) fn in_words(words: &Words, unit: Unit, value: f32) -> String {
    let number = unit.number(value);
    let space = if unit == Unit::Deg { "" } else { " " };
    format!("{number}{space}{}", unit_name(words, unit))
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
        let bridge = Target::of(&HIP_BRIDGE);
        assert_eq!(bridge.fine(), Some((limit(&HIP_BRIDGE, "hips_low"), limit(&HIP_BRIDGE, "overextended"))));
        assert_eq!(Target::of(&KNEE_TO_CHEST).fine(), Some((0.0, limit(&KNEE_TO_CHEST, "short_range"))));
        assert_eq!(Target::of(&PELVIC_TILT).fine(), None);
    }

    #[test]
    fn the_worse_of_two_limits_speaks() {
        let bridge = Target::of(&HIP_BRIDGE);
        assert_eq!(bridge.verdict(150.0), Some((1.0, "hips_low")));
        assert_eq!(bridge.verdict(199.0), Some((1.0, "overextended")));
        assert_eq!(bridge.verdict(180.0).map(|(severity, _)| severity), Some(0.0));
    }

    #[test]
    fn holds_are_asked_for_where_there_is_a_rule() {
        assert_eq!(HIP_BRIDGE.hold_goal_secs(), Some(limit(&HIP_BRIDGE, "short_hold")));
        assert!(KNEE_TO_CHEST.hold_goal_secs().is_some());
        assert_eq!(PELVIC_TILT.hold_goal_secs(), None);
    }
}
