//! The One-Euro filter: steady while still, quick while moving.
//!
//! Casiez, Roussel, Vogel: «1 € Filter», CHI 2012. Time comes from the samples, so the result does not depend on their
//! number per second.

use crate::core::time::Timestamp;

/// How a [`OneEuro`] trades steadiness against lag.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OneEuroConfig {
    /// Cut-off while still, in Hz.
    pub min_cutoff_hz: f64,
    /// Growth of the cut-off per unit of speed, in Hz per body length per second.
    pub beta: f64,
    /// Cut-off for the speed itself, in Hz.
    pub speed_cutoff_hz: f64,
}

/// Filter for one value.
#[derive(Debug, Clone, PartialEq)]
pub struct OneEuro {
    config: OneEuroConfig,
    state: Option<State>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct State {
    at: Timestamp,
    raw: f64,
    value: f64,
    speed: f64,
}

impl OneEuro {
    /// Returns a filter that has seen nothing.
    pub const fn new(config: OneEuroConfig) -> Self {
        Self { config, state: None }
    }

    /// Returns the smoothed value at `at`. `scale` is the body's length in the value's unit, so that speed is judged
    /// against the body and not against the picture. An instant not later than the last one changes nothing.
    pub fn push(&mut self, at: Timestamp, raw: f64, scale: f64) -> f64 {
        let Some(last) = self.state else {
            self.state = Some(State { at, raw, value: raw, speed: 0.0 });
            return raw;
        };
        let secs = at.secs_since(last.at);
        if secs <= 0.0 {
            return last.value;
        }
        let speed_now = (raw - last.raw) / scale.max(f64::EPSILON) / secs;
        let speed = blend(last.speed, speed_now, weight(self.config.speed_cutoff_hz, secs));
        let cutoff_hz = self.config.min_cutoff_hz + self.config.beta * speed.abs();
        let value = blend(last.value, raw, weight(cutoff_hz, secs));
        self.state = Some(State { at, raw, value, speed });
        value
    }
}

fn blend(old: f64, new: f64, weight: f64) -> f64 {
    old + (new - old) * weight
}

/// Share of the new value in a first-order low-pass.
fn weight(cutoff_hz: f64, secs: f64) -> f64 {
    let time_constant_secs = 1.0 / (std::f64::consts::TAU * cutoff_hz);
    1.0 / (1.0 + time_constant_secs / secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: OneEuroConfig = OneEuroConfig { min_cutoff_hz: 0.5, beta: 2.0, speed_cutoff_hz: 1.0 };

    /// Value after two seconds of a ramp of one body length (100 units) per second.
    fn ramp_lag(fps: i64) -> f64 {
        let mut filter = OneEuro::new(CONFIG);
        let at = |k: i64| Timestamp::from_nanos(k * 1_000_000_000 / fps);
        let last = (0..=2 * fps).map(|k| filter.push(at(k), at(k).secs() * 100.0, 100.0)).last();
        200.0 - last.unwrap()
    }

    #[test]
    fn the_lag_does_not_depend_on_the_frame_rate() {
        // Smoothing per frame instead of per second would make this ratio 4.
        let ratio = ramp_lag(15) / ramp_lag(60);
        assert!(0.7 < ratio && ratio < 1.3, "{ratio}");
    }

    #[test]
    fn a_stream_that_starts_late_is_treated_like_one_that_starts_at_zero() {
        let run = |start: f64| {
            let mut filter = OneEuro::new(CONFIG);
            [0.0, 0.1, 0.2].map(|t| filter.push(Timestamp::from_secs(start + t), t * 50.0, 100.0))
        };
        assert_eq!(run(0.0), run(5.0));
    }

    #[test]
    fn a_body_twice_as_large_in_the_picture_is_smoothed_alike() {
        let run = |scale: f64| {
            let mut filter = OneEuro::new(CONFIG);
            [0.0, 0.1, 0.2, 0.3].map(|t: f64| filter.push(Timestamp::from_secs(t), t.sin() * scale, scale) / scale)
        };
        let (near, far) = (run(200.0), run(100.0));
        assert!(near.iter().zip(far).all(|(a, b)| (a - b).abs() < 1e-9));
    }
}
