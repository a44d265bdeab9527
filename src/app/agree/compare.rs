//! Every two raters against each other, fault by fault.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::kappa::{Crossed, NoKappa, jackknife};
use super::rater::{Rated, Rater};
use crate::core::report::are_same;

/// All faults of an exercise together.
pub const ALL_FAULTS: &str = "all_faults";

/// Two raters on one fault of one exercise.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// One rater.
    pub first: String,
    /// The other.
    pub second: String,
    /// True if one of them had the program's verdict before them.
    pub is_anchored: bool,
    /// What was done.
    pub exercise: &'static str,
    /// The fault's name, [`ALL_FAULTS`] or [`IS_REPETITION`](super::IS_REPETITION).
    pub fault: String,
    /// Repetitions that both rated.
    pub n: usize,
    /// Recordings that these are of.
    pub n_clips: usize,
    /// Both say yes.
    pub both_yes: usize,
    /// The first alone says yes.
    pub only_first: usize,
    /// The second alone says yes.
    pub only_second: usize,
    /// Both say no.
    pub both_no: usize,
    /// Share of equal answers, 0–1.
    pub agreement: f64,
    /// [`Crossed::prevalence_adjusted`].
    pub prevalence_adjusted: f64,
    /// Cohen's κ.
    pub kappa: Option<f64>,
    /// What holds it 95 of 100 times.
    pub kappa_95: Option<[f64; 2]>,
    /// Why κ or its interval cannot be given, if so.
    pub cannot_tell: Option<String>,
}

/// A repetition of a recording that both rated, which only one of them has.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unmatched {
    /// Raters who have it.
    pub rater: String,
    /// Raters who do not.
    pub other: String,
    /// The recording.
    pub clip: String,
    /// When it begins, in s.
    pub start_s: f64,
}

/// Returns every two raters, in order; by exercise and fault, all faults last.
pub fn pairs(raters: &[Rater]) -> (Vec<Pair>, Vec<Unmatched>) {
    let (mut all, mut unmatched) = (Vec::new(), Vec::new());
    for (idx, first) in raters.iter().enumerate() {
        for second in raters.iter().skip(idx + 1) {
            all.extend(pair(first, second));
            unmatched.extend(lonely(first, second).chain(lonely(second, first)));
        }
    }
    (all, unmatched)
}

/// By exercise and fault, answers by recording.
type Answers<'a> = BTreeMap<(&'static str, String), BTreeMap<&'a str, Vec<(bool, bool)>>>;

fn pair(first: &Rater, second: &Rater) -> Vec<Pair> {
    let mut answers = Answers::new();
    for one in &first.rated {
        let Some(other) = partner(one, second) else { continue };
        for (question, answer) in &one.answers {
            let Some(theirs) = other.answers.get(question) else { continue };
            let mut add = |question: &str| {
                let of = answers.entry((one.exercise.id, question.to_owned())).or_default();
                of.entry(&one.clip).or_default().push((*answer, *theirs));
            };
            add(question);
            if question != super::IS_REPETITION {
                add(ALL_FAULTS);
            }
        }
    }
    let mut all: Vec<Pair> = answers.iter().map(|(of, clips)| counted([first, second], of, clips)).collect();
    all.sort_by_key(|pair| (pair.exercise, pair.fault == ALL_FAULTS));
    all
}

fn counted(
    [first, second]: [&Rater; 2],
    (exercise, fault): &(&'static str, String),
    clips: &BTreeMap<&str, Vec<(bool, bool)>>,
) -> Pair {
    let by_clip: Vec<Crossed> = clips.values().map(|answers| Crossed::of(answers.iter().copied())).collect();
    let crossed = by_clip.iter().fold(Crossed::default(), |sum, clip| sum.with(clip));
    let kappa = crossed.kappa();
    let interval = jackknife(&by_clip);
    let cannot_tell = match (&kappa, &interval) {
        (Err(NoKappa::OneAnswer { is_first, answer }), _) => {
            let rater = if *is_first { first } else { second };
            Some(format!("{} answered {} every time", rater.name, if *answer { "yes" } else { "no" }))
        }
        (Err(why), _) => Some(why.to_string()),
        (Ok(_), Err(why)) => Some(format!("no interval: {why}")),
        (Ok(_), Ok(_)) => None,
    };
    Pair {
        first: first.name.clone(),
        second: second.name.clone(),
        is_anchored: first.is_anchored || second.is_anchored,
        exercise,
        fault: fault.clone(),
        n: crossed.n(),
        n_clips: by_clip.len(),
        both_yes: crossed.both_yes,
        only_first: crossed.only_first,
        only_second: crossed.only_second,
        both_no: crossed.both_no,
        agreement: crossed.agreement().unwrap_or(0.0),
        prevalence_adjusted: crossed.prevalence_adjusted().unwrap_or(0.0),
        kappa: kappa.ok(),
        kappa_95: interval.ok().filter(|_| kappa.is_ok()),
        cannot_tell,
    }
}

/// What another rater says of the same repetition.
fn partner<'a>(rated: &Rated, other: &'a Rater) -> Option<&'a Rated> {
    let shared = |it: &Rated| it.span.1.min(rated.span.1) - it.span.0.max(rated.span.0);
    let is_same = |it: &&Rated| it.clip == rated.clip && it.exercise == rated.exercise && are_same(it.span, rated.span);
    other.rated.iter().filter(is_same).max_by(|a, b| shared(a).total_cmp(&shared(b)))
}

/// Those of a rater that another has not, in recordings that both rated.
fn lonely<'a>(rater: &'a Rater, other: &'a Rater) -> impl Iterator<Item = Unmatched> + 'a {
    let theirs: BTreeSet<&str> = other.rated.iter().map(|rated| rated.clip.as_str()).collect();
    let alone = move |rated: &&Rated| theirs.contains(rated.clip.as_str()) && partner(rated, other).is_none();
    rater.rated.iter().filter(alone).map(|rated| Unmatched {
        rater: rater.name.clone(),
        other: other.name.clone(),
        clip: rated.clip.clone(),
        start_s: rated.span.0,
    })
}
