//! Joints as `OpenPose` writes them: one JSON file per frame, in the order of its model `BODY_25`.

use serde::Serialize;

use super::series::Series;
use crate::core::geometry::Point;
use crate::core::pose::PoseSample;
use crate::core::skeleton::{Joint, Part, Side};
use crate::core::track::TrackedPose;

/// Keypoints of `BODY_25` in its order.
const BODY_25: [Keypoint; 25] = [
    Keypoint::Of(Joint::Nose),
    Keypoint::Between(Part::Shoulder), // the neck
    Keypoint::Of(Joint::RightShoulder),
    Keypoint::Of(Joint::RightElbow),
    Keypoint::Of(Joint::RightWrist),
    Keypoint::Of(Joint::LeftShoulder),
    Keypoint::Of(Joint::LeftElbow),
    Keypoint::Of(Joint::LeftWrist),
    Keypoint::Between(Part::Hip), // the middle of the hips
    Keypoint::Of(Joint::RightHip),
    Keypoint::Of(Joint::RightKnee),
    Keypoint::Of(Joint::RightAnkle),
    Keypoint::Of(Joint::LeftHip),
    Keypoint::Of(Joint::LeftKnee),
    Keypoint::Of(Joint::LeftAnkle),
    Keypoint::Unknown, // right eye
    Keypoint::Unknown, // left eye
    Keypoint::Of(Joint::RightEar),
    Keypoint::Of(Joint::LeftEar),
    Keypoint::Of(Joint::LeftToe),
    Keypoint::Unknown, // left small toe
    Keypoint::Of(Joint::LeftHeel),
    Keypoint::Of(Joint::RightToe),
    Keypoint::Unknown, // right small toe
    Keypoint::Of(Joint::RightHeel),
];

/// Origin of a keypoint.
#[derive(Clone, Copy)]
enum Keypoint {
    /// A joint of ours.
    Of(Joint),
    /// Half-way between both sides of a part.
    Between(Part),
    /// Our model has none.
    Unknown,
}

/// A frame as `OpenPose` 1.7 lays it out.
#[derive(Serialize)]
struct Frame {
    version: f32,
    people: Vec<Person>,
}

/// A person; only the key points of the body are ever filled.
#[derive(Serialize, Default)]
#[expect(clippy::struct_field_names, reason = "the format names them")]
struct Person {
    person_id: [i8; 1],
    pose_keypoints_2d: Vec<f32>,
    face_keypoints_2d: [f32; 0],
    hand_left_keypoints_2d: [f32; 0],
    hand_right_keypoints_2d: [f32; 0],
    pose_keypoints_3d: [f32; 0],
    face_keypoints_3d: [f32; 0],
    hand_left_keypoints_3d: [f32; 0],
    hand_right_keypoints_3d: [f32; 0],
}

/// Ending of every file's name.
pub const ENDING: &str = "_keypoints.json";

/// Returns the name and the text of each frame's file.
///
/// Places are px from the picture's upper left corner, Y down, with the model's confidence, 0–1. An unseen keypoint is
/// `0, 0, 0`; a frame in which no person was followed has no people.
pub fn files<'a>(series: &'a Series, name: &'a str) -> impl Iterator<Item = (String, String)> + 'a {
    series.iter().enumerate().map(move |(frame, (sample, pose))| {
        let people = pose.map(|pose| person(sample, pose)).into_iter().collect();
        let text = serde_json::to_string(&Frame { version: 1.3, people }).unwrap_or_default();
        (format!("{name}_{frame:012}{ENDING}"), text)
    })
}

fn person(sample: &PoseSample, pose: &TrackedPose) -> Person {
    let of = |joint: Joint| {
        let confidence = sample.person.as_ref()?.keypoints[joint].confidence;
        pose.joints[joint].map(|at| (at, confidence))
    };
    let between = |part: Part| {
        let [(left, sure), (right, other)] = [of(Joint::of(Side::Left, part))?, of(Joint::of(Side::Right, part))?];
        Some(((left + right) * 0.5, sure.min(other)))
    };
    let keypoint = |keypoint: Keypoint| match keypoint {
        Keypoint::Of(joint) => of(joint),
        Keypoint::Between(part) => between(part),
        Keypoint::Unknown => None,
    };
    let numbers = |found: Option<(Point, f32)>| {
        let tenth = |value: f32| (value * 10.0).round() / 10.0;
        found.map_or([0.0; 3], |(at, confidence)| [tenth(at.x), tenth(at.y), confidence])
    };
    let pose_keypoints_2d = BODY_25.into_iter().map(keypoint).flat_map(numbers).collect();
    Person { person_id: [-1], pose_keypoints_2d, ..Person::default() }
}
