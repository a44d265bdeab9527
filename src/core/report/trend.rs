//! Whether something changed over weeks by more than its error. No streaks, and no progress that is only noise.

use serde::Serialize;

use super::MeasureReport;

/// What a goniometer in good hands can tell from nothing, in degrees: Hancock 2018, 10.1186/s40634-018-0161-5.
pub const GONIOMETER_DEG: f64 = 5.0;
/// Days in a week.
const WEEK: f64 = 7.0;
/// Standard deviations in the half-width that holds 9 of 10 readings, in which errors are stated.
const SDS_OF_90: f64 = 1.645;
/// Standard deviations in that which holds 95 of 100, in which the detectable change is customarily stated.
const SDS_OF_95: f64 = 1.96;

/// Reading of one session.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Point {
    /// Time in days since any fixed instant.
    pub day: f64,
    /// The reading.
    pub value: f64,
    /// Half-width that holds 9 of 10 readings.
    pub error: f64,
    /// The part of it that does not cancel in a change within one person and set-up.
    pub change_error: f64,
}

/// Mean over the repetitions of a session.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// The mean.
    pub value: f64,
    /// Half-width that holds 9 of 10 means.
    pub error: f64,
    /// The part of it that does not cancel in a change within one person and set-up.
    pub change_error: f64,
}

/// How something changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trend {
    /// The weeks in which there was anything, the first first.
    pub weeks: Vec<Week>,
    /// The last week's value less the first one's.
    pub change: Option<f64>,
    /// What the change must exceed to count as one.
    pub detectable: Option<f64>,
    /// The values that cannot be distinguished from the first week's: lowest and highest.
    pub band: Option<(f64, f64)>,
    /// What may be said.
    pub verdict: Verdict,
}

/// A week's reading.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Week {
    /// 0 for that of the first session.
    pub idx: u32,
    /// Median over its sessions.
    pub value: f64,
    /// Median of their errors. Not smaller for many sessions: the camera's place errs alike in all of them.
    pub error: f64,
    /// Median of the parts that do not cancel in a change.
    pub change_error: f64,
    /// Number of sessions.
    pub n: usize,
}

/// What may be said of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Higher by more than the error; of a score that is better.
    Risen,
    /// No change beyond the error.
    NoChange,
    /// Lower by more than the error.
    Fallen,
    /// All sessions are of one week, or there are none.
    TooFew,
}

/// Returns the smallest change between two readings that is one with 95 % certainty, from the errors that do not cancel.
///
/// 1.96 · √(σ₁² + σ₂²) with σ = error / 1.645; of equal errors √2 · error · 1.96 / 1.645.
pub fn detectable(first_error: f64, last_error: f64) -> f64 {
    SDS_OF_95 / SDS_OF_90 * first_error.hypot(last_error)
}

/// Returns how something changed from its first week to its last; `floor` is the smallest change that counts whatever
/// the errors.
pub fn trend(points: &[Point], floor: f64) -> Trend {
    let weeks = weeks(points);
    let ends = weeks.first().zip(weeks.last());
    let Some((first, last)) = ends.filter(|(first, last)| first.idx < last.idx) else {
        return Trend { weeks, change: None, detectable: None, band: None, verdict: Verdict::TooFew };
    };
    let change = last.value - first.value;
    let needed = detectable(first.change_error, last.change_error).max(floor);
    let band = Some((first.value - needed, first.value + needed));
    let verdict = match change {
        _ if change.abs() <= needed => Verdict::NoChange,
        _ if 0.0 < change => Verdict::Risen,
        _ => Verdict::Fallen,
    };
    Trend { change: Some(change), detectable: Some(needed), band, verdict, weeks }
}

fn weeks(points: &[Point]) -> Vec<Week> {
    let is_number =
        |point: &&Point| [point.day, point.value, point.error, point.change_error].into_iter().all(f64::is_finite);
    let mut points: Vec<&Point> = points.iter().filter(is_number).collect();
    points.sort_by(|a, b| a.day.total_cmp(&b.day));
    let Some(origin) = points.first().map(|point| point.day) else { return Vec::new() };
    let week_of = |point: &Point| ((point.day - origin) / WEEK) as u32;
    let summary = |of: &[&Point]| {
        let middle = |read: fn(&Point) -> f64| median(of.iter().map(|point| read(point)).collect());
        Week {
            idx: of.first().map_or(0, |point| week_of(point)),
            value: middle(|point| point.value),
            error: middle(|point| point.error.abs()),
            change_error: middle(|point| point.change_error.abs()),
            n: of.len(),
        }
    };
    points.chunk_by(|a, b| week_of(a) == week_of(b)).map(summary).collect()
}

/// Returns the mean of a session's repetitions with its error; `None` of none.
///
/// The error of the model and of the camera's place is the same in every repetition: their number does not lessen it. The
/// scatter of the repetitions adds to it. In a change the common part cancels, as far as `change_error`, the
/// [measure's](crate::core::measure::Measure::change_error), is known.
pub fn over_reps(readings: &[MeasureReport], change_error: Option<f64>) -> Option<Mean> {
    let n = readings.len() as f64;
    let mean = |of: fn(&MeasureReport) -> f64| readings.iter().map(of).sum::<f64>() / n;
    let (value, common) = (mean(|it| it.value), mean(|it| it.error));
    let variance = readings.iter().map(|it| (it.value - value).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
    let own = SDS_OF_90 * (variance / n).sqrt();
    // Half of the change's variance belongs to either reading.
    let kept = change_error.map_or(common, |of_both| of_both / 2.0_f64.sqrt());
    (!readings.is_empty()).then(|| Mean { value, error: common.hypot(own), change_error: kept.hypot(own) })
}

/// The middle one, or the mean of the two in the middle; 0 of none.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = |idx: usize| values.get(idx).copied().unwrap_or(0.0);
    let half = values.len() / 2;
    if values.len() % 2 == 1 { at(half) } else { f64::midpoint(at(half.saturating_sub(1)), at(half)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(of: &[(f64, f64)], error: f64) -> Vec<Point> {
        of.iter().map(|&(day, value)| Point { day, value, error, change_error: error }).collect()
    }

    #[test]
    fn the_detectable_change_is_that_of_the_formula() {
        // By hand: σ = 3.29 / 1.645 = 2; 1.96 · √2 · 2 = 5.5437. Without √2 it were 3.92, from the error as it is 4.65.
        assert!((detectable(3.29, 3.29) - 5.5437).abs() < 1e-3);
        assert!((detectable(3.29, 0.0) - 3.92).abs() < 1e-9);
    }

    #[test]
    fn only_what_exceeds_the_detectable_change_is_one() {
        let verdict = |last: f64| trend(&points(&[(100.0, 80.0), (114.0, last)], 3.29), 0.0).verdict;
        assert_eq!((verdict(85.5), verdict(85.6)), (Verdict::NoChange, Verdict::Risen));
        assert_eq!((verdict(74.5), verdict(74.4)), (Verdict::NoChange, Verdict::Fallen));
        let degrees = |last: f64| trend(&points(&[(0.0, 80.0), (7.0, last)], 0.5), GONIOMETER_DEG).verdict;
        assert_eq!((degrees(85.0), degrees(85.1)), (Verdict::NoChange, Verdict::Risen));
    }

    #[test]
    fn many_sessions_of_a_week_are_one_reading_with_the_error_of_one() {
        let of = [(20.0, 91.0), (0.0, 80.0), (6.9, 70.0), (3.0, 82.0), (22.0, 93.0), (14.0, 50.0)];
        let trend = trend(&points(&of, 2.0), 0.0);
        let weeks: Vec<_> = trend.weeks.iter().map(|week| (week.idx, week.value, week.error, week.n)).collect();
        assert_eq!(weeks, [(0, 80.0, 2.0, 3), (2, 70.5, 2.0, 2), (3, 93.0, 2.0, 1)]);
        assert_eq!((trend.change, trend.verdict), (Some(13.0), Verdict::Risen));
        let (low, high) = trend.band.unwrap();
        assert!(low < 80.0 && 80.0 < high && high < 93.0);
    }

    #[test]
    fn one_week_is_too_few_and_what_is_no_number_counts_for_nothing() {
        for few in [&[][..], &[(5.0, 80.0)], &[(5.0, 80.0), (11.9, 99.0)], &[(5.0, 80.0), (30.0, f64::NAN)]] {
            assert_eq!(trend(&points(few, 1.0), 0.0).verdict, Verdict::TooFew);
        }
    }

    #[test]
    fn many_repetitions_do_not_make_the_models_error_less() {
        let of = |values: &[f64]| {
            over_reps(&values.iter().map(|&value| MeasureReport { value, error: 9.0 }).collect::<Vec<_>>(), None)
        };
        assert_eq!(of(&[100.0; 50]), Some(Mean { value: 100.0, error: 9.0, change_error: 9.0 }));
        let both = of(&[90.0, 110.0]).unwrap();
        let own = 1.645 * (200.0_f64 / 2.0).sqrt();
        assert!((both.error - 9.0_f64.hypot(own)).abs() < 1e-9 && both.value == 100.0);
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn what_is_constant_in_a_person_cancels_in_a_change() {
        let steady = [MeasureReport { value: 170.0, error: 9.0 }; 8];
        let of_both = over_reps(&steady, Some(5.8)).unwrap();
        assert!((detectable(of_both.change_error, of_both.change_error) - 1.96 / 1.645 * 5.8).abs() < 1e-9);
        assert_eq!(of_both.error, 9.0, "the reading itself is no more certain");
        let moved = |by: f64| {
            let point = |day: f64, value: f64| Point { day, value, error: 9.0, change_error: of_both.change_error };
            trend(&[point(0.0, 165.0), point(14.0, 165.0 + by)], GONIOMETER_DEG).verdict
        };
        // With the error of single readings 15.2° were needed.
        assert_eq!((moved(6.9), moved(7.0)), (Verdict::NoChange, Verdict::Risen));
    }
}
