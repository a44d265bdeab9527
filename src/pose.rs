//! What the pose model saw in one frame: all that the rules may know of a picture.

use serde::{Deserialize, Serialize};

use crate::geometry::Point;
use crate::skeleton::JointMap;
use crate::time::Timestamp;

/// What a stream's samples have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stream {
    /// Width of the upright picture, in px.
    pub width: u32,
    /// Height of the upright picture, in px.
    pub height: u32,
}

/// A raw joint as the model gives it, unsmoothed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Keypoint {
    /// In the picture.
    pub at: Point,
    /// Depth against the middle of the hips, in px of the picture; negative is towards the camera.
    pub depth_px: f32,
    /// How likely the joint is in the picture and not hidden, 0–1.
    pub confidence: f32,
}

/// The directions that say how the body lies towards the camera, from the model's 3-D points.
///
/// Each is a unit vector: to the right and down in the picture, away from the camera.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BodyAxes {
    /// From the middle of the hips to the middle of the shoulders.
    pub trunk: [f32; 3],
    /// From the right to the left side, mean of hips and shoulders.
    pub across: [f32; 3],
}

/// A person in one frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Person {
    /// Every joint, raw.
    pub keypoints: JointMap<Keypoint>,
    /// How the body lies towards the camera.
    pub axes: BodyAxes,
}

/// Motion of a patch of texture against its template, in px of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PatchShift {
    /// Which patch, as the exercise that asked for it names it.
    pub patch: u8,
    /// How far it moved.
    pub shift: Point,
    /// How well it still matches, −1…1.
    pub match_quality: f32,
}

/// One frame as the rules see it.
#[derive(Debug, Clone, PartialEq)]
pub struct PoseSample {
    /// When the frame was taken.
    pub at: Timestamp,
    /// The athlete, or `None` where nobody was found.
    pub person: Option<Person>,
    /// How many people the detector saw, if it looked at this frame.
    pub n_people: Option<u8>,
    /// The picture changed at once: a cut, not a motion. What was learnt of the scene is void.
    pub cut: bool,
    /// Mean brightness of the picture, 0–255.
    pub brightness: f32,
    /// How far the background moved since the frame before, in px, where it has texture enough to tell.
    pub camera_shift: Option<Point>,
    /// Tracked patches of texture; empty unless an exercise asked for them.
    pub patches: Vec<PatchShift>,
}
