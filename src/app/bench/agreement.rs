//! How well readings agree with the truth.

use serde::{Deserialize, Serialize};

use crate::core::report::round;

/// Agreement of readings with the truth, in the unit of the readings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// Number of pairs.
    pub n: usize,
    /// Mean of reading − truth.
    pub bias: f64,
    /// Mean of |reading − truth|.
    pub mae: f64,
    /// Limits of agreement: 95 of 100 differences lie between (Bland & Altman 1986, bias ± 1.96 SD).
    pub limits: [f64; 2],
    /// Intraclass correlation for absolute agreement of single readings, ICC(2,1) (Shrout & Fleiss 1979); `None` for
    /// fewer than three pairs or where nothing varies.
    pub icc: Option<f64>,
}

impl Agreement {
    /// Computes the agreement of pairs (reading, truth); `None` for none.
    pub fn of(pairs: &[(f64, f64)]) -> Option<Self> {
        let n = pairs.len();
        let differences = || pairs.iter().map(|(reading, truth)| reading - truth);
        let bias = mean(differences())?;
        let mae = mean(differences().map(f64::abs))?;
        let spread = if n < 2 { 0.0 } else { sum_of_squares(differences(), bias) / (n - 1) as f64 };
        let half = 1.96 * spread.sqrt();
        let limits = [round(bias - half), round(bias + half)];
        Some(Self { n, bias: round(bias), mae: round(mae), limits, icc: icc(pairs).map(round) })
    }
}

/// ICC(2,1) of two raters, from the mean squares of a two-way analysis of variance.
fn icc(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = pairs.len() as f64;
    if n < 3.0 {
        return None;
    }
    let readings = mean(pairs.iter().map(|pair| pair.0))?;
    let truths = mean(pairs.iter().map(|pair| pair.1))?;
    let grand = f64::midpoint(readings, truths);
    let subjects = sum_of_squares(pairs.iter().map(|(a, b)| f64::midpoint(*a, *b)), grand) * 2.0;
    let raters = n * ((readings - grand).powi(2) + (truths - grand).powi(2));
    let total = sum_of_squares(pairs.iter().flat_map(|(a, b)| [*a, *b]), grand);
    let (between, rater) = (subjects / (n - 1.0), raters);
    let rest = ((total - subjects - raters) / (n - 1.0)).max(0.0);
    let whole = between + rest + 2.0 * (rater - rest) / n;
    (f64::EPSILON < whole).then(|| (between - rest) / whole)
}

/// The mean; `None` of nothing.
pub(super) fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (n, sum) = values.fold((0_u32, 0.0), |(n, sum), value| (n + 1, sum + value));
    (0 < n).then(|| sum / f64::from(n))
}

/// The value that a share of the values do not exceed; `None` of nothing.
pub(super) fn quantile(mut values: Vec<f64>, share: f64) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    values.get((last as f64 * share).round() as usize).copied()
}

fn sum_of_squares(values: impl Iterator<Item = f64>, around: f64) -> f64 {
    values.map(|value| (value - around).powi(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_offset_is_bias_and_no_spread() {
        let agreement = Agreement::of(&[(101.0, 100.0), (121.0, 120.0), (141.0, 140.0)]).unwrap();
        assert_eq!((agreement.bias, agreement.mae, agreement.limits), (1.0, 1.0, [1.0, 1.0]));
        assert!(0.99 < agreement.icc.unwrap());
    }

    #[test]
    fn the_correlation_is_that_of_the_textbook() {
        // Shrout & Fleiss 1979, table 2, judges 1 and 4: by their formula for case 2.
        let pairs = [(9.0, 8.0), (6.0, 2.0), (8.0, 8.0), (7.0, 6.0), (10.0, 9.0), (6.0, 7.0)];
        let icc = Agreement::of(&pairs).unwrap().icc.unwrap();
        assert!((icc - 0.648).abs() < 0.001, "{icc}");
    }

    #[test]
    fn opposite_readings_do_not_agree() {
        let icc = Agreement::of(&[(1.0, 3.0), (2.0, 2.0), (3.0, 1.0)]).unwrap().icc.unwrap();
        assert!(icc < 0.0, "{icc}");
    }

    #[test]
    fn nothing_agrees_with_nothing() {
        assert_eq!(Agreement::of(&[]), None);
        assert_eq!(quantile(Vec::new(), 0.5), None);
    }
}
