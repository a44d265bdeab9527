//! What becomes of the clips under a change, and how far it may go.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ViewRead;
use crate::app::bench::agreement::quantile;
use crate::app::bench::label::Origin;
use crate::app::bench::run::Run;
use crate::app::bench::summary::{FaultScore, summaries};
use crate::core::report::{RefusalReason, round};

/// What becomes of the clips of one origin, under the rules of one exercise, when one thing is changed by one amount.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// What was changed.
    pub change: String,
    /// By how much, in the unit of the change.
    pub value: f64,
    /// True if views were refused or judged in part as the program does.
    pub with_limits: bool,
    /// Where the clips come from.
    pub origin: Origin,
    /// Name of the exercise that was looked for.
    pub exercise: String,
    /// Runs over clips that show it; what happens by chance runs several times.
    pub runs: usize,
    /// Number of these that were refused for the view, the light or the posture: their counts are not wrong, they are
    /// none.
    pub refused: usize,
    /// Share of the others in which every repetition was found and nothing else, 0–1; `None` where there is none.
    pub exact: Option<f64>,
    /// Repetitions found in clips that do not show it.
    pub false_reps: usize,
    /// Repetitions of which the program says that a part was not seen, in clips that show it.
    pub partial: usize,
    /// Every fault of every repetition that was found.
    pub faults: FaultScore,
    /// The same by fault, where one was labelled, found or not judged.
    pub by_fault: BTreeMap<String, FaultScore>,
    /// 95 of 100 starts and ends are closer than this, in s.
    pub ends_p95_s: Option<f64>,
    /// The camera's yaw as the program reads it, median over the clips that show it, in degrees.
    pub yaw_read_deg: Option<f64>,
    /// The person's length as the program reads it, median over the clips that show it, in px.
    pub person_read_px: Option<f64>,
}

/// Faults are right where F1 is at least this among what is judged.
const LEAST_F1: f64 = 0.95;

impl Effect {
    /// One for each origin and exercise.
    pub(super) fn of_runs(change: &str, value: f64, with_limits: bool, runs: &[Run], views: &[ViewRead]) -> Vec<Self> {
        let mut groups: BTreeMap<(Origin, &str), Vec<(&Run, ViewRead)>> = BTreeMap::new();
        for (run, view) in runs.iter().zip(views) {
            groups.entry((run.origin, run.exercise)).or_default().push((run, *view));
        }
        let effect = |((origin, exercise), runs): ((Origin, &str), Vec<(&Run, ViewRead)>)| {
            let shown: Vec<_> = runs.iter().filter(|(run, _)| run.is_shown).copied().collect();
            let judged: Vec<Run> =
                shown.iter().filter(|(run, _)| !is_refused(run)).map(|(run, _)| (*run).clone()).collect();
            let summary = summaries(&judged).into_iter().find_map(|summary| summary.shown);
            let others = runs.iter().filter(|(run, _)| !run.is_shown);
            let middle = |read: fn(&ViewRead) -> Option<f64>| {
                quantile(shown.iter().filter_map(|(_, view)| read(view)).collect(), 0.5).map(round)
            };
            Self {
                change: change.into(),
                value,
                with_limits,
                origin,
                exercise: exercise.into(),
                runs: shown.len(),
                refused: shown.len() - judged.len(),
                exact: summary.as_ref().map(|shown| shown.exact),
                false_reps: others.map(|(run, _)| run.comparison.n_found + run.comparison.n_partial).sum(),
                partial: judged.iter().map(|run| run.comparison.n_partial).sum(),
                faults: summary.as_ref().map(|shown| shown.all_faults).unwrap_or_default(),
                by_fault: summary.as_ref().map(|shown| shown.faults.clone()).unwrap_or_default(),
                ends_p95_s: summary.and_then(|shown| shown.ends_p95_s),
                yaw_read_deg: middle(|view| view.0),
                person_read_px: middle(|view| view.1),
            }
        };
        groups.into_iter().map(effect).filter(|effect| 0 < effect.runs).collect()
    }

    /// Returns whether every clip that was not refused is counted right and nothing else is; `None` where all were
    /// refused.
    pub fn counts_hold(&self) -> Option<bool> {
        Some(1.0 <= self.exact? && self.false_reps == 0)
    }

    /// Returns whether faults are right among what is judged; `None` where none is judged.
    pub fn faults_hold(&self) -> Option<bool> {
        let FaultScore { right, wrong, missed, absent, f1, .. } = self.faults;
        let is_judged = 0 < right + wrong + missed + absent;
        is_judged.then(|| f1.map_or(wrong + missed == 0, |f1| LEAST_F1 <= f1))
    }
}

/// A count of none is a count: it is wrong where there are repetitions. All other refusals say that none was made.
fn is_refused(run: &Run) -> bool {
    run.refusal.is_some_and(|reason| reason != RefusalReason::NoRepetitions)
}

/// How far one change may go for one group of clips: the values around «unchanged» at which all is right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// What was changed.
    pub change: String,
    /// Unit of the values.
    pub unit: String,
    /// The value at which nothing is changed.
    pub unchanged: f64,
    /// How far it was taken.
    pub tried: [f64; 2],
    /// True if views were refused or judged in part as the program does.
    pub with_limits: bool,
    /// Where the clips come from.
    pub origin: Origin,
    /// Name of the exercise.
    pub exercise: String,
    /// First and last value at which the counts hold; `None` where they do not even unchanged.
    pub counts_hold: Option<[f64; 2]>,
    /// First and last value at which the faults hold.
    pub faults_hold: Option<[f64; 2]>,
    /// What the program does about it.
    pub limit: String,
}

/// The unit, unchanged value and limit of a change.
pub(super) struct Named<'a> {
    pub(super) unit: &'a str,
    pub(super) unchanged: f64,
    pub(super) limit: String,
}

/// Returns the ranges of every change among the effects, in their order.
pub fn ranges(effects: &[Effect]) -> Vec<Range> {
    let mut groups: Vec<Vec<&Effect>> = Vec::new();
    for effect in effects {
        let is_same = |group: &Vec<&Effect>| group.first().is_some_and(|first| key(first) == key(effect));
        match groups.iter_mut().find(|group| is_same(group)) {
            Some(group) => group.push(effect),
            None => groups.push(vec![effect]),
        }
    }
    groups.iter().filter_map(|group| range(group)).collect()
}

fn key(effect: &Effect) -> (&str, bool, Origin, &str) {
    (&effect.change, effect.with_limits, effect.origin, &effect.exercise)
}

fn range(group: &[&Effect]) -> Option<Range> {
    let (first, last) = group.first().zip(group.last())?;
    let named = super::named(&first.change)?;
    Some(Range {
        change: first.change.clone(),
        unit: named.unit.into(),
        unchanged: named.unchanged,
        tried: [first.value, last.value],
        with_limits: first.with_limits,
        origin: first.origin,
        exercise: first.exercise.clone(),
        counts_hold: around(group, named.unchanged, Effect::counts_hold),
        faults_hold: around(group, named.unchanged, Effect::faults_hold),
        limit: named.limit,
    })
}

/// The values around `unchanged` at which `holds`, without a break.
fn around(group: &[&Effect], unchanged: f64, holds: fn(&Effect) -> Option<bool>) -> Option<[f64; 2]> {
    let distance = |effect: &&Effect| (effect.value - unchanged).abs();
    let start = (0..group.len()).min_by(|a, b| {
        let far = |idx: &usize| group.get(*idx).map_or(f64::INFINITY, distance);
        far(a).total_cmp(&far(b))
    })?;
    let is_right = |effect: &&&Effect| holds(effect) == Some(true);
    let (before, after) = group.split_at_checked(start)?;
    let last = after.iter().take_while(is_right).last()?;
    let first = before.iter().rev().take_while(is_right).last().or_else(|| after.first())?;
    Some([first.value, last.value])
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Effects of one change at which the counts hold or do not.
    pub(in super::super) fn effects_of(change: &str, values: &[(f64, bool)]) -> Vec<Effect> {
        let effect = |(value, holds): &(f64, bool)| Effect {
            change: change.into(),
            value: *value,
            with_limits: true,
            origin: Origin::Rendered,
            exercise: "hip_bridge".into(),
            runs: 5,
            refused: 0,
            exact: Some(if *holds { 1.0 } else { 0.8 }),
            partial: 0,
            false_reps: 0,
            faults: FaultScore::default(),
            by_fault: BTreeMap::new(),
            ends_p95_s: None,
            yaw_read_deg: None,
            person_read_px: None,
        };
        values.iter().map(effect).collect()
    }

    #[test]
    fn a_false_repetition_is_a_wrong_count_and_refusing_everything_is_none() {
        let [right] = <[Effect; 1]>::try_from(effects_of("jitter", &[(0.0, true)])).unwrap();
        assert_eq!(right.counts_hold(), Some(true));
        assert_eq!(Effect { false_reps: 1, ..right.clone() }.counts_hold(), Some(false));
        assert_eq!(Effect { exact: None, refused: 5, ..right }.counts_hold(), None);
    }

    #[test]
    fn faults_that_are_all_rightly_absent_hold_and_those_not_judged_say_nothing() {
        let of = |faults: FaultScore| {
            effects_of("jitter", &[(0.0, true)])
                .into_iter()
                .map(|effect| Effect { faults, ..effect }.faults_hold())
                .next()
        };
        assert_eq!(of(FaultScore { absent: 9, ..FaultScore::default() }), Some(Some(true)));
        assert_eq!(of(FaultScore { wrong: 1, absent: 8, ..FaultScore::default() }), Some(Some(false)));
        assert_eq!(of(FaultScore { not_judged: 9, ..FaultScore::default() }), Some(None));
    }
}
