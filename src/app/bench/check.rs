//! Whether today's figures are as good as those stored.

use super::metrics::{Better, Metric, Metrics};

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Check {
    /// What is worse than it was or than it may be, a sentence each.
    pub worse: Vec<String>,
    /// What is better than it was.
    pub better: Vec<String>,
}

/// Floors on the rendered samples, whatever the baseline says: their labels are exact, so nothing excuses less.
const FLOORS: [(&str, Better, f64); 3] = [
    ("exact counts", Better::Higher, 1.0),
    ("faults F1", Better::Higher, 0.95),
    ("false repetitions", Better::Lower, 0.0),
];
/// Clips to which the floors belong.
const FLOORED: &str = "rendered/";
/// Rounding of what is stored.
const ROUNDING: f64 = 0.0011;

/// Compares figures with those of a baseline and with the floors.
pub fn check(now: &Metrics, baseline: &Metrics) -> Check {
    let mut found = Check::default();
    for (name, before) in baseline {
        let Some(metric) = now.get(name) else {
            found.worse.push(format!("{name}: was {}, and cannot be measured any more", before.value));
            continue;
        };
        let noise = before.noise.max(metric.noise) + ROUNDING;
        let change = format!("{name}: was {}, is {} (noise {:.3})", before.value, metric.value, noise);
        if noise < metric.worse_by(before) {
            found.worse.push(change);
        } else if noise < -metric.worse_by(before) {
            found.better.push(change);
        }
    }
    for (name, metric) in now.iter().filter(|(name, _)| name.starts_with(FLOORED)) {
        let floor = FLOORS.iter().find(|(figure, _, _)| name.ends_with(&format!("/{figure}")));
        if let Some((_, better, limit)) = floor {
            let at_least = Metric { value: *limit, noise: 0.0, better: *better };
            if 0.0 < metric.worse_by(&at_least) {
                found.worse.push(format!("{name}: is {}, and may not be worse than {limit}", metric.value));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metrics(name: &str, value: f64, better: Better) -> Metrics {
        Metrics::from([(name.to_owned(), Metric { value, noise: 0.02, better })])
    }

    #[test]
    fn what_is_worse_by_more_than_noise_is_told_and_what_is_not_is_not() {
        let before = metrics("filmed/hip_bridge/hold MAE s", 0.13, Better::Lower);
        let is_worse =
            |value| !check(&metrics("filmed/hip_bridge/hold MAE s", value, Better::Lower), &before).worse.is_empty();
        assert_eq!([0.05, 0.13, 0.149, 0.16].map(is_worse), [false, false, false, true]);
    }

    #[test]
    fn what_is_better_is_told_apart() {
        let before = metrics("filmed/hip_bridge/hold MAE s", 0.13, Better::Lower);
        let found = check(&metrics("filmed/hip_bridge/hold MAE s", 0.05, Better::Lower), &before);
        assert_eq!((found.worse.len(), found.better.len()), (0, 1));
    }

    #[test]
    fn a_floor_holds_even_where_the_baseline_was_below_it() {
        let low = metrics("rendered/hip_bridge/faults F1", 0.9, Better::Higher);
        assert_eq!(check(&low, &low).worse.len(), 1);
        let filmed = metrics("filmed/hip_bridge/faults F1", 0.9, Better::Higher);
        assert_eq!(check(&filmed, &filmed).worse.len(), 0);
        let one = metrics("rendered/hip_bridge/false repetitions", 1.0, Better::Lower);
        assert_eq!(check(&one, &one).worse.len(), 1);
    }

    #[test]
    fn a_figure_that_is_gone_is_worse() {
        let before = metrics("filmed/hip_bridge/hold MAE s", 0.13, Better::Lower);
        assert_eq!(check(&Metrics::new(), &before).worse.len(), 1);
    }
}
