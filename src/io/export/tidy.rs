//! The report as a tidy table: one row per repetition and reading, with error and unit.

use super::limits::rep_range;
use super::table::line;
use crate::core::exercise::SPAN_ERROR_SECS;
use crate::core::exercises;
use crate::core::measure::{Measure, Unit};
use crate::core::report::{Finding, NotJudged, Rep, Report};

/// Columns, described in [`super::dictionary`].
pub(super) const COLUMNS: [&str; 16] = [
    "video",
    "recorded_at",
    "rep",
    "set",
    "exercise",
    "side",
    "variant",
    "start_s",
    "end_s",
    "kind",
    "reading",
    "value",
    "error",
    "unit",
    "severity",
    "note",
];

/// Returns the whole table: readings of each repetition, then movements that did not count.
pub fn csv(report: &Report) -> String {
    let judgement = &report.judgement;
    let mut rows = vec![COLUMNS.map(str::to_owned)];
    for (idx, rep) in judgement.reps.iter().enumerate() {
        rows.extend(of_rep(rep).into_iter().map(|reading| row(report, Some((idx + 1, rep)), reading)));
    }
    for partial in &judgement.partial_reps {
        rows.push(movement(
            report,
            [partial.start_s, partial.end_s],
            ("partial", &judgement.exercise, &partial.why.text),
        ));
    }
    for other in &judgement.not_counted {
        rows.push(movement(report, [other.start_s, other.end_s], ("not_counted", &other.exercise, &other.why.text)));
    }
    rows.iter().map(|row| line(row)).collect()
}

/// Last columns of a row, from `kind` on.
type Cells = [String; 7];

/// Everything that was read of a repetition; unknown is an empty cell, with the reason in `note`.
fn of_rep(rep: &Rep) -> Vec<Cells> {
    let error = rep.score.zip(rep_range(rep)).map(|(score, range)| (range.high - score).max(score - range.low));
    let mut rows = vec![
        cells(["score", "score", "points"], rep.score, error),
        cells(["time", "duration_s", "s"], Some(rounded(rep.end_s - rep.start_s)), Some(SPAN_ERROR_SECS.into())),
    ];
    for (id, measure) in &rep.measures {
        rows.push(cells(["measure", id, unit_of(id)], Some(measure.value), Some(measure.error)));
    }
    for Finding { fault, reading, error, unit, severity, cue, .. } in &rep.findings {
        let mut row = cells(["fault", fault, unit.symbol()], Some(*reading), Some(*error));
        let [.., severity_cell, note] = &mut row;
        (*severity_cell, *note) = (severity.to_string(), cue.clone());
        rows.push(row);
    }
    for NotJudged { fault, why } in &rep.not_judged {
        let mut row = cells(["fault", fault, ""], None, None);
        let [.., note] = &mut row;
        note.clone_from(&why.text);
        rows.push(row);
    }
    rows
}

fn cells([kind, reading, unit]: [&str; 3], value: Option<f64>, error: Option<f64>) -> Cells {
    let number = |number: Option<f64>| number.map(|it| rounded(it).to_string()).unwrap_or_default();
    [kind.into(), reading.into(), number(value), number(error), unit.into(), String::new(), String::new()]
}

/// Thousandths, as in the report.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn row(report: &Report, rep: Option<(usize, &Rep)>, cells: Cells) -> [String; 16] {
    let of = |text: fn(&Rep) -> String| rep.map(|(_, rep)| text(rep)).unwrap_or_default();
    let [kind, reading, value, error, unit, severity, note] = cells;
    [
        report.video.clone(),
        report.recorded_at.clone().unwrap_or_default(),
        rep.map(|(number, _)| number.to_string()).unwrap_or_default(),
        of(|rep| rep.set.to_string()),
        of(|rep| rep.exercise.clone()),
        of(|rep| rep.side.to_string()),
        of(|rep| rep.variant.clone()),
        of(|rep| rep.start_s.to_string()),
        of(|rep| rep.end_s.to_string()),
        kind,
        reading,
        value,
        error,
        unit,
        severity,
        note,
    ]
}

/// A movement without readings.
fn movement(report: &Report, [start_s, end_s]: [f64; 2], (what, exercise, why): (&str, &str, &str)) -> [String; 16] {
    let mut cells = row(report, None, cells(["movement", what, ""], None, None));
    let [_, _, _, _, exercise_cell, _, _, start, end, .., note] = &mut cells;
    (*exercise_cell, *start, *end, *note) = (exercise.into(), start_s.to_string(), end_s.to_string(), why.into());
    cells
}

/// Returns the unit of a reading: that of the measure, else the ending of its name; a ratio has none.
pub(super) fn unit_of(id: &str) -> &'static str {
    let measures = exercises::all().into_iter().flat_map(|exercise| exercise.measures);
    let known = measures.into_iter().find(|measure| measure.id == id).map(Measure::unit);
    let by_ending = |unit: &Unit| id.strip_suffix(unit.symbol()).is_some_and(|name| name.ends_with('_'));
    let named = || [Unit::Deg, Unit::Bodies, Unit::Secs].into_iter().find(by_ending);
    known.or_else(named).unwrap_or(Unit::Ratio).symbol()
}
