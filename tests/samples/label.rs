//! Labels of the sample videos, as far as they are compared.

use serde::Deserialize;

use crate::stored::sample;

/// What truly happens in a clip.
#[derive(Debug, Deserialize)]
pub(crate) struct Label {
    pub(crate) exercise: Option<String>,
    /// Empty in a label that gives the count alone.
    #[serde(default)]
    pub(crate) reps: Vec<LabelRep>,
}

/// One repetition.
#[derive(Debug, Deserialize)]
pub(crate) struct LabelRep {
    pub(crate) start_s: f64,
    pub(crate) peak_start_s: f64,
    pub(crate) peak_end_s: f64,
    pub(crate) end_s: f64,
    pub(crate) faults: Vec<String>,
}

impl Label {
    pub(crate) fn of(name: &str) -> Self {
        serde_json::from_slice(&std::fs::read(sample(&format!("{name}.json"))).unwrap()).unwrap()
    }
}
