//! Repetitions beside one another: sets, the best of them, and what is said once for all.

use crate::exercise::Exercise;
use crate::report::{MeasureReport, Rep, Set, round};

/// A pause longer than this between two repetitions begins another set, in s; so does another exercise.
const SET_PAUSE_SECS: f64 = 30.0;
/// Half-width that holds 9 of 10 differences between repetitions of one leg before one camera, in degrees: what is
/// constant in the angle's error drops out, and what is left is at most 1.5° for each on the samples.
const DIFFERENCE_ERROR_DEG: f64 = 3.0;
/// How much farther from the chest than in the best repetition of the session.
const OVER_BEST: &str = "over_best_deg";

/// Splits repetitions into sets and tells each its set.
pub(super) fn split(reps: &mut [Rep]) -> Vec<Set> {
    let mut set = 0;
    for k in 1..reps.len() {
        let Some([before, rep]) = reps.get_mut(k - 1..=k) else { continue };
        if SET_PAUSE_SECS < rep.start_s - before.end_s || rep.exercise != before.exercise {
            set += 1;
        }
        rep.set = set;
    }
    let set = |reps: &[Rep]| {
        let first = reps.first()?;
        Some(Set {
            exercise: first.exercise.clone(),
            start_s: first.start_s,
            end_s: reps.last()?.end_s,
            n_reps: reps.len(),
            score: mean_score(reps),
            confidence: round(reps.iter().map(|rep| rep.confidence).sum::<f64>() / reps.len() as f64),
        })
    };
    reps.chunk_by(|a, b| a.set == b.set).filter_map(set).collect()
}

/// Mean over the repetitions that have a score.
pub(super) fn mean_score(reps: &[Rep]) -> Option<f64> {
    let scores: Vec<f64> = reps.iter().filter_map(|rep| rep.score).collect();
    (!scores.is_empty()).then(|| round(scores.iter().sum::<f64>() / scores.len() as f64))
}

/// Tells each repetition how far it stays behind the best of its exercise and side, where less is better.
///
/// Sides are not compared: the far leg reads up to 6° more than the near one.
pub(super) fn compare_with_best(exercises: &[&Exercise], reps: &mut [Rep]) {
    for exercise in exercises {
        let Some(measure) = &exercise.best_is_least else { continue };
        let value = |rep: &Rep| rep.measures.get(measure.id).map(|reading| reading.value);
        for side in ["left", "right", "both"] {
            let is_of_it = |rep: &Rep| rep.exercise == exercise.id && rep.side == side;
            let Some(best) = reps.iter().filter(|rep| is_of_it(rep)).filter_map(value).reduce(f64::min) else {
                continue;
            };
            for rep in reps.iter_mut().filter(|rep| is_of_it(rep)) {
                let over = value(rep).map(|value| round(value - best));
                let over = over.map(|value| MeasureReport { value, error: DIFFERENCE_ERROR_DEG });
                rep.measures.extend(over.map(|over| (OVER_BEST.to_owned(), over)));
            }
        }
    }
}

/// What can never be judged of the exercises that were done, or of all where none was.
pub(super) fn never_judged(exercises: &[&Exercise], reps: &[Rep]) -> Vec<String> {
    let is_done = |exercise: &&&Exercise| reps.is_empty() || reps.iter().any(|rep| rep.exercise == exercise.id);
    let mut notes: Vec<String> =
        exercises.iter().filter(is_done).map(|exercise| format!("{}.", exercise.never_judged)).collect();
    notes.dedup();
    notes
}
