//! What the pose model saw in one frame: all that the rules may know of a picture.

use serde::{Deserialize, Serialize};

use crate::core::geometry::Point;
use crate::core::skeleton::JointMap;
use crate::core::time::Timestamp;

/// What a stream's samples have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stream {
    /// Width of the upright picture, in px.
    pub width: u32,
    /// Height of the upright picture, in px.
    pub height: u32,
}

/// A joint less sure than this is unknown (pose-model tests: hidden joints stay below, seen ones above .9).
pub const SEEN_CONFIDENCE: f32 = 0.5;

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

/// A place whose texture is followed in the picture: finer than a key point is found anew in each frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Patch {
    Pelvis,
    Abdomen,
    Chest,
    Knee,
    Foot,
    /// Everything that is not the athlete: how far the camera moved.
    Background,
}

/// Motion of a patch against the picture of its set-up, in px of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PatchShift {
    /// Identity of the patch.
    pub patch: Patch,
    /// How far it moved since its set-up.
    pub shift: Point,
    /// How well it still matches, −1…1.
    pub match_quality: f32,
}

/// What came of laying patches: shifts are told against this picture until the next set-up.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PatchSetup {
    /// Patches lie on the athlete.
    Laid(BodyFrame),
    /// They cannot be laid, or could not be held.
    Refused(SetupRefusal),
}

/// The frame of reference of a lying body in the picture, frozen at the set-up.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BodyFrame {
    /// From shoulder to hip on the near side, in px.
    pub trunk_px: f32,
    /// Unit offset from hip to shoulder.
    pub along: Point,
    /// Unit offset perpendicular to it, towards the knee.
    pub up: Point,
}

/// Why no patches lie on the athlete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetupRefusal {
    /// The trunk is not level in the picture.
    TrunkNotLevel,
    /// The trunk is too short in the picture.
    TooSmall,
    /// The knees do not stand over the hips.
    KneesNotUp,
    /// The feet do not stand on the floor.
    FeetNotPlanted,
    /// A joint is hidden, or the body is not whole in the picture.
    NotInView,
    /// The clothes over the pelvis show nothing to follow.
    TooPlain,
    /// Something lies over the pelvis, or moves before it.
    Covered,
    /// The texture was lost and not found again.
    Lost,
    /// The camera zooms.
    Zooms,
}

/// One frame as the rules see it.
#[derive(Debug, Clone, PartialEq)]
pub struct PoseSample {
    /// When the frame was taken.
    pub at: Timestamp,
    /// The athlete, or `None` where no person was found.
    pub person: Option<Person>,
    /// Number of people that the detector saw, if it looked at this frame.
    pub n_people: Option<u8>,
    /// The picture changed at once: a cut, not a motion. What was learnt of the scene is void.
    pub cut: bool,
    /// Mean brightness of the picture, 0–255.
    pub brightness: f32,
    /// The picture shows what the one before showed, to the last pixel: the clock ran and the film did not.
    pub repeated: bool,
    /// How far the background moved since the frame before, in px, where it has texture enough to tell; with a zoom, how
    /// far the middle of the picture moved.
    pub camera_shift: Option<Point>,
    /// Factor by which the background grew since the frame before, where the camera zooms.
    pub camera_zoom: Option<f32>,
    /// Patches of texture, where any are laid.
    pub patches: Vec<PatchShift>,
    /// Patches were laid, or given up, in this frame.
    pub patch_setup: Option<PatchSetup>,
}
