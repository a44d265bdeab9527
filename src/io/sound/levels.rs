//! States that the caller sets and the device's own thread reads, without either ever waiting.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::Relaxed};

/// How loud, which tone; and how the device does.
#[derive(Debug)]
pub(super) struct Levels {
    /// The bits of an `f32` from 0 to 1.
    volume: AtomicU32,
    is_muted: AtomicBool,
    /// The bits of an `f32` from 0 to 1, or [`NO_TONE`].
    tone: AtomicU32,
    /// Samples that a device took, ever.
    n_taken: AtomicU64,
    is_lost: AtomicBool,
}

/// The bits of a NaN, which no share between 0 and 1 has.
const NO_TONE: u32 = u32::MAX;

impl Levels {
    pub(super) fn new(volume: f32) -> Self {
        Self {
            volume: AtomicU32::new(share(volume).to_bits()),
            is_muted: AtomicBool::new(false),
            tone: AtomicU32::new(NO_TONE),
            n_taken: AtomicU64::new(0),
            is_lost: AtomicBool::new(false),
        }
    }

    pub(super) fn set_volume(&self, volume: f32) {
        self.volume.store(share(volume).to_bits(), Relaxed);
    }

    pub(super) fn mute(&self, is_muted: bool) {
        self.is_muted.store(is_muted, Relaxed);
    }

    pub(super) fn is_muted(&self) -> bool {
        self.is_muted.load(Relaxed)
    }

    pub(super) fn set_tone(&self, tone: Option<f32>) {
        let tone = tone.filter(|tone| tone.is_finite());
        self.tone.store(tone.map_or(NO_TONE, |tone| share(tone).to_bits()), Relaxed);
    }

    /// From 0 to 1, muted or not.
    pub(super) fn volume(&self) -> f32 {
        f32::from_bits(self.volume.load(Relaxed))
    }

    /// What samples are multiplied with. Squared, as ears hear the steps of a linear one crowd at its lower end.
    pub(super) fn gain(&self) -> f32 {
        if self.is_muted() { 0.0 } else { self.volume().powi(2) }
    }

    pub(super) fn tone(&self) -> Option<f32> {
        let bits = self.tone.load(Relaxed);
        (bits != NO_TONE).then(|| f32::from_bits(bits))
    }

    pub(super) fn count_taken(&self, n_samples: u64) {
        self.n_taken.fetch_add(n_samples, Relaxed);
    }

    pub(super) fn n_taken(&self) -> u64 {
        self.n_taken.load(Relaxed)
    }

    pub(super) fn set_lost(&self, is_lost: bool) {
        self.is_lost.store(is_lost, Relaxed);
    }

    pub(super) fn is_lost(&self) -> bool {
        self.is_lost.load(Relaxed)
    }
}

/// From 0 to 1; what is no number is 0.
fn share(value: f32) -> f32 {
    if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_stay_within_their_range() {
        let levels = Levels::new(7.0);
        assert_eq!(levels.gain(), 1.0);
        levels.set_volume(0.5);
        assert_eq!(levels.gain(), 0.25);
        levels.set_volume(f32::NAN);
        assert_eq!(levels.gain(), 0.0);
        let tones = [Some(0.4), Some(-1.0), Some(2.0), Some(f32::NAN), None].map(|tone| {
            levels.set_tone(tone);
            levels.tone()
        });
        assert_eq!(tones, [Some(0.4), Some(0.0), Some(1.0), None, None]);
    }

    #[test]
    fn mute_keeps_the_volume() {
        let levels = Levels::new(1.0);
        levels.mute(true);
        assert_eq!((levels.gain(), levels.volume()), (0.0, 1.0));
        levels.mute(false);
        assert_eq!(levels.gain(), 1.0);
    }
}
