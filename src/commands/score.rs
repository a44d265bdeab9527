//! `formcheck score`: judges recordings.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::batch::in_order;
use super::message::{cancelled_by_ctrl_c, print, report_error, report_refusal, say};
use super::progress::Progress;
use super::{table, text};
use crate::cli::{Format, Outcome, ScoreArgs};
use crate::pipeline::{Job, PipelineError, score};
use crate::report::Report;

/// Judges every recording and prints the reports.
pub fn run(args: &ScoreArgs) -> Outcome {
    if 1 < args.inputs.len() && (args.annotate.is_some() || args.poses.is_some()) {
        say("--annotate and --poses name one file and take one INPUT; run them one after the other");
        return Outcome::Usage;
    }
    let cancelled = cancelled_by_ctrl_c();
    let n_cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let n_jobs = args.jobs.map_or(n_cores, usize::from).min(args.inputs.len());
    let n_workers = (n_cores / n_jobs.max(1)).max(1);
    let mut outcomes = vec![Outcome::Done];
    if args.format == Format::Csv {
        outcomes.push(print(&table::header()));
    }
    let work = |input: &std::path::PathBuf| (input.clone(), score_one(args, input, n_workers, &cancelled));
    in_order(&args.inputs, n_jobs, work, |(input, result)| outcomes.push(hand_on(args.format, &input, &result)));
    outcomes.into_iter().min().unwrap_or(Outcome::Done)
}

fn score_one(
    args: &ScoreArgs,
    input: &Path,
    n_workers: usize,
    cancelled: &AtomicBool,
) -> Result<Report, PipelineError> {
    let progress = Progress::new(&input.file_name().map(|name| name.to_string_lossy()).unwrap_or_default());
    let job = Job {
        input,
        stills_fps: args.follow.fps,
        model: args.follow.model.into(),
        n_workers,
        poses: args.poses.as_deref(),
        annotate: args.annotate.as_deref(),
        cancelled,
        progress: &|done, total| progress.show(done, total),
    };
    score(&job, args.exercise)
}

fn hand_on(format: Format, input: &Path, result: &Result<Report, PipelineError>) -> Outcome {
    let report = match result {
        Ok(report) => report,
        Err(error) => return report_error(error),
    };
    let printed = match format {
        Format::Text => print(&text::report(report)),
        Format::Json => print(&json(report)),
        Format::Csv => print(&table::rows(report)),
    };
    let refused = report.judgement.refusal.as_ref().map(|refusal| report_refusal(input, &refusal.message));
    printed.min(refused.unwrap_or(Outcome::Done))
}

fn json(report: &Report) -> String {
    serde_json::to_string(report).map(|json| format!("{json}\n")).unwrap_or_default()
}
