//! `formcheck sessions show`.

use std::fmt::Write as _;
use std::io;

use serde::Serialize;

use super::super::language::words;
use super::super::message::{json_line, print, say};
use super::super::remembered::{Remembered, failed};
use super::super::text;
use super::list::began;
use crate::app::commands::args::{BenchFormat, WhoseArgs};
use crate::app::outcome::Outcome;
use crate::core::report::Report;
use crate::io::recording::history::{Listed, Version};
use crate::io::recording::{Mark, Marks, Remark, SessionFile, report_of};
use crate::io::words::Words;

/// Everything of one session.
#[derive(Serialize)]
struct Shown {
    id: String,
    folder: std::path::PathBuf,
    session: SessionFile,
    report: Report,
    reports: Vec<Version>,
    marks: Vec<Mark>,
}

pub(super) fn run(id: &str, format: BenchFormat, whose: &WhoseArgs) -> Result<Outcome, Outcome> {
    let remembered = Remembered::open(whose)?;
    let listed = remembered.find(id)?;
    let reports = remembered.history.versions(&remembered.profile, &listed.id).map_err(failed)?;
    let shown = shown(&remembered, &listed, reports).map_err(|error| {
        say(&format!("the session {} cannot be read ({error}); see its folder {}", listed.id, listed.folder));
        Outcome::Input
    })?;
    Ok(print(&match format {
        BenchFormat::Text => for_people(&shown, &listed, words(None, whose.data.as_deref())),
        BenchFormat::Json => json_line(&shown),
    }))
}

fn shown(remembered: &Remembered, listed: &Listed, reports: Vec<Version>) -> io::Result<Shown> {
    let folder = remembered.folder(listed);
    Ok(Shown {
        id: listed.id.clone(),
        session: SessionFile::read(&folder)?,
        report: report_of(&folder)?,
        marks: Marks::load(&folder)?.marks,
        reports,
        folder,
    })
}

fn for_people(shown: &Shown, listed: &Listed, words: &Words) -> String {
    let mut told = format!("Session {} of {}, {}\n", shown.id, shown.session.profile, began(listed));
    let _infallible = writeln!(told, "Folder: {}\n", shown.folder.display());
    let report = Report { session: Some(shown.session.told()), ..shown.report.clone() };
    told.push_str(&text::report(&report, words));
    for later in shown.reports.iter().filter(|version| version.report != crate::io::recording::REPORT) {
        let score = later.score.map_or_else(|| "no score".to_owned(), |score| format!("score {score:.0}"));
        let of = format!("rules {}: {score}, {} reps", later.rules_version, later.n_reps);
        let _infallible = writeln!(told, "Judged again by {of} ({})", later.report);
    }
    for mark in &shown.marks {
        let _infallible = writeln!(told, "{} on {}: {}", mark.by, mark.at.get(..10).unwrap_or_default(), said(mark));
    }
    told
}

fn said(mark: &Mark) -> String {
    let of = |rep: &Option<usize>| rep.map(|rep| format!("repetition {}: ", rep + 1)).unwrap_or_default();
    match &mark.remark {
        Remark::NotARepetition { rep, start_s } => format!("repetition {} at {start_s:.1} s is none", rep + 1),
        Remark::Note { text, rep, time_s } => {
            format!("{}{}{text}", of(rep), time_s.map(|at| format!("at {at:.1} s: ")).unwrap_or_default())
        }
        Remark::Disagrees { rep, fault } => format!("{}no {fault}", of(rep)),
        Remark::Overlooked { rep, fault } => format!("{}{fault} was overlooked", of(rep)),
    }
}
