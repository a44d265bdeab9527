//! Signs that the body gives the program: a raised arm, getting up, leaving the picture.

use crate::core::exercise::{Exercise, LOWEST_LYING_HIPS, Posture, PostureKind};
use crate::core::geometry::{Floor, Point};
use crate::core::judge::LiveView;
use crate::core::measure::{HIP_OVER_SHOULDER, STANDING_THIGH_DEG, THIGH_TO_TRUNK, WRIST_TO_KNEE, over_shoulder};
use crate::core::skeleton::{Joint, Part, Side};
use crate::core::time::{Lasting, Timestamp};
use crate::core::track::{Leg, TrackedPose};

/// A sign is given by holding it for so long, in s (the program asks for two seconds).
const RAISED_SECS: f64 = 2.0;
/// An arm that is down for so long may be raised again, in s: shorter is a joint that jumped.
const LOWERED_SECS: f64 = 0.5;
/// An upper arm at least this steep over the floor points up, in degrees (a proposal: an arm held up wavers by 20°).
const STEEP_DEG: f32 = 60.0;
/// …until it is flatter than this.
const FLAT_DEG: f32 = 45.0;
/// The wrist of a raised arm is at least this far over its elbow, ÷ trunk: half of a forearm, which is half a trunk long
/// (Winter 2009, table 4.1). Hands that hold shins or thighs are farther along the body than up.
const LEAST_WRIST_HEIGHT: f32 = 0.25;
/// A hand so close to a knee holds the leg, ÷ trunk: .02–.42 on the samples of knee-to-chest.
const HOLDING: f32 = 0.55;
/// A foot this far over the shoulder is in the air, ÷ trunk: standing feet are within .2. A sign is given from lying with
/// the feet down; with legs in the air arms in the air belong to an exercise (a dead bug).
const LIFTED_FOOT: f32 = 0.35;
/// Hips at least so far below the shoulders, ÷ trunk, are those of a person who sits or stands: a trunk within 45° of
/// upright.
const UPRIGHT: f32 = 0.7;
/// So much lower, ÷ trunk, and the person has got up: from lying a trunk raised by 30°.
const UP_BELOW_LYING: f32 = 0.2;
/// A person who got up stays up for this long, in s (a proposal: longer than the top of a sit-up done as an exercise).
const UP_SECS: f64 = 1.0;
/// A person who is not found for so long has left, in s: detectors lose a person who is there for less.
const LEFT_SECS: f64 = 2.0;
/// An upright exercise is left by another posture that lasts for so long, in s (a proposal: longer than a deep squat or a
/// step to the side).
const OTHER_POSTURE_SECS: f64 = 5.0;

/// What the body has told so far: a state, so that nothing is lost where samples are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signs {
    /// Number of times that an arm was raised and held, so far.
    pub n_raises: u32,
    /// The posture was left: a person on the mat sat up or stood up; a person who should be upright has done something
    /// else for long.
    pub has_left: bool,
    /// A person was there, and is not now.
    pub is_away: bool,
}

/// Reads signs from views.
#[derive(Debug, Clone, Default)]
pub struct Gestures {
    signs: Signs,
    arms: [Arm; 2],
    left: Lasting,
    away: Lasting,
    was_seen: bool,
    is_between_sets: bool,
}

impl Gestures {
    /// Returns one for the time between two sets, in which a person may lie, sit or stand, whatever the exercise.
    pub fn between_sets() -> Self {
        Self { is_between_sets: true, ..Self::default() }
    }

    /// Returns what the body tells with the next view; views come in order of time.
    pub fn push(&mut self, at: Timestamp, view: &LiveView) -> Signs {
        let pose = view.pose.as_ref();
        self.was_seen |= pose.is_some();
        self.signs.is_away = LEFT_SECS <= self.away.push(at, self.was_seen && pose.is_none());
        if let Some(pose) = pose {
            let floor = floor(view);
            let may_raise = if self.is_between_sets { is_at_rest(pose) } else { may_sign(view.exercise, pose) };
            let mut tells = false;
            for (arm, side) in self.arms.iter_mut().zip(Side::BOTH) {
                let steep = steepness_deg(pose, side, floor);
                tells |= arm.push(at, steep, may_raise && is_free(pose, side, floor));
            }
            // Both arms at once are one sign: both must come down before the next.
            self.arms.iter_mut().for_each(|arm| arm.has_told |= tells);
            self.signs.n_raises += u32::from(tells);
            self.leave(at, pose, &view.exercise.posture);
        }
        self.signs
    }

    /// Records whether the posture was left. The record stays as it was if the posture cannot be seen.
    fn leave(&mut self, at: Timestamp, pose: &TrackedPose, posture: &Posture) {
        let has_left = self.signs.has_left;
        if posture.kind.is_upright() {
            let Some(holds) = posture.holds(pose) else { return };
            let lasted = self.left.push(at, !holds);
            self.signs.has_left = !holds && (has_left || OTHER_POSTURE_SECS <= lasted);
            return;
        }
        let Some(hips) = HIP_OVER_SHOULDER.of(pose, Leg::Near) else { return };
        let lying = lying_hips(posture);
        let lasted = self.left.push(at, hips < if has_left { lying } else { lying - UP_BELOW_LYING });
        self.signs.has_left = if has_left { hips < lying } else { UP_SECS <= lasted };
    }
}

/// Returns true if a raised arm can be a sign while this exercise is done.
///
/// On hands and knees, on the belly and on the side an arm
/// carries the body, and where the exercise itself moves an arm a sign cannot be distinguished from it.
pub fn has_arm_sign(exercise: &Exercise) -> bool {
    let moves_arm = exercise.joint_signal().is_some_and(|signal| {
        signal.measure.points().iter().any(|point| matches!(point.part, Part::Elbow | Part::Wrist))
    });
    match exercise.posture.kind {
        PostureKind::Supine | PostureKind::Sitting | PostureKind::Standing => !moves_arm,
        PostureKind::Prone | PostureKind::SideLying | PostureKind::HandsAndKnees => false,
    }
}

/// Returns true if a sign can be given in this pose.
fn may_sign(exercise: &Exercise, pose: &TrackedPose) -> bool {
    let is_in_posture = if exercise.posture.kind.is_upright() {
        exercise.posture.holds(pose) == Some(true)
    } else {
        is_lying(pose) && has_feet_down(pose)
    };
    is_in_posture && has_arm_sign(exercise)
}

/// Returns true if a person lies with the feet down, or sits or stands.
fn is_at_rest(pose: &TrackedPose) -> bool {
    let is_upright = || HIP_OVER_SHOULDER.of(pose, Leg::Near).is_some_and(|hips| hips <= -UPRIGHT);
    (is_lying(pose) && has_feet_down(pose)) || is_upright()
}

/// Returns the lowest hips of a posture on the mat, ÷ trunk over the shoulders: those of lying (a trunk raised by 17°),
/// unless the posture's own range allows lower ones.
fn lying_hips(posture: &Posture) -> f32 {
    let own = posture.ranges.iter().find(|range| range.measure.quantity == HIP_OVER_SHOULDER.quantity);
    own.map_or(LOWEST_LYING_HIPS, |range| range.from.min(LOWEST_LYING_HIPS))
}

/// One arm: raised and held it tells once, and must come down before it tells again.
#[derive(Debug, Clone, Default)]
struct Arm {
    raised: Lasting,
    lowered: Lasting,
    has_told: bool,
    is_raised: bool,
}

impl Arm {
    /// Whether the arm tells now.
    fn push(&mut self, at: Timestamp, steep: Option<f32>, may_raise: bool) -> bool {
        let least_deg = if self.is_raised { FLAT_DEG } else { STEEP_DEG };
        self.is_raised = may_raise && steep.is_some_and(|deg| least_deg <= deg);
        let raised_secs = self.raised.push(at, self.is_raised);
        let is_down = steep.is_some_and(|deg| deg < FLAT_DEG);
        if LOWERED_SECS <= self.lowered.push(at, is_down) {
            self.has_told = false;
        }
        let tells = RAISED_SECS <= raised_secs && !self.has_told;
        self.has_told |= tells;
        tells
    }
}

fn is_lying(pose: &TrackedPose) -> bool {
    HIP_OVER_SHOULDER.of(pose, Leg::Near).is_some_and(|hips| LOWEST_LYING_HIPS <= hips)
}

/// Whether no leg is seen in the air.
fn has_feet_down(pose: &TrackedPose) -> bool {
    let is_up = |leg: Leg| match pose.leg(leg, Part::Ankle).and_then(|ankle| over_shoulder(pose, ankle)) {
        Some(height) => LIFTED_FOOT < height,
        None => THIGH_TO_TRUNK.of(pose, leg).is_some_and(|deg| deg < STANDING_THIGH_DEG),
    };
    !is_up(Leg::Near) && !is_up(Leg::Far)
}

/// The floor as far as it is seen; a level one else.
fn floor(view: &LiveView) -> Floor {
    let roll_deg = view.framing.body.and_then(|body| body.roll_deg).unwrap_or_default();
    let (sin, cos) = roll_deg.to_radians().sin_cos();
    Floor::through(Point::default(), Point::new(cos, sin)).unwrap_or(Floor::LEVEL)
}

/// How steeply the upper arm points up from the floor, −90…90°; `None` where shoulder or elbow is unknown.
fn steepness_deg(pose: &TrackedPose, side: Side, floor: Floor) -> Option<f32> {
    let [shoulder, elbow] = [Part::Shoulder, Part::Elbow].map(|part| pose.joints[Joint::of(side, part)]);
    let (shoulder, elbow) = (shoulder?, elbow?);
    Some(floor.height_px(elbow, shoulder).atan2(floor.along_px(elbow, shoulder).abs()).to_degrees())
}

/// Whether the hand is up in the air and holds nothing. A hand that is not seen may be anywhere.
fn is_free(pose: &TrackedPose, side: Side, floor: Floor) -> bool {
    let [elbow, wrist] = [Part::Elbow, Part::Wrist].map(|part| pose.joints[Joint::of(side, part)]);
    let Some(((elbow, wrist), trunk_px)) = elbow.zip(wrist).zip(pose.trunk_px()) else { return false };
    let holds = |leg: Leg| WRIST_TO_KNEE.of(pose, leg).is_some_and(|distance| distance < HOLDING);
    let is_up = LEAST_WRIST_HEIGHT * trunk_px <= floor.height_px(wrist, elbow);
    is_up && !holds(Leg::Near) && !holds(Leg::Far)
}
