//! When a device that is away is tried again, and when one that is there counts as gone.

use std::time::{Duration, Instant};

/// Waits twice as long after each failure.
#[derive(Debug)]
pub(super) struct Retry {
    wait: Duration,
    due: Option<Instant>,
}

const FIRST_WAIT: Duration = Duration::from_millis(500);
/// Long enough to cost nothing, short enough for someone who just switched the loudspeaker on.
const LONGEST_WAIT: Duration = Duration::from_secs(16);

impl Default for Retry {
    fn default() -> Self {
        Self { wait: FIRST_WAIT, due: None }
    }
}

impl Retry {
    pub(super) fn is_due(&self) -> bool {
        self.due.is_none_or(|due| due <= now())
    }

    /// After a loss: a device that just went needs a moment, and failing to find it is no news.
    pub(super) fn begin(&mut self) {
        *self = Self::default();
        self.fail();
    }

    /// Notes a failure; whether it is the first.
    pub(super) fn fail(&mut self) -> bool {
        let is_first = self.due.is_none();
        self.due = now().checked_add(self.wait);
        self.wait = (self.wait * 2).min(LONGEST_WAIT);
        is_first
    }
}

/// Notices a device that takes no samples any more and does not say so.
#[derive(Debug, Default)]
pub(super) struct Watch {
    n_taken: u64,
    since: Option<Instant>,
}

const STUCK_AFTER: Duration = Duration::from_secs(3);

impl Watch {
    pub(super) fn is_stuck(&mut self, n_taken: u64) -> bool {
        let now = now();
        let since = *self.since.get_or_insert(now);
        if n_taken == self.n_taken {
            return STUCK_AFTER <= now.duration_since(since);
        }
        *self = Self { n_taken, since: Some(now) };
        false
    }
}

#[expect(clippy::disallowed_methods, reason = "when to try a device again; nothing that is said depends on it")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_twice_the_last_up_to_a_limit() {
        let mut retry = Retry::default();
        assert!(retry.is_due());
        let news: Vec<bool> = (0..8).map(|_| retry.fail()).collect();
        assert_eq!(news, [true, false, false, false, false, false, false, false]);
        assert!(!retry.is_due() && retry.wait == LONGEST_WAIT);
        retry.begin();
        assert!(!retry.is_due() && retry.wait == 2 * FIRST_WAIT && !retry.fail());
    }

    #[test]
    fn a_device_that_takes_samples_is_not_stuck() {
        let mut watch = Watch { n_taken: 5, since: now().checked_sub(STUCK_AFTER) };
        assert!(watch.is_stuck(5));
        assert!(!watch.is_stuck(6) && !watch.is_stuck(6), "time counts from the last sample");
    }
}
