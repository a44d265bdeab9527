//! `formcheck export`: hands results on.

mod bids;
mod content;
mod folder;
mod input;
mod notes;
mod pictures;
mod targets;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use self::content::{Asked, content};
use self::input::{Input, InputError};
use self::targets::{Format, Target, targets};
use super::message::{cancelled_by_ctrl_c, say};
use super::remembered::folder_or_file;
use crate::app::commands::args::ExportArgs;
#[cfg(feature = "gui")]
use crate::app::commands::args::{FollowArgs, ModelArg, TargetArgs, WhoseArgs};
use crate::app::outcome::Outcome;
#[cfg(feature = "gui")]
use crate::core::judge::Search;
use crate::io::export::openpose;
use crate::io::pipeline::PipelineError;
use crate::io::plain;
#[cfg(feature = "gui")]
use crate::io::recording::{SessionFile, Settings};
use crate::io::recording::{check_is_other, hidden_beside, write_whole};
#[cfg(feature = "gui")]
use crate::io::words::{Trouble, TroubleCode, Value};

/// Writes everything that is asked for.
pub fn run(args: &ExportArgs) -> Outcome {
    let cancelled = cancelled_by_ctrl_c();
    let input = match folder_or_file(&args.input, &args.whose) {
        Ok(input) => input,
        Err(outcome) => return outcome,
    };
    let args = &ExportArgs { input, ..args.clone() };
    let result = targets(args).map_err(Failure::Usage).and_then(|targets| {
        check_places(&targets, &input::files(args))?;
        let input = Input::read(args, &cancelled).map_err(Failure::Input)?;
        export(args, &targets, (&input, &cancelled))
    });
    match result {
        Ok(outcome) => outcome,
        Err(failure) => {
            say(&failure.to_string());
            failure.outcome()
        }
    }
}

/// Writes the report for people of a past session into a folder, as a page and for printing, with no face to be
/// recognised, in the language of this code; returns the files.
#[cfg(feature = "gui")]
pub(crate) fn for_people(session: &Path, to: &Path, language: &str) -> Result<[PathBuf; 2], Trouble> {
    let name = session.file_name().unwrap_or_default().to_string_lossy();
    let [page, print] = ["html", "pdf"].map(|ending| to.join(format!("{name}.{ending}")));
    let (html, pdf) = (Some(page.clone()), Some(print.clone()));
    let files = TargetArgs { html, pdf, ..TargetArgs::default() };
    let args = ExportArgs {
        input: session.to_path_buf(),
        targets: Box::new(files),
        name: whose(session),
        language: Some(language.to_owned()),
        blur_faces: true,
        height_cm: None,
        mot_model: None,
        fill_gaps: None,
        subject: None,
        run: None,
        exercise: Search::Auto,
        follow: FollowArgs { model: ModelArg::Full, fps: None, every_frame: false },
        whose: WhoseArgs { profile: None, data: None },
    };
    let cancelled = AtomicBool::new(false);
    let written = targets(&args).map_err(Failure::Usage).and_then(|targets| {
        check_places(&targets, &input::files(&args))?;
        let input = Input::read(&args, &cancelled).map_err(Failure::Input)?;
        export(&args, &targets, (&input, &cancelled))
    });
    written.map(|_| [page, print]).map_err(|failure| Trouble::from(&failure))
}

/// Returns the name that the person of a session has chosen. That of the profile which everyone has at first is nobody's.
#[cfg(feature = "gui")]
fn whose(session: &Path) -> Option<String> {
    let profile = SessionFile::read(session).ok()?.profile;
    (!profile.is_empty() && profile != Settings::default().profile_name()).then_some(profile)
}

/// Why nothing more was written.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}")]
    Usage(String),
    #[error(transparent)]
    Input(InputError),
    #[error("cannot write ({source}); {}: {}", plain::advice(source), path.display())]
    Write { path: PathBuf, source: io::Error },
}

#[cfg(feature = "gui")]
impl From<&Failure> for Trouble {
    fn from(failure: &Failure) -> Self {
        match failure {
            Failure::Usage(said) => said.as_str().into(),
            Failure::Input(error) => error.into(),
            Failure::Write { path, source } => {
                let remedy = Value::Remedy(plain::Remedy::of(source));
                let values = [("source", Value::cause(source)), ("advice", remedy), ("path", Value::path(path))];
                Self::new(TroubleCode::Write, values)
            }
        }
    }
}

impl Failure {
    fn outcome(&self) -> Outcome {
        match self {
            Self::Usage(_) => Outcome::Usage,
            Self::Input(InputError::Pipeline(error)) => Outcome::from(error),
            Self::Input(_) => Outcome::Input,
            Self::Write { .. } => Outcome::CannotWrite,
        }
    }
}

/// Before any work: no target may be something that is read, and each can be written.
fn check_places(targets: &[Target], files: &[PathBuf]) -> Result<(), Failure> {
    for Target { path, format, .. } in targets {
        let others = files.iter().map(|file| check_is_other(path, file));
        let writable = match format {
            Format::OpenPose => folder::check(path),
            Format::Bids => bids::check(path),
            _ => check_writable(path),
        };
        let checked = others.chain([writable]).collect::<io::Result<()>>();
        checked.map_err(|source| Failure::Write { path: path.clone(), source })?;
    }
    Ok(())
}

/// Tries the nearest folder that is there already; what is no file (`/dev/stdout`, a pipe) is tried when it is written.
fn check_writable(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if path.exists() && !path.is_file() {
        return Ok(());
    }
    let is_there = |folder: &&Path| folder.as_os_str().is_empty() || folder.exists();
    let nearest = path.ancestors().skip(1).find(is_there).unwrap_or_else(|| Path::new(""));
    hidden_beside(&nearest.join("probe")).map(drop)
}

fn export(
    args: &ExportArgs,
    targets: &[Target],
    (input, cancelled): (&Input, &AtomicBool),
) -> Result<Outcome, Failure> {
    let wants_pictures = targets.iter().any(|target| matches!(target.format, Format::Html | Format::Pdf));
    let shown = if wants_pictures { pictures::shown(input, args.blur_faces, cancelled) } else { Vec::new() };
    if cancelled.load(Ordering::Relaxed) {
        return Err(Failure::Input(PipelineError::Cancelled.into()));
    }
    let mut outcomes = vec![Outcome::Done];
    for target in targets {
        match write(&Asked { args, target, input, shown: &shown })? {
            Ok(()) => {}
            Err(why) => {
                say(&format!("{} is not given: {why}", target.format.name()));
                outcomes.extend(target.is_by_name.then_some(Outcome::Input));
            }
        }
    }
    if let Some(refusal) = &input.report.judgement.refusal {
        say(&format!("{}: {}", refusal.message, args.input.display()));
        outcomes.push(Outcome::Refused);
    }
    Ok(outcomes.into_iter().min().unwrap_or(Outcome::Done))
}

/// Writes one file or folder; returns the reason if it cannot be given.
fn write(asked: &Asked<'_>) -> Result<Result<(), String>, Failure> {
    let path = &asked.target.path;
    let written = match asked.target.format {
        Format::OpenPose => match &asked.input.series {
            Ok(series) => folder::write(path, openpose::files(series, &targets::name(asked.args))),
            Err(why) => return Ok(Err(why.clone())),
        },
        Format::Bids => match bids::files(asked) {
            Ok(files) => bids::write(path, &files),
            Err(why) => return Ok(Err(why)),
        },
        _ => match content(asked) {
            Ok(bytes) => write_whole(path, &bytes),
            Err(why) => return Ok(Err(why)),
        },
    };
    written.map(Ok).map_err(|source| Failure::Write { path: path.clone(), source })
}
