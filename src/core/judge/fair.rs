//! Scores that compare like with like: a repetition has none where what was found beside it could not be judged in it.

use std::collections::BTreeSet;

use crate::core::exercise::Reads;
use crate::core::exercises;
use crate::core::report::{NotCounted, Rep};

/// Takes the score of each repetition in which a fault could not be judged that another of its set has: 70 and 100 for
/// the same hold would only tell that the view changed.
pub(super) fn compare_like_with_like(reps: &mut [Rep]) {
    for set in reps.chunk_by_mut(|a, b| a.set == b.set) {
        let found: BTreeSet<String> =
            set.iter().flat_map(|rep| &rep.findings).map(|finding| finding.fault.clone()).collect();
        for rep in set {
            let is_missing =
                rep.not_judged.iter().any(|entry| found.contains(&entry.fault) && !needs_others(rep, &entry.fault));
            rep.score = rep.score.filter(|_| !is_missing);
        }
    }
}

/// Returns true if a fault is read against the repetitions before; the first ones never have it.
fn needs_others(rep: &Rep, fault: &str) -> bool {
    let faults = exercises::by_name(&rep.exercise).map_or(&[][..], |exercise| exercise.faults);
    faults.iter().any(|known| known.id == fault && known.reads == Reads::OfBaseline)
}

/// The faults that no score tells of: those that could not be judged in any repetition that has a score.
pub(super) fn left_out(reps: &[Rep]) -> Vec<String> {
    let scored = || reps.iter().filter(|rep| rep.score.is_some());
    let not_judged: BTreeSet<&String> = scored().flat_map(|rep| &rep.not_judged).map(|entry| &entry.fault).collect();
    not_judged.into_iter().cloned().collect()
}

/// Returns true if movements that may have been repetitions are missing from the score.
pub(super) fn is_uncertain(not_counted: &[NotCounted]) -> bool {
    not_counted.iter().any(|it| it.reason.may_be_one())
}
