//! A soft tone that glides, a tick, and the ramp that keeps both from clicking.

use std::f32::consts::TAU;

use super::prompts::RATE_HZ;

const RATE: f32 = RATE_HZ as f32;

/// A value that follows another in small steps.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ramp {
    value: f32,
    step: f32,
}

impl Ramp {
    /// From 0 to 1 in `secs`.
    pub(super) fn at(value: f32, secs: f32) -> Self {
        Self { value, step: 1.0 / (secs * RATE) }
    }

    pub(super) fn towards(&mut self, target: f32) -> f32 {
        self.value += (target - self.value).clamp(-self.step, self.step);
        self.value
    }
}

/// An octave from the lower end to the upper, as pitch is heard in ratios.
#[derive(Debug)]
pub(super) struct Tone {
    /// From 0 to 1: where in its period the wave is.
    phase: f32,
    /// Above the lowest.
    octaves: f32,
    loudness: Ramp,
}

const LOWEST_HZ: f32 = 220.0;
/// Below speech, above the fan.
const TONE_PEAK: f32 = 0.06;
/// Overtones, as small loudspeakers hardly sound 220 Hz; few, so that it stays soft.
const OVERTONES: [(f32, f32); 2] = [(2.0, 0.3), (3.0, 0.1)];
/// As long as poses are apart, so that their steps are not heard.
const GLIDE_SECS: f32 = 0.05;

impl Default for Tone {
    fn default() -> Self {
        Self { phase: 0.0, octaves: 0.0, loudness: Ramp::at(0.0, 0.06) }
    }
}

impl Tone {
    /// The next sample for `share`, at `loudness` from 0 to 1.
    pub(super) fn sample(&mut self, share: Option<f32>, loudness: f32) -> f32 {
        if self.loudness.value <= 0.0 {
            // Each starts at its own pitch, and where its wave is 0.
            (self.phase, self.octaves) = (0.0, share.unwrap_or_default());
        }
        let loudness = self.loudness.towards(share.map_or(0.0, |_| loudness));
        if loudness <= 0.0 {
            return 0.0;
        }
        self.octaves += (share.unwrap_or(self.octaves) - self.octaves) / (GLIDE_SECS * RATE);
        self.phase = (self.phase + LOWEST_HZ * self.octaves.exp2() / RATE).fract();
        let wave = |harmonic: f32| (TAU * harmonic * self.phase).sin();
        let overtones: f32 = OVERTONES.iter().map(|(harmonic, share)| share * wave(*harmonic)).sum();
        TONE_PEAK * loudness * (wave(1.0) + overtones)
    }
}

/// A quiet tick.
#[derive(Debug, Default)]
pub(super) struct Beat {
    /// Samples since it began.
    age: Option<u16>,
}

const BEAT_PEAK: f32 = 0.1;
const BEAT_HZ: f32 = 880.0;
const BEAT_SECS: f32 = 0.06;
const ATTACK_SECS: f32 = 0.002;

impl Beat {
    pub(super) fn strike(&mut self) {
        self.age = Some(0);
    }

    pub(super) fn sample(&mut self) -> f32 {
        let Some(age) = self.age else {
            return 0.0;
        };
        let secs = f32::from(age) / RATE;
        self.age = Some(age + 1).filter(|_| secs < BEAT_SECS);
        let attack = (secs / ATTACK_SECS).min(1.0);
        let left = (1.0 - secs / BEAT_SECS).max(0.0);
        BEAT_PEAK * attack * left.powi(3) * (TAU * BEAT_HZ * secs).sin()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rising zero crossings a second.
    fn hz(samples: &[f32]) -> f32 {
        let n_rising = samples.windows(2).filter(|pair| pair[0] <= 0.0 && 0.0 < pair[1]).count();
        n_rising as f32 * RATE / samples.len() as f32
    }

    fn second(tone: &mut Tone, share: Option<f32>) -> Vec<f32> {
        (0..RATE_HZ).map(|_| tone.sample(share, 1.0)).collect()
    }

    /// The steepest that the tone at its highest and loudest can be: 2 pi f A (1 + 2 * 0.3 + 3 * 0.1) per sample.
    const STEEPEST: f32 = TAU * 440.0 * TONE_PEAK * 1.9 / RATE;

    #[test]
    fn the_pitch_follows_the_share() {
        for (share, wanted) in [(0.0, 220.0), (0.5, 311.1), (1.0, 440.0)] {
            let heard = hz(&second(&mut Tone::default(), Some(share)));
            assert!((heard - wanted).abs() < 2.0, "{share}: {heard} Hz");
        }
    }

    #[test]
    fn neither_start_nor_jump_nor_end_clicks() {
        let mut tone = Tone::default();
        let shares = [None, Some(0.0), Some(1.0), None, Some(0.3), None];
        let samples: Vec<f32> = shares.into_iter().flat_map(|share| second(&mut tone, share)).collect();
        let steepest = samples.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max);
        assert!(steepest < 1.05 * STEEPEST, "{steepest}, a steady tone has {STEEPEST}");
        assert_eq!(samples.last(), Some(&0.0));
    }

    #[test]
    fn a_tick_is_short_and_ends_in_silence() {
        let mut beat = Beat::default();
        assert_eq!(beat.sample(), 0.0);
        beat.strike();
        let samples: Vec<f32> = (0..RATE_HZ / 10).map(|_| beat.sample()).collect();
        let peak = samples.iter().copied().fold(0.0, f32::max);
        assert!(0.5 * BEAT_PEAK < peak && peak <= BEAT_PEAK, "{peak}");
        assert!(samples[0] == 0.0 && samples[RATE_HZ as usize / 12..].iter().all(|sample| *sample == 0.0));
    }
}
