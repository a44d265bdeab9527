//! Repetitions as bars: as high as their score; hatched where there is none.

use eframe::egui::{Align2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::colour_of;
use crate::app::ui::Context;
use crate::app::ui::parts::{faint, focus_ring, heading};
use crate::app::ui::theme::{BUTTON_HEIGHT, SMALL, plain, strong};
use crate::app::ui::words::fill;
use crate::core::report::{Judgement, Rep};

const HEIGHT: f32 = 150.0;
const LABEL: f32 = 22.0;
const WIDTHS: (f32, f32) = (BUTTON_HEIGHT, 76.0);
const GAP: f32 = 6.0;

/// Shows them; whether another one was selected.
pub(super) fn bars_ui(ui: &mut Ui, context: Context<'_>, judgement: &Judgement, selected: &mut usize) -> bool {
    let Context { words, theme, .. } = context;
    heading(ui, &words.result.reps, &theme);
    faint(ui, &words.result.reps_hint, &theme);
    let n = judgement.reps.len().max(1);
    let mut is_other = false;
    *selected = (*selected).min(n - 1);
    let per_row = ((ui.available_width() + GAP) / (WIDTHS.0 + GAP)).floor().max(1.0) as usize;
    let n_rows = n.div_ceil(per_row);
    let in_row = n.div_ceil(n_rows);
    let width = ((ui.available_width() + GAP) / in_row as f32 - GAP).min(WIDTHS.1);
    for (row, reps) in judgement.reps.chunks(in_row).enumerate() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for (k, rep) in reps.iter().enumerate() {
                is_other |= bar_ui(ui, context, (row * in_row + k, rep), selected, width);
            }
        });
    }
    is_other
}

fn bar_ui(ui: &mut Ui, context: Context<'_>, (k, rep): (usize, &Rep), selected: &mut usize, width: f32) -> bool {
    let Context { words, theme, .. } = context;
    let score = rep.score.map_or_else(
        || words.result.rep_none.clone(),
        |score| fill(&words.result.rep_score, &[("n", &format!("{score:.0}"))]),
    );
    let name = fill(&words.result.rep_said, &[("n", &(k + 1).to_string()), ("score", &score)]);
    let (area, response) = ui.allocate_exact_size(vec2(width, HEIGHT + LABEL), Sense::click());
    // What the arrow keys come to is selected, as in a list.
    let is_chosen = response.clicked() || response.gained_focus();
    if is_chosen {
        *selected = k;
        response.scroll_to_me(None);
    }
    let is_selected = *selected == k;
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_selected, &name));
    if is_selected {
        ui.painter().rect_filled(area, 8.0, theme.control);
        ui.painter().rect_stroke(area, 8.0, (2.0, theme.accent), StrokeKind::Inside);
    }
    let room = area.with_max_y(area.bottom() - LABEL).shrink2(vec2(6.0, 4.0));
    let number = (k + 1).to_string();
    let below = pos2(area.center().x, area.bottom() - LABEL / 2.0);
    let font = if is_selected { strong(SMALL) } else { plain(SMALL) };
    ui.painter().text(below, Align2::CENTER_CENTER, number, font, theme.text);
    match rep.score {
        Some(score) => {
            let top = room.bottom() - (room.height() - 20.0) * (score / 100.0).clamp(0.02, 1.0) as f32;
            ui.painter().rect_filled(room.with_min_y(top), 5.0, colour_of(&theme, score));
            let at = pos2(area.center().x, top - 3.0);
            ui.painter().text(at, Align2::CENTER_BOTTOM, format!("{score:.0}"), strong(SMALL), theme.text);
        }
        None => hatched(ui, room.with_min_y(room.top() + 20.0), theme.faint_text),
    }
    focus_ring(ui, area, &response, &theme);
    is_chosen
}

/// Not judged: an outline with lines across.
fn hatched(ui: &Ui, area: Rect, colour: eframe::egui::Color32) {
    let painter = ui.painter().with_clip_rect(area.intersect(ui.clip_rect()));
    let mut y = area.top();
    while y < area.bottom() + area.width() {
        let line = [pos2(area.left(), y), pos2(area.right(), y - area.width())];
        painter.add(Shape::line_segment(line, Stroke::new(1.5, colour.gamma_multiply(0.6))));
        y += 9.0;
    }
    ui.painter().rect_stroke(area, 5.0, (1.5, colour), StrokeKind::Inside);
}
