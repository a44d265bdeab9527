//! The rhythm of a set, from the beats that follow one another.

use crate::core::exercise::{Reading, Tempo, median};

use super::cycle::PERIOD_ERROR_SECS;

/// Fewer periods than this make no rhythm.
const LEAST_PERIODS: usize = 4;
/// 9 of 10 of a normal distribution lie within so many standard deviations.
const NINE_OF_TEN: f32 = 1.645;

/// A repetition as the rhythm sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::core::judge) struct Beat {
    /// Start and end, in s.
    pub(super) span: (f64, f64),
    /// When the rise was half-way up, in s.
    pub(super) crossing: f64,
    pub(super) amplitude: f32,
    /// Amplitude ÷ jitter.
    pub(super) over_jitter: f32,
    /// Which set-up it belongs to.
    pub(super) set_up: usize,
    pub(super) smoothness: Option<f32>,
}

/// The tempo of beats in order of time; between two of which something else happened at `breaks`, in s, there is none.
pub(super) fn tempo(beats: &[Beat], breaks: &[f64]) -> Tempo {
    let periods = periods(beats, breaks);
    let values: Vec<f32> = periods.iter().map(|(_, period)| *period).collect();
    let is_rhythm = LEAST_PERIODS <= values.len();
    Tempo {
        period: median(values.clone()).map(|value| Reading { value, error: PERIOD_ERROR_SECS }),
        unevenness: unevenness(&values).filter(|_| is_rhythm),
        slope: slope(&periods).filter(|_| is_rhythm),
        smoothness: smoothness(beats),
    }
}

/// Periods with the number of the beat that they begin with.
fn periods(beats: &[Beat], breaks: &[f64]) -> Vec<(f32, f32)> {
    let pairs = || beats.iter().zip(beats.iter().skip(1));
    let rest = |(a, b): (&Beat, &Beat)| (b.span.0 - a.span.1) as f32;
    let length = median(beats.iter().map(|beat| (beat.span.1 - beat.span.0) as f32).collect());
    // A repetition that was missed leaves a rest that is longer by the repetition and another rest.
    let longest_rest = length.zip(median(pairs().map(rest).collect())).map_or(0.0, |(length, rest)| length + rest);
    let follows = |(a, b): (&Beat, &Beat)| {
        rest((a, b)) < longest_rest && !breaks.iter().any(|at| a.crossing < *at && *at < b.crossing)
    };
    let period = |(k, (a, b)): (usize, (&Beat, &Beat))| (k as f32, (b.crossing - a.crossing) as f32);
    pairs().enumerate().filter(|(_, pair)| follows(*pair)).map(period).collect()
}

fn unevenness(periods: &[f32]) -> Option<Reading> {
    let n = periods.len() as f32;
    let mean = periods.iter().sum::<f32>() / n;
    let spread = (periods.iter().map(|period| (period - mean).powi(2)).sum::<f32>() / n).sqrt();
    // The spread of a spread, and what crossings are off by.
    let error =
        (NINE_OF_TEN * spread / mean / (2.0 * n).sqrt()).hypot(PERIOD_ERROR_SECS / NINE_OF_TEN / mean / n.sqrt());
    (0.0 < mean).then_some(Reading { value: spread / mean, error })
}

/// Least squares of the period against the number of the repetition.
fn slope(periods: &[(f32, f32)]) -> Option<Reading> {
    let n = periods.len() as f32;
    let mean = |of: fn(&(f32, f32)) -> f32| periods.iter().map(of).sum::<f32>() / n;
    let (x, y) = (mean(|it| it.0), mean(|it| it.1));
    let xx: f32 = periods.iter().map(|it| (it.0 - x).powi(2)).sum();
    let xy: f32 = periods.iter().map(|it| (it.0 - x) * (it.1 - y)).sum();
    let value = xy / xx;
    let left: f32 = periods.iter().map(|it| (it.1 - y - value * (it.0 - x)).powi(2)).sum();
    let error = NINE_OF_TEN * (left / (n - 2.0) / xx).sqrt();
    (2.0 < n && 0.0 < xx).then_some(Reading { value, error })
}

fn smoothness(beats: &[Beat]) -> Option<Reading> {
    let values: Vec<f32> = beats.iter().filter_map(|beat| beat.smoothness).collect();
    let value = median(values.clone())?;
    let spread = median(values.iter().map(|it| (it - value).abs()).collect())?;
    // 9 of 10 over the median deviation, and of a mean of so many.
    Some(Reading { value, error: 2.4 * spread / (values.len() as f32).sqrt() })
}
