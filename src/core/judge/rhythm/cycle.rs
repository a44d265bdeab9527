//! Reading a whole swing: its times, its ranges, its period.

use super::signal::MEAN_SECS;
use super::{Entry, Point, Signal, smoothness::sparc};
use crate::core::exercise::{Cycle, Reading};
use crate::core::judge::times::{self, RepTimes, rep_times_of_means};
use crate::core::time::Timestamp;

/// Clear motion is beyond this share of the way, either way.
const CLEAR_SHARE: f32 = 0.15;
/// The signal is looked at this long before and after a swing, to see it stand still.
const MARGIN_SECS: f64 = 0.5;
/// What a period between two crossings is off by, as a half-width that holds 9 of 10, in s.
pub(super) const PERIOD_ERROR_SECS: f32 = 0.15;
/// Below this amplitude ÷ jitter smoothness tells the noise and not the motion.
const SMOOTHNESS_OVER_JITTER: f32 = 25.0;

/// A swing of which both ends were seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whole {
    pub(super) from: Point,
    pub(super) peak: Point,
    pub(super) low: Point,
    pub(super) rises_again: bool,
    /// The smallest swing at present.
    pub(super) least: f32,
}

/// What is read of it.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) cycle: Cycle,
    pub(super) times: RepTimes,
    /// When the rise was half-way up, in s.
    pub(super) crossing: f64,
    pub(super) rate_hz: f32,
    pub(super) smoothness: Option<f32>,
}

impl Whole {
    pub(super) fn read(&self, signal: &Signal) -> Option<Read> {
        let Self { from, peak, low, .. } = *self;
        let times = self.times(signal)?;
        let (rise, fall) = (peak.value - from.value, peak.value - low.value);
        let is_low = |level: f32| move |entry: &&Entry| entry.value <= level;
        let first = signal.between(from.at, peak.at).rev().find(is_low(from.value + CLEAR_SHARE * rise))?.at;
        let last = signal.between(peak.at, low.at).find(is_low(low.value + CLEAR_SHARE * fall))?.at;
        let crossing = crossing(signal, from.at, peak.at, from.value + rise / 2.0)?;
        let secs = |from: Timestamp, to: Timestamp| to.secs_since(from) as f32;
        let n_pictures = signal.between(first, last).count() as f32;
        let jitter = signal.jitter();
        let cycle = Cycle {
            rise,
            fall,
            secs: secs(first, last),
            up_secs: secs(times.start, times.peak_start),
            down_secs: secs(times.peak_end, times.end),
            period: self.period(signal),
            jitter,
            mean_jitter: jitter / (signal.n_in_mean() as f32).sqrt(),
            of_baseline: None,
            ranges: signal.ranges(first, last),
        };
        let is_clear = SMOOTHNESS_OVER_JITTER * jitter < cycle.amplitude();
        let moving = signal.between(times.start, times.end);
        let places: Vec<_> = moving.map(|entry| (entry.at.secs(), f64::from(entry.value))).collect();
        let smoothness = sparc(&places).filter(|_| is_clear);
        let rate_hz = n_pictures / cycle.secs.max(f32::EPSILON);
        Some(Read { cycle, times, crossing, rate_hz, smoothness })
    }

    fn times(&self, signal: &Signal) -> Option<RepTimes> {
        let moved = |at: Timestamp, by: f64| Timestamp::from_secs(at.secs() + by);
        let around = signal.between(moved(self.from.at, -MARGIN_SECS), moved(self.low.at, MARGIN_SECS));
        let points: Vec<times::Point> = around.map(|entry| times::Point { at: entry.at, value: entry.value }).collect();
        let peak_idx = points.iter().position(|point| self.peak.at <= point.at)?;
        rep_times_of_means(&points, peak_idx, MEAN_SECS)
    }

    /// From this rise to the next, both at the height at which the next was seen to be one.
    fn period(&self, signal: &Signal) -> Option<Reading> {
        let next = signal.last().filter(|_| self.rises_again)?;
        let this = crossing(signal, self.from.at, self.peak.at, self.from.value + self.least)?;
        let next = crossing(signal, self.low.at, next.at, self.low.value + self.least)?;
        Some(Reading { value: (next - this) as f32, error: PERIOD_ERROR_SECS })
    }
}

/// When the signal first reaches a level, in s.
fn crossing(signal: &Signal, from: Timestamp, to: Timestamp, level: f32) -> Option<f64> {
    let pairs = signal.between(from, to).zip(signal.between(from, to).skip(1));
    let (before, after) = pairs.into_iter().find(|(_, after)| level <= after.value)?;
    let share = ((level - before.value) / (after.value - before.value)).clamp(0.0, 1.0);
    Some(before.at.secs() + f64::from(share) * after.at.secs_since(before.at))
}
