//! Recordings that lie on their side or stand on their head, by how a body on its back lies in them.

use crate::geometry::Point;
use crate::skeleton::Part;
use crate::time::Timestamp;
use crate::track::TrackedPose;

/// One pose in so many seconds is looked at.
const LOOK_EVERY_SECS: f64 = 0.2;
/// The knee of a bent leg whose foot is planted is so far in front of the trunk's line, ÷ trunk (samples: 0.5–0.9).
const KNEE_IN_FRONT: [f32; 2] = [0.35, 1.3];
/// The ankle is this near to the line …
const ANKLE_IN_FRONT: [f32; 2] = [-0.35, 0.3];
/// … and so far beyond the hip.
const ANKLE_BEYOND: [f32; 2] = [0.1, 1.6];
/// A body that is upside down is bent over no longer than for this share of the time.
const HEAD_DOWN_SHARE: f32 = 0.8;
/// Directions are told this sharply: the cosine of 35°.
const SAME_DIRECTION: f32 = 0.82;
/// A body that does the exercises lies with planted feet for at least this share of the time …
const LYING_SHARE: f32 = 0.3;
/// … and the right way up for less than this share of it.
const UPRIGHT_SHARE: f32 = 0.1;

/// Counts where «up» is for a body that lies on its back with its feet planted: the side that its knees are on.
#[derive(Debug, Default)]
pub(super) struct Turns {
    n_looks: f32,
    n_head_down: f32,
    /// Up is up, to the right, down, to the left in the picture.
    n_up_is: [f32; 4],
    last_at: Option<Timestamp>,
}

const UPS: [Point; 4] = [Point::new(0.0, -1.0), Point::new(1.0, 0.0), Point::new(0.0, 1.0), Point::new(-1.0, 0.0)];

impl Turns {
    pub(super) fn push(&mut self, pose: &TrackedPose) {
        if self.last_at.is_some_and(|last| pose.at.secs_since(last) < LOOK_EVERY_SECS) {
            return;
        }
        self.last_at = Some(pose.at);
        self.n_looks += 1.0;
        if head_is_down(pose) == Some(true) {
            self.n_head_down += 1.0;
        }
        let Some(up) = up_of_lying(pose) else { return };
        for (n, direction) in self.n_up_is.iter_mut().zip(UPS) {
            if SAME_DIRECTION <= up.dot(direction) {
                *n += 1.0;
            }
        }
    }

    /// Whether the recording is turned.
    pub(super) fn is_turned(&self) -> bool {
        let [upright, turned @ ..] = self.n_up_is;
        let most = turned.into_iter().fold(0.0, f32::max);
        let lies = LYING_SHARE * self.n_looks < most && upright < UPRIGHT_SHARE * most;
        lies || (0.0 < self.n_looks && upright == 0.0 && HEAD_DOWN_SHARE * self.n_looks <= self.n_head_down)
    }
}

/// Where up is for a body that lies on its back with a foot planted, whichever way the picture is turned.
fn up_of_lying(pose: &TrackedPose) -> Option<Point> {
    let [shoulder, hip, knee, ankle] = [Part::Shoulder, Part::Hip, Part::Knee, Part::Ankle].map(|part| pose.near(part));
    let (hip, knee, ankle) = (hip?, knee?, ankle?);
    let trunk = shoulder? - hip;
    let (along, trunk_px) = (trunk.unit()?, trunk.length());
    let side = Point::new(-along.y, along.x);
    let front = if side.dot(knee - hip) < 0.0 { side * -1.0 } else { side };
    let within = |value: f32, [low, high]: [f32; 2]| low * trunk_px <= value && value <= high * trunk_px;
    let is_planted = within((knee - hip).dot(front), KNEE_IN_FRONT)
        && within((ankle - hip).dot(front), ANKLE_IN_FRONT)
        && within(-(ankle - hip).dot(along), ANKLE_BEYOND);
    is_planted.then_some(front)
}

/// Whether the trunk stands in the picture with the head below the hips.
fn head_is_down(pose: &TrackedPose) -> Option<bool> {
    let along = (pose.near(Part::Shoulder)? - pose.near(Part::Hip)?).unit()?;
    Some(SAME_DIRECTION <= along.y)
}
