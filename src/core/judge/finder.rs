//! Finding movements that rise from rest and come back, while the samples arrive.

use std::collections::VecDeque;

use super::phase::Phase;
use crate::core::exercise::{Exercise, JointSignal};
use crate::core::time::Timestamp;
use crate::core::track::{Leg, TrackedPose};

/// Poses are kept this long while at rest: enough to look back to the start of a movement.
const REST_SECS: f64 = 2.5;
/// A movement is over when its lowest point has not been undercut for this long.
const SETTLED_SECS: f64 = 0.5;
/// By how much a lowest point must be undercut to count as lower, as a share of the least range; of a rhythm, of
/// the least swing.
pub(super) const UNDERCUT_SHARE: f32 = 0.15;
/// The signal turns when it comes back by this share of the way it went; a sagging hold comes back less.
const TURN_SHARE: f32 = 0.4;
/// It never turns for less than this share of the least range.
const LEAST_TURN_SHARE: f32 = 0.7;
/// A movement that nothing follows is over when it has come back to this share of its rise; above it is cut off.
const BACK_SHARE: f32 = 0.35;
/// A leg that steps is back in its last pose when the pose before had come down to this share of the rise: nothing is held
/// there, and two poses at the floor are more than a quick step shows.
const HALF_WAY: f32 = 0.5;
/// Longer than this without the athlete (hidden, turned, gone) or without the patch, and what came before is another
/// movement.
pub(super) const GAP_SECS: f64 = 0.7;
/// No person stays up longer than this; if so it is no repetition.
const LONGEST_SECS: f64 = 180.0;

/// Whether the signal stands still is seen over this long.
const STILL_SECS: f64 = 0.15;
/// It stands when it moves less than this share of the rise in that time, and moves on when it moves more than the other.
const STANDS_SHARE: f32 = 0.1;
const MOVES_ON_SHARE: f32 = 0.3;
/// Time constant of the smoothing that movements are told from noise by. Their times come from the unsmoothed signal.
const SMOOTHING_SECS: f64 = 0.12;
/// Who comes from another posture has arrived when they lie still for so long.
const ARRIVED_SECS: f64 = 0.5;

/// A pose with the exercise's signal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Entry {
    pub(super) pose: TrackedPose,
    pub(super) value: f32,
    /// The signal without most of its noise, late by about [`SMOOTHING_SECS`].
    smooth: f32,
}

/// Up and down again, or as much of it as was seen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Movement {
    /// From rest before to rest after, as far as seen.
    pub(super) entries: Vec<Entry>,
    /// Where it is highest.
    pub(super) peak_idx: usize,
    /// Whether what followed was not seen.
    pub(super) cut_off: bool,
}

impl Movement {
    /// Returns the way from the lowest point to the highest, without most of the noise: what decides if it is
    /// large enough.
    pub(super) fn range(&self) -> Option<f32> {
        let lowest = self.entries.iter().map(|entry| entry.smooth).reduce(f32::min)?;
        Some(self.entries.get(self.peak_idx)?.smooth - lowest)
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    /// Lying down from another posture, which raises the hips over the shoulders like a repetition.
    Arriving,
    /// Nothing has turned yet.
    Unknown { low: f32, high: f32 },
    /// On the way up, or at the top.
    Up { from: f32, peak: f32 },
    /// On the way down, or at rest; `peak` until the movement is handed out.
    Down { peak: Option<f32>, low: f32, low_at: Timestamp },
}

/// Finds movements of an exercise's signal.
#[derive(Debug)]
pub(super) struct Finder {
    exercise: &'static Exercise,
    signal: JointSignal,
    leg: Leg,
    state: Option<State>,
    entries: VecDeque<Entry>,
    phase: Phase,
    /// Whether another posture was seen since the last entry.
    otherwise: bool,
}

impl Finder {
    /// A finder of the exercise's signal on one leg.
    pub(super) fn new(exercise: &'static Exercise, signal: JointSignal, leg: Leg) -> Self {
        Self { exercise, signal, leg, state: None, entries: VecDeque::new(), otherwise: false, phase: Phase::Away }
    }

    /// Takes the pose at the next instant; returns movements that this brings to an end.
    pub(super) fn push(&mut self, at: Timestamp, pose: Option<&TrackedPose>) -> Option<Movement> {
        let lost = self.entries.back().is_some_and(|last| GAP_SECS < at.secs_since(last.pose.at));
        // A person who was last seen rolled over, and then not at all, was on the way to another posture.
        self.otherwise |= lost && self.is_rolled();
        let interrupted = if lost { self.interrupt() } else { None };
        self.otherwise |= pose.and_then(|pose| self.is_in_posture(pose)) == Some(false);
        let Some(entry) = pose.and_then(|pose| self.entry(pose)) else { return interrupted };
        if self.entries.is_empty() && self.otherwise {
            self.state = Some(State::Arriving);
        }
        self.otherwise = false;
        self.entries.push_back(entry);
        let ended = self.step(entry);
        self.phase = self.present_phase();
        interrupted.or(ended)
    }

    /// The stream ends, or what follows has nothing to do with what came before.
    pub(super) fn interrupt(&mut self) -> Option<Movement> {
        let state = self.state.take();
        self.phase = Phase::Away;
        let movement = match state {
            // Who is next seen in another posture was on the way there: nothing is left to be seen of a repetition.
            Some(State::Up { .. }) if !self.otherwise => self.movement(!self.came_back_at_last()),
            Some(State::Down { peak: Some(peak), low, .. }) => {
                let last = self.entries.back().map_or(peak, |last| last.smooth);
                let is_turned = TURN_SHARE * (peak - low) < last - low;
                let is_cut_off = is_turned || !self.is_back(peak, last) && !self.came_back_at_last();
                if is_cut_off && self.otherwise { None } else { self.movement(is_cut_off) }
            }
            _ => None,
        };
        self.entries.clear();
        movement
    }

    /// Returns true if the signal has come back near to the value that it rose from, as far as that was seen.
    fn is_back(&self, peak: f32, last: f32) -> bool {
        let before = self.entries.iter().map(|entry| entry.smooth).take_while(|value| *value < peak);
        before.reduce(f32::min).is_none_or(|from| last - from <= BACK_SHARE * (peak - from))
    }

    /// Returns true if the signal, not smoothed, was back in the last two poses, or of a step in the last after one that was
    /// half-way: its far leg is hidden by the near one as soon as it stands, before smoothing shows it.
    fn came_back_at_last(&self) -> bool {
        let values: Vec<f32> = self.entries.iter().map(|entry| entry.value).collect();
        let top = values.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
        let Some((peak_idx, peak)) = top else { return false };
        let from = values.iter().take(peak_idx).copied().reduce(f32::min);
        let after = values.get(peak_idx + 1..).unwrap_or_default();
        let Some((from, [before, last])) = from.zip(after.last_chunk::<2>()) else { return false };
        let is_within = |value: f32, share: f32| value - from <= share * (peak - from);
        let first_share = if self.exercise.is_cyclic() { HALF_WAY } else { BACK_SHARE };
        is_within(*before, first_share) && is_within(*last, BACK_SHARE)
    }

    /// Where in a repetition the athlete is, as far as one can tell without knowing what comes.
    pub(super) fn phase(&self) -> Phase {
        self.phase
    }

    /// How far the movement under way has come, in the least range of a repetition; 0 at rest.
    pub(super) fn progress(&self) -> f32 {
        let Some(last) = self.entries.back() else { return 0.0 };
        let from = match self.state {
            Some(State::Up { from, .. }) => from,
            Some(State::Down { peak: Some(_), low, .. }) => low,
            _ => last.smooth,
        };
        (last.smooth - from).max(0.0) / self.signal.least_range
    }

    /// The top begins where the rise stands still, and lasts until it clearly moves on: a tremor does not end it.
    fn present_phase(&self) -> Phase {
        let (Some(state), Some(last)) = (self.state, self.entries.back()) else { return Phase::Away };
        let before = self.entries.iter().rev().find(|entry| STILL_SECS <= last.pose.at.secs_since(entry.pose.at));
        let moved = before.map_or(0.0, |before| (last.smooth - before.smooth).abs());
        let still_share = if self.phase == Phase::Top { MOVES_ON_SHARE } else { STANDS_SHARE };
        match state {
            State::Arriving => Phase::Away,
            State::Unknown { .. } | State::Down { peak: None, .. } => Phase::Rest,
            State::Up { from, peak } if moved < still_share * (peak - from) => Phase::Top,
            State::Up { .. } => Phase::Rising,
            State::Down { .. } => Phase::Lowering,
        }
    }

    /// Between repetitions the body lies as for the exercise; during one the trunk may roll.
    fn is_in_posture(&self, pose: &TrackedPose) -> Option<bool> {
        match self.state {
            Some(State::Up { .. } | State::Down { peak: Some(_), .. }) => self.exercise.posture.holds_in_motion(pose),
            _ => self.exercise.posture.holds(pose),
        }
    }

    fn is_rolled(&self) -> bool {
        self.entries.back().is_some_and(|last| self.exercise.posture.holds(&last.pose) == Some(false))
    }

    fn entry(&self, pose: &TrackedPose) -> Option<Entry> {
        let lies = self.is_in_posture(pose)?;
        let value = self.signal.measure.of(pose, self.leg)?;
        let smooth = self.entries.back().map_or(value, |last| {
            let weight = 1.0 - (-pose.at.secs_since(last.pose.at) / SMOOTHING_SECS).exp();
            last.smooth + (value - last.smooth) * weight as f32
        });
        lies.then_some(Entry { pose: *pose, value, smooth })
    }

    fn step(&mut self, Entry { pose, smooth: value, .. }: Entry) -> Option<Movement> {
        let (at, least) = (pose.at, self.signal.least_range);
        let turn = |way: f32| (TURN_SHARE * way).max(LEAST_TURN_SHARE * least);
        let down = |peak: f32| State::Down { peak: Some(peak), low: value, low_at: at };
        let mut ended = None;
        let next = match self.state.unwrap_or(State::Unknown { low: value, high: value }) {
            State::Arriving if self.lies_still(at, turn(0.0)) => State::Unknown { low: value, high: value },
            State::Arriving => State::Arriving,
            State::Unknown { low, .. } if turn(0.0) < value - low => State::Up { from: low, peak: value },
            State::Unknown { high, .. } if turn(0.0) < high - value => down(high),
            State::Unknown { low, high } => State::Unknown { low: low.min(value), high: high.max(value) },
            State::Up { from, peak } if turn(peak - from) < peak - value => down(peak.max(from)),
            State::Up { from, peak } => State::Up { from, peak: peak.max(value) },
            State::Down { peak, low, low_at } => {
                let lower = value < low - UNDERCUT_SHARE * least;
                let (low, low_at) = if lower { (value, at) } else { (low, low_at) };
                let rises = turn(0.0) < value - low;
                if peak.is_some() && (rises || SETTLED_SECS <= at.secs_since(low_at)) {
                    ended = self.movement(false);
                    self.keep_rest(low_at);
                }
                if rises {
                    State::Up { from: low, peak: value }
                } else {
                    State::Down { peak: peak.filter(|_| ended.is_none()), low, low_at }
                }
            }
        };
        self.state = Some(next);
        self.prune(at, next);
        ended
    }

    /// Whether the signal stayed within `width` for long enough; looks at that long only.
    fn lies_still(&mut self, at: Timestamp, width: f32) -> bool {
        while self.entries.get(1).is_some_and(|second| ARRIVED_SECS <= at.secs_since(second.pose.at)) {
            self.entries.pop_front();
        }
        let values = || self.entries.iter().map(|entry| entry.smooth);
        let (low, high) = (values().fold(f32::MAX, f32::min), values().fold(f32::MIN, f32::max));
        let long = self.entries.front().is_some_and(|first| ARRIVED_SECS <= at.secs_since(first.pose.at));
        long && high - low <= width
    }

    /// What led here, if it is large enough. Handed out whether or not its beginning was seen.
    fn movement(&self, cut_off: bool) -> Option<Movement> {
        let entries: Vec<Entry> = self.entries.iter().copied().collect();
        let (peak_idx, _) = entries.iter().enumerate().max_by(|a, b| a.1.smooth.total_cmp(&b.1.smooth))?;
        let movement = Movement { entries, peak_idx, cut_off };
        (self.signal.least_range <= movement.range()?).then_some(movement)
    }

    /// After a movement only the rest that ended it belongs to the next. Smoothing sees the lowest point late.
    fn keep_rest(&mut self, since: Timestamp) {
        while self.entries.front().is_some_and(|entry| 2.0 * SMOOTHING_SECS < since.secs_since(entry.pose.at)) {
            self.entries.pop_front();
        }
    }

    fn prune(&mut self, at: Timestamp, state: State) {
        let at_rest = matches!(state, State::Down { peak: None, .. });
        let keep_secs = if at_rest { REST_SECS } else { LONGEST_SECS };
        while self.entries.front().is_some_and(|entry| keep_secs < at.secs_since(entry.pose.at)) {
            self.entries.pop_front();
        }
    }
}
