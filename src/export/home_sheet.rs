//! The home sheet of a plan: one page with a drawing, the dose and the note of each exercise.

use super::document::{Block, Content, Document, Figure, Headline, Section, Table};
use super::pictogram::pictogram;
use crate::plan::{Item, Plan, dose_said, target_said};
use crate::safety::{NOTICE, STOP_RULE};

/// Drawings side by side.
const ACROSS: usize = 3;

/// The sheet as a document for both HTML and PDF.
pub fn home_sheet(plan: &Plan) -> Document {
    let sections = [
        ("Exercises", exercises(plan)),
        ("Stop when", vec![Block::Text(plan.stop_when.clone()), Block::Text(STOP_RULE.to_owned())]),
        ("In a flare-up", vec![Block::Text(plan.flare_up.clone())]),
        ("To read", plan.reading.iter().cloned().map(Block::Text).collect()),
        ("Source", plan.source.iter().cloned().map(Block::Text).collect()),
    ];
    let sections = sections.into_iter().filter(|(_, blocks)| !blocks.is_empty());
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
    }
}

fn exercises(plan: &Plan) -> Vec<Block> {
    let drawn: Vec<Figure> = (1..).zip(&plan.items).filter_map(|(k, item)| figure(k, item)).collect();
    let figures = drawn.chunks(ACROSS).map(|row| Block::Figures(row.to_vec()));
    let rows = (1..).zip(&plan.items).map(|(k, item)| row(k, item));
    let columns = vec![("exercise", 2.2), ("how much", 3.0), ("days", 1.8), ("for you", 3.0)];
    let table = Table { caption: String::new(), columns, rows: rows.collect() };
    figures.chain([Block::Table(table)]).collect()
}

fn figure(number: usize, item: &Item) -> Option<Figure> {
    let content = Content::Drawing(pictogram(item.exercise)?);
    Some(Figure { caption: format!("{number}. {}", item.name()), content })
}

fn row(number: usize, item: &Item) -> Vec<String> {
    let dose = item.dose().map(dose_said).unwrap_or_default();
    let level = (1 < item.levels.len()).then(|| format!("level {} of {}", item.level, item.levels.len()));
    let target = item.target.as_ref().map(|target| format!("target {}", target_said(target)));
    let days = item.days_said().unwrap_or_else(|| "as above".to_owned());
    let own: Vec<String> = [item.note.clone(), target, level].into_iter().flatten().collect();
    vec![format!("{number}. {}", item.name()), dose, days, own.join("; ")]
}
