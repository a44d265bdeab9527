//! Repetitions laid over one another, and the mean of them.

use crate::core::exercise::Exercise;
use crate::core::exercises;
use crate::core::report::{Judgement, Rep};
use crate::core::track::TrackedPose;

use super::frame_state::FrameState;
use super::plots::Plots;

/// One repetition from its beginning: seconds since then, and the measure that the exercise is about (in its unit) or the place of a rhythm (÷ trunk).
#[derive(Debug, Clone, PartialEq)]
pub struct Aligned {
    /// Index of the repetition.
    pub rep: usize,
    /// In order of time.
    pub points: Vec<[f64; 2]>,
    /// How long it lasts, in s.
    pub secs: f64,
}

pub(super) fn aligned(states: &[FrameState], plots: &Plots, judgement: &Judgement) -> Vec<Aligned> {
    let one = |(k, rep): (usize, &Rep)| {
        let points = points(states, plots, rep);
        let is_curve = 1 < points.len();
        is_curve.then_some(Aligned { rep: k, points, secs: rep.end_s - rep.start_s })
    };
    judgement.reps.iter().enumerate().filter_map(one).collect()
}

fn points(states: &[FrameState], plots: &Plots, rep: &Rep) -> Vec<[f64; 2]> {
    let Some(exercise) = exercises::by_name(&rep.exercise) else { return Vec::new() };
    if exercise.rhythm().is_some() {
        let dots = plots.rhythm.iter().flatten().filter(|dot| rep.start_s <= dot.secs && dot.secs <= rep.end_s);
        return dots.map(|dot| [dot.secs - rep.start_s, dot.value]).collect();
    }
    let begin = states.partition_point(|state| state.at.secs() < rep.start_s);
    let end = states.partition_point(|state| state.at.secs() <= rep.end_s);
    let inside = states.get(begin..end).unwrap_or_default();
    let point = |state: &FrameState| {
        let value = reading(exercise, rep, state.view.pose.as_ref()?)?;
        Some([state.at.secs() - rep.start_s, f64::from(value)])
    };
    inside.iter().filter_map(point).collect()
}

fn reading(exercise: &Exercise, rep: &Rep, pose: &TrackedPose) -> Option<f32> {
    exercise.key.measure.of(pose, rep.side.leg())
}

/// Readings at a share of the repetition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// Share of the repetition that is over, 0–1.
    pub share: f64,
    /// Mean over the repetitions.
    pub value: f64,
    /// Their standard deviation.
    pub spread: f64,
}

/// So finely a repetition is divided.
const N_STEPS: usize = 100;

/// Returns the mean repetition, each stretched to the same length; empty without any.
pub fn mean(all: &[Aligned]) -> Vec<Mean> {
    let at = |k: usize| {
        let share = k as f64 / N_STEPS as f64;
        let values: Vec<f64> = all.iter().filter_map(|rep| rep.at(share * rep.secs)).collect();
        let n = values.len() as f64;
        let value = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|one| (one - value).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
        (!values.is_empty()).then(|| Mean { share, value, spread: variance.sqrt() })
    };
    (0..=N_STEPS).filter_map(at).collect()
}

/// Readings farther apart than this have something between them that was not seen, in s.
const UNSEEN_SECS: f64 = 0.5;

impl Aligned {
    /// Returns the stretches that were seen without a break.
    pub fn runs(&self) -> Vec<Vec<[f64; 2]>> {
        let is_near = |a: &[f64; 2], b: &[f64; 2]| b[0] - a[0] <= UNSEEN_SECS;
        self.points.chunk_by(is_near).map(<[_]>::to_vec).collect()
    }

    /// The reading at an instant since its beginning, between its neighbours; `None` where nothing was seen.
    fn at(&self, secs: f64) -> Option<f64> {
        let after = self.points.partition_point(|point| point[0] < secs);
        let (before, next) = (after.checked_sub(1).and_then(|k| self.points.get(k)), self.points.get(after));
        match (before, next) {
            (Some([t0, v0]), Some([t1, v1])) if t1 - t0 <= UNSEEN_SECS => {
                Some(v0 + (v1 - v0) * (secs - t0) / (t1 - t0).max(1e-9))
            }
            // On a reading itself, beside a stretch that was not seen.
            (_, Some([at, value])) if *at == secs => Some(*value),
            (Some(_), Some(_)) | (None, None) => None,
            (Some([at, value]), None) | (None, Some([at, value])) => {
                ((at - secs).abs() <= UNSEEN_SECS).then_some(*value)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_seen_is_no_straight_line() {
        let points = vec![[0.0, 170.0], [0.1, 168.0], [0.2, 166.0], [1.2, 120.0], [1.3, 122.0]];
        let rep = Aligned { rep: 0, points, secs: 2.0 };
        assert_eq!(rep.runs().iter().map(Vec::len).collect::<Vec<_>>(), [3, 2]);
        assert_eq!([0.2, 0.7, 1.2, 2.0].map(|secs| rep.at(secs)), [Some(166.0), None, Some(120.0), None]);
        assert_eq!(rep.at(0.05), Some(169.0));
        let mean = mean(&[rep]);
        assert!(mean.iter().all(|it| it.share <= 0.1 || (0.6..=0.9).contains(&it.share)), "{mean:?}");
    }
}
