//! Points that measures are read from: a part of the body, and on which side.

use crate::core::geometry::Point;
use crate::core::skeleton::Part;
use crate::core::track::{Leg, TrackedPose};

/// On which side of the body a point is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Of {
    /// The side towards the camera.
    Near,
    /// The side of the limb that works.
    Limb,
    /// The other side than that of the limb that works.
    Other,
    /// Half-way between both sides.
    Middle,
}

/// A point of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PointOf {
    /// Part of the body.
    pub part: Part,
    /// On which side.
    pub of: Of,
}

impl PointOf {
    /// Returns the point on the side towards the camera.
    pub const fn near(part: Part) -> Self {
        Self { part, of: Of::Near }
    }

    /// Returns the point on the side of the limb that works.
    pub const fn limb(part: Part) -> Self {
        Self { part, of: Of::Limb }
    }

    /// Returns the place in the picture, in px; `None` where it is unknown.
    pub fn in_image(self, pose: &TrackedPose, limb: Leg) -> Option<Point> {
        match self.of {
            Of::Near => pose.near(self.part),
            Of::Limb => pose.leg(limb, self.part),
            Of::Other => pose.leg(limb.other(), self.part),
            Of::Middle => {
                let (a, b) = (pose.leg(limb, self.part)?, pose.leg(limb.other(), self.part)?);
                Some((a + b) * 0.5)
            }
        }
    }
}
