//! A small person in the exercise's own poses, moving between rest and top.

mod pelvis;

use std::time::{Duration, Instant};

use eframe::egui::{Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, Vec2};

use super::Context;
use super::icons::{arc, round_line};
use super::parts::{columns, faint};
use super::theme::Theme;
use crate::core::exercise::body::{self, Body, Bone, Place};
use crate::core::exercise::{Exercise, Signal};
use crate::core::measure::Quantity;
use crate::core::skeleton::Part;

/// A figure is as high as this share of its width at most.
pub(super) fn figure_height(width: f32) -> f32 {
    (width * 0.42).clamp(84.0, 150.0)
}

/// Still at rest or at the top for so long, in s.
const STILL_SECS: f64 = 0.8;
/// From one to the other, in s.
const MOVE_SECS: f64 = 1.4;

/// Returns a figure's share of the way from rest to the top after this time, 0–1; it goes there and back without end.
pub(super) fn share_at(secs: f64) -> f32 {
    let in_cycle = secs.rem_euclid(2.0 * (STILL_SECS + MOVE_SECS));
    let up = ((in_cycle - STILL_SECS) / MOVE_SECS).clamp(0.0, 1.0);
    let down = ((in_cycle - 2.0 * STILL_SECS - MOVE_SECS) / MOVE_SECS).clamp(0.0, 1.0);
    (0.5 - 0.5 * ((up - down) * std::f64::consts::PI).cos()) as f32
}

/// The drawing of an exercise across the whole width, at this share of its way from rest to the top; nothing where it has
/// none. Returns whether the pointer is over it.
pub(super) fn figure_ui(ui: &mut Ui, exercise: &Exercise, share: f32, height: f32, theme: &Theme) -> bool {
    if exercise.about.figure.is_none() {
        return false;
    }
    let (area, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), height), Sense::hover());
    ui.painter().rect_filled(area, 10.0, theme.ground);
    figure_in(ui.painter(), area, exercise, share, theme);
    response.hovered()
}

/// Draws the figure and its mat into an area.
pub(super) fn figure_in(painter: &Painter, area: Rect, exercise: &Exercise, share: f32, theme: &Theme) {
    let Some([rest, top]) = exercise.about.figure else { return };
    let anchor = exercise.posture.contacts.first().copied();
    let [rest, top] = [rest, top].map(|pose| Body::of(pose, anchor));
    let Some(frame) = Frame::around(&[&rest, &top], area) else { return };
    painter.rect_filled(frame.mat(), 4.0, theme.control_hovered);
    let now = rest.towards(&top, share, anchor);
    let figure = Figure { painter, frame, theme };
    let rocks = matches!(exercise.signal, Signal::Texture(_));
    figure.person(&now, !rocks);
    if rocks {
        figure.pelvis(&now, share);
    } else {
        figure.marks(exercise, &now);
    }
}

/// The figure of one card that moves, and since when.
pub(super) type Moving = Option<(&'static str, Instant)>;

/// The same on a card: at the top, and moving while the pointer is over it or the keyboard is on its card.
pub(super) fn card_figure_ui(
    ui: &mut Ui,
    exercise: &Exercise,
    [over, focused]: [&mut Moving; 2],
    height: f32,
    context: Context<'_>,
) {
    let since = [&*over, &*focused].into_iter().flatten().find(|(id, _)| *id == exercise.id).map(|(_, since)| *since);
    let share = since.map_or(1.0, |since| share_since(context, since));
    let is_over = figure_ui(ui, exercise, share, height, &context.theme);
    remember(ui, over, exercise.id, is_over, context);
    if since.is_some() {
        go_on(ui);
    }
}

/// Remembers from when on the figure of an exercise moves; lets go of it once it no longer does.
pub(super) fn remember(ui: &Ui, moving: &mut Moving, id: &'static str, moves: bool, context: Context<'_>) {
    let has = moving.is_some_and(|(other, _)| other == id);
    match (moves, has) {
        (true, false) => {
            *moving = Some((id, context.view.now));
            go_on(ui);
        }
        (false, true) => *moving = None,
        _ => {}
    }
}

/// The movement with its start and its end beside it, where there is room.
pub(super) fn phases_ui(
    ui: &mut Ui,
    exercise: &Exercise,
    since: &mut Option<Instant>,
    height: f32,
    context: Context<'_>,
) {
    if exercise.about.figure.is_none() {
        return;
    }
    let Context { words, theme, .. } = context;
    let since = *since.get_or_insert(context.view.now);
    let moving = (&words.before.figure_moving, share_since(context, since));
    let [start, end] = [(&words.before.figure_start, 0.0), (&words.before.figure_end, 1.0)];
    // One below the other they would push everything else down.
    let is_narrow = ui.available_width() < 3.0 * LEAST_PHASE;
    let shown = if is_narrow { vec![moving] } else { vec![start, moving, end] };
    columns(ui, shown.len(), LEAST_PHASE, |ui, k| {
        let Some((text, share)) = shown.get(k) else { return };
        figure_ui(ui, exercise, *share, height, &theme);
        faint(ui, text, &theme);
    });
    go_on(ui);
}

/// In less width than this a figure shows little.
const LEAST_PHASE: f32 = 190.0;

fn share_since(context: Context<'_>, since: Instant) -> f32 {
    share_at(context.view.now.saturating_duration_since(since).as_secs_f64())
}

/// A slow movement takes no more pictures than this, in s from one to the next.
const STEP: Duration = Duration::from_millis(40);

fn go_on(ui: &Ui) {
    ui.ctx().request_repaint_after(STEP);
}

/// From trunk lengths to the window.
#[derive(Debug, Clone, Copy)]
struct Frame {
    area: Rect,
    px_per_trunk: f32,
    /// Middle of the bodies, and the floor, in trunks.
    middle: f32,
}

/// Share of the height over the floor.
const OVER_FLOOR: f32 = 0.865;
/// A body that lies is not drawn larger than this, in trunks of the height.
const LARGEST: f32 = 0.59;
/// Room for the head and round ends around the joints, in trunks.
const AROUND: f32 = 0.2;

impl Frame {
    /// So that all bodies are whole, as large as fits.
    fn around(bodies: &[&Body], area: Rect) -> Option<Self> {
        let places = || bodies.iter().flat_map(|body| body.places());
        let (low, high) = places().map(|[x, _]| x).fold((f32::MAX, f32::MIN), |(a, b), x| (a.min(x), b.max(x)));
        let highest = places().map(|[_, y]| y).fold(0.0, f32::max);
        let [width, height] = [high - low + 2.0 * AROUND, highest + AROUND];
        let fits = (area.width() / width).min(area.height() * OVER_FLOOR / height);
        (low <= high).then(|| Self {
            area,
            px_per_trunk: fits.min(LARGEST * area.height()),
            middle: f32::midpoint(low, high),
        })
    }

    fn at(&self, [x, y]: [f32; 2]) -> Pos2 {
        let floor = self.area.top() + OVER_FLOOR * self.area.height();
        Pos2::new(self.area.center().x + (x - self.middle) * self.px_per_trunk, floor - y * self.px_per_trunk)
    }

    fn mat(&self) -> Rect {
        let half = (0.94 * self.area.height()).min(self.area.width() / 2.0 - 6.0);
        let (top, bottom) = (0.90, 0.96);
        let y = |share: f32| self.area.top() + share * self.area.height();
        Rect::from_x_y_ranges(self.area.center().x - half..=self.area.center().x + half, y(top)..=y(bottom))
    }
}

struct Figure<'a> {
    painter: &'a Painter,
    frame: Frame,
    theme: &'a Theme,
}

impl Figure<'_> {
    /// Draws the person, whose trunk may be drawn otherwise.
    fn person(&self, body: &Body, has_trunk: bool) {
        let trunk = self.frame.px_per_trunk;
        for is_near in [false, true] {
            let ink = if is_near { self.theme.faint_text } else { self.theme.faint_text.gamma_multiply(0.55) };
            let is_drawn = |bone: &Bone| has_trunk || Some(bone.ends) != trunk_of(body);
            for Bone { ends, width } in body.bones(is_near).filter(is_drawn) {
                round_line(self.painter, &ends.map(|end| self.frame.at(end)), width * trunk, ink);
            }
        }
        if let Some(head) = body.place(Part::Ear, true) {
            self.painter.circle_filled(self.frame.at(head), 0.17 * trunk, self.theme.faint_text);
        }
    }

    /// Draws the measure that the exercise is about: the line that should be straight, the angle, or the height.
    fn marks(&self, exercise: &Exercise, body: &Body) {
        let limb_is_near = exercise.about.figure.is_none_or(|[rest, top]| body::moves_near(rest, top));
        let place =
            |point: crate::core::measure::PointOf| body.place_of(point, limb_is_near).map(|at| self.frame.at(at));
        match exercise.key.measure.quantity {
            Quantity::SignedAngle([a, _, b]) => self.straight([a, b].map(place)),
            Quantity::Angle(points) | Quantity::Flexion(points) | Quantity::SignedFlexion(points) => {
                self.between(points.map(place));
            }
            Quantity::Height([of, over]) | Quantity::Inclination([over, of]) => self.rise([over, of].map(place)),
            Quantity::Distance(ends) => self.straight(ends.map(place)),
            Quantity::Nearest(..) | Quantity::Farthest(..) => {}
        }
    }

    fn stroke(&self) -> Stroke {
        Stroke::new(self.frame.px_per_trunk * 0.045, self.theme.accent)
    }

    fn dashed(&self, ends: [Pos2; 2]) {
        let (dash, gap) = (self.frame.px_per_trunk * 0.12, self.frame.px_per_trunk * 0.085);
        self.painter.extend(Shape::dashed_line(&ends, self.stroke(), dash, gap));
    }

    /// A line beside the body from end to end.
    fn straight(&self, ends: [Option<Pos2>; 2]) {
        let [Some(a), Some(b)] = ends else { return };
        let ends = [a, b].map(|end| end - Vec2::new(0.0, 0.22 * self.frame.px_per_trunk));
        self.dashed(ends);
        for end in ends {
            self.painter.circle_filled(end, self.stroke().width, self.theme.accent);
        }
    }

    /// An arc between both arms of an angle, with its head at the second.
    fn between(&self, points: [Option<Pos2>; 3]) {
        let [Some(a), Some(vertex), Some(b)] = points else { return };
        let [from, to] = [a - vertex, b - vertex].map(|arm| arm.angle().to_degrees());
        let sweep = (to - from + 180.0).rem_euclid(360.0) - 180.0;
        let radius = 0.55 * (a - vertex).length().min((b - vertex).length());
        let points = arc(vertex, radius, from, from + sweep);
        self.arrow(&points);
    }

    /// Draws the height of the second point over the first.
    fn rise(&self, ends: [Option<Pos2>; 2]) {
        let [Some(over), Some(of)] = ends else { return };
        let corner = Pos2::new(of.x, over.y);
        self.dashed([over, corner]);
        if self.frame.px_per_trunk * 0.2 < (of - corner).length() {
            self.arrow(&[corner, of]);
        }
    }

    fn arrow(&self, points: &[Pos2]) {
        let width = self.frame.px_per_trunk * 0.05;
        round_line(self.painter, points, width, self.theme.accent);
        if let [.., before, tip] = points {
            let ahead = (*tip - *before).normalized();
            let across = ahead.rot90();
            let size = width * 2.6;
            let head = vec![*tip + ahead * size, *tip + across * size * 0.8, *tip - across * size * 0.8];
            self.painter.add(Shape::convex_polygon(head, self.theme.accent, Stroke::NONE));
        }
    }
}

/// The ends of the near trunk.
fn trunk_of(body: &Body) -> Option<[Place; 2]> {
    Some([body.place(Part::Hip, true)?, body.place(Part::Shoulder, true)?])
}

#[cfg(test)]
mod tests {
    use super::share_at;

    #[test]
    fn a_figure_rests_goes_up_stays_and_comes_back() {
        let shares = [0.0, 0.7, 1.5, 2.3, 2.9, 3.7, 4.4, 5.9].map(share_at);
        for (share, truth) in shares.iter().zip([0.0, 0.0, 0.5, 1.0, 1.0, 0.5, 0.0, 0.5]) {
            assert!((share - truth).abs() < 1e-3, "{shares:?}");
        }
    }
}
