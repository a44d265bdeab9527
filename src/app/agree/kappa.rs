//! Cohen's κ, and how sure it is.

pub use crate::core::report::LEAST_CLIPS;
use crate::core::report::jackknife_95;

/// With fewer ratings by both κ is not told: `McHugh` 2012, 10.11613/BM.2012.031.
pub const LEAST_RATINGS: usize = 30;

/// Two raters' answers, counted crosswise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Crossed {
    /// Both say yes.
    pub both_yes: usize,
    /// The first alone says yes.
    pub only_first: usize,
    /// The second alone says yes.
    pub only_second: usize,
    /// Both say no.
    pub both_no: usize,
}

/// Why there is no κ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoKappa {
    /// Too little was rated by both.
    #[error("only {n} ratings by both, and from {LEAST_RATINGS} on a κ says something")]
    TooFew {
        /// How many were.
        n: usize,
    },
    /// A rater gave one answer only, so that chance cannot be distinguished from knowledge.
    #[error("one of them answered {} every time", if *answer { "yes" } else { "no" })]
    OneAnswer {
        /// Whether it was the first.
        is_first: bool,
        /// The answer.
        answer: bool,
    },
}

/// Why a κ has no interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoInterval {
    /// Too few clips.
    #[error("only {n} clips, and from {LEAST_CLIPS} on it can be told how much they differ")]
    FewClips {
        /// How many.
        n: usize,
    },
    /// There is nothing from which to tell how far chance may move it.
    #[error("they never disagreed")]
    NeverDisagreed,
    /// Without one of the clips there is no κ, so that it hangs on that one.
    #[error("all of one answer are of a single clip")]
    HangsOnOneClip,
}

impl Crossed {
    /// Counts pairs of answers (first, second).
    pub fn of(pairs: impl IntoIterator<Item = (bool, bool)>) -> Self {
        let mut crossed = Self::default();
        for pair in pairs {
            *match pair {
                (true, true) => &mut crossed.both_yes,
                (true, false) => &mut crossed.only_first,
                (false, true) => &mut crossed.only_second,
                (false, false) => &mut crossed.both_no,
            } += 1;
        }
        crossed
    }

    /// Returns how many were rated by both.
    pub const fn n(&self) -> usize {
        self.both_yes + self.only_first + self.only_second + self.both_no
    }

    /// Returns the share of equal answers, 0–1; `None` of none.
    pub fn agreement(&self) -> Option<f64> {
        (self.n() != 0).then(|| (self.both_yes + self.both_no) as f64 / self.n() as f64)
    }

    /// Returns Cohen's κ (Cohen 1960, 10.1177/001316446002000104): agreement beyond chance, 1 at most, 0 by chance.
    pub fn kappa(&self) -> Result<f64, NoKappa> {
        if self.n() < LEAST_RATINGS { Err(NoKappa::TooFew { n: self.n() }) } else { self.kappa_of_any() }
    }

    /// The same however few there are.
    fn kappa_of_any(&self) -> Result<f64, NoKappa> {
        let n = self.n() as f64;
        let (first, second) = (self.both_yes + self.only_first, self.both_yes + self.only_second);
        for (yes, is_first) in [(first, true), (second, false)] {
            if yes == 0 || yes == self.n() {
                return Err(NoKappa::OneAnswer { is_first, answer: yes != 0 });
            }
        }
        let [first, second] = [first, second].map(|yes| yes as f64 / n);
        let by_chance = first.mul_add(second, (1.0 - first) * (1.0 - second));
        Ok(((self.both_yes + self.both_no) as f64 / n - by_chance) / (1.0 - by_chance))
    }

    /// Returns κ if both answers were equally frequent, 2·agreement − 1 (Byrt 1993, 10.1016/0895-4356(93)90018-V):
    /// where a fault is rare, κ is low although nearly all answers are equal, and this is not.
    pub fn prevalence_adjusted(&self) -> Option<f64> {
        self.agreement().map(|agreement| agreement.mul_add(2.0, -1.0))
    }

    const fn without(&self, other: &Self) -> Self {
        Self {
            both_yes: self.both_yes - other.both_yes,
            only_first: self.only_first - other.only_first,
            only_second: self.only_second - other.only_second,
            both_no: self.both_no - other.both_no,
        }
    }

    /// Returns both together.
    #[must_use]
    pub const fn with(&self, other: &Self) -> Self {
        Self {
            both_yes: self.both_yes + other.both_yes,
            only_first: self.only_first + other.only_first,
            only_second: self.only_second + other.only_second,
            both_no: self.both_no + other.both_no,
        }
    }
}

/// Returns the interval that holds κ 95 of 100 times, from how much κ moves when one clip is left out.
pub fn jackknife(clips: &[Crossed]) -> Result<[f64; 2], NoInterval> {
    let n = clips.len();
    if n < LEAST_CLIPS {
        return Err(NoInterval::FewClips { n });
    }
    let all = clips.iter().fold(Crossed::default(), |sum, clip| sum.with(clip));
    if all.only_first + all.only_second == 0 {
        return Err(NoInterval::NeverDisagreed);
    }
    let without = clips.iter().map(|clip| all.without(clip).kappa_of_any()).collect::<Result<Vec<f64>, _>>();
    let (Ok(kappa), Ok(without)) = (all.kappa_of_any(), without) else { return Err(NoInterval::HangsOnOneClip) };
    let [low, high] = jackknife_95(kappa, &without);
    Ok([low.max(-1.0), high.min(1.0)])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn crossed([both_yes, only_first, only_second, both_no]: [usize; 4]) -> Crossed {
        Crossed { both_yes, only_first, only_second, both_no }
    }

    #[test]
    fn kappa_is_that_of_worked_examples() {
        // https://en.wikipedia.org/wiki/Cohen%27s_kappa: 20, 5, 10, 15 of 50 grants; and two tables of equal agreement.
        assert!((crossed([20, 5, 10, 15]).kappa().unwrap() - 0.4).abs() < 1e-12);
        assert!((crossed([45, 15, 25, 15]).kappa().unwrap() - 0.1304).abs() < 5e-5);
        assert!((crossed([25, 35, 5, 35]).kappa().unwrap() - 0.2593).abs() < 5e-5);
        // Feinstein and Cicchetti 1990: 85 % agreement, κ 0.70 where answers are balanced and 0.32 where they are not.
        let (balanced, rare) = (crossed([40, 9, 6, 45]), crossed([80, 10, 5, 5]));
        assert!((balanced.kappa().unwrap() - 0.70).abs() < 5e-3 && (rare.kappa().unwrap() - 0.32).abs() < 5e-3);
        assert_eq!(balanced.agreement(), rare.agreement());
        assert!((rare.prevalence_adjusted().unwrap() - 0.7).abs() < 1e-12);
    }

    #[test]
    fn where_it_cannot_be_told_there_is_none() {
        assert_eq!(crossed([13, 1, 1, 14]).kappa(), Err(NoKappa::TooFew { n: 29 }));
        assert_eq!(crossed([0, 0, 3, 27]).kappa(), Err(NoKappa::OneAnswer { is_first: true, answer: false }));
        assert_eq!(crossed([27, 0, 3, 0]).kappa(), Err(NoKappa::OneAnswer { is_first: false, answer: true }));
        assert_eq!(Crossed::default().agreement(), None);
    }

    #[test]
    fn the_interval_is_as_wide_as_clips_differ() {
        let alike = vec![crossed([4, 1, 1, 4]); 10];
        let [low, high] = jackknife(&alike).unwrap();
        assert!((low - 0.6).abs() < 1e-9 && (high - 0.6).abs() < 1e-9, "all clips say the same: {low} {high}");
        let mut unlike = vec![crossed([5, 0, 0, 5]); 5];
        assert_eq!(jackknife(&[unlike.as_slice(), &unlike].concat()), Err(NoInterval::NeverDisagreed));
        unlike.extend([crossed([3, 2, 2, 3]); 5]);
        let [low, high] = jackknife(&unlike).unwrap();
        assert!(low < 0.5 && 0.7 < high, "{low} {high}");
        assert_eq!(jackknife(&alike[..9]), Err(NoInterval::FewClips { n: 9 }));
        let mut hanging = vec![crossed([0, 0, 0, 10]); 9];
        hanging.push(crossed([5, 0, 1, 5]));
        assert_eq!(jackknife(&hanging), Err(NoInterval::HangsOnOneClip));
    }

    proptest! {
        #[test]
        fn kappa_is_the_same_whoever_is_first_and_never_above_one(counts in proptest::array::uniform4(0_usize..50)) {
            let [a, b, c, d] = counts;
            let (one, other) = (crossed([a, b, c, d]), crossed([a, c, b, d]));
            match (one.kappa(), other.kappa()) {
                (Ok(one), Ok(other)) => prop_assert!((one - other).abs() < 1e-12 && (-1.0..=1.0).contains(&one)),
                (one, other) => prop_assert!(one.is_err() && other.is_err()),
            }
        }
    }
}
