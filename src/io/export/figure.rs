//! The athlete at one instant as a drawing: for recordings of which only the poses are there.

use crate::core::exercise::Exercise;
use crate::core::geometry::Point;
use crate::core::track::{Leg, TrackedPose};
use crate::io::drawing::{Anchor, Drawing, Ink, KeyLine, Look, skeleton};

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
    let line = KeyLine::read(exercise, leg, pose, place);
    let said = line.as_ref().map(|line| line.unit.with(line.value)).unwrap_or_default();
    let mut drawing = Drawing::new(WIDTH, height, format!("the body as it was seen, {said}"));
    floor(&mut drawing, height - MARGIN + 6.0);
    drawing.shapes.extend(skeleton(pose, place, &Look::ON_PAPER, 1.0));
    if let Some(line) = line {
        drawing.shapes.extend(line.shapes(&Look::ON_PAPER, 1.0));
        label(&mut drawing, &line.points, said);
    }
    Some(drawing)
}

/// Writes the reading above the line.
fn label(drawing: &mut Drawing, line: &[Point], said: String) {
    let at = match *line {
        [a, vertex, b] => Point::new(vertex.x, vertex.y.min(f32::midpoint(a.y, b.y))),
        [from, to] => (from + to) * 0.5,
        _ => return,
    };
    drawing.text(at - Point::new(0.0, 12.0), said, (11.0, Anchor::Middle), Ink::DARK);
}

fn floor(drawing: &mut Drawing, y: f32) {
    drawing.line(&[Point::new(6.0, y), Point::new(WIDTH - 6.0, y)], 0.8, Ink::PALE);
}
