//! What was not judged and why, rhythm and sets, what else is good to know.

use std::collections::BTreeMap;

use eframe::egui::Ui;

use super::rep::finding_ui;
use super::work::exercise_of;
use crate::app::ui::Context;
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{faint, heading, label, marked};
use crate::app::ui::words::{Words, fill, sentence};
use crate::core::report::{Code, HoldReport, Report, Set, Statement};

pub(in crate::app::ui) fn notes_ui(ui: &mut Ui, context: Context<'_>, report: &Report) {
    let Context { words, theme, .. } = context;
    let judgement = &report.judgement;
    not_judged_ui(ui, context, report);
    not_counted_ui(ui, context, report);
    for set in &judgement.sets {
        effort_ui(ui, context, set);
        rhythm_ui(ui, context, set);
    }
    for finding in &judgement.findings {
        finding_ui(ui, context, exercise_of(report, finding), finding);
    }
    if 1 < judgement.sets.len() {
        heading(ui, &words.result.sets, &theme);
        for (k, set) in judgement.sets.iter().enumerate() {
            faint(ui, &set_said(words, k, set), &theme);
        }
    }
    heading(ui, &words.result.notes, &theme);
    for warning in &judgement.view.warnings {
        marked(ui, (Icon::Warning, theme.slight), &sentence(&words.say(warning)), &theme);
    }
    let coverage = format!("{:.0}", judgement.coverage * 100.0);
    faint(ui, &fill(&words.result.coverage, &[("n", &coverage)]), &theme);
    let (unseen, others): (Vec<&Statement>, Vec<&Statement>) =
        judgement.notes_to_read().partition(|note| note.code == Code::NeverJudged);
    for note in others {
        faint(ui, &sentence(&words.say(note)), &theme);
    }
    if !unseen.is_empty() {
        label(ui, &words.result.cannot_tell, &theme);
    }
    for note in unseen {
        faint(ui, &sentence(&words.say(note)), &theme);
    }
}

/// Lists the movements that did not count, with their times and the reason.
fn not_counted_ui(ui: &mut Ui, context: Context<'_>, report: &Report) {
    let Context { words, theme, .. } = context;
    let others = &report.judgement.not_counted;
    if others.is_empty() {
        return;
    }
    label(ui, &words.result.movements, &theme);
    for it in others {
        let times = format!("{} – {}", context.words.clock(it.start_s), context.words.clock(it.end_s));
        faint(ui, &format!("{times}: {}", words.say(&it.why)), &theme);
    }
}

/// The same reason is said once, with how many repetitions it is about.
fn not_judged_ui(ui: &mut Ui, context: Context<'_>, report: &Report) {
    let Context { words, theme, .. } = context;
    let judgement = &report.judgement;
    let mut n_by_what: BTreeMap<(String, &Statement), usize> = BTreeMap::new();
    for rep in &judgement.reps {
        for missing in &rep.not_judged {
            *n_by_what.entry((words.fault_name(&rep.exercise, &missing.fault), &missing.why)).or_default() += 1;
        }
    }
    if n_by_what.is_empty() && judgement.not_judged.is_empty() && judgement.partial_reps.is_empty() {
        return;
    }
    heading(ui, &words.result.not_judged, &theme);
    let total = judgement.reps.len().to_string();
    for ((what, why), n) in n_by_what {
        let often = fill(&words.result.in_reps, &[("n", &n.to_string()), ("total", &total)]);
        label(ui, &format!("{what}, {often}"), &theme);
        faint(ui, &sentence(&words.say(why)), &theme);
    }
    for missing in &judgement.not_judged {
        label(ui, &words.fault_name(&judgement.exercise, &missing.fault), &theme);
        faint(ui, &sentence(&words.say(&missing.why)), &theme);
    }
    if !judgement.partial_reps.is_empty() {
        let n = judgement.partial_reps.len().to_string();
        let text = if judgement.partial_reps.len() == 1 { &words.result.partial_one } else { &words.result.partial };
        faint(ui, &fill(text, &[("n", &n)]), &theme);
    }
}

/// Shows goal, holds and cadence of a set whose exercise asks for them; a rhythm has its own lines.
fn effort_ui(ui: &mut Ui, context: Context<'_>, set: &Set) {
    let Context { words, theme, .. } = context;
    if set.rhythm.is_some() || set.asked_reps().is_none() && set.hold.is_none() && set.cadence.is_none() {
        return;
    }
    heading(ui, &words.effort.title, &theme);
    goal_ui(ui, context, set);
    let said = |text: &str, values: &[(&str, f64)], digits: usize| {
        let values: Vec<(&str, String)> = values.iter().map(|(name, n)| (*name, format!("{n:.digits$}"))).collect();
        let values: Vec<(&str, &str)> = values.iter().map(|(name, n)| (*name, n.as_str())).collect();
        fill(text, &values)
    };
    if let Some(HoldReport { total_s, longest_s }) = set.hold {
        let total = [("n", total_s.value), ("error", total_s.error)];
        let longest = [("longest", longest_s.value), ("longest_error", longest_s.error)];
        faint(ui, &said(&words.effort.held, &[total, longest].concat(), 1), &theme);
    }
    if let Some(cadence) = set.cadence {
        let read = [("n", cadence.per_minute.value), ("error", cadence.per_minute.error)];
        faint(ui, &said(&words.effort.cadence, &read, 0), &theme);
        if let Some((from, to)) = cadence.asked() {
            faint(ui, &said(&words.effort.cadence_asked, &[("from", from), ("to", to)], 0), &theme);
        }
    }
}

fn goal_ui(ui: &mut Ui, context: Context<'_>, set: &Set) {
    let Context { words, theme, .. } = context;
    if let Some(goal) = set.asked_reps() {
        let (n, goal) = (set.n_reps.to_string(), goal.to_string());
        faint(ui, &fill(&words.result.goal, &[("n", &n), ("goal", &goal)]), &theme);
    }
}

fn rhythm_ui(ui: &mut Ui, context: Context<'_>, set: &Set) {
    let Context { words, theme, .. } = context;
    let Some(rhythm) = &set.rhythm else { return };
    heading(ui, &words.result.rhythm, &theme);
    goal_ui(ui, context, set);
    if let Some(period) = rhythm.period_s {
        let (n, error) = (words.number(period.value, 1), words.number(period.error, 1));
        faint(ui, &fill(&words.result.period, &[("n", &n), ("error", &error)]), &theme);
    }
    if let Some(unevenness) = rhythm.unevenness {
        let percent = |share: f64| format!("{:.0}", share * 100.0);
        let (n, error) = (percent(unevenness.value), percent(unevenness.error));
        faint(ui, &fill(&words.result.evenness, &[("n", &n), ("error", &error)]), &theme);
    }
}

fn set_said(words: &Words, k: usize, set: &Set) -> String {
    let score = words.outcome((set.n_reps, set.goal_missed()), set.score);
    let (n, reps) = ((k + 1).to_string(), words.counted(set.n_reps));
    let exercise = words.exercise_name(&set.exercise);
    fill(&words.result.set, &[("n", &n), ("exercise", exercise), ("reps", &reps), ("score", &score)])
}
