//! Mixes voice, tone and tick into one endless row of samples; the device's own thread draws from it.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::time::Duration;

use super::levels::Levels;
use super::prompts::RATE_HZ;
use super::speech::{Clip, Speech};
use super::tone::{Beat, Ramp, Tone};

/// What changes what is heard, besides [`Levels`].
#[derive(Debug)]
pub(super) enum Order {
    Say(Clip),
    StopSaying,
    Beat,
}

/// Where orders for a mixer go in.
#[derive(Debug)]
pub(super) struct Orders(SyncSender<Order>);

impl Orders {
    /// Without waiting: a mixer that takes nothing has no device either, and it is noticed by that.
    pub(super) fn give(&self, order: Order) {
        if let Err(TrySendError::Full(order)) = self.0.try_send(order) {
            tracing::debug!("the sound device is behind, left out: {order:?}");
        }
    }
}

/// The mixed sound, one channel at [`RATE_HZ`].
#[derive(Debug)]
pub(super) struct Mixer {
    orders: Receiver<Order>,
    levels: Arc<Levels>,
    speech: Speech,
    tone: Tone,
    beat: Beat,
    gain: Ramp,
    /// Samples until orders and levels are looked at again.
    n_left: u32,
}

/// How often orders are looked at: 3 ms, which no ear tells from at once.
const BLOCK: u32 = 64;
/// The tone's share while a person speaks.
const BEHIND_SPEECH: f32 = 0.35;

impl Mixer {
    pub(super) fn new(levels: Arc<Levels>) -> (Orders, Self) {
        let (sender, orders) = sync_channel(16);
        let gain = Ramp::at(levels.gain(), 0.02);
        let (speech, tone, beat) = (Speech::default(), Tone::default(), Beat::default());
        (Orders(sender), Self { orders, levels, speech, tone, beat, gain, n_left: 0 })
    }

    fn take_orders(&mut self) {
        self.levels.count_taken(u64::from(BLOCK));
        #[cfg(test)]
        super::pace::wait(self.levels.n_taken());
        while let Ok(order) = self.orders.try_recv() {
            match order {
                Order::Say(clip) => self.speech.push(clip),
                Order::StopSaying => self.speech.stop(),
                Order::Beat => self.beat.strike(),
            }
        }
    }
}

impl Iterator for Mixer {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        if self.n_left == 0 {
            self.take_orders();
            self.n_left = BLOCK;
        }
        self.n_left -= 1;
        let behind = if self.speech.is_silent() { 1.0 } else { BEHIND_SPEECH };
        let mixed = self.speech.sample() + self.tone.sample(self.levels.tone(), behind) + self.beat.sample();
        Some((mixed * self.gain.towards(self.levels.gain())).clamp(-1.0, 1.0))
    }
}

impl rodio::Source for Mixer {
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> NonZero<u16> {
        NonZero::<u16>::MIN
    }

    fn sample_rate(&self) -> NonZero<u32> {
        NonZero::new(RATE_HZ).unwrap_or(NonZero::<u32>::MIN)
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::speech::Priority;
    use super::*;

    fn clip() -> Clip {
        Clip { samples: vec![0.85; 4000], priority: Priority::Normal }
    }

    fn mixer() -> (Orders, Arc<Levels>, Mixer) {
        let levels = Arc::new(Levels::new(1.0));
        let (orders, mixer) = Mixer::new(Arc::clone(&levels));
        (orders, levels, mixer)
    }

    fn peak(samples: impl Iterator<Item = f32>) -> f32 {
        samples.fold(0.0, |peak, sample| peak.max(sample.abs()))
    }

    #[test]
    fn all_at_once_is_not_clipped() {
        let (orders, levels, mut mixer) = mixer();
        levels.set_tone(Some(1.0));
        let alone = peak(mixer.by_ref().take(4000));
        orders.give(Order::Say(clip()));
        orders.give(Order::Beat);
        let together = peak(mixer.by_ref().take(4000));
        assert!(0.05 < alone && alone < 0.1 && 0.85 < together && together < 1.0, "{alone} {together}");
    }

    #[test]
    fn mute_falls_without_a_step_and_time_goes_on() {
        let (orders, levels, mut mixer) = mixer();
        orders.give(Order::Say(clip()));
        assert_eq!(mixer.by_ref().nth(1000), Some(0.85));
        levels.mute(true);
        let falling: Vec<f32> = mixer.by_ref().take(1000).collect();
        assert!(falling.windows(2).all(|pair| (pair[1] - pair[0]).abs() < 0.003));
        assert_eq!(falling.last(), Some(&0.0));
        assert_eq!(peak(mixer.by_ref().take(3000)), 0.0);
        levels.mute(false);
        assert_eq!(peak(mixer.take(1000)), 0.0, "what was said into the silence is over");
    }

    #[test]
    fn orders_beyond_what_fits_are_left_out() {
        let (orders, _, mut mixer) = mixer();
        (0..100).for_each(|_| orders.give(Order::Beat));
        assert!(0.0 < peak(mixer.by_ref().take(1000)));
    }
}
