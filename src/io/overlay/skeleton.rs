//! The skeleton: the side towards the camera strong, the other faint, what is not seen not at all.

use super::canvas::{Canvas, Line};
use super::theme::{CASING, FAR_BONE, FAR_CASING, NEAR_BONE, Scale};
use crate::core::skeleton::{BONES, Joint, Part, Side};
use crate::core::track::TrackedPose;

/// Draws the bones whose two joints are seen, and the joints of the near side.
pub(super) fn draw(canvas: &mut Canvas, pose: &TrackedPose, scale: Scale) {
    let far = Line {
        width: scale.px(2.0),
        colour: FAR_BONE,
        casing: Some((FAR_CASING, scale.px(0.75).max(1.0))),
        dash: None,
    };
    let near = Line::cased(scale.px(3.0), NEAR_BONE);
    let is_near = |(a, b): (Joint, Joint)| is_of(a, pose.near) && is_of(b, pose.near);
    draw_bones(canvas, pose, far, |bone| !is_near(bone));
    draw_bones(canvas, pose, near, is_near);
    for at in Part::ALL.into_iter().filter_map(|part| pose.near(part)) {
        canvas.disc(at, scale.px(4.0), CASING);
        canvas.disc(at, scale.px(2.8), NEAR_BONE);
    }
}

fn draw_bones(canvas: &mut Canvas, pose: &TrackedPose, line: Line, is_wanted: impl Fn((Joint, Joint)) -> bool) {
    for (a, b) in BONES.into_iter().filter(|bone| is_wanted(*bone)) {
        if let (Some(a), Some(b)) = (pose.joints[a], pose.joints[b]) {
            canvas.line(&[a, b], line);
        }
    }
}

fn is_of(joint: Joint, side: Side) -> bool {
    Part::ALL.into_iter().any(|part| Joint::of(side, part) == joint)
}
