//! Sets in a report: what was counted, how often, how evenly, how long it was held.

use serde::{Deserialize, Serialize};

use super::MeasureReport;
use crate::core::exercise::Tempo;

/// A run of repetitions of one exercise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as in the report")]
pub struct Set {
    pub exercise: String,
    pub start_s: f64,
    pub end_s: f64,
    pub n_reps: usize,
    pub score: Option<f64>,
    /// Mean over the repetitions, 0.5–1.
    pub confidence: f64,
    /// Number of repetitions that the exercise asks for; reports from before this field have it in the rhythm only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<usize>,
    /// Length that each hold was to have, in s; by it a hold was judged. `None` where the exercise judges none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_goal_s: Option<f64>,
    /// Length of the holds, of an exercise that is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<HoldReport>,
    /// Steps a minute, of an exercise that goes on evenly; `None` too where too few follow one another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence: Option<CadenceReport>,
    /// How even they came, of an exercise that is a rhythm.
    pub rhythm: Option<RhythmReport>,
}

impl Set {
    /// Returns the number of repetitions that the exercise asks for.
    pub fn asked_reps(&self) -> Option<usize> {
        self.goal.or_else(|| self.rhythm.as_ref()?.goal)
    }

    /// Returns that number if fewer were counted.
    pub fn goal_missed(&self) -> Option<usize> {
        self.asked_reps().filter(|goal| self.n_reps < *goal)
    }

    /// Sets the number of repetitions that was asked for; `None` where none was.
    pub fn ask_for(&mut self, reps: Option<usize>) {
        self.goal = reps;
        if let Some(rhythm) = &mut self.rhythm {
            rhythm.goal = reps;
        }
    }
}

/// Length of the holds of a set.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct HoldReport {
    /// Time of all holds together, in s.
    pub total_s: MeasureReport,
    /// Time of the longest hold, in s.
    pub longest_s: MeasureReport,
}

impl HoldReport {
    /// Returns `held 41.2 s ±1.5 in all, 12.0 s ±0.3 at the longest`.
    pub fn said(&self) -> String {
        let [total, longest] = [self.total_s, self.longest_s].map(|it| format!("{:.1} s ±{:.1}", it.value, it.error));
        format!("held {total} in all, {longest} at the longest")
    }
}

/// Cadence of a set; pauses, missed steps and cuts are left out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CadenceReport {
    /// Steps a minute.
    pub per_minute: MeasureReport,
    /// Number of intervals between steps that it was read from.
    pub n_intervals: usize,
    /// Least that the exercise asks for, in steps a minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_per_minute: Option<f64>,
    /// Most that it asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_per_minute: Option<f64>,
}

impl CadenceReport {
    /// Returns the range that the exercise asks for, in steps a minute.
    pub fn asked(&self) -> Option<(f64, f64)> {
        self.from_per_minute.zip(self.to_per_minute)
    }

    /// Returns `112 steps a minute ±4 (asked for: 100 to 130)`.
    pub fn said(&self) -> String {
        let MeasureReport { value, error } = self.per_minute;
        let asked = self.asked().map(|(from, to)| format!(" (asked for: {from:.0} to {to:.0})"));
        format!("{value:.0} steps a minute ±{error:.0}{}", asked.unwrap_or_default())
    }
}

/// The rhythm of a set; pauses and what may have been missed are left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RhythmReport {
    /// Number of repetitions that the exercise asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<usize>,
    /// Median time from one repetition to the next, in s.
    pub period_s: Option<MeasureReport>,
    /// Standard deviation of the periods ÷ their mean.
    pub unevenness: Option<MeasureReport>,
    /// By how much the period grows with every repetition, in s.
    pub slope_s: Option<MeasureReport>,
    /// Spectral arc length of the speed, median; nearer to 0 is smoother. `None` where noise would be told.
    pub smoothness_sparc: Option<MeasureReport>,
}

impl RhythmReport {
    /// Rounds a tempo for the report.
    pub fn new(goal: Option<usize>, tempo: &Tempo) -> Self {
        Self {
            goal,
            period_s: tempo.period.map(MeasureReport::new),
            unevenness: tempo.unevenness.map(MeasureReport::new),
            slope_s: tempo.slope.map(MeasureReport::new),
            smoothness_sparc: tempo.smoothness.map(MeasureReport::new),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_read_from_the_set_and_from_the_rhythm_of_an_old_report() {
        let read = |more: &str, rhythm: &str| -> Set {
            let json = format!(
                r#"{{"exercise":"bird_dog","start_s":1.0,"end_s":9.0,"n_reps":4,"score":null,"confidence":1.0{more},
                "rhythm":{rhythm}}}"#
            );
            serde_json::from_str(&json).unwrap()
        };
        let rhythm = r#"{"goal":20,"period_s":null,"unevenness":null,"slope_s":null,"smoothness_sparc":null}"#;
        assert_eq!(read("", rhythm).goal_missed(), Some(20));
        assert_eq!(read(r#","goal":10"#, "null").goal_missed(), Some(10));
        assert_eq!(read(r#","goal":4"#, "null").goal_missed(), None);
        assert_eq!(read("", "null").asked_reps(), None);
        let mut set = read(r#","goal":20"#, rhythm);
        set.ask_for(Some(4));
        assert_eq!((set.asked_reps(), set.goal_missed()), (Some(4), None), "a plan asked for less");
        set.ask_for(None);
        assert_eq!(set.asked_reps(), None);
    }
}
