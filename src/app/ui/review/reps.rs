//! The repetitions as a table; the one that is selected is played round and round and told in full.

use eframe::egui::text::LayoutJob;
use eframe::egui::{FontId, Role, Sense, Stroke, StrokeKind, TextFormat, Ui, WidgetInfo, pos2, vec2};

use super::{Seen, TOOL, go, overlaid, versions, why};
use crate::app::review::Move;
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{card, faint, focus_ring};
use crate::app::ui::result::greyed;
use crate::app::ui::theme::{BODY, BUTTON_ROUNDING, SMALL, plain, strong};
use crate::app::ui::words::fill;
use crate::app::ui::{Action, Context};
use crate::core::exercise::Exercise;
use crate::core::exercises;
use crate::core::report::Rep;

pub(super) fn reps_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>, is_adding: &mut bool) -> Option<Action> {
    let film = &seen.opened.film;
    let selected = film.rep_at(seen.shown.player.at()).or_else(|| (!film.rep_starts().is_empty()).then_some(0));
    let mut asked = versions::versions_ui(ui, context, seen);
    let is_stopped = seen.opened.stop().is_some();
    let context = if is_stopped { greyed(context) } else { context };
    if is_stopped {
        faint(ui, &context.words.pain.counts_more, &context.theme);
    }
    if let Some(refusal) = &film.report.judgement.refusal {
        faint(ui, &context.words.refused(refusal), &context.theme);
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        faint(ui, &context.words.review.reps_hint, &context.theme);
        for (k, rep) in film.report.judgement.reps.iter().enumerate() {
            if row_ui(ui, context, seen, (k, rep), selected == Some(k)) {
                asked = Some(go(Move::Select(k)));
            }
        }
    });
    if let Some((k, rep)) = selected.and_then(|k| Some((k, film.rep(k)?))) {
        let said = card(ui, &context.theme, |ui| why::why_ui(ui, context, seen, (k, rep), is_adding));
        asked = said.or(asked);
        if film.has_poses() {
            overlaid::overlaid_ui(ui, context, seen, selected);
        }
    }
    asked
}

/// One row; whether it was chosen.
fn row_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>, (k, rep): (usize, &Rep), is_selected: bool) -> bool {
    let theme = context.theme;
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), TOOL), Sense::click());
    let row = Row::of(context, seen, (k, rep));
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_selected, &row.name));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let fill = if response.hovered() { theme.control_hovered } else { theme.control };
    ui.painter().rect_filled(area, BUTTON_ROUNDING, fill);
    if is_selected {
        ui.painter().rect_stroke(area, BUTTON_ROUNDING, (2.0, theme.accent), StrokeKind::Inside);
    }
    focus_ring(ui, area, &response, &theme);
    let painter = ui.painter().with_clip_rect(area.intersect(ui.clip_rect()));
    let mut left = area.left() + 10.0;
    let columns = [
        (34.0, &row.number, strong(BODY)),
        (40.0, &row.score, strong(BODY)),
        (112.0, &row.times, plain(SMALL)),
        (58.0, &row.hold, plain(SMALL)),
    ];
    for (width, text, font) in columns {
        let galley = painter.layout_job(struck(text, font, theme.text, row.is_struck));
        painter.galley(pos2(left, area.center().y - galley.size().y / 2.0), galley, theme.text);
        left += width;
    }
    let (icon, colour) = sign(context, rep);
    icon.paint(&painter, pos2(left + 8.0, area.center().y), 15.0, colour);
    let galley = painter.layout_job(struck(&row.findings, plain(SMALL), theme.text, row.is_struck));
    painter.galley(pos2(left + 22.0, area.center().y - galley.size().y / 2.0), galley, theme.text);
    response.clicked()
}

struct Row {
    number: String,
    score: String,
    times: String,
    hold: String,
    findings: String,
    is_struck: bool,
    /// All of it, to be said.
    name: String,
}

impl Row {
    fn of(context: Context<'_>, seen: Seen<'_>, (k, rep): (usize, &Rep)) -> Self {
        let words = context.words;
        let number = (k + 1).to_string();
        let score = rep.score.map_or_else(|| "–".to_owned(), |score| format!("{score:.0}"));
        let times = format!("{}–{}", context.words.clock(rep.start_s), context.words.clock(rep.end_s));
        let exercise = exercises::by_name(&rep.exercise);
        let is_step = exercise.is_some_and(Exercise::is_cyclic);
        let is_rocked = exercise.is_some_and(|exercise| exercise.rhythm().is_some());
        let hold = rep.measures.get("hold_s").map_or(rep.peak_end_s - rep.peak_start_s, |hold| hold.value);
        // Neither a step nor a tilt is held.
        let hold = if is_step || is_rocked { String::new() } else { format!("{} s", words.number(hold, 1)) };
        let faults: Vec<String> =
            rep.findings.iter().map(|finding| words.fault_name(&rep.exercise, &finding.fault)).collect();
        let findings = if faults.is_empty() { words.review.nothing_found.clone() } else { faults.join(", ") };
        let is_struck = seen.shown.remarks.is_no_rep(rep.start_s);
        let said_score = rep
            .score
            .map_or_else(|| words.result.rep_none.clone(), |_| fill(&words.result.rep_score, &[("n", &score)]));
        let mark = if is_struck { format!(" ({})", words.review.no_rep) } else { String::new() };
        let values = [
            ("n", number.as_str()),
            ("score", &said_score),
            ("hold", &hold),
            ("findings", &findings),
            ("times", &times),
        ];
        let said = if is_step { &words.effort.step_said } else { &words.review.row_said };
        let name = format!("{}{mark}", fill(said, &values));
        Self { number, score, times, hold, findings, is_struck, name }
    }
}

fn sign(context: Context<'_>, rep: &Rep) -> (Icon, eframe::egui::Color32) {
    let theme = context.theme;
    let severity = rep.findings.iter().map(|finding| finding.severity as f32).fold(0.0, f32::max);
    match rep.score {
        None => (Icon::Question, theme.faint_text),
        Some(_) if rep.findings.is_empty() => (Icon::Check, theme.good),
        Some(_) => (Icon::Warning, theme.of_severity(severity)),
    }
}

/// Text, with a line through it where the person says otherwise.
pub(super) fn struck(text: &str, font_id: FontId, color: eframe::egui::Color32, is_struck: bool) -> LayoutJob {
    let strikethrough = if is_struck { Stroke::new(1.5, color) } else { Stroke::NONE };
    LayoutJob::single_section(text.to_owned(), TextFormat { font_id, color, strikethrough, ..TextFormat::default() })
}
