//! Places of laptop and mat: the room from above, and the picture that the camera is to have.

use eframe::egui::{Align2, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, Vec2, pos2, vec2};

use super::Context;
use super::figure::figure_in;
use super::icons::round_line;
use super::parts::{body, card, columns, faint, heading, spoken};
use super::theme::{SMALL, Theme, plain};
use crate::core::exercise::{AskedView, CameraView, Exercise, Family, PostureKind};

/// Height of each drawing, in points.
const HEIGHT: f32 = 150.0;
const LEAST_WIDTH: f32 = 230.0;

/// Shows how to set the picture up for an exercise.
pub(super) fn setup_ui(ui: &mut Ui, context: Context<'_>, exercise: &'static Exercise) {
    let Context { words, theme, .. } = context;
    card(ui, &theme, |ui| {
        heading(ui, &words.home.place_title, &theme);
        let view = words.asked_view(exercise);
        body(ui, view, &theme);
        body(ui, if is_on_table(exercise) { &words.before.on_table } else { &words.before.on_floor }, &theme);
        columns(ui, 2, LEAST_WIDTH, |ui, k| {
            let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
            ui.painter().rect_filled(area, 10.0, theme.ground);
            let text = if k == 0 { &words.before.from_above } else { &words.before.in_picture };
            match k {
                0 => plan(ui.painter(), area, exercise, &words.before.distance, &theme),
                _ => screen(ui, area, exercise, &theme),
            }
            spoken(ui, area, text, &format!("{text}: {view}"), false);
            faint(ui, text, &theme);
        });
    });
}

/// True for exercises in which the body stands: the camera is as high as the hips.
fn is_on_table(exercise: &Exercise) -> bool {
    matches!(exercise.posture.kind, PostureKind::Standing | PostureKind::Sitting)
        || matches!(exercise.about.family, Family::Standing | Family::Aerobic)
}

/// True where the camera sees the long side of the mat.
fn is_from_side(exercise: &Exercise) -> bool {
    exercise.views.contains(&CameraView::Any) || AskedView::of(exercise.views) != AskedView::Front
}

/// The room from above: the mat with the person, the laptop at its distance, and the field that its camera sees.
fn plan(painter: &Painter, area: Rect, exercise: &Exercise, distance: &str, theme: &Theme) {
    let unit = (area.width() / 300.0).min(area.height() / 150.0);
    let at = |x: f32, y: f32| area.center() + vec2(x, y) * unit;
    let lens = at(-112.0, 0.0);
    let field = vec![lens, at(118.0, -66.0), at(118.0, 66.0)];
    painter.add(Shape::convex_polygon(field, theme.accent.gamma_multiply(0.14), Stroke::NONE));
    laptop(painter, lens, unit, theme);
    let (middle, along) = (at(76.0, 0.0), if is_from_side(exercise) { vec2(0.0, 1.0) } else { vec2(1.0, 0.0) });
    let half = Vec2::new(along.y, along.x) * 20.0 + along * 52.0;
    painter.rect_filled(Rect::from_center_size(middle, half * 2.0 * unit), 4.0, theme.control_hovered);
    from_above(painter, middle, along * unit, is_on_table(exercise), theme);
    let (left, right) = (at(-96.0, 0.0), at(50.0 - if is_from_side(exercise) { 0.0 } else { 30.0 }, 0.0));
    let line = Stroke::new(2.0, theme.text);
    painter.line_segment([left, right], line);
    for end in [left, right] {
        painter.line_segment([end - vec2(0.0, 6.0), end + vec2(0.0, 6.0)], line);
    }
    let middle = left.lerp(right, 0.5);
    painter.text(middle - vec2(0.0, 6.0), Align2::CENTER_BOTTOM, distance, plain(SMALL), theme.text);
}

/// A laptop from above, its camera at `lens`.
fn laptop(painter: &Painter, lens: Pos2, unit: f32, theme: &Theme) {
    let keys = Rect::from_min_max(lens - vec2(24.0, 19.0) * unit, lens + vec2(0.0, 19.0) * unit);
    painter.rect_filled(keys, 3.0, theme.control_hovered);
    round_line(painter, &[lens - vec2(0.0, 19.0) * unit, lens + vec2(0.0, 19.0) * unit], 4.0 * unit, theme.faint_text);
    painter.circle_filled(lens, 3.5 * unit, theme.accent);
}

/// A person from above: lying along the mat, or standing on it and facing the way that is asked for.
fn from_above(painter: &Painter, middle: Pos2, along: Vec2, stands: bool, theme: &Theme) {
    let ink = theme.faint_text;
    let width = along.length();
    if stands {
        let across = along.rot90();
        round_line(painter, &[middle - across * 15.0, middle + across * 15.0], 11.0 * width, ink);
        painter.circle_filled(middle, 9.0 * width, theme.text);
        return;
    }
    round_line(painter, &[middle - along * 22.0, middle + along * 4.0], 17.0 * width, ink);
    for side in [-4.5, 4.5] {
        let across = along.rot90() * side;
        round_line(painter, &[middle + across + along * 6.0, middle + across + along * 42.0], 7.0 * width, ink);
    }
    painter.circle_filled(middle - along * 39.0, 8.5 * width, theme.text);
}

/// The laptop as seen from the mat, with the whole body in its picture.
fn screen(ui: &Ui, area: Rect, exercise: &Exercise, theme: &Theme) {
    let height = area.height() * 0.74;
    let size = vec2((height * 1.6).min(area.width() - 40.0), height);
    let picture = Rect::from_center_size(area.center() - vec2(0.0, 8.0), size);
    ui.painter().rect_filled(picture.expand(5.0), 6.0, theme.faint_text);
    ui.painter().rect_filled(picture, 2.0, theme.card);
    let foot =
        [pos2(picture.left() - 18.0, picture.bottom() + 11.0), pos2(picture.right() + 18.0, picture.bottom() + 11.0)];
    round_line(ui.painter(), &foot, 7.0, theme.control_hovered);
    ui.painter().circle_filled(pos2(picture.center().x, picture.top() - 2.5), 2.0, theme.accent);
    figure_in(ui.painter(), picture.shrink(8.0), exercise, 0.0, theme);
}
