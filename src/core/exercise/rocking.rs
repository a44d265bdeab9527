//! Rocking gently while holding: a rhythm in the place of the knee.

use super::trace::{Reading, RepTrace, median};
use crate::core::geometry::Point;
use crate::core::skeleton::Part;
use crate::core::track::TrackedPose;

/// A rocking that was distinguished from noise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rocking {
    /// Median time from one side to the same side again, in s.
    pub period_secs: Reading,
    /// Half of the way of the knee over the trunk, ÷ trunk.
    pub amplitude: Reading,
    /// Standard deviation of the periods ÷ their mean.
    pub unevenness: Reading,
}

/// Slower than this it is drift, in s.
const LONGEST_PERIOD_SECS: f64 = 8.0;
/// Faster than this it is tremor, in s.
const SHORTEST_PERIOD_SECS: f64 = 0.8;
/// As many turns in the same direction are needed to tell a rhythm: two periods.
const LEAST_TURNS: usize = 3;
/// The amplitude is at least so many times the jitter from frame to frame, or noise could turn by itself.
const LEAST_OVER_JITTER: f32 = 4.0;
/// …and at least this much of the trunk: what a still hold wanders by on `sample_videos`.
const LEAST_AMPLITUDE: f32 = 0.02;
/// A turn counts when the way back is this share of the whole.
const TURN_SHARE: f32 = 0.5;

impl RepTrace<'_> {
    /// Period, amplitude and evenness of a rocking during the hold, by name, where there is one.
    pub(super) fn rocking_readings(&self) -> Vec<(&'static str, Reading)> {
        let Some(rocking) = self.rocking() else { return Vec::new() };
        vec![
            ("rocking_period_s", rocking.period_secs),
            ("rocking_amplitude_trunk", rocking.amplitude),
            ("rocking_unevenness", rocking.unevenness),
        ]
    }

    /// Returns the rocking during the hold; `None` where there is none that stands out from noise.
    pub fn rocking(&self) -> Option<Rocking> {
        let way = Way::of(self)?;
        let turns = way.turns();
        let periods: Vec<f64> = turns.iter().zip(turns.iter().skip(1)).map(|(a, b)| b - a).collect();
        let period = f64::from(median(periods.iter().map(|secs| *secs as f32).collect())?);
        let is_rhythm = LEAST_TURNS <= turns.len() && SHORTEST_PERIOD_SECS <= period && period <= LONGEST_PERIOD_SECS;
        let mean = periods.iter().sum::<f64>() / periods.len() as f64;
        let spread = (periods.iter().map(|secs| (secs - mean).powi(2)).sum::<f64>() / periods.len() as f64).sqrt();
        is_rhythm.then_some(Rocking {
            period_secs: Reading {
                value: period as f32,
                error: (way.frame_secs / (periods.len() as f64).sqrt()) as f32,
            },
            amplitude: Reading { value: way.amplitude, error: way.jitter },
            unevenness: Reading { value: (spread / mean) as f32, error: (way.frame_secs / mean) as f32 },
        })
    }
}

/// The knee's way over the trunk along its main direction, ÷ trunk.
struct Way {
    secs: Vec<f64>,
    value: Vec<f32>,
    amplitude: f32,
    jitter: f32,
    frame_secs: f64,
}

impl Way {
    fn of(rep: &RepTrace<'_>) -> Option<Self> {
        let trunk_px = median(rep.rest.iter().filter_map(TrackedPose::trunk_px).collect())?;
        let offset = |pose: &TrackedPose| {
            let knee = pose.leg(rep.leg, Part::Knee)?;
            Some((pose.at.secs(), (knee - pose.near(Part::Shoulder)?) * (1.0 / trunk_px)))
        };
        let offsets: Vec<(f64, Point)> = rep.hold.iter().filter_map(offset).collect();
        let (first, last) = (offsets.first()?.0, offsets.last()?.0);
        let main = main_direction(&offsets)?;
        let secs: Vec<f64> = offsets.iter().map(|(at, _)| *at).collect();
        let value: Vec<f32> = offsets.iter().map(|(_, offset)| main.dot(*offset)).collect();
        let mut sorted = value.clone();
        sorted.sort_by(f32::total_cmp);
        let at = |share: f32| sorted.get(((sorted.len() - 1) as f32 * share) as usize).copied();
        let amplitude = (at(0.95)? - at(0.05)?) / 2.0;
        let jitter = median(value.iter().zip(value.iter().skip(1)).map(|(a, b)| (b - a).abs()).collect())?;
        let moves = LEAST_AMPLITUDE <= amplitude && LEAST_OVER_JITTER * jitter <= amplitude;
        let frame_secs = (last - first) / (offsets.len().max(2) - 1) as f64;
        moves.then_some(Self { secs, value, amplitude, jitter, frame_secs })
    }

    /// When the way crosses its middle upwards, having been well below it before.
    fn turns(&self) -> Vec<f64> {
        let middle = median(self.value.clone()).unwrap_or_default();
        let (mut was_low, mut turns) = (false, Vec::new());
        let points = || self.secs.iter().zip(&self.value);
        for ((from, before), (to, after)) in points().zip(points().skip(1)) {
            was_low |= *before < middle - TURN_SHARE * self.amplitude;
            if was_low && *before < middle && middle <= *after {
                turns.push(from + f64::from((middle - before) / (after - before)) * (to - from));
                was_low = false;
            }
        }
        turns
    }
}

/// The direction in which points are spread most: the first principal axis.
fn main_direction(offsets: &[(f64, Point)]) -> Option<Point> {
    let n = offsets.len() as f32;
    let sum = offsets.iter().fold(Point::default(), |sum, (_, offset)| sum + *offset);
    let mean = sum * (1.0 / n);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (_, offset) in offsets {
        let off = *offset - mean;
        (xx, xy, yy) = (xx + off.x * off.x, xy + off.x * off.y, yy + off.y * off.y);
    }
    let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
    (0.0 < n).then(|| Point::new(angle.cos(), angle.sin()))
}
