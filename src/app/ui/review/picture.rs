//! The picture, and on it what was seen in that very frame.

use crate::app::ui::live::on_screen::OnScreen;
use eframe::egui::{Rect, Ui, pos2, vec2};

use super::{ReviewMemory, Seen};
use crate::app::ui::Context;
use crate::app::ui::live::key_line;
use crate::app::ui::parts::spoken;
use crate::app::ui::shapes;
use crate::app::ui::theme::{AS_IT_IS, ON_PLATE, PLATE, ROUNDING, SMALL, plain};
use crate::app::ui::words::fill;
use crate::core::judge::{LiveView, Phase};
use crate::io::drawing::{Look, skeleton};

pub(super) fn picture_ui(ui: &Ui, room: Rect, context: Context<'_>, seen: Seen<'_>, memory: &mut ReviewMemory) {
    let (frame, state) = seen.shown.seen();
    let film = &seen.opened.film;
    let words = &context.words.review;
    ui.painter().rect_filled(room, ROUNDING, context.theme.card);
    let size = frame.map(|frame| (frame.width, frame.height)).or_else(|| film.stream.map(|it| (it.width, it.height)));
    let Some(size) = size else {
        spoken(ui, room, "picture", &words.only_report, false);
        return plate_ui(ui, room, &words.only_report);
    };
    let on_screen = OnScreen::fit(room, size, false);
    match frame.and_then(|frame| memory.picture.of(ui.ctx(), frame)) {
        Some(texture) => {
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            ui.painter().image(texture, on_screen.area, whole, AS_IT_IS);
        }
        None => {
            ui.painter().rect_filled(on_screen.area, 0.0, context.theme.control);
        }
    }
    let at = frame.map_or_else(|| seen.shown.player.at(), |frame| frame.at);
    spoken(ui, room, "picture", &fill(&words.picture_said, &[("time", &context.words.clock(at.secs()))]), false);
    if let Some(state) = state {
        overlay_ui(ui, context, &state.view, on_screen);
    }
    let is_coming = frame.is_none() && seen.opened.video.is_some();
    let lacks = if is_coming {
        Some(&words.picture_comes)
    } else if state.is_none_or(|state| state.view.pose.is_none()) {
        Some(&words.nobody)
    } else {
        None
    };
    if let Some(text) = lacks {
        plate_ui(ui, room, text);
    }
}

fn overlay_ui(ui: &Ui, context: Context<'_>, view: &LiveView, on_screen: OnScreen) {
    let Some(pose) = &view.pose else { return };
    let painter = ui.painter().with_clip_rect(on_screen.area.intersect(ui.clip_rect()));
    shapes::paint(&painter, &skeleton(pose, |at| on_screen.place(at), &Look::ON_PICTURE, on_screen.unit()));
    if view.phase != Phase::Away {
        key_line::paint(ui, &painter, context, (view, pose), on_screen);
    }
}

/// A sentence at the bottom of the picture.
fn plate_ui(ui: &Ui, room: Rect, text: &str) {
    let galley = ui.painter().layout(text.to_owned(), plain(SMALL), ON_PLATE, (room.width() - 40.0).max(60.0));
    let size = galley.size() + vec2(20.0, 12.0);
    let at = pos2(room.center().x - size.x / 2.0, room.bottom() - size.y - 8.0);
    ui.painter().rect_filled(Rect::from_min_size(at, size), 8.0, PLATE);
    ui.painter().galley(at + vec2(10.0, 6.0), galley, ON_PLATE);
}
