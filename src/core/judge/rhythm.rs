//! Following a rhythm by texture: from patch shifts to repetitions, with the reason for each that is not counted.

mod cycle;
mod live;
mod outcome;
mod signal;
mod smoothness;
mod swings;
mod tempo;

use cycle::Whole;
pub use live::{RhythmView, STRIP_SECS};
pub(super) use outcome::RhythmOutcome;
use signal::{Entry, Signal};
use swings::{Point, Swing, Swings, has_come_back};
pub(super) use tempo::Beat;

use super::finder::GAP_SECS;
use super::phase::Phase;
use super::repetition::{Seen, Verdict, beginning_not_seen, end_not_seen, rep};
use super::view::Sight;
use crate::core::exercise::{
    Cycle, Exercise, GateKind, LEAST_CONFIDENCE, Leg, Reading, Reason, RepTrace, Rhythm, Spans, median,
};
use crate::core::pose::{PatchSetup, PoseSample, SetupRefusal};
use crate::core::report::{Statement, round};
use crate::core::time::Timestamp;

/// A swing is at least so many standard deviations of the mean that it is found in, or noise would turn it: at 1.5 one of
/// eight tilts is lost where the amplitude is three times the jitter (`tests/rules/pelvic_tilt.rs`).
const OVER_MEAN_NOISE: f32 = 2.0;
/// A swing is at least this share of the usual one.
const LEAST_OF_USUAL: f32 = 0.35;
/// The usual swing is the median of so many, and known from so many on.
const USUAL: usize = 5;
const LEAST_USUAL: usize = 2;
/// The baseline is the median of so many first repetitions of a set-up, and known from so many on.
const BASELINE: usize = 5;
const LEAST_BASELINE: usize = 3;
/// What a range is off by besides noise, as a share: a proposal; ranges of the sample tilts spread by up to .07.
const RANGE_ERROR_SHARE: f32 = 0.1;
/// A repetition follows the one before if it begins this soon after its end, in s, or within that one's own length.
const FOLLOWS_SECS: f64 = 3.0;

/// A cycle that was not counted.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Rejected {
    span: (f64, f64),
    amplitude: f32,
    why: Reason,
    kind: GateKind,
}

/// As much of a cycle as was seen.
#[derive(Debug, Clone, PartialEq)]
struct Cut {
    span: (f64, f64),
    amplitude: f32,
    why: Statement,
}

/// What became of laying patches.
#[derive(Debug, Clone, Copy, Default)]
struct SetUps {
    n_laid: usize,
    refused: Option<(f64, SetupRefusal)>,
}

/// Follows the rhythm of one exercise.
///
/// A repetition counts for the time being when it has come back by 70 %: 0.2 s before its end where the way back takes
/// 0.9 s. It counts for good when the next one rises, or after 2.5 s of rest (`tests/rules/pelvic_tilt.rs` holds both).
#[derive(Debug)]
pub(super) struct RhythmFollower {
    exercise: &'static Exercise,
    rhythm: Rhythm,
    signal: Option<Signal>,
    swings: Swings,
    set_ups: SetUps,
    beats: Vec<Beat>,
    rejected: Vec<Rejected>,
    cut: Vec<Cut>,
    /// When what follows could not be distinguished from what came before.
    breaks: Vec<f64>,
}

impl RhythmFollower {
    pub(super) fn new(exercise: &'static Exercise, rhythm: Rhythm) -> Self {
        Self {
            exercise,
            rhythm,
            signal: None,
            swings: Swings::default(),
            set_ups: SetUps::default(),
            beats: Vec::new(),
            rejected: Vec::new(),
            cut: Vec::new(),
            breaks: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, sample: &PoseSample, sight: Sight) -> Verdict {
        let before = self.set_up(sample, sight);
        let least = self.least_swing();
        let Some(entry) = self.signal.as_mut().and_then(|signal| signal.push(sample)) else { return before };
        let now = Point { at: entry.at, value: entry.value };
        match self.swings.push(now, least) {
            Some(swing) => self.judge(swing, sight),
            None => before,
        }
    }

    /// The stream ends, or what follows has nothing to do with what came before.
    pub(super) fn interrupt(&mut self, sight: Sight) -> Verdict {
        let last = self.signal.as_ref().and_then(Signal::last).map(|entry| entry.taken_at.secs());
        self.breaks.extend(last);
        let swing = self.swings.interrupt();
        swing.map_or(Verdict::Nothing, |swing| self.judge(swing, sight))
    }

    /// What was counted in this span turned out to be a part of another movement.
    pub(super) fn forget(&mut self, is_taken: impl Fn((f64, f64)) -> bool) {
        self.beats.retain(|beat| !is_taken(beat.span));
    }

    pub(super) fn phase(&self) -> Phase {
        match (&self.signal, self.swings.under_way()) {
            (None, _) => Phase::Away,
            (_, None) => Phase::Rest,
            (_, Some((_, _, false))) => Phase::Rising,
            (_, Some((_, _, true))) => Phase::Lowering,
        }
    }

    /// How far the swing under way has come, below 1: any larger movement has come farther.
    pub(super) fn progress(&self) -> f32 {
        let Some((from, ..)) = self.swings.under_way() else { return 0.0 };
        let now = self.signal.as_ref().and_then(Signal::last).map_or(from.value, |entry| entry.value);
        let swing = (now - from.value).max(0.0);
        swing / (swing + self.rhythm.least_swing)
    }

    /// Whether the swing under way counts for the time being.
    pub(super) fn is_provisional(&self) -> bool {
        let Some((from, peak, true)) = self.swings.under_way() else { return false };
        let now = self.signal.as_ref().and_then(Signal::last).map(|entry| Point { at: entry.at, value: entry.value });
        now.is_some_and(|now| has_come_back(from, peak, now))
    }

    fn set_up(&mut self, sample: &PoseSample, sight: Sight) -> Verdict {
        let is_seen = sample.patches.iter().any(|patch| patch.patch == self.rhythm.patch);
        let last = self.signal.as_ref().and_then(Signal::last);
        let is_gap = last.is_some_and(|last| is_seen && GAP_SECS < sample.at.secs_since(last.taken_at));
        if sample.patch_setup.is_none() && !is_gap {
            return Verdict::Nothing;
        }
        let verdict = self.interrupt(sight);
        match sample.patch_setup {
            Some(PatchSetup::Laid(frame)) => {
                self.set_ups.n_laid += 1;
                self.signal = Some(Signal::new(self.rhythm.patch, frame));
            }
            Some(PatchSetup::Refused(why)) => {
                self.set_ups.refused = Some((round(sample.at.secs()), why));
                self.signal = None;
            }
            None => {}
        }
        verdict
    }

    fn least_swing(&self) -> f32 {
        let usual: Vec<f32> = self.amplitudes().rev().take(USUAL).collect();
        let is_known = LEAST_USUAL <= usual.len();
        let of_usual = median(usual).filter(|_| is_known).map_or(0.0, |usual| LEAST_OF_USUAL * usual);
        let of_noise = self.signal.as_ref().map_or(0.0, |signal| OVER_MEAN_NOISE * signal.mean_jitter());
        self.rhythm.least_swing.max(of_usual).max(of_noise)
    }

    /// Amplitudes of the repetitions of this set-up.
    fn amplitudes(&self) -> impl DoubleEndedIterator<Item = f32> {
        self.beats.iter().filter(|beat| beat.set_up == self.set_ups.n_laid).map(|beat| beat.amplitude)
    }

    fn judge(&mut self, swing: Swing, sight: Sight) -> Verdict {
        let cut = |from: Timestamp, to: Timestamp, amplitude: f32, why: Statement| Cut {
            span: (round(from.secs()), round(to.secs())),
            amplitude,
            why,
        };
        let Swing { peak, low, .. } = swing;
        match (swing.from, low, self.signal.as_ref()) {
            (Some(from), Some(low), Some(signal)) => {
                let whole = Whole { from, peak, low, rises_again: swing.rises_again, least: self.least_swing() };
                return whole.read(signal).map_or(Verdict::Nothing, |read| self.weigh(read, sight));
            }
            (None, Some(low), _) => {
                self.cut.push(cut(peak.at, low.at, peak.value - low.value, beginning_not_seen()));
            }
            (Some(from), None, _) => {
                self.cut.push(cut(from.at, peak.at, peak.value - from.value, end_not_seen()));
            }
            _ => {}
        }
        Verdict::Nothing
    }

    /// Counts a cycle, or keeps the reason why not.
    fn weigh(&mut self, mut read: cycle::Read, sight: Sight) -> Verdict {
        let span = (round(read.times.start.secs()), round(read.times.end.secs()));
        let amplitude = read.cycle.amplitude();
        if let Some(gate) = self.rhythm.gates.iter().find(|gate| (gate.stops)(&read.cycle)) {
            self.rejected.push(Rejected { span, amplitude, why: gate.why, kind: gate.kind });
            return Verdict::Nothing;
        }
        read.cycle.period = read.cycle.period.or_else(|| self.since_last(&read));
        read.cycle.of_baseline = self.of_baseline(&read.cycle);
        let times = &read.times;
        let secs = |from: Timestamp, to: Timestamp| to.secs_since(from) as f32;
        let spans = Spans {
            lift_secs: secs(times.start, times.peak_start),
            hold_secs: secs(times.peak_start, times.peak_end),
            drop_secs: secs(times.peak_end, times.end),
        };
        let cycle = Some(&read.cycle);
        let trace = RepTrace {
            exercise: self.exercise,
            rest: &[],
            moving: &[],
            hold: &[],
            spans: Some(spans),
            leg: Leg::Near,
            cycle,
        };
        let confidence = self.exercise.confirms.sureness(&trace).value.unwrap_or(LEAST_CONFIDENCE);
        let seen = Seen { sight, is_sparse: read.rate_hz < sight.least_rate_hz, is_open: false };
        let mut rep = rep(self.exercise, &trace, times, seen);
        rep.confidence = round(confidence.into());
        let over_jitter = amplitude / read.cycle.jitter.max(f32::EPSILON);
        let set_up = self.set_ups.n_laid;
        let smoothness = read.smoothness;
        self.beats.push(Beat { span, crossing: read.crossing, amplitude, over_jitter, set_up, smoothness });
        Verdict::Rep(Box::new(rep))
    }

    /// The period against the repetition before, where that is near.
    fn since_last(&self, read: &cycle::Read) -> Option<Reading> {
        let last = self.beats.last()?;
        let rest = read.times.start.secs() - last.span.1;
        let is_near = rest < FOLLOWS_SECS.max(last.span.1 - last.span.0);
        let is_unbroken = !self.breaks.iter().any(|at| last.crossing < *at && *at < read.crossing);
        let value = (read.crossing - last.crossing) as f32;
        (is_near && is_unbroken).then_some(Reading { value, error: cycle::PERIOD_ERROR_SECS })
    }

    fn of_baseline(&self, cycle: &Cycle) -> Option<Reading> {
        let first: Vec<f32> = self.amplitudes().chain([cycle.amplitude()]).take(BASELINE).collect();
        let is_known = LEAST_BASELINE <= first.len();
        let baseline = median(first).filter(|_| is_known)?;
        let noise = 2.0 * cycle.mean_jitter / baseline;
        Some(Reading { value: cycle.amplitude() / baseline, error: RANGE_ERROR_SHARE.hypot(noise) })
    }
}
