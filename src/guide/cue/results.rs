//! The result in a few words: how many, and the one thing for next time.

use std::collections::VecDeque;

use super::correction::costliest;
use super::prompt::{HIGHEST_NUMBER, Prompt, correction};
use crate::core::report::Judgement;

/// What is said at the end, in order.
pub(super) fn of(judgement: &Judgement) -> VecDeque<Prompt> {
    let n_reps = u8::try_from(judgement.reps.len()).ok().filter(|n| (1..=HIGHEST_NUMBER).contains(n));
    let counted = n_reps.into_iter().flat_map(|n| [Prompt::Repetitions, Prompt::Number(n)]);
    [Prompt::Done].into_iter().chain(counted).chain(verdict(judgement)).collect()
}

fn verdict(judgement: &Judgement) -> Vec<Prompt> {
    if judgement.score.is_none() {
        return vec![Prompt::NotJudged];
    }
    match next_time(judgement) {
        Some(correction) => vec![Prompt::NextTime, correction],
        None => vec![Prompt::NothingToCorrect],
    }
}

/// What took most off the score over the whole set.
fn next_time(judgement: &Judgement) -> Option<Prompt> {
    let of_reps = || judgement.reps.iter().filter_map(|rep| Some((rep.exercise.as_str(), costliest(&rep.findings)?)));
    let first = judgement.sets.first().map_or(judgement.exercise.as_str(), |set| set.exercise.as_str());
    let of_set = costliest(&judgement.findings).map(|finding| (first, finding));
    // A finding of a set costs every repetition.
    let n_reps = judgement.reps.len() as f64;
    let cost_of = |fault: &str| -> f64 {
        let in_reps = of_reps().filter(|(_, finding)| finding.fault == fault).map(|(_, finding)| finding.cost);
        let in_set = of_set.filter(|(_, finding)| finding.fault == fault).map_or(0.0, |(_, finding)| finding.cost);
        in_reps.sum::<f64>() + n_reps * in_set
    };
    let worst = of_reps().chain(of_set).max_by(|a, b| cost_of(&a.1.fault).total_cmp(&cost_of(&b.1.fault)));
    worst.and_then(|(exercise, finding)| correction(exercise, &finding.fault))
}
