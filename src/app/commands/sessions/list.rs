//! `formcheck sessions list`.

use std::fmt::Write as _;

use super::super::message::{json_line, print};
use super::super::remembered::Remembered;
use crate::app::commands::args::{Format, WhoseArgs};
use crate::app::outcome::Outcome;
use crate::io::export::table;
use crate::io::recording::history::Listed;

pub(super) fn run(format: Format, whose: &WhoseArgs) -> Result<Outcome, Outcome> {
    let remembered = Remembered::open(whose)?;
    let all = remembered.all()?;
    Ok(print(&match format {
        Format::Text => text(&remembered.profile, &all),
        Format::Json => all.iter().map(json_line).collect(),
        Format::Csv => csv(&all),
    }))
}

fn text(profile: &str, all: &[Listed]) -> String {
    if all.is_empty() {
        return format!("{profile} has no sessions yet.\n");
    }
    let mut text = format!("{:<32}{:<18}{:<15}{:>5}{:>7}{:>9}  \n", "id", "began", "exercise", "reps", "score", "pain");
    for one in all {
        let score = match (one.score, one.goal) {
            // Pain counts more than any score.
            _ if one.stop.is_some() => "–".to_owned(),
            (None, _) => "–".to_owned(),
            (Some(_), Some(goal)) => format!("{}/{goal}", one.n_reps),
            (Some(score), None) => format!("{score:.0}"),
        };
        let pain = |pain: Option<u8>| pain.map_or_else(|| "?".to_owned(), |pain| pain.to_string());
        let pain = match (one.pain_before, one.pain_after) {
            (None, None) => String::new(),
            (before, after) => format!("{} to {}", pain(before), pain(after)),
        };
        let line = format!(
            "{:<32}{:<18}{:<15}{:>5}{score:>7}{pain:>9}  {}",
            one.id,
            began(one),
            one.exercise,
            one.n_reps,
            remarks(one)
        );
        let _infallible = writeln!(text, "{}", line.trim_end());
    }
    text
}

fn remarks(one: &Listed) -> String {
    let marked = |n: usize| format!("{n} mark{}", if n == 1 { "" } else { "s" });
    let stopped = one.stop_reason().map(|reason| format!("stopped: {}", reason.short()));
    let refused = one.refusal.as_ref().map(|_| "not scored".to_owned());
    let early = one.ended_early.then(|| "ended early".to_owned());
    let marks = (0 < one.n_marks).then(|| marked(one.n_marks));
    [stopped, refused, early, marks].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Local time of the place where it was: `2026-11-22 18:30`.
pub(super) fn began(one: &Listed) -> String {
    one.at.get(..16).unwrap_or(&one.at).replace('T', " ")
}

const COLUMNS: [&str; 14] = [
    "id",
    "at",
    "exercise",
    "score",
    "n_reps",
    "n_partial",
    "refusal",
    "pain_before",
    "pain_after",
    "n_marks",
    "rules_version",
    "ended_early",
    "goal",
    "stop",
];

fn csv(all: &[Listed]) -> String {
    let row = |one: &Listed| {
        let pain = |pain: Option<u8>| pain.map(|pain| pain.to_string()).unwrap_or_default();
        table::line(&[
            one.id.clone(),
            one.at.clone(),
            one.exercise.clone(),
            one.score.map(|score| score.to_string()).unwrap_or_default(),
            one.n_reps.to_string(),
            one.n_partial.to_string(),
            one.refusal.clone().unwrap_or_default(),
            pain(one.pain_before),
            pain(one.pain_after),
            one.n_marks.to_string(),
            one.rules_version.to_string(),
            one.ended_early.to_string(),
            one.goal.map(|goal| goal.to_string()).unwrap_or_default(),
            one.stop.clone().unwrap_or_default(),
        ])
    };
    std::iter::once(table::line(&COLUMNS.map(str::to_owned))).chain(all.iter().map(row)).collect()
}
