//! Hands at the feet: the model takes the one for the other.

use crate::core::geometry::Point;
use crate::core::pose::Person;
use crate::core::skeleton::{Joint, JointMap, Part, Side};

/// An ankle this close to a wrist may be the hand, ÷ trunk. On the knee-to-chest samples ankles are .20–.49 off where a
/// wrist is within .4, and .04–.13 off where none is within .5.
const CLOSE_WRIST: f32 = 0.5;
/// …unless the model is as sure of it as of a foot on the floor (.97 and more; .74–.93 where hands hold the shins).
const SURE_CONFIDENCE: f32 = 0.95;

/// Makes ankles, heels and toes unknown that may be hands.
pub(super) fn drop_feet_at_hands(person: &Person, joints: &mut JointMap<Option<Point>>) {
    let at = |side: Side, part: Part| person.keypoints[Joint::of(side, part)].at;
    let trunk_px = Side::BOTH.map(|side| at(side, Part::Shoulder).distance(at(side, Part::Hip))).into_iter();
    let close_px = CLOSE_WRIST * trunk_px.fold(0.0, f32::max);
    for side in Side::BOTH {
        let ankle = person.keypoints[Joint::of(side, Part::Ankle)];
        let is_near_hand = Side::BOTH.iter().any(|hand| at(*hand, Part::Wrist).distance(ankle.at) < close_px);
        if is_near_hand && ankle.confidence < SURE_CONFIDENCE {
            for part in [Part::Ankle, Part::Heel, Part::Toe] {
                joints[Joint::of(side, part)] = None;
            }
        }
    }
}
