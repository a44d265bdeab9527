//! Readings beside those of another instrument: a goniometer, motion capture, another program.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use csv::{ReaderBuilder, Trim};
use serde::Serialize;

use super::agreement::{Agreement, mean};
use super::{BenchError, BenchOptions, Judged};
use crate::core::exercise::Exercise;
use crate::core::judge::{Judge, Search};
use crate::core::report::{Judgement, LEAST_CLIPS, jackknife_95, round};
use crate::io::bounded::{self, Limit};
use crate::io::pipeline::{PipelineError, is_recording_name};
use crate::io::plain;

/// The largest table: 100,000 readings.
const LIMIT: Limit = Limit::mib(8);

/// A reading of another instrument.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
pub struct Other {
    /// Name of the recording, with or without its ending.
    pub clip: String,
    /// Number of the repetition as the report counts them, from 1.
    pub repetition: usize,
    /// Name of the measure as in reports, such as `shoulder_hip_knee_deg`.
    pub measure: String,
    /// The reading, in the measure's unit.
    pub value: f64,
}

/// A reading of the program and one of the other instrument.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// The recording.
    pub clip: String,
    /// Number of the repetition, from 1.
    pub repetition: usize,
    /// Reading of the program.
    pub reading: f64,
    /// Its stated error, half-width of 90 %.
    pub error: f64,
    /// Reading of the other instrument.
    pub other: f64,
}

/// Agreement on one measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Compared {
    /// Name of the measure, which ends in its unit.
    pub measure: String,
    /// Bias, limits of agreement, mean absolute error and ICC(2,1).
    pub agreement: Agreement,
    /// Root of the mean squared difference.
    pub rmse: f64,
    /// Share of the differences that lie within the stated error, which is to hold 0.9.
    pub within_error: f64,
    /// Number of recordings.
    pub n_clips: usize,
    /// Intervals of 95 %, by figure: `bias`, `lower_limit`, `upper_limit`, `icc`; none with fewer than ten recordings.
    pub intervals: BTreeMap<&'static str, [f64; 2]>,
    /// All pairs.
    pub pairs: Vec<Pair>,
}

/// Everything that was compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Against {
    /// By measure.
    pub compared: Vec<Compared>,
    /// Readings of the other instrument without one of the program, each with the reason.
    pub left_out: Vec<String>,
}

/// Reads a table with the columns `clip`, `repetition`, `measure` and `value`; commas or semicolons, further columns are
/// left alone.
pub fn read_others(path: &Path) -> Result<Vec<Other>, BenchError> {
    let wrong = |cause: String| BenchError::Other { path: path.to_owned(), cause };
    let text = bounded::read(path, LIMIT).map_err(|error| wrong(error.to_string()))?;
    let (text, delimiter) = plain::table(&text);
    let mut reader = ReaderBuilder::new().delimiter(delimiter).trim(Trim::All).from_reader(text);
    let rows = reader.deserialize::<Other>();
    let rows = rows.map(|row| row.map_err(|error| wrong(error.to_string()))).collect::<Result<Vec<_>, _>>()?;
    match rows.iter().position(|row| !row.value.is_finite() || row.repetition == 0) {
        Some(k) => Err(wrong(format!("line {}: a value is a number, and repetitions count from 1", k + 2))),
        None if rows.is_empty() => Err(wrong("it has no rows".to_owned())),
        None => Ok(rows.into_iter().map(|row| Other { clip: plain::uncell(&row.clip).to_owned(), ..row }).collect()),
    }
}

/// Compares the readings of the recordings in the plan's folder with those of another instrument; no label is needed.
/// `done` is called after each recording.
pub fn against(
    options: &BenchOptions<'_>,
    exercise: Option<&'static Exercise>,
    others: &[Other],
    mut done: impl FnMut(usize, usize),
) -> Result<Against, BenchError> {
    let names: BTreeSet<&str> = others.iter().map(|other| other.clip.as_str()).collect();
    let (mut pairs, mut left_out) = (BTreeMap::<String, Vec<Pair>>::new(), Vec::new());
    for (k, name) in names.iter().enumerate() {
        let judgement = judged(options, exercise, name)?;
        for other in others.iter().filter(|other| other.clip == *name) {
            match judgement.as_ref().map_err(Clone::clone).and_then(|judgement| pair(judgement, other)) {
                Ok(pair) => pairs.entry(other.measure.clone()).or_default().push(pair),
                Err(why) => left_out.push(format!("{name}, repetition {}, {}: {why}", other.repetition, other.measure)),
            }
        }
        done(k + 1, names.len());
    }
    let compared = pairs.into_iter().filter_map(|(measure, pairs)| compared(measure, pairs)).collect();
    Ok(Against { compared, left_out })
}

/// A recording's judgement, or why there is none.
type Found = Result<Judgement, String>;

fn judged(options: &BenchOptions<'_>, exercise: Option<&'static Exercise>, name: &str) -> Result<Found, BenchError> {
    let Some(path) = find(options.folder, name) else {
        return Ok(Err("no video or pose log of this name is in the folder".to_owned()));
    };
    let followed = match options.cache.follow(&path, options.model, options.n_workers, options.cancelled) {
        Ok(followed) => followed,
        Err(PipelineError::Cancelled) => return Err(PipelineError::Cancelled.into()),
        Err(error) => return Ok(Err(error.to_string())),
    };
    let search = exercise.map_or(Search::Auto, Search::One);
    let judgement = Judged::by(Judge::new(search, followed.stream), &followed.samples).judgement;
    Ok(match judgement.refusal {
        Some(refusal) => Err(refusal.message),
        None => Ok(judgement),
    })
}

fn find(folder: &Path, name: &str) -> Option<std::path::PathBuf> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let is_named = |path: &Path| {
        [path.file_name(), path.file_stem()].into_iter().flatten().any(|own| own.to_string_lossy() == name)
    };
    paths.into_iter().find(|path| is_recording_name(path) && is_named(path))
}

fn pair(judgement: &Judgement, other: &Other) -> Result<Pair, String> {
    let n = judgement.reps.len();
    let rep = other.repetition.checked_sub(1).and_then(|idx| judgement.reps.get(idx));
    let rep = rep.ok_or_else(|| format!("the program found {n} repetitions"))?;
    let known = || rep.measures.keys().cloned().collect::<Vec<_>>().join(", ");
    let read =
        rep.measures.get(&other.measure).ok_or_else(|| format!("there is no such reading; there are {}", known()))?;
    Ok(Pair {
        clip: other.clip.clone(),
        repetition: other.repetition,
        reading: read.value,
        error: read.error,
        other: other.value,
    })
}

/// A figure of an agreement, where it has it.
type Figure = fn(&Agreement) -> Option<f64>;

fn compared(measure: String, pairs: Vec<Pair>) -> Option<Compared> {
    let clips: BTreeSet<&str> = pairs.iter().map(|pair| pair.clip.as_str()).collect();
    let of = |left_out: Option<&str>| {
        let kept = pairs.iter().filter(|pair| left_out != Some(pair.clip.as_str()));
        Agreement::of(&kept.map(|pair| (pair.reading, pair.other)).collect::<Vec<_>>())
    };
    let agreement = of(None)?;
    let figures: [(&'static str, Figure); 4] = [
        ("bias", |it| Some(it.bias)),
        ("lower_limit", |it| it.limits.first().copied()),
        ("upper_limit", |it| it.limits.last().copied()),
        ("icc", |it| it.icc),
    ];
    let interval = |figure: Figure| {
        let without: Option<Vec<f64>> = clips.iter().map(|clip| figure(&of(Some(clip))?)).collect();
        Some(jackknife_95(figure(&agreement)?, &without?).map(round))
    };
    let intervals = figures.into_iter().filter(|_| LEAST_CLIPS <= clips.len());
    let intervals = intervals.filter_map(|(name, figure)| Some((name, interval(figure)?))).collect();
    let n_within = pairs.iter().filter(|pair| (pair.reading - pair.other).abs() <= pair.error).count();
    let squares = pairs.iter().map(|pair| (pair.reading - pair.other).powi(2));
    Some(Compared {
        agreement,
        rmse: round(mean(squares)?.sqrt()),
        within_error: round(n_within as f64 / pairs.len() as f64),
        n_clips: clips.len(),
        intervals,
        measure,
        pairs,
    })
}
