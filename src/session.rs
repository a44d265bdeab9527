//! The fold: pose samples in, a judgement out. No clock, no file, no thread.

mod finder;
mod judge;
mod phase;
mod times;
mod view;

use finder::Finder;
use judge::{Verdict, judge};
pub use phase::Phase;
pub use view::ViewLimits;
use view::{ViewGrade, ViewTally};

use crate::exercise::Exercise;
use crate::pose::{PoseSample, Stream};
use crate::report::{Judgement, PartialRep, RefusalReason, Rep, Set, round};
use crate::time::Timestamp;
use crate::track::{TrackedPose, Tracker};

/// Below this share of frames with somebody in them, nobody is there.
const LEAST_COVERAGE: f64 = 0.1;
/// Below this share of the followed time lying down, nobody lies down.
const LEAST_LYING: f64 = 0.1;
/// A pause longer than this between two repetitions begins another set, in s.
const SET_PAUSE_SECS: f64 = 30.0;

/// What the athlete may see while it happens: a state, never a change.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveView {
    /// The athlete, smoothed, as far as seen.
    pub pose: Option<TrackedPose>,
    /// Where in a repetition they are.
    pub phase: Phase,
    /// Whole repetitions so far.
    pub n_reps: usize,
    /// How long the present hold has lasted, in s.
    pub hold_secs: f64,
    /// The last whole repetition.
    pub last_rep: Option<Rep>,
}

/// Judges one recording while its samples arrive.
#[derive(Debug)]
pub struct Session {
    exercise: &'static Exercise,
    tracker: Tracker,
    finder: Finder,
    lying: ViewTally,
    followed: ViewTally,
    reps: Vec<Rep>,
    partial_reps: Vec<PartialRep>,
    counts: Counts,
    top_since: Option<Timestamp>,
}

#[derive(Debug, Default)]
struct Counts {
    frames: u64,
    followed: u64,
    lying: u64,
    brightness: f64,
}

impl Session {
    /// A session of one exercise.
    pub fn new(exercise: &'static Exercise, stream: Stream) -> Self {
        Self::with_limits(exercise, stream, ViewLimits::MEASURED)
    }

    /// A session that judges other views than the program does.
    pub fn with_limits(exercise: &'static Exercise, stream: Stream, limits: ViewLimits) -> Self {
        Self {
            exercise,
            tracker: Tracker::new(stream),
            finder: Finder::new(exercise),
            lying: ViewTally::new(limits),
            followed: ViewTally::new(limits),
            reps: Vec::new(),
            partial_reps: Vec::new(),
            counts: Counts::default(),
            top_since: None,
        }
    }

    /// Takes the next sample; samples come in order of time.
    pub fn push(&mut self, sample: &PoseSample) -> LiveView {
        let tracked = self.tracker.push(sample);
        let raw = tracked.as_ref().map(|tracked| &tracked.raw);
        self.tally(sample, raw);
        if sample.cut {
            let movement = self.finder.interrupt();
            self.settle(movement);
        }
        let movement = self.finder.push(sample.at, raw);
        self.settle(movement);
        let phase = self.finder.phase();
        if phase == Phase::Top {
            self.top_since.get_or_insert(sample.at);
        } else {
            self.top_since = None;
        }
        LiveView {
            pose: tracked.map(|tracked| tracked.smooth),
            phase,
            n_reps: self.reps.len(),
            hold_secs: self.top_since.map_or(0.0, |since| sample.at.secs_since(since)),
            last_rep: self.reps.last().cloned(),
        }
    }

    /// The stream has ended: what is to be said of it.
    pub fn finish(mut self) -> Judgement {
        let movement = self.finder.interrupt();
        self.settle(movement);
        let reason = self.refusal();
        if reason.is_some_and(|reason| reason != RefusalReason::NoRepetitions) {
            self.reps.clear();
            self.partial_reps.clear();
        }
        let sets = sets(self.exercise, &mut self.reps);
        let view = if self.counts.lying == 0 { &self.followed } else { &self.lying };
        Judgement {
            exercise: self.exercise.id.into(),
            score: mean_score(&self.reps),
            sets,
            reps: self.reps,
            findings: Vec::new(),
            not_judged: Vec::new(),
            partial_reps: self.partial_reps,
            coverage: round(share(self.counts.followed, self.counts.frames)),
            view: view.report(),
            notes: vec![format!("{}.", self.exercise.never_judged)],
            refusal: reason.map(|reason| reason.refusal(self.exercise.name)),
        }
    }

    fn tally(&mut self, sample: &PoseSample, pose: Option<&TrackedPose>) {
        self.counts.frames += 1;
        self.counts.brightness += f64::from(sample.brightness);
        let Some(pose) = pose else { return };
        self.counts.followed += 1;
        self.followed.push(pose);
        if (self.exercise.posture)(pose) == Some(true) {
            self.counts.lying += 1;
            self.lying.push(pose);
        }
    }

    fn settle(&mut self, movement: Option<finder::Movement>) {
        let Some(movement) = movement else { return };
        match judge(self.exercise, &movement, self.lying.grade(), self.lying.limits()) {
            Verdict::Rep(rep) => self.reps.push(*rep),
            Verdict::Partial(partial) => self.partial_reps.push(partial),
            Verdict::Nothing => {}
        }
    }

    fn refusal(&self) -> Option<RefusalReason> {
        let Counts { frames, followed, lying, brightness } = self.counts;
        let brightness = (0 < frames).then(|| (brightness / frames as f64) as f32);
        let is_lying = LEAST_LYING <= share(lying, followed);
        let view = if is_lying { &self.lying } else { &self.followed };
        if share(followed, frames) < LEAST_COVERAGE && self.reps.is_empty() {
            let dark = ViewTally::is_dark(brightness);
            return Some(if dark { RefusalReason::TooDark } else { RefusalReason::NoPerson });
        }
        if view.is_too_small() {
            Some(RefusalReason::TooSmall)
        } else if view.grade() == ViewGrade::Refused {
            Some(RefusalReason::NotSideOn)
        } else if !is_lying {
            Some(RefusalReason::NotLyingDown)
        } else {
            self.reps.is_empty().then_some(RefusalReason::NoRepetitions)
        }
    }
}

fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Splits repetitions at long pauses and tells each its set.
fn sets(exercise: &Exercise, reps: &mut [Rep]) -> Vec<Set> {
    let mut n_sets = 0;
    let mut last_end_s = f64::NEG_INFINITY;
    for rep in reps.iter_mut() {
        if SET_PAUSE_SECS < rep.start_s - last_end_s {
            n_sets += 1;
        }
        (rep.set, last_end_s) = (n_sets - 1, rep.end_s);
    }
    let set = |reps: &[Rep]| {
        Some(Set {
            exercise: exercise.id.into(),
            start_s: reps.first()?.start_s,
            end_s: reps.last()?.end_s,
            n_reps: reps.len(),
            score: mean_score(reps),
        })
    };
    reps.chunk_by(|a, b| a.set == b.set).filter_map(set).collect()
}

/// Mean over the repetitions that have a score.
fn mean_score(reps: &[Rep]) -> Option<f64> {
    let scores: Vec<f64> = reps.iter().filter_map(|rep| rep.score).collect();
    (!scores.is_empty()).then(|| round(scores.iter().sum::<f64>() / scores.len() as f64))
}
