//! The skeleton: the side towards the camera strong, the other faint, what is not seen not at all.

use super::{Ink, Look, Shape};
use crate::core::geometry::Point;
use crate::core::skeleton::{BONES, Joint, Part};
use crate::core::track::TrackedPose;

/// Length of a dash and of a gap of a guessed bone, in widths of its line.
const GUESSED: [f32; 2] = [2.2, 1.6];
/// Radius of the head, as a share of the way from the ear to the shoulder.
const HEAD: f32 = 0.62;

/// Draws the bones whose two joints are seen, and the joints of the near side; what was guessed is dashed and hollow.
///
/// `place` leads from the picture to what it is painted on, `unit` is the size of a unit of the design there.
pub fn skeleton(pose: &TrackedPose, place: impl Fn(Point) -> Point, look: &Look, unit: f32) -> Vec<Shape> {
    let is_near = |joint: Joint| Part::ALL.into_iter().any(|part| Joint::of(pose.near, part) == joint);
    let at = |joint: Joint| pose.joints[joint].map(&place);
    let mut shapes = Vec::new();
    for (pen, is_strong) in [(look.far, false), (look.near, true)] {
        for (a, b) in BONES.into_iter().filter(|(a, b)| (is_near(*a) && is_near(*b)) == is_strong) {
            let (Some(from), Some(to)) = (at(a), at(b)) else { continue };
            let is_sure = pose.sure[a] && pose.sure[b];
            let dash = (!is_sure).then(|| GUESSED.map(|n_widths| n_widths * pen.width));
            shapes.extend(pen.draw(&[from, to], dash, unit));
        }
    }
    if let Some(look) = look.joint {
        let near = Joint::ALL.into_iter().filter(|joint| is_near(*joint));
        shapes.extend(near.filter_map(|joint| Some(look.draw(at(joint)?, pose.sure[joint], unit))).flatten());
    }
    shapes.extend(head(pose, place).filter(|_| look.has_head));
    shapes
}

fn head(pose: &TrackedPose, place: impl Fn(Point) -> Point) -> Option<Shape> {
    let [ear, shoulder] = [place(pose.near(Part::Ear)?), place(pose.near(Part::Shoulder)?)];
    Some(Shape::Disc { at: ear, radius: ear.distance(shoulder) * HEAD, ink: Ink::DARK.soft() })
}
