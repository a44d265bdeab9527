//! The measure that the exercise is about, drawn where it is read: an angle with its two arms, a length, a height.

use super::{Ink, Look, NEUTRAL, Shape, ink_of};
use crate::core::exercise::{Exercise, KeyTarget, KeyVerdict, Leg};
use crate::core::geometry::Point;
use crate::core::judge::{LiveView, Phase};
use crate::core::measure::Unit;
use crate::core::track::TrackedPose;

/// Radius of the fine range, as a share of the shorter arm; and of the arc, as a share of it.
const FINE_SHARE: f32 = 0.55;
const ARC_SHARE: f32 = 0.8;
/// Of the fine range.
const FINE: Ink = super::GOOD.through(115);
const FINE_EDGE: f32 = 1.5;

/// The measure in one pose, with what is said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyLine {
    /// Points that it is read from, as placed: three of an angle, two of a length or a height.
    pub points: Vec<Point>,
    /// Reading, in its unit.
    pub value: f32,
    /// Unit of the reading.
    pub unit: Unit,
    /// The rules' verdict; `None` below the top, where no rule reads it, and where the exercise is only guessed.
    pub verdict: Option<KeyVerdict>,
    is_against_level: bool,
    /// Angle at the middle one of three points.
    vertex_deg: f32,
    /// Least and most at which it is fine.
    fine_deg: Option<[f32; 2]>,
}

impl KeyLine {
    /// Reads the measure of a view; `None` where a joint is not seen, or where the exercise follows texture: of that,
    /// joints say nothing. `place` leads from the picture to what it is painted on.
    pub fn of(view: &LiveView, pose: &TrackedPose, place: impl Fn(Point) -> Point) -> Option<Self> {
        let line = Self::read(view.exercise, view.leg, pose, place)?;
        let measure = view.exercise.key.measure;
        let target = KeyTarget::of(view.exercise);
        // On the way up it is not yet wrong, and of an exercise that is only guessed nothing is right or wrong.
        let verdict = target.verdict(line.value).filter(|_| view.is_certain && view.phase == Phase::Top);
        let fine = target.fine().filter(|_| view.is_certain);
        let fine_deg = fine.map(|(low, high)| [low, high].map(|value| measure.vertex_deg(value)));
        Some(Self { verdict, fine_deg, ..line })
    }

    /// Reads the measure of a pose, and judges nothing.
    pub fn read(exercise: &Exercise, leg: Leg, pose: &TrackedPose, place: impl Fn(Point) -> Point) -> Option<Self> {
        let measure = exercise.joint_signal().map(|_| exercise.key.measure)?;
        let value = measure.of(pose, leg)?;
        Some(Self {
            points: measure.line_in_image(pose, leg)?.into_iter().map(place).collect(),
            value,
            unit: measure.unit(),
            verdict: None,
            is_against_level: measure.is_against_level(),
            vertex_deg: measure.vertex_deg(value),
            fine_deg: None,
        })
    }

    /// Returns its colour on a picture.
    pub fn ink(&self) -> Ink {
        self.verdict.as_ref().map_or(NEUTRAL, |verdict| ink_of(verdict.severity))
    }

    /// Draws the fine range, the line, what it is compared with, its points and its arc. `unit` is the size of a unit of
    /// the design.
    pub fn shapes(&self, look: &Look, unit: f32) -> Vec<Shape> {
        let ink = if self.verdict.is_some() { self.ink() } else { look.line.ink };
        let mut shapes = Vec::new();
        let radius = self.fine_radius();
        if look.arc.is_some() {
            shapes.extend(self.fine(radius, unit));
        }
        shapes.extend(look.line.in_ink(ink).draw(&self.points, None, unit));
        let (pen, dash) = look.compared;
        if let Some(ends) = self.compared_with() {
            shapes.extend(pen.draw(&ends, Some(dash), unit));
        }
        if let Some(point) = look.point {
            shapes.extend(self.points.iter().flat_map(|at| point.draw(*at, true, unit)));
        }
        if let Some(pen) = look.arc {
            let arc = self.arc(radius * ARC_SHARE, 0.0, self.vertex_deg);
            shapes.extend(pen.in_ink(ink).draw(&arc, None, unit).filter(|_| !arc.is_empty()));
        }
        shapes
    }

    /// Returns the line to compare with: the straight line between both ends of an angle, the level of a height.
    fn compared_with(&self) -> Option<[Point; 2]> {
        match *self.points.as_slice() {
            [a, _, b] => Some([a, b]),
            [from, to] if self.is_against_level => Some([from, Point::new(to.x, from.y)]),
            _ => None,
        }
    }

    fn fine_radius(&self) -> f32 {
        match *self.points.as_slice() {
            [a, vertex, b] => FINE_SHARE * vertex.distance(a).min(vertex.distance(b)),
            _ => 0.0,
        }
    }

    /// Draws the range in which the angle is fine.
    fn fine(&self, radius: f32, unit: f32) -> Vec<Shape> {
        let (Some([a, b]), [_, vertex, _]) = (self.fine_deg, self.points.as_slice()) else { return Vec::new() };
        let (low, high) = (a.min(b), a.max(b));
        let mut fan = vec![*vertex];
        fan.extend(self.arc(radius, low, high.min(low.max(180.0) + 180.0)));
        let mut edge = fan.clone();
        edge.push(*vertex);
        vec![Shape::Area { points: fan, ink: FINE }, Shape::line(edge, FINE_EDGE * unit, super::GOOD)]
    }

    /// Returns points about the vertex from so many degrees off the first arm to so many, on the side on which the angle
    /// is; none where it is no angle of three.
    fn arc(&self, radius: f32, from_deg: f32, to_deg: f32) -> Vec<Point> {
        const N_STEPS: usize = 40;
        let [a, vertex, b] = *self.points.as_slice() else { return Vec::new() };
        let (from, to) = (a - vertex, b - vertex);
        let short_way = if from.cross(to) < 0.0 { -1.0 } else { 1.0 };
        let way = if self.vertex_deg <= 180.0 { short_way } else { -short_way };
        let start = from.y.atan2(from.x);
        let at = |k: usize| {
            let degrees = from_deg + (to_deg - from_deg) * k as f32 / N_STEPS as f32;
            let (sin, cos) = (start + way * degrees.to_radians()).sin_cos();
            vertex + Point::new(cos, sin) * radius
        };
        (0..=N_STEPS).map(at).collect()
    }
}
