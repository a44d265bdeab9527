//! Instants on a stream's own clock.

use serde::{Deserialize, Serialize};

/// Nanoseconds since the stream's first frame, stamped once at capture or taken from the file; never wall clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The stream's first frame.
    pub const ZERO: Self = Self(0);

    /// From nanoseconds since the stream's first frame.
    pub const fn from_nanos(nanos: i64) -> Self {
        Self(nanos)
    }

    /// From seconds since the stream's first frame, rounded to the nanosecond.
    pub fn from_secs(secs: f64) -> Self {
        Self((secs * 1e9).round() as i64)
    }

    /// Nanoseconds since the stream's first frame.
    pub const fn nanos(self) -> i64 {
        self.0
    }

    /// Seconds since the stream's first frame.
    pub fn secs(self) -> f64 {
        self.0 as f64 * 1e-9
    }

    /// Seconds from `earlier` to this instant; negative if it lies before. Spans over 292 years are that long.
    pub fn secs_since(self, earlier: Self) -> f64 {
        self.0.saturating_sub(earlier.0) as f64 * 1e-9
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    #[test]
    fn a_span_is_the_difference_of_two_instants() {
        let (a, b) = (Timestamp::from_secs(1.25), Timestamp::from_secs(3.0));
        assert_eq!(b.secs_since(a), 1.75);
        assert_eq!(a.secs_since(b), -1.75);
    }

    #[test]
    fn the_longest_span_does_not_overflow() {
        assert!(9.2e9 < Timestamp::from_nanos(i64::MAX).secs_since(Timestamp::from_nanos(i64::MIN)));
    }
}
