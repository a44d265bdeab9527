//! One voice: who speaks, who waits, and who is cut off.

use std::collections::VecDeque;

use super::prompts::RATE_HZ;

/// Priority of a prompt. It cuts off all of lower priority, be it said or waiting. Behind its equals it waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// Can be left out: praise, pacing.
    Low,
    /// What the set is made of: counts, corrections.
    Normal,
    /// What ends or changes all else: pain, pause, losing sight.
    High,
}

/// A prompt, decoded.
#[derive(Debug, Clone)]
pub(super) struct Clip {
    pub(super) samples: Vec<f32>,
    pub(super) priority: Priority,
}

/// The prompts being said and waiting, as an endless row of samples.
#[derive(Debug, Default)]
pub(super) struct Speech {
    said: Option<Said>,
    waiting: VecDeque<Clip>,
}

#[derive(Debug)]
struct Said {
    clip: Clip,
    next_idx: usize,
    /// From 1 to 0 while it is cut off.
    gain: f32,
    is_leaving: bool,
}

/// Words that wait longer than a few others are no longer true; as many as the longest script has, a set's result.
const MAX_WAITING: usize = 5;
/// Short enough not to be heard as speech, long enough not to click.
const CUT_SECS: f32 = 0.012;

impl Speech {
    pub(super) fn push(&mut self, clip: Clip) {
        self.waiting.retain(|waiting| clip.priority <= waiting.priority);
        if let Some(said) = &mut self.said {
            said.is_leaving |= said.clip.priority < clip.priority;
        }
        if self.waiting.len() < MAX_WAITING {
            self.waiting.push_back(clip);
        }
    }

    pub(super) fn stop(&mut self) {
        self.waiting.clear();
        if let Some(said) = &mut self.said {
            said.is_leaving = true;
        }
    }

    pub(super) fn is_silent(&self) -> bool {
        self.said.is_none() && self.waiting.is_empty()
    }

    pub(super) fn sample(&mut self) -> f32 {
        if self.said.is_none() {
            self.said = self.waiting.pop_front().map(Said::from);
        }
        let Some(said) = &mut self.said else {
            return 0.0;
        };
        if let Some(sample) = said.next() {
            return sample;
        }
        self.said = None;
        0.0
    }
}

impl From<Clip> for Said {
    fn from(clip: Clip) -> Self {
        Self { clip, next_idx: 0, gain: 1.0, is_leaving: false }
    }
}

impl Said {
    fn next(&mut self) -> Option<f32> {
        if self.is_leaving {
            self.gain -= 1.0 / (CUT_SECS * RATE_HZ as f32);
        }
        let sample = self.clip.samples.get(self.next_idx)?;
        self.next_idx += 1;
        (0.0 < self.gain).then_some(sample * self.gain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clip of 1000 samples of one value, so that what is heard tells whose it is.
    fn clip(value: f32, priority: Priority) -> Clip {
        Clip { samples: vec![value; 1000], priority }
    }

    /// The values heard in the next `n`, each once.
    fn heard(speech: &mut Speech, n: usize) -> Vec<f32> {
        let mut values: Vec<f32> = (0..n).map(|_| speech.sample()).collect();
        values.retain(|value| [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7].contains(value));
        values.dedup();
        values
    }

    #[test]
    fn equals_are_said_one_after_the_other() {
        let mut speech = Speech::default();
        for value in [0.1, 0.2, 0.3] {
            speech.push(clip(value, Priority::Normal));
        }
        assert_eq!(heard(&mut speech, 4000), [0.1, 0.2, 0.3]);
        assert!(speech.is_silent());
    }

    #[test]
    fn a_higher_one_cuts_off_the_lower_said_and_waiting() {
        let mut speech = Speech::default();
        speech.push(clip(0.1, Priority::Low));
        speech.push(clip(0.2, Priority::Low));
        assert_eq!(heard(&mut speech, 100), [0.1]);
        speech.push(clip(0.3, Priority::High));
        // Cut within 12 ms, not after the 900 samples that were left.
        assert!((0..300).any(|_| speech.sample() == 0.3));
        assert_eq!(heard(&mut speech, 2000), [0.3]);
        assert!(speech.is_silent());
    }

    #[test]
    fn a_lower_one_waits() {
        let mut speech = Speech::default();
        speech.push(clip(0.3, Priority::High));
        speech.push(clip(0.1, Priority::Low));
        speech.push(clip(0.2, Priority::Normal));
        assert_eq!(heard(&mut speech, 4000), [0.3, 0.2]);
    }

    #[test]
    fn cutting_off_is_a_slope_and_empties_the_queue() {
        let mut speech = Speech::default();
        speech.push(clip(0.6, Priority::Normal));
        speech.push(clip(0.7, Priority::Normal));
        speech.sample();
        speech.stop();
        let falling: Vec<f32> = (0..400).map(|_| speech.sample()).collect();
        assert!(falling.windows(2).all(|pair| 0.0 <= pair[0] - pair[1] && pair[0] - pair[1] < 0.01));
        assert!(falling.last() == Some(&0.0) && speech.is_silent());
    }

    #[test]
    fn what_would_wait_too_long_is_left_out() {
        let mut speech = Speech::default();
        speech.push(clip(0.1, Priority::Normal));
        speech.sample();
        for value in [0.2, 0.3, 0.4, 0.5, 0.6, 0.7] {
            speech.push(clip(value, Priority::Normal));
        }
        assert_eq!(heard(&mut speech, 9000), [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
    }
}
