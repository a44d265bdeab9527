//! `formcheck doctor`: what is there on this machine, what is missing, and what to do about it.

mod devices;
mod scoring;

use std::fmt;

use super::message::{print, say};
use crate::app::outcome::Outcome;

/// Looks at this machine and tells; one that cannot score is a failed check.
pub fn run() -> Outcome {
    let lines: Vec<CheckLine> = scoring::check().into_iter().chain(devices::check()).collect();
    let (table, conclusion) = (Table(&lines), conclusion(&lines));
    if can_score(&lines) {
        return print(&format!("{table}\n{conclusion}\n"));
    }
    let printed = print(&table.to_string());
    say(&conclusion);
    printed.min(Outcome::Internal)
}

/// How something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CheckState {
    Ok,
    ReadOnly,
    Missing,
    Damaged,
}

impl CheckState {
    const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::ReadOnly => "read-only",
            Self::Missing => "missing",
            Self::Damaged => "damaged",
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
struct CheckLine {
    what: String,
    state: CheckState,
    /// What was found, where, or what it would be good for.
    detail: String,
    /// What to do.
    advice: Option<String>,
    /// Whether nothing can be scored without it.
    is_needed: bool,
}

impl CheckLine {
    fn new(what: &str, state: CheckState, detail: impl Into<String>) -> Self {
        Self { what: what.into(), state, detail: detail.into(), advice: None, is_needed: false }
    }

    fn advise(self, advice: impl Into<String>) -> Self {
        Self { advice: Some(advice.into()), ..self }
    }

    fn needed(self) -> Self {
        Self { is_needed: true, ..self }
    }
}

fn stoppers(lines: &[CheckLine]) -> impl Iterator<Item = &CheckLine> {
    lines.iter().filter(|line| line.is_needed && line.state != CheckState::Ok)
}

fn can_score(lines: &[CheckLine]) -> bool {
    stoppers(lines).next().is_none()
}

fn conclusion(lines: &[CheckLine]) -> String {
    if can_score(lines) {
        return "Nothing is missing that scoring needs.".into();
    }
    let stoppers: Vec<&str> = stoppers(lines).map(|line| line.what.as_str()).collect();
    format!("nothing can be scored yet; see above what to do about {}", stoppers.join(", "))
}

/// Lines in columns, each advice below its line.
struct Table<'a>(&'a [CheckLine]);

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.0.iter().map(|line| line.what.chars().count()).max().unwrap_or(0);
        for CheckLine { what, state, detail, advice, .. } in self.0 {
            writeln!(f, "{what:width$}  {:9}  {detail}", state.word())?;
            if let Some(advice) = advice {
                writeln!(f, "{:width$}  {:9}  -> {advice}", "", "")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(model: CheckState, camera: CheckState) -> [CheckLine; 2] {
        [
            CheckLine::new("pose model", model, "/m.onnx").needed(),
            CheckLine::new("camera", camera, "no camera").advise("plug one in"),
        ]
    }

    #[test]
    fn only_what_scoring_needs_stops_it() {
        assert!(can_score(&lines(CheckState::Ok, CheckState::Missing)));
        assert!(!can_score(&lines(CheckState::Missing, CheckState::Ok)));
        assert!(!can_score(&lines(CheckState::Damaged, CheckState::Ok)));
    }

    #[test]
    fn the_conclusion_names_what_stops_it() {
        assert_eq!(
            conclusion(&lines(CheckState::Damaged, CheckState::Missing)),
            "nothing can be scored yet; see above what to do about pose model"
        );
        assert_eq!(conclusion(&lines(CheckState::Ok, CheckState::Missing)), "Nothing is missing that scoring needs.");
    }

    #[test]
    fn columns_are_aligned_and_advice_stands_below() {
        let table = Table(&lines(CheckState::Ok, CheckState::Missing)).to_string();
        let wanted = [
            "pose model  ok         /m.onnx",
            "camera      missing    no camera",
            "                       -> plug one in",
            "",
        ];
        assert_eq!(table, wanted.join("\n"));
    }
}
