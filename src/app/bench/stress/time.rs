//! Changes of when pictures are taken: other frame rates, lost frames, gaps.

use crate::app::bench::noise::{JITTER_TRUNK, jittered, uniform};
use crate::core::geometry::Point;
use crate::core::pose::{BodyAxes, Keypoint, Person, PoseSample};
use crate::core::skeleton::JointMap;
use crate::core::time::Timestamp;

use super::Recording;

/// A rate this close to the recording's own is the same.
const SAME_RATE: f64 = 1.01;

/// So many frames in a second: between two frames the body is where a straight line says, and jitters as before; of
/// frames too many, those nearest to the beat stay.
pub(super) fn at_rate(recording: &Recording, fps: f64, seed: u64) -> Recording {
    let Some((first, secs)) = recording.samples.first().zip(recording.frame_secs()) else { return recording.clone() };
    if fps * secs <= SAME_RATE {
        let beat = |at: Timestamp| (at.secs_since(first.at) * fps).round();
        let off = |sample: &PoseSample| (sample.at.secs_since(first.at) * fps - beat(sample.at)).abs();
        let is_nearest = |idx: usize, sample: &PoseSample| {
            let neighbours = [idx.checked_sub(1), Some(idx + 1)].into_iter().flatten();
            let rivals = neighbours.filter_map(|idx| Some((idx, recording.samples.get(idx)?)));
            rivals.into_iter().all(|(rival_idx, rival)| {
                beat(rival.at) != beat(sample.at) || (off(sample), idx) < (off(rival), rival_idx)
            })
        };
        return kept(recording, is_nearest);
    }
    interpolated(recording, fps, seed)
}

/// A share of the frames is lost, each by chance.
pub(super) fn thinned(recording: &Recording, percent: f64, seed: u64) -> Recording {
    let lost = (percent / 100.0) as f32;
    kept(recording, |idx, _| lost <= uniform((seed << 32) + idx as u64))
}

/// One gap begins so often.
const GAP_EVERY_SECS: f64 = 3.0;

/// All frames of so many seconds are lost, every 3 s.
pub(super) fn with_gaps(recording: &Recording, gap_secs: f64) -> Recording {
    kept(recording, |_, sample| gap_secs <= (sample.at.secs() + GAP_EVERY_SECS / 2.0) % GAP_EVERY_SECS)
}

/// Some of the frames. A frame that stays tells the camera's motion since the one before it that stays.
fn kept(recording: &Recording, stays: impl Fn(usize, &PoseSample) -> bool) -> Recording {
    let (mut shift, mut zoom, mut cut) = (Some(Point::default()), None, false);
    let mut samples = Vec::new();
    for (idx, sample) in recording.samples.iter().enumerate() {
        shift = shift.zip(sample.camera_shift).map(|(before, now)| before + now);
        zoom = sample.camera_zoom.map(|now| zoom.unwrap_or(1.0) * now).or(zoom);
        cut |= sample.cut;
        if stays(idx, sample) {
            let camera_shift = if samples.is_empty() { sample.camera_shift } else { shift };
            samples.push(PoseSample { cut, camera_shift, camera_zoom: zoom, ..sample.clone() });
            (shift, zoom, cut) = (Some(Point::default()), None, false);
        }
    }
    recording.with_samples(samples)
}

fn interpolated(recording: &Recording, fps: f64, seed: u64) -> Recording {
    let Some((first, last)) = recording.samples.first().zip(recording.samples.last()) else { return recording.clone() };
    let jittery = jittered(&recording.samples, JITTER_TRUNK, seed);
    let n_frames = (last.at.secs_since(first.at) * fps).floor() as usize + 1;
    let at = |k: usize| Timestamp::from_secs(first.at.secs() + k as f64 / fps);
    let mut last_idx = None;
    let mut sample = |k: usize| {
        let next_idx = recording.samples.partition_point(|sample| sample.at < at(k));
        let is_first_after = last_idx.replace(next_idx) != Some(next_idx);
        let next = recording.samples.get(next_idx)?;
        let before = next_idx.checked_sub(1).and_then(|idx| recording.samples.get(idx)).unwrap_or(next);
        let noisy = jittery.get(next_idx)?;
        let span = next.at.secs_since(before.at);
        let part = if 0.0 < span { (at(k).secs_since(before.at) / span) as f32 } else { 1.0 };
        let mut sample = between(before, next, noisy, part);
        sample.at = at(k);
        sample.cut = next.cut && is_first_after;
        let share = (1.0 / fps / span.max(1.0 / fps)) as f32;
        sample.camera_shift = next.camera_shift.map(|shift| shift * share);
        sample.camera_zoom = next.camera_zoom.map(|zoom| zoom.powf(share));
        Some(sample)
    };
    recording.with_samples((0..n_frames).filter_map(&mut sample).collect())
}

/// A part of the way from one sample to the next. The mean of two jitters less than either; what is missing is taken
/// from `noisy`, the next sample with other jitter.
fn between(before: &PoseSample, next: &PoseSample, noisy: &PoseSample, part: f32) -> PoseSample {
    let nearest = if part < 0.5 { before } else { next };
    let people = before.person.as_ref().zip(next.person.as_ref()).zip(noisy.person.as_ref());
    let person = match people.filter(|_| !next.cut) {
        Some(((before, next), noisy)) => Some(mixed(before, next, noisy, part)),
        None => nearest.person,
    };
    PoseSample { person, ..nearest.clone() }
}

fn mixed(before: &Person, next: &Person, noisy: &Person, part: f32) -> Person {
    let mix = |a: f32, b: f32| a + (b - a) * part;
    let missing_jitter = (2.0 * part * (1.0 - part)).max(0.0).sqrt();
    let keypoints = JointMap::from_fn(|joint| {
        let (a, b) = (before.keypoints[joint], next.keypoints[joint]);
        let jitter = (noisy.keypoints[joint].at - b.at) * missing_jitter;
        Keypoint {
            at: a.at + (b.at - a.at) * part + jitter,
            depth_px: mix(a.depth_px, b.depth_px),
            confidence: mix(a.confidence, b.confidence),
        }
    });
    let axes = BodyAxes {
        trunk: turned(before.axes.trunk, next.axes.trunk, part),
        across: turned(before.axes.across, next.axes.across, part),
    };
    Person { keypoints, axes }
}

/// A part of the way from one direction to another.
fn turned(from: [f32; 3], to: [f32; 3], part: f32) -> [f32; 3] {
    let mut mixed = from;
    for (value, end) in mixed.iter_mut().zip(to) {
        *value += (end - *value) * part;
    }
    let length = mixed.iter().map(|value| value * value).sum::<f32>().sqrt().max(f32::EPSILON);
    mixed.map(|value| value / length)
}
