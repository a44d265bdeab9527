//! The report for people: the verdict first, then the repetitions, what to work on, and what could not be judged.

mod effort;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::core::exercise::Exercise;
use crate::core::exercises;
use crate::core::judge::AUTO;
use crate::core::measure::Unit;
use crate::core::pain::{COUNTS_MORE, pain_said, stop_said};
use crate::core::report::{Code, Finding, Judgement, MeasureReport, NotJudged, Rep, RepSide, Report, Set};
use crate::core::time::clock;

/// Length of a bar for 100 points.
const BAR: usize = 20;
/// No more things to work on are named at a time.
const LEAD_CUES: usize = 2;

/// The whole report.
pub(super) fn report(report: &Report) -> String {
    let judgement = &report.judgement;
    let name = exercises::by_name(&judgement.exercise).map_or("any exercise", |exercise| exercise.name);
    let mut text = format!("{} · {name}\n{}{}\n", report.video, told(report), verdict(judgement));
    push_reps(&mut text, judgement);
    push_cues(&mut text, judgement);
    push_not_judged(&mut text, judgement);
    let measured_by = if report.model.is_unknown() {
        format!("Measured from joints of an unknown model, {}", report.backend)
    } else {
        format!("Measured with the {} model, {}", report.model.name, report.backend)
    };
    let _infallible = writeln!(text, "\n{measured_by}; rules {}.\n", report.rules_version);
    text
}

/// Returns the lines for date, pain and stop, as far as they are known. They precede the score because they count more.
fn told(report: &Report) -> String {
    let mut text = report.recorded_at.as_ref().map(|at| format!("Recorded: {at}\n")).unwrap_or_default();
    if let Some(told) = &report.session {
        let _infallible = writeln!(text, "{}", pain_said(told));
        if let Some(stop) = &told.stop {
            let _infallible = writeln!(text, "{}. {COUNTS_MORE}", stop_said(stop));
        }
    }
    text
}

fn verdict(judgement: &Judgement) -> String {
    if let Some(refusal) = &judgement.refusal {
        return format!("Not scored: {}.", refusal.message);
    }
    let score = judgement.score.map_or_else(|| "No score".to_owned(), |score| format!("Score {score:.0} of 100"));
    let counted = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let reps = counted(judgement.reps.len(), "repetition");
    let (score, reps) = match (judgement.goal_missed(), judgement.score) {
        (Some(goal), Some(score)) => {
            (format!("{} of {goal} repetitions", judgement.reps.len()), format!("those done score {score:.0} of 100"))
        }
        _ => (score, reps),
    };
    let partial = match judgement.partial_reps.len() {
        0 => String::new(),
        n if judgement
            .partial_reps
            .iter()
            .all(|rep| matches!(rep.why.code, Code::BeginningNotSeen | Code::EndNotSeen)) =>
        {
            format!(" and {n} of which a part was not seen")
        }
        n => format!(" and {n} not counted"),
    };
    let others = match judgement.not_counted.len() {
        0 => String::new(),
        n => format!(" · {} not counted", counted(n, "movement")),
    };
    format!("{score} · {reps}{partial}{others}{}", left_out(judgement))
}

/// Names the faults that a score leaves out.
fn left_out(judgement: &Judgement) -> String {
    let faults: Vec<String> = judgement.score_leaves_out.iter().map(|fault| fault.replace('_', " ")).collect();
    let says = judgement.score.is_some() && !faults.is_empty();
    if says { format!(" · without {}", faults.join(", ")) } else { String::new() }
}

fn push_reps(text: &mut String, judgement: &Judgement) {
    if !judgement.reps.is_empty() {
        text.push('\n');
    }
    for (idx, rep) in judgement.reps.iter().enumerate() {
        let begins = judgement.sets.get(rep.set).filter(|set| set.start_s == rep.start_s);
        if let Some(set) = begins.filter(|_| judgement.exercise == AUTO) {
            push_set(text, set);
        }
        if let Some(line) = begins.and_then(effort::set_line) {
            let _infallible = writeln!(text, "{line}");
        }
        let [hold, angle] = effort::columns(rep, judgement.sets.get(rep.set)).unwrap_or_else(|| {
            let hold = rep.measures.get("hold_s").map(|hold| format!("hold {:.1} s", hold.value));
            [hold.unwrap_or_default(), key_reading(rep).unwrap_or_default()]
        });
        let hold = if is_cyclic(rep) { String::new() } else { format!("{hold:<10}  ") };
        let times = format!("{} – {}", clock(rep.start_s), clock(rep.end_s));
        let _infallible =
            writeln!(text, "{:>3}  {times}  {hold}{angle:<14}  {}  {}", idx + 1, bar(rep.score), what(rep));
    }
    for partial in &judgement.partial_reps {
        let times = format!("{} – {}", clock(partial.start_s), clock(partial.end_s));
        let _infallible = writeln!(text, "  –  {times}  not scored: {}", partial.why);
    }
    for it in &judgement.not_counted {
        let times = format!("{} – {}", clock(it.start_s), clock(it.end_s));
        let _infallible = writeln!(text, "  –  {times}  not counted: {}", it.why);
    }
}

/// Returns true for a step of an exercise that goes on evenly: nothing is held.
fn is_cyclic(rep: &Rep) -> bool {
    exercises::by_name(&rep.exercise).is_some_and(Exercise::is_cyclic)
}

/// Which exercise a set was taken for.
fn push_set(text: &mut String, set: &Set) {
    let name = exercises::by_name(&set.exercise).map_or(set.exercise.as_str(), |exercise| exercise.name);
    let score = set.score.map_or_else(|| "no score".to_owned(), |score| format!("score {score:.0}"));
    let _infallible = writeln!(text, "{name} × {}, {score}, {:.0} % sure", set.n_reps, set.confidence * 100.0);
}

fn key_reading(rep: &Rep) -> Option<String> {
    let key = exercises::by_name(&rep.exercise)?.key;
    let MeasureReport { value, error } = rep.measures.get(key.measure.id)?;
    Some(match key.measure.unit() {
        Unit::Deg => format!("{} {value:.0}° ±{error:.0}", key.name),
        unit => format!("{} {value:.2} ±{error:.2} {}", key.name, unit.symbol()),
    })
}

fn bar(score: Option<f64>) -> String {
    let Some(score) = score else { return format!("{:BAR$}   –", "") };
    let n_full = (score / 100.0 * BAR as f64).round() as usize;
    format!("{}{} {score:>3.0}", "█".repeat(n_full), "░".repeat(BAR.saturating_sub(n_full)))
}

/// The side, if only one worked, and what was wrong.
fn what(rep: &Rep) -> String {
    if rep.side == RepSide::Both { faults(rep) } else { format!("{} · {}", rep.side, faults(rep)) }
}

fn faults(rep: &Rep) -> String {
    if rep.findings.is_empty() {
        return if rep.score.is_some() { "good".into() } else { "not judged".into() };
    }
    let fault = |finding: &Finding| format!("{} ({})", finding.fault.replace('_', " "), finding.degree());
    rep.findings.iter().map(fault).collect::<Vec<_>>().join(", ")
}

fn push_cues(text: &mut String, judgement: &Judgement) {
    let mut cost_by_cue: BTreeMap<&str, (f64, usize)> = BTreeMap::new();
    for finding in judgement.reps.iter().flat_map(|rep| &rep.findings) {
        let (cost, n) = cost_by_cue.entry(&finding.cue).or_default();
        (*cost, *n) = (*cost + finding.cost, *n + 1);
    }
    let n_reps = judgement.reps.len();
    let of_reps = |(cue, (cost, n)): (_, (f64, usize))| (cost, cue, format!("{n} of {n_reps} repetitions"));
    let of_set = |it: &'_ Finding| it.cost * n_reps as f64;
    let of_sets = judgement.findings.iter().map(|it| (of_set(it), it.cue.as_str(), "the whole set".to_owned()));
    let mut cues: Vec<_> = cost_by_cue.into_iter().map(of_reps).chain(of_sets).collect();
    cues.sort_by(|a, b| b.0.total_cmp(&a.0));
    if !cues.is_empty() {
        text.push_str("\nTo work on\n");
    }
    for (_, cue, n) in cues.into_iter().take(LEAD_CUES) {
        let _infallible = writeln!(text, "  · {cue} ({n})");
    }
}

fn push_not_judged(text: &mut String, judgement: &Judgement) {
    let mut reps_by_reason: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for entry in judgement.reps.iter().flat_map(|rep| &rep.not_judged) {
        *reps_by_reason.entry((&entry.fault, &entry.why)).or_default() += 1;
    }
    text.push_str("\nNot judged, and what to know\n");
    for ((fault, why), n) in reps_by_reason {
        let _infallible =
            writeln!(text, "  · {} in {n} of {} repetitions: {why}", fault.replace('_', " "), judgement.reps.len());
    }
    for NotJudged { fault, why } in &judgement.not_judged {
        let _infallible = writeln!(text, "  · {}: {why}", fault.replace('_', " "));
    }
    for note in judgement.view.warnings.iter().chain(&judgement.notes) {
        let _infallible = writeln!(text, "  · {note}");
    }
    if judgement.coverage < 0.99 {
        let _infallible =
            writeln!(text, "  · the athlete was seen in {:.0} % of the frames", judgement.coverage * 100.0);
    }
}
