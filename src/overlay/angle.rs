//! The angle that the exercise is about, with its two arms.

use super::canvas::{Canvas, Line};
use super::font::Font;
use super::plate::{Anchor, Area, Badge, Plate, Run};
use super::theme::{CASING, CHORD, Colour, NEUTRAL, Scale, TEXT, colour_of};
use super::words::Verdict;
use crate::geometry::Point;
use crate::session::LiveView;
use crate::track::TrackedPose;

const ARC_RADIUS: f32 = 22.0;
const LABEL_SIZE: f32 = 15.0;
/// From the line through the body to its surface, as a share of the trunk.
const BODY_SHARE: f32 = 0.26;

/// The angle of one pose, with what is said of it.
#[derive(Debug)]
pub(super) struct AngleLine {
    /// Of which the middle one is the vertex.
    points: [Point; 3],
    angle_deg: f32,
    verdict: Option<Verdict>,
    colour: Colour,
}

impl AngleLine {
    /// The angle; `None` where a joint is not seen.
    pub(super) fn of(view: &LiveView, pose: &TrackedPose) -> Option<Self> {
        let angle_deg = view.exercise.key.measure.of(pose, view.leg)?;
        let verdict = Verdict::of(view, angle_deg);
        Some(Self {
            points: view.exercise.key.measure.angle_in_image(pose, view.leg)?,
            angle_deg,
            colour: verdict.as_ref().map_or(NEUTRAL, |verdict| colour_of(verdict.severity)),
            verdict,
        })
    }

    /// Draws the line, the straight line to compare it with, and the arc between both arms.
    pub(super) fn draw(&self, canvas: &mut Canvas, scale: Scale) {
        let Self { points: [a, vertex, b], angle_deg, colour, .. } = *self;
        canvas.line(&[a, vertex, b], Line::cased(scale.px(5.0), colour));
        let chord = Line { dash: Some(scale.px(4.0)), ..Line::cased(scale.px(1.6), CHORD) };
        canvas.line(&[a, b], chord);
        for at in [a, vertex, b] {
            canvas.disc(at, scale.px(5.5), CASING);
            canvas.disc(at, scale.px(4.0), TEXT);
        }
        let shorter = vertex.distance(a).min(vertex.distance(b));
        let radius = scale.px(ARC_RADIUS).min(shorter * 0.6);
        let arc: Vec<Point> = arc(a - vertex, b - vertex, angle_deg).map(|offset| vertex + offset * radius).collect();
        canvas.line(&arc, Line::cased(scale.px(2.2), colour));
    }

    /// Writes the angle and what it means, beside what is `taken`.
    pub(super) fn draw_label(&self, canvas: &mut Canvas, taken: &[Area], font: &Font, scale: Scale) {
        let word = self.verdict.as_ref().map_or_else(String::new, |verdict| format!(" {}", verdict.word));
        let sign = self.verdict.as_ref().map_or("∠", |verdict| verdict.sign);
        let row = vec![Run::new(format!("{:.0}°{word}", self.angle_deg), LABEL_SIZE, TEXT)];
        let plate = Plate { rows: vec![row], badge: Some(Badge { colour: self.colour, sign }) };
        plate.draw(canvas, self.label_place(scale), taken, (font, scale));
    }

    /// Over the first arm: from the vertex towards its end, above both lines by the thickness of a body.
    fn label_place(&self, scale: Scale) -> Anchor {
        let [a, vertex, b] = self.points;
        let along = (vertex.x - a.x) / (b.x - a.x);
        let chord_y = if (0.0..=1.0).contains(&along) { a.y + (b.y - a.y) * along } else { vertex.y };
        let body_px = BODY_SHARE * a.distance(vertex);
        let at = Point::new(vertex.x, vertex.y.min(chord_y) - body_px.max(scale.px(ARC_RADIUS)));
        if vertex.x <= a.x { Anchor::RightOf(at) } else { Anchor::LeftOf(at) }
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
