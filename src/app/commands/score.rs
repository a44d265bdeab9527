//! `formcheck score`: judges recordings.

use super::in_order::jobs;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::batch;
use super::in_order::in_order;
use super::input::Input;
use super::language::words;
use super::message::{cancelled_by_ctrl_c, json_line, print, say};
use super::progress::Progress;
use super::text;
use crate::app::commands::args::{Format, ScoreArgs};
use crate::app::outcome::Outcome;
use crate::core::report::Report;
use crate::io::export::reps::Columns;
use crate::io::pipeline::{Job, score};

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
    if 1 < args.inputs.iter().filter(|input| *input == Path::new("-")).count() {
        say("standard input can be read only once; give - one time");
        return Outcome::Usage;
    }
    let cancelled = cancelled_by_ctrl_c();
    let inputs = args.inputs.iter().map(|named| Input::of(named, &cancelled)).collect::<Result<Vec<_>, _>>();
    match inputs {
        Ok(inputs) => score_all(args, &inputs, &cancelled),
        Err(outcome) => outcome,
    }
}

fn score_all(args: &ScoreArgs, inputs: &[Input], cancelled: &AtomicBool) -> Outcome {
    let (n_jobs, n_workers) = jobs(args, inputs.len());
    let mut told = Told::default();
    if args.format == Format::Csv {
        told.print(&columns_of(args).header());
    }
    let work = |input: &Input| score_one(args, input, n_workers, cancelled);
    in_order(inputs, n_jobs, work, |result| told.hand_on(args, &result));
    told.outcomes.into_iter().min().unwrap_or(Outcome::Done)
}

/// What was told of the recordings so far: what would be the same sentence again is not.
#[derive(Default)]
struct Told {
    outcomes: Vec<Outcome>,
    sentences: BTreeSet<String>,
    is_stdout_lost: bool,
}

impl Told {
    fn hand_on(&mut self, args: &ScoreArgs, result: &Result<Report, (String, Outcome)>) {
        let report = match result {
            Ok(report) => report,
            Err((sentence, outcome)) => return self.say(sentence.clone(), *outcome),
        };
        match args.format {
            Format::Text => self.print(&text::report(report, words(args.language.as_deref(), None))),
            Format::Json => self.print(&json_line(report)),
            Format::Csv => self.print(&columns_of(args).rows(report)),
        }
        if let Some(refusal) = &report.judgement.refusal {
            self.say(format!("{}: {}", refusal.message, report.video), Outcome::Refused);
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
    input: &Input,
    n_workers: usize,
    cancelled: &AtomicBool,
) -> Result<Report, (String, Outcome)> {
    let progress = Progress::new(&input.path().file_name().map(|name| name.to_string_lossy()).unwrap_or_default());
    let job = Job {
        input: input.path(),
        stills_fps: args.follow.fps,
        model: args.follow.model.into(),
        n_workers,
        every_frame: args.follow.every_frame,
        poses: args.poses.as_deref(),
        annotate: args.annotate.as_deref(),
        cancelled,
        progress: &|done, total| progress.show(done, total),
    };
    match score(&job, args.exercise) {
        Ok(report) => Ok(Report { video: input.renamed(&report.video), ..report }),
        Err(error) => Err((input.renamed(&error.to_string()), Outcome::from(&error))),
    }
}
