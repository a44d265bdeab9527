//! Readings and their names as the window says them.

use crate::app::ui::words::Words;
use crate::core::exercise::Exercise;
use crate::core::measure::Unit;

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
    let number = words.local(&unit.number(value));
    let space = if unit == Unit::Deg { "" } else { " " };
    format!("{number}{space}{}", unit_name(words, unit))
}
