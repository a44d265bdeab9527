//! What can be reviewed, and reading it: a session's folder, a video, a pose log.

use std::path::{Path, PathBuf};

use crate::core::judge::Search;
use crate::core::report::{ModelReport, Report, SessionReport, Statement};
use crate::core::safety::StopReason;
use crate::io::inference::Model;
use crate::io::pipeline::{Followed, Job, LEAST_SECS, PipelineError, samples};
use crate::io::recording::{
    ForeignKind, ForeignReader, LogError, LogHeader, LogReader, Mark, Marks, POSES, REPORT, Remark, SessionFile, VIDEO,
    is_pose_log, report_of, rescored,
};
use crate::io::video::{self, VideoError};
use crate::io::words::{Trouble, TroubleCode, Value};

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
    /// It is no session's folder.
    #[error("this folder holds no session (no report.json); name a session's folder, a video or a pose log: {}", path.display())]
    NoSession {
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
    /// Its folder, if it is a session.
    pub folder: Option<PathBuf>,
    /// Pain and stop, if it is a session.
    pub told: Option<SessionReport>,
    /// Its pictures, if there are any.
    pub video: Option<PathBuf>,
    /// What was made of it.
    pub film: Film,
    /// What persons said of it so far, as far as it is about the report that is shown.
    pub marks: Vec<Mark>,
    /// Its reports: that of its day, and later ones in order.
    pub versions: Vec<Version>,
    /// Index of the one that is shown.
    pub version: usize,
    /// A part that could not be read, in one sentence.
    pub trouble: Option<Trouble>,
}

/// A report of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Number of the rules that it was judged by.
    pub rules: u32,
    /// The day on which it was judged again: `2026-11-23`; `None` for the report of its own day.
    pub day: Option<String>,
}

impl From<&ReviewError> for Trouble {
    fn from(error: &ReviewError) -> Self {
        match error {
            ReviewError::Pipeline(error) => error.into(),
            ReviewError::Missing { path } => Self::new(TroubleCode::ReviewMissing, [("path", Value::path(path))]),
            ReviewError::NoSession { path } => Self::new(TroubleCode::ReviewNoSession, [("path", Value::path(path))]),
            ReviewError::Report { path, cause } => {
                Self::new(TroubleCode::ReviewReport, [("cause", Value::text(cause)), ("path", Value::path(path))])
            }
        }
    }
}

impl Opened {
    /// Returns why it was stopped, if it was; its score then counts for nothing.
    pub fn stop(&self) -> Option<StopReason> {
        let stop = self.told.as_ref()?.stop.as_ref()?;
        Some(StopReason::by_id(&stop.reason).unwrap_or(StopReason::MorePain))
    }

    /// Returns true if the report of its own day is shown, which marks are about.
    pub fn is_of_its_day(&self) -> bool {
        self.version == 0
    }
}

/// Checks if it can be reviewed, as far as can be seen at once.
pub fn check(input: &Path) -> Result<(), ReviewError> {
    match kind(input)? {
        Kind::Session(folder) => read_report(&folder).map(drop),
        Kind::Log => LogReader::open(input).map(drop).map_err(|source| log_error(input, source)),
        Kind::Foreign(kind) => {
            let read = ForeignReader::open(input, kind, None);
            read.map(drop).map_err(|source| PipelineError::Foreign { path: input.to_path_buf(), source }.into())
        }
        Kind::Video => Ok(video::open(input).map(drop)?),
    }
}

/// Reads it with this version of its report, and follows the athlete where no person has yet.
pub(super) fn open(input: &Path, version: usize, search: Search, told: &Told<'_>) -> Result<Opened, ReviewError> {
    match kind(input)? {
        Kind::Session(folder) => open_session(&folder, version),
        Kind::Log => open_log(input, search),
        Kind::Foreign(_) => open_followed(input, None, search, told),
        Kind::Video => open_followed(input, Some(input.to_path_buf()), search, told),
    }
}

enum Kind {
    Session(PathBuf),
    Video,
    Log,
    Foreign(ForeignKind),
}

fn kind(input: &Path) -> Result<Kind, ReviewError> {
    let path = input.to_path_buf();
    if let Some(kind) = ForeignKind::of(input) {
        return Ok(Kind::Foreign(kind));
    }
    if input.is_dir() {
        let is_session = input.join(REPORT).is_file();
        return if is_session { Ok(Kind::Session(path)) } else { Err(ReviewError::NoSession { path }) };
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

/// A session: its report is what counts, whatever later rules would say, unless one of theirs is asked for.
fn open_session(folder: &Path, version: usize) -> Result<Opened, ReviewError> {
    let mut reports = vec![(None, read_report(folder)?)];
    reports.extend(rescored(folder).into_iter().map(|(file, report)| (file.get(..DAY).map(str::to_owned), report)));
    let versions =
        reports.iter().map(|(day, report)| Version { rules: report.rules_version, day: day.clone() }).collect();
    // The report of its day, if somebody has removed the one that is asked for.
    let version = if version < reports.len() { version } else { 0 };
    let (_, report) = reports.swap_remove(version);
    let log = Some(folder.join(POSES)).filter(|path| path.is_file());
    let (film, lost) = match log.map(|path| read_log(&path)) {
        Some(Ok((header, followed))) => {
            let again = fold(search_of(&report.judgement), header.stream, &followed.samples);
            (again.with(report), None)
        }
        Some(Err(error)) => (Film::of_report(report), Some(Trouble::from(&error))),
        None => (Film::of_report(report), None),
    };
    let (marks, unmarked) = match Marks::load(folder) {
        Ok(marks) => (marks.marks.into_iter().filter(|mark| holds(&mark.remark, version)).collect(), None),
        Err(error) => (Vec::new(), Some(unread(TroubleCode::ReviewMarks, &error))),
    };
    // Without poses nothing could be shown in step with the pictures.
    let video = Some(folder.join(VIDEO)).filter(|path| film.has_poses() && path.is_file());
    let told = SessionFile::read(folder).map(|session| session.told());
    // A folder that was made by hand may have no such file.
    let is_lost = |error: &&std::io::Error| error.kind() != std::io::ErrorKind::NotFound;
    let untold = told.as_ref().err().filter(is_lost);
    let untold = untold.map(|error| unread(TroubleCode::ReviewPain, error));
    let (name, folder, trouble) = (name_of(folder), Some(folder.into()), lost.or(untold).or(unmarked));
    Ok(Opened { name, folder, told: told.ok(), video, film, marks, versions, version, trouble })
}

fn unread(code: TroubleCode, error: &std::io::Error) -> Trouble {
    Trouble::new(code, [("source", Value::cause(error))])
}

/// Letters of a day in the name of a later report.
const DAY: usize = "2026-11-23".len();

/// Whether a remark is about this version of a report: later ones may count other repetitions.
fn holds(remark: &Remark, version: usize) -> bool {
    match remark {
        Remark::Note { rep: None, .. } | Remark::NotARepetition { .. } => true,
        Remark::Note { rep: Some(_), .. } | Remark::Disagrees { .. } | Remark::Overlooked { .. } => version == 0,
    }
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
    Ok((
        header,
        Followed { stream, samples, warnings: reader.warnings(), fps: None, backend, model, recorded_at: None },
    ))
}

fn open_log(path: &Path, search: Search) -> Result<Opened, ReviewError> {
    let (header, followed) = read_log(path)?;
    let model = ModelReport { name: header.model, sha256: header.model_sha256 };
    judged(path, None, (followed, search), model)
}

/// Follows a video, or takes joints of others; `video` has the pictures.
fn open_followed(path: &Path, video: Option<PathBuf>, search: Search, told: &Told<'_>) -> Result<Opened, ReviewError> {
    let model = Model::Full;
    let job = Job {
        input: path,
        stills_fps: None,
        model,
        n_workers: std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(2),
        every_frame: false,
        poses: None,
        annotate: None,
        cancelled: told.cancelled,
        progress: told.progress,
    };
    let followed = samples(&job)?;
    let model = followed.model.clone();
    judged(path, video, (followed, search), model)
}

/// Judged by the rules of today.
fn judged(
    path: &Path,
    video: Option<PathBuf>,
    (followed, search): (Followed, Search),
    model: ModelReport,
) -> Result<Opened, ReviewError> {
    let secs = match (followed.samples.first(), followed.samples.last()) {
        (Some(first), Some(last)) => last.at.secs_since(first.at),
        _ => 0.0,
    };
    if secs < LEAST_SECS / 2.0 {
        return Err(PipelineError::TooShort { secs, input: path.to_path_buf() }.into());
    }
    let mut folded = fold(search, followed.stream, &followed.samples);
    folded.judgement.notes.extend(followed.warnings.into_iter().map(Statement::free));
    let mut report = Report::of(path.display().to_string(), folded.judgement.clone(), None, followed.backend, model);
    report.recorded_at = followed.recorded_at;
    let (film, name) = (folded.with(report), name_of(path));
    let (marks, versions) = (Vec::new(), Vec::new());
    Ok(Opened { name, folder: None, told: None, video, film, marks, versions, version: 0, trouble: None })
}
