//! The body of a file's joints: where unseen ones are put, and how it lies towards the camera.

use std::collections::VecDeque;

use super::frames::{Joints, Place};
use crate::core::geometry::Point;
use crate::core::pose::{BodyAxes, Keypoint, Person};
use crate::core::skeleton::{Joint, JointMap, Part, Side};
use crate::core::time::Timestamp;

/// The front is told from the joints of this long: a person turns round in a second or two.
const WINDOW_SECS: f64 = 3.0;
/// The distance of both shoulders together with that of both hips in a view from the front, ÷ trunk. Fitted to the pose logs
/// of the samples: what our model reads as 15–38° reads 3° less or more (median of 7 logs; 8° less in one), and 42 logs from
/// the side read 1–10°.
const WIDTHS: [(Part, f32); 2] = [(Part::Shoulder, 0.9), (Part::Hip, 0.5)];
/// A joint is nearer or farther than the middle by this share of the trunk: only the sign is known.
const HALF_DEPTH: f32 = 0.25;
/// Less than this, summed over the window, tells no front: where hands hide the feet, the front stays what it was.
const LEAST_FRONT: f32 = 0.3;
/// The foot tells the front more surely than the knee, which may be straight.
const FOOT_WEIGHT: f32 = 2.0;

/// Turns joints into persons.
#[derive(Debug)]
pub(super) struct Body {
    /// True if joints have depths.
    is_spatial: bool,
    /// When, and how surely the front is clockwise of the way from the hips to the head.
    front: VecDeque<(Timestamp, f32)>,
    /// True if it was clockwise when it was last told; at first, as it is over the whole file.
    is_clockwise: bool,
}

impl Body {
    /// Returns the body of a file with these frames.
    pub(super) fn new<'a>(is_spatial: bool, frames: impl Iterator<Item = &'a Joints>) -> Self {
        Self { is_spatial, front: VecDeque::new(), is_clockwise: 0.0 < frames.map(front).sum::<f32>() }
    }

    /// Returns the person of these joints. An unseen joint lies at the next one that is seen, with confidence 0.
    pub(super) fn person(&mut self, at: Timestamp, joints: &Joints) -> Person {
        let axes = if self.is_spatial { spatial_axes(joints) } else { self.flat_axes(at, joints) };
        let trunk_px = trunk(joints).map_or(0.0, Point::length);
        let depth = |joint: Joint, place: Place| match side_of(joint) {
            _ if self.is_spatial => -place.z,
            Some(Side::Left) => axes.across[2] * HALF_DEPTH * trunk_px,
            Some(Side::Right) => -axes.across[2] * HALF_DEPTH * trunk_px,
            None => 0.0,
        };
        let keypoints = JointMap::from_fn(|joint| {
            let place = stand_in(joint, joints);
            let confidence = joints[joint].map_or(0.0, |it| it.confidence);
            Keypoint { at: place.in_image(), depth_px: depth(joint, place), confidence }
        });
        Person { keypoints, axes }
    }

    /// Axes of a body without depth. How far it is turned out of a side view is told by the widths of shoulders and hips,
    /// and which side is near by where knees and feet bend.
    fn flat_axes(&mut self, at: Timestamp, joints: &Joints) -> BodyAxes {
        self.front.push_back((at, front(joints)));
        while self.front.front().is_some_and(|(then, _)| WINDOW_SECS < at.secs_since(*then)) {
            self.front.pop_front();
        }
        let front: f32 = self.front.iter().map(|(_, front)| front).sum();
        if LEAST_FRONT <= front.abs() {
            self.is_clockwise = 0.0 < front;
        }
        let trunk = trunk(joints).and_then(|it| Some((it.unit()?, it.length())));
        let Some((along, trunk_px)) = trunk else {
            return BodyAxes { trunk: [-1.0, 0.0, 0.0], across: [0.0, 0.0, 1.0] };
        };
        let across = across(joints, trunk_px);
        let away = (1.0 - across.dot(across)).max(0.0).sqrt();
        // A body that faces right shows its right side: its left is away.
        let z = if self.is_clockwise { away } else { -away };
        BodyAxes { trunk: [along.x, along.y, 0.0], across: unit([across.x, across.y, z]) }
    }
}

fn unit([x, y, z]: [f32; 3]) -> [f32; 3] {
    let length = (x * x + y * y + z * z).sqrt();
    if length < f32::EPSILON { [0.0, 0.0, 1.0] } else { [x, y, z].map(|it| it / length) }
}

fn middle(joints: &Joints, part: Part) -> Option<Place> {
    let [left, right] = Side::BOTH.map(|side| joints[Joint::of(side, part)]);
    match (left, right) {
        (Some(a), Some(b)) => {
            Some(Place { x: f32::midpoint(a.x, b.x), y: f32::midpoint(a.y, b.y), z: f32::midpoint(a.z, b.z), ..a })
        }
        (one, other) => one.or(other),
    }
}

/// From the hips to the shoulders in the picture.
fn trunk(joints: &Joints) -> Option<Point> {
    Some(middle(joints, Part::Shoulder)?.in_image() - middle(joints, Part::Hip)?.in_image())
}

/// From right to left in the picture, 1 long in a view from the front.
fn across(joints: &Joints, trunk_px: f32) -> Point {
    let (mut sum, mut widths) = (Point::default(), 0.0);
    for (part, width) in WIDTHS {
        if let [Some(left), Some(right)] = Side::BOTH.map(|side| joints[Joint::of(side, part)]) {
            (sum, widths) = (sum + (left.in_image() - right.in_image()), widths + width * trunk_px);
        }
    }
    let across = if 0.0 < widths { sum * (1.0 / widths) } else { sum };
    across * across.length().max(1.0).recip()
}

/// How surely the front is clockwise of the way from the hips to the head: positive on a body that faces right.
///
/// Knees bend backwards and toes point forwards. This agrees with the depths of our model in every frame of the 48 stored
/// pose logs that are filmed from the side throughout.
fn front(joints: &Joints) -> f32 {
    let Some(trunk_px) = trunk(joints).map(Point::length).filter(|px| 1.0 <= *px) else { return 0.0 };
    let of = |side: Side| {
        let at = |part| joints[Joint::of(side, part)].map(Place::in_image);
        let shank = Some(at(Part::Ankle)? - at(Part::Knee)?)?;
        let knee = at(Part::Hip).zip(at(Part::Knee)).map_or(0.0, |(hip, knee)| (knee - hip).cross(shank));
        let foot = at(Part::Heel).zip(at(Part::Toe)).map_or(0.0, |(heel, toe)| (toe - heel).cross(shank));
        Some(knee + FOOT_WEIGHT * foot)
    };
    Side::BOTH.into_iter().filter_map(of).sum::<f32>() / (trunk_px * trunk_px)
}

/// Axes of a body with depth, as our model gives them.
fn spatial_axes(joints: &Joints) -> BodyAxes {
    let away = |a: Place, b: Place| [a.x - b.x, a.y - b.y, b.z - a.z];
    let trunk =
        middle(joints, Part::Shoulder).zip(middle(joints, Part::Hip)).map(|(shoulder, hip)| away(shoulder, hip));
    let pair = |part| Some(away(joints[Joint::of(Side::Left, part)]?, joints[Joint::of(Side::Right, part)]?));
    let pairs = [Part::Shoulder, Part::Hip].into_iter().filter_map(pair);
    let across =
        pairs.reduce(|sum, pair| std::array::from_fn(|k| sum.get(k).zip(pair.get(k)).map_or(0.0, |(a, b)| a + b)));
    let across = across.unwrap_or_default();
    BodyAxes { trunk: unit(trunk.unwrap_or([-1.0, 0.0, 0.0])), across: unit(across) }
}

fn side_of(joint: Joint) -> Option<Side> {
    Side::BOTH.into_iter().find(|side| Part::ALL.into_iter().any(|part| Joint::of(*side, part) == joint))
}

/// A place for a joint: its own, or that of the next one towards the trunk, or of the other side.
fn stand_in(joint: Joint, joints: &Joints) -> Place {
    let towards_trunk = |part| match part {
        Part::Wrist => Part::Elbow,
        Part::Toe | Part::Heel => Part::Ankle,
        Part::Ankle => Part::Knee,
        Part::Knee | Part::Shoulder => Part::Hip,
        Part::Ear | Part::Elbow | Part::Hip => Part::Shoulder,
    };
    let mut part = Part::ALL.into_iter().find(|part| Side::BOTH.iter().any(|side| Joint::of(*side, *part) == joint));
    let side = side_of(joint).unwrap_or(Side::Left);
    let mut place = joints[joint];
    // Hip and shoulder stand in for each other: the third step comes back.
    for _ in 0..Part::ALL.len() {
        let next = part.map_or(Part::Ear, towards_trunk);
        place = place.or_else(|| joints[Joint::of(side, next)]).or_else(|| joints[Joint::of(side.other(), next)]);
        part = Some(next);
    }
    place.unwrap_or(Place { x: 0.0, y: 0.0, z: 0.0, confidence: 0.0 })
}
