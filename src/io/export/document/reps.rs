//! The table of repetitions.

use super::super::limits::rep_range;
use super::super::words;
use super::{Block, Table, exercises_of};
use crate::core::exercise::Exercise;
use crate::core::measure::Unit;
use crate::core::report::{Judgement, MeasureReport, Rep, RepSide, Set, Statement};
use crate::core::time::clock;

/// Names and widths; of a rhythm it is not the hold and the measure that count, and steps are not held.
fn columns(exercises: &[&Exercise]) -> Vec<(&'static str, f32)> {
    let is_rhythm = exercises.iter().all(|exercise| exercise.rhythm().is_some());
    let is_angle = exercises.iter().all(|exercise| exercise.key.measure.unit() == Unit::Deg);
    let [time, size] = match (is_rhythm, is_angle) {
        (true, _) => ["One every", "Range"],
        (false, true) => ["Hold", "Angle at the top"],
        (false, false) => ["Hold", "At the top"],
    };
    let columns = [("No.", 0.5), ("From – to", 1.5), (time, 1.0), (size, 1.5), ("Score", 1.2), ("What was seen", 3.2)];
    columns.into_iter().filter(|(name, _)| *name != time || has_times(exercises)).collect()
}

/// Returns true if a repetition of one of the exercises has a time of its own: a hold or a period.
fn has_times(exercises: &[&Exercise]) -> bool {
    !exercises.iter().all(|exercise| exercise.is_cyclic())
}

pub(super) fn blocks(judgement: &Judgement) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !judgement.reps.is_empty() {
        let caption = "Score in brackets: if every reading of it is off by its stated error.".to_owned();
        let rows = judgement.reps.iter().enumerate().map(|(k, rep)| row(judgement, k, rep)).collect();
        blocks.push(Block::Table(Table { caption: String::new(), columns: columns(&exercises_of(judgement)), rows }));
        blocks.push(Block::Text(caption));
    }
    blocks.extend(efforts(judgement));
    let partial = judgement.partial_reps.iter().map(|it| (it.start_s, it.end_s, &it.why));
    let others = judgement.not_counted.iter().map(|it| (it.start_s, it.end_s, &it.why));
    let mut seen: Vec<(f64, f64, &Statement)> = partial.chain(others).collect();
    seen.sort_by(|a, b| a.0.total_cmp(&b.0));
    if !seen.is_empty() {
        let said = seen.iter().map(|(from, to, why)| format!("{} – {}: {why}", clock(*from), clock(*to)));
        blocks.push(Block::Text("Seen and not counted:".into()));
        blocks.push(Block::List(said.collect()));
    }
    blocks
}

fn row(judgement: &Judgement, k: usize, rep: &Rep) -> Vec<String> {
    let hold = rep.measures.get("hold_s").map(|it| words::reading(it.value, it.error, "s"));
    let period = rep.measures.get("period_s").map(|it| words::reading(it.value, it.error, "s"));
    let range = rep.measures.get("range_of_baseline").map(share);
    let score = rep.score.map_or_else(
        || "not scored".to_owned(),
        |score| match rep_range(rep) {
            Some(range) if 0.5 <= range.high - range.low => {
                format!("{score:.0} ({:.0}–{:.0})", range.low.min(score), range.high.max(score))
            }
            _ => format!("{score:.0}"),
        },
    );
    let mut seen = words::faults(rep);
    if rep.side != RepSide::Both {
        seen = format!("{} {}: {seen}", rep.side, words::limb(&rep.exercise));
    }
    if 1 < exercises_of(judgement).len() {
        seen = format!("{}: {seen}", words::exercise(&rep.exercise));
    }
    let mut row = vec![(k + 1).to_string(), format!("{} – {}", clock(rep.start_s), clock(rep.end_s))];
    if has_times(&exercises_of(judgement)) {
        row.push(period.or(hold).unwrap_or_default());
    }
    row.extend([words::key_reading(rep).or(range).unwrap_or_default(), score, seen]);
    row
}

/// The range of a repetition of a rhythm, which is never told in degrees.
fn share(range: &MeasureReport) -> String {
    format!("{:.0} % ±{:.0}", range.value * 100.0, range.error * 100.0)
}

/// Lists the sets whose exercises ask for a goal, a hold, a cadence or a rhythm.
fn efforts(judgement: &Judgement) -> Option<Block> {
    let lines: Vec<String> = judgement.sets.iter().filter_map(effort).collect();
    (!lines.is_empty()).then_some(Block::List(lines))
}

fn effort(set: &Set) -> Option<String> {
    let mut said: Vec<String> = set.asked_reps().map(|goal| format!("{} of {goal}", set.n_reps)).into_iter().collect();
    said.extend(set.hold.map(|hold| hold.said()));
    said.extend(set.cadence.map(|cadence| cadence.said()));
    if let Some(rhythm) = &set.rhythm {
        said.extend(rhythm.period_s.map(|it| format!("one every {}", words::reading(it.value, it.error, "s"))));
        said.extend(
            rhythm.unevenness.map(|it| format!("periods vary by {:.0} % ±{:.0}", it.value * 100.0, it.error * 100.0)),
        );
    }
    (!said.is_empty()).then(|| format!("{}: {}", words::exercise(&set.exercise), said.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercises::{HIP_BRIDGE, by_name};

    #[test]
    fn steps_alone_have_no_column_of_holds() {
        let names = |exercises: &[&Exercise]| columns(exercises).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        let march = by_name("march").unwrap();
        assert_eq!(names(&[march]), ["No.", "From – to", "At the top", "Score", "What was seen"]);
        assert!(names(&[march, &HIP_BRIDGE]).contains(&"Hold"));
    }
}
