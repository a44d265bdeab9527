//! From a file to its report: reading, following, judging, and what is written beside it.

mod error;
mod made;
mod names;
mod output;
mod retouch;
mod source;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub use error::PipelineError;
use made::recorded_at;
pub use names::is_recording_name;
use output::{Annotated, Log};
pub use retouch::Retouch;
use source::Samples;

use crate::frame::Frame;
use crate::inference::Model;
use crate::pose::{PoseSample, Stream};
use crate::recording::{LogHeader, rounded};
use crate::report::{ModelReport, Report, Timing, round};
use crate::session::{Search, Session};
use crate::time::Timestamp;

/// A recording shorter than this holds no repetition, in s.
pub const LEAST_SECS: f64 = 2.0;

/// What to do with one recording.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// Video, pose log, or folder of stills.
    pub input: &'a Path,
    /// Stills per second, for a folder.
    pub stills_fps: Option<f64>,
    /// Landmark model, for pictures.
    pub model: Model,
    /// Frames to work on at a time, 1 or 2; the result is the same.
    pub n_workers: usize,
    /// Where to write the pose log.
    pub poses: Option<&'a Path>,
    /// Where to write the annotated video.
    pub annotate: Option<&'a Path>,
    /// Set from outside to give up.
    pub cancelled: &'a AtomicBool,
    /// Told after every frame: how many are done, and of how many, if known.
    pub progress: &'a (dyn Fn(u64, Option<u64>) + Sync),
}

impl std::fmt::Debug for Job<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Job").field("input", &self.input).finish_non_exhaustive()
    }
}

/// Follows the athlete and judges the exercise.
pub fn score(job: &Job<'_>, search: Search) -> Result<Report, PipelineError> {
    let mut samples = unless_cancelled(job, || Samples::open(job))?;
    let mut session = Session::new(search, samples.stream());
    let mut annotated = match job.annotate {
        Some(path) => Some(Annotated::create(path, job.input, &samples)?),
        None => None,
    };
    let mut clock = StageClock::default();
    let work = follow(job, &mut samples, |frame, sample| {
        let view = clock.time("rules", || session.push(sample));
        let (Some(annotated), Some(frame)) = (&mut annotated, frame) else { return Ok(()) };
        clock.time("annotate", || annotated.push(&frame, &view))
    })?;
    if let Some(annotated) = annotated {
        annotated.finish()?;
    }
    let mut judgement = session.finish();
    judgement.notes.extend(work.warnings.iter().cloned());
    clock.stages_ms.extend(work.stages_ms.clone());
    let header = samples.header();
    let model = model_of(header);
    let timing = samples.has_pictures().then(|| clock.timing(&work));
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
    /// What [`score`] reports of it, `name` being the recording's, without how long it took.
    pub fn report(&self, name: String, search: Search) -> Report {
        let mut session = Session::new(search, self.stream);
        for sample in &self.samples {
            session.push(sample);
        }
        let mut judgement = session.finish();
        judgement.notes.extend(self.warnings.iter().cloned());
        let report = Report::of(name, judgement, None, self.backend.clone(), self.model.clone());
        Report { recorded_at: self.recorded_at.clone(), ..report }
    }
}

/// Follows the athlete without judging; returns all that a judge needs.
pub fn samples(job: &Job<'_>) -> Result<Followed, PipelineError> {
    samples_of(job, unless_cancelled(job, || Samples::open(job))?)
}

/// The same with every picture changed before it is followed.
pub fn retouched_samples(job: &Job<'_>, retouch: Retouch) -> Result<Followed, PipelineError> {
    samples_of(job, unless_cancelled(job, || Samples::open_retouched(job, Some(retouch)))?)
}

fn samples_of(job: &Job<'_>, mut source: Samples) -> Result<Followed, PipelineError> {
    let mut samples = Vec::new();
    let work = follow(job, &mut source, |_, sample| {
        samples.push(sample.clone());
        Ok(())
    })?;
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
    let mut samples = unless_cancelled(job, || Samples::open(job))?;
    Ok(follow(job, &mut samples, |_, _| Ok(()))?.n_frames)
}

/// What following took.
struct Work {
    n_frames: u64,
    secs: f64,
    warnings: Vec<String>,
    stages_ms: BTreeMap<String, f64>,
}

impl Work {
    fn fps(&self) -> f64 {
        self.n_frames as f64 / self.secs.max(1e-9)
    }
}

fn follow(
    job: &Job<'_>,
    samples: &mut Samples,
    mut each: impl FnMut(Option<Arc<Frame>>, &PoseSample) -> Result<(), PipelineError>,
) -> Result<Work, PipelineError> {
    let mut log = match job.poses {
        Some(path) => Some(Log::create(path, job.input, samples.header())?),
        None => None,
    };
    let begun = now();
    let (mut n_frames, mut first, mut last) = (0, None::<Timestamp>, Timestamp::ZERO);
    while let Some((frame, sample)) = unless_cancelled(job, || samples.next())? {
        let sample = rounded(&sample);
        if let Some(log) = &mut log {
            log.push(&sample)?;
        }
        each(frame, &sample)?;
        (n_frames, last) = (n_frames + 1, sample.at);
        first.get_or_insert(sample.at);
        (job.progress)(n_frames, samples.n_expected());
    }
    let span_secs = first.map_or(0.0, |first| last.secs_since(first));
    let frame_secs = span_secs / n_frames.saturating_sub(1).max(1) as f64;
    if span_secs + frame_secs < LEAST_SECS {
        return Err(PipelineError::TooShort { secs: span_secs, input: job.input.to_path_buf() });
    }
    let warnings = samples.warnings();
    if let Some(log) = log {
        log.finish(&warnings)?;
    }
    let secs = begun.elapsed().as_secs_f64();
    Ok(Work { n_frames, secs, warnings, stages_ms: samples.stages_ms() })
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

/// Adds up how long each stage takes.
#[derive(Debug, Default)]
struct StageClock {
    stages_ms: BTreeMap<String, f64>,
}

impl StageClock {
    fn time<T>(&mut self, stage: &str, work: impl FnOnce() -> T) -> T {
        let begun = now();
        let result = work();
        *self.stages_ms.entry(stage.to_owned()).or_default() += begun.elapsed().as_secs_f64() * 1000.0;
        result
    }

    fn timing(&self, work: &Work) -> Timing {
        let per_frame = |ms: &f64| round(ms / work.n_frames.max(1) as f64);
        let stages_ms = self.stages_ms.iter().map(|(stage, ms)| (stage.clone(), per_frame(ms))).collect();
        Timing { frames: work.n_frames, fps: round(work.fps()), stages_ms }
    }
}

#[expect(clippy::disallowed_methods, reason = "how long the work takes; no rule sees it")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}
