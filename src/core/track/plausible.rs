//! Bones keep their length: a joint that breaks one is a mistake of the model.

use std::collections::VecDeque;

use crate::core::geometry::Point;
use crate::core::skeleton::{Joint, JointMap, Part, Side};
use crate::core::time::Timestamp;

/// Lengths are remembered this long.
const WINDOW_SECS: f64 = 3.0;
/// As many lengths are needed before one can be called odd.
const LEAST_REMEMBERED: usize = 8;
/// A bone this much longer or shorter than its recent median is a mistake. Turning towards the camera at the speed of
/// an exercise changes it less within the window.
const TOLERANCE: f32 = 0.4;

/// Bones that are checked; where one breaks, the joint that is farther from the trunk's middle goes.
const CHECKED: [(Part, Part); 3] = [(Part::Hip, Part::Shoulder), (Part::Hip, Part::Knee), (Part::Knee, Part::Ankle)];

/// Remembers the lengths of both sides' bones.
#[derive(Debug, Default)]
pub(super) struct Bones {
    recent: [[VecDeque<(Timestamp, f32)>; 3]; 2],
}

impl Bones {
    /// Makes joints unknown that stretch or shrink their bone. Seen from the front a bone may point at the camera: there
    /// it can be as short as it likes, and a thigh that is raised is.
    pub(super) fn drop_implausible(&mut self, at: Timestamp, joints: &mut JointMap<Option<Point>>, is_frontal: bool) {
        for (side, bones) in Side::BOTH.into_iter().zip(&mut self.recent) {
            for ((inner, outer), recent) in CHECKED.into_iter().zip(bones) {
                let outer = Joint::of(side, outer);
                let (Some(a), Some(b)) = (joints[Joint::of(side, inner)], joints[outer]) else { continue };
                let length = a.distance(b);
                if is_odd(length, recent, is_frontal) {
                    joints[outer] = None;
                }
                remember(recent, at, length);
            }
        }
    }
}

/// A length is remembered even when odd: if it stays, it is the body that changed and not the model that erred.
fn remember(recent: &mut VecDeque<(Timestamp, f32)>, at: Timestamp, length: f32) {
    recent.push_back((at, length));
    while recent.front().is_some_and(|(then, _)| WINDOW_SECS < at.secs_since(*then)) {
        recent.pop_front();
    }
}

fn is_odd(length: f32, recent: &VecDeque<(Timestamp, f32)>, is_frontal: bool) -> bool {
    if recent.len() < LEAST_REMEMBERED {
        return false;
    }
    let mut lengths: Vec<f32> = recent.iter().map(|(_, length)| *length).collect();
    lengths.sort_by(f32::total_cmp);
    let at_share = |n: usize, of: usize| lengths.get(lengths.len() * n / of).copied().unwrap_or(length);
    if is_frontal {
        return TOLERANCE * at_share(9, 10) < length - at_share(9, 10);
    }
    let median = at_share(1, 2);
    TOLERANCE * median < (length - median).abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joints(knee_x: f32) -> JointMap<Option<Point>> {
        JointMap::from_fn(|joint| match joint {
            Joint::LeftHip => Some(Point::new(0.0, 0.0)),
            Joint::LeftKnee => Some(Point::new(knee_x, 0.0)),
            _ => None,
        })
    }

    #[test]
    fn a_knee_that_jumps_is_unknown_until_it_has_stayed_there() {
        let mut bones = Bones::default();
        let mut knee_is_known = |k: i32, x: f32| {
            let mut joints = joints(x);
            bones.drop_implausible(Timestamp::from_secs(f64::from(k) * 0.1), &mut joints, false);
            joints[Joint::LeftKnee].is_some()
        };
        assert!((0..20).all(|k| knee_is_known(k, 100.0)));
        assert!(!knee_is_known(20, 150.0));
        assert!(knee_is_known(21, 110.0));
        let later: Vec<bool> = (22..71).map(|k| knee_is_known(k, 200.0)).collect();
        assert!(!later[0] && later[48], "{later:?}");
    }

    #[test]
    fn a_thigh_may_point_at_a_camera_in_front_and_not_grow() {
        let known = |is_frontal: bool, x: f32| {
            let mut bones = Bones::default();
            let mut is_known = |k: i32, x: f32| {
                let mut joints = joints(x);
                bones.drop_implausible(Timestamp::from_secs(f64::from(k) * 0.1), &mut joints, is_frontal);
                joints[Joint::LeftKnee].is_some()
            };
            // Down and up by turns: the leg is short for most of the time.
            let n_known = (0..30).filter(|k| is_known(*k, if k % 3 == 0 { 100.0 } else { 20.0 })).count();
            (n_known, is_known(30, x))
        };
        assert_eq!(known(true, 10.0), (30, true));
        assert!(!known(true, 150.0).1);
        assert!(!known(false, 10.0).1 && known(false, 10.0).0 < 30);
    }
}
