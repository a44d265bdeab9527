//! Answers around a session, and whether it ends there.

use crate::core::safety::{Pain, StopReason, stop, stop_told};
use crate::io::recording::{Aftermath, SessionFile};

/// Answers before and after the session that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// Pain before it, 0–10, where it was reported.
    pub before: Option<u8>,
    /// Answers after it, so far.
    pub after: Aftermath,
    /// Why it was ended before its time.
    pub ended: Option<StopReason>,
    /// True for a session of the past: the questions are about then, not about now.
    pub is_past: bool,
}

impl Told {
    /// Returns the answers that a past session's folder holds.
    pub fn of(session: &SessionFile) -> Self {
        let (before, after) = (session.pain_before, session.after.clone());
        Self { before, after, ended: session.stopped_during(), is_past: true }
    }

    /// Returns why to stop, if there is a reason.
    pub fn stop(&self) -> Option<StopReason> {
        self.ended.or_else(|| stop_told(self.before, self.after.pain_after, &self.after.new_symptoms))
    }

    /// Returns true if any answer was given after it.
    pub fn is_told(&self) -> bool {
        self.after != Aftermath::default()
    }
}

/// Why nothing more is to be done today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopToday {
    /// A session was stopped.
    Session(StopReason),
    /// The pain was too strong to begin one.
    Before(StopReason),
}

/// Returns why nothing is begun with this pain; what is no rating is no leave to begin either.
pub fn stop_before(pain: Option<u8>) -> Option<StopReason> {
    let rating = pain?;
    Pain::new(rating).map_or(Some(StopReason::StrongPain), |pain| stop(pain, pain, &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_that_was_ended_for_pain_stays_stopped_whatever_is_told_after_it() {
        let after = Aftermath { pain_after: Some(0), new_symptoms: Vec::new() };
        let told = Told { before: Some(3), after, ended: Some(StopReason::MorePain), is_past: false };
        assert_eq!(told.stop(), Some(StopReason::MorePain));
        assert_eq!(Told { ended: None, ..told }.stop(), None);
    }

    #[test]
    fn six_and_more_begins_nothing() {
        assert_eq!((stop_before(None), stop_before(Some(5))), (None, None));
        for pain in 6..=255 {
            assert_eq!(stop_before(Some(pain)), Some(StopReason::StrongPain));
        }
    }
}
