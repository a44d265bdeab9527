//! How smooth a motion is: the spectral arc length of its speed.

use std::f64::consts::TAU;

use super::Entry;

/// The mean over 0.3 s passes nothing beyond this, in Hz.
const HIGHEST_HZ: f64 = 3.3;
/// The spectrum ends where it stays below this share of its height (Balasubramanian 2015).
const LEAST_HEIGHT: f64 = 0.05;
/// Steps of the spectrum.
const STEPS: u32 = 60;

/// Spectral arc length (Balasubramanian 2015, JNER, s12984-015-0090-9) of the speed over a motion: 0 at best, the lower the
/// less smooth. Frames need not be even.
pub(super) fn sparc<'a>(entries: impl Iterator<Item = &'a Entry> + Clone) -> Option<f32> {
    let moves: Vec<(f64, f64)> = entries
        .clone()
        .zip(entries.skip(1))
        .map(|(a, b)| (f64::midpoint(a.at.secs(), b.at.secs()), f64::from((b.value - a.value).abs())))
        .collect();
    let height = |hz: f64| {
        let part = |turn: fn(f64) -> f64| moves.iter().map(|(at, way)| way * turn(TAU * hz * at)).sum::<f64>();
        part(f64::cos).hypot(part(f64::sin))
    };
    let whole = height(0.0);
    let heights: Vec<f64> = (0..=STEPS).map(|k| height(HIGHEST_HZ * f64::from(k) / f64::from(STEPS)) / whole).collect();
    let last = heights.iter().rposition(|height| LEAST_HEIGHT <= *height).filter(|last| 0 < *last && 0.0 < whole)?;
    let step = 1.0 / last as f64;
    let pairs = heights.iter().zip(heights.iter().skip(1)).take(last);
    Some(-pairs.map(|(a, b)| step.hypot(b - a)).sum::<f64>() as f32)
}
