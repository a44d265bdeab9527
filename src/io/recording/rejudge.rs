//! A pose log judged again under today's rules, as far as it can be read.

use std::path::Path;

use super::pose_log::{LogError, LogReader};
use crate::core::judge::{Judge, Search};
use crate::core::report::{ModelReport, Report, Statement};

/// What a log says under today's rules.
#[derive(Debug, Clone, PartialEq)]
pub struct Rejudged {
    /// The report; its notes say what was wrong with the recording.
    pub report: Report,
    /// True if the log was read to its proper end.
    pub is_whole: bool,
    /// Number of samples that were read.
    pub n_samples: u64,
}

/// Judges a log again; what lies behind a damaged place in it is left out.
pub fn judge_log(path: &Path, search: Search) -> Result<Rejudged, LogError> {
    let mut reader = LogReader::open(path)?;
    let judge = Judge::new(search, reader.header().stream);
    let mut n_samples = 0;
    // A log that was torn off in the middle of a line is no worse than one that was torn off behind it.
    let samples = std::iter::from_fn(|| reader.next_sample().ok().flatten());
    let mut judgement = judge.judge(samples.inspect(|_| n_samples += 1));
    judgement.notes.extend(reader.warnings().into_iter().map(Statement::free));
    let is_whole = reader.is_whole();
    let header = reader.header();
    let model = ModelReport { name: header.model.clone(), sha256: header.model_sha256.clone() };
    let report = Report::of(header.video.clone(), judgement, None, header.backend.clone(), model);
    Ok(Rejudged { report, is_whole, n_samples })
}
