//! Other problems, shown above the screen until closed; during a session its own stage shows them.

use eframe::egui::{Align, Frame, Id, Label, Layout, Margin, RichText, Sense, Ui, Vec2, vec2};

use super::icons::Icon;
use super::parts::{Button, Kind, focus_ring};
use super::theme::{BODY, plain};
use super::words::fill;
use super::{Context, Screen};
use crate::io::recording::NoRoom;

/// Width of the button that closes, with the space before it, in points.
const CLOSE_ROOM: f32 = 70.0;

const BYTES_A_MB: u64 = 1_000_000;

/// Shows them, a line each; what is closed stays away as long as it says the same.
pub(super) fn banners_ui(ui: &mut Ui, context: Context<'_>, closed: &mut Vec<String>) {
    let all = banners(context);
    closed.retain(|text| all.contains(text));
    let open: Vec<String> = all.into_iter().filter(|text| !closed.contains(text)).collect();
    if !open.is_empty() && open_ui(ui, context, &open) {
        closed.extend(open);
    }
}

/// Returns the sentences to show on this screen.
fn banners(context: Context<'_>) -> Vec<String> {
    let view = context.view;
    if view.screen == Screen::Live {
        return Vec::new();
    }
    // Problems that matter for a set are shown where one begins.
    let is_start = matches!(view.screen, Screen::Home | Screen::Before);
    let words = &context.words.app;
    let no_room = view.no_room.filter(|_| is_start).map(|no_room| match no_room {
        NoRoom::Refused { folder, cause } => {
            fill(&words.no_room_refused, &[("folder", &folder.display().to_string()), ("cause", cause)])
        }
        NoRoom::Full { folder, free } => {
            let free = (free / BYTES_A_MB).to_string();
            fill(&words.no_room_full, &[("folder", &folder.display().to_string()), ("n", &free)])
        }
    });
    let silence = view.silence.filter(|_| is_start).map(|_| words.silence.clone());
    [view.trouble.map(|trouble| context.words.trouble(trouble)), no_room, silence].into_iter().flatten().collect()
}

/// Those that are not closed; whether they were closed now.
fn open_ui(ui: &mut Ui, context: Context<'_>, texts: &[String]) -> bool {
    let theme = context.theme;
    let frame = Frame::new().fill(theme.card).inner_margin(Margin::symmetric(12, 3));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        // The button stands on the right, and comes after what it closes.
        ui.horizontal_top(|ui| {
            let room = vec2(ui.available_width() - CLOSE_ROOM, 0.0);
            ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), |ui| {
                ui.set_width(room.x);
                ui.spacing_mut().item_spacing.y = 1.0;
                for text in texts {
                    ui.horizontal_top(|ui| line_ui(ui, context, text));
                }
            });
            let close = &context.words.app.close;
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                Button::new(Kind::Other, Icon::Cross, "").named(close).show(ui, &theme)
            })
            .inner
        })
    });
    shown.inner.inner
}

/// The text in one line: the screen below needs the room. A press shows all of it, another one hides it again.
fn line_ui(ui: &mut Ui, context: Context<'_>, text: &str) {
    let theme = context.theme;
    let (area, _) = ui.allocate_exact_size(Vec2::splat(20.0), Sense::hover());
    Icon::Warning.paint(ui.painter(), area.center(), 17.0, theme.slight);
    let id = Id::unique(("banner in full", text));
    let is_full = ui.data(|data| data.get_temp(id).unwrap_or(false));
    let label = Label::new(RichText::new(text).font(plain(BODY)).color(theme.text)).sense(Sense::click());
    let response = ui.add(if is_full { label.wrap() } else { label.truncate() });
    focus_ring(ui, response.rect, &response, &theme);
    if response.clicked() {
        ui.data_mut(|data| data.insert_temp(id, !is_full));
    }
}
