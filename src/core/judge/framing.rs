//! How the athlete lies in the picture and what else is in it: what a camera can be moved by.

use super::view::roll_deg;
use crate::core::geometry::Point;
use crate::core::measure::{looks_down_deg, yaw_to_feet_deg};
use crate::core::pose::{Person, PoseSample, Stream};
use crate::core::skeleton::Joint;
use crate::core::track::TrackedPose;

/// The picture at one instant, from the whole sample: joints out of the picture too.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Framing {
    /// Brightness of the picture, 0–255.
    pub brightness: f32,
    /// Number of people that were seen when the detector last looked.
    pub n_people: Option<u8>,
    /// Place of the body; `None` where no person is found.
    pub body: Option<BodyInPicture>,
}

/// Where the body is in the picture and how the camera looks at it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BodyInPicture {
    /// How far the head is inside the picture.
    pub head: Inside,
    /// The same of whichever of hips, knees and feet is the closest to an edge, or the farthest beyond it.
    pub legs: Inside,
    /// Yaw of the camera, in degrees: positive where it stands towards the feet.
    pub yaw_to_feet_deg: f32,
    /// How far the camera looks down, in degrees.
    pub looks_down_deg: f32,
    /// Tilt of the floor in the picture, clockwise positive, in degrees; `None` while no foot stands.
    pub roll_deg: Option<f32>,
}

/// Distance from the edges of the picture, ÷ its longer side; negative beyond them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inside {
    /// From the left or right edge, whichever is closer.
    pub sideways: f32,
    /// From the upper or lower edge.
    pub upright: f32,
}

impl Framing {
    /// What the next sample shows; a count of people holds until the detector looks again.
    pub(super) fn next(&self, sample: &PoseSample, pose: Option<&TrackedPose>, stream: Stream) -> Self {
        let body = sample.person.as_ref().zip(pose).map(|(person, pose)| BodyInPicture {
            head: inside(person, stream, &[Joint::Nose, Joint::LeftEar, Joint::RightEar]),
            legs: inside(person, stream, &LEGS),
            yaw_to_feet_deg: yaw_to_feet_deg(pose),
            looks_down_deg: looks_down_deg(pose),
            roll_deg: roll_deg(pose),
        });
        Self { brightness: sample.brightness, n_people: sample.n_people.or(self.n_people), body }
    }
}

const LEGS: [Joint; 6] =
    [Joint::LeftHip, Joint::RightHip, Joint::LeftKnee, Joint::RightKnee, Joint::LeftAnkle, Joint::RightAnkle];

/// The least distances of joints from the edges.
fn inside(person: &Person, stream: Stream, joints: &[Joint]) -> Inside {
    let (width, height) = (stream.width as f32, stream.height as f32);
    let longer = width.max(height).max(1.0);
    let least = |of: &dyn Fn(Point) -> f32| {
        joints.iter().map(|joint| of(person.keypoints[*joint].at)).fold(f32::INFINITY, f32::min) / longer
    };
    Inside { sideways: least(&|at| at.x.min(width - at.x)), upright: least(&|at| at.y.min(height - at.y)) }
}
