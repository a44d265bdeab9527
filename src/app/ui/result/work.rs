//! The two things to work on: what cost most.

use std::collections::BTreeMap;

use eframe::egui::Ui;

use crate::app::ui::Context;
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{faint, heading, marked};
use crate::app::ui::words::{fill, sentence};
use crate::core::report::{Finding, Report};

/// More at once is no help.
const MOST: usize = 2;

/// A fault in all repetitions together.
#[derive(Debug, PartialEq)]
struct Work<'a> {
    exercise: &'a str,
    fault: &'a str,
    /// In the rule's own words.
    cue: &'a str,
    cost: f64,
    /// In how many repetitions; 0: it is one of the set.
    n_reps: usize,
    severity: f64,
}

pub(super) fn work_ui(ui: &mut Ui, context: Context<'_>, report: &Report) {
    let Context { words, theme, .. } = context;
    heading(ui, &words.result.work_on, &theme);
    let works = works(report);
    if works.is_empty() && report.judgement.score.is_some() {
        marked(ui, (Icon::Check, theme.good), &words.result.work_on_none, &theme);
    } else if works.is_empty() {
        faint(ui, &words.result.no_score, &theme);
    }
    for work in works {
        let cue = sentence(words.cue(work.exercise, work.fault, work.cue));
        marked(ui, (Icon::Warning, theme.of_severity(work.severity as f32)), &cue, &theme);
        let total = report.judgement.reps.iter().filter(|rep| rep.exercise == work.exercise).count();
        let numbers = [("n", work.n_reps.to_string()), ("total", total.to_string())];
        let numbers: Vec<(&str, &str)> = numbers.iter().map(|(name, n)| (*name, n.as_str())).collect();
        let often = if work.n_reps == 0 { words.result.in_set.clone() } else { fill(&words.result.in_reps, &numbers) };
        faint(ui, &format!("{}, {often}", words.fault_name(work.exercise, work.fault)), &theme);
    }
}

/// Returns true if there is anything to work on.
pub(super) fn is_any(report: &Report) -> bool {
    !works(report).is_empty()
}

fn works(report: &Report) -> Vec<Work<'_>> {
    let judgement = &report.judgement;
    let of_reps = judgement.reps.iter().flat_map(|rep| rep.findings.iter().map(|it| (rep.exercise.as_str(), it, 1)));
    // A finding of the set takes its points off every repetition.
    let of_set = judgement.findings.iter().map(|it| (exercise_of(report, it), it, 0));
    let mut all: BTreeMap<(&str, &str), Work<'_>> = BTreeMap::new();
    for (exercise, finding, n) in of_reps.chain(of_set) {
        let n_reps = judgement.reps.iter().filter(|rep| rep.exercise == exercise).count();
        let cost = if n == 0 { finding.cost * n_reps as f64 } else { finding.cost };
        let none = Work { exercise, fault: &finding.fault, cue: &finding.cue, cost: 0.0, n_reps: 0, severity: 0.0 };
        let work = all.entry((exercise, &finding.fault)).or_insert(none);
        work.cost += cost;
        work.n_reps += n;
        work.severity = work.severity.max(finding.severity);
    }
    let mut works: Vec<Work<'_>> = all.into_values().collect();
    works.sort_by(|a, b| b.cost.total_cmp(&a.cost));
    works.truncate(MOST);
    works
}

/// The exercise of the set in which it was found.
pub(super) fn exercise_of<'a>(report: &'a Report, finding: &Finding) -> &'a str {
    let sets = &report.judgement.sets;
    let set = sets.iter().find(|set| set.start_s <= finding.from_s && finding.from_s <= set.end_s);
    set.map_or(report.judgement.exercise.as_str(), |set| set.exercise.as_str())
}
