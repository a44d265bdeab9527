//! Changes of where the joints are: camera turned, tilted, moved, mirrored, nearer or farther.

use crate::app::bench::noise::{jittered, jittered_px};
use crate::core::geometry::Point;
use crate::core::pose::{BodyAxes, Keypoint, PatchSetup, Person, PoseSample, Stream};
use crate::core::skeleton::{Joint, JointMap};

use super::Recording;

/// The camera goes round the athlete by so many degrees, as far as the model's depths tell.
///
/// Nothing is hidden by it that was not before, and the model's depths are worse than its pictures: a real turn is worse.
pub(super) fn yawed(recording: &Recording, deg: f64) -> Recording {
    let (sin, cos) = (deg.to_radians().sin() as f32, deg.to_radians().cos() as f32);
    let turned = |x: f32, z: f32| (x * cos + z * sin, z * cos - x * sin);
    let axis = |[x, y, z]: [f32; 3]| {
        let (x, z) = turned(x, z);
        [x, y, z]
    };
    recording.with_people(|person| {
        let [left, right] = [Joint::LeftHip, Joint::RightHip].map(|joint| person.keypoints[joint].at);
        let middle = f32::midpoint(left.x, right.x);
        let keypoint = |keypoint: Keypoint| {
            let (x, depth_px) = turned(keypoint.at.x - middle, keypoint.depth_px);
            Keypoint { at: Point::new(middle + x, keypoint.at.y), depth_px, ..keypoint }
        };
        moved(person, keypoint, axis)
    })
}

/// The camera is tilted by so many degrees: everything turns about the picture's middle.
pub(super) fn tilted(recording: &Recording, deg: f64) -> Recording {
    let (sin, cos) = (deg.to_radians().sin() as f32, deg.to_radians().cos() as f32);
    let Stream { width, height } = recording.stream;
    let middle = Point::new(width as f32 / 2.0, height as f32 / 2.0);
    let turned = |at: Point| Point::new(at.x * cos - at.y * sin, at.x * sin + at.y * cos);
    let axis = |[x, y, z]: [f32; 3]| {
        let at = turned(Point::new(x, y));
        [at.x, at.y, z]
    };
    recording.with_people(|person| {
        moved(person, |keypoint| Keypoint { at: middle + turned(keypoint.at - middle), ..keypoint }, axis)
    })
}

/// The other way round: left is right, in the picture and of the body. 0 leaves it as it is.
pub(super) fn mirrored(recording: &Recording, is_mirrored: f64) -> Recording {
    if is_mirrored < 0.5 {
        return recording.clone();
    }
    let width = recording.stream.width as f32;
    let mut changed = recording.with_people(|person| {
        let keypoints = JointMap::from_fn(|joint| {
            let keypoint = person.keypoints[joint.mirrored()];
            Keypoint { at: Point::new(width - keypoint.at.x, keypoint.at.y), ..keypoint }
        });
        let ([tx, ty, tz], [ax, ay, az]) = (person.axes.trunk, person.axes.across);
        // Across leads from right to left, which have changed places.
        Person { keypoints, axes: BodyAxes { trunk: [-tx, ty, tz], across: [ax, -ay, -az] } }
    });
    let flipped = |shift: Point| Point::new(-shift.x, shift.y);
    for sample in &mut changed.samples {
        sample.camera_shift = sample.camera_shift.map(flipped);
        sample.patches.iter_mut().for_each(|patch| patch.shift = flipped(patch.shift));
        if let Some(PatchSetup::Laid(frame)) = &mut sample.patch_setup {
            (frame.along, frame.up) = (flipped(frame.along), flipped(frame.up));
        }
    }
    changed
}

/// What the detector is off by whatever the size of the person, in px of the picture (standard deviation): the rounding
/// of boxes and pixels. What is lost besides in a small picture, the change of its resolution shows.
const DETECTOR_PX: f32 = 0.3;

/// The picture is so small that the person is `px` long, head to foot.
pub(super) fn sized(recording: &Recording, px: f64, seed: u64) -> Recording {
    let Some(person_px) = recording.person_px else { return recording.clone() };
    let mut changed = scaled(recording, (px / person_px) as f32);
    changed.samples = jittered_px(&changed.samples, DETECTOR_PX, seed);
    changed
}

fn scaled(recording: &Recording, factor: f32) -> Recording {
    let keypoint = |keypoint: Keypoint| Keypoint {
        at: keypoint.at * factor,
        depth_px: keypoint.depth_px * factor,
        confidence: keypoint.confidence,
    };
    let mut changed = recording.with_people(|person| moved(person, keypoint, |axis| axis));
    let length = |px: u32| (px as f32 * factor).round().max(1.0) as u32;
    changed.stream = Stream { width: length(changed.stream.width), height: length(changed.stream.height) };
    for sample in &mut changed.samples {
        sample.camera_shift = sample.camera_shift.map(|shift| shift * factor);
        sample.patches.iter_mut().for_each(|patch| patch.shift = patch.shift * factor);
        if let Some(PatchSetup::Laid(frame)) = &mut sample.patch_setup {
            frame.trunk_px *= factor;
        }
    }
    changed
}

/// Joints off at random by so much of the trunk (standard deviation).
pub(super) fn shaken(recording: &Recording, sigma_trunk: f64, seed: u64) -> Recording {
    recording.with_samples(jittered(&recording.samples, sigma_trunk as f32, seed))
}

/// Every so often…
const BUMP_EVERY_SECS: f64 = 5.0;
/// …the camera is off for so long.
const BUMP_SECS: f64 = 1.0;

/// A person bumps into the camera every 5 s: for 1 s the picture is off by so many hundredths of the person's length,
/// and the background, which has texture, tells it.
pub(super) fn bumped_and_told(recording: &Recording, percent: f64) -> Recording {
    bumped(recording, percent, true)
}

/// The same before a background without texture.
pub(super) fn bumped_untold(recording: &Recording, percent: f64) -> Recording {
    bumped(recording, percent, false)
}

fn bumped(recording: &Recording, percent: f64, is_told: bool) -> Recording {
    let length_px = recording.person_px.unwrap_or_default() * percent / 100.0;
    let off = Point::new(1.0, -1.0) * (length_px / f64::sqrt(2.0)) as f32;
    let offset = |secs: f64| bump(secs, off);
    let mut before = Point::default();
    let sample = |sample: &PoseSample| {
        let now = offset(sample.at.secs());
        let shift = sample.camera_shift.unwrap_or_default() + (now - before);
        before = now;
        let keypoint = |keypoint: Keypoint| Keypoint { at: keypoint.at + now, ..keypoint };
        PoseSample {
            person: sample.person.as_ref().map(|person| moved(person, keypoint, |axis| axis)),
            camera_shift: is_told.then_some(shift),
            ..sample.clone()
        }
    };
    recording.with_samples(recording.samples.iter().map(sample).collect())
}

/// How far the picture is off at an instant.
pub(super) fn bump(secs: f64, off: Point) -> Point {
    if BUMP_EVERY_SECS - BUMP_SECS <= secs % BUMP_EVERY_SECS { off } else { Point::default() }
}

fn moved(person: &Person, keypoint: impl Fn(Keypoint) -> Keypoint, axis: impl Fn([f32; 3]) -> [f32; 3]) -> Person {
    Person {
        keypoints: JointMap::from_fn(|joint| keypoint(person.keypoints[joint])),
        axes: BodyAxes { trunk: axis(person.axes.trunk), across: axis(person.axes.across) },
    }
}
