//! Words for the usual amount of an exercise.

use serde::Deserialize;

use super::{Words, fill};
use crate::core::exercise::Dose;

/// A usual amount.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DoseWords {
    pub(crate) title: String,
    pub(crate) set: String,
    pub(crate) sets: String,
    pub(crate) repetitions: String,
    pub(crate) held: String,
    pub(crate) minutes: String,
    pub(crate) day: String,
    pub(crate) days: String,
    pub(crate) every_day: String,
}

/// Days of a week.
const ALL_DAYS: usize = 7;

impl Words {
    /// `2 sets of 10 repetitions, each held for 8 s, on 5 days a week`.
    pub(in crate::app::ui) fn dose_said(&self, dose: &Dose) -> String {
        let words = &self.dose;
        let number = |text: &str, n: &str| fill(text, &[("n", n)]);
        let counted =
            |one: &str, many: &str, n: usize| if n == 1 { one.to_owned() } else { number(many, &n.to_string()) };
        let reps = dose.repetitions.map(|n| number(&words.repetitions, &n.to_string()));
        let first = [counted(&words.set, &words.sets, dose.sets)].into_iter().chain(reps).collect::<Vec<_>>().join(" ");
        let held = dose.hold_secs.map(|secs| number(&words.held, &secs.to_string()));
        let minutes = dose.minutes.map(|minutes| number(&words.minutes, &minutes.to_string()));
        let days = match dose.days_a_week {
            ALL_DAYS => words.every_day.clone(),
            n => counted(&words.day, &words.days, n),
        };
        [Some(first), held, minutes, Some(days)].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dose_is_one_line_and_says_only_what_it_has() {
        let dose = Dose {
            sets: 2,
            repetitions: Some(10),
            hold_secs: Some(8.0),
            minutes: None,
            days_a_week: 5,
            source: "made up",
        };
        let [english, german] = Words::all();
        assert_eq!(english.dose_said(&dose), "2 sets of 10 repetitions, each held for 8 s, on 5 days a week");
        assert_eq!(german.dose_said(&dose), "2 Sätze mit 10 Wiederholungen, je 8 s gehalten, an 5 Tagen pro Woche");
        let minutes = Dose { sets: 1, repetitions: None, hold_secs: None, minutes: Some(10.0), days_a_week: 7, ..dose };
        assert_eq!(english.dose_said(&minutes), "1 set, for 10 minutes, every day");
        assert_eq!(
            german.dose_said(&Dose { days_a_week: 1, ..minutes }),
            "1 Satz, 10 Minuten lang, an einem Tag pro Woche"
        );
    }
}
