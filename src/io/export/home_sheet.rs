//! The home sheet of a plan: a drawing, the dose and the note of each exercise; six fit a page.

use super::document::{Block, Content, Document, Figure, Headline, Section, Table};
use super::pictogram::pictogram;
use crate::core::plan::{Item, Plan};
use crate::io::words::{Words, fill};

/// Most drawings side by side.
const ACROSS: usize = 4;
/// Widths of the columns, as shares.
const WIDTHS: [f32; 4] = [2.2, 3.0, 1.8, 3.0];

/// Returns the sheet as a document for both HTML and PDF. What the plan's author wrote stays in the author's language.
pub fn home_sheet(plan: &Plan, words: &'static Words) -> Document {
    let said = &words.sheet;
    let sections = [
        (said.exercises.as_str(), exercises(plan, words)),
        (&said.stop, vec![Block::List(safety(plan, words))]),
        (&said.reading, vec![Block::List(reading(plan, words))]),
    ];
    let sections = sections.into_iter().filter(|(_, blocks)| blocks != &[Block::List(Vec::new())]);
    let author = plan.author.as_ref().map(|name| (said.by.as_str(), name.clone()));
    let person = plan.person.as_ref().map(|name| fill(&said.for_person, &[("name", name)]));
    let n = plan.items.len();
    let counted = if n == 1 { said.one.clone() } else { fill(&said.many, &[("n", &n.to_string())]) };
    Document {
        title: plan.title.clone(),
        name: person,
        facts: author.into_iter().collect(),
        headline: Headline { stop: None, mark: None, verdict: words.plan_days(plan), counted },
        sections: sections.map(|(heading, blocks)| Section { heading, blocks }).collect(),
        notice: &words.notice,
        words,
    }
}

fn exercises(plan: &Plan, words: &'static Words) -> Vec<Block> {
    let drawn: Vec<(usize, &Item)> =
        (1..).zip(&plan.items).filter(|(_, item)| item.exercise.about.figure.is_some()).collect();
    let n_rows = drawn.len().div_ceil(ACROSS).max(1);
    let figures = drawn
        .chunks(drawn.len().div_ceil(n_rows).max(1))
        .map(|row| Block::Figures(row.iter().filter_map(|(k, item)| figure(*k, item, (row.len(), words))).collect()));
    let rows = (1..).zip(&plan.items).map(|(k, item)| row(k, item, words));
    let columns = words.sheet.columns.iter().map(String::as_str).zip(WIDTHS).collect();
    let table = Table { caption: String::new(), columns, rows: rows.collect() };
    figures.chain([Block::Table(table)]).collect()
}

fn safety(plan: &Plan, words: &Words) -> Vec<String> {
    let said = &words.sheet;
    let with = |text: &str, own: &str| fill(text, &[("text", own)]);
    vec![with(&said.stop_when, &plan.stop_when), said.stop_rule.clone(), with(&said.flare_up, &plan.flare_up)]
}

fn reading(plan: &Plan, words: &Words) -> Vec<String> {
    let source = plan.source.as_ref().map(|source| fill(&words.sheet.source, &[("text", source)]));
    plan.reading.iter().cloned().chain(source).collect()
}

fn figure(number: usize, item: &Item, (n_across, words): (usize, &Words)) -> Option<Figure> {
    let content = Content::Drawing(pictogram(item.exercise, n_across)?);
    Some(Figure { caption: format!("{number}. {}", words.plan_item(item)), content })
}

fn row(number: usize, item: &Item, words: &Words) -> Vec<String> {
    let dose = item.dose().map(|dose| words.plan_dose(dose)).unwrap_or_default();
    let [n, total] = [item.level, item.levels.len()].map(|n| n.to_string());
    let level = (1 < item.levels.len()).then(|| fill(&words.sheet.level, &[("n", &n), ("total", &total)]));
    let target = item.target.as_ref().map(|target| words.plan_target(item.exercise.id, target));
    let own: Vec<String> = [level, target, item.note.clone()].into_iter().flatten().collect();
    vec![format!("{number}. {}", words.plan_item(item)), dose, words.own_days(item), own.join("; ")]
}
