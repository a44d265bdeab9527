//! The table of repetitions.

use super::super::limits::rep_range;
use super::super::words as said;
use super::{Block, Table, exercises_of};
use crate::core::exercise::Exercise;
use crate::core::measure::Unit;
use crate::core::report::{Judgement, MeasureReport, Rep, RepSide, Set, Statement};
use crate::io::words::Words;

/// Names and widths; of a rhythm it is not the hold and the measure that count, and steps are not held.
fn columns(exercises: &[&Exercise], words: &'static Words) -> Vec<(&'static str, f32)> {
    let is_rhythm = exercises.iter().all(|exercise| exercise.rhythm().is_some());
    let is_angle = exercises.iter().all(|exercise| exercise.key.measure.unit() == Unit::Deg);
    let [time, size] = match (is_rhythm, is_angle) {
        (true, _) => [&words.period, &words.range_of],
        (false, true) => [&words.hold, &words.angle_at_top],
        (false, false) => [&words.hold, &words.at_top],
    };
    let columns = [
        (&words.number, 0.5),
        (&words.span, 1.5),
        (time, 1.0),
        (size, 1.5),
        (&words.score_head, 1.2),
        (&words.seen, 3.2),
    ];
    let columns = columns.into_iter().filter(|(name, _)| *name != time || has_times(exercises));
    columns.map(|(name, share)| (name.as_str(), share)).collect()
}

/// Returns true if a repetition of one of the exercises has a time of its own: a hold or a period.
fn has_times(exercises: &[&Exercise]) -> bool {
    !exercises.iter().all(|exercise| exercise.is_cyclic())
}

pub(super) fn blocks(judgement: &Judgement, words: &'static Words) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !judgement.reps.is_empty() {
        let rows = judgement.reps.iter().enumerate().map(|(k, rep)| row(judgement, (k, rep), words)).collect();
        let columns = columns(&exercises_of(judgement), words);
        blocks.push(Block::Table(Table { caption: String::new(), columns, rows }));
        blocks.push(Block::Text(words.brackets.clone()));
    }
    blocks.extend(efforts(judgement, words));
    let partial = judgement.partial_reps.iter().map(|it| (it.start_s, it.end_s, &it.why));
    let others = judgement.not_counted.iter().map(|it| (it.start_s, it.end_s, &it.why));
    let mut seen: Vec<(f64, f64, &Statement)> = partial.chain(others).collect();
    seen.sort_by(|a, b| a.0.total_cmp(&b.0));
    if !seen.is_empty() {
        let said = |(from, to, why): &(f64, f64, &Statement)| {
            format!("{} – {}: {}", words.clock(*from), words.clock(*to), words.say(why))
        };
        let said = seen.iter().map(said);
        blocks.push(Block::Text(words.seen_not_counted.clone()));
        blocks.push(Block::List(said.collect()));
    }
    blocks
}

fn row(judgement: &Judgement, (k, rep): (usize, &Rep), words: &Words) -> Vec<String> {
    let secs = |id: &str| rep.measures.get(id).map(|it| said::reading(words, (it.value, it.error), "s"));
    let (hold, period) = (secs("hold_s"), secs("period_s"));
    let range = rep.measures.get("range_of_baseline").map(share);
    let score = rep.score.map_or_else(
        || words.rep_not_scored.clone(),
        |score| match rep_range(rep) {
            Some(range) if 0.5 <= range.high - range.low => {
                format!("{score:.0} ({:.0}–{:.0})", range.low.min(score), range.high.max(score))
            }
            _ => format!("{score:.0}"),
        },
    );
    let mut seen = said::faults(rep, words);
    if rep.side != RepSide::Both {
        seen = format!("{}: {seen}", said::side(rep, words));
    }
    if 1 < exercises_of(judgement).len() {
        seen = format!("{}: {seen}", words.exercise(&rep.exercise));
    }
    let mut row = vec![(k + 1).to_string(), format!("{} – {}", words.clock(rep.start_s), words.clock(rep.end_s))];
    if has_times(&exercises_of(judgement)) {
        row.push(period.or(hold).unwrap_or_default());
    }
    row.extend([said::key_reading(rep, words).or(range).unwrap_or_default(), score, seen]);
    row
}

/// The range of a repetition of a rhythm, which is never told in degrees.
fn share(range: &MeasureReport) -> String {
    format!("{:.0} % ±{:.0}", range.value * 100.0, range.error * 100.0)
}

/// Lists the sets whose exercises ask for a goal, a hold, a cadence or a rhythm.
fn efforts(judgement: &Judgement, words: &Words) -> Option<Block> {
    let lines: Vec<String> = judgement.sets.iter().filter_map(|set| effort(set, words)).collect();
    (!lines.is_empty()).then_some(Block::List(lines))
}

fn effort(set: &Set, words: &Words) -> Option<String> {
    let said = words.effort(set);
    (!said.is_empty()).then(|| format!("{}: {}", words.exercise(&set.exercise), said.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercises::{HIP_BRIDGE, by_name};

    #[test]
    fn steps_alone_have_no_column_of_holds() {
        let words = Words::english();
        let names =
            |exercises: &[&Exercise]| columns(exercises, words).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        let march = by_name("march").unwrap();
        assert_eq!(names(&[march]), ["No.", "From – to", "At the top", "Score", "What was seen"]);
        assert!(names(&[march, &HIP_BRIDGE]).contains(&"Hold"));
    }
}
