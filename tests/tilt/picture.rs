//! A still that moves as a tilting and breathing body does.

use std::path::Path;

use formcheck::core::frame::Frame;
use formcheck::core::geometry::Point;
use formcheck::core::pose::{BodyAxes, Keypoint, Person};
use formcheck::core::skeleton::{Joint, JointMap, Part, Side};
use formcheck::core::time::Timestamp;
use formcheck::io::video;
use image::imageops::{FilterType, resize};
use image::{ImageBuffer, Rgb};

use super::{Sequence, Still};

/// Where the body moves how much when the pelvis moves by 1 along the trunk: along and up, in trunks from the hip.
/// Measured on a filmed clip; the last ones hold still what is not the body.
const SHARES: [(f32, f32, f32); 13] = [
    (0.0, 0.1, 1.0),   // pelvis
    (0.0, -0.05, 1.0), // buttocks
    (0.45, 0.15, 0.6), // waist
    (0.85, 0.1, 0.45), // chest
    (1.3, 0.1, 0.5),   // head
    (0.3, -0.3, 0.24), // mat
    (0.8, -0.3, 0.24), // mat
    (-0.3, -0.2, 0.1), // mat
    (0.3, 0.75, 0.0),  // wall
    (0.9, 0.75, 0.0),  // wall
    (-1.1, -0.2, 0.0), // feet
    (-0.4, -0.45, 0.0),
    (0.4, -0.6, 0.0),
];
/// How far each of them reaches, in trunks.
const REACH: f32 = 0.18;

/// What moves in a frame, in trunks where nothing else is said.
#[derive(Debug)]
pub(super) struct Motion {
    /// Pelvis along the trunk.
    pub(super) tilt: f32,
    /// Belly, up.
    pub(super) breath: f32,
    /// All of the picture, to the right, in px.
    pub(super) sway_px: f32,
}

/// A still in its final size, with what moves where.
#[derive(Debug)]
pub(super) struct Picture {
    base: Frame,
    pub(super) person: Person,
    /// For each px, how far it moves for a tilt and for a breath of 1.
    fields: Vec<[Point; 2]>,
}

impl Picture {
    pub(super) fn load(sequence: &Sequence) -> Self {
        let still = first_frame(sequence.still);
        let scale = sequence.height as f32 / still.height as f32 * sequence.zoom;
        let (width, height) = (sequence.height * 16 / 9 / 2 * 2, sequence.height);
        let middle = |frame: &Frame| Point::new(frame.width as f32 / 2.0, frame.height as f32 / 2.0);
        let mut base = Frame { width, height, ..still.clone() };
        let scaled = scaled(&still, scale);
        let offset = middle(&scaled) - middle(&base);
        base.rgb = pixels(width, height).flat_map(|at| sampled(&scaled, at + offset)).collect();
        let person = person(sequence.still, |at| at * scale - offset);
        let fields = fields(&base, &person);
        Self { base, person, fields }
    }

    pub(super) fn moved(&self, at: Timestamp, motion: &Motion) -> Frame {
        let sway = Point::new(motion.sway_px, 0.0);
        let mut frame = Frame { at, ..self.base.clone() };
        let places = pixels(frame.width, frame.height).zip(&self.fields);
        for (pixel, (place, [tilt, breath])) in frame.rgb.as_chunks_mut::<3>().0.iter_mut().zip(places) {
            let shift = *tilt * motion.tilt + *breath * motion.breath + sway;
            // What moves by a thousandth of a px rests.
            if 1e-3 < shift.x.abs().max(shift.y.abs()) {
                *pixel = sampled(&self.base, place - shift);
            }
        }
        frame
    }
}

fn first_frame(still: &Still) -> Frame {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_videos").join(still.clip);
    video::open(&path).unwrap().next_frame().unwrap().unwrap()
}

fn scaled(frame: &Frame, scale: f32) -> Frame {
    let size = |length: u32| (length as f32 * scale).round() as u32;
    let (width, height) = (size(frame.width), size(frame.height));
    let picture: ImageBuffer<Rgb<u8>, _> = ImageBuffer::from_raw(frame.width, frame.height, frame.rgb.clone()).unwrap();
    let rgb = resize(&picture, width, height, FilterType::Triangle).into_raw();
    Frame { width, height, rgb, ..*frame }
}

fn person(still: &Still, place: impl Fn(Point) -> Point) -> Person {
    let keypoints = JointMap::from_fn(|joint| {
        let [x, y, depth, confidence] = still.joints[joint as usize].map(f32::from);
        let at = place(Point::new(x / 10.0, y / 10.0));
        Keypoint { at, depth_px: depth, confidence: confidence / 100.0 }
    });
    // On the back, side-on: of the two ways across, the one that has the front of the body up.
    let to_head = keypoints[Joint::LeftShoulder].at.x - keypoints[Joint::LeftHip].at.x;
    let axes = BodyAxes { trunk: [to_head.signum(), 0.0, 0.0], across: [0.0, 0.0, -to_head.signum()] };
    Person { keypoints, axes }
}

fn fields(base: &Frame, person: &Person) -> Vec<[Point; 2]> {
    let depth = |side| person.keypoints[Joint::of(side, Part::Hip)].depth_px;
    let near = if depth(Side::Left) < depth(Side::Right) { Side::Left } else { Side::Right };
    let of = |part| person.keypoints[Joint::of(near, part)].at;
    let (hip, knee) = (of(Part::Hip), of(Part::Knee));
    let trunk = of(Part::Shoulder) - hip;
    let trunk_px = trunk.length();
    let along = trunk.unit().unwrap();
    let upright = Point::new(-along.y, along.x);
    let up = if upright.dot(knee - hip) < 0.0 { upright * -1.0 } else { upright };
    let in_body = |at: Point| Point::new((at - hip).dot(along), (at - hip).dot(up)) * (1.0 / trunk_px);
    let thigh = in_body(knee);
    let field = |at: Point| {
        let at = in_body(at);
        let belly = bell(at.distance(Point::new(0.45, 0.2)));
        [along * (trunk_px * tilt_share(at, thigh)), up * (trunk_px * belly)]
    };
    pixels(base.width, base.height).map(field).collect()
}

/// How far a place in the body moves when the pelvis moves by 1.
fn tilt_share(at: Point, knee: Point) -> f32 {
    let fixed = SHARES.map(|(along, up, share)| (Point::new(along, up), share));
    let leg = [(knee * 0.45, 0.7), (knee, 0.2)];
    let pulls = fixed.iter().chain(&leg).map(|(place, share)| (bell(at.distance(*place)), share));
    // What no place reaches rests.
    let (sum, weight) = pulls.fold((0.0, 0.02), |(sum, weight), (pull, share)| (sum + pull * share, weight + pull));
    sum / weight
}

fn bell(distance: f32) -> f32 {
    (-distance * distance / (2.0 * REACH * REACH)).exp()
}

fn pixels(width: u32, height: u32) -> impl Iterator<Item = Point> {
    (0..height).flat_map(move |y| (0..width).map(move |x| Point::new(x as f32, y as f32)))
}

/// Between four pixels; beyond the border as at the border.
fn sampled(frame: &Frame, at: Point) -> [u8; 3] {
    let (width, height) = (frame.width as usize, frame.height as usize);
    let x = at.x.clamp(0.0, width as f32 - 1.001);
    let y = at.y.clamp(0.0, height as f32 - 1.001);
    let (left, top) = (x as usize, y as usize);
    let pixels = frame.rgb.as_chunks::<3>().0;
    let row = |row: usize| {
        let start = row * width + left;
        let [before, after] = [pixels[start], pixels[start + 1]].map(|pixel| pixel.map(f32::from));
        between(before, after, x.fract())
    };
    between(row(top), row(top + 1), y.fract()).map(|value| (value + 0.5) as u8)
}

fn between(before: [f32; 3], after: [f32; 3], share: f32) -> [f32; 3] {
    std::array::from_fn(|channel| before[channel] + (after[channel] - before[channel]) * share)
}
