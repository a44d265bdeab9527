//! Pain and a stop in the words of lists and reports.

use crate::core::report::{SessionReport, StopReport};
use crate::core::safety::{StopReason, Symptom};

/// Statement that pain counts more than the score.
pub const COUNTS_MORE: &str = "Pain counts more than any score.";

/// Returns a stop as lists and reports say it.
pub fn stop_said(stop: &StopReport) -> String {
    let why = StopReason::by_id(&stop.reason).map_or(stop.reason.as_str(), |reason| reason.short());
    match stop.at_s {
        Some(secs) => format!("Stopped {secs:.0} s into the set with \"It hurts\""),
        None => format!("Stopped by what was told after it: {why}"),
    }
}

/// Returns pain and what is new, as far as it was reported.
pub fn pain_said(told: &SessionReport) -> String {
    let rating = |pain: Option<u8>| pain.map_or_else(|| "not told".to_owned(), |pain| format!("{pain} of 10"));
    let mut said = format!("Pain before: {}; after: {}", rating(told.pain_before), rating(told.pain_after));
    let name = |symptom: &Symptom| symptom.id().replace('_', " ");
    let is_new = |symptom: &&Symptom| told.new_symptoms.iter().any(|id| id == symptom.id());
    let new: Vec<String> = Symptom::ALL.iter().filter(is_new).map(name).collect();
    if !new.is_empty() {
        said.push_str("; new: ");
        said.push_str(&new.join(", "));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_what_was_told_and_what_was_not() {
        let stop = StopReport { reason: "more_pain".into(), at_s: None };
        assert_eq!(stop_said(&stop), "Stopped by what was told after it: the pain grew");
        let pressed = StopReport { at_s: Some(11.6), ..stop };
        assert_eq!(stop_said(&pressed), "Stopped 12 s into the set with \"It hurts\"");
        let new_symptoms = vec!["leg_pain".to_owned(), "dizziness".to_owned()];
        let told = SessionReport { pain_before: Some(2), new_symptoms, ..SessionReport::default() };
        assert_eq!(pain_said(&told), "Pain before: 2 of 10; after: not told; new: leg pain, dizziness");
    }
}
