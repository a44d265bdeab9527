//! Under which conditions counts and faults stay right: clips changed on purpose, a little more each time.

mod changes;
mod effect;
mod hidden;
mod picture;
mod space;
mod time;

use super::clips::Clip;
use super::run::{Judged, Run};
use crate::core::exercises;
use crate::core::judge::{Judge, ViewLimits};
use crate::core::pose::{Person, PoseSample, Stream};

pub use changes::{CHANGES, Change};
pub use effect::{Effect, Range, ranges};
pub use picture::{PICTURE_CHANGES, PictureChange, shown_first};

/// A clip as the rules see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    /// Size of its pictures.
    pub stream: Stream,
    /// Every frame.
    pub samples: Vec<PoseSample>,
    /// Length of the person as the program reads it without any change, in px; `None` where it cannot.
    pub person_px: Option<f64>,
}

impl Recording {
    /// Takes samples as they are.
    pub fn new(stream: Stream, samples: Vec<PoseSample>) -> Self {
        // The size is read in the posture of an exercise: of the first one whose posture is seen.
        let person_px =
            exercises::all().into_iter().find_map(|it| Judge::new(it, stream).judge(&samples).view.person_px);
        Self { stream, samples, person_px }
    }

    fn with_samples(&self, samples: Vec<PoseSample>) -> Self {
        Self { samples, ..*self }
    }

    fn with_people(&self, change: impl Fn(&Person) -> Person) -> Self {
        let changed =
            |sample: &PoseSample| PoseSample { person: sample.person.as_ref().map(&change), ..sample.clone() };
        self.with_samples(self.samples.iter().map(changed).collect())
    }

    /// Seconds from one frame to the next, on average.
    fn frame_secs(&self) -> Option<f64> {
        let span = self.samples.last()?.at.secs_since(self.samples.first()?.at);
        let n_steps = self.samples.len().checked_sub(1).filter(|n_steps| 0 < *n_steps)?;
        Some(span / n_steps as f64)
    }
}

/// Random changes are made so often, with other numbers each time.
const N_SEEDS: u64 = 3;

/// One change by one amount.
#[derive(Debug, Clone, Copy)]
pub struct Trial {
    /// What changes.
    pub change: &'static Change,
    /// By how much, in the unit of the change.
    pub value: f64,
    /// True if views are refused or judged in part as the program does, or judged in full whatever they are.
    pub with_limits: bool,
}

impl Trial {
    /// Returns every trial, in the order of the table.
    pub fn all() -> Vec<Self> {
        let mut trials = Vec::new();
        for change in &CHANGES {
            for with_limits in [true, false].into_iter().filter(|with| *with || change.is_limited) {
                trials.extend(change.values.iter().map(|value| Self { change, value: *value, with_limits }));
            }
        }
        trials
    }

    /// Returns what becomes of the clips.
    pub fn effects(&self, clips: &[(Clip, Recording)]) -> Vec<Effect> {
        let n_seeds = if self.change.is_random { N_SEEDS } else { 1 };
        let limits = limits(self.with_limits);
        let (mut runs, mut views) = (Vec::new(), Vec::new());
        for seed in 1..=n_seeds {
            for (clip, recording) in clips {
                let changed = (self.change.apply)(recording, self.value, seed);
                add_runs(limits, clip, &changed, &mut runs, &mut views);
            }
        }
        Effect::of_runs(self.change.name, self.value, self.with_limits, &runs, &views)
    }
}

const fn limits(with_limits: bool) -> ViewLimits {
    if with_limits { ViewLimits::MEASURED } else { ViewLimits::OFF }
}

/// What the program reads of the view: yaw in degrees, the person's length in px.
type ViewRead = (Option<f64>, Option<f64>);

/// The change of that name, of samples or of pictures.
fn named(name: &str) -> Option<effect::Named<'static>> {
    let limits = &ViewLimits::MEASURED;
    let of_samples = CHANGES.iter().find(|change| change.name == name).map(|change| effect::Named {
        unit: change.unit,
        unchanged: change.unchanged,
        limit: (change.limit)(limits),
    });
    of_samples.or_else(|| {
        let change = PICTURE_CHANGES.iter().find(|change| change.name == name)?;
        Some(effect::Named { unit: change.unit, unchanged: change.unchanged, limit: change.limit.into() })
    })
}

/// Judges a clip by the rules of every exercise.
fn add_runs(limits: ViewLimits, clip: &Clip, changed: &Recording, runs: &mut Vec<Run>, views: &mut Vec<ViewRead>) {
    for exercise in exercises::all() {
        let judge = Judge::with_limits(exercise, changed.stream, limits);
        let judged = Judged::by(judge, &changed.samples);
        views.push((judged.judgement.view.yaw_deg, judged.judgement.view.person_px));
        runs.push(Run::of(clip, exercise, &judged));
    }
}

#[cfg(test)]
mod tests;
