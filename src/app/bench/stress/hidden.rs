//! Changes of what is seen: joints hidden for a part of the time.

use crate::app::bench::noise::uniform;
use crate::core::pose::{Person, PoseSample};
use crate::core::skeleton::{Joint, JointMap, Part, Side};

use super::Recording;

/// A joint is hidden for so long at a time, as by an arm or a hand.
const RUN_SECS: f64 = 0.5;
/// Joints that some rule reads on the near side.
const READ: [Part; 5] = [Part::Ear, Part::Shoulder, Part::Hip, Part::Knee, Part::Ankle];

/// Each joint of the near side is hidden for a share of the time, by itself.
pub(super) fn near_joints(recording: &Recording, percent: f64, seed: u64) -> Recording {
    hidden(recording, &READ, percent, seed)
}

/// The near ankle is hidden for a share of the time.
pub(super) fn near_ankle(recording: &Recording, percent: f64, seed: u64) -> Recording {
    hidden(recording, &[Part::Ankle], percent, seed)
}

/// The near knee is hidden for a share of the time.
pub(super) fn near_knee(recording: &Recording, percent: f64, seed: u64) -> Recording {
    hidden(recording, &[Part::Knee], percent, seed)
}

fn hidden(recording: &Recording, parts: &[Part], percent: f64, seed: u64) -> Recording {
    let near = near_side(&recording.samples);
    let share = (percent / 100.0) as f32;
    let joints: Vec<Joint> = parts.iter().map(|part| Joint::of(near, *part)).collect();
    let hide = |sample: &PoseSample| {
        let run = (sample.at.secs() / RUN_SECS).floor() as u64;
        let is_hidden =
            |joint: Joint| joints.contains(&joint) && uniform((seed << 40) + (run << 8) + joint as u64) < share;
        let person = sample.person.as_ref().map(|person| without(person, is_hidden));
        PoseSample { person, ..sample.clone() }
    };
    recording.with_samples(recording.samples.iter().map(hide).collect())
}

fn without(person: &Person, is_hidden: impl Fn(Joint) -> bool) -> Person {
    let keypoints = JointMap::from_fn(|joint| {
        let mut keypoint = person.keypoints[joint];
        if is_hidden(joint) {
            keypoint.confidence = 0.0;
        }
        keypoint
    });
    Person { keypoints, ..*person }
}

/// The side that is nearer over the whole recording.
fn near_side(samples: &[PoseSample]) -> Side {
    let depth = |person: &Person, side: Side| -> f32 {
        [Part::Shoulder, Part::Hip, Part::Knee]
            .iter()
            .map(|part| person.keypoints[Joint::of(side, *part)].depth_px)
            .sum()
    };
    let lead = |person: &Person| depth(person, Side::Right) - depth(person, Side::Left);
    let lead: f32 = samples.iter().filter_map(|sample| sample.person.as_ref()).map(lead).sum();
    if 0.0 < lead { Side::Left } else { Side::Right }
}
