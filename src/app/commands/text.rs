//! The report for people: the verdict first, then the repetitions, what to work on, and what could not be judged.

mod effort;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::core::exercise::Exercise;
use crate::core::exercises;
use crate::core::judge::AUTO;
use crate::core::measure::Unit;
use crate::core::report::{Code, Finding, Judgement, MeasureReport, NotJudged, Rep, RepSide, Report, Set};
use crate::io::words::{Words, fill};

/// Length of a bar for 100 points.
const BAR: usize = 20;
/// No more things to work on are named at a time.
const LEAD_CUES: usize = 2;

/// The whole report.
pub(super) fn report(report: &Report, words: &Words) -> String {
    let judgement = &report.judgement;
    let name = words.exercise(&judgement.exercise);
    let mut text = format!("{} · {name}\n{}{}\n", report.video, told(report, words), verdict(judgement, words));
    push_reps(&mut text, judgement, words);
    push_cues(&mut text, judgement, words);
    push_not_judged(&mut text, judgement, words);
    let rules = report.rules_version.to_string();
    let values = [("rules", rules.as_str()), ("model", &report.model.name), ("engine", &report.backend)];
    let measured = if report.model.is_unknown() { &words.t_measured_unknown } else { &words.t_measured };
    let _infallible = writeln!(text, "\n{}\n", fill(measured, &values));
    text
}

/// Returns the lines for date, pain and stop, as far as they are known. They precede the score because they count more.
fn told(report: &Report, words: &Words) -> String {
    let recorded = |at: &String| format!("{}\n", fill(&words.t_recorded, &[("date", &words.local(at))]));
    let mut text = report.recorded_at.as_ref().map(recorded).unwrap_or_default();
    if let Some(told) = &report.session {
        let pain = [("before", &*words.rating(told.pain_before)), ("after", &words.rating(told.pain_after))];
        text.push_str(&fill(&words.t_pain, &pain));
        let new = words.symptoms(told);
        if !new.is_empty() {
            text.push_str(&fill(&words.t_new, &[("new", &new)]));
        }
        text.push('\n');
        if let Some(stop) = &told.stop {
            let _infallible = writeln!(text, "{}. {}", words.stop(stop), words.counts_more);
        }
    }
    text
}

fn verdict(judgement: &Judgement, words: &Words) -> String {
    if let Some(refusal) = &judgement.refusal {
        return fill(&words.not_scored, &[("why", &words.refused(refusal))]);
    }
    let n = judgement.reps.len();
    let score = judgement.score.map(|score| format!("{score:.0}"));
    let said = match (judgement.goal_missed(), &score) {
        (Some(goal), Some(score)) => {
            let values = [("n", &*n.to_string()), ("goal", &goal.to_string()), ("score", score)];
            fill(&words.goal_missed, &values).replace("; ", " · ")
        }
        (_, Some(score)) => format!("{} · {}", fill(&words.score, &[("score", score)]), words.reps(n)),
        (_, None) => format!("{} · {}", words.t_no_score, words.reps(n)),
    };
    let is_cut = |code: Code| matches!(code, Code::BeginningNotSeen | Code::EndNotSeen);
    let partial = match judgement.partial_reps.len() {
        0 => String::new(),
        n if judgement.partial_reps.iter().all(|rep| is_cut(rep.why.code)) => filled(&words.t_partly, n),
        n => filled(&words.t_not_counted, n),
    };
    let others = match judgement.not_counted.len() {
        0 => String::new(),
        1 => words.t_movement.clone(),
        n => filled(&words.t_movements, n),
    };
    format!("{said}{partial}{others}{}", left_out(judgement, words))
}

fn filled(text: &str, n: usize) -> String {
    fill(text, &[("n", &n.to_string())])
}

/// Names the faults that a score leaves out.
fn left_out(judgement: &Judgement, words: &Words) -> String {
    let exercise = judgement.sets.first().map_or(judgement.exercise.as_str(), |set| &set.exercise);
    let faults: Vec<String> = judgement.score_leaves_out.iter().map(|fault| words.fault(exercise, fault)).collect();
    let says = judgement.score.is_some() && !faults.is_empty();
    if says { fill(&words.t_without, &[("faults", &faults.join(", "))]) } else { String::new() }
}

fn push_reps(text: &mut String, judgement: &Judgement, words: &Words) {
    if !judgement.reps.is_empty() {
        text.push('\n');
    }
    let times = |from: f64, to: f64| format!("{} – {}", words.clock(from), words.clock(to));
    for (idx, rep) in judgement.reps.iter().enumerate() {
        let begins = judgement.sets.get(rep.set).filter(|set| set.start_s == rep.start_s);
        if let Some(set) = begins.filter(|_| judgement.exercise == AUTO) {
            push_set(text, set, words);
        }
        if let Some(line) = begins.and_then(|set| effort::set_line(set, words)) {
            let _infallible = writeln!(text, "{line}");
        }
        let [hold, angle] = effort::columns(rep, judgement.sets.get(rep.set), words).unwrap_or_else(|| {
            let hold = rep.measures.get("hold_s").map(|hold| words.number(hold.value, 1));
            let hold = hold.map(|hold| fill(&words.t_hold, &[("n", &hold)]));
            [hold.unwrap_or_default(), key_reading(rep, words).unwrap_or_default()]
        });
        let hold = if is_cyclic(rep) { String::new() } else { format!("{hold:<10}  ") };
        let (times, bar, what) = (times(rep.start_s, rep.end_s), bar(rep.score), what(rep, words));
        let _infallible = writeln!(text, "{:>3}  {times}  {hold}{angle:<14}  {bar}  {what}", idx + 1);
    }
    let partial = judgement.partial_reps.iter().map(|it| (it.start_s, it.end_s, &it.why, &words.t_partial));
    let others = judgement.not_counted.iter().map(|it| (it.start_s, it.end_s, &it.why, &words.t_other));
    for (from, to, why, said) in partial.chain(others) {
        let _infallible = writeln!(text, "  –  {}  {}", times(from, to), fill(said, &[("why", &words.say(why))]));
    }
}

/// Returns true for a step of an exercise that goes on evenly: nothing is held.
fn is_cyclic(rep: &Rep) -> bool {
    exercises::by_name(&rep.exercise).is_some_and(Exercise::is_cyclic)
}

/// Which exercise a set was taken for.
fn push_set(text: &mut String, set: &Set, words: &Words) {
    let score = set.score.map(|score| fill(&words.t_set_score, &[("score", &format!("{score:.0}"))]));
    let score = score.unwrap_or_else(|| words.t_set_none.clone());
    let (n, sure) = (set.n_reps.to_string(), format!("{:.0}", set.confidence * 100.0));
    let values = [("exercise", &*words.exercise(&set.exercise)), ("n", &n), ("score", &score), ("sure", &sure)];
    let _infallible = writeln!(text, "{}", fill(&words.t_set, &values));
}

fn key_reading(rep: &Rep, words: &Words) -> Option<String> {
    let exercise = exercises::by_name(&rep.exercise)?;
    let key = exercise.key;
    let MeasureReport { value, error } = rep.measures.get(key.measure.id)?;
    let name = words.key_name(exercise);
    Some(match key.measure.unit() {
        Unit::Deg => format!("{name} {value:.0}° ±{error:.0}"),
        unit => format!("{name} {} ±{} {}", words.number(*value, 2), words.number(*error, 2), unit.symbol()),
    })
}

fn bar(score: Option<f64>) -> String {
    let Some(score) = score else { return format!("{:BAR$}   –", "") };
    let n_full = (score / 100.0 * BAR as f64).round() as usize;
    format!("{}{} {score:>3.0}", "█".repeat(n_full), "░".repeat(BAR.saturating_sub(n_full)))
}

/// The side, if only one worked, and what was wrong.
fn what(rep: &Rep, words: &Words) -> String {
    match rep.side {
        RepSide::Both => faults(rep, words),
        RepSide::Left => format!("{} · {}", words.t_left, faults(rep, words)),
        RepSide::Right => format!("{} · {}", words.t_right, faults(rep, words)),
    }
}

fn faults(rep: &Rep, words: &Words) -> String {
    if rep.findings.is_empty() {
        return if rep.score.is_some() { words.good.clone() } else { words.t_not_judged.clone() };
    }
    let fault = |finding: &Finding| {
        format!("{} ({})", words.fault(&rep.exercise, &finding.fault), words.degree(finding.degree()))
    };
    rep.findings.iter().map(fault).collect::<Vec<_>>().join(", ")
}

fn push_cues(text: &mut String, judgement: &Judgement, words: &Words) {
    let mut cost_by_cue: BTreeMap<String, (f64, usize)> = BTreeMap::new();
    for (rep, finding) in judgement.reps.iter().flat_map(|rep| rep.findings.iter().map(move |it| (rep, it))) {
        let (cost, n) = cost_by_cue.entry(words.cue(&rep.exercise, finding)).or_default();
        (*cost, *n) = (*cost + finding.cost, *n + 1);
    }
    let n_reps = judgement.reps.len();
    let total = n_reps.to_string();
    let of_reps = |(cue, (cost, n)): (String, (f64, usize))| {
        (cost, cue, fill(&words.t_of_reps, &[("n", &n.to_string()), ("total", &total)]))
    };
    let set = judgement.sets.first().map_or(judgement.exercise.as_str(), |set| &set.exercise);
    let of_sets = judgement.findings.iter();
    let of_sets = of_sets.map(|it| (it.cost * n_reps as f64, words.cue(set, it), words.t_of_set.clone()));
    let mut cues: Vec<_> = cost_by_cue.into_iter().map(of_reps).chain(of_sets).collect();
    cues.sort_by(|a, b| b.0.total_cmp(&a.0));
    if !cues.is_empty() {
        let _infallible = writeln!(text, "\n{}", words.t_work);
    }
    for (_, cue, n) in cues.into_iter().take(LEAD_CUES) {
        let _infallible = writeln!(text, "  · {cue} ({n})");
    }
}

fn push_not_judged(text: &mut String, judgement: &Judgement, words: &Words) {
    let mut reps_by_reason: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (rep, entry) in judgement.reps.iter().flat_map(|rep| rep.not_judged.iter().map(move |it| (rep, it))) {
        let reason = (words.fault(&rep.exercise, &entry.fault), words.say(&entry.why));
        *reps_by_reason.entry(reason).or_default() += 1;
    }
    let total = judgement.reps.len().to_string();
    let of_reps = reps_by_reason.iter().map(|((fault, why), n)| {
        fill(&words.t_in, &[("n", &*n.to_string()), ("total", &total), ("fault", fault), ("why", why)])
    });
    let set = judgement.sets.first().map_or(judgement.exercise.as_str(), |set| &set.exercise);
    let of_set = |NotJudged { fault, why }: &NotJudged| format!("{}: {}", words.fault(set, fault), words.say(why));
    let notes = judgement.view.warnings.iter().chain(judgement.notes_to_read()).map(|note| words.say(note));
    let coverage = (judgement.coverage < 0.99).then(|| format!("{:.0}", judgement.coverage * 100.0));
    let coverage = coverage.map(|n| fill(&words.t_coverage, &[("n", &n)]));
    let all = of_reps.chain(judgement.not_judged.iter().map(of_set)).chain(notes).chain(coverage);
    let _infallible = writeln!(text, "\n{}", words.head_not_judged);
    for said in all {
        let _infallible = writeln!(text, "  · {said}");
    }
}
