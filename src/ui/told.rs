//! What was told around a sitting, and whether it ends there.

use crate::recording::Aftermath;
use crate::safety::{Pain, StopReason, Symptom, stop};

/// What was told before and after the sitting that has just ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// Pain before it, 0–10, where it was said.
    pub before: Option<u8>,
    /// What was told after it, so far.
    pub after: Aftermath,
    /// Why it was ended before its time.
    pub ended: Option<StopReason>,
}

impl Told {
    /// Whether to stop: what is not known is taken for no change.
    pub fn stop(&self) -> Option<StopReason> {
        if self.ended.is_some() {
            return self.ended;
        }
        let none = Pain::new(0)?;
        let now = self.after.pain_after.and_then(Pain::new);
        let before = self.before.and_then(Pain::new).or(now).unwrap_or(none);
        let is_new = |symptom: &Symptom| self.after.new_symptoms.iter().any(|id| id == symptom.id());
        let new: Vec<Symptom> = Symptom::ALL.into_iter().filter(is_new).collect();
        stop(before, now.unwrap_or(none), &new)
    }
}

/// Whether nothing is begun with this pain; what is no rating is no leave to begin either.
pub fn stop_before(pain: Option<u8>) -> Option<StopReason> {
    let rating = pain?;
    Pain::new(rating).map_or(Some(StopReason::StrongPain), |pain| stop(pain, pain, &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: Option<u8>, pain_after: Option<u8>, new: &[&str]) -> Told {
        Told {
            before,
            after: Aftermath { pain_after, new_symptoms: new.iter().map(|id| (*id).into()).collect() },
            ended: None,
        }
    }

    #[test]
    fn what_was_not_said_is_no_reason_and_what_was_said_is() {
        assert_eq!(told(None, None, &[]).stop(), None);
        assert_eq!(told(Some(5), None, &[]).stop(), None);
        assert_eq!(told(None, Some(5), &[]).stop(), None);
        assert_eq!(told(None, Some(6), &[]).stop(), Some(StopReason::StrongPain));
        assert_eq!(told(Some(0), Some(2), &[]).stop(), Some(StopReason::MorePain));
        let ended = Told { ended: Some(StopReason::MorePain), ..told(Some(3), Some(3), &[]) };
        assert_eq!(ended.stop(), Some(StopReason::MorePain));
        assert_eq!(told(None, None, &["dizziness"]).stop(), Some(StopReason::New(Symptom::Dizziness)));
    }

    #[test]
    fn six_and_more_begins_nothing() {
        assert_eq!((stop_before(None), stop_before(Some(5))), (None, None));
        for pain in 6..=255 {
            assert_eq!(stop_before(Some(pain)), Some(StopReason::StrongPain));
        }
    }
}
