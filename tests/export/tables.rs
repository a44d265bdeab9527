//! Tables, read by the `csv` crate, and the JSON by `jsonschema`.

use csv::{ReaderBuilder, StringRecord};
use formcheck::core::report::{SessionReport, StopReport};
use formcheck::io::export::{frames, reps};

use crate::stored::Stored;

/// Names of the columns, and the rows.
pub(crate) fn read(text: &str) -> (StringRecord, Vec<StringRecord>) {
    let mut reader = ReaderBuilder::new().from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    (header, reader.records().map(Result::unwrap).collect())
}

pub(crate) fn column(header: &StringRecord, name: &str) -> usize {
    header.iter().position(|it| it == name).unwrap_or_else(|| panic!("no column {name} in {header:?}"))
}

#[test]
fn each_picture_is_a_row_with_what_was_measured_in_it() {
    let stored = Stored::of("bridge_good_man");
    let reps = &stored.report.judgement.reps;
    let (header, rows) = read(&frames::csv(&stored.series, reps));
    assert_eq!(rows.len(), stored.series.samples.len());
    assert_eq!(header.len(), 6 + 5 + 4 + 3 * 19);
    let [time, rep, angle] = ["time_s", "rep", "near_shoulder_hip_knee_deg"].map(|name| column(&header, name));
    let second = &reps[1];
    let held = rows.iter().filter(|row| {
        let secs: f64 = row[time].parse().unwrap();
        second.peak_start_s <= secs && secs <= second.peak_end_s
    });
    let mut angles: Vec<f64> = held
        .map(|row| {
            assert_eq!(&row[rep], "2");
            row[angle].parse().unwrap()
        })
        .collect();
    angles.sort_by(f64::total_cmp);
    let told = second.measures["shoulder_hip_knee_deg"].value;
    assert!((angles[angles.len() / 2] - told).abs() < 0.5, "the median of the hold is what the report says, {told}°");
}

#[test]
fn what_is_unknown_is_an_empty_cell_with_its_confidence_beside_it() {
    let stored = Stored::of("ktc_single_alternating");
    let (header, rows) = read(&frames::csv(&stored.series, &[]));
    let mut n_partly_hidden = 0;
    for name in header.iter().filter_map(|name| name.strip_suffix("_x_px")) {
        let [x, y, confidence] =
            ["x_px", "y_px", "confidence_0_to_1"].map(|it| column(&header, &format!("{name}_{it}")));
        let n_hidden = rows.iter().filter(|row| row[x].is_empty()).count();
        n_partly_hidden += usize::from(0 < n_hidden && n_hidden < rows.len());
        for row in &rows {
            assert!(row[x].is_empty() == row[y].is_empty() && !row[confidence].is_empty(), "{name}: {row:?}");
            let is_sure = 0.5 <= row[confidence].parse::<f32>().unwrap();
            assert!(is_sure || row[x].is_empty(), "{name} is unsure and has a place: {row:?}");
        }
    }
    assert!(0 < n_partly_hidden, "the test can fail");
    let rep = column(&header, "rep");
    assert!(rows.iter().all(|row| row[rep].is_empty()));
}

#[test]
fn each_repetition_is_a_row_with_its_faults() {
    let stored = Stored::of("bridge_mixed_feet_head_heavy");
    let (header, rows) = read(&reps::csv(&stored.report));
    assert_eq!(rows.len(), stored.report.judgement.reps.len());
    let [score, faults] = ["score", "faults"].map(|name| column(&header, name));
    for (row, rep) in rows.iter().zip(&stored.report.judgement.reps) {
        assert_eq!(row[score].parse::<f64>().ok(), rep.score);
        assert_eq!(row[faults].split_whitespace().count(), rep.findings.len());
    }
}

#[test]
fn the_json_fits_its_schema() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/report.schema.json");
    let schema = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let report = serde_json::to_value(&Stored::of("ktc_head_lifted_old").report).unwrap();
    assert!(validator.is_valid(&report), "{:?}", validator.iter_errors(&report).next());
}

#[test]
fn pain_and_stop_are_handed_on_without_any_repetition_too() {
    let mut stored = Stored::of("rest_breathing_only");
    assert!(stored.report.judgement.reps.is_empty() && stored.report.judgement.partial_reps.is_empty());
    assert_eq!(read(&reps::csv(&stored.report)).1.len(), 0, "of a clip that is nothing to tell");
    let stop = Some(StopReport { reason: "more_pain".into(), at_s: Some(1.5) });
    stored.report.session = Some(SessionReport { pain_before: Some(4), stop, ..SessionReport::default() });
    let (header, rows) = read(&reps::csv(&stored.report));
    let cell = |name: &str| rows[0][column(&header, name)].to_owned();
    assert_eq!((rows.len(), cell("start_s"), cell("pain_before")), (1, String::new(), "4".to_owned()));
    assert_eq!([cell("pain_after"), cell("stop"), cell("partial")], ["", "more_pain", "no repetition was counted"]);
}
