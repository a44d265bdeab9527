//! Marks of a session as a report says them.

use crate::core::report::Report;
use crate::io::export::Note;
use crate::io::recording::{Mark, Remark};
use crate::io::words::{Words, fill};

/// Returns a mark in words.
pub(super) fn note(mark: &Mark, report: &Report, words: &Words) -> Note {
    let of_rep = |rep: &Option<usize>| rep.map(|rep| fill(&words.note_rep, &[("n", &(rep + 1).to_string())]));
    let fault = |rep: &Option<usize>, id: &str| {
        let judgement = &report.judgement;
        let of_rep = rep.and_then(|rep| judgement.reps.get(rep)).map(|rep| rep.exercise.as_str());
        let of_set = || judgement.sets.first().map(|set| set.exercise.as_str());
        words.fault(of_rep.or_else(of_set).unwrap_or(&judgement.exercise), id)
    };
    let (about, said) = match &mark.remark {
        Remark::NotARepetition { rep, .. } => (of_rep(&Some(*rep)), words.note_not_rep.clone()),
        Remark::Note { text, rep, time_s } => {
            let at = time_s.map(|secs| fill(&words.note_at, &[("at", &words.clock(secs))]));
            (of_rep(rep).or(at), text.clone())
        }
        Remark::Disagrees { rep, fault: id } => (of_rep(rep), fill(&words.note_fault, &[("fault", &fault(rep, id))])),
        Remark::Overlooked { rep, fault: id } => {
            (of_rep(rep), fill(&words.note_fault_missed, &[("fault", &fault(rep, id))]))
        }
    };
    Note { by: mark.by.clone(), at: words.date(&mark.at), about: about.unwrap_or_default(), said }
}
