//! The picture, and on it what is seen of the person.

use super::on_screen::OnScreen;
use eframe::egui::{Rect, Ui, pos2, vec2};

use super::coach::fitted;
use super::{key_line, stage};
use crate::guide::cue::CueStage;

use crate::app::live::{LiveStage, Picture};
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::spoken;
use crate::app::ui::shapes;
use crate::app::ui::theme::{AS_IT_IS, GREYED, ON_PLATE, PLATE, ROUNDING, SIGNALS, plain};
use crate::app::ui::{Context, Memory};
use crate::core::judge::{Phase, ViewWarning};
use crate::io::drawing::{Look, skeleton};

/// A picture older than this is not what is happening, in s.
const STALE_SECS: f64 = 2.0;
/// So many warnings are shown at once: the gravest.
const MOST_WARNINGS: usize = 2;

pub(super) fn paint(ui: &Ui, room: Rect, context: Context<'_>, picture: &Picture, memory: &mut Memory) {
    let frame = &picture.frame;
    let on_screen = OnScreen::fit(room, (frame.width, frame.height), context.view.settings.mirrored);
    let stage = context.view.shown.map_or(&LiveStage::Starting, |shown| &shown.stage);
    let is_stale = STALE_SECS < context.view.now.saturating_duration_since(picture.taken).as_secs_f64();
    let is_now = matches!(stage, LiveStage::Running) && !is_stale;
    ui.painter().rect_filled(room, ROUNDING, context.theme.card);
    if let Some(texture) = memory.picture.of(ui.ctx(), frame) {
        let (left, right) = if on_screen.is_mirrored { (1.0, 0.0) } else { (0.0, 1.0) };
        let tint = if is_now || matches!(stage, LiveStage::Paused) { AS_IT_IS } else { GREYED };
        ui.painter().image(texture, on_screen.area, Rect::from_min_max(pos2(left, 0.0), pos2(right, 1.0)), tint);
    }
    spoken(ui, room, "picture", &context.words.live.picture_said, false);
    let view = &picture.view;
    let painter = ui.painter().with_clip_rect(on_screen.area.intersect(ui.clip_rect()));
    if let Some(pose) = &view.pose {
        shapes::paint(&painter, &skeleton(pose, |at| on_screen.place(at), &Look::ON_PICTURE, on_screen.unit()));
        if view.phase != Phase::Away && view.is_certain {
            key_line::paint(ui, &painter, context, (view, pose), on_screen);
        }
    }
    let warnings = memory.warnings.push(picture.frame.at, &view.warnings);
    // Before the set the coach says one thing at a time.
    let is_coached = context
        .view
        .shown
        .and_then(|shown| shown.guide)
        .is_some_and(|guide| matches!(guide.stage, CueStage::Coaching | CueStage::CountingDown));
    if is_now && !is_coached {
        warnings_ui(ui, room, context, &warnings);
    }
    stage::veil_ui(ui, room, context, stage, is_stale);
}

/// What spoils the view, at the top of the picture.
fn warnings_ui(ui: &Ui, room: Rect, context: Context<'_>, warnings: &[ViewWarning]) {
    let unit = (room.height() / 480.0).clamp(0.5, 1.4);
    let mut top = room.top() + 8.0;
    for warning in warnings.iter().take(MOST_WARNINGS) {
        let text = context.words.warning(*warning);
        let icon = (24.0 * unit).max(14.0);
        let width = room.width() - 2.0 * 8.0 - 28.0 - icon - 8.0;
        let galley = fitted(ui, text, plain, vec2(width, 60.0 * unit), ((21.0 * unit).max(12.0), 11.0));
        let size = vec2(galley.size().x + icon + 36.0, galley.size().y.max(icon) + 12.0);
        let plate = Rect::from_min_size(pos2(room.left() + 8.0, top), size);
        ui.painter().rect_filled(plate, 9.0, PLATE);
        let at = pos2(plate.left() + 12.0 + icon / 2.0, plate.center().y);
        Icon::Warning.paint(ui.painter(), at, icon, SIGNALS.slight);
        let left = pos2(plate.left() + icon + 22.0, plate.center().y - galley.size().y / 2.0);
        ui.painter().galley(left, galley, ON_PLATE);
        spoken(ui, plate, text, text, true);
        top = plate.bottom() + 6.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::geometry::Point;

    const ROOM: Rect = Rect::from_min_max(pos2(10.0, 20.0), pos2(650.0, 380.0));

    #[test]
    fn a_point_is_where_the_picture_shows_it() {
        let plain = OnScreen::fit(ROOM, (320, 180), false);
        assert_eq!(plain.at(Point::new(0.0, 0.0)), ROOM.min);
        assert_eq!(plain.at(Point::new(320.0, 180.0)), ROOM.max);
    }

    #[test]
    fn mirrored_left_and_right_change_places_and_up_stays_up() {
        let mirrored = OnScreen::fit(ROOM, (320, 180), true);
        assert_eq!(mirrored.at(Point::new(0.0, 0.0)), ROOM.right_top());
        assert_eq!(mirrored.at(Point::new(80.0, 180.0)), pos2(490.0, 380.0));
    }

    #[test]
    fn a_picture_of_another_shape_is_whole_and_in_the_middle() {
        let portrait = OnScreen::fit(ROOM, (180, 360), false);
        assert_eq!((portrait.area.height(), portrait.area.width()), (360.0, 180.0));
        assert_eq!(portrait.area.center(), ROOM.center());
    }
}
