//! Measures of a tracked pose, as data: the points, how they are read, and their error. Definitions:
//! `docs/criteria.md`.

mod camera;
mod known;
mod point;

pub use camera::{body_roll_deg, is_face_up, looks_down_deg, yaw_deg, yaw_to_feet_deg};
pub use known::{
    HIP_OVER_SHOULDER, KNEE, KNEE_OVER_HIP, KNEE_TO_SHOULDER, PULLED_THIGH, SHOULDER_HIP_KNEE, STANDING_THIGH_DEG,
    THIGH_FLEXION, THIGH_TO_TRUNK, WRIST_TO_KNEE,
};
pub use point::{Of, PointOf};

use crate::core::geometry::{Floor, Point, angle_deg, signed_angle_deg};
use crate::core::skeleton::Part;
use crate::core::track::{Leg, TrackedPose};

/// What a number means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Degrees.
    Deg,
    /// Trunk lengths, shoulder to hip.
    #[serde(rename = "trunk")]
    Bodies,
    /// Seconds.
    #[serde(rename = "s")]
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

    /// Returns the number of digits after the point that a reading in it is worth.
    pub const fn decimals(self) -> usize {
        match self {
            Self::Deg => 0,
            Self::Secs => 1,
            Self::Bodies | Self::Ratio => 2,
        }
    }

    /// Returns a reading as a number, without its unit.
    pub fn number(self, value: f32) -> String {
        let number = format!("{value:.*}", self.decimals());
        // Nothing is less than nothing.
        let is_zero = number.chars().all(|c| matches!(c, '-' | '0' | '.'));
        if is_zero { number.trim_start_matches('-').to_owned() } else { number }
    }

    /// Returns a reading with its unit, in English: `163°`, `0.34 trunk`.
    pub fn with(self, value: f32) -> String {
        let number = self.number(value);
        match self {
            Self::Deg => format!("{number}°"),
            Self::Ratio => number,
            Self::Bodies | Self::Secs => format!("{number} {}", self.symbol()),
        }
    }
}

/// A number that is taken from one pose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// Name in reports, with the unit at its end.
    pub id: &'static str,
    /// Quantity that is read from the points of a pose.
    pub quantity: Quantity,
    /// Correction of the model's error on the near leg. The far leg lies behind the near one and is read as it is.
    pub correction: Correction,
    /// What the model and the definition of the joints cost, as a half-width that holds 9 of 10 readings, in the unit.
    pub model_error: f32,
    /// What each degree of camera yaw adds to it where the joint is bent at a right angle, in the unit.
    pub error_per_yaw_deg: f32,
    /// Half-width that holds 9 of 10 errors of a change between two readings of one person in one set-up, in the unit:
    /// what is constant in the person cancels. `None` where it was not measured.
    pub change_error: Option<f32>,
}

/// A straight line that turns what the points show into what a goniometer would read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correction {
    /// Factor.
    pub slope: f32,
    /// Summand, in the measure's unit.
    pub plus: f32,
    /// Summand for each degree by which the camera stands towards the feet, in the measure's unit.
    pub per_yaw_deg: f32,
}

impl Correction {
    /// Leaves readings as the points show them.
    pub const NONE: Self = Self { slope: 1.0, plus: 0.0, per_yaw_deg: 0.0 };

    fn of(&self, as_seen: f32, yaw_deg: f32) -> f32 {
        self.slope * as_seen + self.plus + self.per_yaw_deg * yaw_deg
    }
}

/// A way to read a number from points of the body. Lengths are in trunk lengths of the same pose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Angle at the middle point, 0–180°.
    Angle([PointOf; 3]),
    /// The same with its side: 180° straight, less with the middle point below the line of the others, more above it.
    SignedAngle([PointOf; 3]),
    /// 180° − angle at the middle point: grows as the joint bends.
    Flexion([PointOf; 3]),
    /// 180° − the angle with its side: grows as the outer points come up over the middle one, below 0 where they hang
    /// under it.
    SignedFlexion([PointOf; 3]),
    /// Height of the first point over the second, against the picture's horizontal.
    Height([PointOf; 2]),
    /// Distance of two points.
    Distance([PointOf; 2]),
    /// Distance of a point from whichever of a part's two sides is closer.
    Nearest(PointOf, Part),
    /// Distance of a point from whichever of a part's two sides is farther, of those that are seen.
    Farthest(PointOf, Part),
    /// Angle of the line from the first point to the second against the picture's horizontal, up positive, −90…90°.
    Inclination([PointOf; 2]),
}

impl Measure {
    /// Returns its unit.
    pub const fn unit(&self) -> Unit {
        match self.quantity {
            Quantity::Angle(_)
            | Quantity::SignedAngle(_)
            | Quantity::Flexion(_)
            | Quantity::SignedFlexion(_)
            | Quantity::Inclination(_) => Unit::Deg,
            Quantity::Height(_) | Quantity::Distance(_) | Quantity::Nearest(..) | Quantity::Farthest(..) => {
                Unit::Bodies
            }
        }
    }

    /// Returns the reading on a limb; `None` where a joint is unknown.
    pub fn of(&self, pose: &TrackedPose, limb: Leg) -> Option<f32> {
        self.of_at_yaw(pose, limb, yaw_to_feet_deg(pose))
    }

    /// Returns the same with a yaw of the camera that is known better than from this pose: positive towards the feet, in degrees.
    pub fn of_at_yaw(&self, pose: &TrackedPose, limb: Leg, yaw_deg: f32) -> Option<f32> {
        let is_near = pose.side(limb) == pose.near;
        let correction = if is_near { self.correction } else { Correction::NONE };
        Some(correction.of(self.as_seen(pose, limb)?, yaw_deg))
    }

    fn as_seen(&self, pose: &TrackedPose, limb: Leg) -> Option<f32> {
        let at = |point: PointOf| point.in_image(pose, limb);
        match self.quantity {
            Quantity::Angle([a, vertex, b]) => angle_deg(at(a)?, at(vertex)?, at(b)?),
            Quantity::SignedAngle([a, vertex, b]) => signed_angle_deg(at(a)?, at(vertex)?, at(b)?),
            Quantity::Flexion([a, vertex, b]) => Some(180.0 - angle_deg(at(a)?, at(vertex)?, at(b)?)?),
            Quantity::SignedFlexion([a, vertex, b]) => Some(180.0 - signed_angle_deg(at(a)?, at(vertex)?, at(b)?)?),
            Quantity::Height([of, over]) => Some(Floor::LEVEL.height_px(at(of)?, at(over)?) / trunk_px(pose)?),
            Quantity::Distance([a, b]) => Some(at(a)?.distance(at(b)?) / trunk_px(pose)?),
            Quantity::Nearest(point, part) => of_both(pose, at(point)?, part, f32::min),
            Quantity::Farthest(point, part) => of_both(pose, at(point)?, part, f32::max),
            Quantity::Inclination([from, to]) => {
                let way = at(to)? - at(from)?;
                way.unit().map(|way| (-way.y).atan2(way.x.abs()).to_degrees())
            }
        }
    }

    /// Returns the three points of the angle, if it is one: what is drawn of it.
    pub const fn angle_points(&self) -> Option<[PointOf; 3]> {
        match self.quantity {
            Quantity::Angle(points)
            | Quantity::SignedAngle(points)
            | Quantity::Flexion(points)
            | Quantity::SignedFlexion(points) => Some(points),
            Quantity::Height(_)
            | Quantity::Distance(_)
            | Quantity::Nearest(..)
            | Quantity::Farthest(..)
            | Quantity::Inclination(_) => None,
        }
    }

    /// Returns the three points of the angle in the picture, where it is one and all are seen.
    pub fn angle_in_image(&self, pose: &TrackedPose, limb: Leg) -> Option<[Point; 3]> {
        let [a, vertex, b] = self.angle_points()?.map(|point| point.in_image(pose, limb));
        Some([a?, vertex?, b?])
    }

    /// Returns the line that is drawn of it in the picture: the points from end to end, if all are seen.
    pub fn line_in_image(&self, pose: &TrackedPose, limb: Leg) -> Option<Vec<Point>> {
        let at = |point: PointOf| point.in_image(pose, limb);
        match self.quantity {
            Quantity::Angle(points)
            | Quantity::SignedAngle(points)
            | Quantity::Flexion(points)
            | Quantity::SignedFlexion(points) => points.into_iter().map(at).collect(),
            Quantity::Height([of, over]) => Some(vec![at(over)?, at(of)?]),
            Quantity::Distance(points) | Quantity::Inclination(points) => points.into_iter().map(at).collect(),
            Quantity::Nearest(point, part) | Quantity::Farthest(point, part) => {
                let from = at(point)?;
                let mut both: Vec<Point> = [Leg::Near, Leg::Far].iter().filter_map(|it| pose.leg(*it, part)).collect();
                both.sort_by(|a, b| a.distance(from).total_cmp(&b.distance(from)));
                let is_nearest = matches!(self.quantity, Quantity::Nearest(..));
                let to = if is_nearest { both.first() } else { both.last() };
                Some(vec![from, *to?])
            }
        }
    }

    /// Returns the angle at the middle point that a reading stands for, in degrees.
    pub const fn vertex_deg(&self, value: f32) -> f32 {
        if matches!(self.quantity, Quantity::Flexion(_) | Quantity::SignedFlexion(_)) { 180.0 - value } else { value }
    }

    /// Returns true if it is read against the picture's horizontal through the first point that is drawn of it.
    pub const fn is_against_level(&self) -> bool {
        matches!(self.quantity, Quantity::Height(_) | Quantity::Inclination(_))
    }

    /// Returns true if it is read from the limb that works.
    pub fn reads_limb(&self) -> bool {
        self.points().iter().any(|point| point.of == Of::Limb)
    }

    /// Returns every point that it is read from.
    pub fn points(&self) -> Vec<PointOf> {
        match self.quantity {
            Quantity::Angle(points)
            | Quantity::SignedAngle(points)
            | Quantity::Flexion(points)
            | Quantity::SignedFlexion(points) => points.to_vec(),
            Quantity::Height(points) | Quantity::Distance(points) | Quantity::Inclination(points) => points.to_vec(),
            Quantity::Nearest(point, part) | Quantity::Farthest(point, part) => {
                vec![point, PointOf { part, of: Of::Near }]
            }
        }
    }
}

/// Length of the trunk where it is long enough to divide by, in px.
fn trunk_px(pose: &TrackedPose) -> Option<f32> {
    pose.trunk_px().filter(|px| 1.0 <= *px)
}

fn of_both(pose: &TrackedPose, point: Point, part: Part, which: fn(f32, f32) -> f32) -> Option<f32> {
    let trunk_px = trunk_px(pose)?;
    let both = [Leg::Near, Leg::Far].into_iter().filter_map(|side| pose.leg(side, part));
    both.map(|at| at.distance(point) / trunk_px).reduce(which)
}

/// Returns the height of `point` over the near shoulder, in trunk lengths.
pub fn over_shoulder(pose: &TrackedPose, point: Point) -> Option<f32> {
    Some(Floor::LEVEL.height_px(point, pose.near(Part::Shoulder)?) / trunk_px(pose)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::pose::BodyAxes;
    use crate::core::skeleton::{Joint, JointMap, Side};
    use crate::core::time::Timestamp;

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
            enlarged: 1.0,
            camera_is_told: false,
            sure: JointMap::from_fn(|_| true),
        }
    }

    #[test]
    fn a_straight_bridge_reads_180_and_its_height_counts_in_trunks() {
        let pose = lying(Point::new(200.0, 250.0));
        assert!((SHOULDER_HIP_KNEE.of(&pose, Leg::Near).unwrap() - 180.0).abs() < 1e-3);
        let sin = 50.0 / 100.0_f32.hypot(50.0);
        assert!((HIP_OVER_SHOULDER.of(&pose, Leg::Near).unwrap() - sin).abs() < 1e-3);
    }

    #[test]
    fn a_reading_is_told_as_finely_as_its_unit_is_worth_and_never_less_than_nothing() {
        let told = [(Unit::Deg, 163.4), (Unit::Deg, -0.4), (Unit::Bodies, -0.114), (Unit::Bodies, -0.001)];
        let told = told.map(|(unit, value)| unit.with(value));
        assert_eq!(told, ["163°", "0°", "-0.11 trunk", "0.00 trunk"]);
    }

    #[test]
    fn what_is_drawn_of_a_measure_are_its_points_from_end_to_end() {
        let pose = lying(Point::new(200.0, 250.0));
        let line = |measure: Measure| measure.line_in_image(&pose, Leg::Near);
        let [shoulder, hip, knee] = [(100.0, 300.0), (200.0, 250.0), (300.0, 200.0)].map(|(x, y)| Point::new(x, y));
        assert_eq!(line(SHOULDER_HIP_KNEE), Some(vec![shoulder, hip, knee]));
        // The line begins at the reference point and ends at the measured one.
        assert_eq!(line(HIP_OVER_SHOULDER), Some(vec![shoulder, hip]));
        assert_eq!(line(KNEE_TO_SHOULDER), Some(vec![shoulder, knee]));
        assert_eq!(line(WRIST_TO_KNEE), None, "no wrist is seen");
        assert!(HIP_OVER_SHOULDER.is_against_level() && !KNEE_TO_SHOULDER.is_against_level());
        assert_eq!((THIGH_FLEXION.vertex_deg(130.0), THIGH_TO_TRUNK.vertex_deg(50.0)), (50.0, 50.0));
    }

    #[test]
    fn a_hidden_joint_makes_the_measure_unknown() {
        let mut pose = lying(Point::new(200.0, 250.0));
        pose.joints[Joint::LeftKnee] = None;
        assert_eq!(SHOULDER_HIP_KNEE.of(&pose, Leg::Near), None);
        assert!(HIP_OVER_SHOULDER.of(&pose, Leg::Near).is_some());
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
