//! Whether the athlete lies still.

use std::collections::VecDeque;

use crate::geometry::Point;
use crate::session::LiveView;
use crate::skeleton::Part;
use crate::time::{Lasting, Timestamp};

/// Still joints stay within this much of one another for a second, ÷ trunk: as little as a rise is no bridge
/// (`LEAST_RISE` .06); breathing moves hips by less than .02.
const STILL_SPREAD: f32 = 0.06;
/// Motion is told over so long, in s.
const WINDOW_SECS: f64 = 1.0;

/// Remembers where hips and knees were.
#[derive(Debug, Clone, Default)]
pub(super) struct Stillness {
    recent: VecDeque<(Timestamp, [Point; 2])>,
    lasting: Lasting,
}

impl Stillness {
    /// For how long the athlete has lain still, in s.
    pub(super) fn push(&mut self, at: Timestamp, view: &LiveView) -> f64 {
        let lying = view.pose.as_ref().filter(|pose| view.exercise.posture.holds(pose) == Some(true));
        let place =
            lying.and_then(|pose| Some(([pose.steady(Part::Hip)?, pose.steady(Part::Knee)?], pose.trunk_px()?)));
        let Some((joints, trunk_px)) = place else {
            self.recent.clear();
            return self.lasting.push(at, false);
        };
        self.recent.push_back((at, joints));
        while self.recent.front().is_some_and(|(then, _)| WINDOW_SECS < at.secs_since(*then)) {
            self.recent.pop_front();
        }
        let is_near = |(_, [hip, knee]): &(Timestamp, [Point; 2])| {
            let [hip_now, knee_now] = joints;
            hip.distance(hip_now).max(knee.distance(knee_now)) <= STILL_SPREAD * trunk_px
        };
        let is_still = self.recent.iter().all(is_near);
        self.lasting.push(at, is_still)
    }
}
