//! Other problems, shown above the screen until closed; during a session its own stage shows them.

use eframe::egui::{Align, Frame, Layout, Ui};

use super::icons::Icon;
use super::parts::{Button, Kind, marked};
use super::words::{fill, sentence};
use super::{Context, Screen};
use crate::io::recording::NoRoom;

const BYTES_A_MB: u64 = 1_000_000;

/// Shows them; one that is closed stays away as long as it says the same.
pub(super) fn banners_ui(ui: &mut Ui, context: Context<'_>, closed: &mut Vec<String>) {
    let all = banners(context);
    closed.retain(|text| all.contains(text));
    for text in all {
        if !closed.contains(&text) && banner_ui(ui, context, &text) {
            closed.push(text);
        }
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
    [view.trouble.map(sentence), no_room, silence].into_iter().flatten().collect()
}

/// One of them; whether it was closed.
fn banner_ui(ui: &mut Ui, context: Context<'_>, text: &str) -> bool {
    let theme = context.theme;
    let frame = Frame::new().fill(theme.card).inner_margin(12);
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            let close = &context.words.app.close;
            let is_closed = Button::new(Kind::Other, Icon::Cross, "").named(close).show(ui, &theme);
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                marked(ui, (Icon::Warning, theme.slight), text, &theme);
            });
            is_closed
        })
    });
    shown.inner.inner
}
