//! A head made unrecognisable in a picture.

use crate::core::frame::Frame;
use crate::core::geometry::Point;
use crate::core::pose::SEEN_CONFIDENCE;
use crate::core::pose::{Keypoint, Person};
use crate::core::skeleton::{Joint, Part, Side};

/// A head with its hair, around the middle of nose and ears: nose to ear is about 11 cm, and crown and chin are within
/// 20 cm of there.
const OF_NOSE_TO_EAR: f32 = 2.2;
/// The same of the distance from ear to shoulder (about 18 cm), and of the trunk (about 50 cm): a head that is turned
/// towards the camera brings nose and ear together.
const OF_EAR_TO_SHOULDER: f32 = 1.15;
const OF_TRUNK: f32 = 0.42;
/// Blocks across the whole head: five leave no feature.
const N_BLOCKS: u32 = 5;

/// Where a head is in the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Head {
    middle: Point,
    radius_px: f32,
}

impl Head {
    /// Returns the athlete's head; `None` where an ear, or what tells its size, is not surely seen.
    pub fn of(person: &Person) -> Option<Self> {
        let seen = |joint: Joint| Some(person.keypoints[joint]).filter(|it| SEEN_CONFIDENCE <= it.confidence);
        let place = |joint: Joint| seen(joint).map(|Keypoint { at, .. }| at);
        let nose = place(Joint::Nose)?;
        let ears: Vec<Point> = Side::BOTH.into_iter().filter_map(|side| place(Joint::of(side, Part::Ear))).collect();
        let ear = ears.iter().copied().reduce(|a, b| (a + b) * 0.5)?;
        let by_body = |side: Side| {
            let [shoulder, hip] = [Part::Shoulder, Part::Hip].map(|part| place(Joint::of(side, part)));
            let trunk_px = hip.zip(shoulder).map_or(0.0, |(hip, shoulder)| hip.distance(shoulder));
            Some((OF_EAR_TO_SHOULDER * ear.distance(shoulder?)).max(OF_TRUNK * trunk_px))
        };
        let by_body = Side::BOTH.into_iter().filter_map(by_body).reduce(f32::max)?;
        let by_face = ears.iter().map(|ear| OF_NOSE_TO_EAR * ear.distance(nose));
        let radius_px = Some(by_face.fold(by_body, f32::max)).filter(|radius| 1.0 <= *radius)?;
        Some(Self { middle: (nose + ear) * 0.5, radius_px })
    }

    /// Returns true if a place in the picture is a part of the head.
    pub fn contains(&self, at: Point) -> bool {
        let Point { x, y } = at - self.middle;
        x.abs().max(y.abs()) <= self.radius_px
    }

    /// Turns the square around the head into a few blocks of one colour each.
    pub fn pixelate(&self, frame: &mut Frame) {
        let Self { middle: Point { x, y }, radius_px } = *self;
        let clamp = |value: f32, most: u32| value.clamp(0.0, most as f32) as u32;
        let (left, right) = (clamp((x - radius_px).floor(), frame.width), clamp((x + radius_px).ceil(), frame.width));
        let (top, bottom) = (clamp((y - radius_px).floor(), frame.height), clamp((y + radius_px).ceil(), frame.height));
        let side = ((2.0 * radius_px / N_BLOCKS as f32).ceil() as u32).max(1);
        for from_y in (top..bottom).step_by(side as usize) {
            for from_x in (left..right).step_by(side as usize) {
                let to = ((from_x + side).min(right), (from_y + side).min(bottom));
                flatten(frame, (from_x, from_y), to);
            }
        }
    }
}

/// Gives all pixels of a rectangle their mean colour.
fn flatten(frame: &mut Frame, (left, top): (u32, u32), (right, bottom): (u32, u32)) {
    let width = frame.width;
    let row = |y: u32| ((y * width + left) * 3) as usize..((y * width + right) * 3) as usize;
    let (mut sums, mut n) = ([0_u64; 3], 0_u64);
    for y in top..bottom {
        for pixel in frame.rgb.get(row(y)).unwrap_or_default().as_chunks::<3>().0 {
            for (sum, value) in sums.iter_mut().zip(pixel) {
                *sum += u64::from(*value);
            }
            n += 1;
        }
    }
    let mean = sums.map(|sum| (sum / n.max(1)) as u8);
    for y in top..bottom {
        for pixel in frame.rgb.get_mut(row(y)).unwrap_or_default().as_chunks_mut::<3>().0 {
            *pixel = mean;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::pose::BodyAxes;
    use crate::core::skeleton::JointMap;
    use crate::core::time::Timestamp;

    fn person(hidden: &[Joint]) -> Person {
        let keypoints = JointMap::from_fn(|joint| {
            let at = match joint {
                Joint::Nose => Point::new(100.0, 80.0),
                Joint::LeftEar | Joint::RightEar => Point::new(105.0, 100.0),
                Joint::LeftShoulder | Joint::RightShoulder => Point::new(140.0, 100.0),
                _ => Point::new(220.0, 100.0),
            };
            let confidence = if hidden.contains(&joint) { 0.2 } else { 0.9 };
            Keypoint { at, depth_px: 0.0, confidence }
        });
        Person { keypoints, axes: BodyAxes { trunk: [-1.0, 0.0, 0.0], across: [0.0, 0.0, -1.0] } }
    }

    /// A chequerboard of single pixels: as much detail as a picture can hold.
    fn chequered() -> Frame {
        let rgb = (0..320 * 180_u32).flat_map(|k| [((k % 320 + k / 320) % 2 * 255) as u8; 3]).collect();
        Frame { at: Timestamp::ZERO, width: 320, height: 180, rgb }
    }

    #[test]
    fn no_more_than_a_few_colours_are_left_of_the_head_and_all_else_stays() {
        let (before, mut after) = (chequered(), chequered());
        let head = Head::of(&person(&[])).unwrap();
        head.pixelate(&mut after);
        let pixels = |frame: &Frame| -> Vec<[u8; 3]> { frame.rgb.as_chunks::<3>().0.to_vec() };
        let mut n_changed = 0;
        for (k, (was, is)) in pixels(&before).iter().zip(&pixels(&after)).enumerate() {
            let at = Point::new((k % 320) as f32 + 0.5, (k / 320) as f32 + 0.5);
            if head.contains(at) {
                n_changed += 1;
                assert!(is.iter().all(|value| (100..156).contains(value)), "detail at {at:?}: {is:?}");
            } else if !(Head { radius_px: head.radius_px + 2.0, ..head }).contains(at) {
                assert_eq!(was, is, "changed far from the head at {at:?}");
            }
        }
        assert!(3000 < n_changed, "{n_changed} px");
        for at in [Point::new(100.0, 80.0), Point::new(105.0, 100.0), Point::new(92.0, 64.0), Point::new(118.0, 90.0)] {
            assert!(head.contains(at), "{at:?} is a part of the head");
        }
    }

    #[test]
    fn where_the_head_is_not_surely_seen_there_is_none_to_blur() {
        assert_eq!(Head::of(&person(&[Joint::Nose])), None);
        assert_eq!(Head::of(&person(&[Joint::LeftEar, Joint::RightEar])), None);
        assert!(Head::of(&person(&[Joint::RightEar])).is_some());
        assert_eq!(Head::of(&person(&[Joint::LeftShoulder, Joint::RightShoulder])), None);
    }

    #[test]
    fn a_head_at_the_edge_of_the_picture_does_no_harm() {
        let mut frame = Frame { width: 40, height: 20, rgb: vec![9; 40 * 20 * 3], ..chequered() };
        Head { middle: Point::new(38.0, -5.0), radius_px: 30.0 }.pixelate(&mut frame);
        assert_eq!(frame.rgb, vec![9; 40 * 20 * 3]);
        Head { middle: Point::new(-500.0, 900.0), radius_px: 30.0 }.pixelate(&mut frame);
    }
}
