//! The body of a figure: joints over the floor, and what lies between two poses.

use super::FigurePose;
use crate::core::measure::{Of, PointOf};
use crate::core::skeleton::Part;

/// Right, and up from the floor, in trunks.
pub type Place = [f32; 2];

/// Each part hangs on the one before it: the body is drawn from the hip outwards.
const CHAIN: [(Part, Part); 8] = [
    (Part::Shoulder, Part::Hip),
    (Part::Ear, Part::Shoulder),
    (Part::Elbow, Part::Shoulder),
    (Part::Wrist, Part::Elbow),
    (Part::Knee, Part::Hip),
    (Part::Ankle, Part::Knee),
    (Part::Heel, Part::Ankle),
    (Part::Toe, Part::Ankle),
];

/// A line of the drawing, in trunks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bone {
    /// Its ends.
    pub ends: [Place; 2],
    /// Its width in trunks.
    pub width: f32,
}

/// Returns the drawn width of the bone to a part, in trunks.
const fn width_to(part: Part) -> f32 {
    match part {
        Part::Shoulder => 0.195,
        Part::Ear => 0.115,
        Part::Elbow | Part::Wrist => 0.09,
        _ => 0.145,
    }
}

/// Joints in trunks: right, and up from the floor.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    joints: Vec<(Part, bool, Place)>,
}

impl Body {
    /// Returns a pose with its lowest part on the floor and its anchor at 0.
    pub fn of(pose: FigurePose, anchor: Option<Part>) -> Self {
        let mut joints: Vec<(Part, bool, Place)> = Vec::new();
        for (part, at) in pose {
            let is_near = joints.iter().all(|(other, ..)| other != part);
            joints.push((*part, is_near, *at));
        }
        Self { joints }.grounded(anchor)
    }

    /// On the floor, with the anchor at 0: what carries the body stays where it is.
    fn grounded(mut self, anchor: Option<Part>) -> Self {
        let lowest = self.places().map(|[_, y]| y).fold(f32::MAX, f32::min);
        let left = anchor.and_then(|part| self.place(part, true)).map_or(0.0, |[x, _]| x);
        for (.., [x, y]) in &mut self.joints {
            (*x, *y) = (*x - left, *y - lowest);
        }
        self
    }

    /// Returns the places of all joints.
    pub fn places(&self) -> impl Iterator<Item = Place> + '_ {
        self.joints.iter().map(|(.., at)| *at)
    }

    /// Returns the place of a part; the far one takes the near one's place if only one was given.
    pub fn place(&self, part: Part, is_near: bool) -> Option<Place> {
        let of = |wanted: bool| self.joints.iter().find(|(other, is_near, _)| *other == part && *is_near == wanted);
        let found = if is_near { of(true) } else { of(false).or_else(|| of(true)) };
        found.map(|(.., at)| *at)
    }

    /// Returns the place of a measure's point.
    pub fn place_of(&self, point: PointOf, limb_is_near: bool) -> Option<Place> {
        match point.of {
            Of::Near => self.place(point.part, true),
            Of::Limb => self.place(point.part, limb_is_near),
            Of::Other => self.place(point.part, !limb_is_near),
            Of::Middle => {
                let ([ax, ay], [bx, by]) = (self.place(point.part, true)?, self.place(point.part, false)?);
                Some([f32::midpoint(ax, bx), f32::midpoint(ay, by)])
            }
        }
    }

    /// Returns the bones of one side; of the far one those that were given.
    pub fn bones(&self, is_near: bool) -> impl Iterator<Item = Bone> + '_ {
        let has = move |part: Part| self.joints.iter().any(|(other, near, _)| *other == part && *near == is_near);
        CHAIN.into_iter().filter(move |(part, _)| has(*part)).filter_map(move |(part, from)| {
            Some(Bone { ends: [self.place(from, is_near)?, self.place(part, is_near)?], width: width_to(part) })
        })
    }

    /// Returns the body at this share of the way to another pose: bones turn and keep their length.
    pub fn towards(&self, to: &Self, share: f32, anchor: Option<Part>) -> Self {
        let mut joints: Vec<(Part, bool, Place)> = Vec::new();
        for is_near in [true, false] {
            let hip = self.place(Part::Hip, is_near).filter(|_| self.has(Part::Hip, is_near));
            joints.extend(hip.map(|at| (Part::Hip, is_near, at)));
            for (part, from) in CHAIN.into_iter().filter(|(part, _)| self.has(*part, is_near)) {
                let ends = |body: &Self| Some([body.place(from, is_near)?, body.place(part, is_near)?]);
                let (Some(before), Some(after)) = (ends(self), ends(to)) else { continue };
                let start = placed(&joints, from, is_near).unwrap_or(before[0]);
                joints.push((part, is_near, turned(start, before, after, share)));
            }
        }
        Self { joints }.grounded(anchor)
    }

    fn has(&self, part: Part, is_near: bool) -> bool {
        self.joints.iter().any(|(other, near, _)| *other == part && *near == is_near)
    }
}

fn placed(joints: &[(Part, bool, Place)], part: Part, is_near: bool) -> Option<Place> {
    let of = |wanted: bool| joints.iter().find(|(other, near, _)| *other == part && *near == wanted);
    of(is_near).or_else(|| of(true)).map(|(.., at)| *at)
}

/// The end of a bone from `start`, between two of its positions.
fn turned(start: Place, before: [Place; 2], after: [Place; 2], share: f32) -> Place {
    let polar = |[[ax, ay], [bx, by]]: [Place; 2]| ((by - ay).atan2(bx - ax), (bx - ax).hypot(by - ay));
    let ((from, short), (to, long)) = (polar(before), polar(after));
    let way = (to - from + std::f32::consts::PI).rem_euclid(std::f32::consts::TAU) - std::f32::consts::PI;
    let (angle, length) = (from + way * share, short + (long - short) * share);
    [start[0] + length * angle.cos(), start[1] + length * angle.sin()]
}

/// Returns true if the near limb is the one that moves more between two poses.
pub fn moves_near(rest: FigurePose, top: FigurePose) -> bool {
    let moved = |is_near: bool| {
        let [rest, top] = [rest, top].map(|pose| Body::of(pose, None));
        let parts = [Part::Knee, Part::Ankle, Part::Elbow, Part::Wrist];
        let of = |part: Part| Some((rest.place(part, is_near)?, top.place(part, is_near)?));
        parts.into_iter().filter_map(of).map(|([ax, ay], [bx, by])| (bx - ax).hypot(by - ay)).sum::<f32>()
    };
    moved(false) <= moved(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercises::{BUILT_IN, HIP_BRIDGE};

    #[test]
    fn shoulder_hip_and_knee_of_the_drawn_bridge_are_in_line() {
        let [_, top] = HIP_BRIDGE.about.figure.unwrap();
        let body = Body::of(top, None);
        let [a, b, c] = [Part::Shoulder, Part::Hip, Part::Knee].map(|part| body.place(part, true).unwrap());
        let (one, other) = ([b[0] - a[0], b[1] - a[1]], [c[0] - b[0], c[1] - b[1]]);
        let across = one[0] * other[1] - one[1] * other[0];
        assert!((across / (one[0].hypot(one[1]) * other[0].hypot(other[1]))).abs() < 0.02);
    }

    #[test]
    fn a_pose_half_way_keeps_the_length_of_its_bones_and_stays_on_the_floor() {
        for exercise in BUILT_IN {
            let [rest, top] = exercise.about.figure.unwrap().map(|pose| Body::of(pose, Some(Part::Shoulder)));
            for share in [0.0, 0.3, 0.5, 1.0] {
                let body = rest.towards(&top, share, Some(Part::Shoulder));
                let lowest = body.places().map(|[_, y]| y).fold(f32::MAX, f32::min);
                assert!(lowest.abs() < 1e-5 && body.place(Part::Shoulder, true).unwrap()[0].abs() < 1e-5);
                for ((bone, before), after) in body.bones(true).zip(rest.bones(true)).zip(top.bones(true)) {
                    let [length, a, b] = [&bone, &before, &after]
                        .map(|bone| (bone.ends[1][0] - bone.ends[0][0]).hypot(bone.ends[1][1] - bone.ends[0][1]));
                    assert!(a.min(b) - 1e-4 <= length && length <= a.max(b) + 1e-4, "{}: {share}", exercise.id);
                }
            }
        }
    }

    #[test]
    fn a_part_given_twice_is_that_of_both_sides() {
        const BOTH: FigurePose = &[(Part::Hip, [0.0, 0.0]), (Part::Knee, [0.5, -0.5]), (Part::Knee, [-0.5, -0.5])];
        let body = Body::of(BOTH, None);
        assert_eq!(
            [body.place(Part::Knee, true), body.place(Part::Knee, false)],
            [Some([0.5, 0.0]), Some([-0.5, 0.0])]
        );
        assert_eq!((body.bones(true).count(), body.bones(false).count()), (1, 1));
        assert!(moves_near(BOTH, &[(Part::Hip, [0.0, 0.0]), (Part::Knee, [0.5, 0.5]), (Part::Knee, [-0.5, -0.5])]));
        assert!(!moves_near(BOTH, &[(Part::Hip, [0.0, 0.0]), (Part::Knee, [0.5, -0.5]), (Part::Knee, [-0.5, 0.5])]));
    }
}
