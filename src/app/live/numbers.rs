//! How the machine keeps up, over the last seconds.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Rates are those of the last two seconds.
const OVER: Duration = Duration::from_secs(2);

/// Poses of the last seconds: when each was known, and how long after its picture was taken.
#[derive(Debug, Default)]
pub(super) struct Pace {
    poses: VecDeque<(Instant, Duration)>,
}

impl Pace {
    pub(super) fn push(&mut self, taken: Instant, known: Instant) {
        self.poses.push_back((known, known.saturating_duration_since(taken)));
        while self.poses.front().is_some_and(|(first, _)| OVER < known.duration_since(*first)) {
            self.poses.pop_front();
        }
    }

    /// Poses per second; `None` before there are three.
    pub(super) fn hz(&self) -> Option<f64> {
        let (first, last) = (self.poses.front()?.0, self.poses.back()?.0);
        let secs = last.duration_since(first).as_secs_f64();
        (2 < self.poses.len() && 0.0 < secs).then(|| (self.poses.len() - 1) as f64 / secs)
    }

    /// Median delay, in ms.
    pub(super) fn delay_ms(&self) -> Option<f64> {
        let mut delays: Vec<Duration> = self.poses.iter().map(|(_, delay)| *delay).collect();
        delays.sort_unstable();
        delays.get(delays.len() / 2).map(|delay| delay.as_secs_f64() * 1000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_that_of_the_last_seconds_and_the_delay_its_median() {
        let (mut pace, begun) = (Pace::default(), super::super::now());
        let millis = Duration::from_millis;
        assert_eq!((pace.hz(), pace.delay_ms()), (None, None));
        // Ten seconds at 10 Hz, then three at 25 Hz.
        for k in 0..100 {
            pace.push(begun + millis(100 * k), begun + millis(100 * k + 90));
        }
        for k in 0..75 {
            pace.push(begun + millis(10_000 + 40 * k), begun + millis(10_000 + 40 * k + 30));
        }
        assert!((pace.hz().unwrap() - 25.0).abs() < 0.1, "{:?}", pace.hz());
        assert!((pace.delay_ms().unwrap() - 30.0).abs() < 0.1);
    }
}
