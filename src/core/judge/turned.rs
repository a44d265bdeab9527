//! Recordings that lie on their side or stand on their head, by how a body on its back lies in them.

use crate::core::exercise::{Exercise, PostureKind};
use crate::core::geometry::Point;
use crate::core::skeleton::Part;
use crate::core::time::Timestamp;
use crate::core::track::TrackedPose;

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
#[derive(Debug)]
pub(super) struct Turns {
    /// True where an exercise is done on the back: other postures pass for lying with the picture turned, as sitting on
    /// the heels does.
    on_the_back: bool,
    /// True where an exercise has the head below the hips, as a forward bend does: that turns no picture.
    may_hang: bool,
    n_looks: f32,
    n_head_down: f32,
    /// Up is up, to the right, down, to the left in the picture.
    n_up_is: [f32; 4],
    last_at: Option<Timestamp>,
}

const UPS: [Point; 4] = [Point::new(0.0, -1.0), Point::new(1.0, 0.0), Point::new(0.0, 1.0), Point::new(-1.0, 0.0)];

impl Turns {
    /// Counts for exercises that are asked for.
    pub(super) fn of(asked: &[&Exercise]) -> Self {
        Self {
            on_the_back: asked.iter().any(|exercise| exercise.posture.kind == PostureKind::Supine),
            may_hang: asked.iter().filter_map(|it| it.highest_hips()).any(|highest| SAME_DIRECTION <= highest),
            n_looks: 0.0,
            n_head_down: 0.0,
            n_up_is: [0.0; 4],
            last_at: None,
        }
    }

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

    /// Returns true if the recording is turned.
    pub(super) fn is_turned(&self) -> bool {
        let [upright, turned @ ..] = self.n_up_is;
        let most = turned.into_iter().fold(0.0, f32::max);
        let lies = LYING_SHARE * self.n_looks < most && upright < UPRIGHT_SHARE * most;
        let hangs = 0.0 < self.n_looks && upright == 0.0 && HEAD_DOWN_SHARE * self.n_looks <= self.n_head_down;
        (self.on_the_back && lies) || (!self.may_hang && hangs)
    }
}

/// Finds the up direction from a body that lies on its back with a foot planted, whichever way the picture is turned.
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

/// Returns true if the trunk stands in the picture with the head below the hips.
fn head_is_down(pose: &TrackedPose) -> Option<bool> {
    let along = (pose.near(Part::Shoulder)? - pose.near(Part::Hip)?).unit()?;
    Some(SAME_DIRECTION <= along.y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercise::{PoseRange, Posture};
    use crate::core::exercises::HIP_BRIDGE;
    use crate::core::measure::HIP_OVER_SHOULDER;
    use crate::core::pose::BodyAxes;
    use crate::core::skeleton::{Joint, JointMap, Side};

    /// A body by its shoulder, hip, knee and ankle, turned clockwise by quarters.
    fn pose(k: i32, points: [[f32; 2]; 4], n_quarters: u8) -> TrackedPose {
        let turned = |[x, y]: [f32; 2]| (0..n_quarters).fold(Point::new(x, y), |at, _| Point::new(-at.y, at.x));
        let [shoulder, hip, knee, ankle] = points.map(turned).map(Some);
        let joints = JointMap::from_fn(|joint| match joint {
            Joint::LeftShoulder => shoulder,
            Joint::LeftHip => hip,
            Joint::LeftKnee => knee,
            Joint::LeftAnkle => ankle,
            _ => None,
        });
        TrackedPose {
            at: Timestamp::from_secs(f64::from(k) * 0.25),
            joints,
            near: Side::Left,
            axes: BodyAxes { trunk: [-1.0, 0.0, 0.0], across: [0.0, 0.0, 1.0] },
            brightness: 100.0,
            camera: Point::default(),
            zoom: 1.0,
            enlarged: 1.0,
            sure: JointMap::from_fn(|_| true),
            camera_is_told: false,
        }
    }

    const LYING: [[f32; 2]; 4] = [[0.0, 0.0], [100.0, 0.0], [160.0, -70.0], [190.0, 0.0]];
    const BRIDGE: [[f32; 2]; 4] = [[0.0, 0.0], [90.0, -45.0], [165.0, -80.0], [190.0, 0.0]];

    fn is_turned(bodies: &[[[f32; 2]; 4]], n_quarters: u8) -> bool {
        is_turned_for(&HIP_BRIDGE, bodies, n_quarters)
    }

    fn is_turned_for(exercise: &Exercise, bodies: &[[[f32; 2]; 4]], n_quarters: u8) -> bool {
        let mut turns = Turns::of(&[exercise]);
        for (k, body) in (0..40).zip(bodies.iter().cycle()) {
            turns.push(&pose(k, *body, n_quarters));
        }
        turns.is_turned()
    }

    #[test]
    fn a_body_that_bridges_tells_which_way_up_the_picture_is() {
        let turned = [0, 1, 2, 3].map(|n_quarters| is_turned(&[LYING, LYING, BRIDGE], n_quarters));
        assert_eq!(turned, [false, true, true, true]);
    }

    #[test]
    fn who_stands_squats_or_sits_is_not_turned() {
        let standing = [[0.0, 0.0], [0.0, 100.0], [5.0, 190.0], [0.0, 280.0]];
        let half = [[40.0, 20.0], [-10.0, 120.0], [60.0, 190.0], [0.0, 280.0]];
        let deep = [[60.0, 110.0], [-30.0, 190.0], [65.0, 190.0], [0.0, 280.0]];
        let sitting = [[0.0, 0.0], [0.0, 100.0], [85.0, 100.0], [85.0, 185.0]];
        assert!(!is_turned(&[standing, half, deep, half], 0));
        assert!(!is_turned(&[deep], 0));
        assert!(!is_turned(&[sitting], 0));
    }

    /// A standing exercise that lets the hips come this far over the shoulders, in trunk lengths.
    fn standing(ranges: &'static [PoseRange]) -> Exercise {
        Exercise { posture: Posture { kind: PostureKind::Standing, ranges, contacts: &[] }, ..HIP_BRIDGE }
    }

    const UPRIGHT: [PoseRange; 1] = [PoseRange { measure: HIP_OVER_SHOULDER, from: -1.2, to: -0.6 }];
    const BENT: [PoseRange; 1] = [PoseRange { measure: HIP_OVER_SHOULDER, from: -1.2, to: 1.0 }];

    #[test]
    fn a_head_below_the_hips_turns_no_picture_of_a_forward_bend() {
        let bent = [[-20.0, 95.0], [0.0, 0.0], [5.0, 90.0], [0.0, 180.0]];
        let told = [&UPRIGHT, &BENT].map(|ranges| is_turned_for(&standing(ranges), &[bent], 0));
        assert_eq!((told, is_turned(&[bent], 0)), ([true, false], true));
    }

    #[test]
    fn who_sits_on_the_heels_is_turned_only_for_an_exercise_on_the_back() {
        let heels = [[0.0, 0.0], [0.0, 100.0], [75.0, 120.0], [0.0, 125.0]];
        assert_eq!((is_turned(&[heels], 0), is_turned_for(&standing(&UPRIGHT), &[heels], 0)), (true, false));
    }
}
