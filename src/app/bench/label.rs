//! What is known to happen in a clip: exactly, coarsely, or only how often.

#![cfg_attr(not(test), warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss))]

mod tables;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::BenchError;
use crate::io::bounded::{self, Limit};

/// What truly happens in a clip (schema 1, `sample_videos/README.md`).
#[derive(Debug, Clone, Deserialize)]
pub struct Label {
    /// Where the clip comes from.
    #[serde(default)]
    pub source: Origin,
    /// Exercise that it shows; `None` where the label says that it shows none of them.
    #[serde(default = "unsaid")]
    pub exercise: Option<String>,
    /// The athlete's own side that is towards the camera: the side of the angles in `frames`.
    pub near_side: Option<String>,
    /// Number of whole repetitions; takes precedence over `up`, which also holds those that are cut off.
    pub count: Option<usize>,
    /// When a person is up, in s: a coarse label of repetitions.
    pub up: Option<Vec<[f64; 2]>>,
    /// Every repetition.
    pub reps: Option<Vec<LabelRep>>,
    /// Faults of the whole set; `None` where no person looked for them.
    pub faults: Option<Vec<String>>,
    /// Angles and joints, frame by frame.
    pub frames: Option<Frames>,
}

/// Where a clip comes from. Rendered and filmed ones are never averaged together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Origin {
    Rendered,
    #[default]
    Filmed,
}

impl Origin {
    /// As in labels.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rendered => "rendered",
            Self::Filmed => "filmed",
        }
    }
}

/// One repetition. Times are s since the clip's first frame.
#[derive(Debug, Clone, Deserialize)]
pub struct LabelRep {
    /// First instant of motion.
    pub start_s: f64,
    /// Last instant of motion.
    pub end_s: f64,
    /// First and last instant of the hold.
    pub peak_start_s: Option<f64>,
    /// Last instant of the hold.
    pub peak_end_s: Option<f64>,
    /// Angles over the hold, by the names of the measures, in degrees.
    #[serde(default)]
    pub peak: BTreeMap<String, f64>,
    /// The athlete's own side that works, where only one does.
    pub side: Option<String>,
    /// Faults of it; `None` where no person looked for faults.
    pub faults: Option<Vec<String>>,
    /// True if the times are coarse: good for telling which repetition it is, not for measuring.
    #[serde(skip)]
    pub is_coarse: bool,
}

/// Truth frame by frame. Angles in degrees by name, joints in px by name.
#[derive(Debug, Clone, Deserialize)]
pub struct Frames {
    /// When, in s.
    pub t_s: Vec<f64>,
    /// Where the joints are.
    #[serde(default)]
    pub joints_px: BTreeMap<String, Vec<[f32; 2]>>,
    /// Angles by name, one value for each frame.
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

impl Frames {
    /// Returns an angle by its name, one value for each frame.
    pub fn angle_deg(&self, name: &str) -> Option<Vec<f64>> {
        serde_json::from_value(self.rest.get(name)?.clone()).ok()
    }
}

/// The exercise of a label that does not name one.
pub(super) const UNSAID: &str = "?";

#[expect(clippy::unnecessary_wraps, reason = "the default of an optional field")]
fn unsaid() -> Option<String> {
    Some(UNSAID.into())
}

impl Label {
    /// Returns the label of a video: `NAME.json`, lines like `count: 5` in `NAME.txt`, tiers of ELAN in `NAME.eaf`, or a
    /// table in `NAME.labels.csv`; `None` where there is none of them.
    pub fn of(video: &Path) -> Result<Option<Self>, BenchError> {
        for (ending, parse) in
            [("json", json as fn(&str) -> _), ("txt", lines), ("eaf", tables::elan), ("labels.csv", tables::table)]
        {
            let path = video.with_extension(ending);
            if path.is_file() {
                return read(&path, parse).map(Some);
            }
        }
        Ok(None)
    }

    /// Returns the repetitions, exact or coarse; `None` where only their number is known.
    pub fn reps(&self) -> Option<Vec<LabelRep>> {
        let coarse = |[start_s, end_s]: &[f64; 2]| LabelRep {
            start_s: *start_s,
            end_s: *end_s,
            peak_start_s: None,
            peak_end_s: None,
            peak: BTreeMap::new(),
            side: None,
            faults: None,
            is_coarse: true,
        };
        self.reps.clone().or_else(|| Some(self.up.as_ref()?.iter().map(coarse).collect()))
    }

    /// Returns how many repetitions there are.
    pub fn n_reps(&self) -> usize {
        let n_listed = || self.reps().map_or(0, |reps| reps.len());
        self.count.filter(|_| self.reps.is_none()).unwrap_or_else(n_listed)
    }
}

/// The largest label: ten thousand repetitions of 100 bytes.
const LIMIT: Limit = Limit::mib(1);

fn read(path: &Path, parse: fn(&str) -> Result<Label, String>) -> Result<Label, BenchError> {
    let bad = |cause: String| BenchError::Label { path: PathBuf::from(path), cause };
    let text = bounded::read_to_string(path, LIMIT).map_err(|error| bad(error.to_string()))?;
    let label = parse(&text).map_err(bad)?;
    if label.reps.is_none() && label.up.is_none() && label.count.is_none() {
        return Err(bad("it says neither `reps` nor `up` nor `count`".into()));
    }
    Ok(label)
}

fn json(text: &str) -> Result<Label, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// Lines of `name: value`, where a value is JSON or a word.
fn lines(text: &str) -> Result<Label, String> {
    let mut map = Map::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (name, value) = line.split_once(':').ok_or_else(|| format!("{line:?} is not of the form `count: 5`"))?;
        let (name, value) = (name.trim(), value.trim());
        if !["count", "exercise", "up", "faults", "source"].contains(&name) {
            return Err(format!("{name:?} is none of count, exercise, up, faults, source"));
        }
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.into()));
        map.insert(name.into(), value);
    }
    serde_json::from_value(Value::Object(map)).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_is_a_label() {
        let label = lines("count: 5\n").unwrap();
        assert_eq!((label.n_reps(), label.exercise.as_deref(), label.source), (5, Some(UNSAID), Origin::Filmed));
        assert!(label.reps().is_none() && label.faults.is_none());
    }

    #[test]
    fn lines_may_tell_the_exercise_and_when_somebody_is_up() {
        let label = lines("# by eye\nexercise: hip_bridge\nup: [[2, 4.5], [6, 8]]\n").unwrap();
        assert_eq!((label.n_reps(), label.exercise.as_deref()), (2, Some("hip_bridge")));
        assert!(label.reps().unwrap().iter().all(|rep| rep.is_coarse));
    }

    #[test]
    fn a_repetition_that_is_cut_off_is_up_and_not_counted() {
        let label = lines("exercise: hip_bridge\ncount: 1\nup: [[2, 4.5], [6, 8]]\n").unwrap();
        assert_eq!((label.n_reps(), label.reps().unwrap().len()), (1, 2));
    }

    #[test]
    fn no_exercise_is_not_the_same_as_nothing_said_of_it() {
        assert_eq!(json(r#"{"exercise": null, "reps": []}"#).unwrap().exercise, None);
        assert_eq!(json(r#"{"reps": []}"#).unwrap().exercise.as_deref(), Some(UNSAID));
    }

    #[test]
    fn what_is_no_label_is_told_in_a_sentence() {
        assert_eq!(lines("five").unwrap_err(), "\"five\" is not of the form `count: 5`");
        assert!(lines("counts: 5").unwrap_err().contains("none of count"));
        assert!(lines("count: many").is_err());
    }
}
