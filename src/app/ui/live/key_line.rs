//! The measure that the exercise is about, drawn where it is read, and where it should be.

use eframe::egui::{Painter, Rect, Ui, pos2, vec2};

use super::on_screen::OnScreen;
use super::reading::{in_words, key_name};
use crate::app::ui::Context;
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::spoken;
use crate::app::ui::shapes;
use crate::app::ui::theme::{ON_PLATE, PLATE, colour, strong};
use crate::app::ui::words::fill;
use crate::core::judge::LiveView;
use crate::core::measure::Unit;
use crate::core::track::TrackedPose;
use crate::io::drawing::{KeyLine, Look};

pub(in crate::app::ui) fn paint(
    ui: &Ui,
    painter: &Painter,
    context: Context<'_>,
    (view, pose): (&LiveView, &TrackedPose),
    on_screen: OnScreen,
) {
    let Some(line) = KeyLine::of(view, pose, |at| on_screen.place(at)) else { return };
    shapes::paint(painter, &line.shapes(&Look::ON_PICTURE, on_screen.unit()));
    let word = line.verdict.map(|verdict| {
        if verdict.severity <= 0.0 {
            return (Icon::Check, context.words.live.fine.clone());
        }
        let icon = if verdict.is_low { Icon::Up } else { Icon::Down };
        (icon, context.words.fault_name(view.exercise.id, verdict.fault))
    });
    label(ui, painter, (&line, on_screen), (context, word.as_ref()));
    let measure = key_name(context.words, view.exercise);
    let said = match line.unit {
        Unit::Deg => {
            let degrees = format!("{:.0}", line.value);
            fill(&context.words.live.angle_said, &[("measure", measure), ("n", &degrees)])
        }
        unit => format!("{measure} {}", in_words(context.words, unit, line.value)),
    };
    let middle = line.points.get(line.points.len() / 2).map(|at| pos2(at.x, at.y));
    let middle = middle.unwrap_or_else(|| on_screen.area.center());
    spoken(ui, Rect::from_center_size(middle, vec2(40.0, 40.0)), "angle", &said, false);
}

/// Writes the reading and what it means above the body.
fn label(
    ui: &Ui,
    painter: &Painter,
    (line, on_screen): (&KeyLine, OnScreen),
    (context, word): (Context<'_>, Option<&(Icon, String)>),
) {
    let unit = on_screen.unit();
    let size = (17.0 * unit).max(11.0);
    let text = word.map_or_else(String::new, |(_, word)| format!(" {word}"));
    let text = format!("{}{text}", in_words(context.words, line.unit, line.value));
    let galley = ui.painter().layout_no_wrap(text, strong(size), ON_PLATE);
    let icon_room = word.map_or(0.0, |_| size * 1.25);
    let plate_size = galley.size() + vec2(icon_room + size, size * 0.6);
    let [a, b, ..] = *line.points.as_slice() else { return };
    let highest = line.points.iter().map(|at| at.y).fold(f32::MAX, f32::min);
    let above = pos2(f32::midpoint(a.x, b.x), highest - plate_size.y);
    let inside = on_screen.area.shrink(4.0);
    let half = plate_size / 2.0;
    let clamp = |value: f32, low: f32, high: f32| value.max(low).min(high.max(low));
    let centre = pos2(
        clamp(above.x, inside.left() + half.x, inside.right() - half.x),
        clamp(above.y, inside.top() + half.y, inside.bottom() - half.y),
    );
    let plate = Rect::from_center_size(centre, plate_size);
    painter.rect_filled(plate, size * 0.45, PLATE);
    if let Some((icon, _)) = word {
        let at = pos2(plate.left() + size * 0.5 + size * 0.5, centre.y);
        icon.paint(painter, at, size * 0.95, colour(line.ink()));
    }
    painter.galley(pos2(plate.left() + size * 0.5 + icon_room, centre.y - galley.size().y / 2.0), galley, ON_PLATE);
}
