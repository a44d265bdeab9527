//! Line of a set: goal, holds, cadence, rhythm.

use crate::core::report::{MeasureReport, Rep, Set};
use crate::io::words::{Words, fill};

/// Returns the line of a set: how many of how many, how long they were held, how often and how evenly they came; `None`
/// where its exercise asks for none of that.
pub(super) fn set_line(set: &Set, words: &Words) -> Option<String> {
    let mut said = words.effort(set);
    if let Some(rhythm) = &set.rhythm {
        said.extend(rhythm.slope_s.and_then(|slope| slope_said(slope, words)));
    }
    (!said.is_empty()).then(|| said.join(" · "))
}

/// Of a change that its error does not explain.
fn slope_said(slope: MeasureReport, words: &Words) -> Option<String> {
    let text = if slope.value < 0.0 { &words.t_faster } else { &words.t_slower };
    let said = fill(text, &[("n", &words.number(slope.value.abs(), 2))]);
    (slope.error < slope.value.abs() && 0.01 <= slope.value.abs()).then_some(said)
}

/// Period and range of a repetition, in the columns of hold and angle; `None` for an exercise that is no rhythm.
pub(super) fn columns(rep: &Rep, set: Option<&Set>, words: &Words) -> Option<[String; 2]> {
    set?.rhythm.as_ref()?;
    let read = |name: &str| rep.measures.get(name).map(|reading| reading.value);
    let period = read("period_s").map(|secs| fill(&words.t_every, &[("n", &words.number(secs, 1))]));
    let range = read("range_of_baseline").map(|share| fill(&words.t_range, &[("n", &format!("{:.0}", share * 100.0))]));
    let [period, range] = [period, range].map(Option::unwrap_or_default);
    Some([period, range])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::report::{CadenceReport, HoldReport, RhythmReport};

    fn told(set: &Set) -> Option<String> {
        set_line(set, Words::english())
    }

    fn set(slope: f64) -> Set {
        let reading = |value: f64, error: f64| Some(MeasureReport { value, error });
        let rhythm = RhythmReport {
            goal: Some(20),
            period_s: reading(3.21, 0.15),
            unevenness: reading(0.043, 0.01),
            slope_s: reading(slope, 0.02),
            smoothness_sparc: None,
        };
        let (exercise, score) = ("pelvic_tilt".to_owned(), Some(90.0));
        Set {
            exercise,
            start_s: 1.0,
            end_s: 46.0,
            n_reps: 14,
            score,
            confidence: 1.0,
            goal: None,
            hold_goal_s: None,
            hold: None,
            cadence: None,
            rhythm: Some(rhythm),
        }
    }

    #[test]
    fn a_set_is_told_in_one_line_and_a_change_only_where_it_is_one() {
        let line = "14 of 20 · one every 3.2 s ±0.1 · periods vary by 4 % ±1";
        assert_eq!(told(&set(0.015)).as_deref(), Some(line));
        assert_eq!(told(&set(-0.06)), Some(format!("{line} · 0.06 s faster each time")));
        let plain = Set { rhythm: None, ..set(0.0) };
        assert_eq!(told(&plain), None);
        assert_eq!(told(&Set { goal: Some(20), ..plain }).as_deref(), Some("14 of 20"));
    }

    #[test]
    fn holds_and_cadence_are_told_with_their_error_and_what_is_asked_for() {
        let reading = |value: f64, error: f64| MeasureReport { value, error };
        let plain = Set { rhythm: None, ..set(0.0) };
        let hold = HoldReport { total_s: reading(41.25, 1.5), longest_s: reading(12.0, 0.3) };
        let line = "held 41.2 s ±1.5 in all, 12.0 s ±0.3 at the longest";
        assert_eq!(told(&Set { hold: Some(hold), ..plain.clone() }).as_deref(), Some(line));
        let (per_minute, n_intervals) = (reading(112.4, 3.6), 40);
        let asked = [Some(100.0), Some(130.0)];
        let cadence = |[from_per_minute, to_per_minute]: [Option<f64>; 2]| CadenceReport {
            per_minute,
            n_intervals,
            from_per_minute,
            to_per_minute,
        };
        let said = |asked| told(&Set { cadence: Some(cadence(asked)), ..plain.clone() }).unwrap();
        assert_eq!(said(asked), "112 steps a minute ±4 (asked for: 100 to 130)");
        assert_eq!(said([None; 2]), "112 steps a minute ±4");
    }
}
