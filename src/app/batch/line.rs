//! One line of results: all that is to be known of one recording. Schema: `tests/result.schema.json`.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Recording;
use super::listing::is_still;
use crate::core::exercises::definitions;
use crate::core::judge::Search;
use crate::core::report::{ModelReport, RULES_VERSION, Report};
use crate::io::inference::Model;
use crate::io::pipeline::is_keypoints_name;

/// Name and version of the line's format.
pub const SCHEMA: &str = "formcheck.result/1";

/// What came of one recording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResultLine {
    /// [`SCHEMA`].
    pub schema: String,
    /// [`Recording::path`].
    pub path: String,
    /// Kind of line: a report with a score, one without, or none.
    pub status: Status,
    /// What was read.
    pub input: Input,
    /// What decides what is said of it.
    pub judged_with: JudgedWith,
    /// The report, without how long it took, so that it is the same every time.
    pub report: Option<Report>,
    /// Why there is none.
    pub error: Option<Failure>,
}

impl ResultLine {
    /// Returns the line of what was judged, or failed.
    pub fn new(recording: &Recording, input: Input, judged_with: &JudgedWith, result: Result<Report, Failure>) -> Self {
        let (report, error) = match result {
            Ok(report) => (Some(Report { video: recording.path.clone(), timing: None, ..report }), None),
            Err(failure) => (None, Some(failure.without_folder(recording))),
        };
        let status = match &report {
            None => Status::Failed,
            Some(report) if report.judgement.refusal.is_some() => Status::Refused,
            Some(_) => Status::Scored,
        };
        let path = recording.path.clone();
        Self { schema: SCHEMA.into(), path, status, input, judged_with: judged_with.clone(), report, error }
    }
}

/// What a line says in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It was judged.
    Scored,
    /// It was read and cannot be judged; the report says why.
    Refused,
    /// It was not judged; the error says why.
    Failed,
}

/// Why a recording has no report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Cause of a failure.
    pub kind: FailureKind,
    /// What failed, why, and what to do.
    pub message: String,
}

impl Failure {
    /// The recording named as in the line, so that the line is the same wherever the folder lies.
    fn without_folder(self, recording: &Recording) -> Self {
        let message = match self.message.strip_suffix(&recording.input.display().to_string()) {
            Some(sentence) => format!("{sentence}{}", recording.path),
            None => self.message,
        };
        Self { message, ..self }
    }
}

/// Cause why there is no report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// The recording's: missing, empty, damaged, or of a kind that cannot be read.
    Input,
    /// The pose model's.
    Model,
    /// The program's own.
    Internal,
    /// Not known: the process ended while the recording was judged, and once more while nothing else was.
    Process,
}

/// What decides what is said of a recording, apart from the recording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JudgedWith {
    /// Version of the program; of no account where all else is the same.
    pub program: String,
    /// [`RULES_VERSION`].
    pub rules_version: u32,
    /// Hash of the code that reads pictures and follows the body.
    pub pipeline: String,
    /// Model that was asked for; a pose log's own is in its report.
    pub model: ModelReport,
    /// What was looked for.
    pub exercise: String,
    /// Stills per second, for folders of stills.
    pub stills_fps: Option<f64>,
    /// The landmark model ran on every frame.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub every_frame: bool,
    /// SHA-256 of the files that define what was looked for, by name; none of the program's own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub definitions: BTreeMap<String, String>,
}

impl JudgedWith {
    /// Returns what this program judges with.
    pub fn now(model: Model, search: Search, (stills_fps, every_frame): (Option<f64>, bool)) -> Self {
        Self {
            program: env!("CARGO_PKG_VERSION").into(),
            rules_version: RULES_VERSION,
            pipeline: env!("FORMCHECK_PIPELINE").into(),
            model: ModelReport { name: model.name().into(), sha256: model.file().sha256().into() },
            exercise: search.id().into(),
            stills_fps,
            every_frame,
            definitions: definitions(search.exercises().iter().map(|exercise| exercise.id)),
        }
    }

    /// The first thing that makes results of `self` and `now` two kinds, in words.
    pub(super) fn difference(&self, now: &Self) -> Option<String> {
        let files =
            |it: &Self| it.definitions.iter().map(|(id, hash)| format!("{id} {hash}")).collect::<Vec<_>>().join(", ");
        let rate = |rate: Option<f64>| rate.map_or_else(|| "none".to_owned(), |rate| rate.to_string());
        let all = [
            ("rules", self.rules_version.to_string(), now.rules_version.to_string()),
            ("code that follows the body", self.pipeline.clone(), now.pipeline.clone()),
            ("model", self.model.name.clone(), now.model.name.clone()),
            ("model file", self.model.sha256.clone(), now.model.sha256.clone()),
            ("exercise", self.exercise.clone(), now.exercise.clone()),
            ("exercise files", files(self), files(now)),
            ("stills per second", rate(self.stills_fps), rate(now.stills_fps)),
            ("every frame", self.every_frame.to_string(), now.every_frame.to_string()),
        ];
        let different = all.into_iter().find(|(_, then, now)| then != now);
        different.map(|(what, then, now)| format!("{what} {then} instead of {now}"))
    }
}

/// What was read, so that a change is noticed. `None` where the system did not say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// Length, in bytes; of stills all together.
    pub bytes: Option<u64>,
    /// When it was last written, in s since 1970, to a microsecond; of stills the newest.
    pub modified_s: Option<f64>,
    /// SHA-256 in hexadecimal digits; of stills that of their names, lengths and contents in order of their names.
    pub sha256: Option<String>,
}

impl Input {
    /// Reads it whole, which takes a hundredth of the time that following it takes.
    pub fn of(path: &Path) -> Self {
        let unread = Self { bytes: None, modified_s: None, sha256: None };
        let Ok(files) = files(path) else { return unread };
        // The date before the content: what is written meanwhile has another date then, or another content.
        let Ok((bytes, modified_s)) = size_and_date(&files) else { return unread };
        Self { bytes: Some(bytes), modified_s: Some(modified_s), sha256: sha256(path, &files).ok() }
    }

    /// Whether the same is there now: by length and date, and where only the date is another, by content.
    pub(super) fn is_same(&self, path: &Path) -> bool {
        let Ok(files) = files(path) else { return false };
        let Ok((bytes, modified_s)) = size_and_date(&files) else { return false };
        let is_as_long = self.bytes == Some(bytes) && self.sha256.is_some();
        is_as_long && (self.modified_s == Some(modified_s) || self.sha256 == sha256(path, &files).ok())
    }
}

/// Returns true for a still, and for a frame of `OpenPose`.
fn is_part(path: &Path) -> bool {
    is_still(path) || is_keypoints_name(path)
}

/// The file itself, or the stills or frames of a folder in order of their names.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    let there = path.metadata()?;
    if there.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    if !there.is_dir() {
        // Opening a pipe or a device may wait for ever.
        return Err(io::Error::other("no file"));
    }
    let entries = path.read_dir()?.collect::<Result<Vec<_>, _>>()?;
    let mut stills: Vec<PathBuf> =
        entries.iter().map(std::fs::DirEntry::path).filter(|path| is_part(path) && path.is_file()).collect();
    stills.sort();
    Ok(stills)
}

fn size_and_date(files: &[PathBuf]) -> io::Result<(u64, f64)> {
    let (mut bytes, mut newest) = (0, 0);
    for file in files {
        let there = file.metadata()?;
        let age = there.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        (bytes, newest) = (bytes + there.len(), newest.max(age.as_micros()));
    }
    Ok((bytes, newest as f64 / 1e6))
}

fn sha256(path: &Path, files: &[PathBuf]) -> io::Result<String> {
    let mut sum = Sha256::new();
    for file in files {
        if file != path {
            let name = file.file_name().unwrap_or_default().as_encoded_bytes();
            sum.update([name, b"\0", &file.metadata()?.len().to_le_bytes()].concat());
        }
        io::copy(&mut File::open(file)?, &mut sum)?;
    }
    Ok(format!("{:x}", sum.finalize()))
}
