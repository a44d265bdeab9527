//! Why the score is what it is, and what it is silent on.

use std::collections::BTreeMap;

use super::super::limits::by_fault;
use super::super::words::{self as said, sentence};
use super::{Block, Table};
use crate::core::report::{Finding, Judgement};
use crate::io::words::{Words, fill};

/// One table for each fault that was found, the dearest first.
pub(super) fn blocks(judgement: &Judgement, words: &'static Words) -> Vec<Block> {
    let groups = by_fault(judgement);
    if groups.is_empty() {
        return judgement.score.map(|_| vec![Block::Text(words.no_fault.clone())]).unwrap_or_default();
    }
    let mut blocks = vec![Block::Text(words.how_scored.clone())];
    for group in groups {
        let Some((rep, first)) = group.first() else { continue };
        let exercise = exercise_of(judgement, *rep);
        let cue = words.cue(exercise, first);
        let caption = format!("{}: {cue}", sentence(&words.fault(exercise, &first.fault)));
        let rows = group.iter().map(|(rep, finding)| row(*rep, finding, (exercise, words))).collect();
        blocks.push(Block::Table(Table { caption, columns: columns(words), rows }));
        let source = words.source_of(exercise, &first.fault, &first.source);
        blocks.push(Block::Text(fill(&words.source, &[("source", &source)])));
    }
    blocks
}

fn columns(words: &'static Words) -> Vec<(&'static str, f32)> {
    let names = [&words.rep_head, &words.read_head, &words.limit_head, &words.cost_head];
    names.into_iter().map(String::as_str).zip([1.0, 1.6, 2.2, 1.0]).collect()
}

/// The exercise of a repetition, by its number, or of the first set.
fn exercise_of(judgement: &Judgement, rep: Option<usize>) -> &str {
    let of_rep = rep.and_then(|rep| judgement.reps.get(rep.checked_sub(1)?)).map(|rep| rep.exercise.as_str());
    let of_set = || judgement.sets.first().map(|set| set.exercise.as_str());
    of_rep.or_else(of_set).unwrap_or(&judgement.exercise)
}

fn row(rep: Option<usize>, finding: &Finding, (exercise, words): (&str, &Words)) -> Vec<String> {
    let unit = finding.unit.symbol();
    let share = said::share_of(exercise, &finding.fault, words);
    vec![
        rep.map_or_else(|| words.whole_set.clone(), |rep| rep.to_string()),
        said::reading(words, (finding.reading, finding.error), unit),
        said::limit(words, finding.limit, (unit, share)),
        fill(&words.points, &[("n", &format!("{:.0}", finding.cost))]),
    ]
}

/// What could not be judged, with the reason, and what the reader should know.
pub(super) fn not_judged(judgement: &Judgement, missing: &[String], words: &Words) -> Vec<Block> {
    let mut reps_by_reason: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for (k, rep) in judgement.reps.iter().enumerate() {
        for entry in &rep.not_judged {
            let reason = (words.fault(&rep.exercise, &entry.fault), words.say(&entry.why));
            reps_by_reason.entry(reason).or_default().push((k + 1).to_string());
        }
    }
    let n_reps = judgement.reps.len();
    let of_reps = reps_by_reason.into_iter().map(|((fault, why), reps)| {
        let which = if reps.len() == n_reps {
            words.in_every.clone()
        } else {
            fill(&words.in_some, &[("reps", &reps.join(", "))])
        };
        format!("{} {which}: {why}", sentence(&fault))
    });
    let of_sets = exercise_of(judgement, None);
    let of_set = |fault: &str, why| format!("{}: {}", sentence(&words.fault(of_sets, fault)), words.say(why));
    let of_set = judgement.not_judged.iter().map(|it| of_set(&it.fault, &it.why));
    let seen = (judgement.coverage < 0.99)
        .then(|| fill(&words.coverage, &[("n", &format!("{:.0}", judgement.coverage * 100.0))]));
    let said = judgement.view.warnings.iter().chain(judgement.notes_to_read()).map(|note| words.say(note));
    let notes = said.chain(missing.iter().cloned()).map(|said| sentence(&said));
    let all: Vec<String> = of_reps.chain(of_set).chain(seen).chain(notes).map(|said| ended(&said)).collect();
    if all.is_empty() { Vec::new() } else { vec![Block::List(all)] }
}

/// With a full stop.
fn ended(words: &str) -> String {
    if words.ends_with(['.', '!', '?']) { words.to_owned() } else { format!("{words}.") }
}
