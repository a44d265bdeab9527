//! Places of the joints as a recording of a BIDS dataset (Brain Imaging Data Structure 1.10, Motion).

use std::fmt::Write as _;

use serde_json::json;

use super::opensim::MARKERS;
use super::series::Series;
use crate::core::exercises;
use crate::core::report::Report;
use crate::core::skeleton::Joint;

/// Name of the tracking system, in names of files and in the sidecar.
const SYSTEM: &str = "formcheck";
/// An unknown value.
const UNKNOWN: &str = "n/a";
/// The column of participants.tsv that must be there.
const PARTICIPANT: &str = "participant_id";
/// A recording whose exercise is unknown.
const NO_TASK: &str = "unknown";

/// A recording within a dataset.
#[derive(Debug, Clone, Copy)]
pub struct BidsRecording<'a> {
    /// Label of the participant: letters and digits.
    pub subject: &'a str,
    /// Number of the run, where one participant did the same task several times.
    pub run: Option<u32>,
    /// Metres per px of the picture.
    pub metres_per_px: f32,
}

/// Returns the files of a recording with their paths in the dataset.
///
/// A row of `_motion.tsv` is a picture; the first channel is its time, because pictures need not come at one rate. Places are
/// in m, X to the right, Y up, from the picture's lower left corner. An unseen joint is `n/a`. There is no header row: names
/// of columns are in `_channels.tsv`.
pub fn files(series: &Series, report: &Report, recording: &BidsRecording<'_>) -> Vec<(String, String)> {
    let exercise = exercise(report);
    let task: String = exercise.chars().filter(char::is_ascii_alphanumeric).collect();
    let run = recording.run.map(|run| format!("_run-{run}")).unwrap_or_default();
    let subject = recording.subject;
    let stem = format!("sub-{subject}/motion/sub-{subject}_task-{task}_tracksys-{SYSTEM}{run}");
    vec![
        (format!("{stem}_motion.tsv"), motion(series, recording.metres_per_px)),
        (format!("{stem}_motion.json"), sidecar(series, report, (exercise, &task))),
        (format!("{stem}_channels.tsv"), channels()),
    ]
}

/// Returns the description of a new dataset.
pub fn description() -> String {
    let program = json!([{ "Name": SYSTEM, "Version": env!("CARGO_PKG_VERSION") }]);
    let description = json!({
        "Name": "Exercises, followed by formcheck",
        "BIDSVersion": "1.10.0",
        "DatasetType": "raw",
        "GeneratedBy": program,
    });
    format!("{description:#}\n")
}

/// Returns the list of participants with this one in it; other columns of theirs are unknown. An error if it begins with another column.
pub fn participants(there: Option<&str>, subject: &str) -> Result<String, String> {
    let there = there.unwrap_or(PARTICIPANT);
    let names: Vec<&str> = there.lines().next().unwrap_or_default().split('\t').collect();
    if names.first() != Some(&PARTICIPANT) {
        return Err(format!("participants.tsv does not begin with the column {PARTICIPANT}; mend or move it"));
    }
    let id = format!("sub-{subject}");
    let mut text = [there.trim_end(), "\n"].concat();
    if text.lines().all(|line| line.split('\t').next() != Some(id.as_str())) {
        let unknown = [UNKNOWN].repeat(names.len() - 1);
        let row = [vec![id.as_str()], unknown].concat();
        text.push_str(&row.join("\t"));
        text.push('\n');
    }
    Ok(text)
}

/// The exercise that was asked for, or the first that was done.
fn exercise(report: &Report) -> &str {
    let judgement = &report.judgement;
    let asked = exercises::by_name(&judgement.exercise).map(|_| judgement.exercise.as_str());
    let done = judgement.reps.first().map(|rep| rep.exercise.as_str());
    asked.or(done).unwrap_or(NO_TASK)
}

fn motion(series: &Series, metres_per_px: f32) -> String {
    let first = series.samples.first().map(|sample| sample.at);
    let height = series.stream.height as f32;
    let mut text = String::new();
    for (sample, pose) in series.iter() {
        let secs = first.map_or(0.0, |first| sample.at.secs_since(first));
        let places = MARKERS.iter().flat_map(|(_, joint): &(_, Joint)| {
            let at = pose.and_then(|pose| pose.joints[*joint]);
            at.map_or_else(
                || [UNKNOWN.to_owned(), UNKNOWN.to_owned()],
                |at| [at.x, height - at.y].map(|px| format!("{:.5}", px * metres_per_px)),
            )
        });
        let cells: Vec<String> = std::iter::once(format!("{secs:.6}")).chain(places).collect();
        text.push_str(&cells.join("\t"));
        text.push('\n');
    }
    text
}

fn channels() -> String {
    let mut text = "name\tcomponent\ttype\ttracked_point\tunits\n".to_owned();
    let _infallible = writeln!(text, "latency\t{UNKNOWN}\tLATENCY\t{UNKNOWN}\ts");
    for (name, _) in MARKERS {
        for component in ["x", "y"] {
            let _infallible = writeln!(text, "{name}_{component}\t{component}\tPOS\t{name}\tm");
        }
    }
    text
}

fn sidecar(series: &Series, report: &Report, (exercise, task): (&str, &str)) -> String {
    let rate = series.rate_hz().unwrap_or(0.0);
    let rate = (rate * 1000.0).round() / 1000.0;
    let n_places = 2 * MARKERS.len();
    let name = exercises::by_name(exercise).map_or(exercise, |exercise| exercise.name);
    let mut sidecar = json!({
        "TaskName": task,
        "TaskDescription": format!("{name}, filmed by one camera and followed without markers"),
        "SamplingFrequency": rate,
        "SamplingFrequencyEffective": rate,
        "TrackingSystemName": SYSTEM,
        "SoftwareVersions": format!("formcheck {}; model {}, {}", env!("CARGO_PKG_VERSION"), report.model.name, report.backend),
        "MissingValues": UNKNOWN,
        "SpatialAxes": "RU_",
        "TrackedPointsCount": MARKERS.len(),
        "MotionChannelCount": n_places + 1,
        "POSChannelCount": n_places,
        "LATENCYChannelCount": 1,
    });
    let absent = ["ACCEL", "ANGACCEL", "GYRO", "JNTANG", "MAGN", "MISC", "ORNT", "VEL"];
    if let Some(counts) = sidecar.as_object_mut() {
        counts.extend(absent.map(|kind| (format!("{kind}ChannelCount"), json!(0))));
    }
    format!("{sidecar:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_participant_is_listed_once_and_other_columns_are_unknown() {
        assert_eq!(participants(None, "01").unwrap(), "participant_id\nsub-01\n");
        let there = "participant_id\tage\nsub-01\t34\n";
        assert_eq!(participants(Some(there), "01").unwrap(), there);
        assert_eq!(participants(Some(there), "02").unwrap(), format!("{there}sub-02\tn/a\n"));
        assert!(participants(Some("age\n34\n"), "01").is_err());
    }
}
