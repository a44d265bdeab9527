//! Names of the body's parts, and a map that has an entry for each.

use std::ops::{Index, IndexMut};

use serde::{Deserialize, Serialize};

/// Left or right, the athlete's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The athlete's left.
    Left,
    /// The athlete's right.
    Right,
}

impl Side {
    /// Both sides.
    pub const BOTH: [Self; 2] = [Self::Left, Self::Right];

    /// Returns the other side.
    pub const fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

/// A part of the body that is there twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Part {
    Ear,
    Shoulder,
    Elbow,
    Wrist,
    Hip,
    Knee,
    Ankle,
    Heel,
    Toe,
}

impl Part {
    /// Every one, from the head down.
    pub const ALL: [Self; 9] = [
        Self::Ear,
        Self::Shoulder,
        Self::Elbow,
        Self::Wrist,
        Self::Hip,
        Self::Knee,
        Self::Ankle,
        Self::Heel,
        Self::Toe,
    ];
}

/// A point of the body that the pose model finds and the rules or the drawing use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Joint {
    Nose,
    LeftEar,
    RightEar,
    LeftShoulder,
    RightShoulder,
    LeftElbow,
    RightElbow,
    LeftWrist,
    RightWrist,
    LeftHip,
    RightHip,
    LeftKnee,
    RightKnee,
    LeftAnkle,
    RightAnkle,
    LeftHeel,
    RightHeel,
    LeftToe,
    RightToe,
}

/// Number of joints.
pub const N_JOINTS: usize = 19;

impl Joint {
    /// All joints in the order of the maps and of the pose log.
    pub const ALL: [Self; N_JOINTS] = [
        Self::Nose,
        Self::LeftEar,
        Self::RightEar,
        Self::LeftShoulder,
        Self::RightShoulder,
        Self::LeftElbow,
        Self::RightElbow,
        Self::LeftWrist,
        Self::RightWrist,
        Self::LeftHip,
        Self::RightHip,
        Self::LeftKnee,
        Self::RightKnee,
        Self::LeftAnkle,
        Self::RightAnkle,
        Self::LeftHeel,
        Self::RightHeel,
        Self::LeftToe,
        Self::RightToe,
    ];

    /// Returns the joint of a part on a side.
    pub const fn of(side: Side, part: Part) -> Self {
        match (side, part) {
            (Side::Left, Part::Ear) => Self::LeftEar,
            (Side::Right, Part::Ear) => Self::RightEar,
            (Side::Left, Part::Shoulder) => Self::LeftShoulder,
            (Side::Right, Part::Shoulder) => Self::RightShoulder,
            (Side::Left, Part::Elbow) => Self::LeftElbow,
            (Side::Right, Part::Elbow) => Self::RightElbow,
            (Side::Left, Part::Wrist) => Self::LeftWrist,
            (Side::Right, Part::Wrist) => Self::RightWrist,
            (Side::Left, Part::Hip) => Self::LeftHip,
            (Side::Right, Part::Hip) => Self::RightHip,
            (Side::Left, Part::Knee) => Self::LeftKnee,
            (Side::Right, Part::Knee) => Self::RightKnee,
            (Side::Left, Part::Ankle) => Self::LeftAnkle,
            (Side::Right, Part::Ankle) => Self::RightAnkle,
            (Side::Left, Part::Heel) => Self::LeftHeel,
            (Side::Right, Part::Heel) => Self::RightHeel,
            (Side::Left, Part::Toe) => Self::LeftToe,
            (Side::Right, Part::Toe) => Self::RightToe,
        }
    }

    /// Returns the same joint on the other side; the nose stays the nose.
    pub fn mirrored(self) -> Self {
        let idx = self as usize;
        let mirrored = if idx == 0 { 0 } else { ((idx - 1) ^ 1) + 1 };
        Self::ALL.get(mirrored).copied().unwrap_or(self)
    }
}

/// Bones to draw, as pairs of joints.
pub const BONES: [(Joint, Joint); 18] = [
    (Joint::LeftEar, Joint::LeftShoulder),
    (Joint::RightEar, Joint::RightShoulder),
    (Joint::LeftShoulder, Joint::RightShoulder),
    (Joint::LeftShoulder, Joint::LeftElbow),
    (Joint::RightShoulder, Joint::RightElbow),
    (Joint::LeftElbow, Joint::LeftWrist),
    (Joint::RightElbow, Joint::RightWrist),
    (Joint::LeftShoulder, Joint::LeftHip),
    (Joint::RightShoulder, Joint::RightHip),
    (Joint::LeftHip, Joint::RightHip),
    (Joint::LeftHip, Joint::LeftKnee),
    (Joint::RightHip, Joint::RightKnee),
    (Joint::LeftKnee, Joint::LeftAnkle),
    (Joint::RightKnee, Joint::RightAnkle),
    (Joint::LeftAnkle, Joint::LeftHeel),
    (Joint::RightAnkle, Joint::RightHeel),
    (Joint::LeftHeel, Joint::LeftToe),
    (Joint::RightHeel, Joint::RightToe),
];

/// A value for every joint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JointMap<T>([T; N_JOINTS]);

impl<T> JointMap<T> {
    /// Returns a map whose values come from `value`.
    pub fn from_fn(mut value: impl FnMut(Joint) -> T) -> Self {
        Self(Joint::ALL.map(&mut value))
    }

    /// Returns every joint with its value, in the order of [`Joint::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Joint, &T)> {
        Joint::ALL.into_iter().zip(&self.0)
    }
}

#[expect(clippy::indexing_slicing, reason = "the map has an entry for every joint")]
impl<T> Index<Joint> for JointMap<T> {
    type Output = T;
    fn index(&self, joint: Joint) -> &T {
        &self.0[joint as usize]
    }
}

#[expect(clippy::indexing_slicing, reason = "the map has an entry for every joint")]
impl<T> IndexMut<Joint> for JointMap<T> {
    fn index_mut(&mut self, joint: Joint) -> &mut T {
        &mut self.0[joint as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_joint_finds_its_own_value() {
        let map = JointMap::from_fn(|joint| joint);
        assert!(Joint::ALL.into_iter().all(|joint| map[joint] == joint));
    }

    #[test]
    fn mirroring_swaps_sides_and_twice_is_nothing() {
        assert_eq!(Joint::LeftEar.mirrored(), Joint::RightEar);
        assert_eq!(Joint::RightToe.mirrored(), Joint::LeftToe);
        assert!(Joint::ALL.into_iter().all(|joint| joint.mirrored().mirrored() == joint));
    }
}
