//! From a file to its report: reading, following, judging, and what is written beside it.

mod error;
mod following;
mod made;
mod names;
mod output;
mod recorded;
mod retouch;
mod source;
mod thinned;
mod trouble;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

pub use error::PipelineError;
use following::Following;
use made::recorded_at;
pub use names::{is_keypoints_name, is_recording_name};
use output::Annotated;
use recorded::Recorded;
pub use retouch::Retouch;

use crate::core::judge::{Judge, Search};
use crate::core::pose::{PoseSample, Stream};
use crate::core::report::{Judgement, ModelReport, Report, Statement};
use crate::io::inference::Model;
use crate::io::recording::LogHeader;

/// A recording shorter than this holds no repetition, in s.
pub const LEAST_SECS: f64 = 2.0;

/// What to do with one recording.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// Video, pose log, joints of others, or folder of stills.
    pub input: &'a Path,
    /// Stills or files per second, for a folder.
    pub stills_fps: Option<f64>,
    /// Landmark model, for pictures.
    pub model: Model,
    /// Frames to work on at a time, 1 or 2; the result is the same.
    pub n_workers: usize,
    /// Run the landmark model on every frame, also where the person has not moved.
    pub every_frame: bool,
    /// Where to write the pose log.
    pub poses: Option<&'a Path>,
    /// Where to write the annotated video.
    pub annotate: Option<&'a Path>,
    /// Set from outside to give up.
    pub cancelled: &'a AtomicBool,
    /// Called after every frame: how many are done, and of how many, if known.
    pub progress: &'a (dyn Fn(u64, Option<u64>) + Sync),
}

impl std::fmt::Debug for Job<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Job").field("input", &self.input).finish_non_exhaustive()
    }
}

/// Follows the athlete and judges the exercise.
pub fn score(job: &Job<'_>, search: Search) -> Result<Report, PipelineError> {
    let mut samples = unless_cancelled(job, || Recorded::open(job))?;
    let judge = Judge::new(search, samples.stream());
    let mut annotated = match job.annotate {
        Some(path) => Some(Annotated::create(path, job.input, &samples)?),
        None => None,
    };
    let mut annotate_ms = None;
    let mut following = Following::begin(job, &mut samples)?;
    let mut judgement = judge.try_judge_with(&mut following, |step, judge| {
        let (Some(annotated), Some(picture)) = (&mut annotated, &step.picture) else { return Ok(()) };
        let begun = now();
        annotated.push(picture, &judge.view())?;
        *annotate_ms.get_or_insert(0.0) += begun.elapsed().as_secs_f64() * 1000.0;
        Ok(())
    })?;
    let work = following.finish()?;
    if let Some(annotated) = annotated {
        annotated.finish()?;
    }
    judgement.notes.extend(work.warnings.iter().map(Statement::free));
    let header = samples.header();
    let model = model_of(header);
    let timing = samples.has_pictures().then(|| work.timing(annotate_ms));
    let report = Report::of(job.input.display().to_string(), judgement, timing, header.backend.clone(), model);
    Ok(Report { recorded_at: recorded_at(job.input), ..report })
}

/// A recording as the rules see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Followed {
    /// Its picture's size.
    pub stream: Stream,
    /// Its samples, rounded to what a pose log holds.
    pub samples: Vec<PoseSample>,
    /// What was wrong with it and could be read around.
    pub warnings: Vec<String>,
    /// Frames followed per second of work; `None` where samples were only read.
    pub fps: Option<f64>,
    /// Engine that ran the model.
    pub backend: String,
    /// Model that found the key points.
    pub model: ModelReport,
    /// Time of the recording, as its file declares it: RFC 3339 in UTC.
    pub recorded_at: Option<String>,
}

impl Followed {
    /// Returns what [`score`] reports of its judged samples, apart from the time taken; `name` is the recording's.
    pub fn report(&self, name: String, mut judgement: Judgement) -> Report {
        judgement.notes.extend(self.warnings.iter().map(Statement::free));
        let report = Report::of(name, judgement, None, self.backend.clone(), self.model.clone());
        Report { recorded_at: self.recorded_at.clone(), ..report }
    }
}

/// Follows the athlete without judging; returns all that a judge needs.
pub fn samples(job: &Job<'_>) -> Result<Followed, PipelineError> {
    samples_of(job, unless_cancelled(job, || Recorded::open(job))?)
}

/// Returns the same with every picture changed before it is followed.
pub fn retouched_samples(job: &Job<'_>, retouch: Retouch) -> Result<Followed, PipelineError> {
    samples_of(job, unless_cancelled(job, || Recorded::open_retouched(job, Some(retouch)))?)
}

fn samples_of(job: &Job<'_>, mut source: Recorded) -> Result<Followed, PipelineError> {
    let mut following = Following::begin(job, &mut source)?;
    let samples = following.by_ref().map(|step| Ok(step?.sample)).collect::<Result<_, PipelineError>>()?;
    let work = following.finish()?;
    Ok(Followed {
        stream: source.stream(),
        samples,
        fps: source.has_pictures().then(|| work.fps()),
        warnings: work.warnings,
        backend: source.header().backend.clone(),
        model: model_of(source.header()),
        recorded_at: recorded_at(job.input),
    })
}

/// The model that a log names.
pub(crate) fn model_of(header: &LogHeader) -> ModelReport {
    ModelReport { name: header.model.clone(), sha256: header.model_sha256.clone() }
}

/// Follows the athlete without judging; returns how many frames there were.
pub fn pose(job: &Job<'_>) -> Result<u64, PipelineError> {
    let mut samples = unless_cancelled(job, || Recorded::open(job))?;
    let mut following = Following::begin(job, &mut samples)?;
    following.by_ref().try_for_each(|step| step.map(drop))?;
    Ok(following.finish()?.n_frames)
}

/// What `step` gives, unless the user has given up meanwhile.
///
/// Ctrl-C reaches a decoding child process too, and its video then fails or ends early: that is no result.
fn unless_cancelled<T>(job: &Job<'_>, step: impl FnOnce() -> Result<T, PipelineError>) -> Result<T, PipelineError> {
    let is_cancelled = || job.cancelled.load(Ordering::Relaxed);
    if is_cancelled() {
        return Err(PipelineError::Cancelled);
    }
    let outcome = step();
    if is_cancelled() { Err(PipelineError::Cancelled) } else { outcome }
}

#[expect(clippy::disallowed_methods, reason = "how long the work takes; no rule sees it")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}
