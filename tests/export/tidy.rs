//! The tidy table, the curves and their dictionary.

use std::collections::BTreeSet;

use csv::StringRecord;
use formcheck::core::exercises;
use formcheck::core::report::{NotCounted, RepSide, Statement, WhyNot};
use formcheck::io::export::{curves, dictionary, leg_of, tidy};

use crate::stored::Stored;
use crate::tables::{column, read};

#[test]
fn each_reading_of_each_repetition_is_a_row_with_error_and_unit() {
    let samples = ["bridge_mixed_feet_head_heavy", "ktc_rocking"].map(Stored::of);
    samples.iter().for_each(check_whole);
    let reps = samples.iter().flat_map(|stored| &stored.report.judgement.reps);
    assert!(reps.into_iter().any(|rep| !rep.findings.is_empty()), "the test can fail");
}

/// Every reading of a report has its row.
fn check_whole(stored: &Stored) {
    let reps = &stored.report.judgement.reps;
    let (header, rows) = read(&tidy::csv(&stored.report));
    let cell = |row: &StringRecord, name: &str| row[column(&header, name)].to_owned();
    let of_rep = |number: usize, kind: &str| -> Vec<&StringRecord> {
        let is_it = |row: &&StringRecord| cell(row, "rep") == number.to_string() && cell(row, "kind") == kind;
        rows.iter().filter(is_it).collect()
    };
    for (idx, rep) in reps.iter().enumerate() {
        let measures = of_rep(idx + 1, "measure");
        assert_eq!(measures.len(), rep.measures.len());
        for row in measures {
            let told = rep.measures[&cell(row, "reading")];
            let [value, error] = ["value", "error"].map(|name| cell(row, name).parse::<f64>().ok());
            assert_eq!((value, error), (Some(told.value), Some(told.error)));
            let reading = cell(row, "reading");
            let unit = ["deg", "trunk", "s"].into_iter().find(|unit| reading.ends_with(&format!("_{unit}")));
            assert_eq!(cell(row, "unit"), unit.unwrap_or("ratio"), "{reading}");
        }
        let faults = of_rep(idx + 1, "fault");
        assert_eq!(faults.len(), rep.findings.len() + rep.not_judged.len());
        for row in faults {
            assert!(!cell(row, "note").is_empty() && cell(row, "value").is_empty() == cell(row, "severity").is_empty());
        }
        let score = of_rep(idx + 1, "score")[0];
        assert_eq!(cell(score, "value").parse::<f64>().ok(), rep.score);
        assert_eq!(cell(score, "unit"), "points");
    }
}

#[test]
fn a_movement_that_did_not_count_is_a_row_with_its_reason() {
    let mut stored = Stored::of("bridge_good_man");
    stored.report.judgement.not_counted = vec![NotCounted {
        start_s: 1.5,
        end_s: 2.5,
        exercise: "march".into(),
        side: RepSide::Left,
        reason: WhyNot::TooSmall,
        why: Statement::free("too small, by far"),
    }];
    let (header, rows) = read(&tidy::csv(&stored.report));
    let last = rows.last().unwrap();
    let cells = ["rep", "exercise", "start_s", "end_s", "kind", "reading", "value", "note"]
        .map(|name| &last[column(&header, name)]);
    assert_eq!(cells, ["", "march", "1.5", "2.5", "movement", "not_counted", "", "too small, by far"]);
}

#[test]
fn a_curve_is_the_mean_of_what_was_read_at_each_share_of_the_time() {
    let stored = Stored::of("bridge_good_man");
    let reps = &stored.report.judgement.reps;
    let all = curves::curves(&stored.series, reps);
    let (header, rows) = read(&curves::csv(&all));
    assert_eq!(rows.len(), all.len() * curves::N_POINTS);
    let key = exercises::by_name(&reps[0].exercise).unwrap().key.measure;
    let is_key = |row: &&StringRecord| row[column(&header, "measure")] == *key.id;
    let rows: Vec<&StringRecord> = rows.iter().filter(is_key).collect();
    assert_eq!(rows.len(), 101);
    let number = |row: &StringRecord, name: &str| row[column(&header, name)].parse::<f64>().unwrap();
    // Half-way: the frame that is nearest in time, of each repetition by itself.
    let middle = |rep: &formcheck::core::report::Rep| {
        let (_, pose) = stored.series.nearest(f64::midpoint(rep.start_s, rep.end_s))?;
        key.of(pose?, leg_of(Some(rep), pose?)).map(f64::from)
    };
    let values: Vec<f64> = reps.iter().filter_map(middle).collect();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    assert_eq!((number(rows[50], "percent"), number(rows[50], "n_reps")), (50.0, reps.len() as f64));
    assert!((number(rows[50], "mean") - mean).abs() < 1.0, "{} and {mean}", number(rows[50], "mean"));
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    let sd = (squares / (values.len() - 1) as f64).sqrt();
    assert!((number(rows[50], "sd") - sd).abs() < 1.0, "{} and {sd}", number(rows[50], "sd"));
    // A bridge rises from rest and comes back to it.
    assert!(number(rows[0], "mean") + 20.0 < mean && number(rows[100], "mean") + 20.0 < mean);
}

#[test]
fn sides_have_curves_of_their_own_and_a_hidden_repetition_is_not_counted_in() {
    let mut stored = Stored::of("ktc_single_alternating");
    let reps = stored.report.judgement.reps.clone();
    let sides: BTreeSet<&str> = reps.iter().map(|rep| rep.side.as_str()).collect();
    let all = curves::curves(&stored.series, &reps);
    let found: BTreeSet<&str> = all.iter().map(|curve| curve.side.as_str()).collect();
    assert!(1 < sides.len() && sides == found, "{sides:?} and {found:?}");
    let n_before = all[0].points[50].n_reps;
    let hidden = reps.iter().find(|rep| rep.side == all[0].side).unwrap();
    for (sample, pose) in stored.series.samples.iter().zip(&mut stored.series.poses) {
        if hidden.start_s <= sample.at.secs() && sample.at.secs() <= hidden.end_s {
            *pose = None;
        }
    }
    assert_eq!(curves::curves(&stored.series, &reps)[0].points[50].n_reps, n_before - 1);
}

#[test]
fn the_dictionary_explains_every_reading_that_occurs() {
    let (_, entries) = read(&dictionary::csv());
    let known: BTreeSet<String> = entries.iter().map(|entry| format!("{}:{}", &entry[0], &entry[1])).collect();
    assert!(entries.iter().all(|entry| !entry[3].is_empty()));
    let mut n_seen = 0;
    for sample in ["bridge_mixed_feet_head_heavy", "ktc_rocking", "tilt_uneven_woman"] {
        let (header, rows) = read(&tidy::csv(&Stored::of(sample).report));
        assert!(header.iter().all(|name| known.contains(&format!("readings:{name}"))));
        let [reading, kind] = ["reading", "kind"].map(|name| column(&header, name));
        for row in rows.iter().filter(|row| &row[kind] != "movement") {
            n_seen += 1;
            assert!(known.contains(&format!("reading:{}", &row[reading])), "{sample}: {}", &row[reading]);
        }
    }
    assert!(20 < n_seen, "the test can fail");
}
