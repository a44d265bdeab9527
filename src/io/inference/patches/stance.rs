//! How the body lies, from its key points: whether it holds still, and whether patches can be laid on it.

use std::collections::VecDeque;

use crate::core::frame::View;
use crate::core::geometry::Point;
use crate::core::pose::SEEN_CONFIDENCE;
use crate::core::pose::{BodyFrame, Person, SetupRefusal};
use crate::core::skeleton::{Joint, Part, Side};
use crate::core::time::Timestamp;
use crate::core::track::near_side::NearSide;

/// A body holds still if its joints' means over this long and over as long before agree. Means, as key points of a
/// resting body tremble: by up to .015 trunks in 0.3 s (p90 of `rest_breathing_only`), means by .008 at the median.
const HALF_SECS: f64 = 0.4;
/// How far hip and knee may move between the two, in trunks. A tilt of 10° in 4 s moves the hip by .012.
const STILL_BODIES: f32 = 0.01;
/// Joints whose mean is taken, all of the near side.
const PARTS: [Part; 7] = [Part::Ear, Part::Shoulder, Part::Hip, Part::Knee, Part::Ankle, Part::Toe, Part::Wrist];

/// Where patches lie around the hip, in trunks along and up: low, high.
pub(super) const PELVIS: [[f32; 2]; 2] = [[-0.22, -0.12], [0.22, 0.25]];

// The limits of `docs/criteria.md`, "Pelvic tilt from one side camera": beyond them the prototype was never tried.
const MAX_SLOPE: f32 = 0.5;
const MIN_TRUNK_PX: f32 = 90.0;
const KNEE_HEIGHT: [f32; 2] = [0.3, 1.3];
const ANKLE_ALONG: [f32; 2] = [-1.6, -0.15];
const MAX_ANKLE_HEIGHT: f32 = 0.6;

/// Joints of the near side, and the frame that they span.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stance {
    pub(super) body: BodyFrame,
    pub(super) hip: Point,
    pub(super) knee: Point,
    pub(super) ankle: Point,
    pub(super) toe: Point,
    pub(super) shoulder: Point,
}

impl Stance {
    fn of(joint: impl Fn(Part) -> Point) -> Option<Self> {
        let [shoulder, hip, knee, ankle, toe] =
            [Part::Shoulder, Part::Hip, Part::Knee, Part::Ankle, Part::Toe].map(joint);
        let along = (shoulder - hip).unit()?;
        let upright = Point::new(-along.y, along.x);
        let up = if upright.dot(knee - hip) < 0.0 { upright * -1.0 } else { upright };
        let body = BodyFrame { trunk_px: shoulder.distance(hip), along, up };
        Some(Self { body, hip, knee, ankle, toe, shoulder })
    }

    /// A place in trunks from the hip: along and up.
    pub(super) fn in_body(&self, at: Point) -> Point {
        let from_hip = (at - self.hip) * (1.0 / self.body.trunk_px);
        Point::new(from_hip.dot(self.body.along), from_hip.dot(self.body.up))
    }

    /// What speaks against laying patches on a body that lies so.
    fn refusal(&self) -> Option<SetupRefusal> {
        let (knee, ankle) = (self.in_body(self.knee), self.in_body(self.ankle));
        let within = |value: f32, [low, high]: [f32; 2]| low <= value && value <= high;
        if MAX_SLOPE < self.body.along.y.abs() {
            Some(SetupRefusal::TrunkNotLevel)
        } else if self.body.trunk_px < MIN_TRUNK_PX {
            Some(SetupRefusal::TooSmall)
        } else if 0.0 < self.body.up.y || !within(knee.y, KNEE_HEIGHT) {
            Some(SetupRefusal::KneesNotUp)
        } else if !within(ankle.x, ANKLE_ALONG) || MAX_ANKLE_HEIGHT < ankle.y {
            Some(SetupRefusal::FeetNotPlanted)
        } else {
            None
        }
    }
}

/// Whether a wrist that is seen lies over the pelvis.
pub(super) fn is_covered(stance: &Stance, person: &Person) -> bool {
    let [low, high] = PELVIS;
    let lies_over = |side: Side| {
        let wrist = person.keypoints[Joint::of(side, Part::Wrist)];
        let at = stance.in_body(wrist.at);
        let within = |value: f32, low: f32, high: f32| low <= value && value <= high;
        SEEN_CONFIDENCE <= wrist.confidence && within(at.x, low[0], high[0]) && within(at.y, low[1], high[1])
    };
    Side::BOTH.into_iter().any(lies_over)
}

/// The last second of a body.
#[derive(Debug, Default)]
pub(super) struct Rest {
    near: NearSide,
    side: Option<Side>,
    recent: VecDeque<(Timestamp, Person)>,
}

impl Rest {
    /// Takes the body of the next frame.
    pub(super) fn push(&mut self, at: Timestamp, person: &Person) {
        let side = self.near.push(at, person);
        if self.side.replace(side).is_some_and(|before| before != side) {
            self.recent.clear();
        }
        self.recent.push_back((at, *person));
        // One more than two halves, so that it shows when they are full.
        let is_old = |(then, _): &(Timestamp, Person)| 2.0 * HALF_SECS < at.secs_since(*then);
        while self.recent.get(1).is_some_and(is_old) {
            self.recent.pop_front();
        }
    }

    /// How the body lies, if it holds still.
    pub(super) fn stance(&self) -> Option<Stance> {
        let ((first, _), (last, _)) = (self.recent.front()?, self.recent.back()?);
        if last.secs_since(*first) < 2.0 * HALF_SECS {
            return None;
        }
        let (before, now) = (Stance::of(self.means(*last, true)?)?, Stance::of(self.means(*last, false)?)?);
        let reach = STILL_BODIES * now.body.trunk_px;
        let is_still = before.hip.distance(now.hip) < reach && before.knee.distance(now.knee) < reach;
        is_still.then_some(now)
    }

    /// What speaks against laying patches on a body that lies so in a picture.
    pub(super) fn refusal(&self, stance: &Stance, picture: View<'_>) -> Option<SetupRefusal> {
        let (_, person) = self.recent.back()?;
        let side = self.side?;
        let seen = [Part::Shoulder, Part::Hip, Part::Knee, Part::Ankle];
        let hidden = seen.iter().any(|part| person.keypoints[Joint::of(side, *part)].confidence < SEEN_CONFIDENCE);
        let within = |value: f32, length: u32| 0.0 <= value && value <= length as f32;
        let is_outside = |part: &Part| {
            let at = person.keypoints[Joint::of(side, *part)].at;
            !within(at.x, picture.width()) || !within(at.y, picture.height())
        };
        if hidden || PARTS.iter().any(is_outside) {
            return Some(SetupRefusal::NotInView);
        }
        stance.refusal().or_else(|| is_covered(stance, person).then_some(SetupRefusal::Covered))
    }

    /// Means of the near side's joints over one of the halves; `None` if no sample falls into it.
    fn means(&self, last: Timestamp, earlier: bool) -> Option<impl Fn(Part) -> Point + use<>> {
        let side = self.side?;
        let is_wanted = |then: Timestamp| (HALF_SECS <= last.secs_since(then)) == earlier;
        let mut sums = PARTS.map(|part| (part, Point::default()));
        let mut n = 0.0;
        for (_, person) in self.recent.iter().filter(|(then, _)| is_wanted(*then)) {
            for (part, sum) in &mut sums {
                *sum = *sum + person.keypoints[Joint::of(side, *part)].at;
            }
            n += 1.0;
        }
        let mean = move |part| {
            sums.iter().find(|(known, _)| *known == part).map_or_else(Point::default, |(_, sum)| *sum * (1.0 / n))
        };
        (0.0 < n).then_some(mean)
    }
}
