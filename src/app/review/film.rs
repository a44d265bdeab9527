//! All that can be looked back at: what was seen in every frame, what was said of it, and where to go.

use super::frame_state::FrameState;
use crate::core::exercise::Exercise;
use crate::core::exercises;
use crate::core::judge::{AUTO, Judge, LiveView, Search};
use crate::core::pose::{PoseSample, Stream};
use crate::core::report::{Judgement, Rep, Report};
use crate::core::time::Timestamp;

use super::aligned::{Aligned, aligned};
use super::plots::Plots;
use super::timeline::{Span, What, spans};

/// Backwards or onwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To what came before.
    Back,
    /// To what comes next.
    On,
}

/// A frame's own time and that of its sample may differ by rounding (a millisecond in mp4), and not by more, in s:
/// half of a frame at 120 a second.
const SAME_FRAME_SECS: f64 = 0.004;

/// A recording with all that was made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Film {
    /// Size of its picture; `None` where only a report is left.
    pub stream: Option<Stream>,
    /// What was said of it.
    pub report: Report,
    /// What it is about.
    pub exercise: &'static Exercise,
    /// Readings over time.
    pub plots: Plots,
    /// What happened when.
    pub spans: Vec<Span>,
    /// Its repetitions laid over one another.
    pub aligned: Vec<Aligned>,
    states: Vec<FrameState>,
    faults: Vec<f64>,
    reps: Vec<f64>,
}

/// Samples folded once.
#[derive(Debug)]
pub struct Folded {
    stream: Stream,
    states: Vec<FrameState>,
    plots: Plots,
    /// What the rules of today say.
    pub judgement: Judgement,
}

/// Runs the session over samples.
pub fn fold(search: Search, stream: Stream, samples: &[PoseSample]) -> Folded {
    let mut states = Vec::with_capacity(samples.len());
    let mut rhythm = super::plots::Beats::default();
    let judgement = Judge::new(search, stream).judge_with(samples, |sample, judge| {
        let mut view = LiveView { pose: judge.pose().copied(), last_rep: None, last_not_counted: None, ..judge.view() };
        rhythm.push(sample.at, view.rhythm.take());
        states.push(FrameState { at: sample.at, view });
    });
    let exercise = exercise_of(&judgement);
    // Looking back, the end is known.
    for state in &mut states {
        state.view.is_certain = state.view.exercise == exercise;
    }
    let plots = Plots::of(&states, exercise, rhythm);
    Folded { stream, states, plots, judgement }
}

impl Folded {
    /// Returns a film with the report that was made of it.
    pub fn with(self, report: Report) -> Film {
        Film::new(Some(self.stream), self.states, self.plots, report)
    }
}

impl Film {
    /// Returns a report alone.
    pub fn of_report(report: Report) -> Self {
        Self::new(None, Vec::new(), Plots::default(), report)
    }

    fn new(stream: Option<Stream>, states: Vec<FrameState>, plots: Plots, report: Report) -> Self {
        let exercise = exercise_of(&report.judgement);
        let spans = spans(&states, &report.judgement);
        let aligned = aligned(&states, &plots, &report.judgement);
        let starts = |is_it: fn(&What) -> bool| {
            let mut starts: Vec<f64> =
                spans.iter().filter(|span| is_it(&span.what)).map(|span| span.from_secs).collect();
            starts.sort_by(f64::total_cmp);
            starts.dedup();
            starts
        };
        let faults = starts(|what| matches!(what, What::Fault { .. }));
        let reps = report.judgement.reps.iter().map(|rep| rep.start_s).collect();
        Self { stream, report, exercise, plots, spans, aligned, states, faults, reps }
    }

    /// Returns the first and the last instant, in s.
    pub fn span(&self) -> (f64, f64) {
        match (self.states.first(), self.states.last()) {
            (Some(first), Some(last)) => (first.at.secs(), last.at.secs()),
            _ => (0.0, self.spans.iter().map(|span| span.to_secs).fold(0.0, f64::max)),
        }
    }

    /// Returns true if there is more than a report.
    pub fn has_poses(&self) -> bool {
        !self.states.is_empty()
    }

    /// Returns how many frames were followed or looked at.
    pub fn n_frames(&self) -> usize {
        self.states.len()
    }

    /// Returns what was seen in the frame of that time, if it was looked at.
    pub fn state_of(&self, frame: Timestamp) -> Option<&FrameState> {
        let after = self.states.partition_point(|state| state.at < frame);
        let near = [after.checked_sub(1), Some(after)].into_iter().flatten().filter_map(|k| self.states.get(k));
        let distance = |state: &&FrameState| state.at.secs_since(frame).abs();
        near.min_by(|a, b| distance(a).total_cmp(&distance(b))).filter(|state| distance(state) <= SAME_FRAME_SECS)
    }

    /// Returns the frame that is shown at an instant: the last that had come by then, else the first.
    pub fn shown_at(&self, at: Timestamp) -> Option<&FrameState> {
        self.states.get(self.index_at(at))
    }

    fn index_at(&self, at: Timestamp) -> usize {
        self.states.partition_point(|state| state.at <= at).saturating_sub(1)
    }

    /// Returns the frame before the one that is shown at an instant, or after it.
    pub fn neighbour(&self, at: Timestamp, way: Way) -> Option<Timestamp> {
        let k = self.index_at(at);
        let k = match way {
            Way::Back => k.checked_sub(1)?,
            Way::On => k + 1,
        };
        self.states.get(k).map(|state| state.at)
    }

    /// Returns begin and end of a repetition, in s.
    pub fn rep_span(&self, k: usize) -> Option<(f64, f64)> {
        self.rep(k).map(|rep| (rep.start_s, rep.end_s))
    }

    /// Returns a repetition.
    pub fn rep(&self, k: usize) -> Option<&Rep> {
        self.report.judgement.reps.get(k)
    }

    /// Returns the last repetition that had begun at an instant.
    pub fn rep_at(&self, at: Timestamp) -> Option<usize> {
        // Jumps go to instants that were rounded.
        let now = at.secs() + SAME_FRAME_SECS;
        self.reps.iter().rposition(|start| *start <= now)
    }

    /// Returns when repetitions begin, in s.
    pub fn rep_starts(&self) -> &[f64] {
        &self.reps
    }

    /// Returns when faults begin to show, in s.
    pub fn fault_starts(&self) -> &[f64] {
        &self.faults
    }

    /// Returns the repetitions with the highest and with the lowest score, where these differ.
    pub fn best_and_worst(&self) -> Option<(usize, usize)> {
        let scored = || self.report.judgement.reps.iter().enumerate().filter_map(|(k, rep)| Some((k, rep.score?)));
        let best = scored().reduce(|best, next| if best.1 < next.1 { next } else { best })?;
        let worst = scored().reduce(|worst, next| if next.1 < worst.1 { next } else { worst })?;
        (worst.1 < best.1).then_some((best.0, worst.0))
    }
}

/// Returns what a judgement looked for.
pub fn search_of(judgement: &Judgement) -> Search {
    let named = exercises::by_name(&judgement.exercise).filter(|_| judgement.exercise != AUTO);
    named.map_or(Search::Auto, |exercise| Search::One(judgement.as_asked(exercise)))
}

/// The exercise that a judgement is about: where all were looked for, the one that was done most.
fn exercise_of(judgement: &Judgement) -> &'static Exercise {
    let n_reps = |exercise: &&'static Exercise| judgement.reps.iter().filter(|rep| rep.exercise == exercise.id).count();
    let most = || exercises::all().into_iter().rev().max_by_key(n_reps).unwrap_or(&exercises::HIP_BRIDGE);
    exercises::by_name(&judgement.exercise).unwrap_or_else(most)
}

#[cfg(test)]
pub(super) mod tests;
