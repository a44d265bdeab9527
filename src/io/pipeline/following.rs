//! A recording's samples one by one, with its pose log written on the way.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::time::Instant;

use super::output::Log;
use super::recorded::Recorded;
use super::{Job, LEAST_SECS, PipelineError, now, unless_cancelled};
use crate::core::frame::Picture;
use crate::core::pose::PoseSample;
use crate::core::report::{Timing, round};
use crate::core::time::Timestamp;
use crate::io::recording::rounded;

/// A sample as a pose log holds it, with the picture it was found in if there is one.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) picture: Option<Picture>,
    pub(super) sample: PoseSample,
}

impl Borrow<PoseSample> for Step {
    fn borrow(&self) -> &PoseSample {
        &self.sample
    }
}

/// Iterator over the samples of a recording.
pub(super) struct Following<'a> {
    job: &'a Job<'a>,
    samples: &'a mut Recorded,
    log: Option<Log>,
    begun: Instant,
    /// Time spent on reading, following and logging.
    source_secs: f64,
    n_frames: u64,
    span: Option<(Timestamp, Timestamp)>,
}

impl<'a> Following<'a> {
    /// Creates the pose log, if one is asked for.
    pub(super) fn begin(job: &'a Job<'a>, samples: &'a mut Recorded) -> Result<Self, PipelineError> {
        let log = match job.poses {
            Some(path) => Some(Log::create(path, job.input, samples.header())?),
            None => None,
        };
        Ok(Self { job, samples, log, begun: now(), source_secs: 0.0, n_frames: 0, span: None })
    }

    fn step(&mut self) -> Result<Option<Step>, PipelineError> {
        let Some((picture, sample)) = unless_cancelled(self.job, || self.samples.next())? else { return Ok(None) };
        let sample = rounded(&sample);
        if let Some(log) = &mut self.log {
            log.push(&sample)?;
        }
        self.n_frames += 1;
        self.span = Some((self.span.map_or(sample.at, |(first, _)| first), sample.at));
        (self.job.progress)(self.n_frames, self.samples.n_expected());
        Ok(Some(Step { picture, sample }))
    }

    /// Completes the pose log after the last sample; a recording that is too short has none.
    pub(super) fn finish(self) -> Result<Work, PipelineError> {
        let consumer_ms = (self.begun.elapsed().as_secs_f64() - self.source_secs) * 1000.0;
        let span_secs = self.span.map_or(0.0, |(first, last)| last.secs_since(first));
        let frame_secs = span_secs / self.n_frames.saturating_sub(1).max(1) as f64;
        if span_secs + frame_secs < LEAST_SECS {
            return Err(PipelineError::TooShort { secs: span_secs, input: self.job.input.to_path_buf() });
        }
        let warnings = self.samples.warnings();
        if let Some(log) = self.log {
            log.finish(&warnings)?;
        }
        let secs = self.begun.elapsed().as_secs_f64();
        Ok(Work { n_frames: self.n_frames, secs, consumer_ms, warnings, stages_ms: self.samples.stages_ms() })
    }
}

impl Iterator for Following<'_> {
    type Item = Result<Step, PipelineError>;

    fn next(&mut self) -> Option<Self::Item> {
        let begun = now();
        let step = self.step();
        self.source_secs += begun.elapsed().as_secs_f64();
        step.transpose()
    }
}

/// The work on one recording.
pub(super) struct Work {
    pub(super) n_frames: u64,
    secs: f64,
    /// Time outside of the source: judging and drawing.
    consumer_ms: f64,
    pub(super) warnings: Vec<String>,
    stages_ms: BTreeMap<String, f64>,
}

impl Work {
    /// Returns how many frames were followed per second.
    pub(super) fn fps(&self) -> f64 {
        self.n_frames as f64 / self.secs.max(1e-9)
    }

    /// Returns the time of each stage where samples were judged, and views of them drawn if `annotate_ms` says how long.
    pub(super) fn timing(&self, annotate_ms: Option<f64>) -> Timing {
        let rules_ms = self.consumer_ms - annotate_ms.unwrap_or(0.0);
        let consumer = annotate_ms.map(|ms| ("annotate", ms)).into_iter().chain([("rules", rules_ms)]);
        let per_frame = |ms: f64| round(ms / self.n_frames.max(1) as f64);
        let mut stages_ms: BTreeMap<_, _> = consumer.map(|(stage, ms)| (stage.to_owned(), per_frame(ms))).collect();
        stages_ms.extend(self.stages_ms.iter().map(|(stage, ms)| (stage.clone(), per_frame(*ms))));
        Timing { frames: self.n_frames, fps: round(self.fps()), stages_ms }
    }
}
