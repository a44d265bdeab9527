//! An exercise as a small drawing: at rest in pale, at the top in dark.

use crate::core::exercise::Exercise;
use crate::core::exercise::body::Body;
use crate::core::geometry::Point;
use crate::core::skeleton::Part;
use crate::io::drawing::{Drawing, Ink};

/// Width of all that stand side by side, in points.
const ROOM: f32 = 480.0;
const HEIGHT: f32 = 74.0;
/// Around the body, in points.
const MARGIN: f32 = 10.0;
/// No body is drawn larger than this, in points a trunk length.
const LARGEST: f32 = 26.0;
/// Radius of the head, in trunks.
const HEAD: f32 = 0.17;

/// The drawing, as one of so many side by side: each is drawn as large as in another row. `None` of an exercise without a
/// figure.
pub(super) fn pictogram(exercise: &Exercise, n_across: usize) -> Option<Drawing> {
    let width = ROOM / n_across.max(2) as f32;
    let anchor = exercise.posture.contacts.first().copied();
    let bodies = exercise.about.figure?.map(|pose| Body::of(pose, anchor));
    let places = || bodies.iter().flat_map(Body::places);
    let (low, high) = places().map(|[x, _]| x).fold((f32::MAX, f32::MIN), |(a, b), x| (a.min(x), b.max(x)));
    let highest = places().map(|[_, y]| y).fold(0.0, f32::max);
    let room = [width - 2.0 * MARGIN, HEIGHT - 2.0 * MARGIN];
    let [across, up] = [room[0] / (high - low).max(0.1), room[1] / (highest + HEAD)];
    let scale = across.min(up).min(LARGEST);
    let floor = HEIGHT - MARGIN;
    let at = |[x, y]: [f32; 2]| Point::new(width / 2.0 + (x - f32::midpoint(low, high)) * scale, floor - y * scale);
    let mut drawing = Drawing::new(width, HEIGHT, format!("{} at rest and at the top", exercise.name));
    drawing.line(&[Point::new(MARGIN, floor + 4.0), Point::new(width - MARGIN, floor + 4.0)], 0.8, Ink::PALE);
    for (body, ink) in bodies.iter().zip([Ink::PALE, Ink::DARK]) {
        for is_near in [false, true] {
            let ink = if is_near || ink == Ink::PALE { ink } else { Ink::GREY };
            for bone in body.bones(is_near) {
                drawing.line(&bone.ends.map(&at), (bone.width * scale * 0.8).max(1.2), ink);
            }
        }
        if let Some(head) = body.place(Part::Ear, true) {
            drawing.disc(at(head), HEAD * scale, ink);
        }
    }
    Some(drawing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercises::part_of_the_program;
    use crate::io::drawing::Shape;

    #[test]
    fn every_exercise_of_the_program_is_drawn_within_its_frame() {
        for (exercise, n_across) in part_of_the_program().flat_map(|it| [1, 2, 3, 4].map(|n| (it, n))) {
            let drawing = pictogram(exercise, n_across).unwrap();
            assert!(8 < drawing.shapes.len(), "{}", exercise.id);
            for shape in &drawing.shapes {
                let points = match shape {
                    Shape::Line { points, .. } | Shape::Area { points, .. } => points.clone(),
                    Shape::Disc { at, .. } | Shape::Ring { at, .. } | Shape::Text { at, .. } => vec![*at],
                };
                let is_inside =
                    |point: &Point| (0.0..=drawing.width).contains(&point.x) && (0.0..=HEIGHT).contains(&point.y);
                assert!(points.iter().all(is_inside), "{}: {points:?}", exercise.id);
            }
        }
    }
}
