//! Runs added up: how good the rules of one exercise are on clips of one origin.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::agreement::{Agreement, mean, quantile};
use super::compare::{FaultCell, Said};
use super::label::Origin;
use super::run::Run;
use crate::core::report::round;

/// How good the rules of one exercise are on clips of one origin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Where the clips come from.
    pub origin: Origin,
    /// Name of the exercise.
    pub exercise: String,
    /// Clips that show it; `None` where there are none.
    pub shown: Option<Shown>,
    /// Clips that do not; `None` where there are none.
    pub negatives: Option<Negatives>,
}

/// Clips that show the exercise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// Number of clips.
    pub clips: usize,
    /// Repetitions in the labels.
    pub labelled: usize,
    /// Repetitions found.
    pub found: usize,
    /// Mean of |found − labelled| per clip.
    pub count_mae: f64,
    /// Share of the clips with at most one repetition too many or too few, 0–1.
    pub off_by_one: f64,
    /// Share of the clips in which every repetition was found and nothing else, 0–1.
    pub exact: f64,
    /// Mean |found − labelled| of starts and ends, in s; `None` without exact times.
    pub ends_mae_s: Option<f64>,
    /// 95 of 100 starts and ends are closer than this, in s.
    pub ends_p95_s: Option<f64>,
    /// Mean |found − labelled| of how long the hold lasts, in s.
    pub hold_mae_s: Option<f64>,
    /// Share of the repetitions whose working side was recognised right, 0–1; `None` where no label names one.
    pub sides: Option<f64>,
    /// Share of the frames in which the athlete was followed, 0–1.
    pub coverage: f64,
    /// Every fault that was labelled, found or not judged.
    pub faults: BTreeMap<String, FaultScore>,
    /// All of them together.
    pub all_faults: FaultScore,
    /// Mean severity of labelled faults that were judged, 0–1: shows a limit that moved before it turns a verdict.
    pub severity_labelled: Option<f64>,
    /// Mean severity of what is no fault and was judged, 0–1.
    pub severity_absent: Option<f64>,
    /// Angles against the truth, by measure, instant and definition.
    pub angles: BTreeMap<String, Agreement>,
}

/// Clips that do not show the exercise.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Negatives {
    /// Number of clips.
    pub clips: usize,
    /// How long they are together.
    pub minutes: f64,
    /// Repetitions found in them, whole ones and partial ones.
    pub false_reps: usize,
    /// The same for each minute.
    pub per_minute: f64,
}

/// How well a fault is found. What was not judged counts for neither precision nor recall: it stands by itself.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct FaultScore {
    /// Labelled and found.
    pub right: usize,
    /// Found and not labelled.
    pub wrong: usize,
    /// Labelled and called absent.
    pub missed: usize,
    /// Not labelled and called absent.
    pub absent: usize,
    /// Not judged, whether labelled or not.
    pub not_judged: usize,
    /// right ÷ (right + wrong).
    pub precision: Option<f64>,
    /// right ÷ (right + missed).
    pub recall: Option<f64>,
    /// Harmonic mean of the two.
    pub f1: Option<f64>,
    /// Share that was judged, 0–1.
    pub coverage: f64,
}

impl FaultScore {
    fn of<'a>(cells: impl Iterator<Item = &'a FaultCell>) -> Self {
        let mut score = Self::default();
        for cell in cells {
            let count = match (cell.said, cell.is_labelled) {
                (Said::Found, true) => &mut score.right,
                (Said::Found, false) => &mut score.wrong,
                (Said::Absent, true) => &mut score.missed,
                (Said::Absent, false) => &mut score.absent,
                (Said::NotJudged, _) => &mut score.not_judged,
            };
            *count += 1;
        }
        let share = |part: usize, whole: usize| (0 < whole).then(|| round(part as f64 / whole as f64));
        let judged = score.right + score.wrong + score.missed + score.absent;
        score.precision = share(score.right, score.right + score.wrong);
        score.recall = share(score.right, score.right + score.missed);
        score.f1 = share(2 * score.right, 2 * score.right + score.wrong + score.missed);
        score.coverage = share(judged, judged + score.not_judged).unwrap_or(0.0);
        score
    }

    /// Whether it was labelled, found or not judged anywhere.
    fn is_of_interest(&self) -> bool {
        0 < self.right + self.wrong + self.missed + self.not_judged
    }
}

/// Returns one summary for each origin and exercise.
pub fn summaries(runs: &[Run]) -> Vec<Summary> {
    let mut groups: BTreeMap<(Origin, &str), Vec<&Run>> = BTreeMap::new();
    for run in runs {
        groups.entry((run.origin, run.exercise)).or_default().push(run);
    }
    let summary = |((origin, exercise), runs): ((Origin, &str), Vec<&Run>)| {
        let (shown, others): (Vec<&Run>, Vec<&Run>) = runs.into_iter().partition(|run| run.is_shown);
        Summary { origin, exercise: exercise.into(), shown: Shown::of(&shown), negatives: Negatives::of(&others) }
    };
    groups.into_iter().map(summary).collect()
}

impl Shown {
    fn of(runs: &[&Run]) -> Option<Self> {
        let off = |run: &&Run| run.comparison.n_found.abs_diff(run.comparison.n_labelled);
        let share =
            |is: &dyn Fn(&&Run) -> bool| round(runs.iter().filter(|run| is(run)).count() as f64 / runs.len() as f64);
        let total = |of: fn(&Run) -> usize| runs.iter().map(|run| of(run)).sum();
        let ends = || runs.iter().flat_map(|run| &run.comparison.ends_off_s).map(|off| off.abs());
        let holds = runs.iter().flat_map(|run| &run.comparison.hold_off_s).map(|off| off.abs());
        let (faults, all_faults) = faults(runs);
        Some(Self {
            count_mae: round(mean(runs.iter().map(|run| off(run) as f64))?),
            clips: runs.len(),
            labelled: total(|run| run.comparison.n_labelled),
            found: total(|run| run.comparison.n_found),
            off_by_one: share(&|run| off(run) <= 1),
            exact: share(&|run| run.comparison.is_exact()),
            ends_mae_s: mean(ends()).map(round),
            ends_p95_s: quantile(ends().collect(), 0.95).map(round),
            hold_mae_s: mean(holds).map(round),
            sides: mean(runs.iter().flat_map(|run| &run.comparison.sides).map(|right| f64::from(*right))).map(round),
            coverage: round(mean(runs.iter().map(|run| run.coverage))?),
            faults,
            all_faults,
            severity_labelled: severity(runs, true),
            severity_absent: severity(runs, false),
            angles: angles(runs),
        })
    }
}

impl Negatives {
    fn of(runs: &[&Run]) -> Option<Self> {
        let minutes = runs.iter().map(|run| run.secs / 60.0).sum::<f64>();
        let false_reps = runs.iter().map(|run| run.comparison.n_found + run.comparison.n_partial).sum();
        let per_minute = round(false_reps as f64 / minutes.max(f64::EPSILON));
        (!runs.is_empty()).then(|| Self { clips: runs.len(), minutes: round(minutes), false_reps, per_minute })
    }
}

fn faults(runs: &[&Run]) -> (BTreeMap<String, FaultScore>, FaultScore) {
    let cells = || runs.iter().flat_map(|run| &run.comparison.faults);
    let mut by_name: BTreeMap<String, Vec<&FaultCell>> = BTreeMap::new();
    for cell in cells() {
        by_name.entry(cell.fault.clone()).or_default().push(cell);
    }
    let mut scores: BTreeMap<_, _> =
        by_name.into_iter().map(|(fault, cells)| (fault, FaultScore::of(cells.into_iter()))).collect();
    scores.retain(|_, score: &mut FaultScore| score.is_of_interest());
    (scores, FaultScore::of(cells()))
}

fn severity(runs: &[&Run], is_labelled: bool) -> Option<f64> {
    let cells = runs.iter().flat_map(|run| &run.comparison.faults);
    let judged = cells.filter(|cell| cell.is_labelled == is_labelled && cell.said != Said::NotJudged);
    mean(judged.map(|cell| cell.severity)).map(round)
}

fn angles(runs: &[&Run]) -> BTreeMap<String, Agreement> {
    let mut pairs: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    for (name, of_run) in runs.iter().flat_map(|run| &run.angles) {
        pairs.entry(name).or_default().extend(of_run);
    }
    pairs.into_iter().filter_map(|(name, pairs)| Some((name.to_owned(), Agreement::of(&pairs)?))).collect()
}
