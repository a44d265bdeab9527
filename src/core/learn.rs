//! Derives an exercise from one demonstration: posture, view, the measure that moves most, its range, tempo and hold.

mod definition;
mod demonstration;
mod movement;
mod seen;

use demonstration::Demonstration;
use movement::Movement;
use seen::Seen;

use crate::core::exercise::Exercise;
use crate::core::exercise_file;
use crate::core::exercises;
use crate::core::judge::{Judge, Search};
use crate::core::pose::{PoseSample, Stream};
use crate::core::report::Judgement;

/// An exercise derived from one demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learned {
    /// The exercise as the text of a file.
    pub text: String,
    /// Repetitions that the demonstration showed.
    pub n_reps: usize,
}

/// Reason why a demonstration does not support an exercise.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum LearnError {
    #[error("a person is seen in {percent:.0} % of the pictures; film the whole body the whole time")]
    Unseen { percent: f32 },
    #[error("the posture at rest cannot be read; begin and end the clip at rest, with the whole body in the picture")]
    PostureUnknown,
    #[error("{posture} at rest, but in {percent:.0} % of the pictures only; cut the clip to the exercise")]
    PostureChanges { posture: &'static str, percent: f32 },
    #[error("the camera looks on at {yaw_deg:.0}°; film from the side or from the front")]
    Oblique { yaw_deg: f32 },
    #[error(
        "seen from the {view} in {percent:.0} % of the pictures only; cut the clip where the camera's view changes"
    )]
    ViewChanges { view: &'static str, percent: f32 },
    #[error("no measure of the joints moves by more than twice its error; film a larger movement, or from closer")]
    Still,
    #[error("no movement returns to rest; begin and end the clip at rest, with at least one whole repetition between")]
    NoRepetition,
    #[error("no measure shows {asked} repetitions: {counted}; correct --reps, or film again with a rest in between")]
    OtherCount { asked: usize, counted: String },
    #[error("the repetitions differ too much: {least} to {most}; demonstrate the same movement every time")]
    Uneven { least: String, most: String },
}

/// Derives an exercise named `id` from the samples of one demonstration.
///
/// `asked` is how many repetitions the demonstration has; where it is `None`, the measure that moves most tells.
///
/// # Errors
///
/// [`LearnError`] where the demonstration does not support it.
pub fn learn(id: &str, stream: Stream, samples: &[PoseSample], asked: Option<usize>) -> Result<Learned, LearnError> {
    let seen = Seen::of(stream, samples)?;
    let movements = movement::ranked(&seen);
    if movements.is_empty() {
        return Err(LearnError::Still);
    }
    let judge = |exercise: Exercise| judged(exercise, stream, samples);
    let (movement, judgement) = counted(id, &seen, movements, asked, &judge)?;
    let shown = Demonstration::of(&seen, &movement, &judgement)?;
    let exercise = definition::exercise(id, &seen, &movement, &shown);
    // What tells it from others must not hide what it was derived from.
    let n_reps = judge(exercise).reps.len();
    let exercise = definition::exercise(id, &seen, &movement, &shown.with_knee_free(n_reps != shown.n_reps));
    let notes = definition::notes(&seen, &movement, &shown);
    Ok(Learned { text: format!("{notes}{}", exercise_file::text(&exercise)), n_reps: shown.n_reps })
}

/// Returns the movement that moves most of those that count as asked: `asked`, or what most of them show.
///
/// Where several measures show the same count, they confirm one another; a single one may have moved by chance.
fn counted(
    id: &str,
    seen: &Seen,
    movements: Vec<Movement>,
    asked: Option<usize>,
    judge: &dyn Fn(Exercise) -> Judgement,
) -> Result<(Movement, Judgement), LearnError> {
    let judged = movements.into_iter().map(|movement| (movement, judge(definition::draft(id, seen, &movement))));
    let mut judged: Vec<(Movement, Judgement)> = judged.collect();
    judged.retain(|(_, judgement)| !judgement.reps.is_empty());
    if judged.is_empty() {
        return Err(LearnError::NoRepetition);
    }
    let support = |n_reps: usize| {
        let those = judged.iter().filter(|(_, judgement)| judgement.reps.len() == n_reps);
        those.map(|(movement, _)| movement.ratio).sum::<f32>()
    };
    let counts = judged.iter().map(|(_, judgement)| judgement.reps.len());
    let wanted = asked.or_else(|| counts.max_by(|a, b| support(*a).total_cmp(&support(*b))));
    let of_them =
        |(movement, judgement): &(Movement, Judgement)| format!("{} by the {}", judgement.reps.len(), movement.name);
    let counted = judged.iter().map(of_them).collect::<Vec<_>>().join(", ");
    let found = judged.into_iter().find(|(_, judgement)| Some(judgement.reps.len()) == wanted);
    found.ok_or_else(|| LearnError::OtherCount { asked: asked.unwrap_or_default(), counted })
}

fn judged(exercise: Exercise, stream: Stream, samples: &[PoseSample]) -> Judgement {
    let exercise: &'static Exercise = Box::leak(Box::new(exercise));
    Judge::new(Search::One(exercise), stream).judge(samples)
}

/// Checks a name for an exercise of a file, and returns what is wrong with it.
pub fn name_mistake(id: &str) -> Option<String> {
    exercises::read(&exercise_file::template(id)).err().map(|mistake| mistake.cause)
}
