//! One voice: one thing at a time, and nothing again too soon.

use super::Sound;
use super::prompt::{Prompt, Rank};
use crate::core::time::Timestamp;

/// A correction is not said again before so long, in s.
const SAME_CORRECTION_SECS: f64 = 8.0;
/// Nor is what to do about the view: time to get up and do it (a proposal).
const SAME_ADVICE_SECS: f64 = 12.0;
/// Silence between two prompts, in s: a pause that is heard as one.
const GAP_SECS: f64 = 0.15;

/// What is being said, and what was said lately.
#[derive(Debug, Clone)]
pub(super) struct Voice {
    secs: fn(Prompt) -> f64,
    /// What was said last, and when it ends.
    last: Option<(Prompt, Timestamp)>,
    /// When corrections and advice were said last.
    said: Vec<(Prompt, Timestamp)>,
}

impl Voice {
    pub(super) const fn new(secs: fn(Prompt) -> f64) -> Self {
        Self { secs, last: None, said: Vec::new() }
    }

    /// Says it if that can be now: what sounds, empty if it cannot.
    pub(super) fn say(&mut self, at: Timestamp, prompt: Prompt) -> Vec<Sound> {
        let running = self.running(at);
        let cuts = running.is_some_and(|running| Rank::Count <= prompt.rank() && running.rank() < prompt.rank());
        if (running.is_some() && !cuts) || self.is_too_soon(at, prompt) {
            return Vec::new();
        }
        self.last = Some((prompt, Timestamp::from_secs(at.secs() + (self.secs)(prompt))));
        self.said.retain(|(other, _)| *other != prompt);
        self.said.push((prompt, at));
        if cuts { vec![Sound::Hush, Sound::Say(prompt)] } else { vec![Sound::Say(prompt)] }
    }

    /// Whether nothing is being said.
    pub(super) fn is_silent(&self, at: Timestamp) -> bool {
        self.running(at).is_none()
    }

    fn running(&self, at: Timestamp) -> Option<Prompt> {
        self.last.filter(|(_, end)| at.secs_since(*end) < GAP_SECS).map(|(prompt, _)| prompt)
    }

    fn is_too_soon(&self, at: Timestamp, prompt: Prompt) -> bool {
        let least_secs = match prompt {
            Prompt::Correction(..) => SAME_CORRECTION_SECS,
            Prompt::Coach(_) | Prompt::LieStill | Prompt::HoldStill => SAME_ADVICE_SECS,
            _ => return false,
        };
        self.said.iter().any(|(other, then)| *other == prompt && at.secs_since(*then) < least_secs)
    }
}
