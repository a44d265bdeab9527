//! `formcheck plan progress`.

use std::fmt::Write as _;
use std::path::PathBuf;

use jiff::civil::Date;
use jiff::{Span, Zoned};

use super::found;
use super::sessions::{day_of, read};
use crate::app::commands::args::PlanArgs;
use crate::app::commands::message::{print, say};
use crate::app::commands::remembered::Remembered;
use crate::app::commands::sheet;
use crate::app::outcome::Outcome;
use crate::core::plan::Plan;
use crate::core::plan::done::DoneSession;
use crate::core::plan::progress::Progress;
use crate::core::report::RULES_VERSION;
use crate::io::export::{Block, Document, progress};

/// Days that are looked back at where the plan names no first one.
const USUAL_DAYS: i64 = 42;

pub(super) fn run(which: &PlanArgs, on: Option<Date>, to: &[PathBuf]) -> Result<Outcome, Outcome> {
    let (path, plan) = found(which)?;
    let until = last_day(&plan, on.unwrap_or_else(|| Zoned::now().date()));
    let from = first_day(&plan, until);
    if until < from {
        say(&format!("the plan begins on {from}, after {until}; name a later day with --on"));
        return Err(Outcome::Refused);
    }
    let sessions = sessions(&Remembered::open(&which.whose)?, (from, until))?;
    let ratings = super::ratings(which)?;
    let document = progress(&Progress::between(&plan, (from, until), &sessions, &ratings));
    if to.is_empty() {
        return Ok(print(&text(&document)));
    }
    sheet::write(&path, &document, to)
}

fn last_day(plan: &Plan, day: Date) -> Date {
    plan.until.map_or(day, |until| until.min(day))
}

fn first_day(plan: &Plan, until: Date) -> Date {
    plan.from.unwrap_or_else(|| until.checked_sub(Span::new().days(USUAL_DAYS - 1)).unwrap_or(until))
}

/// Returns the sessions between two days, the first first. One that cannot be read is named; readings by other rules are
/// left out, as they cannot be compared.
fn sessions(remembered: &Remembered, (from, until): (Date, Date)) -> Result<Vec<DoneSession>, Outcome> {
    let (mut sessions, mut n_other_rules) = (Vec::new(), 0);
    for listed in remembered.all()? {
        let Some(day) = day_of(&listed).filter(|day| from <= *day && *day <= until) else { continue };
        let Some((mut session, rules)) = read(remembered, &listed, day) else { continue };
        if rules != RULES_VERSION {
            n_other_rules += 1;
            session.judgement.reps.iter_mut().for_each(|rep| rep.measures.clear());
        }
        sessions.push(session);
    }
    if 0 < n_other_rules {
        say(&format!(
            "readings of {n_other_rules} sessions are left out, as other rules judged them; `formcheck rescore --all` judges \
             them anew"
        ));
    }
    sessions.reverse();
    Ok(sessions)
}

/// The document without its drawings.
fn text(document: &Document) -> String {
    let mut text = format!("{}\n", document.title);
    for (name, fact) in &document.facts {
        let _infallible = writeln!(text, "{name}: {fact}");
    }
    let headline = &document.headline;
    for line in headline.stop.iter().chain([&headline.verdict, &headline.counted]) {
        let _infallible = writeln!(text, "{line}");
    }
    for section in &document.sections {
        let _infallible = writeln!(text, "\n{}", section.heading);
        section.blocks.iter().for_each(|block| push_block(&mut text, block));
    }
    let _infallible = writeln!(text, "\n{}", document.notice);
    text
}

fn push_block(text: &mut String, block: &Block) {
    match block {
        Block::Text(line) => {
            let _infallible = writeln!(text, "{line}");
        }
        Block::List(points) => points.iter().for_each(|point| {
            let _infallible = writeln!(text, "- {point}");
        }),
        Block::Table(table) => {
            let head = table.columns.iter().map(|(name, _)| (*name).to_owned()).collect();
            let rows: Vec<Vec<String>> = std::iter::once(head).chain(table.rows.iter().cloned()).collect();
            push_rows(text, &rows);
        }
        Block::Figures(_) => {}
    }
}

/// Columns as wide as their widest cell.
fn push_rows(text: &mut String, rows: &[Vec<String>]) {
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    for row in rows {
        let cells = row.iter().enumerate().map(|(k, cell)| format!("{cell:<0$}", width(k).unwrap_or(0)));
        let line = cells.collect::<Vec<_>>().join("  ");
        let _infallible = writeln!(text, "{}", line.trim_end());
    }
}
