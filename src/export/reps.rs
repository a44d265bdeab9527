//! The report as CSV: one row per repetition, partial ones too, units in the header.

use super::table::line;
use crate::report::{MeasureReport, PartialRep, Rep, Report};

const N_COLUMNS: usize = 25;
const COLUMNS: [&str; N_COLUMNS] = [
    "video",
    "exercise",
    "confidence",
    "set",
    "side",
    "variant",
    "start_s",
    "peak_start_s",
    "peak_end_s",
    "end_s",
    "score",
    "shoulder_hip_knee_deg",
    "shoulder_hip_knee_error_deg",
    "knee_deg",
    "knee_error_deg",
    "thigh_to_trunk_deg",
    "thigh_to_trunk_error_deg",
    "faults",
    "not_judged",
    "partial",
    "recorded_at",
    "pain_before",
    "pain_after",
    "new_symptoms",
    "stop",
];
/// Where a repetition says why it does not count.
const PARTIAL: usize = 19;

/// The whole table.
pub fn csv(report: &Report) -> String {
    [header(), rows(report)].concat()
}

/// The line that names the columns.
pub fn header() -> String {
    line(&COLUMNS.map(str::to_owned))
}

/// One line per repetition, in order of time.
pub fn rows(report: &Report) -> String {
    let judgement = &report.judgement;
    let reps = judgement.reps.iter().map(|rep| (rep.start_s, rep_row(report, rep)));
    let partial = judgement.partial_reps.iter().map(|rep| (rep.start_s, partial_row(report, rep)));
    let mut rows: Vec<_> = reps.chain(partial).collect();
    if rows.is_empty() && report.session.is_some() {
        // Pain and stop are handed on without any repetition, too.
        let why = "no repetition was counted".to_owned();
        rows.push((0.0, filled(report, [(1, judgement.exercise.clone()), (PARTIAL, why)])));
    }
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, row)| line(&row)).collect()
}

fn rep_row(report: &Report, rep: &Rep) -> [String; N_COLUMNS] {
    let measure = |name: &str, of: fn(&MeasureReport) -> f64| {
        rep.measures.get(name).map(|measure| of(measure).to_string()).unwrap_or_default()
    };
    let fault = |finding: &crate::report::Finding| format!("{}={}", finding.fault, finding.severity);
    let [recorded_at, pain_before, pain_after, new_symptoms, stop] = told(report);
    [
        report.video.clone(),
        rep.exercise.clone(),
        rep.confidence.to_string(),
        rep.set.to_string(),
        rep.side.clone(),
        rep.variant.clone(),
        rep.start_s.to_string(),
        rep.peak_start_s.to_string(),
        rep.peak_end_s.to_string(),
        rep.end_s.to_string(),
        rep.score.map(|score| score.to_string()).unwrap_or_default(),
        measure("shoulder_hip_knee_deg", |m| m.value),
        measure("shoulder_hip_knee_deg", |m| m.error),
        measure("knee_deg", |m| m.value),
        measure("knee_deg", |m| m.error),
        measure("thigh_to_trunk_deg", |m| m.value),
        measure("thigh_to_trunk_deg", |m| m.error),
        rep.findings.iter().map(fault).collect::<Vec<_>>().join(" "),
        rep.not_judged.iter().map(|entry| entry.fault.clone()).collect::<Vec<_>>().join(" "),
        String::new(),
        recorded_at,
        pain_before,
        pain_after,
        new_symptoms,
        stop,
    ]
}

/// When it was, pain, what is new, and the stop: the same in every row.
fn told(report: &Report) -> [String; 5] {
    let recorded_at = report.recorded_at.clone().unwrap_or_default();
    let told = report.session.clone().unwrap_or_default();
    let rating = |pain: Option<u8>| pain.map(|pain| pain.to_string()).unwrap_or_default();
    let stop = told.stop.map(|stop| stop.reason).unwrap_or_default();
    [recorded_at, rating(told.pain_before), rating(told.pain_after), told.new_symptoms.join(" "), stop]
}

fn partial_row(report: &Report, rep: &PartialRep) -> [String; N_COLUMNS] {
    let exercise = report.judgement.exercise.clone();
    let times = [(6, rep.start_s.to_string()), (9, rep.end_s.to_string())];
    filled(report, [(1, exercise), (PARTIAL, rep.why.clone())].into_iter().chain(times))
}

/// A row of these cells, and of what is the same in all.
fn filled(report: &Report, cells: impl IntoIterator<Item = (usize, String)>) -> [String; N_COLUMNS] {
    let mut row: [String; N_COLUMNS] = Default::default();
    let told = (PARTIAL + 1..).zip(told(report));
    for (column, value) in [(0, report.video.clone())].into_iter().chain(told).chain(cells) {
        if let Some(cell) = row.get_mut(column) {
            *cell = value;
        }
    }
    row
}
