//! How numbers and faults are said in a report.

use crate::core::exercise::Exercise;
use crate::core::exercises;
use crate::core::judge::AUTO;
use crate::core::measure::{Of, PointOf, Unit};
use crate::core::report::{Finding, LimitReport, MeasureReport, Rep};
use crate::core::skeleton::Part;

/// Formats the time of a recording, RFC 3339: the local time of a session, or the time that a file gives in UTC.
pub(super) fn date(at: &str) -> String {
    let minute = at.get(..16).unwrap_or(at).replace('T', " ");
    if at.ends_with('Z') { format!("{minute} UTC, as the file says") } else { minute }
}

/// A number of something.
pub(super) fn counted(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

/// A fault's name as words.
pub(super) fn fault(id: &str) -> String {
    id.replace('_', " ")
}

/// An exercise's name for people.
pub(super) fn exercise(id: &str) -> String {
    let known = exercises::by_name(id).map(|exercise| exercise.name.to_owned());
    known.unwrap_or_else(|| if id == AUTO { "any exercise".to_owned() } else { fault(id) })
}

/// A unit on the scale of a plot.
pub(super) const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Deg => "°",
        Unit::Bodies => "trunk lengths",
        Unit::Secs => "s",
        Unit::Ratio => "ratio",
    }
}

/// Returns the limb that works in an exercise: `leg`, or `arm`.
pub(super) fn limb(id: &str) -> &'static str {
    let signal = exercises::by_name(id).and_then(Exercise::joint_signal);
    let is_arm = |point: &PointOf| point.of == Of::Limb && matches!(point.part, Part::Elbow | Part::Wrist);
    let points = signal.map(|signal| signal.measure.points()).unwrap_or_default();
    if points.iter().any(is_arm) { "arm" } else { "leg" }
}

/// A number in the unit of a finding, as [`crate::core::measure::Unit::symbol`] names it.
pub(super) fn with_unit(value: f64, unit: &str) -> String {
    match unit {
        "deg" => format!("{value:.0}°"),
        "trunk" => format!("{value:.2} of the trunk"),
        "s" => format!("{value:.1} s"),
        _ => format!("{value:.2}"),
    }
}

/// A reading with its error.
pub(super) fn reading(value: f64, error: f64, unit: &str) -> String {
    match unit {
        "deg" => format!("{value:.0}° ±{error:.0}"),
        "trunk" => format!("{value:.2} ±{error:.2} of the trunk"),
        "s" => format!("{value:.1} s ±{error:.1}"),
        _ => format!("{value:.2} ±{error:.2}"),
    }
}

/// A slope from fine to bad.
pub(super) fn limit(LimitReport { fine, bad }: LimitReport, unit: &str) -> String {
    let side = if bad < fine { "from" } else { "up to" };
    format!("fine {side} {}, bad at {}", with_unit(fine, unit), with_unit(bad, unit))
}

/// What was wrong with a repetition.
pub(super) fn faults(rep: &Rep) -> String {
    let said = |finding: &Finding| format!("{} ({})", fault(&finding.fault), finding.degree());
    let mut all: Vec<String> = rep.findings.iter().map(said).collect();
    if all.is_empty() && rep.not_judged.is_empty() {
        all.push("good".into());
    } else if all.is_empty() {
        all.push("nothing wrong in what was judged".into());
    }
    if !rep.not_judged.is_empty() {
        all.push(format!("{} not judged", counted(rep.not_judged.len(), "fault")));
    }
    all.join(", ")
}

/// The measure that an exercise is about, with its error.
pub(super) fn key_reading(rep: &Rep) -> Option<String> {
    let measure = exercises::by_name(&rep.exercise)?.key.measure;
    rep.measures.get(measure.id).map(|MeasureReport { value, error }| reading(*value, *error, measure.unit().symbol()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_says_its_error_and_its_unit() {
        assert_eq!(reading(169.6, 11.2, "deg"), "170° ±11");
        assert_eq!(reading(0.072, 0.031, "trunk"), "0.07 ±0.03 of the trunk");
        assert_eq!(limit(LimitReport { fine: 170.0, bad: 160.0 }, "deg"), "fine from 170°, bad at 160°");
        assert_eq!(limit(LimitReport { fine: 0.05, bad: 0.1 }, "ratio"), "fine up to 0.05, bad at 0.10");
        assert_eq!(date("2026-11-29T20:09:16Z"), "2026-11-29 20:09 UTC, as the file says");
        assert_eq!(date("2026-11-29T21:09:16+01:00"), "2026-11-29 21:09");
    }
}
