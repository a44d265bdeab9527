//! Movements that did not count: each is listed once, and not where it was a part of something that did.

use super::Search;
use crate::core::report::{NotCounted, PartialRep, Rep, WhyNot, are_same};

/// Returns the remaining movements that did not count, in order of time.
///
/// In a search for any exercise, a movement is listed only for an exercise that is done.
pub(super) fn left_over(
    mut all: Vec<NotCounted>,
    reps: &[Rep],
    partial: &[PartialRep],
    search: Search,
) -> Vec<NotCounted> {
    let is_done = |it: &NotCounted| reps.iter().any(|rep| rep.exercise == it.exercise);
    all.retain(|it| {
        let span = (it.start_s, it.end_s);
        let is_part = reps.iter().any(|rep| are_same(span, (rep.start_s, rep.end_s)))
            || partial.iter().any(|rep| are_same(span, (rep.start_s, rep.end_s)));
        !is_part && (!search.is_open() || is_done(it))
    });
    // A possible repetition comes first, then what is large, then the longer movement: of several readings one is kept.
    let rank = |it: &NotCounted| (it.reason.may_be_one(), it.reason != WhyNot::TooSmall);
    let secs = |it: &NotCounted| it.end_s - it.start_s;
    all.sort_by(|a, b| rank(b).cmp(&rank(a)).then(secs(b).total_cmp(&secs(a))));
    let mut kept: Vec<NotCounted> = Vec::new();
    for it in all {
        if !kept.iter().any(|other| are_same((it.start_s, it.end_s), (other.start_s, other.end_s))) {
            kept.push(it);
        }
    }
    kept.sort_by(|a, b| a.start_s.total_cmp(&b.start_s));
    kept
}
