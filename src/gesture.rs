//! What the body tells the program: a raised arm, sitting up, leaving the picture.

use crate::geometry::{Floor, Point};
use crate::measure::{HIP_OVER_SHOULDER, THIGH_TO_TRUNK, WRIST_TO_KNEE, over_shoulder};
use crate::session::LiveView;
use crate::skeleton::{Joint, Part, Side};
use crate::time::{Lasting, Timestamp};
use crate::track::{Leg, TrackedPose};

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
/// Where no foot is seen, a thigh closer to the trunk than this has it in the air, in degrees (at rest 121° and more).
const STANDING_THIGH_DEG: f32 = 100.0;
/// Who lies has the hips at −.06 or higher over the shoulders, ÷ trunk; −.3 is no lying any more (`lies_on_back`), and this
/// is a trunk raised by 30°.
const SAT_UP_HIPS: f32 = -0.5;
/// …until it is down to 17°, which counts as lying.
const LYING_HIPS: f32 = -0.3;
/// Who sits does so for this long, in s (a proposal: longer than the top of a sit-up done as an exercise).
const SAT_UP_SECS: f64 = 1.0;
/// Who is not found for so long has left, in s: detectors lose somebody who is there for less.
const LEFT_SECS: f64 = 2.0;

/// What the body has told so far: a state, so that nothing is lost where samples are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signs {
    /// How often an arm was raised and held, so far.
    pub n_raises: u32,
    /// Somebody sits or stands now.
    pub is_up: bool,
    /// Somebody was there, and is not now.
    pub is_away: bool,
}

/// Reads signs from views.
#[derive(Debug, Clone, Default)]
pub struct Gestures {
    signs: Signs,
    arms: [Arm; 2],
    up: Lasting,
    away: Lasting,
    was_seen: bool,
}

impl Gestures {
    /// What the body tells with the next view; views come in order of time.
    pub fn push(&mut self, at: Timestamp, view: &LiveView) -> Signs {
        let pose = view.pose.as_ref();
        self.was_seen |= pose.is_some();
        self.signs.is_away = LEFT_SECS <= self.away.push(at, self.was_seen && pose.is_none());
        if let Some(pose) = pose {
            let floor = floor(view);
            let may_raise = is_lying(pose) && has_feet_down(pose);
            let mut tells = false;
            for (arm, side) in self.arms.iter_mut().zip(Side::BOTH) {
                let steep = steepness_deg(pose, side, floor);
                tells |= arm.push(at, steep, may_raise && is_free(pose, side, floor));
            }
            // Both arms at once are one sign: both must come down before the next.
            self.arms.iter_mut().for_each(|arm| arm.has_told |= tells);
            self.signs.n_raises += u32::from(tells);
            self.sit(at, pose);
        }
        self.signs
    }

    fn sit(&mut self, at: Timestamp, pose: &TrackedPose) {
        // Where it cannot be seen it stays as it was.
        let Some(hips) = HIP_OVER_SHOULDER.of(pose, Leg::Near) else { return };
        let lasted = self.up.push(at, hips < if self.signs.is_up { LYING_HIPS } else { SAT_UP_HIPS });
        self.signs.is_up = if self.signs.is_up { hips < LYING_HIPS } else { SAT_UP_SECS <= lasted };
    }
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
    HIP_OVER_SHOULDER.of(pose, Leg::Near).is_some_and(|hips| LYING_HIPS <= hips)
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
