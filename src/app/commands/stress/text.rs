//! The tables of the stress run for people, in Markdown: every value of every change, then how far each may go.

use std::fmt::Write as _;

use super::StressReport;
use crate::app::bench::stress::{Effect, Range};

/// Both tables.
pub(super) fn report(report: &StressReport) -> String {
    let mut text = format!("{} clips", report.clips.len());
    if !report.clips_followed_anew.is_empty() {
        let _infallible = write!(text, ", pictures of {}", report.clips_followed_anew.join(", "));
    }
    text.push_str(".\n\n");
    push_effects(&mut text, &report.effects);
    text.push('\n');
    push_ranges(&mut text, &report.ranges);
    text
}

const EFFECT_COLUMNS: [&str; 15] = [
    "change",
    "value",
    "limits",
    "exercise",
    "exact counts",
    "refused",
    "partial",
    "false reps",
    "faults F1",
    "wrong",
    "missed",
    "not judged",
    "ends p95 s",
    "yaw read",
    "person read",
];

fn push_effects(text: &mut String, effects: &[Effect]) {
    let mut rows = vec![EFFECT_COLUMNS.map(str::to_owned).to_vec()];
    rows.extend(effects.iter().map(effect_cells));
    push_table(text, &rows);
}

fn effect_cells(effect: &Effect) -> Vec<String> {
    let number =
        |value: Option<f64>, digits: usize| value.map_or_else(|| "–".into(), |value| format!("{value:.digits$}"));
    let faults = effect.faults;
    let cells = faults.right + faults.wrong + faults.missed + faults.absent + faults.not_judged;
    vec![
        effect.change.clone(),
        effect.value.to_string(),
        on_off(effect.with_limits).into(),
        effect.exercise.clone(),
        marked(number(effect.exact, 2), effect.counts_hold()),
        format!("{}/{}", effect.refused, effect.runs),
        effect.partial.to_string(),
        effect.false_reps.to_string(),
        marked(number(faults.f1, 3), effect.faults_hold()),
        faults.wrong.to_string(),
        faults.missed.to_string(),
        format!("{}/{cells}", faults.not_judged),
        number(effect.ends_p95_s, 2),
        number(effect.yaw_read_deg, 1),
        number(effect.person_read_px, 0),
    ]
}

/// What does not hold is told by a sign, not by a number that must be compared.
fn marked(number: String, holds: Option<bool>) -> String {
    match holds {
        Some(true) => number,
        Some(false) => format!("{number} ✗"),
        None => "–".into(),
    }
}

const fn on_off(with_limits: bool) -> &'static str {
    if with_limits { "on" } else { "off" }
}

fn push_ranges(text: &mut String, ranges: &[Range]) {
    let columns =
        ["change", "exercise", "limits", "unchanged", "counts hold", "faults hold", "tried", "limit in the program"];
    let mut rows = vec![columns.map(str::to_owned).to_vec()];
    rows.extend(ranges.iter().map(|range| {
        let span = |span: Option<[f64; 2]>| {
            span.map_or_else(|| "nowhere".into(), |[first, last]| with_unit(&between(first, last), &range.unit))
        };
        vec![
            range.change.clone(),
            range.exercise.clone(),
            on_off(range.with_limits).into(),
            with_unit(&range.unchanged.to_string(), &range.unit),
            span(range.counts_hold),
            span(range.faults_hold),
            span(Some(range.tried)),
            range.limit.clone(),
        ]
    }));
    push_table(text, &rows);
}

fn between(first: f64, last: f64) -> String {
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}

fn with_unit(number: &str, unit: &str) -> String {
    if unit.is_empty() { number.to_owned() } else { format!("{number} {unit}") }
}

/// A table in Markdown, with its columns below one another.
fn push_table(text: &mut String, rows: &[Vec<String>]) {
    let n_columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..n_columns).map(|column| width(column).unwrap_or(0)).collect();
    for (idx, row) in rows.iter().enumerate() {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        let _infallible = writeln!(text, "| {} |", cells.collect::<Vec<_>>().join(" | "));
        if idx == 0 {
            let rules = widths.iter().map(|width| "-".repeat(*width));
            let _infallible = writeln!(text, "| {} |", rules.collect::<Vec<_>>().join(" | "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_its_columns_below_one_another() {
        let mut text = String::new();
        push_table(&mut text, &[vec!["a".into(), "long".into()], vec!["≤ 25".into(), "b".into()]]);
        assert_eq!(text, "| a    | long |\n| ---- | ---- |\n| ≤ 25 | b    |\n");
    }
}
