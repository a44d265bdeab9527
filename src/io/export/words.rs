//! How numbers and faults are said in a report.

use crate::core::exercise::{Exercise, Reads, SetReads};
use crate::core::exercises;
use crate::core::measure::{Of, PointOf, Unit};
use crate::core::report::{Finding, LimitReport, MeasureReport, Rep};
use crate::core::skeleton::Part;
pub(super) use crate::io::words::sentence;
use crate::io::words::{Words, fill};

/// A number of something, in English.
pub(super) fn counted(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

/// An id as words.
pub(super) fn fault(id: &str) -> String {
    id.replace('_', " ")
}

/// A unit on the scale of a plot.
pub(super) fn unit(unit: Unit, words: &Words) -> &str {
    match unit {
        Unit::Deg => "°",
        Unit::Bodies => &words.trunk_axis,
        Unit::Secs => "s",
        Unit::Ratio => &words.ratio_axis,
    }
}

/// Returns the limb that worked: `left leg`, or `right arm`; empty where both did.
pub(super) fn side<'a>(rep: &Rep, words: &'a Words) -> &'a str {
    let signal = exercises::by_name(&rep.exercise).and_then(Exercise::joint_signal);
    let is_arm = |point: &PointOf| point.of == Of::Limb && matches!(point.part, Part::Elbow | Part::Wrist);
    let points = signal.map(|signal| signal.measure.points()).unwrap_or_default();
    words.side(rep.side, points.iter().any(is_arm))
}

/// Returns the quantity that a fault's ratio is a share of; empty where it has another unit.
pub(super) fn share_of<'a>(exercise: &str, fault: &str, words: &'a Words) -> &'a str {
    let Some(exercise) = exercises::by_name(exercise) else { return "" };
    let of_rep = exercise.faults.iter().find(|it| it.id == fault).map(|it| match it.reads {
        Reads::OfBaseline => words.of_first.as_str(),
        Reads::PatchShare(_) => &words.of_allowed,
        Reads::Apart(_) => &words.of_shank,
        _ => "",
    });
    let of_set = || exercise.set_faults.iter().find(|it| it.id == fault).map(|it| it.reads);
    let of_set = || of_set().filter(|reads| matches!(reads, SetReads::Unevenness)).map(|_| words.of_period.as_str());
    of_rep.or_else(of_set).unwrap_or_default()
}

/// A number in the unit of a finding, as [`crate::core::measure::Unit::symbol`] names it; `share` is what a ratio is of.
pub(super) fn with_unit(words: &Words, value: f64, (unit, share): (&str, &str)) -> String {
    let said = match unit {
        "deg" => format!("{value:.0}°"),
        "trunk" => format!("{} {}", words.number(value, 2), words.of_trunk),
        "s" => format!("{} s", words.number(value, 1)),
        _ => format!("{} {share}", words.number(value, 2)),
    };
    said.trim_end().to_owned()
}

/// A reading with its error.
pub(super) fn reading(words: &Words, (value, error): (f64, f64), unit: &str) -> String {
    let [one, two] = [1, 2].map(|decimals| [value, error].map(|it| words.number(it, decimals)));
    match unit {
        "deg" => format!("{value:.0}° ±{error:.0}"),
        "trunk" => format!("{} ±{} {}", two[0], two[1], words.of_trunk),
        "s" => format!("{} s ±{}", one[0], one[1]),
        _ => format!("{} ±{}", two[0], two[1]),
    }
}

/// A slope from fine to bad.
pub(super) fn limit(words: &Words, LimitReport { fine, bad }: LimitReport, unit: (&str, &str)) -> String {
    let text = if bad < fine { &words.fine_from } else { &words.fine_up_to };
    let [fine, bad] = [fine, bad].map(|value| with_unit(words, value, unit));
    fill(text, &[("fine", &fine), ("bad", &bad)])
}

/// What was wrong with a repetition.
pub(super) fn faults(rep: &Rep, words: &Words) -> String {
    let said = |finding: &Finding| {
        format!("{} ({})", words.fault(&rep.exercise, &finding.fault), words.degree(finding.degree()))
    };
    let mut all: Vec<String> = rep.findings.iter().map(said).collect();
    if all.is_empty() {
        all.push(if rep.not_judged.is_empty() { words.good.clone() } else { words.rest_good.clone() });
    }
    match rep.not_judged.len() {
        0 => {}
        1 => all.push(words.fault_unjudged.clone()),
        n => all.push(fill(&words.faults_unjudged, &[("n", &n.to_string())])),
    }
    all.join(", ")
}

/// The measure that an exercise is about, with its error.
pub(super) fn key_reading(rep: &Rep, words: &Words) -> Option<String> {
    let measure = exercises::by_name(&rep.exercise)?.key.measure;
    let read = rep.measures.get(measure.id);
    read.map(|MeasureReport { value, error }| reading(words, (*value, *error), measure.unit().symbol()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_says_its_error_and_its_unit() {
        let [english, german] = ["en", "de"].map(|code| Words::of(Some(code), None));
        let slope = |fine: f64, bad: f64| LimitReport { fine, bad };
        assert_eq!(reading(english, (169.6, 11.2), "deg"), "170° ±11");
        assert_eq!(reading(english, (0.072, 0.031), "trunk"), "0.07 ±0.03 of the trunk");
        assert_eq!(reading(german, (0.072, 0.031), "trunk"), "0,07 ±0,03 des Rumpfs");
        assert_eq!(limit(english, slope(170.0, 160.0), ("deg", "")), "fine from 170°, bad at 160°");
        assert_eq!(limit(english, slope(0.05, 0.1), ("ratio", "")), "fine up to 0.05, bad at 0.10");
        let share = share_of("pelvic_tilt", "small_range", german);
        let said = "gut ab 0,75 der ersten Wiederholungen, schlecht bei 0,45 der ersten Wiederholungen";
        assert_eq!(limit(german, slope(0.75, 0.45), ("ratio", share)), said);
        assert_eq!(share_of("hip_bridge", "hips_low", german), "");
    }
}
