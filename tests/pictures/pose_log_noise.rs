//! Damage of any kind to a pose log ends in a judgement or an error that names the line: never in a panic or a hang.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::cell::Cell;
use std::fs::File;
use std::io::Cursor;

use formcheck::core::exercises::HIP_BRIDGE;
use formcheck::core::judge::Judge;
use formcheck::core::report::Judgement;
use formcheck::io::recording::{LogError, LogReader};
use proptest::prelude::{Strategy as _, any, prop_oneof};

use crate::damage::{damaged, try_cases, try_cases_of};
use crate::pose_log::pose_log;

/// A stored pose log as text.
fn text() -> String {
    let file = File::open(pose_log("bridge_short_hold")).unwrap();
    String::from_utf8(zstd::stream::decode_all(file).unwrap()).unwrap()
}

/// Judges a log to its end or first error, with that error.
fn judge(bytes: Vec<u8>) -> Result<(Judgement, Option<LogError>), LogError> {
    let mut reader = LogReader::new(Cursor::new(bytes))?;
    let mut judge = Judge::new(&HIP_BRIDGE, reader.header().stream);
    let mut last = None;
    let damage = loop {
        let sample = match reader.next_sample() {
            Ok(Some(sample)) => sample,
            Ok(None) => break None,
            Err(error) => break Some(error),
        };
        assert!(last < Some(sample.at), "samples go back in time");
        last = Some(sample.at);
        judge.push(&sample);
    };
    reader.warnings().iter().for_each(|warning| assert!(!warning.is_empty()));
    Ok((judge.finish(), damage))
}

fn is_one_sentence(error: &LogError) {
    let said = error.to_string();
    assert!(said.contains("; ") && said.lines().count() == 1, "{said}");
}

/// Checks that whatever came in, what comes out makes sense; returns true if it was a judgement, of a part perhaps.
fn survives(bytes: Vec<u8>) -> bool {
    let (judgement, damage) = match judge(bytes) {
        Ok(judged) => judged,
        Err(error) => {
            is_one_sentence(&error);
            return false;
        }
    };
    damage.iter().for_each(is_one_sentence);
    for rep in &judgement.reps {
        let times = [rep.start_s, rep.peak_start_s, rep.peak_end_s, rep.end_s];
        assert!(times.is_sorted() && times.iter().all(|time| time.is_finite()), "{times:?}");
        assert!(rep.score.is_none_or(|score| (0.0..=100.0).contains(&score)), "{:?}", rep.score);
        assert!(rep.measures.values().all(|m| m.value.is_finite() && m.error.is_finite()), "{:?}", rep.measures);
    }
    assert!((0.0..=1.0).contains(&judgement.coverage));
    assert!(judgement.refusal.is_some() || !judgement.reps.is_empty());
    true
}

#[test]
fn the_whole_log_is_judged() {
    let (judgement, damage) = judge(text().into_bytes()).unwrap();
    assert_eq!((judgement.reps.len(), damage.is_none()), (4, true));
}

#[test]
fn damaged_text_never_panics() {
    let whole = text();
    // The first repetition only: shorter logs are tried more often.
    let part: String = whole.split_inclusive('\n').take(60).collect();
    try_cases_and_judge_some(part.as_bytes());
}

#[test]
fn a_damaged_compressed_log_never_panics() {
    let whole = zstd::encode_all(text().as_bytes(), 3).unwrap();
    try_cases_and_judge_some(&whole);
}

/// Damages a log three hundred times. A reader that refuses everything would never panic.
fn try_cases_and_judge_some(whole: &[u8]) {
    let n_judged = Cell::new(0);
    try_cases(300, |damages| n_judged.set(n_judged.get() + u32::from(survives(damaged(whole, damages)))));
    assert!(10 < n_judged.get(), "only {} cases came as far as the rules", n_judged.get());
}

/// Lines that are no damage to the format and nonsense all the same: extreme numbers in the places of numbers.
#[test]
fn nonsense_in_valid_lines_never_panics() {
    let lines: Vec<String> = text().lines().map(str::to_owned).collect();
    let extreme = prop_oneof![any::<i64>(), any::<i32>().prop_map(i64::from), any::<i8>().prop_map(i64::from)];
    let one = (0.0..1.0_f64, 0.0..1.0_f64, extreme);
    let n_judged = Cell::new(0);
    try_cases_of(proptest::collection::vec(one, 1..12), 300, |changes| {
        let mut lines = lines.clone();
        for (line, place, number) in changes {
            let idx = (line * lines.len() as f64) as usize;
            let line = &mut lines[idx];
            *line = with_number(line, place, number);
        }
        n_judged.set(n_judged.get() + u32::from(survives(lines.join("\n").into_bytes())));
    });
    assert!(30 < n_judged.get(), "only {} cases came as far as the rules", n_judged.get());
}

/// The line with another number in place of one of its own.
fn with_number(line: &str, place: f64, number: i64) -> String {
    let is_digit = |c: char| c.is_ascii_digit() || c == '-';
    let numbers: Vec<(usize, &str)> = line.match_indices(is_digit).collect();
    let starts: Vec<usize> =
        numbers.iter().map(|(at, _)| *at).filter(|at| *at == 0 || !line[..*at].ends_with(is_digit)).collect();
    let Some(start) = starts.get((place * starts.len() as f64) as usize) else { return line.to_owned() };
    let rest = line[*start..].trim_start_matches(is_digit);
    format!("{}{number}{rest}", &line[..*start])
}
