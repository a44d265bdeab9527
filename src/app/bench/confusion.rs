//! Which exercise the program takes each repetition for when it is not told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::label::Label;
use super::metrics::{Better, Metric, Metrics};
use crate::core::report::{Judgement, round};

/// Numbers of repetitions by what the label says and what they were taken for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Confusion {
    /// By the label's exercise, then by the one that was recognised.
    pub rows: BTreeMap<String, BTreeMap<String, usize>>,
}

/// What is no exercise, or was not found.
pub const NOTHING: &str = "nothing";

impl Confusion {
    /// Adds a clip that was judged without a named exercise.
    pub fn add(&mut self, label: &Label, judgement: &Judgement) {
        let shown = label.exercise.clone().unwrap_or_else(|| NOTHING.into());
        let n_right = judgement.reps.iter().filter(|rep| rep.exercise == shown).count();
        let row = self.rows.entry(shown).or_default();
        for rep in &judgement.reps {
            *row.entry(rep.exercise.clone()).or_default() += 1;
        }
        let n_missed = label.n_reps().saturating_sub(n_right);
        if 0 < n_missed || row.is_empty() {
            *row.entry(NOTHING.into()).or_default() += n_missed;
        }
    }

    /// Returns every name that stands in a row or column.
    pub fn names(&self) -> Vec<&str> {
        let told = self.rows.values().flat_map(BTreeMap::keys);
        let mut names: Vec<&str> = self.rows.keys().chain(told).map(String::as_str).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Adds the share that was recognised right, and the number of repetitions that were recognised and are none of it.
    pub fn add_metrics(&self, origin: &str, metrics: &mut Metrics) {
        let (mut right, mut wrong, mut labelled) = (0, 0, 0);
        for (shown, row) in &self.rows {
            for (told, n) in row {
                let is_right = told == shown;
                right += if is_right { *n } else { 0 };
                wrong += if is_right || told == NOTHING { 0 } else { *n };
                labelled += if is_right || told == NOTHING { *n } else { 0 };
            }
        }
        let mut add = |name: &str, value: f64, better: Better| {
            metrics.insert(format!("{origin}/auto/{name}"), Metric { value, noise: 0.0, better });
        };
        add("right", round(f64::from(right as u32) / f64::from(labelled.max(1) as u32)), Better::Higher);
        add("wrong", f64::from(wrong as u32), Better::Lower);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercises::HIP_BRIDGE;
    use crate::core::judge::Judge;
    use crate::core::pose::Stream;

    fn label(json: &str) -> Label {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn what_is_missed_counts_as_taken_for_nothing_and_nothing_found_in_nothing_is_right() {
        let nothing_found = Judge::new(&HIP_BRIDGE, Stream { width: 640, height: 360 }).finish();
        let mut confusion = Confusion::default();
        confusion.add(&label(r#"{"exercise": "hip_bridge", "count": 3}"#), &nothing_found);
        confusion.add(&label(r#"{"exercise": null, "count": 0}"#), &nothing_found);
        assert_eq!(confusion.rows["hip_bridge"][NOTHING], 3);
        assert_eq!(confusion.rows[NOTHING][NOTHING], 0);
        let mut metrics = Metrics::new();
        confusion.add_metrics("filmed", &mut metrics);
        assert_eq!((metrics["filmed/auto/right"].value, metrics["filmed/auto/wrong"].value), (0.0, 0.0));
    }
}
