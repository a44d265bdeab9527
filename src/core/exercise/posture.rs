//! Postures that exercises are done in, as ranges of what a pose shows, and what carries the weight.

use serde::Deserialize;

use crate::core::measure::{HIP_OVER_SHOULDER, Measure, body_roll_deg, is_face_up};
use crate::core::skeleton::Part;
use crate::core::track::{Leg, TrackedPose};

/// The posture in which an exercise is done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Posture {
    /// Orientation of the body.
    pub kind: PostureKind,
    /// Ranges that the pose keeps from rest to the top.
    pub ranges: &'static [PoseRange],
    /// The parts that stay on the floor: the line through both is the floor. With one or none the floor is level.
    pub contacts: &'static [Part],
}

/// Orientation of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum PostureKind {
    /// On the back.
    Supine,
    /// On the belly.
    Prone,
    /// On one side.
    SideLying,
    /// On hands and knees, or on hands and feet.
    HandsAndKnees,
    /// On a chair, a ball or the floor.
    Sitting,
    /// On one or both feet, or half kneeling.
    Standing,
}

/// A range of a measure, both ends included, in its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PoseRange {
    /// Measure, read on the side towards the camera.
    pub measure: Measure,
    /// The least.
    pub from: f32,
    /// The most.
    pub to: f32,
}

/// On the samples the model reads up to 22° for athletes on their back.
pub(crate) const ON_THE_SIDE_DEG: f32 = 45.0;

/// Lower over the shoulders than this (in trunks) the hips are those of somebody propped up or sitting: on the back they
/// are at −0.06 or higher on the samples, and a camera tilted by 8° takes off 0.14.
pub const LOWEST_LYING_HIPS: f32 = -0.3;
/// During a repetition the trunk rolls by up to 58° on film, where an arm taps the other side at the top of a bridge.
const MOST_ROLL_IN_MOTION_DEG: f32 = 65.0;

impl Posture {
    /// Returns true if the body is in this posture; `None` where that cannot be seen.
    pub fn holds(&self, pose: &TrackedPose) -> Option<bool> {
        Some(self.is_within(pose)? && self.kind.is_turned(pose))
    }

    /// Returns true if the pose keeps the ranges while the trunk may roll: an arm reaching over at the top turns it.
    pub fn holds_in_motion(&self, pose: &TrackedPose) -> Option<bool> {
        let is_turned = match self.kind {
            PostureKind::Supine => body_roll_deg(pose) < MOST_ROLL_IN_MOTION_DEG,
            _ => self.kind.is_turned(pose),
        };
        Some(self.is_within(pose)? && is_turned)
    }

    fn is_within(&self, pose: &TrackedPose) -> Option<bool> {
        let mut is_within = true;
        for PoseRange { measure, from, to } in self.ranges {
            let value = measure.of(pose, Leg::Near)?;
            is_within &= *from <= value && value <= *to;
        }
        Some(is_within)
    }
}

impl PostureKind {
    /// Every one.
    pub const ALL: [Self; 6] =
        [Self::Supine, Self::Prone, Self::SideLying, Self::HandsAndKnees, Self::Sitting, Self::Standing];

    /// Returns true if the body is turned that way about its long axis. Ranges alone identify upright bodies.
    fn is_turned(self, pose: &TrackedPose) -> bool {
        let is_on_side = ON_THE_SIDE_DEG <= body_roll_deg(pose);
        match self {
            Self::Supine => !is_on_side && is_face_up(pose),
            Self::Prone | Self::HandsAndKnees => !is_on_side && !is_face_up(pose),
            Self::SideLying => is_on_side,
            Self::Sitting | Self::Standing => true,
        }
    }

    /// Returns true if the body lies on its back, however high its hips are.
    pub(crate) fn lies_on_back(pose: &TrackedPose) -> bool {
        Self::Supine.is_turned(pose)
            && HIP_OVER_SHOULDER.of(pose, Leg::Near).is_some_and(|hips| LOWEST_LYING_HIPS <= hips)
    }

    /// Returns true if the trunk is upright in it, so that standing up or sitting up does not leave it.
    pub const fn is_upright(self) -> bool {
        matches!(self, Self::Sitting | Self::Standing)
    }

    /// Returns its name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Supine => "supine",
            Self::Prone => "prone",
            Self::SideLying => "side_lying",
            Self::HandsAndKnees => "hands_and_knees",
            Self::Sitting => "sitting",
            Self::Standing => "standing",
        }
    }
}
