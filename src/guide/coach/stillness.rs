//! Detection of an athlete who holds still.

use std::collections::VecDeque;

use crate::core::exercise::PostureKind;
use crate::core::geometry::Point;
use crate::core::judge::LiveView;
use crate::core::skeleton::Part;
use crate::core::time::{Lasting, Timestamp};

/// Still joints stay within this much of one another for a second, ÷ trunk: as little as a rise is no bridge
/// (`LEAST_RISE` .06); breathing moves hips by less than .02.
const STILL_SPREAD: f32 = 0.06;
/// Motion is told over so long, in s.
const WINDOW_SECS: f64 = 1.0;

/// Returns the parts that hold still in a posture before the exercise begins. Their motion would be a repetition, as
/// far as the side towards the camera shows them.
const fn still_parts(kind: PostureKind) -> &'static [Part] {
    match kind {
        PostureKind::Supine | PostureKind::Prone | PostureKind::SideLying => &[Part::Hip, Part::Knee],
        PostureKind::HandsAndKnees | PostureKind::Standing => &[Part::Shoulder, Part::Hip, Part::Knee],
        PostureKind::Sitting => &[Part::Shoulder, Part::Hip],
    }
}

/// Remembers where those parts were.
#[derive(Debug, Clone, Default)]
pub(super) struct Stillness {
    recent: VecDeque<(Timestamp, Vec<Point>)>,
    lasting: Lasting,
}

impl Stillness {
    /// For how long the athlete has held still in the exercise's posture, in s.
    pub(super) fn push(&mut self, at: Timestamp, view: &LiveView) -> f64 {
        let posture = &view.exercise.posture;
        let placed = view.pose.as_ref().filter(|pose| posture.holds(pose) == Some(true));
        let place = placed.and_then(|pose| {
            let joints: Option<Vec<Point>> = still_parts(posture.kind).iter().map(|part| pose.steady(*part)).collect();
            Some((joints?, pose.trunk_px()?))
        });
        let Some((joints, trunk_px)) = place else {
            self.recent.clear();
            return self.lasting.push(at, false);
        };
        while self.recent.front().is_some_and(|(then, _)| WINDOW_SECS < at.secs_since(*then)) {
            self.recent.pop_front();
        }
        let reach = STILL_SPREAD * trunk_px;
        // Another exercise's parts are others.
        let is_near = |(_, then): &(Timestamp, Vec<Point>)| {
            then.len() == joints.len() && then.iter().zip(&joints).all(|(then, now)| then.distance(*now) <= reach)
        };
        let is_still = self.recent.iter().all(is_near);
        self.recent.push_back((at, joints));
        self.lasting.push(at, is_still)
    }
}
