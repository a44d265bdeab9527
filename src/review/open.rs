//! What can be reviewed, and reading it: a sitting's folder, a video, a pose log.

use std::path::{Path, PathBuf};

use crate::inference::Model;
use crate::pipeline::{Followed, Job, LEAST_SECS, PipelineError, samples};
use crate::recording::{
    LogError, LogHeader, LogReader, Marks, POSES, REPORT, Remark, Sitting, VIDEO, is_pose_log, report_of,
};
use crate::report::{ModelReport, Report};
use crate::session::Search;
use crate::video::{self, VideoError};

use super::compare::{Past, SCORE, summary};
use super::film::{Film, fold, search_of};
use super::task::Told;

/// Why something cannot be reviewed: one sentence that says what failed and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// It cannot be read or followed.
    #[error(transparent)]
    Pipeline(#[from] PipelineError),
    /// There is no such file.
    #[error("there is no such file or folder; check its name: {}", path.display())]
    Missing {
        /// What was named.
        path: PathBuf,
    },
    /// It is no sitting's folder.
    #[error("this folder holds no session (no report.json); name a session's folder, a video or a pose log: {}", path.display())]
    NoSitting {
        /// The folder.
        path: PathBuf,
    },
    /// The report is damaged.
    #[error("the session's report cannot be read ({cause}); judge its video anew with `formcheck score`: {}", path.display())]
    Report {
        /// The folder.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
}

impl From<VideoError> for ReviewError {
    fn from(error: VideoError) -> Self {
        Self::Pipeline(error.into())
    }
}

/// What is reviewed, read and judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// What it is called.
    pub name: String,
    /// Its folder, if it is a sitting.
    pub folder: Option<PathBuf>,
    /// Its pictures, if there are any.
    pub video: Option<PathBuf>,
    /// What was made of it.
    pub film: Film,
    /// What the person said of it so far.
    pub remarks: Vec<Remark>,
    /// What could not be read besides, in one sentence.
    pub trouble: Option<String>,
}

/// Whether it can be reviewed, as far as can be told at once.
pub fn check(input: &Path) -> Result<(), ReviewError> {
    match kind(input)? {
        Kind::Sitting(folder) => read_report(&folder).map(drop),
        Kind::Log => LogReader::open(input).map(drop).map_err(|source| log_error(input, source)),
        Kind::Video => Ok(video::open(input).map(drop)?),
    }
}

/// Reads it, and follows the athlete where nobody has yet.
pub(super) fn open(input: &Path, told: &Told<'_>) -> Result<Opened, ReviewError> {
    match kind(input)? {
        Kind::Sitting(folder) => open_sitting(&folder),
        Kind::Log => open_log(input),
        Kind::Video => open_video(input, told),
    }
}

enum Kind {
    Sitting(PathBuf),
    Video,
    Log,
}

fn kind(input: &Path) -> Result<Kind, ReviewError> {
    let path = input.to_path_buf();
    if input.is_dir() {
        let is_sitting = input.join(REPORT).is_file();
        return if is_sitting { Ok(Kind::Sitting(path)) } else { Err(ReviewError::NoSitting { path }) };
    }
    if !input.exists() {
        return Err(ReviewError::Missing { path });
    }
    Ok(if is_pose_log(input) { Kind::Log } else { Kind::Video })
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn read_report(folder: &Path) -> Result<Report, ReviewError> {
    report_of(folder).map_err(|error| ReviewError::Report { path: folder.to_path_buf(), cause: error.to_string() })
}

fn log_error(path: &Path, source: LogError) -> ReviewError {
    ReviewError::Pipeline(PipelineError::Log { path: path.to_path_buf(), source })
}

/// A sitting: its report is what counts, whatever later rules would say.
fn open_sitting(folder: &Path) -> Result<Opened, ReviewError> {
    let report = read_report(folder)?;
    let log = Some(folder.join(POSES)).filter(|path| path.is_file());
    let (film, lost) = match log.map(|path| read_log(&path)) {
        Some(Ok((header, followed))) => {
            let again = fold(search_of(&report.judgement), header.stream, &followed.samples);
            (again.with(report), None)
        }
        Some(Err(error)) => (Film::of_report(report), Some(error.to_string())),
        None => (Film::of_report(report), None),
    };
    let (remarks, unread) = match Marks::load(folder) {
        Ok(marks) => (marks.marks.into_iter().map(|mark| mark.remark).collect(), None),
        Err(error) => (Vec::new(), Some(format!("your marks cannot be read ({error})"))),
    };
    // Without poses nothing could be shown in step with the pictures.
    let video = Some(folder.join(VIDEO)).filter(|path| film.has_poses() && path.is_file());
    Ok(Opened { name: name_of(folder), folder: Some(folder.into()), video, film, remarks, trouble: lost.or(unread) })
}

fn read_log(path: &Path) -> Result<(LogHeader, Followed), ReviewError> {
    let bad = |source| log_error(path, source);
    let mut reader = LogReader::open(path).map_err(bad)?;
    let mut samples = Vec::new();
    while let Some(sample) = reader.next_sample().map_err(bad)? {
        samples.push(sample);
    }
    let header = reader.header().clone();
    let (stream, backend) = (header.stream, header.backend.clone());
    let model = ModelReport { name: header.model.clone(), sha256: header.model_sha256.clone() };
    Ok((header, Followed { stream, samples, warnings: reader.warnings(), fps: None, backend, model }))
}

fn open_log(path: &Path) -> Result<Opened, ReviewError> {
    let (header, followed) = read_log(path)?;
    let model = ModelReport { name: header.model, sha256: header.model_sha256 };
    judged(path, None, followed, model)
}

fn open_video(path: &Path, told: &Told<'_>) -> Result<Opened, ReviewError> {
    let model = Model::Full;
    let job = Job {
        input: path,
        stills_fps: None,
        model,
        n_workers: std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(2),
        poses: None,
        annotate: None,
        cancelled: told.cancelled,
        progress: told.progress,
    };
    let followed = samples(&job)?;
    let model = ModelReport { name: model.name().into(), sha256: model.file().sha256().into() };
    judged(path, Some(path.to_path_buf()), followed, model)
}

/// Judged by the rules of today, whatever exercise it is.
fn judged(path: &Path, video: Option<PathBuf>, followed: Followed, model: ModelReport) -> Result<Opened, ReviewError> {
    let secs = match (followed.samples.first(), followed.samples.last()) {
        (Some(first), Some(last)) => last.at.secs_since(first.at),
        _ => 0.0,
    };
    if secs < LEAST_SECS / 2.0 {
        return Err(PipelineError::TooShort { secs, input: path.to_path_buf() }.into());
    }
    let mut folded = fold(Search::Auto, followed.stream, &followed.samples);
    folded.judgement.notes.extend(followed.warnings);
    let report = Report::of(path.display().to_string(), folded.judgement.clone(), None, followed.backend, model);
    let film = folded.with(report);
    Ok(Opened { name: name_of(path), folder: None, video, film, remarks: Vec::new(), trouble: None })
}

/// What past sittings of an exercise came to, in order of time; those that cannot be read are left out.
pub(super) fn past(sittings: &[Sitting], exercise: &str, measure: &str) -> Vec<Past> {
    let mut all: Vec<Past> = sittings.iter().filter_map(|sitting| past_of(sitting, exercise, measure)).collect();
    all.sort_by(|a, b| a.day.total_cmp(&b.day));
    let first = all.first().map_or(0.0, |past| past.day);
    for past in &mut all {
        past.day -= first;
    }
    all
}

fn past_of(sitting: &Sitting, exercise: &str, measure: &str) -> Option<Past> {
    let report = report_of(&sitting.folder).ok()?;
    report.judgement.reps.iter().any(|rep| rep.exercise == exercise).then_some(())?;
    let began = jiff::civil::DateTime::strptime("%Y-%m-%d %H:%M", &sitting.began).ok()?;
    let since = began.since(jiff::civil::date(2000, 1, 1).at(0, 0, 0, 0)).ok()?;
    let day = since.total((jiff::Unit::Day, jiff::SpanRelativeTo::days_are_24_hours())).ok()?;
    let (score, main) = (summary(&report, SCORE), summary(&report, measure));
    Some(Past { day, began: sitting.began.clone(), score, main })
}
