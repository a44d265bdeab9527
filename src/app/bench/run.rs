//! One clip judged by the rules of one exercise, beside its label.

use super::angles::{Pairs, at_the_top, frame_by_frame};
use super::clips::Clip;
use super::compare::Comparison;
use super::label::Origin;
use crate::core::exercise::Exercise;
use crate::core::judge::Judge;
use crate::core::pose::PoseSample;
use crate::core::report::{Judgement, RefusalReason};
use crate::core::track::TrackedPose;

/// What came of one clip under the rules of one exercise.
#[derive(Debug, Clone)]
pub struct Run {
    /// Name of the clip.
    pub clip: String,
    /// Where the clip comes from.
    pub origin: Origin,
    /// Name of the exercise that was looked for.
    pub exercise: &'static str,
    /// True if the clip shows it.
    pub is_shown: bool,
    /// Right and wrong.
    pub comparison: Comparison,
    /// How long the clip is, in s.
    pub secs: f64,
    /// Share of the frames in which the athlete was followed, 0–1.
    pub coverage: f64,
    /// Why nothing was scored, if so.
    pub refusal: Option<RefusalReason>,
    /// Angles at the top and frame by frame, beside the truth.
    pub angles: Pairs,
}

impl Run {
    /// Compares a clip, judged by the rules of one exercise, with its label.
    pub fn of(clip: &Clip, exercise: &'static Exercise, judged: &Judged) -> Self {
        let Judged { judgement, poses, secs } = judged;
        let comparison = Comparison::of(&clip.label, exercise, judgement);
        let is_shown = clip.label.exercise.as_deref() == Some(exercise.id);
        let mut angles = at_the_top(&clip.label, judgement, &comparison.pairs);
        if is_shown {
            angles.extend(frame_by_frame(&clip.label, exercise, poses));
        }
        Self {
            clip: clip.name.clone(),
            origin: clip.label.source,
            exercise: exercise.id,
            is_shown,
            comparison,
            secs: *secs,
            coverage: judgement.coverage,
            refusal: judgement.refusal.as_ref().map(|refusal| refusal.reason),
            angles,
        }
    }
}

/// A clip as the rules see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Judgement of its samples.
    pub judgement: Judgement,
    /// The athlete wherever they were followed, as judged.
    pub poses: Vec<TrackedPose>,
    /// Length of the clip, in s.
    pub secs: f64,
}

impl Judged {
    /// Judges the samples of a clip.
    pub fn by(judge: Judge, samples: &[PoseSample]) -> Self {
        let mut poses = Vec::with_capacity(samples.len());
        let judgement = judge.judge_with(samples, |_, judge| poses.extend(judge.pose().copied()));
        let span = samples.first().zip(samples.last());
        let secs = span.map_or(0.0, |(first, last)| last.at.secs_since(first.at));
        Self { judgement, poses, secs }
    }
}
