//! Folders of past sittings.

use std::path::PathBuf;

/// A past sitting, as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sitting {
    /// When it began, in local time: `2026-11-22 18:30`.
    pub began: String,
    /// Exercise that was looked for.
    pub exercise: String,
    /// Whole repetitions.
    pub n_reps: usize,
    /// 0–100.
    pub score: Option<f64>,
    /// Its folder.
    pub folder: PathBuf,
}
