//! When a repetition began, stood still at the top and ended.

use crate::core::time::Timestamp;

/// The signal at one instant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) at: Timestamp,
    pub(super) value: f32,
}

/// First and last instant of motion, and of the plateau at the top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RepTimes {
    pub(super) start: Timestamp,
    pub(super) peak_start: Timestamp,
    pub(super) peak_end: Timestamp,
    pub(super) end: Timestamp,
}

/// Width of the smoothing, both ways in time, so that nothing is late.
const SMOOTHING_SECS: f64 = 0.08;
/// A slow movement is smoothed over this share of the time that its middle half takes, if that is more: else noise is
/// faster than the movement and passes for its end. Lifts of up to 2 s keep [`SMOOTHING_SECS`].
const SMOOTHING_SHARE: f64 = 0.12;
/// The middle half of a rise, as shares of it: a sine-shaped speed takes a third of its duration for it.
const MIDDLE: [f32; 2] = [0.25, 0.75];
/// The motion counts as standing still below this share of its greatest speed. A lift is that slow for 11 % of its
/// duration at either end, which [`EASE_SHARE`] gives back.
const STILL_SHARE: f64 = 0.2;
/// Share of a lift's duration between the last instant of motion and [`STILL_SHARE`] of its greatest speed: between 0.064
/// of a sine-shaped speed, asin(0.2) / π, and 0.128 of a limb that moves with the least jerk (Flash and Hogan 1985).
const EASE_SHARE: f64 = 0.11;
/// Half the time between the two instants at [`STILL_SHARE`], in standard deviations of the speed, for a Gaussian: √(2 ln 5).
const HALF_WIDTH: f64 = 1.794;
/// Smoothing and the rate of pictures widen a quick motion. However quick, this share of its width is its own.
const OWN_SHARE: f64 = 0.3;
/// Start and end lie below this share of the rise: a pause half-way up is neither.
const NEAR_REST: f32 = 0.25;
/// The plateau lies within this share of the rise below the top: hips that sag by a third of the way are still held, a
/// pause half-way down is none.
const NEAR_TOP: f32 = 0.4;

/// Finds the times in a movement that rises from rest until about `peak_idx` and falls back; `None` where it does not.
pub(super) fn rep_times(points: &[Point], peak_idx: usize) -> Option<RepTimes> {
    rep_times_of_means(points, peak_idx, 0.0)
}

/// The same where each point is the mean of a signal over a window, told at the window's middle.
pub(super) fn rep_times_of_means(points: &[Point], peak_idx: usize, window_secs: f64) -> Option<RepTimes> {
    let curve = Curve::new(points, peak_idx, window_secs);
    let up = curve.fastest(0, peak_idx + 1, |speed| speed)?;
    let down = curve.fastest(peak_idx.max(up + 1), points.len(), |speed| -speed)?;
    let rise = Lift { curve: &curve, fastest: up, sign: 1.0 };
    let fall = Lift { curve: &curve, fastest: down, sign: -1.0 };
    let top = curve.highest(up, down)?;
    let (before, after) = (curve.lowest(0, up)?, curve.lowest(down, points.len())?);
    let (start, peak_start) = rise.ends(before, top)?;
    let (peak_end, end) = fall.ends(after, top)?;
    let peak_end = peak_end.max(peak_start);
    Some(RepTimes { start, peak_start, peak_end, end })
}

/// Finds the times in a movement that rises from rest and is still held at its last point; `None` where it does not rise.
pub(super) fn open_times(points: &[Point], peak_idx: usize) -> Option<RepTimes> {
    let curve = Curve::new(points, peak_idx, 0.0);
    let up = curve.fastest(0, peak_idx + 1, |speed| speed)?;
    let top = curve.highest(up, points.len() - 1)?;
    let rise = Lift { curve: &curve, fastest: up, sign: 1.0 };
    let (start, peak_start) = rise.ends(curve.lowest(0, up)?, top)?;
    let end = points.last()?.at;
    Some(RepTimes { start, peak_start: peak_start.min(end), peak_end: end, end })
}

/// The signal, smoothed, with its speed per second.
#[derive(Debug)]
struct Curve {
    at: Vec<Timestamp>,
    value: Vec<f32>,
    speed: Vec<f64>,
    /// Variance of the smoothing and of the means that the points are, in s².
    blur: f64,
}

impl Curve {
    fn new(points: &[Point], peak_idx: usize, window_secs: f64) -> Self {
        let width_secs = smoothing_secs(points, peak_idx);
        let at: Vec<_> = points.iter().map(|point| point.at).collect();
        let value: Vec<_> = points.iter().map(|point| smoothed(points, point.at, width_secs)).collect();
        let speed = (0..points.len()).map(|k| speed(&at, &value, k).unwrap_or(0.0)).collect();
        Self { at, value, speed, blur: width_secs.powi(2) + mean_variance(window_secs) }
    }

    fn fastest(&self, from: usize, to: usize, towards: fn(f64) -> f64) -> Option<usize> {
        let speeds = self.speed.iter().enumerate().take(to).skip(from);
        speeds.max_by(|a, b| towards(*a.1).total_cmp(&towards(*b.1))).map(|(k, _)| k)
    }

    fn highest(&self, from: usize, to: usize) -> Option<f32> {
        self.value.get(from..=to)?.iter().copied().reduce(f32::max)
    }

    fn lowest(&self, from: usize, to: usize) -> Option<f32> {
        self.value.get(from..=to.min(self.value.len() - 1))?.iter().copied().reduce(f32::min)
    }
}

/// A stretch of motion between rest and top, either way.
struct Lift<'a> {
    curve: &'a Curve,
    fastest: usize,
    sign: f64,
}

impl Lift<'_> {
    /// First and last instant of the motion around its fastest point, in order of time.
    fn ends(&self, rest: f32, top: f32) -> Option<(Timestamp, Timestamp)> {
        let rise = top - rest;
        let is_low = |value: f32| value <= rest + NEAR_REST * rise;
        let is_high = |value: f32| top - NEAR_TOP * rise <= value;
        let (early, late): (&dyn Fn(f32) -> bool, &dyn Fn(f32) -> bool) =
            if 0.0 < self.sign { (&is_low, &is_high) } else { (&is_high, &is_low) };
        let (first, last) = (self.first(early)?, self.last(late)?);
        // Of a lift with a pause on the way, the fastest part tells how long it eases.
        let ease = self.ease_secs(self.last(&|_| true)?.secs_since(self.first(&|_| true)?));
        let moved = |at: Timestamp, by: f64| Timestamp::from_secs(at.secs() + by);
        let (low, high) = (*self.curve.at.first()?, *self.curve.at.last()?);
        Some((moved(first, -ease).max(low), moved(last, ease).min(high)))
    }

    fn first(&self, level: &dyn Fn(f32) -> bool) -> Option<Timestamp> {
        self.walk((0..self.fastest).rev(), level)
    }

    fn last(&self, level: &dyn Fn(f32) -> bool) -> Option<Timestamp> {
        self.walk(self.fastest..self.curve.at.len(), level)
    }

    /// When, on the way, it first stands still at the right level: between two points, since pictures may be far apart. The
    /// last point where it never does.
    fn walk(&self, way: impl Iterator<Item = usize>, level: &dyn Fn(f32) -> bool) -> Option<Timestamp> {
        let at = |k: usize| Some((self.curve.at.get(k)?, self.sign * self.curve.speed.get(k)?));
        let (mut before, fastest) = at(self.fastest)?;
        let (mut fast, still) = (fastest, STILL_SHARE * fastest);
        for k in way {
            let (here, slow) = at(k)?;
            if slow <= still && level(*self.curve.value.get(k)?) {
                let share = if still < fast { (fast - still) / (fast - slow) } else { 1.0 };
                return Some(Timestamp::from_secs(before.secs() + share * here.secs_since(*before)));
            }
            (before, fast) = (here, slow);
        }
        Some(*before)
    }

    /// How long the motion is slower than [`STILL_SHARE`] at either end, from how long it is faster. What smoothing, means
    /// and the time between pictures add is taken out: where one shape is widened by another, the variances add.
    fn ease_secs(&self, fast_secs: f64) -> f64 {
        let blur = self.curve.blur + mean_variance(span_secs(&self.curve.at, self.fastest).unwrap_or(0.0));
        let own = fast_secs.powi(2) - (2.0 * HALF_WIDTH).powi(2) * blur;
        let own_secs = own.max((OWN_SHARE * fast_secs).powi(2)).sqrt();
        (own_secs / (1.0 - 2.0 * EASE_SHARE) - fast_secs) / 2.0
    }
}

/// The variance that a mean over a window adds, in s².
fn mean_variance(window_secs: f64) -> f64 {
    window_secs.powi(2) / 12.0
}

/// Returns the width of the smoothing for a movement: by the quicker of its two ways, so that neither is blurred.
fn smoothing_secs(points: &[Point], peak_idx: usize) -> f64 {
    let (before, after) = points.split_at(peak_idx.min(points.len()));
    let ways = [middle_secs(before.iter().rev(), after.first()), middle_secs(after.iter(), after.first())];
    let quicker = ways.into_iter().flatten().reduce(f64::min);
    quicker.map_or(SMOOTHING_SECS, |secs| SMOOTHING_SECS.max(SMOOTHING_SHARE * secs))
}

/// Returns how long the middle half of the way between the top and the lowest point takes, in s.
fn middle_secs<'a>(outwards: impl Iterator<Item = &'a Point>, top: Option<&Point>) -> Option<f64> {
    let points: Vec<&Point> = outwards.collect();
    let rest = points.iter().map(|point| point.value).reduce(f32::min)?;
    let rise = top?.value - rest;
    let [low, high] = MIDDLE.map(|share| rest + share * rise);
    let end = points.iter().position(|point| point.value <= low)?;
    // The last one, or noise during a hold would pass for the beginning of the way.
    let start = points.get(..end)?.iter().rposition(|point| high <= point.value)?;
    Some(points.get(end)?.at.secs_since(points.get(start)?.at).abs())
}

/// Points farther away than this have no weight, in widths of the smoothing.
const REACH: f64 = 3.0;

/// Returns the Gaussian mean of the signal around an instant, weighted by time: lost frames and rates do not matter.
///
/// Points come in order of time: those in reach are searched for, since a long movement has thousands of others.
fn smoothed(points: &[Point], at: Timestamp, width_secs: f64) -> f32 {
    let distance = |point: &Point| point.at.secs_since(at) / width_secs;
    let from = points.partition_point(|point| distance(point) <= -REACH);
    let to = points.partition_point(|point| distance(point) < REACH);
    let (mut sum, mut total) = (0.0, 0.0);
    for point in points.get(from..to).unwrap_or_default() {
        let distance = distance(point);
        let weight = (-0.5 * distance * distance).exp();
        sum += weight * f64::from(point.value);
        total += weight;
    }
    (sum / total) as f32
}

fn speed(at: &[Timestamp], value: &[f32], k: usize) -> Option<f64> {
    let (before, after) = beside(at, k);
    let secs = span_secs(at, k)?;
    (0.0 < secs).then_some(f64::from(value.get(after)? - value.get(before)?) / secs)
}

/// Time between the points beside one: its speed is a mean over it.
fn span_secs(at: &[Timestamp], k: usize) -> Option<f64> {
    let (before, after) = beside(at, k);
    Some(at.get(after)?.secs_since(*at.get(before)?))
}

fn beside(at: &[Timestamp], k: usize) -> (usize, usize) {
    (k.saturating_sub(1), (k + 1).min(at.len().saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bridge(fps: f64, noise: f32) -> Vec<Point> {
        slow_bridge(1.0, fps, noise)
    }

    /// Rest until 1 s, a smooth lift of 1.4 s, a hold of 2 s, a smooth fall of 1.2 s, rest; all of it `slower` times as
    /// long.
    fn slow_bridge(slower: f64, fps: f64, noise: f32) -> Vec<Point> {
        let smooth = |share: f64| {
            let share = share.clamp(0.0, 1.0);
            (share.powi(3) * (10.0 - 15.0 * share + 6.0 * share.powi(2))) as f32
        };
        let value = |t: f64| 0.3 * (smooth((t - 1.0) / 1.4) - smooth((t - 4.4) / 1.2));
        (0..(7.0 * slower * fps) as u32)
            .map(|k| {
                let t = f64::from(k) / fps;
                let wobble = noise * ((f64::from(k) * 12.9898).sin() * 43758.547).fract() as f32;
                Point { at: Timestamp::from_secs(t), value: value(t / slower) + wobble }
            })
            .collect()
    }

    fn times(points: &[Point]) -> RepTimes {
        let (peak_idx, _) = points.iter().enumerate().max_by(|a, b| a.1.value.total_cmp(&b.1.value)).unwrap();
        rep_times(points, peak_idx).unwrap()
    }

    #[test]
    fn times_are_right_to_a_tenth_of_a_second_at_any_rate_and_with_noise() {
        // Where the instants are those of pictures, four a second tell 0.26 s late.
        for (fps, noise) in [(4.0, 0.0), (12.0, 0.0), (30.0, 0.0), (60.0, 0.0), (15.0, 0.006), (30.0, 0.006)] {
            let times = times(&bridge(fps, noise));
            let got = [times.start, times.peak_start, times.peak_end, times.end].map(Timestamp::secs);
            for (got, want) in got.into_iter().zip([1.0, 2.4, 4.4, 5.6]) {
                // A threshold at 2° would be 0.25 s late.
                assert!((got - want).abs() < 0.15, "{got} for {want} at {fps} fps, noise {noise}");
            }
        }
    }

    #[test]
    fn a_slow_movement_is_not_cut_short_by_noise() {
        for (slower, fps) in [(2.0, 30.0), (4.0, 15.0), (4.0, 30.0)] {
            let times = times(&slow_bridge(slower, fps, 0.006));
            let got = [times.start, times.peak_start, times.peak_end, times.end].map(Timestamp::secs);
            for (got, want) in got.into_iter().zip([1.0, 2.4, 4.4, 5.6]) {
                assert!((got - slower * want).abs() < 0.15 * slower, "{got} for {want} × {slower} at {fps} fps");
            }
        }
    }

    #[test]
    fn a_mean_of_the_points_in_reach_is_that_of_all_points() {
        let mean_of_all = |points: &[Point], at: Timestamp, width_secs: f64| {
            let distance = |point: &Point| point.at.secs_since(at) / width_secs;
            let weight = |point: &Point| (-0.5 * distance(point) * distance(point)).exp();
            let near = || points.iter().filter(|point| distance(point).abs() < 3.0);
            let sum: f64 = near().map(|point| weight(point) * f64::from(point.value)).sum();
            (sum / near().map(weight).sum::<f64>()) as f32
        };
        for (fps, width_secs) in [(12.0, 0.08), (30.0, 0.08), (30.0, 0.1), (30.0, 0.37), (60.0, 9.0)] {
            let mut points = bridge(fps, 0.006);
            // Lost frames; at 30 fps and 0.1 s, points lie where the reach ends.
            points.retain(|point| !(2.0..2.9).contains(&point.at.secs()));
            for point in &points {
                let [got, want] = [smoothed, mean_of_all].map(|mean| mean(&points, point.at, width_secs));
                assert_eq!(got.to_bits(), want.to_bits(), "{got} for {want} at {fps} fps, {width_secs} s");
            }
        }
    }

    #[test]
    fn a_pause_half_way_up_is_no_plateau() {
        let mut points = bridge(30.0, 0.0);
        for point in &mut points {
            // The lift stands still at a third of its height for a second.
            let t = point.at.secs();
            point.at = Timestamp::from_secs(if t < 1.55 { t } else { t + 1.0 });
        }
        let times = times(&points);
        assert!((times.peak_start.secs() - 3.4).abs() < 0.2, "{}", times.peak_start.secs());
    }
}
