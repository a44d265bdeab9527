//! The athlete at one instant as a drawing: for recordings of which only the poses are there.

use super::drawing::{Anchor, Drawing, Ink};
use crate::core::exercise::Exercise;
use crate::core::geometry::Point;
use crate::core::skeleton::{BONES, Joint, Part};
use crate::core::track::{Leg, TrackedPose};

/// As wide as half a page, in points.
const WIDTH: f32 = 248.0;
/// Around the body, in points.
const MARGIN: f32 = 22.0;
/// Flatter than this no figure is, in points.
const LEAST_HEIGHT: f32 = 90.0;

/// The body as it was seen, with the measure that the exercise is about; `None` where too little is seen.
pub(super) fn figure(pose: &TrackedPose, leg: Leg, exercise: &Exercise) -> Option<Drawing> {
    let seen: Vec<Point> = pose.joints.iter().filter_map(|(_, at)| *at).collect();
    let low = seen.iter().copied().reduce(|a, b| Point::new(a.x.min(b.x), a.y.min(b.y)))?;
    let high = seen.iter().copied().reduce(|a, b| Point::new(a.x.max(b.x), a.y.max(b.y)))?;
    let size = high - low;
    let scale = (WIDTH - 2.0 * MARGIN) / size.x.max(size.y * 1.6).max(1.0);
    let height = (size.y * scale + 2.0 * MARGIN).max(LEAST_HEIGHT);
    let shift = Point::new((WIDTH - size.x * scale) / 2.0, height - MARGIN - size.y * scale);
    let place = move |at: Point| (at - low) * scale + shift;
    let measure = exercise.key.measure;
    let value = measure.of(pose, leg).filter(|_| exercise.rhythm().is_none());
    let said = value.map(|value| measure.unit().with(value)).unwrap_or_default();
    let mut drawing = Drawing::new(WIDTH, height, format!("the body as it was seen, {said}"));
    floor(&mut drawing, height - MARGIN + 6.0);
    bones(&mut drawing, pose, &place);
    if let Some(line) = measure.line_in_image(pose, leg).filter(|_| value.is_some()) {
        let line: Vec<Point> = line.into_iter().map(&place).collect();
        key_line(&mut drawing, &line, measure.is_against_level(), said);
    }
    Some(drawing)
}

/// The measure where it is read, what it is compared with, and its reading.
fn key_line(drawing: &mut Drawing, line: &[Point], is_against_level: bool, said: String) {
    let (compared_with, at) = match *line {
        [a, vertex, b] => (Some([a, b]), Point::new(vertex.x, vertex.y.min(f32::midpoint(a.y, b.y)))),
        [from, to] => (is_against_level.then(|| [from, Point::new(to.x, from.y)]), (from + to) * 0.5),
        _ => return,
    };
    if let Some(ends) = compared_with {
        drawing.dashed(&ends, 1.0, Ink::RED, 3.0);
    }
    drawing.line(line, 3.0, Ink::BLUE);
    drawing.text(at - Point::new(0.0, 12.0), said, (11.0, Anchor::Middle), Ink::DARK);
}

fn floor(drawing: &mut Drawing, y: f32) {
    drawing.line(&[Point::new(6.0, y), Point::new(WIDTH - 6.0, y)], 0.8, Ink::PALE);
}

fn bones(drawing: &mut Drawing, pose: &TrackedPose, place: &impl Fn(Point) -> Point) {
    let is_near = |joint: Joint| Part::ALL.into_iter().any(|part| Joint::of(pose.near, part) == joint);
    for wants_near in [false, true] {
        let ink = if wants_near { Ink::DARK } else { Ink::PALE };
        for (a, b) in BONES.into_iter().filter(|(a, b)| (is_near(*a) && is_near(*b)) == wants_near) {
            if let (Some(a), Some(b)) = (pose.joints[a], pose.joints[b]) {
                drawing.line(&[place(a), place(b)], 2.2, ink);
            }
        }
    }
    if let (Some(ear), Some(shoulder)) = (pose.near(Part::Ear), pose.near(Part::Shoulder)) {
        let radius = place(ear).distance(place(shoulder)) * 0.62;
        drawing.disc(place(ear), radius, Ink::DARK.soft());
    }
}
