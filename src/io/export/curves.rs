//! Measures over a repetition as curves from 0 to 100 % of its time: mean and standard deviation over repetitions.

use super::series::{Series, leg_of};
use super::table::{cell, line};
use crate::core::exercises;
use crate::core::measure::Measure;
use crate::core::report::{Rep, RepSide};

/// Points of a curve: 0, 1, … 100 %.
pub const N_POINTS: usize = 101;
/// No value is read between frames that are farther apart than this, in s, as in the report's plots.
const GAP_SECS: f64 = 0.5;

/// Columns, described in [`super::dictionary`].
pub(super) const COLUMNS: [&str; 8] = ["exercise", "side", "measure", "unit", "percent", "n_reps", "mean", "sd"];

/// A measure over the repetitions of an exercise on a side.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Id of the exercise.
    pub exercise: &'static str,
    /// Side that worked.
    pub side: RepSide,
    /// Measure that was read.
    pub measure: Measure,
    /// From the first to the last instant of motion.
    pub points: Vec<CurvePoint>,
}

/// Values of all repetitions at one share of their time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// Number of repetitions in which it could be read.
    pub n_reps: usize,
    /// Mean, in the measure's unit; `None` where it could be read in none.
    pub mean: Option<f32>,
    /// Standard deviation (n − 1); `None` of less than two.
    pub sd: Option<f32>,
}

/// Returns the curves of all measures of the exercises that were done, in order of time.
pub fn curves(series: &Series, reps: &[Rep]) -> Vec<Curve> {
    let mut groups: Vec<(&str, RepSide)> = Vec::new();
    for rep in reps {
        let group = (rep.exercise.as_str(), rep.side);
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    let mut curves = Vec::new();
    for (id, side) in groups {
        let Some(exercise) = exercises::by_name(id) else { continue };
        let reps: Vec<&Rep> = reps.iter().filter(|rep| rep.exercise == id && rep.side == side).collect();
        for measure in exercise.measures {
            let each: Vec<Vec<Option<f32>>> = reps.iter().map(|rep| normalised(series, rep, measure)).collect();
            let points =
                (0..N_POINTS).map(|k| point(&each.iter().filter_map(|curve| *curve.get(k)?).collect::<Vec<_>>()));
            curves.push(Curve { exercise: exercise.id, side, measure: *measure, points: points.collect() });
        }
    }
    curves
}

fn point(values: &[f32]) -> CurvePoint {
    let n = values.len();
    let mean = (0 < n).then(|| values.iter().sum::<f32>() / n as f32);
    let squares = |mean: f32| values.iter().map(|value| (value - mean).powi(2)).sum::<f32>();
    let sd = mean.filter(|_| 1 < n).map(|mean| (squares(mean) / (n - 1) as f32).sqrt());
    CurvePoint { n_reps: n, mean, sd }
}

/// Returns the measure at 0, 1, … 100 % of a repetition, on a straight line between frames.
fn normalised(series: &Series, rep: &Rep, measure: &Measure) -> Vec<Option<f32>> {
    let is_near = |secs: f64| rep.start_s - GAP_SECS <= secs && secs <= rep.end_s + GAP_SECS;
    let values: Vec<(f64, f32)> = series
        .iter()
        .filter(|(sample, _)| is_near(sample.at.secs()))
        .filter_map(|(sample, pose)| Some((sample.at.secs(), measure.of(pose?, leg_of(Some(rep), pose?))?)))
        .collect();
    let instant = |k: usize| rep.start_s + (rep.end_s - rep.start_s) * k as f64 / (N_POINTS - 1) as f64;
    (0..N_POINTS).map(|k| between(&values, instant(k))).collect()
}

fn between(values: &[(f64, f32)], secs: f64) -> Option<f32> {
    let after = values.partition_point(|(at, _)| *at < secs);
    // Times of a report are rounded to thousandths: the first frame may lie that much beside the beginning.
    let nearest = |at: f64| (at - secs).abs() <= 0.001;
    match (after.checked_sub(1).and_then(|before| values.get(before)), values.get(after)) {
        (Some((from, low)), Some((to, high))) if to - from <= GAP_SECS => {
            Some(low + (high - low) * ((secs - from) / (to - from)) as f32)
        }
        (_, Some((at, value))) | (Some((at, value)), _) if nearest(*at) => Some(*value),
        _ => None,
    }
}

/// Returns the table: one row per curve and percent.
pub fn csv(curves: &[Curve]) -> String {
    let mut text = line(&COLUMNS.map(str::to_owned));
    for curve in curves {
        let unit = curve.measure.unit().symbol();
        for (percent, point) in curve.points.iter().enumerate() {
            text += &line(&[
                curve.exercise.into(),
                curve.side.to_string(),
                curve.measure.id.into(),
                unit.into(),
                percent.to_string(),
                point.n_reps.to_string(),
                cell(point.mean, 4),
                cell(point.sd, 4),
            ]);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_lies_on_the_line_between_its_frames_and_not_across_a_gap() {
        let values = [(1.0, 10.0), (1.2, 20.0), (2.0, 30.0)];
        assert_eq!(between(&values, 1.05).map(f32::round), Some(13.0));
        assert_eq!((between(&values, 1.2), between(&values, 1.5)), (Some(20.0), None));
        assert_eq!((between(&values, 0.9995), between(&values, 0.9), between(&values, 2.1)), (Some(10.0), None, None));
    }

    #[test]
    fn a_point_has_a_mean_of_what_was_read_and_a_deviation_from_two_on() {
        assert_eq!(point(&[]), CurvePoint { n_reps: 0, mean: None, sd: None });
        assert_eq!(point(&[3.0]), CurvePoint { n_reps: 1, mean: Some(3.0), sd: None });
        assert_eq!(point(&[2.0, 4.0, 6.0]), CurvePoint { n_reps: 3, mean: Some(4.0), sd: Some(2.0) });
    }
}
