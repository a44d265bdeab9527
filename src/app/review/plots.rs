//! Readings over time, for plots. A gap in what was seen is a gap in the line.

use crate::core::exercise::{Exercise, PostureKind, off_view_deg};
use crate::core::geometry::{Floor, Point};
use crate::core::judge::{RhythmView, STRIP_SECS};
use crate::core::measure::{KNEE, Measure, Unit};
use crate::core::skeleton::Part;
use crate::core::time::Timestamp;
use crate::core::track::{Leg, TrackedPose};

use super::frame_state::FrameState;

/// A line is broken where nothing was read for longer than this, in s.
const BREAK_SECS: f64 = 0.25;
/// No plot is wider, in points: of longer recordings every so many-th reading is drawn.
const MOST_POINTS: usize = 3000;

/// A reading at an instant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dot {
    /// When, in s.
    pub secs: f64,
    /// The reading.
    pub value: f64,
    /// Half-width that holds 9 of 10 readings.
    pub error: f64,
}

/// Readings without a gap, in order of time.
pub type Run = Vec<Dot>;

/// Readings over time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plots {
    /// The measure that the exercise is about, in its unit.
    pub key: Vec<Run>,
    /// Heights over where the shoulders lie, of an exercise on the back.
    pub heights: Option<Heights>,
    /// Other reported measures of the exercise, and on the back the knee, which shows how the legs are set up.
    pub others: Vec<(Measure, Vec<Run>)>,
    /// Place along the trunk of a rhythm, ÷ trunk.
    pub rhythm: Vec<Run>,
    /// When repetitions of a rhythm were half-way up, in s.
    pub beats: Vec<f64>,
}

/// Heights of a body that lies on its back over where its shoulders rest, ÷ trunk.
#[derive(Debug, Clone, PartialEq)]
pub struct Heights {
    /// Height of the hip.
    pub hip: Vec<Run>,
    /// Height of the shoulder.
    pub shoulder: Vec<Run>,
    /// Height of the head.
    pub head: Vec<Run>,
}

impl Heights {
    fn of(states: &[FrameState]) -> Self {
        let floor = Resting::of(states);
        let height = |part: Part| {
            runs(states, |state| {
                let floor = floor.as_ref()?;
                Some((floor.height(state.view.pose.as_ref()?, part)?, HEIGHT_ERROR))
            })
        };
        Self { hip: height(Part::Hip), shoulder: height(Part::Shoulder), head: height(Part::Ear) }
    }
}

impl Plots {
    pub(super) fn of(states: &[FrameState], exercise: &'static Exercise, rhythm: Beats) -> Self {
        let of_measure = |measure: Measure| {
            runs(states, |state| {
                let pose = state.view.pose.as_ref()?;
                let leg = if state.view.exercise == exercise { state.view.leg } else { Leg::Near };
                let value = measure.of(pose, leg)?;
                Some((value, error_of(&measure, value, off_view_deg(pose, exercise.views))))
            })
        };
        let strip = rhythm.strip.iter().map(|(secs, value)| Dot { secs: *secs, value: f64::from(*value), error: 0.0 });
        Self {
            key: of_measure(exercise.key.measure),
            heights: is_supine(exercise).then(|| Heights::of(states)),
            others: others(exercise).into_iter().map(|measure| (measure, of_measure(measure))).collect(),
            rhythm: broken(strip),
            beats: rhythm.beats,
        }
    }
}

/// Hips and shoulders are right to .09 of the trunk (`docs/criteria.md`).
const HEIGHT_ERROR: f32 = 0.09;

/// Returns true if the shoulders lie on the floor, so that heights are told from there.
fn is_supine(exercise: &Exercise) -> bool {
    exercise.posture.kind == PostureKind::Supine
}

/// Returns the measures that are drawn in addition to the one that the exercise is about.
fn others(exercise: &Exercise) -> Vec<Measure> {
    let mut others: Vec<Measure> = Vec::new();
    let legs = is_supine(exercise).then_some(&KNEE);
    for measure in exercise.measures.iter().chain(legs) {
        let is_new = others.iter().chain([&exercise.key.measure]).all(|known| known.id != measure.id);
        if is_new {
            others.push(*measure);
        }
    }
    others
}

/// As the rules tell the error of a single pose: what the model costs and what each degree off the view adds.
fn error_of(measure: &Measure, value: f32, off_deg: f32) -> f32 {
    let bend = if measure.unit() == Unit::Deg { ((180.0 - value).abs() / 90.0).min(1.0) } else { 1.0 };
    measure.model_error.hypot(measure.error_per_yaw_deg * off_deg * bend)
}

/// Where the shoulders lie most of the time.
struct Resting {
    shoulder: Point,
    trunk_px: f32,
}

impl Resting {
    fn of(states: &[FrameState]) -> Option<Self> {
        let poses = || states.iter().filter_map(|state| state.view.pose.as_ref());
        let place = |of: fn(Point) -> f32| {
            crate::core::exercise::median(poses().filter_map(|pose| pose.steady(Part::Shoulder)).map(of).collect())
        };
        let trunk_px = crate::core::exercise::median(poses().filter_map(TrackedPose::trunk_px).collect())?;
        let shoulder = Point::new(place(|at| at.x)?, place(|at| at.y)?);
        (1.0 <= trunk_px).then_some(Self { shoulder, trunk_px })
    }

    fn height(&self, pose: &TrackedPose, part: Part) -> Option<f32> {
        Some(Floor::LEVEL.height_px(pose.steady(part)?, self.shoulder) / self.trunk_px)
    }
}

fn runs(states: &[FrameState], read: impl Fn(&FrameState) -> Option<(f32, f32)>) -> Vec<Run> {
    let every = states.len().div_ceil(MOST_POINTS).max(1);
    let dot = |state: &FrameState| {
        let (value, error) = read(state)?;
        Some(Dot { secs: state.at.secs(), value: value.into(), error: error.into() })
    };
    let gap = BREAK_SECS * every as f64;
    let mut all: Vec<Run> = Vec::new();
    for dot in states.iter().step_by(every).filter_map(dot) {
        append(&mut all, dot, gap);
    }
    all
}

fn broken(dots: impl Iterator<Item = Dot>) -> Vec<Run> {
    dots.fold(Vec::new(), |mut all, dot| {
        append(&mut all, dot, BREAK_SECS);
        all
    })
}

fn append(all: &mut Vec<Run>, dot: Dot, gap_secs: f64) {
    let is_next = |run: &&mut Run| run.last().is_some_and(|last| dot.secs - last.secs <= gap_secs);
    match all.last_mut().filter(is_next) {
        Some(run) => run.push(dot),
        None => all.push(vec![dot]),
    }
}

/// A rhythm as it was seen, put together from its strips: what is told later of the same time counts.
#[derive(Debug, Default)]
pub(super) struct Beats {
    strip: Vec<(f64, f32)>,
    beats: Vec<f64>,
}

impl Beats {
    pub(super) fn push(&mut self, at: Timestamp, rhythm: Option<RhythmView>) {
        let Some(rhythm) = rhythm else { return };
        let known = self.strip.last().map_or(f64::MIN, |last| last.0);
        self.strip.extend(rhythm.strip.iter().filter(|(secs, _)| known < *secs));
        let from = at.secs() - STRIP_SECS;
        self.beats.retain(|beat| *beat < from);
        self.beats.extend(rhythm.beats);
    }
}
