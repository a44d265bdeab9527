//! One repetition: what was found, with the reading, its error, the limit and where that comes from.

use eframe::egui::Ui;

use crate::app::ui::Context;
use crate::app::ui::icons::Icon;
use crate::app::ui::live::reading::unit_name;
use crate::app::ui::parts::{faint, heading, marked};
use crate::app::ui::words::{Words, fill, sentence};
use crate::core::exercises;
use crate::core::report::{Finding, Judgement};

pub(super) fn rep_ui(ui: &mut Ui, context: Context<'_>, judgement: &Judgement, selected: usize) {
    let Context { words, theme, .. } = context;
    let Some(rep) = judgement.reps.get(selected) else { return };
    heading(ui, &fill(&words.result.rep_title, &[("n", &(selected + 1).to_string())]), &theme);
    if rep.findings.is_empty() && rep.score.is_some() {
        marked(ui, (Icon::Check, theme.good), &words.result.rep_fine, &theme);
    }
    for finding in &rep.findings {
        finding_ui(ui, context, &rep.exercise, finding);
    }
    let is_held = exercises::by_name(&rep.exercise).is_none_or(|exercise| exercise.rhythm().is_none());
    if let Some(hold) = rep.measures.get("hold_s").filter(|_| is_held) {
        faint(ui, &fill(&words.result.hold, &[("n", &words.number(hold.value, 1))]), &theme);
    }
    for missing in &rep.not_judged {
        let what = words.fault_name(&rep.exercise, &missing.fault);
        let why = format!("{}: {what}. {}", words.result.not_judged, sentence(&words.say(&missing.why)));
        marked(ui, (Icon::Question, theme.faint_text), &why, &theme);
    }
}

pub(super) fn finding_ui(ui: &mut Ui, context: Context<'_>, exercise: &str, finding: &Finding) {
    let Context { words, theme, .. } = context;
    let cue = sentence(words.cue(exercise, &finding.fault, &finding.cue));
    let colour = theme.of_severity(finding.severity as f32);
    let said = format!("{}: {cue}", words.fault_name(exercise, &finding.fault));
    marked(ui, (Icon::Warning, colour), &said, &theme);
    faint(ui, &reading(words, finding), &theme);
    faint(
        ui,
        &fill(&words.result.source, &[("source", words.source(exercise, &finding.fault, &finding.source))]),
        &theme,
    );
}

pub(in crate::app::ui) fn reading(words: &Words, finding: &Finding) -> String {
    let unit = unit_name(words, finding.unit);
    let number = |value: f64| number(words, value, finding.unit.symbol());
    let values = [
        ("n", number(finding.reading)),
        ("unit", unit.to_owned()),
        ("error", number(finding.error)),
        ("fine", number(finding.limit.fine)),
        ("bad", number(finding.limit.bad)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(&words.result.reading, &values).replace(" °", "°")
}

/// As many digits as mean something.
pub(in crate::app::ui) fn number(words: &Words, value: f64, unit: &str) -> String {
    let decimals = match unit {
        "deg" => 0,
        "s" => 1,
        _ => 2,
    };
    words.number(value, decimals)
}
