//! `formcheck score`: judges recordings.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::batch;
use super::in_order::in_order;
use super::message::{cancelled_by_ctrl_c, json_line, outcome, print, say};
use super::progress::Progress;
use super::text;
use crate::cli::{Format, Outcome, ScoreArgs};
use crate::export::reps::Columns;
use crate::pipeline::{Job, PipelineError, score};
use crate::report::Report;

/// Judges every recording and prints the reports.
pub fn run(args: &ScoreArgs) -> Outcome {
    if let (Some(from), Some(out)) = (&args.batch.batch, &args.batch.out) {
        return batch::run(args, from, out);
    }
    if 1 < args.inputs.len() && (args.annotate.is_some() || args.poses.is_some()) {
        say("--annotate and --poses name one file and take one INPUT; run them one after the other");
        return Outcome::Usage;
    }
    if args.annotate.is_some() && args.annotate == args.poses {
        say("--annotate and --poses name the same file; give each its own");
        return Outcome::Usage;
    }
    let cancelled = cancelled_by_ctrl_c();
    let (n_jobs, n_workers) = jobs(args, args.inputs.len());
    let mut told = Told::default();
    if args.format == Format::Csv {
        told.print(&columns_of(args).header());
    }
    let work = |input: &PathBuf| (input.clone(), score_one(args, input, n_workers, &cancelled));
    in_order(&args.inputs, n_jobs, work, |(input, result)| told.hand_on(args, &input, &result));
    told.outcomes.into_iter().min().unwrap_or(Outcome::Done)
}

/// How many of so many recordings to work on at a time, and how many frames of each.
pub(super) fn jobs(args: &ScoreArgs, n_recordings: usize) -> (usize, usize) {
    let n_cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let n_jobs = args.jobs.map_or(n_cores, usize::from).min(n_recordings).max(1);
    (n_jobs, (n_cores / n_jobs).max(1))
}

/// What was told of the recordings so far: what would be the same sentence again is not.
#[derive(Default)]
struct Told {
    outcomes: Vec<Outcome>,
    sentences: BTreeSet<String>,
    is_stdout_lost: bool,
}

impl Told {
    fn hand_on(&mut self, args: &ScoreArgs, input: &Path, result: &Result<Report, PipelineError>) {
        let report = match result {
            Ok(report) => report,
            Err(error) => return self.say(error.to_string(), outcome(error)),
        };
        match args.format {
            Format::Text => self.print(&text::report(report)),
            Format::Json => self.print(&json_line(report)),
            Format::Csv => self.print(&columns_of(args).rows(report)),
        }
        if let Some(refusal) = &report.judgement.refusal {
            self.say(format!("{}: {}", refusal.message, input.display()), Outcome::Refused);
        }
    }

    fn say(&mut self, sentence: String, outcome: Outcome) {
        self.outcomes.push(outcome);
        if !self.sentences.contains(&sentence) {
            say(&sentence);
            self.sentences.insert(sentence);
        }
    }

    fn print(&mut self, text: &str) {
        if !self.is_stdout_lost {
            let printed = print(text);
            self.is_stdout_lost = printed != Outcome::Done;
            self.outcomes.push(printed);
        }
    }
}

/// The table's columns: those of what is looked for.
fn columns_of(args: &ScoreArgs) -> Columns {
    Columns::of(&args.exercise.exercises())
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
