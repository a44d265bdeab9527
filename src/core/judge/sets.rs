//! Repetitions beside one another: sets, the best of them, and what is said once for all.

use super::watch::Watch;
use crate::core::exercise::{Exercise, Origin, Reading, SetFault};
use crate::core::measure::{Measure, Unit};
use crate::core::report::{
    Code, Finding, LimitReport, MeasureReport, NotJudged, Rep, RepSide, RhythmReport, Set, Statement, round,
};

/// A pause longer than this between two repetitions begins another set, in s; so does another exercise.
const SET_PAUSE_SECS: f64 = 30.0;
/// Half-width that holds 9 of 10 differences between repetitions of one leg before one camera, in degrees: what is
/// constant in the angle's error drops out, and what is left is at most 1.5° for each on the samples.
const DIFFERENCE_ERROR_DEG: f64 = 3.0;

/// Tells each repetition its set.
pub(super) fn number(reps: &mut [Rep]) {
    let mut set = 0;
    for k in 1..reps.len() {
        let Some([before, rep]) = reps.get_mut(k - 1..=k) else { continue };
        if SET_PAUSE_SECS < rep.start_s - before.end_s || rep.exercise != before.exercise {
            set += 1;
        }
        rep.set = set;
    }
}

/// The sets of repetitions that know theirs.
pub(super) fn sets(reps: &[Rep]) -> Vec<Set> {
    let set = |reps: &[Rep]| {
        let first = reps.first()?;
        Some(Set {
            exercise: first.exercise.clone(),
            start_s: first.start_s,
            end_s: reps.last()?.end_s,
            n_reps: reps.len(),
            score: mean_score(reps),
            confidence: round(reps.iter().map(|rep| rep.confidence).sum::<f64>() / reps.len() as f64),
            goal: None,
            hold_goal_s: None,
            hold: None,
            cadence: None,
            rhythm: None,
        })
    };
    reps.chunk_by(|a, b| a.set == b.set).filter_map(set).collect()
}

/// Mean over the repetitions that have a score.
pub(super) fn mean_score(reps: &[Rep]) -> Option<f64> {
    let scores: Vec<f64> = reps.iter().filter_map(|rep| rep.score).collect();
    (!scores.is_empty()).then(|| round(scores.iter().sum::<f64>() / scores.len() as f64))
}

/// What is said of the rhythms of all sets.
#[derive(Debug, Default)]
pub(super) struct Rhythms {
    pub(super) findings: Vec<Finding>,
    pub(super) not_judged: Vec<NotJudged>,
    cost_by_set: Vec<f64>,
}

impl Rhythms {
    /// What the findings take off the score, mean over the repetitions that have one.
    pub(super) fn mean_cost(&self, reps: &[Rep]) -> f64 {
        let scored = || reps.iter().filter(|rep| rep.score.is_some());
        let cost = |rep: &Rep| self.cost_by_set.get(rep.set).copied().unwrap_or_default();
        scored().map(cost).sum::<f64>() / scored().count().max(1) as f64
    }
}

/// Tells each set of an exercise that is a rhythm how even it is, and takes off its score what is wrong with that.
pub(super) fn judge_rhythms(sets: &mut [Set], watches: &[Watch]) -> Rhythms {
    let mut all = Rhythms::default();
    for set in sets {
        let watch = watches.iter().find(|watch| watch.exercise.id == set.exercise);
        let Some((follower, exercise)) = watch.and_then(|watch| Some((watch.rhythm()?, watch.exercise))) else {
            all.cost_by_set.push(0.0);
            continue;
        };
        let mut cost = 0.0;
        let tempo = follower.tempo(set.start_s, set.end_s);
        set.rhythm = Some(RhythmReport::new(exercise.goal(), &tempo));
        for fault in exercise.set_faults {
            if let Some(reading) = fault.reads.of(&tempo) {
                let found = finding(fault, reading, set);
                cost += found.as_ref().map_or(0.0, |finding| finding.cost);
                all.findings.extend(found);
            } else {
                let why = Code::TakesMore.says([exercise.id, fault.id], format!("it takes {}", fault.needs));
                all.not_judged.push(NotJudged { fault: fault.id.into(), why });
            }
        }
        set.score = set.score.map(|score| round((score - cost).max(0.0)));
        all.cost_by_set.push(cost);
    }
    all
}

fn finding(fault: &SetFault, reading: Reading, set: &Set) -> Option<Finding> {
    let severity = fault.limit.severity(reading.value);
    (0.0 < severity).then(|| Finding {
        fault: fault.id.into(),
        reading: round(reading.value.into()),
        unit: fault.reads.unit(),
        error: round(reading.error.into()),
        severity: round(severity.into()),
        limit: LimitReport { fine: fault.limit.fine.into(), bad: fault.limit.bad.into() },
        from_s: set.start_s,
        to_s: set.end_s,
        cost: round((severity * fault.worst_cost).into()),
        source: fault.source.into(),
        cue: fault.cue.into(),
    })
}

/// Tells each repetition how far it stays behind the best of its exercise and side, where less is better.
///
/// Sides are not compared: the far leg reads up to 6° more than the near one.
pub(super) fn compare_with_best(exercises: &[&Exercise], reps: &mut [Rep]) {
    for exercise in exercises {
        let Some(measure) = &exercise.best_is_least else { continue };
        let value = |rep: &Rep| rep.measures.get(measure.id).map(|reading| reading.value);
        for side in RepSide::ALL {
            let is_of_it = |rep: &Rep| rep.exercise == exercise.id && rep.side == side;
            let Some(best) = reps.iter().filter(|rep| is_of_it(rep)).filter_map(value).reduce(f64::min) else {
                continue;
            };
            for rep in reps.iter_mut().filter(|rep| is_of_it(rep)) {
                let over = value(rep).map(|value| round(value - best));
                let over = over.map(|value| MeasureReport { value, error: difference_error(measure) });
                rep.measures.extend(over.map(|over| (over_best(measure), over)));
            }
        }
    }
}

/// Returns the name in reports of how much more a measure is than in the best repetition: `over_best_deg`.
fn over_best(measure: &Measure) -> String {
    format!("over_best_{}", measure.unit().symbol())
}

/// Returns the error of a difference between two repetitions, in the unit of the measure.
fn difference_error(measure: &Measure) -> f64 {
    match measure.unit() {
        Unit::Deg => DIFFERENCE_ERROR_DEG,
        // It is not measured how much of a length's error is constant: that of two readings.
        Unit::Bodies | Unit::Secs | Unit::Ratio => round(f64::from(measure.model_error) * 2.0_f64.sqrt()),
    }
}

/// What can never be judged of the exercises that were done, or of all where none was.
pub(super) fn never_judged(exercises: &[&Exercise], reps: &[Rep]) -> Vec<Statement> {
    let is_done = |exercise: &&&Exercise| reps.is_empty() || reps.iter().any(|rep| rep.exercise == exercise.id);
    let done: Vec<&&Exercise> = exercises.iter().filter(is_done).collect();
    let learned = done.iter().filter(|exercise| matches!(exercise.about.origin, Origin::Learned { .. }));
    let never = |exercise: &&&Exercise| Code::NeverJudged.says([exercise.id], format!("{}.", exercise.never_judged));
    let mut notes: Vec<Statement> = done.iter().map(never).collect();
    notes.dedup_by(|a, b| a.text == b.text);
    notes.extend(learned.map(|exercise| {
        let text = format!("learned from one demonstration, not validated: {}.", exercise.name);
        Code::Learned.says([exercise.id], text)
    }));
    notes
}
