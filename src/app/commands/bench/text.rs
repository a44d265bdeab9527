//! What was measured, as tables for people.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::app::bench::{BenchReport, ClipReport, Confusion, FaultScore, Negatives, Shown, Summary};

/// All tables.
pub(super) fn report(report: &BenchReport) -> String {
    let mut text = format!("{} model, {}; rules {}.\n", report.model, report.backends.join(", "), report.rules_version);
    push_clips(&mut text, &report.clips);
    for summary in &report.summaries {
        push_summary(&mut text, summary);
    }
    for (origin, confusion) in &report.auto {
        push_confusion(&mut text, origin.name(), confusion);
    }
    if !report.unknown.is_empty() {
        let names: Vec<String> = report.unknown.iter().map(|(name, n)| format!("{name} ×{n}")).collect();
        push(&mut text, format_args!("\nNot known today, whatever is found in them is wrong: {}", names.join(", ")));
    }
    if !report.unlabelled.is_empty() {
        push(&mut text, format_args!("\nWithout a label, left out: {}", report.unlabelled.join(", ")));
    }
    text
}

fn push(text: &mut String, line: std::fmt::Arguments<'_>) {
    let _infallible = writeln!(text, "{line}");
}

fn push_clips(text: &mut String, clips: &[ClipReport]) {
    let width = clips.iter().map(|clip| clip.clip.chars().count()).max().unwrap_or_default();
    let head = "source    exercise       found/label  ends s  hold s  cover  frames/s  faults";
    push(text, format_args!("\n{:width$}  {head}", "clip"));
    for clip in clips {
        let source = clip.source.name();
        let counts = format!("{}/{}{}", clip.found, clip.labelled, if clip.exact { "" } else { " !" });
        let line = format_args!(
            "{:width$}  {source:<8}  {:<13}  {counts:<11}  {:>6}  {:>6}  {:>5.2}  {:>8}  {}",
            clip.clip,
            clip.exercise,
            number(clip.ends_mae_s, 2),
            number(clip.hold_mae_s, 2),
            clip.coverage,
            number(clip.fps, 0),
            faults(clip),
        );
        push(text, line);
    }
}

fn number(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.digits$}"))
}

fn faults(clip: &ClipReport) -> String {
    let refused = clip.refusal.map(|reason| {
        let reason = serde_json::to_value(reason).unwrap_or_default();
        format!("refused: {}", reason.as_str().unwrap_or_default())
    });
    let partial = (0 < clip.partial).then(|| format!("{} partly seen", clip.partial));
    let list = |what: &str, counts: &BTreeMap<String, usize>| {
        let names: Vec<_> = counts.iter().map(|(fault, n)| format!("{fault} ×{n}")).collect();
        (!names.is_empty()).then(|| format!("{what}{}", names.join(", ")))
    };
    let said = [
        refused,
        partial,
        list("", &clip.right),
        list("WRONG ", &clip.wrong),
        list("MISSED ", &clip.missed),
        list("not judged ", &clip.not_judged),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    if said.is_empty() { "–".to_owned() } else { said.join("; ") }
}

fn push_summary(text: &mut String, summary: &Summary) {
    push(text, format_args!("\n{}, {} clips", summary.exercise, summary.origin.name()));
    if let Some(shown) = &summary.shown {
        push_shown(text, shown);
        push_faults(text, shown);
        push_angles(text, shown);
    }
    if let Some(Negatives { clips, minutes, false_reps, per_minute }) = summary.negatives {
        let line = format_args!(
            "  in {clips} clips of something else ({minutes:.1} min): {false_reps} false repetitions, {per_minute:.2} per minute"
        );
        push(text, line);
    }
}

fn push_shown(text: &mut String, shown: &Shown) {
    let Shown { found, labelled, clips, exact, off_by_one, count_mae, .. } = shown;
    let counts = format_args!(
        "  repetitions  {found} of {labelled} in {clips} clips; exact {:.0} %, off by at most one {:.0} %, mean error {count_mae:.2}",
        exact * 100.0,
        off_by_one * 100.0
    );
    push(text, counts);
    if let Some(mean) = shown.ends_mae_s {
        let times = format_args!(
            "  times        starts and ends: mean error {mean:.2} s, 95 % within {} s; holds: mean error {} s",
            number(shown.ends_p95_s, 2),
            number(shown.hold_mae_s, 2)
        );
        push(text, times);
    }
    if let Some(sides) = shown.sides {
        push(text, format_args!("  sides        {:.0} % right", sides * 100.0));
    }
    push(text, format_args!("  followed     {:.1} % of the frames", shown.coverage * 100.0));
}

fn push_faults(text: &mut String, shown: &Shown) {
    if shown.all_faults == FaultScore::default() {
        return;
    }
    push(text, format_args!("  fault             right  wrong  missed  absent  not judged  precision  recall    F1"));
    let rows = shown.faults.iter().map(|(name, score)| (name.as_str(), score));
    for (name, score) in rows.chain([("all", &shown.all_faults)]) {
        let FaultScore { right, wrong, missed, absent, not_judged, precision, recall, f1, .. } = score;
        let [precision, recall, f1] = [precision, recall, f1].map(|share| number(*share, 2));
        let line = format_args!(
            "  {name:<16}  {right:>5}  {wrong:>5}  {missed:>6}  {absent:>6}  {not_judged:>10}  {precision:>9}  {recall:>6}  {f1:>4}"
        );
        push(text, line);
    }
}

fn push_angles(text: &mut String, shown: &Shown) {
    if shown.angles.is_empty() {
        return;
    }
    push(
        text,
        format_args!("  angle, against                                          n   bias   MAE  95 % between      ICC"),
    );
    for (name, agreement) in &shown.angles {
        let [low, high] = agreement.limits;
        let line = format_args!(
            "  {name:<52} {:>4}  {:>+5.1}  {:>4.1}  {low:>+5.1} … {high:>+5.1}  {:>5}",
            agreement.n,
            agreement.bias,
            agreement.mae,
            number(agreement.icc, 2)
        );
        push(text, line);
    }
}

fn push_confusion(text: &mut String, origin: &str, confusion: &Confusion) {
    let names = confusion.names();
    push(
        text,
        format_args!("\nrepetitions of … (rows) taken for … (columns) where the exercise is not told, {origin} clips"),
    );
    let line = |first: &str, cells: Vec<String>| format!("  {first:<13}  {}", cells.join("  "));
    let head = names.iter().map(|name| format!("{name:>13}")).collect();
    push(text, format_args!("{}", line("", head)));
    for (shown, row) in &confusion.rows {
        let count = |name: &&str| format!("{:>13}", row.get(*name).copied().unwrap_or(0));
        push(text, format_args!("{}", line(shown, names.iter().map(count).collect())));
    }
}
