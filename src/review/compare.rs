//! Two sittings side by side, and many in a row: what can be told apart, and what lies within the error.

use std::collections::BTreeSet;

use crate::report::{Finding, MeasureReport, Rep, Report};

/// How far a normal variable strays 9 times of 10, in standard deviations.
const NINE_OF_TEN: f64 = 1.645;

/// A measure in two sittings.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Name of the measure; [`SCORE`] for the score.
    pub measure: String,
    /// In the one under review.
    pub here: MeasureReport,
    /// In the other.
    pub there: MeasureReport,
}

/// The score, among measures.
pub const SCORE: &str = "score";

impl Difference {
    /// How much more it is here.
    pub fn change(&self) -> f64 {
        self.here.value - self.there.value
    }

    /// What can be told apart: the errors of both together.
    pub fn detectable(&self) -> f64 {
        self.here.error.hypot(self.there.error)
    }

    /// Whether the change is more than the error.
    pub fn is_told(&self) -> bool {
        self.detectable() < self.change().abs()
    }
}

/// Every measure that both have, the score first.
pub fn differences(here: &Report, there: &Report) -> Vec<Difference> {
    let names = |report: &Report| -> BTreeSet<String> {
        report.judgement.reps.iter().flat_map(|rep| rep.measures.keys().cloned()).collect()
    };
    let shared = names(here).intersection(&names(there)).cloned().collect::<Vec<_>>();
    let all = std::iter::once(SCORE.to_owned()).chain(shared);
    let one = |measure: String| {
        let (here, there) = (summary(here, &measure)?, summary(there, &measure)?);
        Some(Difference { measure, here, there })
    };
    all.filter_map(one).collect()
}

/// A measure over the repetitions of a report: the mean, and its error.
///
/// What the model is off by is the same in every repetition, so no number of them makes it less; how much repetitions
/// differ comes on top of it.
pub fn summary(report: &Report, measure: &str) -> Option<MeasureReport> {
    let of = |rep: &Rep| {
        if measure == SCORE {
            return rep.score.map(|value| MeasureReport { value, error: score_error(rep) });
        }
        rep.measures.get(measure).copied()
    };
    let readings: Vec<MeasureReport> = report.judgement.reps.iter().filter_map(of).collect();
    let n = readings.len() as f64;
    if readings.is_empty() {
        return None;
    }
    let mean = |of: fn(&MeasureReport) -> f64| readings.iter().map(of).sum::<f64>() / n;
    let (value, common) = (mean(|it| it.value), mean(|it| it.error));
    let variance = readings.iter().map(|it| (it.value - value).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
    let own = NINE_OF_TEN * (variance / n).sqrt();
    // The score of a report is told with what the set takes off.
    let value = if measure == SCORE { report.judgement.score.unwrap_or(value) } else { value };
    Some(MeasureReport { value, error: common.hypot(own) })
}

/// What the readings' errors can do to a score: as many points as they move along the slopes of what was found.
fn score_error(rep: &Rep) -> f64 {
    let of = |finding: &Finding| {
        let slope = finding.limit.bad - finding.limit.fine;
        let severity = |reading: f64| ((reading - finding.limit.fine) / slope).clamp(0.0, 1.0);
        let strays = |by: f64| (severity(finding.reading + by) - severity(finding.reading)).abs();
        let worst = if 0.0 < finding.severity { finding.cost / finding.severity } else { 0.0 };
        if slope == 0.0 { 0.0 } else { worst * strays(finding.error).max(strays(-finding.error)) }
    };
    rep.findings.iter().map(|finding| of(finding).powi(2)).sum::<f64>().sqrt()
}

/// A past sitting in a trend.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// Days since the first one.
    pub day: f64,
    /// When, in local time: `2026-11-22 18:30`.
    pub began: String,
    /// With what the errors of its readings can do to it.
    pub score: Option<MeasureReport>,
    /// The measure that the exercise is about.
    pub main: Option<MeasureReport>,
}

/// What can be said of a row of sittings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// How much more it is at the end than in the beginning.
    pub change: f64,
    /// The least that can be told.
    pub detectable: f64,
}

impl Trend {
    /// Whether the change is more than the least that can be told.
    pub fn is_told(&self) -> bool {
        self.detectable < self.change.abs()
    }
}

/// So many sittings at either end are taken together.
const MOST_AT_AN_END: usize = 3;

/// From the first sittings to the last; `None` of fewer than two.
///
/// Both ends are means of up to three sittings. What the camera and the person cost may differ between any two days, and
/// is not made less by taking the mean.
pub fn trend(values: &[MeasureReport]) -> Option<Trend> {
    let n = (values.len() / 2).min(MOST_AT_AN_END);
    let (first, last) = (values.get(..n)?, values.get(values.len() - n..)?);
    let mean = |part: &[MeasureReport], of: fn(&MeasureReport) -> f64| {
        (!part.is_empty()).then(|| part.iter().map(of).sum::<f64>() / part.len() as f64)
    };
    let change = mean(last, |it| it.value)? - mean(first, |it| it.value)?;
    let detectable = mean(last, |it| it.error)?.hypot(mean(first, |it| it.error)?);
    Some(Trend { change, detectable })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::film::tests::{made_up, rep};

    fn reading(value: f64, error: f64) -> MeasureReport {
        MeasureReport { value, error }
    }

    #[test]
    fn a_change_is_told_where_it_is_more_than_both_errors_together() {
        let difference = |here, there| Difference {
            measure: "knee_deg".into(),
            here: reading(here, 3.0),
            there: reading(there, 4.0),
        };
        assert!(difference(106.0, 100.0).is_told() && difference(94.0, 100.0).is_told());
        assert!(!difference(105.0, 100.0).is_told());
        assert_eq!(difference(94.0, 100.0).change(), -6.0);
    }

    #[test]
    fn many_repetitions_do_not_make_the_models_error_less() {
        let mut report = made_up().report;
        let with = |value: f64| {
            let mut rep = rep(0.0, None);
            rep.measures.insert("knee_deg".into(), reading(value, 9.0));
            rep
        };
        report.judgement.reps = (0..50).map(|_| with(100.0)).collect();
        assert_eq!(summary(&report, "knee_deg"), Some(reading(100.0, 9.0)));
        report.judgement.reps = vec![with(90.0), with(110.0)];
        let both = summary(&report, "knee_deg").unwrap();
        let own = 1.645 * (200.0_f64 / 2.0).sqrt();
        assert!((both.error - 9.0_f64.hypot(own)).abs() < 1e-9 && both.value == 100.0);
        assert_eq!(summary(&report, "none"), None);
    }

    #[test]
    fn the_score_can_move_as_far_as_the_readings_can_along_the_slope() {
        let report = made_up().report;
        // Half-way down a slope of 10° that costs 60 points, 11° off: anything from none to all of it.
        assert_eq!(score_error(&report.judgement.reps[0]), 30.0);
        let mut beyond = report.judgement.reps[0].clone();
        (beyond.findings[0].reading, beyond.findings[0].severity, beyond.findings[0].cost) = (140.0, 1.0, 60.0);
        assert_eq!(score_error(&beyond), 0.0, "the error does not reach back to the slope");
        assert_eq!(score_error(&report.judgement.reps[1]), 0.0);
        let all = differences(&report, &report);
        assert_eq!(all.first().map(|it| it.measure.as_str()), Some(SCORE));
        assert!(all.iter().all(|it| it.change() == 0.0 && !it.is_told()));
    }

    #[test]
    fn a_trend_is_told_beyond_what_can_be_told_only() {
        let values = |all: &[f64]| all.iter().map(|value| reading(*value, 5.0)).collect::<Vec<_>>();
        assert_eq!(trend(&values(&[])), None);
        assert_eq!(trend(&values(&[80.0])), None);
        let rising = trend(&values(&[60.0, 62.0, 64.0, 70.0, 78.0, 80.0, 82.0])).unwrap();
        assert!((rising.change - 18.0).abs() < 1e-9 && rising.is_told());
        let wavering = trend(&values(&[80.0, 86.0])).unwrap();
        assert!(!wavering.is_told() && (wavering.detectable - 50.0_f64.sqrt()).abs() < 1e-9);
    }
}
