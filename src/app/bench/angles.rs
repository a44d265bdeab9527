//! Angle readings beside the truth, in each definition that the label knows.

use std::collections::BTreeMap;

use super::label::{Frames, Label};
use crate::core::exercise::{Exercise, median};
use crate::core::geometry::{Point, signed_angle_deg};
use crate::core::measure::{Measure, Unit};
use crate::core::report::Judgement;
use crate::core::track::{Leg, TrackedPose};

/// Pairs (reading, truth) by «measure, definition».
pub(crate) type Pairs = BTreeMap<String, Vec<(f64, f64)>>;

/// Frames of label and video are the same if they are this close, in s.
const SAME_FRAME_SECS: f64 = 0.02;

/// Angles at the top, as reported, against the label's: the 3-D truth, and what its projection shows.
pub(super) fn at_the_top(label: &Label, judgement: &Judgement, paired: &[(usize, usize)]) -> Pairs {
    let mut pairs = Pairs::new();
    let labelled = label.reps().unwrap_or_default();
    for (wanted, found) in paired {
        let (Some(wanted), Some(found)) = (labelled.get(*wanted), judgement.reps.get(*found)) else { continue };
        for (name, reading) in &found.measures {
            let mut add = |definition: &str, truth: f64| {
                pairs.entry(format!("{name}, top, {definition}")).or_default().push((reading.value, truth));
            };
            if let Some(truth) = wanted.peak.get(name) {
                add("3-D", *truth);
            }
            if let Some(truth) = wanted.peak.get(&surface_name(name)) {
                add("landmarks", *truth);
            }
            let is_near = wanted.side.is_none() || wanted.side == label.near_side;
            let span = wanted.peak_start_s.zip(wanted.peak_end_s).filter(|_| is_near);
            if let Some(truth) = projected_median(label.frames.as_ref(), name, span) {
                add("projected", truth);
            }
        }
    }
    pairs
}

/// The label's name for an angle between landmarks on the skin.
fn surface_name(measure: &str) -> String {
    format!("{}_surface_deg", measure.trim_end_matches("_deg"))
}

fn projected_name(measure: &str) -> String {
    format!("{}_projected_deg", measure.trim_end_matches("_deg"))
}

fn projected_median(frames: Option<&Frames>, measure: &str, span: Option<(f64, f64)>) -> Option<f64> {
    let (frames, (from, to)) = (frames?, span?);
    let angles = frames.angle_deg(&projected_name(measure))?;
    let during = frames.t_s.iter().zip(&angles).filter(|(t, _)| from <= **t && **t <= to);
    median(during.map(|(_, angle)| *angle as f32).collect()).map(f64::from)
}

/// Angles of every frame in which the joints were seen, against the label's in each definition; and in how many of the
/// label's frames there was a reading.
pub(super) fn frame_by_frame(label: &Label, exercise: &Exercise, poses: &[TrackedPose]) -> Pairs {
    let mut pairs = Pairs::new();
    let Some(frames) = &label.frames else { return pairs };
    for measure in exercise.measures.iter().filter(|measure| measure.unit() == Unit::Deg) {
        let seen = readings(measure, poses);
        for (definition, truth) in definitions(frames, measure) {
            let both = frames.t_s.iter().zip(&truth).filter_map(|(t, truth)| Some((at(&seen, *t)?, (*truth)?)));
            let both: Vec<_> = both.collect();
            if !both.is_empty() {
                pairs.insert(format!("{}, frames, {definition}", measure.id), both);
            }
        }
    }
    pairs
}

fn readings(measure: &Measure, poses: &[TrackedPose]) -> Vec<(f64, f64)> {
    let read = |pose: &TrackedPose| Some((pose.at.secs(), f64::from(measure.of(pose, Leg::Near)?)));
    poses.iter().filter_map(read).collect()
}

fn at(readings: &[(f64, f64)], secs: f64) -> Option<f64> {
    let next = readings.partition_point(|(t, _)| *t < secs - SAME_FRAME_SECS);
    readings.get(next).filter(|(t, _)| *t <= secs + SAME_FRAME_SECS).map(|(_, reading)| *reading)
}

/// The truth frame by frame: in the body's plane, in its projection, and in the projection from the rig's own hip.
fn definitions(frames: &Frames, measure: &Measure) -> Vec<(&'static str, Vec<Option<f64>>)> {
    let known = |name: &str| Some(frames.angle_deg(name)?.into_iter().map(Some).collect());
    let candidates = [
        ("3-D", known(measure.id)),
        ("projected", known(&projected_name(measure.id))),
        ("projected, rig's hip", (measure.id == "shoulder_hip_knee_deg").then(|| rig_hip(frames)).flatten()),
    ];
    candidates.into_iter().filter_map(|(name, truth)| Some((name, truth?))).collect()
}

fn rig_hip(frames: &Frames) -> Option<Vec<Option<f64>>> {
    let joint = |name: &str| frames.joints_px.get(name);
    let (shoulder, hip, knee) = (joint("near_shoulder")?, joint("near_hip_rig")?, joint("near_knee")?);
    let point = |[x, y]: [f32; 2]| Point::new(x, y);
    let angle = |((a, b), c): ((&[f32; 2], &[f32; 2]), &[f32; 2])| {
        signed_angle_deg(point(*a), point(*b), point(*c)).map(f64::from)
    };
    Some(shoulder.iter().zip(hip).zip(knee).map(angle).collect())
}
