//! Repetitions of a demonstration: range, times, the knee, poses to draw.

use super::LearnError;
use super::movement::Movement;
use super::seen::Seen;
use crate::core::exercise::median;
use crate::core::measure::{KNEE, Measure};
use crate::core::report::{Judgement, Rep};
use crate::core::skeleton::Part;
use crate::core::track::{Leg, TrackedPose};

/// Ranges of repetitions that differ by more than this share of the largest are different movements.
const MOST_UNEVEN: f32 = 0.5;
/// Around a hold the limb is at the top, in s: a fast repetition has a hold of 0 s.
const TOP_SECS: f64 = 0.05;
/// Around the start and the end of a repetition the limb rests, in s.
const REST_SECS: f64 = 0.2;
/// Repetitions in a row that make a cadence.
const LEAST_CYCLES: usize = 6;
/// Longest time from one step to the next, in s: 40 steps a minute.
const LONGEST_CYCLE_SECS: f64 = 1.5;

/// Places of the parts, right and up from the hip, in trunk lengths.
pub(super) type Body = Vec<(Part, [f32; 2])>;

/// Repetitions of a demonstration.
#[derive(Debug, Clone)]
pub(super) struct Demonstration {
    pub(super) n_reps: usize,
    /// Median of the signal at the top.
    pub(super) top: f32,
    /// Median of the range from rest to the top.
    pub(super) range: f32,
    /// Median of the hold, in s.
    pub(super) hold_secs: f32,
    /// Median of the shorter of lift and drop, in s.
    pub(super) quicker_secs: f32,
    /// Steps a minute, where they follow one another without a pause.
    pub(super) per_minute: Option<f32>,
    /// Median knee angle of the working limb at the top, in degrees, where it can be read.
    pub(super) knee_deg: Option<f32>,
    /// Rest and top, as drawn.
    pub(super) figure: Option<[Body; 2]>,
}

impl Demonstration {
    /// Reads the repetitions that a judgement found.
    pub(super) fn of(seen: &Seen, movement: &Movement, judgement: &Judgement) -> Result<Self, LearnError> {
        let shown: Vec<Shown> = judgement.reps.iter().filter_map(|rep| Shown::of(seen, movement, rep)).collect();
        let ranges: Vec<f32> = shown.iter().map(|shown| shown.range).collect();
        let of = |reads: fn(&Shown) -> f32| median(shown.iter().map(reads).collect());
        let (Some(least), Some(most)) =
            (ranges.iter().copied().reduce(f32::min), ranges.iter().copied().reduce(f32::max))
        else {
            return Err(LearnError::NoRepetition);
        };
        if least < (1.0 - MOST_UNEVEN) * most {
            return Err(LearnError::Uneven { least: movement.with_unit(least), most: movement.with_unit(most) });
        }
        Ok(Self {
            n_reps: judgement.reps.len(),
            top: of(|shown| shown.top).ok_or(LearnError::NoRepetition)?,
            range: of(|shown| shown.range).ok_or(LearnError::NoRepetition)?,
            hold_secs: of(|shown| shown.hold_secs).ok_or(LearnError::NoRepetition)?,
            quicker_secs: of(|shown| shown.quicker_secs).ok_or(LearnError::NoRepetition)?,
            per_minute: per_minute(&judgement.reps),
            knee_deg: median(shown.iter().filter_map(|shown| shown.knee_deg).collect()),
            figure: judgement.reps.first().and_then(|rep| figure(seen, rep)),
        })
    }

    /// Returns the same without what the knee shows, where `is_free`.
    pub(super) fn with_knee_free(&self, is_free: bool) -> Self {
        let knee_deg = self.knee_deg.filter(|_| !is_free);
        Self { knee_deg, ..self.clone() }
    }
}

/// One repetition.
#[derive(Debug)]
struct Shown {
    top: f32,
    range: f32,
    hold_secs: f32,
    quicker_secs: f32,
    knee_deg: Option<f32>,
}

impl Shown {
    fn of(seen: &Seen, movement: &Movement, rep: &Rep) -> Option<Self> {
        let limb = rep.side.leg();
        let read = |measure: &Measure, [from, to]: [f64; 2]| {
            let poses = seen.poses.iter().filter(|pose| from <= pose.at.secs() && pose.at.secs() <= to);
            median(poses.filter_map(|pose| measure.of(pose, limb)).collect())
        };
        let hold = [rep.peak_start_s - TOP_SECS, rep.peak_end_s + TOP_SECS];
        let top = read(&movement.measure, hold)?;
        let rests = [rep.start_s, rep.end_s].map(|at| read(&movement.measure, [at - REST_SECS, at + REST_SECS]));
        let rest = rests.into_iter().flatten().reduce(f32::min)?;
        // Below 0 the limbs were mistaken for one another.
        let range = Some(top - rest).filter(|range| 0.0 < *range)?;
        let (lift, drop) = (rep.peak_start_s - rep.start_s, rep.end_s - rep.peak_end_s);
        Some(Self {
            top,
            range,
            hold_secs: (rep.peak_end_s - rep.peak_start_s) as f32,
            quicker_secs: lift.min(drop) as f32,
            knee_deg: read(&KNEE, hold),
        })
    }
}

/// Returns the cadence of steps that follow one another without a pause.
fn per_minute(reps: &[Rep]) -> Option<f32> {
    let gaps: Vec<f32> = reps
        .windows(2)
        .filter_map(|pair| match pair {
            [one, next] => Some((next.start_s - one.start_s) as f32),
            _ => None,
        })
        .collect();
    let gap = median(gaps)?;
    let is_cyclic = LEAST_CYCLES <= reps.len() && f64::from(gap) <= LONGEST_CYCLE_SECS;
    is_cyclic.then_some(60.0 / gap)
}

/// Returns the body at the start and in the middle of the hold of a repetition, in trunk lengths from the hip.
fn figure(seen: &Seen, rep: &Rep) -> Option<[Body; 2]> {
    let at =
        |secs: f64| seen.poses.iter().min_by(|a, b| (a.at.secs() - secs).abs().total_cmp(&(b.at.secs() - secs).abs()));
    let (rest, top) = (at(rep.start_s)?, at(f64::midpoint(rep.peak_start_s, rep.peak_end_s))?);
    let near = rep.side.leg();
    Some([drawn(rest, near)?, drawn(top, near)?])
}

fn drawn(pose: &TrackedPose, near: Leg) -> Option<Body> {
    let (hip, trunk_px) = (pose.leg(near, Part::Hip)?, pose.trunk_px().filter(|px| 1.0 <= *px)?);
    let place = |value: f32| (100.0 * value / trunk_px).round() / 100.0;
    let of = |side: Leg, parts: &[Part]| -> Body {
        let seen = parts.iter().filter_map(|part| Some((*part, pose.leg(side, *part)?)));
        seen.map(|(part, at)| (part, [place(at.x - hip.x), place(hip.y - at.y)])).collect()
    };
    let mut parts = of(near, &Part::ALL);
    let is_seen = |part: Part, parts: &[(Part, [f32; 2])]| parts.iter().any(|(other, _)| *other == part);
    if ![Part::Ear, Part::Shoulder, Part::Knee, Part::Ankle].into_iter().all(|part| is_seen(part, &parts)) {
        return None;
    }
    let others = of(near.other(), &[Part::Elbow, Part::Wrist, Part::Knee, Part::Ankle, Part::Toe]);
    let known: Vec<_> = others.into_iter().filter(|(part, _)| is_seen(*part, &parts)).collect();
    parts.extend(known);
    Some(parts)
}
