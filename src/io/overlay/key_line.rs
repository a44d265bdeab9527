//! The measure that the exercise is about, drawn where it is read: an angle with its two arms, a length, a height.

use super::canvas::{Canvas, Line};
use super::font::Font;
use super::plate::{Anchor, Area, Badge, Plate, Run};
use super::theme::{CASING, CHORD, Colour, NEUTRAL, Scale, TEXT, colour_of};
use super::words::Verdict;
use crate::core::geometry::Point;
use crate::core::judge::LiveView;
use crate::core::measure::Unit;
use crate::core::track::TrackedPose;

const ARC_RADIUS: f32 = 22.0;
const LABEL_SIZE: f32 = 15.0;
/// From the line through the body to its surface, as a share of the trunk.
const BODY_SHARE: f32 = 0.26;

/// The measure in one pose, with what is said of it.
#[derive(Debug)]
pub(super) struct KeyLine {
    points: Vec<Point>,
    /// The level that a height or an inclination is read against.
    level: Option<[Point; 2]>,
    value: f32,
    /// At the middle one of three points.
    vertex_deg: f32,
    unit: Unit,
    verdict: Option<Verdict>,
    colour: Colour,
}

impl KeyLine {
    /// The measure; `None` where a joint is not seen.
    pub(super) fn of(view: &LiveView, pose: &TrackedPose) -> Option<Self> {
        let measure = view.exercise.key.measure;
        let value = measure.of(pose, view.leg)?;
        let points = measure.line_in_image(pose, view.leg)?;
        let verdict = Verdict::of(view, value);
        let level = match points.as_slice() {
            [from, to] if measure.is_against_level() => Some([*from, Point::new(to.x, from.y)]),
            _ => None,
        };
        Some(Self {
            points,
            level,
            value,
            vertex_deg: measure.vertex_deg(value),
            unit: measure.unit(),
            colour: verdict.as_ref().map_or(NEUTRAL, |verdict| colour_of(verdict.severity)),
            verdict,
        })
    }

    /// Draws the line and what it is compared with: the straight line and the arc of an angle, the level of a height.
    pub(super) fn draw(&self, canvas: &mut Canvas, scale: Scale) {
        canvas.line(&self.points, Line::cased(scale.px(5.0), self.colour));
        let chord = Line { dash: Some(scale.px(4.0)), ..Line::cased(scale.px(1.6), CHORD) };
        if let [a, _, b] = self.points.as_slice() {
            canvas.line(&[*a, *b], chord);
        }
        if let Some(level) = self.level {
            canvas.line(&level, chord);
        }
        for at in &self.points {
            canvas.disc(*at, scale.px(5.5), CASING);
            canvas.disc(*at, scale.px(4.0), TEXT);
        }
        if let [a, vertex, b] = *self.points.as_slice() {
            let shorter = vertex.distance(a).min(vertex.distance(b));
            let radius = scale.px(ARC_RADIUS).min(shorter * 0.6);
            let offsets = arc(a - vertex, b - vertex, self.vertex_deg);
            let arc: Vec<Point> = offsets.map(|offset| vertex + offset * radius).collect();
            canvas.line(&arc, Line::cased(scale.px(2.2), self.colour));
        }
    }

    /// Writes the reading and what it means, beside what is `taken`.
    pub(super) fn draw_label(&self, canvas: &mut Canvas, taken: &[Area], font: &Font, scale: Scale) {
        let word = self.verdict.as_ref().map_or_else(String::new, |verdict| format!(" {}", verdict.word));
        let sign = self.verdict.as_ref().map_or("∠", |verdict| verdict.sign);
        let row = vec![Run::new(format!("{}{word}", self.unit.with(self.value)), LABEL_SIZE, TEXT)];
        let plate = Plate { rows: vec![row], badge: Some(Badge { colour: self.colour, sign }) };
        if let Some(place) = self.label_place(scale) {
            plate.draw(canvas, place, taken, (font, scale));
        }
    }

    /// Above the line; of an angle over its first arm: from the vertex towards its end, above both lines by the thickness
    /// of a body.
    fn label_place(&self, scale: Scale) -> Option<Anchor> {
        let [a, vertex, b] = match *self.points.as_slice() {
            [a, vertex, b] => [a, vertex, b],
            [a, b] => [a, b, b],
            _ => return None,
        };
        let along = (vertex.x - a.x) / (b.x - a.x);
        let chord_y = if (0.0..=1.0).contains(&along) { a.y + (b.y - a.y) * along } else { vertex.y };
        let body_px = BODY_SHARE * a.distance(vertex);
        let at = Point::new(vertex.x, vertex.y.min(chord_y) - body_px.max(scale.px(ARC_RADIUS)));
        Some(if vertex.x <= a.x { Anchor::RightOf(at) } else { Anchor::LeftOf(at) })
    }
}

/// Unit offsets along the arc from one arm to the other, on the side on which they include `angle_deg`.
fn arc(from: Point, to: Point, angle_deg: f32) -> impl Iterator<Item = Point> {
    const N_STEPS: i32 = 32;
    let short_way = if from.cross(to) < 0.0 { -1.0 } else { 1.0 };
    let way = if angle_deg <= 180.0 { short_way } else { -short_way };
    let (start, sweep) = (from.y.atan2(from.x), way * angle_deg.to_radians());
    (0..=N_STEPS).map(move |step| {
        let (sin, cos) = (start + sweep * step as f32 / N_STEPS as f32).sin_cos();
        Point::new(cos, sin)
    })
}
