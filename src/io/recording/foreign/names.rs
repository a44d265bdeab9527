//! Names and orders of keypoints in the files of others.

use crate::core::skeleton::{Joint, Part, Side};

/// Returns the joint that a marker's name means, in the spelling of Sports2D and Pose2Sim (`LBigToe`), with the side in full
/// (`left_hip`), or in capitals; `None` for other markers.
pub(super) fn joint(name: &str) -> Option<Joint> {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    if plain == "nose" {
        return Some(Joint::Nose);
    }
    let sides = [("left", Side::Left), ("right", Side::Right), ("l", Side::Left), ("r", Side::Right)];
    sides.into_iter().find_map(|(prefix, side)| Some(Joint::of(side, part(plain.strip_prefix(prefix)?)?)))
}

fn part(name: &str) -> Option<Part> {
    Some(match name {
        "ear" => Part::Ear,
        "shoulder" => Part::Shoulder,
        "elbow" => Part::Elbow,
        "wrist" => Part::Wrist,
        "hip" => Part::Hip,
        "knee" => Part::Knee,
        "ankle" => Part::Ankle,
        "heel" => Part::Heel,
        "bigtoe" | "toe" | "footindex" => Part::Toe,
        _ => return None,
    })
}

/// `BODY_25` of `OpenPose`.
const BODY_25: &[&str] = &[
    "Nose",
    "Neck",
    "RShoulder",
    "RElbow",
    "RWrist",
    "LShoulder",
    "LElbow",
    "LWrist",
    "MidHip",
    "RHip",
    "RKnee",
    "RAnkle",
    "LHip",
    "LKnee",
    "LAnkle",
    "REye",
    "LEye",
    "REar",
    "LEar",
    "LBigToe",
    "LSmallToe",
    "LHeel",
    "RBigToe",
    "RSmallToe",
    "RHeel",
];
/// `COCO` of `OpenPose`.
const COCO_18: &[&str] = &[
    "Nose",
    "Neck",
    "RShoulder",
    "RElbow",
    "RWrist",
    "LShoulder",
    "LElbow",
    "LWrist",
    "RHip",
    "RKnee",
    "RAnkle",
    "LHip",
    "LKnee",
    "LAnkle",
    "REye",
    "LEye",
    "REar",
    "LEar",
];
/// Halpe with 26 points, as Pose2Sim and `AlphaPose` write it; the first 17 are those of COCO.
const HALPE_26: &[&str] = &[
    "Nose",
    "LEye",
    "REye",
    "LEar",
    "REar",
    "LShoulder",
    "RShoulder",
    "LElbow",
    "RElbow",
    "LWrist",
    "RWrist",
    "LHip",
    "RHip",
    "LKnee",
    "RKnee",
    "LAnkle",
    "RAnkle",
    "Head",
    "Neck",
    "Hip",
    "LBigToe",
    "RBigToe",
    "LSmallToe",
    "RSmallToe",
    "LHeel",
    "RHeel",
];
/// Keypoints of COCO.
const N_COCO: usize = 17;

/// Returns the joint at each place of a list of this many keypoints; `None` where no layout has so many.
pub(super) fn layout(n_keypoints: usize) -> Option<Vec<Option<Joint>>> {
    let names = match n_keypoints {
        25 => BODY_25,
        18 => COCO_18,
        26 => HALPE_26,
        N_COCO => HALPE_26.get(..N_COCO)?,
        _ => return None,
    };
    Some(names.iter().map(|name| joint(name)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_a_joint_whatever_its_spelling() {
        for name in ["LBigToe", "left_foot_index", "Left Toe", "LBIGTOE"] {
            assert_eq!(joint(name), Some(Joint::LeftToe), "{name}");
        }
        assert_eq!(["RHip", "Hip", "Neck", "REye", ""].map(joint), [Some(Joint::RightHip), None, None, None, None]);
    }

    #[test]
    fn every_layout_has_each_of_its_joints_once() {
        for (n_keypoints, n_joints) in [(25, 19), (18, 15), (26, 19), (17, 15)] {
            let mut joints: Vec<Joint> = layout(n_keypoints).unwrap().into_iter().flatten().collect();
            joints.sort_by_key(|joint| *joint as u8);
            joints.dedup();
            assert_eq!(joints.len(), n_joints, "{n_keypoints}");
        }
        let at = |n: usize, place: usize| layout(n).unwrap()[place];
        assert_eq!(
            [at(25, 24), at(18, 11), at(26, 20), at(17, 16)],
            [Some(Joint::RightHeel), Some(Joint::LeftHip), Some(Joint::LeftToe), Some(Joint::RightAnkle)]
        );
        assert_eq!(layout(33), None);
    }
}
