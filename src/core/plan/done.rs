//! Progress of a plan, according to sessions that are kept.

use jiff::civil::Date;

use super::Plan;
use super::item::{Amount, Item, WorkSide};
use super::levels::{self, Offer};
use crate::core::report::{Finding, Judgement, Rep, RepSide};
use crate::core::safety::StopReason;

/// A session, as far as a plan asks about it.
#[derive(Debug, Clone)]
pub struct DoneSession {
    /// The day on which it began, in local time.
    pub day: Date,
    /// Judgement of the rules.
    pub judgement: Judgement,
    /// Pain before, 0–10, where it was told.
    pub pain_before: Option<u8>,
    /// Pain after, 0–10, where it was told.
    pub pain_after: Option<u8>,
    /// Why it was stopped, if it was.
    pub stop: Option<StopReason>,
}

/// Progress of an item on a day.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Done {
    /// Amount, in the unit of the dose: repetitions, s or minutes.
    pub amount: f64,
    /// Amount that is asked for.
    pub asked: f64,
    /// Sessions with this exercise.
    pub n_sessions: usize,
    /// Repetitions whose reading lies in the target range, and those with a reading.
    pub in_target: Option<(usize, usize)>,
}

impl Done {
    /// Returns true if the whole amount was done. Of times a twentieth may be missing: the ends of a hold are known to
    /// 0.15 s each.
    pub fn is_whole(&self, item: &Item) -> bool {
        let is_time = !matches!(item.dose().map(|dose| dose.amount), Some(Amount::Repetitions(..)));
        self.asked * if is_time { 0.95 } else { 1.0 } <= self.amount
    }
}

/// Returns what the sessions of a day contain of an item.
pub fn done_on(item: &Item, day: Date, sessions: &[DoneSession]) -> Done {
    let of_day: Vec<&DoneSession> =
        sessions.iter().filter(|session| session.day == day && has(item, session)).collect();
    let dose = item.dose();
    let amounts = of_day.iter().map(|session| amounts(item, session));
    let [left, right, all] = amounts.fold([0.0; 3], |[a, b, c], [x, y, z]| [a + x, b + y, c + z]);
    let amount = match item.side {
        WorkSide::Both => all,
        WorkSide::Left => left,
        WorkSide::Right => right,
        WorkSide::Each => left.min(right),
    };
    Done {
        amount,
        asked: dose.map_or(0.0, super::Dose::asked),
        n_sessions: of_day.len(),
        in_target: in_target(item, &of_day),
    }
}

/// Returns what is due on a day and not done yet, as indices of these items.
pub fn left<'a>(items: &[&'a Item], day: Date, sessions: &[DoneSession]) -> Vec<&'a Item> {
    items.iter().copied().filter(|item| !done_on(item, day, sessions).is_whole(item)).collect()
}

/// Returns the step that is offered on a day that was stopped for this reason, if it was; `None` where the plan offers none.
pub fn offer_on(
    plan: &Plan,
    item: &Item,
    (day, stop): (Date, Option<StopReason>),
    sessions: &[DoneSession],
) -> Option<Offer> {
    let seen = || evidence(item, item.level_since.or(plan.from), day, sessions);
    plan.offers_levels.then(|| levels::offer(item.level, item.levels.len(), &seen()).after_stop(day, stop))
}

/// Returns the evidence for another level: sessions with this item up to a day, the first first.
pub fn evidence(item: &Item, since: Option<Date>, until: Date, sessions: &[DoneSession]) -> Vec<levels::LevelSession> {
    let is_of_level = |session: &&DoneSession| since.is_none_or(|since| since <= session.day) && session.day <= until;
    let mut counted: Vec<&DoneSession> =
        sessions.iter().filter(is_of_level).filter(|session| has(item, session)).collect();
    counted.sort_by_key(|session| session.day);
    let of_one = |session: &&DoneSession| levels::LevelSession {
        day: session.day,
        has_whole_dose: done_on(item, session.day, sessions).is_whole(item),
        n_unjudged: n_unjudged(item, &session.judgement),
        strong_fault: strong_fault(item, &session.judgement),
        pain_before: session.pain_before,
        pain_after: session.pain_after,
        stop: session.stop,
    };
    counted.iter().map(of_one).collect()
}

/// Returns true if a session has repetitions of an item, or looked for its exercise alone.
fn has(item: &Item, session: &DoneSession) -> bool {
    let judgement = &session.judgement;
    reps(item, judgement).next().is_some() || judgement.reps.is_empty() && judgement.exercise == item.exercise.id
}

pub(super) fn reps<'a>(item: &'a Item, judgement: &'a Judgement) -> impl Iterator<Item = &'a Rep> {
    let is_of_side = |rep: &&Rep| match item.side {
        WorkSide::Both | WorkSide::Each => true,
        WorkSide::Left => rep.side == RepSide::Left,
        WorkSide::Right => rep.side == RepSide::Right,
    };
    judgement.reps.iter().filter(|rep| rep.exercise == item.exercise.id).filter(is_of_side)
}

/// Amounts of the left side, the right side and in all.
fn amounts(item: &Item, session: &DoneSession) -> [f64; 3] {
    let of_rep = |rep: &Rep| match item.dose().map(|dose| dose.amount) {
        Some(Amount::HoldSecs(_)) => rep.peak_end_s - rep.peak_start_s,
        _ => 1.0,
    };
    if let Some(Amount::Minutes(_)) = item.dose().map(|dose| dose.amount) {
        let sets = session.judgement.sets.iter().filter(|set| set.exercise == item.exercise.id);
        return [0.0, 0.0, sets.map(|set| set.end_s - set.start_s).sum::<f64>() / 60.0];
    }
    let of_side =
        |side: RepSide| -> f64 { reps(item, &session.judgement).filter(|rep| rep.side == side).map(of_rep).sum() };
    let both = of_side(RepSide::Both);
    [of_side(RepSide::Left) + both, of_side(RepSide::Right) + both, reps(item, &session.judgement).map(of_rep).sum()]
}

fn in_target(item: &Item, sessions: &[&DoneSession]) -> Option<(usize, usize)> {
    let target = item.target.as_ref()?;
    let [from, to] = [target.from, target.to].map(f64::from);
    let all = sessions.iter().flat_map(|session| reps(item, &session.judgement));
    let read: Vec<f64> = all.filter_map(|rep| Some(rep.measures.get(target.measure.id)?.value)).collect();
    Some((read.iter().filter(|value| from <= **value && **value <= to).count(), read.len()))
}

/// Counts repetitions without a score or with a fault that could not be judged, and movements that may have been one.
fn n_unjudged(item: &Item, judgement: &Judgement) -> usize {
    let is_open = |rep: &&Rep| rep.score.is_none() || !rep.not_judged.is_empty();
    let missed = judgement.not_counted.iter().filter(|it| it.exercise == item.exercise.id && it.reason.may_be_one());
    reps(item, judgement).filter(is_open).count() + judgement.partial_reps.len() + missed.count()
}

fn strong_fault(item: &Item, judgement: &Judgement) -> Option<String> {
    let of_reps = reps(item, judgement).flat_map(|rep| &rep.findings);
    let is_strong = |finding: &&Finding| finding.degree() == "strong";
    let found = of_reps.chain(&judgement.findings).find(is_strong);
    found.map(|finding| finding.fault.clone())
}
