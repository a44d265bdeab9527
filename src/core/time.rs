//! Instants on a stream's own clock.

use serde::{Deserialize, Serialize};

/// Nanoseconds since the stream's first frame, stamped once at capture or taken from the file; never wall clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The stream's first frame.
    pub const ZERO: Self = Self(0);

    /// Converts nanoseconds since the stream's first frame.
    pub const fn from_nanos(nanos: i64) -> Self {
        Self(nanos)
    }

    /// Converts seconds since the stream's first frame, rounded to the nanosecond.
    pub fn from_secs(secs: f64) -> Self {
        Self((secs * 1e9).round() as i64)
    }

    /// Returns the nanoseconds since the stream's first frame.
    pub const fn nanos(self) -> i64 {
        self.0
    }

    /// Returns the seconds since the stream's first frame.
    pub fn secs(self) -> f64 {
        self.0 as f64 * 1e-9
    }

    /// Returns the seconds from `earlier` to this instant; negative if it lies before. Spans over 292 years are that
    /// long.
    pub fn secs_since(self, earlier: Self) -> f64 {
        self.0.saturating_sub(earlier.0) as f64 * 1e-9
    }
}

/// Returns `1:07.3`: minutes, seconds and tenths of an instant in s.
pub fn clock(secs: f64) -> String {
    let tenths = (secs.max(0.0) * 10.0).round() as u64;
    format!("{}:{:02}.{}", tenths / 600, tenths / 10 % 60, tenths % 10)
}

/// A pause between two instants that is longer than this leaves open what was between, in s: 15 lost frames of 30 a second.
const UNSEEN_SECS: f64 = 0.5;

/// For how long something has been so, without a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lasting {
    /// First and last instant of it.
    span: Option<(Timestamp, Timestamp)>,
}

impl Lasting {
    /// Takes whether it is so at an instant; for how long it has been so by now, in s. After a pause it begins anew.
    pub fn push(&mut self, at: Timestamp, is_so: bool) -> f64 {
        let whole = self.span.filter(|(_, last)| at.secs_since(*last) <= UNSEEN_SECS);
        let first = whole.map_or(at, |(first, _)| first);
        self.span = is_so.then_some((first, at));
        if is_so { at.secs_since(first) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lasting, Timestamp, clock};

    #[test]
    fn a_clock_tells_minutes_seconds_and_tenths_and_never_sixty_seconds() {
        assert_eq!([64.46, 5.0, 59.97, -0.1].map(clock), ["1:04.5", "0:05.0", "1:00.0", "0:00.0"]);
    }

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

    #[test]
    fn what_has_lasted_begins_anew_after_a_break_and_after_a_pause() {
        let mut lasting = Lasting::default();
        let mut push = |secs: f64, is_so| lasting.push(Timestamp::from_secs(secs), is_so);
        let lasted = [(0.0, true), (0.4, true), (0.8, false), (1.2, true), (1.6, true), (2.2, true), (2.6, true)];
        let lasted = lasted.map(|(secs, is_so)| push(secs, is_so));
        for (read, truth) in lasted.iter().zip([0.0, 0.4, 0.0, 0.0, 0.4, 0.0, 0.4]) {
            assert!((read - truth).abs() < 1e-9, "{lasted:?}");
        }
    }
}
