//! The figures that must not get worse, by name, each with its noise.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::summary::{Shown, Summary};

/// A figure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Metric {
    /// What was measured.
    pub value: f64,
    /// By how much it changes when the joints jitter as between two engines or two encodings of one video.
    pub noise: f64,
    /// Direction that is better.
    pub better: Better,
}

/// Direction that is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Better {
    Higher,
    Lower,
}

/// Figures by «origin/exercise/figure».
pub type Metrics = BTreeMap<String, Metric>;

/// Returns the figures of some summaries, without noise.
pub fn metrics(summaries: &[Summary]) -> Metrics {
    let mut metrics = Metrics::new();
    for summary in summaries {
        let prefix = format!("{}/{}", summary.origin.name(), summary.exercise);
        let mut add = |name: &str, better: Better, value: Option<f64>| {
            let metric = value.map(|value| Metric { value, noise: 0.0, better });
            metrics.extend(metric.map(|metric| (format!("{prefix}/{name}"), metric)));
        };
        if let Some(shown) = &summary.shown {
            add_shown(&mut add, shown);
        }
        if let Some(negatives) = &summary.negatives {
            add("negative clips", Better::Higher, Some(negatives.clips as f64));
            add("false repetitions", Better::Lower, Some(negatives.false_reps as f64));
        }
    }
    metrics
}

fn add_shown(add: &mut impl FnMut(&str, Better, Option<f64>), shown: &Shown) {
    add("clips", Better::Higher, Some(shown.clips as f64));
    add("exact counts", Better::Higher, Some(shown.exact));
    add("off by one", Better::Higher, Some(shown.off_by_one));
    add("count MAE", Better::Lower, Some(shown.count_mae));
    add("starts and ends p95 s", Better::Lower, shown.ends_p95_s);
    add("hold MAE s", Better::Lower, shown.hold_mae_s);
    add("sides right", Better::Higher, shown.sides);
    add("coverage", Better::Higher, Some(shown.coverage));
    add("faults F1", Better::Higher, shown.all_faults.f1);
    add("faults judged", Better::Higher, Some(shown.all_faults.coverage));
    add("severity where labelled", Better::Higher, shown.severity_labelled);
    add("severity where absent", Better::Lower, shown.severity_absent);
    for (fault, score) in &shown.faults {
        add(&format!("{fault} F1"), Better::Higher, score.f1);
    }
    for (name, agreement) in &shown.angles {
        add(&format!("{name}, MAE"), Better::Lower, Some(agreement.mae));
    }
}

impl Metric {
    /// Returns by how much this is worse than `before`; negative where it is better.
    pub fn worse_by(&self, before: &Self) -> f64 {
        match before.better {
            Better::Higher => before.value - self.value,
            Better::Lower => self.value - before.value,
        }
    }
}
