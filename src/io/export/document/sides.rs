//! Both sides of an exercise that was done with each, against each other.

use super::super::words as said;
use super::{Block, Table, exercises_of};
use crate::core::exercise::Exercise;
use crate::core::measure::Unit;
use crate::core::report::{Judgement, MeasureReport, Rep, RepSide};
use crate::io::words::Words;

/// Time of a hold in reports.
const HOLD: &str = "hold_s";

/// A table for every exercise of which each side has a repetition.
pub(super) fn blocks(judgement: &Judgement, words: &'static Words) -> Vec<Block> {
    let tables: Vec<Block> =
        exercises_of(judgement).into_iter().filter_map(|exercise| table(judgement, exercise, words)).collect();
    if tables.is_empty() {
        return tables;
    }
    tables.into_iter().chain([Block::Text(words.side_note.clone())]).collect()
}

fn table(judgement: &Judgement, exercise: &Exercise, words: &'static Words) -> Option<Block> {
    let of = |side: RepSide| -> Vec<&Rep> {
        judgement.reps.iter().filter(|rep| rep.exercise == exercise.id && rep.side == side).collect()
    };
    let sides = [of(RepSide::Left), of(RepSide::Right)];
    if sides.iter().any(Vec::is_empty) {
        return None;
    }
    let number = |reps: &[&Rep]| reps.len().to_string();
    let counted = vec![words.side_reps.clone(), number(&sides[0]), number(&sides[1]), String::new(), String::new()];
    let key = exercise.key.measure;
    let measures = [(key.id, key.unit()), (HOLD, Unit::Secs)];
    let read = measures.into_iter().filter_map(|(id, unit)| row(exercise, (id, unit), &sides, words));
    let columns = [&words.side_measure, &words.side_left, &words.side_right, &words.side_difference];
    let columns = columns.into_iter().map(|name| (name.as_str(), 1.4)).chain([("", 1.6)]).collect();
    let caption = said::sentence(&words.exercise(exercise.id));
    Some(Block::Table(Table { caption, columns, rows: std::iter::once(counted).chain(read).collect() }))
}

/// One measure of both sides; `None` where a side has no reading of it.
fn row(exercise: &Exercise, (id, unit): (&str, Unit), sides: &[Vec<&Rep>; 2], words: &Words) -> Option<Vec<String>> {
    let [left, right] = [median(&sides[0], id)?, median(&sides[1], id)?];
    let error = left.error.hypot(right.error);
    let difference = left.value - right.value;
    let verdict = if error < difference.abs() { &words.side_beyond } else { &words.side_within };
    let reading = |it: MeasureReport| said::reading(words, (it.value, it.error), unit.symbol());
    let name = if id == HOLD { words.hold.clone() } else { words.measure(exercise).to_owned() };
    let difference = MeasureReport { value: difference, error };
    Some(vec![name, reading(left), reading(right), reading(difference), verdict.clone()])
}

/// The reading in the middle, with its own error; of an even number the lower of both.
fn median(reps: &[&Rep], id: &str) -> Option<MeasureReport> {
    let mut all: Vec<MeasureReport> = reps.iter().filter_map(|rep| rep.measures.get(id).copied()).collect();
    all.sort_by(|a, b| a.value.total_cmp(&b.value));
    all.get(all.len().checked_sub(1)? / 2).copied()
}
