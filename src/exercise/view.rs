//! Views from which the camera may look at an exercise.

use serde::Deserialize;

use crate::measure::yaw_deg;
use crate::track::TrackedPose;

/// A place of the camera from which an exercise can be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum CameraView {
    /// From the side.
    Side,
    /// From the front or the back.
    Front,
    /// From anywhere around: what is read survives a turn.
    Any,
}

impl CameraView {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Side, Self::Front, Self::Any];

    /// Name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Side => "side",
            Self::Front => "front",
            Self::Any => "any",
        }
    }

    /// Returns the angle between the camera and this view, in degrees.
    fn off_deg(self, pose: &TrackedPose) -> f32 {
        match self {
            Self::Side => yaw_deg(pose),
            Self::Front => 90.0 - yaw_deg(pose),
            Self::Any => 0.0,
        }
    }
}

/// Returns the angle between the camera and the closest of several views, in degrees.
pub fn off_view_deg(pose: &TrackedPose, views: &[CameraView]) -> f32 {
    views.iter().map(|view| view.off_deg(pose)).reduce(f32::min).unwrap_or(0.0)
}
