//! Joint angles as coordinates of `OpenSim`'s models: their names, zeros and signs.

use super::angles::{ankle_deg, joint, storage};
use crate::core::geometry::Point;
use crate::core::skeleton::{Part, Side};
use crate::core::track::TrackedPose;
use crate::io::export::series::Series;

/// A family of models that share names and signs of coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoordinateModel {
    /// gait2392 and gait2354: a bent knee is negative.
    Gait2392,
    /// Rajagopal 2016 and models made from it, such as those of Pose2Sim: a bent knee is positive, and there are arms.
    Rajagopal,
}

/// A coordinate, in degrees.
struct Coordinate {
    name: &'static str,
    of: fn(&TrackedPose, Side) -> Option<f32>,
}

const LEGS: [Coordinate; 2] =
    [Coordinate { name: "hip_flexion", of: hip_deg }, Coordinate { name: "ankle_angle", of: ankle_deg }];
const ARMS: [Coordinate; 2] =
    [Coordinate { name: "arm_flex", of: arm_deg }, Coordinate { name: "elbow_flex", of: elbow_deg }];
const GAIT2392_KNEE: Coordinate =
    Coordinate { name: "knee_angle", of: |pose, side| knee_deg(pose, side).map(|deg| 0.0 - deg) };
const RAJAGOPAL_KNEE: Coordinate = Coordinate { name: "knee_angle", of: knee_deg };

/// Header lines that all families share. Without `=`, which would make a line a setting.
const SIGNS: &str = "\
Angles in degrees, times in seconds, from the picture of one camera from the side. NaN: a joint was not seen.
Zero is the upright body with straight legs and hanging arms; zeros of the model's own markers are not known here.
pelvis_tilt: the line from hip to shoulder on the side towards the camera, positive leaning back: 90 supine, -90 prone.
hip_flexion: of the thigh against that line, positive to the front.
ankle_angle: 0 with the sole at a right angle to the shank, positive with the toes drawn up.
";
const GAIT2392_SIGNS: &str = "\
knee_angle: negative bent, as in gait2392.
";
const RAJAGOPAL_SIGNS: &str = "\
knee_angle: positive bent, as in Rajagopal 2016.
arm_flex: of the upper arm against the line of the trunk, positive to the front. elbow_flex: positive bent.
";
const LEFT_OUT: &str = "\
Left out, as one camera does not show them: lumbar_extension (pelvis and trunk are one line here), places, and every
adduction, rotation and bending.
";

impl CoordinateModel {
    fn coordinates(self) -> Vec<Coordinate> {
        let [hip, ankle] = LEGS;
        match self {
            Self::Gait2392 => vec![hip, GAIT2392_KNEE, ankle],
            Self::Rajagopal => [hip, RAJAGOPAL_KNEE, ankle].into_iter().chain(ARMS).collect(),
        }
    }

    const fn signs(self) -> &'static str {
        match self {
            Self::Gait2392 => GAIT2392_SIGNS,
            Self::Rajagopal => RAJAGOPAL_SIGNS,
        }
    }
}

/// Returns the coordinates of every picture in degrees, by the names of a model; an unseen one is `NaN`.
///
/// Only what a side view shows is given: a reader takes the model's default for the others.
pub fn model_mot(series: &Series, model: CoordinateModel) -> String {
    let coordinates = model.coordinates();
    let sides = [("r", Side::Right), ("l", Side::Left)];
    let all = || coordinates.iter().flat_map(move |it| sides.map(|(letter, side)| (it, letter, side)));
    let names = std::iter::once("pelvis_tilt".to_owned());
    let names = names.chain(all().map(|(it, letter, _)| format!("{}_{letter}", it.name))).collect();
    let signs = [SIGNS, model.signs(), LEFT_OUT].concat();
    storage(series, (names, &signs), |pose| {
        std::iter::once(tilt_deg(pose)).chain(all().map(|(it, _, side)| (it.of)(pose, side))).collect()
    })
}

/// 1 where the front is clockwise of the way from the hips to the head, as on a body that faces right, else −1.
fn facing(pose: &TrackedPose) -> f32 {
    if pose.near == Side::Right { 1.0 } else { -1.0 }
}

/// The angle from one direction to another, positive towards the front of a hanging limb, −180…180°.
fn forwards_deg(pose: &TrackedPose, from: Point, to: Point) -> Option<f32> {
    let (from, to) = (from.unit()?, to.unit()?);
    // Not `-from.cross(to)`: of a straight limb that is −0.
    Some((0.0 - facing(pose) * from.cross(to)).atan2(from.dot(to)).to_degrees())
}

/// The way from one joint of a side to the next.
fn limb(pose: &TrackedPose, side: Side, [from, to]: [Part; 2]) -> Option<Point> {
    Some(joint(pose, side, to)? - joint(pose, side, from)?)
}

/// Down the trunk on the side towards the camera.
fn trunk(pose: &TrackedPose) -> Option<Point> {
    limb(pose, pose.near, [Part::Shoulder, Part::Hip])
}

fn tilt_deg(pose: &TrackedPose) -> Option<f32> {
    forwards_deg(pose, Point::new(0.0, 1.0), trunk(pose)?)
}

fn hip_deg(pose: &TrackedPose, side: Side) -> Option<f32> {
    let trunk = limb(pose, side, [Part::Shoulder, Part::Hip]).or_else(|| trunk(pose))?;
    forwards_deg(pose, trunk, limb(pose, side, [Part::Hip, Part::Knee])?)
}

fn knee_deg(pose: &TrackedPose, side: Side) -> Option<f32> {
    let [thigh, shank] = [[Part::Hip, Part::Knee], [Part::Knee, Part::Ankle]].map(|parts| limb(pose, side, parts));
    forwards_deg(pose, shank?, thigh?)
}

fn arm_deg(pose: &TrackedPose, side: Side) -> Option<f32> {
    let trunk = limb(pose, side, [Part::Shoulder, Part::Hip]).or_else(|| trunk(pose))?;
    forwards_deg(pose, trunk, limb(pose, side, [Part::Shoulder, Part::Elbow])?)
}

fn elbow_deg(pose: &TrackedPose, side: Side) -> Option<f32> {
    let [upper, fore] =
        [[Part::Shoulder, Part::Elbow], [Part::Elbow, Part::Wrist]].map(|parts| limb(pose, side, parts));
    forwards_deg(pose, upper?, fore?)
}

#[cfg(test)]
mod tests {
    use super::super::tests::series;
    use super::*;
    use crate::core::skeleton::{Joint, JointMap};

    fn row(series: &Series, model: CoordinateModel) -> Vec<(String, String)> {
        let text = model_mot(series, model);
        let [names, values] = ["time\t", "0.000000\t"].map(|start| text.lines().find(|line| line.starts_with(start)));
        names.unwrap().split('\t').zip(values.unwrap().split('\t')).map(|(a, b)| (a.into(), b.into())).collect()
    }

    fn value(row: &[(String, String)], name: &str) -> f32 {
        row.iter().find(|(it, _)| it == name).unwrap_or_else(|| panic!("no {name}")).1.parse().unwrap()
    }

    /// The body of [`series`] lies on its back with the head to the left of the picture: its right side is near, if it is
    /// no mirror image.
    fn supine(near: Side) -> Series {
        let mut series = series();
        let pose = series.poses[0].as_mut().unwrap();
        let joints = pose.joints;
        pose.joints = JointMap::from_fn(|joint| {
            let at = if near == Side::Left { joints[joint] } else { joints[joint.mirrored()] }?;
            Some(if near == Side::Left { Point::new(640.0 - at.x, at.y) } else { at })
        });
        pose.near = near;
        series
    }

    #[test]
    fn a_body_on_its_back_is_tilted_by_90_and_bends_to_the_front_on_either_side() {
        for (near, letter) in [(Side::Right, "r"), (Side::Left, "l")] {
            let row = row(&supine(near), CoordinateModel::Rajagopal);
            let of = |name: &str| value(&row, &format!("{name}_{letter}"));
            let read = [value(&row, "pelvis_tilt"), of("hip_flexion"), of("knee_angle"), of("ankle_angle")];
            let off = read.iter().zip([90.0, 36.87, 126.87, 0.0]).map(|(read, wanted)| (read - wanted).abs());
            assert!(off.fold(0.0, f32::max) < 0.01, "{near:?}: {read:?}");
            assert!(of("elbow_flex").is_nan());
        }
    }

    #[test]
    fn a_bent_knee_is_negative_in_gait2392_which_has_no_arms() {
        let row = row(&supine(Side::Right), CoordinateModel::Gait2392);
        assert!((value(&row, "knee_angle_r") + 126.87).abs() < 0.01);
        assert_eq!(row.len(), 8);
        assert!(row.iter().all(|(name, _)| !name.contains("elbow") && !name.contains(' ')));
    }

    #[test]
    fn what_goes_beyond_straight_has_the_other_sign() {
        let mut series = supine(Side::Right);
        let joints = &mut series.poses[0].as_mut().unwrap().joints;
        joints[Joint::RightKnee] = Some(Point::new(330.0, 310.0));
        joints[Joint::RightAnkle] = Some(Point::new(410.0, 310.0));
        let row = row(&series, CoordinateModel::Rajagopal);
        assert!(value(&row, "hip_flexion_r") < -5.0 && value(&row, "knee_angle_r") < -5.0, "{row:?}");
    }

    #[test]
    fn the_header_sets_nothing_by_mistake() {
        assert!(![SIGNS, GAIT2392_SIGNS, RAJAGOPAL_SIGNS, LEFT_OUT].concat().contains('='));
    }
}
