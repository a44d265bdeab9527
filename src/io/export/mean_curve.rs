//! The mean repetition, drawn from 0 to 100 % of its time.

use super::axes::Axes;
use super::curves::{Curve, CurvePoint};
use super::words as said;
use crate::core::geometry::Point;
use crate::io::drawing::{Drawing, Ink};
use crate::io::words::{Words, fill};

/// Size, in points: as wide as a page.
const WIDTH: f32 = 510.0;
const HEIGHT: f32 = 150.0;
/// Room above and below what was read, as a share of it.
const BESIDE_SHARE: f32 = 0.1;

/// Draws mean and standard deviation; `None` of a single repetition, which has no mean, and where nothing was read.
pub(super) fn drawing(curve: &Curve, name: &str, words: &Words) -> Option<Drawing> {
    let runs: Vec<Vec<Shown>> = runs(&curve.points);
    let values = || runs.iter().flatten().flat_map(|it| [it.mean - it.sd, it.mean + it.sd]);
    let (low, high) = (values().reduce(f32::min)?, values().reduce(f32::max)?);
    let beside = BESIDE_SHARE * (high - low);
    let mut drawing = Drawing::new(WIDTH, HEIGHT, fill(&words.mean_alt, &[("what", name)]));
    let axes = Axes::within(&drawing, (0.0, 100.0), (low - beside, high + beside));
    axes.draw(&mut drawing, [&words.mean_axis, &format!("{name}, {}", said::unit(curve.measure.unit(), words))], true);
    for run in &runs {
        let above = run.iter().map(|it| axes.at(it.percent, it.mean + it.sd));
        let below = run.iter().rev().map(|it| axes.at(it.percent, it.mean - it.sd));
        drawing.area(above.chain(below).collect(), Ink::BLUE.soft());
    }
    for run in &runs {
        let points: Vec<Point> = run.iter().map(|it| axes.at(it.percent, it.mean)).collect();
        drawing.line(&points, 1.1, Ink::BLUE);
    }
    Some(drawing)
}

/// Returns the most repetitions that any point of a curve has.
pub(super) fn n_reps(curve: &Curve) -> usize {
    curve.points.iter().map(|point| point.n_reps).max().unwrap_or(0)
}

/// A point of which there is a mean and a deviation.
#[derive(Debug, Clone, Copy)]
struct Shown {
    percent: f32,
    mean: f32,
    sd: f32,
}

/// Unbroken runs of points: where fewer than two repetitions were read there is a gap.
fn runs(points: &[CurvePoint]) -> Vec<Vec<Shown>> {
    let shown = |(k, point): (usize, &CurvePoint)| {
        let (mean, sd) = point.mean.zip(point.sd)?;
        Some(Shown { percent: k as f32, mean, sd })
    };
    let all: Vec<Option<Shown>> = points.iter().enumerate().map(shown).collect();
    all.split(Option::is_none)
        .map(|run| run.iter().flatten().copied().collect())
        .filter(|run: &Vec<_>| 1 < run.len())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::measure::SHOULDER_HIP_KNEE;
    use crate::core::report::RepSide;

    fn curve(points: Vec<CurvePoint>) -> Curve {
        Curve { exercise: "hip_bridge", side: RepSide::Both, measure: SHOULDER_HIP_KNEE, points }
    }

    #[test]
    fn what_less_than_two_repetitions_show_is_a_gap_and_one_repetition_has_no_mean() {
        let read = CurvePoint { n_reps: 3, mean: Some(150.0), sd: Some(4.0) };
        let unread = CurvePoint { n_reps: 0, mean: None, sd: None };
        let single = CurvePoint { n_reps: 1, sd: None, ..read };
        let points = [vec![read; 40], vec![unread; 10], vec![read; 51]].concat();
        assert_eq!(runs(&points).iter().map(Vec::len).collect::<Vec<_>>(), [40, 51]);
        let words = Words::of(Some("en"), None);
        let drawn = drawing(&curve(points), "hip angle", words).unwrap();
        assert_eq!(drawn.alt, "hip angle over the mean repetition");
        assert!(drawing(&curve(vec![single; 101]), "hip angle", words).is_none());
    }
}
