//! Views from which the camera may look at an exercise.

use serde::{Deserialize, Serialize};

use crate::core::measure::yaw_deg;
use crate::core::track::TrackedPose;

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

    /// Returns its name in files.
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

/// View that a person or a camera is asked to turn to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskedView {
    /// From the side.
    #[default]
    Side,
    /// From the front or the back.
    Front,
    /// From either.
    SideOrFront,
}

impl AskedView {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Side, Self::Front, Self::SideOrFront];

    /// Returns the view to turn to out of those from which an exercise is judged.
    pub fn of(views: &[CameraView]) -> Self {
        match [CameraView::Side, CameraView::Front].map(|view| views.contains(&view)) {
            [true, true] => Self::SideOrFront,
            [false, true] => Self::Front,
            // From anywhere nothing is off the view, and nobody is asked to turn.
            _ => Self::Side,
        }
    }

    /// Returns its name in reports.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Side => "side",
            Self::Front => "front",
            Self::SideOrFront => "side_or_front",
        }
    }

    /// Returns its name in a sentence: `from the side`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Side => "from the side",
            Self::Front => "from the front",
            Self::SideOrFront => "from the side or the front",
        }
    }

    /// Returns the instruction to turn to it: of the camera to the side, of the person to the front.
    pub const fn turn(self) -> &'static str {
        match self {
            Self::Side => "turn it side-on",
            Self::Front => "turn to face it",
            Self::SideOrFront => "turn side-on or face it",
        }
    }
}

/// Returns the angle between the camera and the closest of several views, in degrees.
pub fn off_view_deg(pose: &TrackedPose, views: &[CameraView]) -> f32 {
    views.iter().map(|view| view.off_deg(pose)).reduce(f32::min).unwrap_or(0.0)
}
