//! What can be measured of a tracked pose. Definitions: `docs/criteria.md`.

use crate::geometry::{Floor, Point, angle_deg, signed_angle_deg};
use crate::skeleton::Part;
use crate::track::{Leg, TrackedPose};

/// What a number means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Degrees.
    Deg,
    /// Trunk lengths, shoulder to hip.
    Bodies,
    /// Seconds.
    Secs,
    /// A share of something that the fault names.
    Ratio,
}

impl Unit {
    /// As in reports.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Deg => "deg",
            Self::Bodies => "trunk",
            Self::Secs => "s",
            Self::Ratio => "ratio",
        }
    }
}

/// A number that is taken from one pose.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// Name in reports, with the unit at its end.
    pub id: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// The reading of a leg; `None` where a joint is unknown. What is not of the legs is read from the near side.
    pub of: fn(&TrackedPose, Leg) -> Option<f32>,
    /// What the model and the definition of the joints cost, as a half-width that holds 9 of 10 readings, in the unit.
    pub model_error: f32,
    /// What each degree of camera yaw adds to it where the joint is bent at a right angle, in the unit.
    pub error_per_yaw_deg: f32,
}

/// Shoulder–hip–knee angle, signed: 180° straight, less with the hip under the line, more with it above.
///
/// Error: rendered people show a constant offset of up to 11° for the person and the camera, which no median removes;
/// p90 is 7.1° on annotated photos.
/// A straight line stays straight under yaw, a bent one does not (3–8° at 20°).
pub const SHOULDER_HIP_KNEE: Measure = Measure {
    id: "shoulder_hip_knee_deg",
    unit: Unit::Deg,
    of: |pose, leg| signed_angle_deg(pose.near(Part::Shoulder)?, pose.near(Part::Hip)?, pose.leg(leg, Part::Knee)?),
    model_error: 11.0,
    error_per_yaw_deg: 0.3,
};

/// Hip–knee–ankle angle, 180° straight.
///
/// Error: 4.5° mean on annotated photos after refinement, p90 about twice that; a right angle reads 82° at yaw 30°.
pub const KNEE: Measure = Measure {
    id: "knee_deg",
    unit: Unit::Deg,
    of: |pose, leg| angle_deg(pose.near(Part::Hip)?, pose.leg(leg, Part::Knee)?, pose.leg(leg, Part::Ankle)?),
    model_error: 9.0,
    error_per_yaw_deg: 0.3,
};

/// Height of the hip over the shoulder, in trunk lengths of this pose, against the picture's horizontal.
///
/// Free of the camera's shifts; a tilted camera adds a constant. Error: hips are right to .09 of the trunk.
pub const HIP_OVER_SHOULDER: Measure = Measure {
    id: "hip_over_shoulder_trunk",
    unit: Unit::Bodies,
    of: |pose, _| over_shoulder(pose, pose.near(Part::Hip)?),
    model_error: 0.09,
    error_per_yaw_deg: 0.002,
};

/// Height of the knee over the hip, in trunk lengths of this pose, against the picture's horizontal.
///
/// Error: hips and knees are right to .09 of the trunk each.
pub const KNEE_OVER_HIP: Measure = Measure {
    id: "knee_over_hip_trunk",
    unit: Unit::Bodies,
    of: |pose, leg| {
        Some(over_shoulder(pose, pose.leg(leg, Part::Knee)?)? - over_shoulder(pose, pose.near(Part::Hip)?)?)
    },
    model_error: 0.13,
    error_per_yaw_deg: 0.002,
};

/// Thigh-to-trunk angle: shoulder–hip–knee, 0–180°, small with the knee at the chest.
///
/// The far knee is read from the near hip, behind which the far one lies. Error: on the rendered samples the model reads
/// 1–12° less than the 3-D truth for the near leg and up to 5° more for the far one (`docs/knee_to_chest.md`).
pub const THIGH_TO_TRUNK: Measure = Measure {
    id: "thigh_to_trunk_deg",
    unit: Unit::Deg,
    of: |pose, leg| angle_deg(pose.near(Part::Shoulder)?, pose.near(Part::Hip)?, pose.leg(leg, Part::Knee)?),
    model_error: 11.0,
    error_per_yaw_deg: 0.3,
};

/// How far the thigh is bent towards the trunk: 180° − thigh-to-trunk angle, so that it rises as the knee comes closer.
pub const THIGH_FLEXION: Measure = Measure {
    id: "thigh_flexion_deg",
    of: |pose, leg| Some(180.0 - (THIGH_TO_TRUNK.of)(pose, leg)?),
    ..THIGH_TO_TRUNK
};

/// Distance of knee and shoulder, in trunk lengths of this pose.
///
/// Error: hips and knees are right to .09 of the trunk each, shoulders to .09.
pub const KNEE_TO_SHOULDER: Measure = Measure {
    id: "knee_to_shoulder_trunk",
    unit: Unit::Bodies,
    of: |pose, leg| {
        let trunk_px = pose.trunk_px().filter(|px| 1.0 <= *px)?;
        Some(pose.near(Part::Shoulder)?.distance(pose.leg(leg, Part::Knee)?) / trunk_px)
    },
    model_error: 0.13,
    error_per_yaw_deg: 0.002,
};

/// Distance of the nearer wrist from the knee, in trunk lengths of this pose.
///
/// Error: as of two joints, .09 of the trunk each.
pub const WRIST_TO_KNEE: Measure = Measure {
    id: "wrist_to_knee_trunk",
    unit: Unit::Bodies,
    of: |pose, leg| {
        let (knee, trunk_px) = (pose.leg(leg, Part::Knee)?, pose.trunk_px().filter(|px| 1.0 <= *px)?);
        let wrists = [Leg::Near, Leg::Far].into_iter().filter_map(|side| pose.leg(side, Part::Wrist));
        wrists.map(|wrist| wrist.distance(knee) / trunk_px).reduce(f32::min)
    },
    model_error: 0.13,
    error_per_yaw_deg: 0.002,
};

/// Height of `point` over the near shoulder, in trunk lengths.
pub fn over_shoulder(pose: &TrackedPose, point: Point) -> Option<f32> {
    let trunk_px = pose.trunk_px().filter(|px| 1.0 <= *px)?;
    Some(Floor::LEVEL.height_px(point, pose.near(Part::Shoulder)?) / trunk_px)
}

/// How far the body is turned about its long axis, 0–90°: 0 on the back, 90 on the side, from the model's 3-D points.
pub fn body_roll_deg(pose: &TrackedPose) -> f32 {
    let [x, y, z] = pose.axes.across;
    y.abs().atan2(x.hypot(z)).to_degrees()
}

/// Whether the front of the body is up and not down, from the model's 3-D points.
pub fn is_face_up(pose: &TrackedPose) -> bool {
    let ([tx, _, tz], [ax, _, az]) = (pose.axes.trunk, pose.axes.across);
    // The front is across × trunk; its y component points down in the picture.
    az * tx - ax * tz < 0.0
}

/// Yaw of the camera against a pure side view, 0–90°, from the model's 3-D points.
///
/// The larger of the two turns: of the trunk out of the picture, and of the line through both sides out of the line of
/// sight. On the samples it reads 16–18° for 21.6°, 8° for 6.4° and 0–5° for 2°.
pub fn yaw_deg(pose: &TrackedPose) -> f32 {
    let [tx, ty, tz] = pose.axes.trunk;
    let [ax, _, az] = pose.axes.across;
    let trunk_turn = tz.abs().atan2(tx.hypot(ty));
    let across_turn = ax.abs().atan2(az.abs());
    trunk_turn.max(across_turn).to_degrees()
}

/// The same yaw with its side, −90…90°: positive where the camera stands towards the feet.
pub fn yaw_to_feet_deg(pose: &TrackedPose) -> f32 {
    let [tx, ty, tz] = pose.axes.trunk;
    let [ax, _, az] = pose.axes.across;
    let (feet, away) = (-tx.signum(), az.signum());
    let trunk_turn = tz.atan2(tx.hypot(ty));
    let across_turn = (ax * feet * away).atan2(az.abs());
    let turn = if across_turn.abs() <= trunk_turn.abs() { trunk_turn } else { across_turn };
    turn.to_degrees()
}

/// How far the camera looks down on a body on its back, −90…90°, from the model's 3-D points: the far side is seen higher
/// than the near one. A body that is turned towards the camera reads the same.
pub fn looks_down_deg(pose: &TrackedPose) -> f32 {
    let [x, y, z] = pose.axes.across;
    (-y * z.signum()).atan2(x.hypot(z)).to_degrees()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pose::BodyAxes;
    use crate::skeleton::{Joint, JointMap, Side};
    use crate::time::Timestamp;

    fn lying(hip: Point) -> TrackedPose {
        let joints = JointMap::from_fn(|joint| match joint {
            Joint::LeftShoulder => Some(Point::new(100.0, 300.0)),
            Joint::LeftHip => Some(hip),
            Joint::LeftKnee => Some(Point::new(300.0, 200.0)),
            Joint::LeftAnkle => Some(Point::new(330.0, 300.0)),
            _ => None,
        });
        let axes = BodyAxes { trunk: [-1.0, 0.0, 0.0], across: [0.5, 0.0, -0.866] };
        TrackedPose {
            at: Timestamp::ZERO,
            joints,
            near: Side::Left,
            axes,
            brightness: 100.0,
            camera: Point::default(),
            zoom: 1.0,
            camera_is_told: false,
            sure: JointMap::from_fn(|_| true),
        }
    }

    #[test]
    fn a_straight_bridge_reads_180_and_its_height_counts_in_trunks() {
        let pose = lying(Point::new(200.0, 250.0));
        assert!(((SHOULDER_HIP_KNEE.of)(&pose, Leg::Near).unwrap() - 180.0).abs() < 1e-3);
        let sin = 50.0 / 100.0_f32.hypot(50.0);
        assert!(((HIP_OVER_SHOULDER.of)(&pose, Leg::Near).unwrap() - sin).abs() < 1e-3);
    }

    #[test]
    fn a_hidden_joint_makes_the_measure_unknown() {
        let mut pose = lying(Point::new(200.0, 250.0));
        pose.joints[Joint::LeftKnee] = None;
        assert_eq!((SHOULDER_HIP_KNEE.of)(&pose, Leg::Near), None);
        assert!((HIP_OVER_SHOULDER.of)(&pose, Leg::Near).is_some());
    }

    #[test]
    fn yaw_is_the_turn_of_the_body_out_of_the_picture() {
        assert!((yaw_deg(&lying(Point::new(200.0, 250.0))) - 30.0).abs() < 0.1);
    }

    #[test]
    fn yaw_with_its_side_is_as_large_and_changes_sign_from_feet_to_head() {
        let mut pose = lying(Point::new(200.0, 250.0));
        for (trunk, across) in [([-0.866, 0.0, 0.5], [0.5, 0.0, 0.866]), ([0.866, 0.0, 0.5], [0.5, 0.0, -0.866])] {
            // The shoulders are farther away: the camera stands towards the feet.
            pose.axes = BodyAxes { trunk, across };
            assert!((yaw_to_feet_deg(&pose) - 30.0).abs() < 0.1 && (yaw_deg(&pose) - 30.0).abs() < 0.1);
            pose.axes = BodyAxes { trunk: [trunk[0], 0.0, -0.5], across: [-across[0], 0.0, across[2]] };
            assert!((yaw_to_feet_deg(&pose) + 30.0).abs() < 0.1);
        }
    }

    #[test]
    fn a_camera_that_looks_down_sees_the_far_side_higher() {
        let mut pose = lying(Point::new(200.0, 250.0));
        for across in [[0.0, -0.5, 0.866], [0.0, 0.5, -0.866]] {
            pose.axes.across = across;
            assert!((looks_down_deg(&pose) - 30.0).abs() < 0.1);
        }
    }

    #[test]
    fn on_the_side_one_side_of_the_body_is_over_the_other() {
        let mut pose = lying(Point::new(200.0, 250.0));
        assert!(body_roll_deg(&pose) < 0.1);
        pose.axes.across = [0.0, -1.0, 0.0];
        assert!((body_roll_deg(&pose) - 90.0).abs() < 0.1);
    }
}
