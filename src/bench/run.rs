//! One clip judged by the rules of one exercise, beside its label.

use super::angles::{Pairs, at_the_top, frame_by_frame};
use super::clips::Clip;
use super::compare::Comparison;
use super::label::Origin;
use crate::exercise::Exercise;
use crate::pose::{PoseSample, Stream};
use crate::report::{Judgement, RefusalReason};
use crate::session::{Search, Session, ViewLimits};

/// What came of one clip under the rules of one exercise.
#[derive(Debug, Clone)]
pub struct Run {
    /// Name of the clip.
    pub clip: String,
    /// Where the clip comes from.
    pub origin: Origin,
    /// Name of the exercise that was looked for.
    pub exercise: &'static str,
    /// Whether the clip shows it.
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
    /// Judges the samples of a clip.
    pub fn of(clip: &Clip, exercise: &'static Exercise, stream: Stream, samples: &[PoseSample]) -> Self {
        Self::of_judgement(clip, exercise, stream, samples, &judge(exercise, stream, samples))
    }

    /// What was said of the samples of a clip.
    pub fn of_judgement(
        clip: &Clip,
        exercise: &'static Exercise,
        stream: Stream,
        samples: &[PoseSample],
        judgement: &Judgement,
    ) -> Self {
        let comparison = Comparison::of(&clip.label, exercise, judgement);
        let is_shown = clip.label.exercise.as_deref() == Some(exercise.id);
        let mut angles = at_the_top(&clip.label, judgement, &comparison.pairs);
        if is_shown {
            angles.extend(frame_by_frame(&clip.label, exercise, stream, samples));
        }
        let span = samples.first().zip(samples.last());
        Self {
            clip: clip.name.clone(),
            origin: clip.label.source,
            exercise: exercise.id,
            is_shown,
            comparison,
            secs: span.map_or(0.0, |(first, last)| last.at.secs_since(first.at)),
            coverage: judgement.coverage,
            refusal: judgement.refusal.as_ref().map(|refusal| refusal.reason),
            angles,
        }
    }
}

/// What the rules say of samples.
pub fn judge(search: impl Into<Search>, stream: Stream, samples: &[PoseSample]) -> Judgement {
    judge_within(ViewLimits::MEASURED, search, stream, samples)
}

/// What the rules say of samples with other limits of the view.
pub fn judge_within(
    limits: ViewLimits,
    search: impl Into<Search>,
    stream: Stream,
    samples: &[PoseSample],
) -> Judgement {
    let mut session = Session::with_limits(search, stream, limits);
    for sample in samples {
        session.push(sample);
    }
    session.finish()
}
