//! Pain from 0 to 10 as a row of cells, by mouse, digits and arrow keys.

use eframe::egui::{
    Align, Align2, EventFilter, Id, Key, Layout, Rect, Response, Role, Sense, StrokeKind, Ui, WidgetInfo, vec2,
};

use super::icons::Icon;
use super::parts::{faint, focus_ring};
use super::theme::{BIG_BUTTON_HEIGHT, BUTTON_HEIGHT, BUTTON_ROUNDING, HEADING, strong};
use super::words::fill;
use super::{Context, pressed};

const WORST: u8 = 10;
const GAP: f32 = 6.0;
/// Whatever else is on the screen: the keyboard stays where it is.
const ROW: &str = "pain from 0 to 10";
/// The key of each rating; ten is X, as in Roman numerals.
const RATINGS: [Key; 11] = [
    Key::Num0,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
    Key::X,
];

/// When digits and arrow keys are for the rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keys {
    /// Wherever the keyboard is.
    Always,
    /// Digits wherever the keyboard is, arrow keys where it is at a cell.
    Digits,
    /// Where it is at a cell.
    AtCells,
}

/// Shows it; the rating that was chosen now.
pub(super) fn rating_ui(ui: &mut Ui, context: Context<'_>, now: Option<u8>, keys: Keys) -> Option<u8> {
    let row = Id::unique(ROW);
    let mut chosen = by_key(ui, row, now, keys);
    let n_cells = usize::from(WORST) + 1;
    let fitting = ((ui.available_width() + GAP) / (BUTTON_HEIGHT + GAP)).floor().max(1.0) as usize;
    let in_row = n_cells.div_ceil(n_cells.div_ceil(fitting));
    let width = (ui.available_width() + GAP) / in_row as f32 - GAP;
    let ratings: Vec<u8> = (0..=WORST).collect();
    for ratings in ratings.chunks(in_row) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for rating in ratings {
                let (_, area) = ui.allocate_space(vec2(width, BIG_BUTTON_HEIGHT));
                let is_chosen = now == Some(*rating);
                let response = ui.interact(area, row.with(rating), Sense::click());
                response
                    .widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, name(context, *rating)));
                cell_ui(ui, context, (*rating, is_chosen), area, &response);
                chosen = chosen.or_else(|| response.clicked().then_some(*rating));
            }
        });
    }
    let Context { words, theme, .. } = context;
    if n_cells <= in_row {
        ends_ui(ui, context);
    } else {
        // In several rows the ends are not at the ends.
        faint(ui, &words.pain.scale, &theme);
    }
    chosen
}

/// Draws the meaning of both ends of the row, below them.
fn ends_ui(ui: &mut Ui, context: Context<'_>) {
    let Context { words, theme, .. } = context;
    ui.columns_const(|[left, right]| {
        faint(left, &words.pain.scale_none, &theme);
        right.with_layout(Layout::top_down(Align::Max), |ui| faint(ui, &words.pain.scale_worst, &theme));
    });
}

/// Whether the keyboard is at the cell of this rating.
pub(super) fn is_at(ui: &Ui, rating: u8) -> bool {
    ui.memory(|memory| memory.has_focus(Id::unique(ROW).with(rating)))
}

fn by_key(ui: &Ui, row: Id, now: Option<u8>, keys: Keys) -> Option<u8> {
    let focused = ui.memory(eframe::egui::Memory::focused);
    let at = (0..=WORST).find(|rating| focused == Some(row.with(rating)));
    if at.is_none() && keys == Keys::AtCells {
        return None;
    }
    let digit = RATINGS.iter().zip(0..).find(|(key, _)| pressed(ui, **key)).map(|(_, rating)| rating);
    if digit.is_some() || (at.is_none() && (focused.is_some() || keys == Keys::Digits)) {
        return digit;
    }
    let from = now.or(at);
    let chosen = if pressed(ui, Key::ArrowRight) {
        from.map_or(0, |rating| (rating + 1).min(WORST))
    } else if pressed(ui, Key::ArrowLeft) {
        from.map_or(0, |rating| rating.saturating_sub(1))
    } else {
        return None;
    };
    if at.is_some() {
        ui.memory_mut(|memory| memory.request_focus(row.with(chosen)));
    }
    Some(chosen)
}

fn name(context: Context<'_>, rating: u8) -> String {
    let words = &context.words.pain;
    let n = rating.to_string();
    let text = match rating {
        0 => &words.rated_none,
        WORST => &words.rated_worst,
        _ => &words.rated,
    };
    fill(text, &[("n", &n)])
}

fn cell_ui(ui: &Ui, context: Context<'_>, (rating, is_chosen): (u8, bool), area: Rect, response: &Response) {
    let theme = &context.theme;
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.has_focus() {
        // Left and right change the rating, not the place of the keyboard.
        let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
    let (ground, ink) = match (is_chosen, response.hovered()) {
        (true, _) => (theme.accent, theme.on_accent),
        (false, true) => (theme.control_hovered, theme.text),
        (false, false) => (theme.control, theme.text),
    };
    ui.painter().rect_filled(area, BUTTON_ROUNDING, ground);
    let centre = area.center();
    if is_chosen {
        Icon::Check.paint(ui.painter(), centre - vec2(0.0, 19.0), 12.0, ink);
        ui.painter().rect_stroke(area, BUTTON_ROUNDING, (2.0, theme.text), StrokeKind::Inside);
    }
    ui.painter().text(centre + vec2(0.0, 2.0), Align2::CENTER_CENTER, rating, strong(HEADING), ink);
    focus_ring(ui, area, response, theme);
}
