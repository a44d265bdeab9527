//! Two sessions side by side: what can be told apart, and what lies within the error.

use std::collections::BTreeSet;

use crate::core::exercises;
use crate::core::report::trend::{Mean, detectable, over_reps};
use crate::core::report::{MeasureReport, Rep, Report};

/// A measure in two sessions.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Name of the measure; [`SCORE`] for the score.
    pub measure: String,
    /// In the one under review.
    pub here: Mean,
    /// In the other.
    pub there: Mean,
}

/// The score, among measures.
pub const SCORE: &str = "score";

impl Difference {
    /// Returns how much more it is here.
    pub fn change(&self) -> f64 {
        self.here.value - self.there.value
    }

    /// Returns the smallest change that exceeds the error.
    pub fn detectable(&self) -> f64 {
        detectable(self.there.change_error, self.here.change_error)
    }

    /// Returns true if the change is more than the error.
    pub fn is_told(&self) -> bool {
        self.detectable() < self.change().abs()
    }
}

/// Returns every measure that both have, the score first.
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

/// A measure over the repetitions of a report.
fn summary(report: &Report, measure: &str) -> Option<Mean> {
    let of = |rep: &Rep| {
        if measure == SCORE {
            return rep.score.map(|value| MeasureReport { value, error: score_error(rep) });
        }
        rep.measures.get(measure).copied()
    };
    let exercise = report.judgement.reps.first().map(|rep| rep.exercise.as_str());
    let change_error = exercise.and_then(|exercise| exercises::change_error(exercise, measure));
    let all = over_reps(&report.judgement.reps.iter().filter_map(of).collect::<Vec<_>>(), change_error)?;
    // The score of a report is told with what the set takes off.
    let told = report.judgement.score.filter(|_| measure == SCORE);
    Some(Mean { value: told.unwrap_or(all.value), ..all })
}

/// What the readings' errors can do to a score.
fn score_error(rep: &Rep) -> f64 {
    rep.findings.iter().map(|finding| finding.cost_error().powi(2)).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::review::film::tests::made_up;

    fn reading(value: f64, error: f64) -> Mean {
        Mean { value, error, change_error: error }
    }

    #[test]
    fn a_change_is_told_where_it_is_more_than_both_errors_together() {
        let difference = |here, there| Difference {
            measure: "knee_deg".into(),
            here: reading(here, 3.0),
            there: reading(there, 4.0),
        };
        // 1.96 / 1.645 · 5 = 5.96.
        assert!(difference(106.0, 100.0).is_told() && difference(94.0, 100.0).is_told());
        assert!(!difference(105.9, 100.0).is_told());
        assert_eq!(difference(94.0, 100.0).change(), -6.0);
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
}
