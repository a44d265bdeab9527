//! What must not be missed.

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{Id, Rect, Sense, StrokeKind, Ui, vec2};

use super::Context;
use super::icons::Icon;
use super::parts::spoken;
use super::theme::{CARD_MARGIN, HEADING, ROUNDING, strong};
use crate::core::safety::StopReason;

/// Why to stop, if there is a reason. What follows keeps its place for the keyboard either way.
pub(super) fn stop_ui(ui: &mut Ui, context: Context<'_>, stop: Option<StopReason>) {
    match stop {
        Some(reason) => alert_ui(ui, context, context.words.stop(reason)),
        None => ui.skip_ahead_auto_ids(1),
    }
}

const ICON: f32 = 30.0;

/// Says it in large letters, and to a screen reader at once.
pub(super) fn alert_ui(ui: &mut Ui, context: Context<'_>, text: &str) {
    let theme = context.theme;
    let (margin, width) = (f32::from(CARD_MARGIN), ui.available_width());
    let room = (width - ICON - 3.0 * margin).max(40.0);
    let said = ui.painter().layout(text.to_owned(), strong(HEADING), theme.text, room);
    let height = said.size().y.max(ICON) + 2.0 * margin;
    let (area, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    ui.painter().rect_filled(area, ROUNDING, theme.card);
    ui.painter().rect_stroke(area, ROUNDING, (3.0, theme.bad), StrokeKind::Inside);
    let left = area.left_center() + vec2(margin, 0.0);
    Icon::Stop.paint(ui.painter(), left + vec2(ICON / 2.0, 0.0), ICON * 0.8, theme.bad);
    ui.painter().galley(left + vec2(ICON + margin, -said.size().y / 2.0), said, theme.text);
    spoken(ui, area, "alert", text, true);
    come_into_sight(ui, area, text);
}

/// Scrolls to an alert once, when it comes: a page may have been scrolled past its place.
fn come_into_sight(ui: &Ui, area: Rect, text: &str) {
    let now = ui.ctx().cumulative_frame_nr();
    let id = Id::unique(("alert", text));
    let last: Option<u64> = ui.data_mut(|data| data.get_temp(id));
    ui.data_mut(|data| data.insert_temp(id, now));
    if last.is_none_or(|last| last + 1 < now) {
        ui.scroll_to_rect_animation(area, None, ScrollAnimation::none());
    }
}
