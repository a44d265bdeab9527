//! The screen of a session: the picture with what is seen in it, and what it takes to be read from three metres.

mod coach;
mod controls;
mod gauge;
pub(super) mod key_line;
mod message;
pub(super) mod on_picture;
pub(super) mod on_screen;
pub(super) mod reading;
mod rhythm;
mod ring;
mod stage;
pub(super) mod warned;

use eframe::egui::{Rect, Ui, UiBuilder, pos2};

use super::theme::{GAP, MARGIN};
use super::{Action, Context, Memory};
use crate::app::live::{LiveStage, Picture};
use crate::core::exercise::{Exercise, PostureKind};
use crate::core::judge::Search;

/// Share of the window's width for count, phase and cue.
const COACH_SHARE: f32 = 0.30;
const LEAST_COACH: f32 = 176.0;
/// Share of its height for the movement drawn over time or as an angle.
const GAUGE_SHARE: f32 = 0.17;
const GAUGE_HEIGHTS: (f32, f32) = (54.0, 150.0);

pub(super) fn live_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<Action> {
    let window = ui.max_rect();
    let stage = context.view.shown.map_or(&LiveStage::Starting, |shown| &shown.stage);
    let key = controls::keys(ui, context.view.settings, stage);
    let margin = if window.height() < 450.0 { GAP / 2.0 } else { MARGIN };
    let room = window.shrink(margin);
    let bar_height = controls::height(room.height());
    let (above, bar) = room.split_top_bottom_at_y(room.bottom() - bar_height - margin);
    let bar = Rect::from_min_max(pos2(bar.left(), bar.bottom() - bar_height), bar.max);
    let asked = ui.scope_builder(UiBuilder::new().max_rect(bar), |ui| controls::controls_ui(ui, context, stage)).inner;
    match context.view.shown.and_then(|shown| shown.picture.as_ref()) {
        Some(picture) if !matches!(stage, LiveStage::Failed(_)) => {
            session_ui(ui, context, picture, (above, margin), memory);
        }
        _ => stage::big_ui(ui, above, context, stage),
    }
    key.or(asked)
}

/// The first text where every exercise that is looked for is done lying on the back, else the other.
fn for_posture<'a>(context: Context<'_>, supine: &'a str, other: &'a str) -> &'a str {
    let is_supine = |exercise: &Exercise| exercise.posture.kind == PostureKind::Supine;
    let all_are = match context.view.search {
        Search::One(exercise) => is_supine(exercise),
        Search::Among(exercises) => exercises.iter().all(|exercise| is_supine(exercise)),
        Search::Auto => context.view.exercises.iter().all(|exercise| is_supine(exercise)),
    };
    if all_are { supine } else { other }
}

fn session_ui(ui: &Ui, context: Context<'_>, picture: &Picture, (room, margin): (Rect, f32), memory: &mut Memory) {
    let coach_width = (room.width() * COACH_SHARE).max(LEAST_COACH);
    let (left, coach) = room.split_left_right_at_x(room.right() - coach_width);
    let left = left.with_max_x(left.right() - margin);
    let gauge_height = (room.height() * GAUGE_SHARE).clamp(GAUGE_HEIGHTS.0, GAUGE_HEIGHTS.1);
    let (seen, gauge) = left.split_top_bottom_at_y(left.bottom() - gauge_height);
    let seen = seen.with_max_y(seen.bottom() - margin);
    on_picture::paint(ui, seen, context, picture, memory);
    let view = &picture.view;
    match &view.rhythm {
        Some(rhythm) => rhythm::paint(ui, gauge, context, rhythm, picture.frame.at),
        None => gauge::paint(ui, gauge, context, view),
    }
    coach::paint(ui, coach, context, picture);
}
