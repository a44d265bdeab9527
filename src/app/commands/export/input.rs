//! What is handed on: a recording that is judged now, or a past session with what is left of it.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::notes;
use crate::app::commands::args::ExportArgs;
use crate::app::commands::language::words;
use crate::app::commands::message::say;
use crate::app::commands::progress::Progress;
use crate::core::report::{RULES_VERSION, Report};
use crate::io::bounded;
use crate::io::export::{Note, Series};
use crate::io::pipeline::{Followed, Job, PipelineError, samples};
use crate::io::recording::{ForeignKind, Marks, POSES, REPORT, REPORT_LIMIT, SessionFile, VIDEO, is_pose_log};
#[cfg(feature = "gui")]
use crate::io::words::{Trouble, TroubleCode, Value};
use crate::io::words::{Words, fill};

/// A pose log may lie there uncompressed.
const LOGS: [&str; 2] = [POSES, "poses.log"];
const SESSION: &str = "session.toml";

/// Every file of the input: none of them may be written over.
pub(super) fn files(args: &ExportArgs) -> Vec<PathBuf> {
    if !args.input.is_dir() {
        return vec![args.input.clone()];
    }
    if args.follow.fps.is_none() {
        return LOGS.into_iter().chain([REPORT, VIDEO, SESSION]).map(|name| args.input.join(name)).collect();
    }
    let stills = std::fs::read_dir(&args.input).into_iter().flatten().flatten();
    stills.map(|still| still.path()).collect()
}

/// Everything that was read.
pub(super) struct Input {
    pub(super) report: Report,
    /// What was measured in every picture; or why that is not known.
    pub(super) series: Result<Series, String>,
    /// Where pictures can be had.
    pub(super) video: Option<PathBuf>,
    /// What the report cannot show, and why.
    pub(super) missing: Vec<String>,
    /// Marks and notes of people.
    pub(super) notes: Vec<Note>,
    /// Words of the reader's language.
    pub(super) words: &'static Words,
}

/// Why it cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum InputError {
    #[error(transparent)]
    Pipeline(#[from] PipelineError),
    #[error("the report of this session cannot be read ({cause}); choose another session: {}", path.display())]
    Report { path: PathBuf, cause: String },
    #[error(
        "this folder holds neither report.json nor poses.log.zst, so that it is no past session; name one, or give --fps \
         for a folder of stills: {}",
        path.display()
    )]
    NoSession { path: PathBuf },
}

#[cfg(feature = "gui")]
impl From<&InputError> for Trouble {
    fn from(error: &InputError) -> Self {
        match error {
            InputError::Pipeline(error) => error.into(),
            InputError::Report { path, cause } => {
                Self::new(TroubleCode::ExportReport, [("cause", Value::text(cause)), ("path", Value::path(path))])
            }
            InputError::NoSession { path } => Self::new(TroubleCode::ExportNoSession, [("path", Value::path(path))]),
        }
    }
}

impl Input {
    pub(super) fn read(args: &ExportArgs, cancelled: &AtomicBool) -> Result<Self, InputError> {
        let words = words(args.language.as_deref(), args.whose.data.as_deref());
        let foreign = ForeignKind::of(&args.input);
        if args.input.is_dir() && args.follow.fps.is_none() && foreign.is_none() {
            return session(args, cancelled, words);
        }
        let (report, series) = judged(args, follow(args, &args.input, cancelled)?);
        let has_pictures = foreign.is_none() && !is_pose_log(&args.input) && !args.input.is_dir();
        let missing = if has_pictures { Vec::new() } else { vec![no_pictures(&words.poses_alone, words)] };
        let video = has_pictures.then(|| args.input.clone());
        Ok(Self { report, series: Ok(series), video, missing, notes: Vec::new(), words })
    }
}

/// Judges what was followed, and keeps what was measured.
fn judged(args: &ExportArgs, mut followed: Followed) -> (Report, Series) {
    let samples = std::mem::take(&mut followed.samples);
    let (series, judgement) = Series::judged(args.exercise, followed.stream, samples);
    (followed.report(args.input.display().to_string(), judgement), series)
}

fn no_pictures(why: &str, words: &Words) -> String {
    fill(&words.no_photographs, &[("why", why)])
}

/// What is left of a past session. Its report stays what was said then.
fn session(args: &ExportArgs, cancelled: &AtomicBool, words: &'static Words) -> Result<Input, InputError> {
    let folder = &args.input;
    let there = |name: &str| Some(folder.join(name)).filter(|path| path.is_file());
    let (stored, poses, video) = (there(REPORT), LOGS.iter().find_map(|name| there(name)), there(VIDEO));
    let mut missing = Vec::new();
    let followed = poses.as_deref().map(|poses| follow(args, poses, cancelled)).transpose()?;
    let (today, series) = followed.map(|followed| judged(args, followed)).unzip();
    let mut report = match (&stored, today) {
        (Some(path), _) => read_report(path)?,
        (None, Some(today)) => today,
        (None, None) => return Err(InputError::NoSession { path: folder.clone() }),
    };
    match SessionFile::read(folder) {
        Ok(session) => {
            report.session = Some(session.told());
            report.recorded_at = Some(session.at);
        }
        Err(error) => missing.push(fill(&words.no_facts, &[("why", &error.to_string())])),
    }
    if report.rules_version != RULES_VERSION {
        let (then, now) = (report.rules_version.to_string(), RULES_VERSION.to_string());
        missing.push(fill(&words.old_rules, &[("then", &then), ("now", &now)]));
    }
    match (&series, &video) {
        (None, _) => missing.push(fill(&words.no_curves, &[("why", &words.no_poses)])),
        (Some(_), None) => missing.push(no_pictures(&words.no_video, words)),
        (Some(_), Some(_)) => {}
    }
    let marks = Marks::load(folder).unwrap_or_else(|error| {
        say(&format!("what people marked is left out ({error}); see its folder: {}", folder.display()));
        Marks::default()
    });
    let notes = marks.marks.iter().map(|mark| notes::note(mark, &report, words)).collect();
    let series = series.ok_or_else(|| Words::english().no_poses.clone());
    Ok(Input { report, series, video, missing, notes, words })
}

fn read_report(path: &Path) -> Result<Report, InputError> {
    let failed = |cause: String| InputError::Report { path: path.to_path_buf(), cause };
    let bytes = bounded::read(path, REPORT_LIMIT).map_err(|error| failed(error.to_string()))?;
    serde_json::from_slice(&bytes).map_err(|error| failed(error.to_string()))
}

fn follow(args: &ExportArgs, input: &Path, cancelled: &AtomicBool) -> Result<Followed, PipelineError> {
    let progress = Progress::new(&input.file_name().unwrap_or_default().to_string_lossy());
    samples(&Job {
        input,
        stills_fps: args.follow.fps,
        model: args.follow.model.into(),
        n_workers: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        every_frame: args.follow.every_frame,
        poses: None,
        annotate: None,
        cancelled,
        progress: &|done, total| progress.show(done, total),
    })
}
