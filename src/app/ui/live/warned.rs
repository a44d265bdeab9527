//! Warnings of the view on the screen: each for a while when it comes, not for the whole set.

use crate::core::judge::ViewWarning;
use crate::core::time::Timestamp;

/// A warning is shown for so long, in s: it is read in less, and the set goes on all the same.
const SHOWN_SECS: f64 = 10.0;

/// The warnings that hold, and since when.
#[derive(Debug, Default)]
pub(in crate::app::ui) struct Warned(Vec<(ViewWarning, Timestamp)>);

impl Warned {
    /// Those of the warnings at an instant that are to be shown.
    pub(super) fn push(&mut self, at: Timestamp, warnings: &[ViewWarning]) -> Vec<ViewWarning> {
        self.0.retain(|(warning, _)| warnings.contains(warning));
        for warning in warnings {
            if self.0.iter().all(|(known, _)| known != warning) {
                self.0.push((*warning, at));
            }
        }
        let is_new = |warning: &ViewWarning| {
            self.0.iter().any(|(known, since)| known == warning && at.secs_since(*since) < SHOWN_SECS)
        };
        warnings.iter().copied().filter(|warning| stays(*warning) || is_new(warning)).collect()
    }
}

/// Returns true if nothing is judged as long as the warning holds.
const fn stays(warning: ViewWarning) -> bool {
    matches!(
        warning,
        ViewWarning::TooSmall | ViewWarning::OffView(_) | ViewWarning::NotLyingDown | ViewWarning::NotInPosture
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercise::AskedView;

    #[test]
    fn what_only_makes_errors_grow_is_shown_for_a_while_and_again_when_it_comes_back() {
        let mut warned = Warned::default();
        let mut at = |secs: f64, warnings: &[ViewWarning]| warned.push(Timestamp::from_secs(secs), warnings);
        let [small, dark, side] = [ViewWarning::Small, ViewWarning::Dark, ViewWarning::OffView(AskedView::Front)];
        assert_eq!(at(5.0, &[small]), [small]);
        assert_eq!(at(14.9, &[small, dark]), [small, dark]);
        assert_eq!(at(15.1, &[small, dark]), [dark]);
        assert_eq!(at(16.0, &[]), []);
        assert_eq!(at(17.0, &[small]), [small]);
        assert_eq!((at(18.0, &[side]), at(99.0, &[side])), (vec![side], vec![side]), "nothing is judged meanwhile");
    }
}
