//! The report as CSV: one row per repetition, partial ones too, units in the header.

use super::table::line;
use crate::report::{MeasureReport, PartialRep, Rep, Report};

const N_COLUMNS: usize = 20;
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
];

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
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, row)| line(&row)).collect()
}

fn rep_row(report: &Report, rep: &Rep) -> [String; N_COLUMNS] {
    let measure = |name: &str, of: fn(&MeasureReport) -> f64| {
        rep.measures.get(name).map(|measure| of(measure).to_string()).unwrap_or_default()
    };
    let fault = |finding: &crate::report::Finding| format!("{}={}", finding.fault, finding.severity);
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
    ]
}

fn partial_row(report: &Report, rep: &PartialRep) -> [String; N_COLUMNS] {
    let mut row: [String; N_COLUMNS] = Default::default();
    let filled = [(0, report.video.clone()), (1, report.judgement.exercise.clone())];
    let times = [(6, rep.start_s.to_string()), (9, rep.end_s.to_string()), (N_COLUMNS - 1, rep.why.clone())];
    for (column, value) in filled.into_iter().chain(times) {
        if let Some(cell) = row.get_mut(column) {
            *cell = value;
        }
    }
    row
}
