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

impl Aligned {
    /// The reading at an instant since its beginning, between its neighbours.
    fn at(&self, secs: f64) -> Option<f64> {
        let after = self.points.partition_point(|point| point[0] < secs);
        let (before, next) = (after.checked_sub(1).and_then(|k| self.points.get(k)), self.points.get(after));
        match (before, next) {
            (Some([t0, v0]), Some([t1, v1])) => Some(v0 + (v1 - v0) * (secs - t0) / (t1 - t0).max(1e-9)),
            (Some([_, value]), None) | (None, Some([_, value])) => Some(*value),
            (None, None) => None,
        }
    }
}
