//! Everything that was measured, clip by clip and added up.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};

use super::BenchError;
use super::agreement::{Agreement, mean};
use super::cache::Cache;
use super::clips::{Clip, clips};
use super::compare::Said;
use super::confusion::Confusion;
use super::label::{Origin, UNSAID};
use super::metrics::{Metrics, metrics};
use super::noise::{JITTER_TRUNK, N_REPLAYS, add_noise, jittered};
use super::run::{Judged, Run};
use super::summary::{Summary, summaries};
use crate::core::exercise::Exercise;
use crate::core::exercises;
use crate::core::judge::{Judge, Search};
use crate::core::report::{RULES_VERSION, RefusalReason, round};
use crate::io::inference::Model;
use crate::io::pipeline::{Followed, PipelineError};

/// Name and version of the format.
pub const SCHEMA: &str = "formcheck.bench/1";

/// What to measure, and with what.
#[derive(Debug)]
pub struct BenchOptions<'a> {
    /// Folder of clips with labels.
    pub folder: &'a Path,
    /// Where pose logs are kept.
    pub cache: Cache,
    /// Landmark model.
    pub model: Model,
    /// Frames to work on at a time.
    pub n_workers: usize,
    /// The exercise of clips whose label names none.
    pub unsaid: &'static Exercise,
    /// Set from outside to give up.
    pub cancelled: &'a AtomicBool,
}

/// Everything that was measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BenchReport {
    /// [`SCHEMA`].
    pub schema: String,
    /// Version of the program.
    pub program: String,
    /// Version of the rules.
    pub rules_version: u32,
    /// Landmark model.
    pub model: String,
    /// Engines that followed the clips.
    pub backends: Vec<String>,
    /// Every clip that shows an exercise, and every other one in which repetitions were found.
    pub clips: Vec<ClipReport>,
    /// Added up by origin and exercise.
    pub summaries: Vec<Summary>,
    /// What repetitions are taken for when the exercise is not told.
    pub auto: BTreeMap<Origin, Confusion>,
    /// The figures that must not get worse.
    pub metrics: Metrics,
    /// Clips that could not be read, each with the reason.
    pub failed: BTreeMap<String, String>,
    /// Clips without a label, left out.
    pub unlabelled: Vec<String>,
    /// Exercises that labels name and the program does not know, with how many clips: whatever is found there is wrong.
    #[serde(default)]
    pub unknown: BTreeMap<String, usize>,
}

/// One clip under the rules of one exercise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClipReport {
    /// Name of the clip.
    pub clip: String,
    /// Where it comes from.
    pub source: Origin,
    /// Exercise that was looked for.
    pub exercise: String,
    /// Repetitions in the label.
    pub labelled: usize,
    /// Repetitions found.
    pub found: usize,
    /// Repetitions of which a part was not seen.
    pub partial: usize,
    /// True if every repetition was found and nothing else.
    pub exact: bool,
    /// Mean |found − labelled| of starts and ends, in s; `None` without exact times.
    pub ends_mae_s: Option<f64>,
    /// Mean |found − labelled| of how long the hold lasts, in s.
    pub hold_mae_s: Option<f64>,
    /// Faults found that are labelled, with how often.
    pub right: BTreeMap<String, usize>,
    /// Faults found that are not labelled.
    pub wrong: BTreeMap<String, usize>,
    /// Labelled faults that were called absent.
    pub missed: BTreeMap<String, usize>,
    /// Faults that were not judged.
    pub not_judged: BTreeMap<String, usize>,
    /// Angles at the top against the truth, by measure and definition.
    pub angles: BTreeMap<String, Agreement>,
    /// Why nothing was scored, if so.
    pub refusal: Option<RefusalReason>,
    /// Share of the frames in which the athlete was followed, 0–1.
    pub coverage: f64,
    /// How long the clip is, in s.
    pub secs: f64,
    /// Frames followed per second of work; `None` where the log was there already.
    pub fps: Option<f64>,
}

/// Measures every clip of the folder; `done` is called after each.
pub fn measure(options: &BenchOptions<'_>, mut done: impl FnMut(usize, usize)) -> Result<BenchReport, BenchError> {
    let (clips, unlabelled) = clips(options.folder)?;
    let mut report = BenchReport {
        schema: SCHEMA.into(),
        program: env!("CARGO_PKG_VERSION").into(),
        rules_version: RULES_VERSION,
        model: options.model.name().into(),
        backends: Vec::new(),
        clips: Vec::new(),
        summaries: Vec::new(),
        auto: BTreeMap::new(),
        metrics: Metrics::new(),
        failed: BTreeMap::new(),
        unlabelled,
        unknown: unknown(&clips),
    };
    let mut runs = vec![Vec::new(); 1 + N_REPLAYS as usize];
    for (k, clip) in clips.iter().enumerate() {
        match options.cache.follow(&clip.path, options.model, options.n_workers, options.cancelled) {
            Ok(followed) => report.add(&mut runs, &told(clip, options.unsaid), &followed),
            Err(PipelineError::Cancelled) => return Err(PipelineError::Cancelled.into()),
            Err(error) => drop(report.failed.insert(clip.name.clone(), error.to_string())),
        }
        done(k + 1, clips.len());
    }
    let summaries: Vec<Vec<Summary>> = runs.iter().map(|runs| summaries(runs)).collect();
    let mut of_all: Vec<Metrics> = summaries.iter().map(|summaries| metrics(summaries)).collect();
    report.metrics = of_all.remove(0);
    add_noise(&mut report.metrics, &of_all);
    for (origin, confusion) in &report.auto {
        confusion.add_metrics(origin.name(), &mut report.metrics);
    }
    report.summaries = summaries.into_iter().next().unwrap_or_default();
    Ok(report)
}

/// Counts the clips of exercises that are not known.
fn unknown(clips: &[Clip]) -> BTreeMap<String, usize> {
    let mut n_by_name = BTreeMap::new();
    let named = clips.iter().filter_map(|clip| clip.label.exercise.clone());
    for name in named.filter(|name| name != UNSAID && exercises::by_name(name).is_none()) {
        *n_by_name.entry(name).or_default() += 1;
    }
    n_by_name
}

/// The clip, whose label names an exercise.
fn told(clip: &Clip, unsaid: &Exercise) -> Clip {
    let mut clip = clip.clone();
    if clip.label.exercise.as_deref() == Some(UNSAID) {
        clip.label.exercise = Some(unsaid.id.into());
    }
    clip
}

impl BenchReport {
    /// Judges a clip as it is, and as it would be with another noise.
    fn add(&mut self, runs: &mut [Vec<Run>], clip: &Clip, followed: &Followed) {
        if !self.backends.contains(&followed.backend) {
            self.backends.push(followed.backend.clone());
        }
        let told = Judge::new(Search::Auto, followed.stream).judge(&followed.samples);
        self.auto.entry(clip.label.source).or_default().add(&clip.label, &told);
        for (seed, runs) in (0..).zip(runs) {
            let moved = (0 < seed).then(|| jittered(&followed.samples, JITTER_TRUNK, seed));
            let samples = moved.as_ref().unwrap_or(&followed.samples);
            runs.extend(exercises::all().into_iter().map(|exercise| {
                let judge = Judge::new(exercise, followed.stream);
                Run::of(clip, exercise, &Judged::by(judge, samples))
            }));
            if seed == 0 {
                let told = runs.iter().rev().take(exercises::all().len()).rev();
                let told = told.filter(|run| run.is_shown || 0 < run.comparison.n_found + run.comparison.n_partial);
                self.clips.extend(told.map(|run| ClipReport::of(run, followed.fps)));
            }
        }
    }
}

impl ClipReport {
    fn of(run: &Run, fps: Option<f64>) -> Self {
        let comparison = &run.comparison;
        let off = |secs: &[f64]| mean(secs.iter().map(|off| off.abs())).map(round);
        let count = |is: &dyn Fn(Said, bool) -> bool| {
            let mut counts = BTreeMap::new();
            for cell in comparison.faults.iter().filter(|cell| is(cell.said, cell.is_labelled)) {
                *counts.entry(cell.fault.clone()).or_default() += 1;
            }
            counts
        };
        let of_top = run.angles.iter().filter(|(name, _)| name.contains(", top, "));
        Self {
            clip: run.clip.clone(),
            source: run.origin,
            exercise: run.exercise.into(),
            labelled: comparison.n_labelled,
            found: comparison.n_found,
            partial: comparison.n_partial,
            exact: comparison.is_exact(),
            ends_mae_s: off(&comparison.ends_off_s),
            hold_mae_s: off(&comparison.hold_off_s),
            right: count(&|said, is_labelled| said == Said::Found && is_labelled),
            wrong: count(&|said, is_labelled| said == Said::Found && !is_labelled),
            missed: count(&|said, is_labelled| said == Said::Absent && is_labelled),
            not_judged: count(&|said, _| said == Said::NotJudged),
            angles: of_top.filter_map(|(name, pairs)| Some((name.clone(), Agreement::of(pairs)?))).collect(),
            refusal: run.refusal,
            coverage: run.coverage,
            secs: round(run.secs),
            fps: fps.map(round),
        }
    }
}
