//! How smooth a motion is: the spectral arc length of its speed.

use std::f64::consts::TAU;

/// The mean over 0.3 s passes nothing beyond this, in Hz.
const HIGHEST_HZ: f64 = 3.3;
/// The spectrum ends where it stays below this share of its height (Balasubramanian 2015).
const LEAST_HEIGHT: f64 = 0.05;
/// Steps of the spectrum.
const STEPS: u32 = 60;

/// Spectral arc length (Balasubramanian 2015, JNER, s12984-015-0090-9) of the speed over a motion: 0 at best, the lower the
/// less smooth. `points` are time and place; they need not be even.
pub(super) fn sparc(points: &[(f64, f64)]) -> Option<f32> {
    let way = |((from, a), (to, b)): (&(f64, f64), &(f64, f64))| (f64::midpoint(*from, *to), (b - a).abs());
    let moves: Vec<(f64, f64)> = points.iter().zip(points.iter().skip(1)).map(way).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A reach of 2 s with the speed of least jerk, and a tremor on it.
    fn reach(tremor: f64, fps: f64) -> Option<f32> {
        let place = |k: u32| {
            let (secs, share) = (f64::from(k) / fps, f64::from(k) / fps / 2.0);
            let smooth = share.powi(3) * (10.0 - 15.0 * share + 6.0 * share.powi(2));
            (secs, smooth + tremor * (TAU * 2.0 * secs).sin())
        };
        sparc(&(0..=(2.0 * fps) as u32).map(place).collect::<Vec<_>>())
    }

    #[test]
    fn a_tremor_is_less_smooth_than_a_reach_at_any_rate() {
        let [slow, fast, shaky] = [reach(0.0, 15.0), reach(0.0, 60.0), reach(0.05, 30.0)].map(Option::unwrap);
        // Least jerk reads −1.41 with Balasubramanian's limits.
        assert!((-1.6..-1.3).contains(&fast) && (slow - fast).abs() < 0.05, "{slow} {fast}");
        assert!(shaky < fast - 0.3, "{shaky}");
    }

    #[test]
    fn what_does_not_move_has_none() {
        assert_eq!((sparc(&[]), sparc(&[(0.0, 1.0), (1.0, 1.0)])), (None, None));
    }
}
