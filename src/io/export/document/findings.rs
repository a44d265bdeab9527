//! Why the score is what it is, and what it is silent on.

use std::collections::BTreeMap;

use super::super::limits::by_fault;
use super::super::words;
use super::{Block, Table};
use crate::core::report::{Finding, Judgement};

const COLUMNS: [(&str, f32); 4] = [("Repetition", 1.0), ("Read", 1.6), ("Limit", 2.2), ("Takes off", 1.0)];

/// One table for each fault that was found, the dearest first.
pub(super) fn blocks(judgement: &Judgement) -> Vec<Block> {
    let groups = by_fault(judgement);
    if groups.is_empty() {
        return judgement
            .score
            .map(|_| vec![Block::Text("No fault was found in the movement, as far as it was judged.".into())])
            .unwrap_or_default();
    }
    let how = "Each repetition begins with 100 points; every fault takes off a share of what it costs at its worst, by how \
               far the reading lies between fine and bad. The score is the mean of the repetitions.";
    let mut blocks = vec![Block::Text(how.into())];
    for group in groups {
        let Some((_, first)) = group.first() else { continue };
        let caption = format!("{}: {}", sentence(&words::fault(&first.fault)), first.cue);
        let rows = group.iter().map(|(rep, finding)| row(*rep, finding)).collect();
        blocks.push(Block::Table(Table { caption, columns: COLUMNS.into(), rows }));
        blocks.push(Block::Text(format!("Source of the limit: {}.", first.source)));
    }
    blocks
}

fn row(rep: Option<usize>, finding: &Finding) -> Vec<String> {
    vec![
        rep.map_or_else(|| "whole set".to_owned(), |rep| rep.to_string()),
        words::reading(finding.reading, finding.error, finding.unit.symbol()),
        words::limit(finding.limit, finding.unit.symbol()),
        format!("{:.0} points", finding.cost),
    ]
}

/// What could not be judged, with the reason, and what the reader should know.
pub(super) fn not_judged(judgement: &Judgement, missing: &[String]) -> Vec<Block> {
    let mut reps_by_reason: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for (k, rep) in judgement.reps.iter().enumerate() {
        for entry in &rep.not_judged {
            reps_by_reason.entry((&entry.fault, &entry.why)).or_default().push((k + 1).to_string());
        }
    }
    let n_reps = judgement.reps.len();
    let of_reps = reps_by_reason.into_iter().map(|((fault, why), reps)| {
        let which = if reps.len() == n_reps {
            "in every repetition".to_owned()
        } else {
            format!("in repetition {}", reps.join(", "))
        };
        format!("{} {which}: {why}", sentence(&words::fault(fault)))
    });
    let of_set = judgement.not_judged.iter().map(|it| format!("{}: {}", sentence(&words::fault(&it.fault)), it.why));
    let seen = (judgement.coverage < 0.99)
        .then(|| format!("The athlete was seen in {:.0} % of the pictures", judgement.coverage * 100.0));
    let said = judgement.view.warnings.iter().chain(&judgement.notes).map(|note| note.text.as_str());
    let notes = said.chain(missing.iter().map(String::as_str)).map(sentence);
    let all: Vec<String> = of_reps.chain(of_set).chain(seen).chain(notes).map(|said| ended(&said)).collect();
    if all.is_empty() { Vec::new() } else { vec![Block::List(all)] }
}

/// With a capital letter.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// With a full stop.
fn ended(words: &str) -> String {
    if words.ends_with(['.', '!', '?']) { words.to_owned() } else { format!("{words}.") }
}
