//! Numbers of measures in words.

use crate::app::review::SCORE;
use crate::app::ui::words::Words;

/// A measure in words; its own name where there are none.
pub(super) fn measure_name<'a>(words: &'a Words, id: &'a str) -> &'a str {
    words.measures.get(id).map_or(id, String::as_str)
}

/// As many digits as mean something.
pub(super) fn digits(value: f64, measure: &str) -> String {
    if measure == SCORE || measure.ends_with("_deg") {
        format!("{value:.0}")
    } else if measure.ends_with("_s") || measure.starts_with("pain_") {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    }
}

pub(super) fn signed(value: f64, measure: &str) -> String {
    let sign = if value < 0.0 { "−" } else { "+" };
    format!("{sign}{}", digits(value.abs(), measure))
}
