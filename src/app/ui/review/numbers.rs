//! Numbers of measures in words.

use crate::app::review::SCORE;
use crate::app::ui::words::Words;

/// A measure in words; its own name where there are none.
pub(super) fn measure_name<'a>(words: &'a Words, id: &'a str) -> &'a str {
    words.measures.get(id).map_or(id, String::as_str)
}

/// As many digits as mean something.
pub(super) fn digits(words: &Words, value: f64, measure: &str) -> String {
    words.number(value, decimals(measure))
}

fn decimals(measure: &str) -> usize {
    if measure == SCORE || measure.ends_with("_deg") {
        0
    } else if measure.ends_with("_s") || measure.starts_with("pain_") {
        1
    } else {
        2
    }
}

pub(super) fn signed(words: &Words, value: f64, measure: &str) -> String {
    let sign = if value < 0.0 { "−" } else { "+" };
    format!("{sign}{}", digits(words, value.abs(), measure))
}

/// Returns true if nothing is left of a value with the digits that are shown.
pub(super) fn is_shown_as_zero(value: f64, measure: &str) -> bool {
    let unit = 10.0_f64.powi(-i32::try_from(decimals(measure)).unwrap_or(0));
    value.abs() < unit / 2.0
}
