//! What one person, or the program, says of repetitions.

use std::collections::{BTreeMap, BTreeSet};

use super::reports::Source;
use crate::core::exercise::Exercise;
use crate::core::exercises;
use crate::core::report::Rep;
use crate::io::recording::{Mark, Remark};

/// The program among raters.
pub const PROGRAM: &str = "formcheck";
/// The question whether it was a repetition at all, beside the faults.
pub const IS_REPETITION: &str = "is_repetition";

/// A person who rates.
#[derive(Debug, Clone, PartialEq)]
pub struct Rater {
    /// What they are called.
    pub name: String,
    /// True if they had the program's verdict before them.
    pub is_anchored: bool,
    /// What they say.
    pub rated: Vec<Rated>,
}

/// What is said of one repetition.
#[derive(Debug, Clone, PartialEq)]
pub struct Rated {
    /// The recording that it is in.
    pub clip: String,
    /// What was done.
    pub exercise: &'static Exercise,
    /// From when to when, in s.
    pub span: (f64, f64),
    /// Answers by question, a fault's name or [`IS_REPETITION`]; without one nothing is said of it.
    pub answers: BTreeMap<String, bool>,
}

impl Rater {
    /// Returns the program.
    pub fn program(sources: &[Source]) -> Self {
        Self { name: PROGRAM.to_owned(), is_anchored: false, rated: sources.iter().flat_map(verdicts).collect() }
    }

    /// Returns all who have marked sessions, in order of their names; of each the sessions in which they marked
    /// anything.
    pub fn of_marks(sources: &[Source]) -> Vec<Self> {
        let names: BTreeSet<&str> = sources.iter().flat_map(|it| &it.marks).map(|mark| mark.by.as_str()).collect();
        let rater = |name: &str| {
            let marked = sources.iter().filter(|source| source.marks.iter().any(|mark| mark.by == name));
            let rated = marked.flat_map(|source| corrected(source, name)).collect();
            Self { name: name.to_owned(), is_anchored: true, rated }
        };
        names.into_iter().map(rater).collect()
    }
}

/// What the program says of every repetition of a recording; of what it could not judge it says nothing.
fn verdicts(source: &Source) -> Vec<Rated> {
    let rated = |rep: &Rep| {
        let exercise = exercises::by_name(&rep.exercise)?;
        let judged = exercise.faults.iter().filter(|fault| {
            fault.can_be_in(&rep.variant) && rep.not_judged.iter().all(|missing| missing.fault != fault.id)
        });
        let is_found = |id: &str| rep.findings.iter().any(|finding| finding.fault == id);
        let mut answers: BTreeMap<String, bool> =
            judged.map(|fault| (fault.id.to_owned(), is_found(fault.id))).collect();
        answers.insert(IS_REPETITION.to_owned(), true);
        Some(Rated { clip: source.clip.clone(), exercise, span: (rep.start_s, rep.end_s), answers })
    };
    source.report.judgement.reps.iter().filter_map(rated).collect()
}

/// The program's verdicts as a person has marked them.
fn corrected(source: &Source, by: &str) -> Vec<Rated> {
    let mut rated = verdicts(source);
    for remark in source.marks.iter().filter(|mark| mark.by == by).map(|mark: &Mark| &mark.remark) {
        match remark {
            Remark::NotARepetition { start_s, .. } => {
                if let Some(rep) = rated.iter_mut().find(|rep| rep.span.0 == *start_s) {
                    rep.answers = BTreeMap::from([(IS_REPETITION.to_owned(), false)]);
                }
            }
            Remark::Disagrees { rep: Some(k), fault } => answer(rated.get_mut(*k), fault, false),
            Remark::Overlooked { rep: Some(k), fault } => answer(rated.get_mut(*k), fault, true),
            // Of whole sets and of moments nothing is asked.
            Remark::Disagrees { .. } | Remark::Overlooked { .. } | Remark::Note { .. } => {}
        }
    }
    rated
}

fn answer(rated: Option<&mut Rated>, fault: &str, answer: bool) {
    if let Some(rated) = rated.filter(|rated| rated.answers.get(IS_REPETITION) == Some(&true)) {
        rated.answers.insert(fault.to_owned(), answer);
    }
}
