//! `formcheck score --batch`: judges many recordings, and keeps a line of results for each.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use super::in_order::in_order;
use super::in_order::jobs;
use super::message::{cancelled_by_ctrl_c, say};
use super::progress::Progress;
use crate::app::batch::{
    BatchError, Begun, Failure, FailureKind, Input, JudgedWith, Listing, Place, Recording, ResultLine, Results,
    SortedOut, Standing, Status, in_folder, in_list,
};
use crate::app::commands::args::ScoreArgs;
use crate::app::outcome::Outcome;
use crate::core::report::Report;
use crate::io::bounded::{self, Limit};
use crate::io::inference::InferenceError;
use crate::io::pipeline::{Job, PipelineError, score};
use crate::io::video::VideoError;

/// Judges what has no line yet, and says how many there are.
pub(super) fn run(args: &ScoreArgs, from: &Path, out: &Path) -> Outcome {
    let place = Place::new(out, args.batch.shard);
    let judged_with =
        JudgedWith::now(args.follow.model.into(), args.exercise, (args.follow.fps, args.follow.every_frame));
    let begun = listed(args, from).and_then(|listing| {
        let (results, done, standing) = Results::open(&place, &listing.recordings, &judged_with, args.batch.again)?;
        Ok((listing, results, done, standing))
    });
    let (listing, results, done, standing) = match begun {
        Ok(begun) => begun,
        Err(error) => {
            say(&error.to_string());
            return ended(&error);
        }
    };
    say_standing(&place, &results, standing);
    let is_listed = say_unread(&listing);
    let todo: Vec<&Recording> =
        listing.recordings.iter().zip(&done).filter(|(_, done)| !**done).map(|(recording, _)| recording).collect();
    let begun = match Begun::open(&place, &todo) {
        Ok(begun) => begun,
        Err(error) => {
            say(&error.to_string());
            return ended(&error);
        }
    };
    let tally = judge(args, &judged_with, &todo, Tally::new(results, begun));
    say_summary(&tally, todo.len(), &listing, standing, &place);
    let listed = if is_listed { Outcome::Done } else { Outcome::Input };
    tally.outcome(todo.len()).min(listed)
}

/// The largest list: 100,000 paths of 300 bytes.
const LIST_LIMIT: Limit = Limit::mib(32);

/// The recordings of this share.
fn listed(args: &ScoreArgs, from: &Path) -> Result<Listing, BatchError> {
    let failed = |source| BatchError::List { path: from.to_path_buf(), source };
    let mut listing = if from == Path::new("-") {
        in_list(&bounded::read_from(std::io::stdin(), LIST_LIMIT).and_then(bounded::text).map_err(failed)?)
    } else if from.is_dir() {
        in_folder(from, args.follow.fps.is_some())?
    } else {
        in_list(&bounded::read_to_string(from, LIST_LIMIT).map_err(failed)?)
    };
    if listing.recordings.is_empty() {
        return Err(BatchError::NoRecordings { path: from.to_path_buf() });
    }
    if let Some(shard) = args.batch.shard {
        listing.recordings.retain(|recording| shard.has(&recording.path));
    }
    Ok(listing)
}

const fn ended(error: &BatchError) -> Outcome {
    match error {
        BatchError::List { .. } | BatchError::NoRecordings { .. } => Outcome::Input,
        BatchError::Keep { .. } | BatchError::Busy { .. } | BatchError::Foreign { .. } => Outcome::CannotWrite,
        BatchError::JudgedOtherwise { .. } | BatchError::SharedOtherwise { .. } => Outcome::Usage,
    }
}

/// Judges all: those that may have ended an earlier run last, one at a time, and not a third time.
fn judge(args: &ScoreArgs, judged_with: &JudgedWith, todo: &[&Recording], tally: Tally) -> Tally {
    let cancelled = cancelled_by_ctrl_c();
    let progress = Progress::of("recordings", "judged");
    progress.show(0, Some(todo.len() as u64));
    let SortedOut { clean, suspects, culprits } = tally.begun.sort_out(todo);
    let tally = Mutex::new(tally);
    let work = |recording: &Recording, n_workers: usize, alone: bool| {
        let lock = || tally.lock().unwrap_or_else(PoisonError::into_inner);
        if cancelled.load(Ordering::Relaxed) || !lock().start(recording, alone) {
            return;
        }
        let input = Input::of(&recording.input);
        let result = judged(args, recording, n_workers, &cancelled);
        let mut tally = lock();
        match result {
            Ok(result) => tally.add(recording, &ResultLine::new(recording, input, judged_with, result)),
            Err(error) => tally.stop(&error.to_string(), Outcome::from(&error)),
        }
        if tally.stopped.is_some() {
            cancelled.store(true, Ordering::Relaxed);
        }
        progress.show(tally.n_judged() as u64, Some(todo.len() as u64));
    };
    let (n_jobs, n_workers) = jobs(args, clean.len());
    in_order(&clean, n_jobs, |recording| work(recording, n_workers, false), |()| ());
    for recording in suspects {
        work(recording, jobs(args, 1).1, true);
    }
    for recording in culprits {
        let failure = Failure { kind: FailureKind::Process, message: ENDED_THE_PROCESS.to_owned() };
        let line = ResultLine::new(recording, Input::of(&recording.input), judged_with, Err(failure));
        tally.lock().unwrap_or_else(PoisonError::into_inner).add(recording, &line);
    }
    let mut tally = tally.into_inner().unwrap_or_else(PoisonError::into_inner);
    tally.close();
    tally
}

const ENDED_THE_PROCESS: &str = "the process ended while this recording was judged, and again while it alone was; it is \
    left out from now on: look whether the memory was used up, or convert it, and give --again to try it once more";

/// The report, or the failure that is told in its place; an error is what ends the batch.
fn judged(
    args: &ScoreArgs,
    recording: &Recording,
    n_workers: usize,
    cancelled: &AtomicBool,
) -> Result<Result<Report, Failure>, PipelineError> {
    let job = Job {
        input: &recording.input,
        stills_fps: args.follow.fps,
        model: args.follow.model.into(),
        n_workers,
        every_frame: args.follow.every_frame,
        poses: None,
        annotate: None,
        cancelled,
        progress: &|_, _| {},
    };
    // Opening a pipe or a device may wait for ever.
    if recording.input.metadata().is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        let message = VideoError::NotAFile { path: recording.input.clone() }.to_string();
        return Ok(Err(Failure { kind: FailureKind::Input, message }));
    }
    let error = match catch_unwind(AssertUnwindSafe(|| score(&job, args.exercise))) {
        Ok(Ok(report)) => return Ok(Ok(report)),
        Ok(Err(error)) => error,
        Err(_said) => {
            let message = "a mistake in the program; please report it with this recording".to_owned();
            return Ok(Err(Failure { kind: FailureKind::Internal, message }));
        }
    };
    let kind = match Outcome::from(&error) {
        Outcome::Input => FailureKind::Input,
        _ => FailureKind::Model,
    };
    if ends_all(&error) { Err(error) } else { Ok(Err(Failure { kind, message: error.to_string() })) }
}

/// Whether no other recording would fare better.
const fn ends_all(error: &PipelineError) -> bool {
    match error {
        PipelineError::Inference(error) => !matches!(error, InferenceError::Engine(_) | InferenceError::ThreadLost),
        PipelineError::Video(error) => matches!(error, VideoError::BadRate { .. }),
        PipelineError::Cancelled | PipelineError::Write { .. } | PipelineError::WriteVideo(_) => true,
        PipelineError::Log { .. }
        | PipelineError::Foreign { .. }
        | PipelineError::TooShort { .. }
        | PipelineError::NoPictures { .. } => false,
    }
}

/// What came of this run.
struct Tally {
    results: Results,
    begun: Begun,
    scored: usize,
    refused: usize,
    failed: usize,
    is_mistaken: bool,
    stopped: Option<Outcome>,
}

impl Tally {
    const fn new(results: Results, begun: Begun) -> Self {
        Self { results, begun, scored: 0, refused: 0, failed: 0, is_mistaken: false, stopped: None }
    }

    const fn n_judged(&self) -> usize {
        self.scored + self.refused + self.failed
    }

    /// Notes that a recording is about to be judged; `false` if that cannot be noted or the batch has been stopped.
    fn start(&mut self, recording: &Recording, alone: bool) -> bool {
        if let Err(error) = self.begun.start(recording, alone) {
            self.stop(&error.to_string(), ended(&error));
        }
        self.stopped.is_none()
    }

    fn add(&mut self, recording: &Recording, line: &ResultLine) {
        if self.stopped.is_some() {
            return;
        }
        if let Err(error) = self.results.add(line) {
            return self.stop(&error.to_string(), ended(&error));
        }
        self.begun.end(recording);
        match line.status {
            Status::Scored => self.scored += 1,
            Status::Refused => self.refused += 1,
            Status::Failed => self.failed += 1,
        }
        self.is_mistaken |= line.error.as_ref().is_some_and(|error| error.kind == FailureKind::Internal);
    }

    /// Keeps the lines on disk, and ends the notes of what was begun: this run ends by itself, with whatever outcome.
    fn close(&mut self) {
        let (kept, closed) = (self.results.finish(), self.begun.close());
        if let Err(error) = kept.and(closed) {
            self.stop(&error.to_string(), ended(&error));
        }
    }

    /// Ends the batch; what others say after that follows from it.
    fn stop(&mut self, sentence: &str, outcome: Outcome) {
        if self.stopped.is_none() {
            self.stopped = Some(outcome);
            if outcome != Outcome::Stopped {
                say(sentence);
            }
        }
    }

    /// Recordings that fail are results; the run fails where some have no line.
    fn outcome(&self, n_todo: usize) -> Outcome {
        match self.stopped {
            Some(outcome) => outcome,
            None if self.n_judged() < n_todo => Outcome::Stopped,
            None if self.is_mistaken => Outcome::Internal,
            None => Outcome::Done,
        }
    }
}

fn say_standing(place: &Place, results: &Results, standing: Standing) {
    if !results.is_locked() {
        say(&format!(
            "the file system of --out knows no locks; see that no other run writes there: {}",
            place.results().display()
        ));
    }
    if 0 < standing.moved() {
        let Standing { changed, otherwise, damaged, .. } = standing;
        say(&format!(
            "results that stand no longer: {changed} of recordings that have changed, {otherwise} judged otherwise, \
             {damaged} damaged; they are kept in {}",
            place.replaced().display()
        ));
    }
    if 0 < standing.gone {
        say(&format!(
            "results of recordings that are not there now: {}; they stay in {}",
            standing.gone,
            place.results().display()
        ));
    }
}

/// Whether all folders could be read.
fn say_unread(listing: &Listing) -> bool {
    if let Some((folder, error)) = listing.unread.first() {
        say(&format!(
            "folders left out because they cannot be read: {} ({error}); make them readable and run it again: {}",
            listing.unread.len(),
            folder.display()
        ));
    }
    listing.unread.is_empty()
}

fn say_summary(tally: &Tally, n_todo: usize, listing: &Listing, standing: Standing, place: &Place) {
    let Tally { scored, refused, failed, .. } = tally;
    let n_left = n_todo - tally.n_judged();
    let end = match n_left {
        0 if tally.stopped.is_some() => {
            "lines may be missing, and the same command judges those recordings again:".to_owned()
        }
        0 => "every recording has its line in".to_owned(),
        _ => format!("{n_left} are left, and the same command goes on with them:"),
    };
    say(&format!(
        "{scored} scored, {refused} refused, {failed} failed, {} done before, {} other files ignored; {end} {}",
        standing.done,
        listing.n_ignored,
        place.results().display()
    ));
}
