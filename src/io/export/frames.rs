//! What was measured in every picture as CSV: one row per picture, units in the header, empty where unknown.

use super::series::{Series, rep_at};
use super::table::{cell, line};
use crate::core::exercise::Exercise;
use crate::core::exercises;
use crate::core::measure::{
    HIP_OVER_SHOULDER, KNEE, KNEE_OVER_HIP, Measure, SHOULDER_HIP_KNEE, THIGH_TO_TRUNK, Unit, yaw_deg,
};
use crate::core::pose::PoseSample;
use crate::core::report::Rep;
use crate::core::skeleton::{Joint, Side};
use crate::core::track::{Leg, TrackedPose};

/// Read from the near leg and from the far one in every table: their columns keep their places.
const MEASURES: [&Measure; 5] = [&SHOULDER_HIP_KNEE, &THIGH_TO_TRUNK, &KNEE, &HIP_OVER_SHOULDER, &KNEE_OVER_HIP];
/// What is not of a leg is not told twice.
const OF_FAR_LEG: [&Measure; 4] = [&SHOULDER_HIP_KNEE, &THIGH_TO_TRUNK, &KNEE, &KNEE_OVER_HIP];

/// Returns the whole table.
///
/// `rep` counts from 1 as in the report; a joint that is hidden or implausible has no place, and the model's confidence
/// (0–1) says how sure it was. Other measures of the repetitions' exercises are at the end.
pub fn csv(series: &Series, reps: &[Rep]) -> String {
    let more = more(reps);
    let rows = series.iter().map(|(sample, pose)| line(&row(sample, pose, reps, &more)));
    std::iter::once(line(&header(&more))).chain(rows).collect()
}

/// Measures of the exercises that were done, but those that every table has.
fn more(reps: &[Rep]) -> Vec<Measure> {
    let mut more: Vec<Measure> = Vec::new();
    let is_done = |exercise: &&'static Exercise| reps.iter().any(|rep| rep.exercise == exercise.id);
    for measure in exercises::all().into_iter().filter(is_done).flat_map(|exercise| exercise.measures) {
        let is_new = MEASURES.into_iter().chain(&more).all(|known| known.id != measure.id);
        if is_new {
            more.push(*measure);
        }
    }
    more
}

/// On which legs a measure is read.
fn legs(measure: &Measure) -> &'static [(&'static str, Leg)] {
    if measure.reads_limb() { &[("near", Leg::Near), ("far", Leg::Far)] } else { &[("near", Leg::Near)] }
}

fn header(more: &[Measure]) -> Vec<String> {
    let mut columns: Vec<String> =
        ["time_s", "rep", "working_leg", "near_side", "brightness_0_to_255", "camera_yaw_deg"]
            .map(str::to_owned)
            .into();
    columns.extend(MEASURES.iter().map(|measure| format!("near_{}", measure.id)));
    columns.extend(OF_FAR_LEG.iter().map(|measure| format!("far_{}", measure.id)));
    for name in Joint::ALL.map(name) {
        columns.extend(["x_px", "y_px", "confidence_0_to_1"].map(|what| format!("{name}_{what}")));
    }
    for measure in more {
        columns.extend(legs(measure).iter().map(|(side, _)| format!("{side}_{}", measure.id)));
    }
    columns
}

fn row(sample: &PoseSample, pose: Option<&TrackedPose>, reps: &[Rep], more: &[Measure]) -> Vec<String> {
    let rep = rep_at(reps, sample.at.secs());
    let mut cells = vec![
        format!("{:.4}", sample.at.secs()),
        rep.map(|(idx, _)| (idx + 1).to_string()).unwrap_or_default(),
        rep.map(|(_, rep)| rep.side.to_string()).unwrap_or_default(),
        pose.map(|pose| side_name(pose.near).to_owned()).unwrap_or_default(),
        format!("{:.1}", sample.brightness),
        cell(pose.map(yaw_deg), 1),
    ];
    let read = |measure: &&Measure, leg: Leg| {
        let decimals = if measure.unit() == Unit::Deg { 2 } else { 4 };
        cell(pose.and_then(|pose| measure.of(pose, leg)), decimals)
    };
    cells.extend(MEASURES.iter().map(|measure| read(measure, Leg::Near)));
    cells.extend(OF_FAR_LEG.iter().map(|measure| read(measure, Leg::Far)));
    for joint in Joint::ALL {
        let at = pose.and_then(|pose| pose.joints[joint]);
        let confidence = sample.person.as_ref().map(|person| person.keypoints[joint].confidence);
        cells.extend([cell(at.map(|at| at.x), 1), cell(at.map(|at| at.y), 1), cell(confidence, 2)]);
    }
    cells.extend(more.iter().flat_map(|measure| legs(measure).iter().map(move |(_, leg)| read(&measure, *leg))));
    cells
}

/// As in the pose log: `left_hip`.
fn name(joint: Joint) -> String {
    let value = serde_json::to_value(joint).ok();
    value.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

const fn side_name(side: Side) -> &'static str {
    match side {
        Side::Left => "left",
        Side::Right => "right",
    }
}
