//! `formcheck export`: hands results on.

mod input;
mod pictures;
mod targets;

use super::message::{cancelled_by_ctrl_c, outcome, say};
use crate::cli::{ExportArgs, Outcome};
use crate::export::{Document, Evidence, Shown, frames, html, opensim, pdf, reps};
use crate::recording::{check_is_other, write_whole};

use self::input::{Input, InputError};
use self::targets::{Format, Target, targets};

/// Writes everything that is asked for.
pub fn run(args: &ExportArgs) -> Outcome {
    let cancelled = cancelled_by_ctrl_c();
    let result = targets(args).map_err(Failure::Usage).and_then(|targets| {
        let input = Input::read(args, &cancelled).map_err(Failure::Input)?;
        check_places(&targets, &input)?;
        export(args, &targets, &input)
    });
    match result {
        Ok(outcome) => outcome,
        Err(failure) => {
            say(&failure.to_string());
            failure.outcome()
        }
    }
}

/// Why nothing more was written.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}")]
    Usage(String),
    #[error(transparent)]
    Input(InputError),
    #[error("cannot write ({source}); choose another place or free some space: {}", path.display())]
    Write { path: std::path::PathBuf, source: std::io::Error },
}

impl Failure {
    fn outcome(&self) -> Outcome {
        match self {
            Self::Usage(_) => Outcome::Usage,
            Self::Input(InputError::Pipeline(error)) => outcome(error),
            Self::Input(_) => Outcome::Input,
            Self::Write { .. } => Outcome::CannotWrite,
        }
    }
}

/// Before anything is written: no target may be something that was read.
fn check_places(targets: &[Target], input: &Input) -> Result<(), Failure> {
    for target in targets {
        for read in &input.files {
            let refused = |source| Failure::Write { path: target.path.clone(), source };
            check_is_other(&target.path, read).map_err(refused)?;
        }
    }
    Ok(())
}

fn export(args: &ExportArgs, targets: &[Target], input: &Input) -> Result<Outcome, Failure> {
    let wants_pictures = targets.iter().any(|target| matches!(target.format, Format::Html | Format::Pdf));
    let shown = if wants_pictures { pictures::shown(input, args.blur_faces) } else { Vec::new() };
    let mut outcomes = vec![Outcome::Done];
    for target in targets {
        match content(args, target, input, &shown) {
            Ok(bytes) => {
                let failed = |source| Failure::Write { path: target.path.clone(), source };
                write_whole(&target.path, &bytes).map_err(failed)?;
            }
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

/// What a file holds, or why it cannot be given.
fn content(args: &ExportArgs, target: &Target, input: &Input, shown: &[Shown]) -> Result<Vec<u8>, String> {
    let series = || input.series.as_ref().map_err(Clone::clone);
    let document = || {
        let evidence =
            Evidence { series: input.series.as_ref().ok(), shown, missing: &input.missing, name: args.name.as_deref() };
        Document::of(&input.report, &evidence)
    };
    let text = match target.format {
        Format::Html => html(&document()),
        Format::Pdf => {
            let pdf = pdf(&document());
            if !pdf.missing.is_empty() {
                let letters: String = pdf.missing.iter().collect();
                say(&format!(
                    "the PDF's font lacks letters, which are shown as «?» there; the HTML has them: {letters}"
                ));
            }
            return Ok(pdf.bytes);
        }
        Format::Json => {
            [serde_json::to_string(&input.report).map_err(|error| error.to_string())?.as_str(), "\n"].concat()
        }
        Format::Reps => reps::csv(&input.report),
        Format::Frames => frames::csv(series()?, &input.report.judgement.reps),
        Format::Mot => opensim::mot(series()?),
        Format::Trc => {
            let scale = args.height_cm.map(|cm| {
                let scale = opensim::metres_per_px(series()?, cm / 100.0);
                scale
                    .ok_or(
                        "no picture shows ear, shoulder, hip, knee, ankle and heel at once to scale by; leave out \
                             --height-cm for markers in px",
                    )
                    .map_err(str::to_owned)
            });
            let name = target.path.file_name().unwrap_or_default().to_string_lossy();
            opensim::trc(series()?, scale.transpose()?, &name)
        }
    };
    Ok(text.into_bytes())
}
