//! The home sheet of a plan: a drawing, the dose and the note of each exercise; six fit a page.

use super::document::{Block, Content, Document, Figure, Headline, Section, Table};
use super::pictogram::pictogram;
use crate::core::plan::{Item, Plan, dose_said, target_said};
use crate::core::safety::{NOTICE, STOP_RULE};
use crate::io::words::Words;

/// Most drawings side by side.
const ACROSS: usize = 4;

/// Returns the sheet as a document for both HTML and PDF.
pub fn home_sheet(plan: &Plan) -> Document {
    let sections = [
        ("Exercises", exercises(plan)),
        ("When to stop, and what to do in a flare-up", vec![Block::List(safety(plan))]),
        ("To read, and where the numbers are from", vec![Block::List(reading(plan))]),
    ];
    let sections = sections.into_iter().filter(|(_, blocks)| blocks != &[Block::List(Vec::new())]);
    let author = plan.author.as_ref().map(|name| ("By", name.clone()));
    let person = plan.person.as_ref().map(|name| format!("For {name}"));
    let n = plan.items.len();
    Document {
        title: plan.title.clone(),
        name: person,
        facts: author.into_iter().collect(),
        headline: Headline {
            stop: None,
            mark: None,
            verdict: plan.when(),
            counted: format!("{n} exercise{}", if n == 1 { "" } else { "s" }),
        },
        sections: sections.map(|(heading, blocks)| Section { heading, blocks }).collect(),
        notice: NOTICE,
        words: Words::english(),
    }
}

fn exercises(plan: &Plan) -> Vec<Block> {
    let drawn: Vec<(usize, &Item)> =
        (1..).zip(&plan.items).filter(|(_, item)| item.exercise.about.figure.is_some()).collect();
    let n_rows = drawn.len().div_ceil(ACROSS).max(1);
    let figures = drawn
        .chunks(drawn.len().div_ceil(n_rows).max(1))
        .map(|row| Block::Figures(row.iter().filter_map(|(k, item)| figure(*k, item, row.len())).collect()));
    let rows = (1..).zip(&plan.items).map(|(k, item)| row(k, item));
    let columns = vec![("exercise", 2.2), ("how much", 3.0), ("days", 1.8), ("for you", 3.0)];
    let table = Table { caption: String::new(), columns, rows: rows.collect() };
    figures.chain([Block::Table(table)]).collect()
}

fn safety(plan: &Plan) -> Vec<String> {
    let stop = format!("Stop when: {}", plan.stop_when);
    vec![stop, STOP_RULE.to_owned(), format!("In a flare-up: {}", plan.flare_up)]
}

fn reading(plan: &Plan) -> Vec<String> {
    let source = plan.source.as_ref().map(|source| format!("Source: {source}"));
    plan.reading.iter().cloned().chain(source).collect()
}

fn figure(number: usize, item: &Item, n_across: usize) -> Option<Figure> {
    let content = Content::Drawing(pictogram(item.exercise, n_across)?);
    Some(Figure { caption: format!("{number}. {}", item.name()), content })
}

fn row(number: usize, item: &Item) -> Vec<String> {
    let dose = item.dose().map(dose_said).unwrap_or_default();
    let level = (1 < item.levels.len()).then(|| format!("level {} of {}", item.level, item.levels.len()));
    let target = item.target.as_ref().map(|target| format!("target {}", target_said(target)));
    let days = item.days_said().unwrap_or_else(|| "as above".to_owned());
    let own: Vec<String> = [level, target, item.note.clone()].into_iter().flatten().collect();
    vec![format!("{number}. {}", item.name()), dose, days, own.join("; ")]
}
