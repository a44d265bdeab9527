//! `formcheck stress`: under which conditions counts and faults stay right.

mod text;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use serde::Serialize;

use super::bench::failed;
use super::in_order::in_order;
use super::message::{cancelled_by_ctrl_c, json_line, print};
use super::progress::Progress;
use crate::app::bench::stress::{Effect, PICTURE_CHANGES, PictureChange, Range, Recording, Trial, ranges, shown_first};
use crate::app::bench::{BenchError, Cache, Clip, clips, forget_unnamed};
use crate::app::commands::args::{BenchFormat, StressArgs};
use crate::app::outcome::Outcome;
use crate::io::inference::Model;
use crate::io::pipeline::PipelineError;

/// Name and version of the JSON.
const SCHEMA: &str = "formcheck.stress/1";

/// All that was measured.
#[derive(Debug, Serialize)]
struct StressReport {
    schema: &'static str,
    clips: Vec<String>,
    clips_followed_anew: Vec<String>,
    ranges: Vec<Range>,
    effects: Vec<Effect>,
}

/// Changes the clips of a folder in every way and prints what holds.
pub fn run(args: &StressArgs) -> Outcome {
    let cancelled = cancelled_by_ctrl_c();
    let report = match measured(args, &cancelled) {
        Ok(report) => report,
        Err(error) => return failed(&error),
    };
    match args.format {
        BenchFormat::Text => print(&text::report(&report)),
        BenchFormat::Json => print(&json_line(&report)),
    }
}

fn measured(args: &StressArgs, cancelled: &AtomicBool) -> Result<StressReport, BenchError> {
    let (clips, _unlabelled) = clips(&args.folder)?;
    forget_unnamed(&clips, None);
    let cache = Cache::new(args.cache.clone());
    let clips = in_parallel("clips", &clips, |clip| {
        let followed = cache.follow(&clip.path, Model::Full, 1, cancelled)?;
        Ok((clip.clone(), Recording::new(followed.stream, followed.samples)))
    })?;
    let of_trial = |trial: &Trial| unless_cancelled(cancelled, || trial.effects(&clips));
    let mut effects = in_parallel("changes of poses", &Trial::all(), of_trial)?.concat();
    let all: Vec<Clip> = clips.into_iter().map(|(clip, _)| clip).collect();
    let anew = if args.frames { shown_first(&all) } else { Vec::new() };
    if !anew.is_empty() {
        let trials: Vec<(&PictureChange, f64)> =
            PICTURE_CHANGES.iter().flat_map(|change| change.values.iter().map(move |value| (change, *value))).collect();
        let of_pictures = |(change, value): &(&'static PictureChange, f64)| change.effects(*value, &anew, cancelled);
        effects.extend(in_parallel("changes of pictures", &trials, of_pictures)?.concat());
    }
    let name = |clip: Clip| clip.name;
    Ok(StressReport {
        schema: SCHEMA,
        clips: all.into_iter().map(name).collect(),
        clips_followed_anew: anew.into_iter().map(name).collect(),
        ranges: ranges(&effects),
        effects,
    })
}

/// Work on every item, as many at a time as there are cores; results in the order of the items. A terminal shows how many
/// of them, by what they are called, are done.
fn in_parallel<T: Sync, R: Send>(
    name: &str,
    items: &[T],
    work: impl Fn(&T) -> Result<R, PipelineError> + Sync,
) -> Result<Vec<R>, PipelineError> {
    let n_cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let failed = AtomicBool::new(false);
    let (progress, n_done) = (Progress::of(name, "done"), AtomicU64::new(0));
    progress.show(0, Some(items.len() as u64));
    let mut results = Vec::new();
    let work = |item: &T| {
        if failed.load(Ordering::Relaxed) {
            return Err(PipelineError::Cancelled);
        }
        let result = work(item);
        failed.fetch_or(result.is_err(), Ordering::Relaxed);
        progress.show(n_done.fetch_add(1, Ordering::Relaxed) + 1, Some(items.len() as u64));
        result
    };
    in_order(items, n_cores, work, |result| results.push(result));
    // What failed first is the reason; what was not begun for it is none.
    let is_reason = |error: &PipelineError| !matches!(error, PipelineError::Cancelled);
    let reason = results.iter().position(|result| result.as_ref().is_err_and(is_reason));
    if let Some(idx) = reason {
        results.swap(0, idx);
    }
    results.into_iter().collect()
}

fn unless_cancelled<T>(cancelled: &AtomicBool, work: impl FnOnce() -> T) -> Result<T, PipelineError> {
    if cancelled.load(Ordering::Relaxed) { Err(PipelineError::Cancelled) } else { Ok(work()) }
}
