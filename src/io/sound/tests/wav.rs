//! A recording, and what can be asked of it. All times in seconds.

use super::super::prompts::RATE_HZ;

pub(super) struct Wav {
    /// One channel; the others have the same.
    pub(super) samples: Vec<f32>,
    pub(super) rate_hz: f64,
}

impl Wav {
    /// As ALSA's file plugin writes it: 16 bits, data to the end of the file.
    pub(super) fn read(file: &[u8]) -> Self {
        let u16_at = |at: usize| u16::from_le_bytes(file[at..at + 2].try_into().unwrap());
        let rate_hz = f64::from(u32::from_le_bytes(file[24..28].try_into().unwrap()));
        assert!(file.starts_with(b"RIFF") && &file[12..16] == b"fmt " && &file[36..40] == b"data");
        assert_eq!((u16_at(20), u16_at(34)), (1, 16), "PCM of 16 bits");
        let frames = file[44..].chunks_exact(2 * usize::from(u16_at(22)));
        let samples = frames.map(|frame| f32::from(i16::from_le_bytes([frame[0], frame[1]])) / 32_768.0);
        Self { samples: samples.collect(), rate_hz }
    }

    pub(super) fn last(mut self, secs: f64) -> Self {
        let n_before =
            self.samples.len().checked_sub((secs * self.rate_hz) as usize).expect("a recording of the whole");
        self.samples.drain(..n_before);
        self
    }

    fn part(&self, from: f64, to: f64) -> &[f32] {
        let at = |secs: f64| ((secs.max(0.0) * self.rate_hz) as usize).min(self.samples.len());
        &self.samples[at(from)..at(to)]
    }

    pub(super) fn peak(&self, from: f64, to: f64) -> f64 {
        self.part(from, to).iter().fold(0.0, |peak, sample| peak.max(f64::from(sample.abs())))
    }

    /// The largest from one sample to the next.
    pub(super) fn step(&self, from: f64, to: f64) -> f64 {
        let steps = self.part(from, to).windows(2).map(|pair| f64::from((pair[1] - pair[0]).abs()));
        steps.fold(0.0, f64::max)
    }

    /// Rising zero crossings a second, from the first to the last.
    pub(super) fn hz(&self, from: f64, to: f64) -> f64 {
        let pairs = self.part(from, to).windows(2).enumerate();
        let rising: Vec<usize> = pairs.filter(|(_, pair)| pair[0] <= 0.0 && 0.0 < pair[1]).map(|(i, _)| i).collect();
        let (Some(first), Some(last)) = (rising.first(), rising.last()) else {
            return 0.0;
        };
        (rising.len() - 1) as f64 * self.rate_hz / (last - first).max(1) as f64
    }

    pub(super) fn first_above(&self, limit: f32, from: f64) -> Option<f64> {
        let found = self.part(from, f64::MAX).iter().position(|sample| limit < sample.abs())?;
        Some(from + found as f64 / self.rate_hz)
    }

    /// Where `clip` fits best, and how well: 1 is the clip itself at any loudness (normalised cross-correlation).
    pub(super) fn find(&self, clip: &[f32], from: f64, to: f64) -> (f64, f64) {
        let slow = self.at_rate_of_clips(from, to);
        let likeness = |at: usize| {
            let (mut both, mut here, mut there) = (0.0, 1e-9, 1e-9);
            for (a, b) in slow[at..].iter().zip(clip) {
                (both, here, there) = (both + a * b, here + a * a, there + b * b);
            }
            f64::from(both) / f64::from(here * there).sqrt()
        };
        let n_places = slow.len().saturating_sub(clip.len());
        let best = |range: std::ops::Range<usize>, step: usize| {
            range.step_by(step).map(|at| (at, likeness(at))).max_by(|a, b| a.1.total_cmp(&b.1)).unwrap()
        };
        // Every fourth place is near enough to its neighbour: speech has little above 2 kHz.
        let (near, _) = best(0..n_places, 4);
        let (at, likeness) = best(near.saturating_sub(6)..near + 6, 1);
        (from + at as f64 / f64::from(RATE_HZ), likeness)
    }

    fn at_rate_of_clips(&self, from: f64, to: f64) -> Vec<f32> {
        let part = self.part(from, to);
        let n = (part.len() as f64 / self.rate_hz * f64::from(RATE_HZ)) as usize;
        (0..n).filter_map(|i| part.get((i as f64 * self.rate_hz / f64::from(RATE_HZ)) as usize).copied()).collect()
    }
}
