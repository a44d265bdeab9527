//! Where the angle that an exercise is about should be: taken from its rules, so that both say the same.

use crate::exercise::{Exercise, Fault, Leg, Limit, RepTrace};
use crate::geometry::Point;
use crate::measure::Unit;
use crate::pose::BodyAxes;
use crate::skeleton::{Joint, JointMap, Side};
use crate::time::Timestamp;
use crate::track::TrackedPose;

/// The limits of the key angle, where there are any.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::ui) struct Target {
    /// What is too small: fault and limit.
    pub(in crate::ui) low: Option<(&'static str, Limit)>,
    /// What is too large.
    pub(in crate::ui) high: Option<(&'static str, Limit)>,
}

impl Target {
    pub(in crate::ui) fn of(exercise: &'static Exercise) -> Self {
        let about_it = || exercise.faults.iter().filter(|fault| reads_angle(exercise, fault));
        let limit = |is_low: bool| {
            let mut all = about_it().filter(|fault| (fault.limit.bad < fault.limit.fine) == is_low);
            all.next().map(|fault| (fault.id, fault.limit))
        };
        Self { low: limit(true), high: limit(false) }
    }

    /// How bad an angle is, and by which fault.
    pub(in crate::ui) fn verdict(&self, angle_deg: f32) -> Option<(f32, &'static str)> {
        let all = [self.low, self.high].into_iter().flatten();
        all.map(|(fault, limit)| (limit.severity(angle_deg), fault)).max_by(|a, b| a.0.total_cmp(&b.0))
    }

    /// From where to where it is fine, in degrees; none where nothing limits it.
    pub(in crate::ui) fn fine_deg(&self) -> Option<(f32, f32)> {
        if self.low.is_none() && self.high.is_none() {
            return None;
        }
        Some((self.low.map_or(0.0, |(_, limit)| limit.fine), self.high.map_or(360.0, |(_, limit)| limit.fine)))
    }
}

/// How long a hold is fine, in s, where one is asked for.
pub(in crate::ui) fn hold_goal_secs(exercise: &Exercise) -> Option<f64> {
    let fault = exercise.faults.iter().find(|fault| fault.id == "short_hold" && fault.unit == Unit::Secs)?;
    Some(fault.limit.fine.into())
}

/// Whether a fault reads the key angle: tried on a pose that has no angle twice.
fn reads_angle(exercise: &Exercise, fault: &Fault) -> bool {
    let pose = probe();
    let trace = RepTrace {
        rest: &[],
        moving: &[],
        hold: std::slice::from_ref(&pose),
        spans: None,
        leg: Leg::Near,
        cycle: None,
    };
    let angle = (exercise.angle.measure.of)(&pose, Leg::Near);
    fault.unit == Unit::Deg && angle.is_some() && (fault.read)(&trace).map(|reading| reading.value) == angle
}

fn probe() -> TrackedPose {
    let joints = JointMap::from_fn(|joint| match joint {
        Joint::LeftShoulder => Some(Point::new(100.0, 300.0)),
        Joint::LeftHip => Some(Point::new(200.0, 300.0)),
        Joint::LeftKnee => Some(Point::new(270.0, 230.0)),
        Joint::LeftAnkle => Some(Point::new(300.0, 310.0)),
        _ => None,
    });
    TrackedPose {
        at: Timestamp::ZERO,
        joints,
        near: Side::Left,
        axes: BodyAxes { trunk: [-1.0, 0.0, 0.0], across: [0.0, 0.0, -1.0] },
        brightness: 100.0,
        camera: Point::default(),
        zoom: 1.0,
        sure: JointMap::from_fn(|_| true),
        camera_is_told: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercises::{HIP_BRIDGE, KNEE_TO_CHEST, PELVIC_TILT};

    fn limit(exercise: &Exercise, id: &str) -> f32 {
        exercise.faults.iter().find(|fault| fault.id == id).unwrap().limit.fine
    }

    #[test]
    fn the_target_is_what_the_rules_call_fine() {
        let bridge = Target::of(&HIP_BRIDGE);
        assert_eq!(bridge.fine_deg(), Some((limit(&HIP_BRIDGE, "hips_low"), limit(&HIP_BRIDGE, "overextended"))));
        assert_eq!(Target::of(&KNEE_TO_CHEST).fine_deg(), Some((0.0, limit(&KNEE_TO_CHEST, "short_range"))));
        assert_eq!(Target::of(&PELVIC_TILT).fine_deg(), None);
    }

    #[test]
    fn the_worse_of_two_limits_speaks() {
        let bridge = Target::of(&HIP_BRIDGE);
        assert_eq!(bridge.verdict(150.0), Some((1.0, "hips_low")));
        assert_eq!(bridge.verdict(199.0), Some((1.0, "overextended")));
        assert_eq!(bridge.verdict(180.0).map(|(severity, _)| severity), Some(0.0));
    }

    #[test]
    fn holds_are_asked_for_where_there_is_a_rule() {
        assert_eq!(hold_goal_secs(&HIP_BRIDGE), Some(f64::from(limit(&HIP_BRIDGE, "short_hold"))));
        assert!(hold_goal_secs(&KNEE_TO_CHEST).is_some());
        assert_eq!(hold_goal_secs(&PELVIC_TILT), None);
    }
}
