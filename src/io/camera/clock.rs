//! The machine's clocks, and the stream's time made from them.

use std::time::{Duration, Instant};

use crate::core::time::Timestamp;

/// Less is the jitter of reading two clocks one after the other.
const SHORTEST_SLEEP: Duration = Duration::from_millis(50);
/// A stamp of the driver that is older than that comes from another clock.
const OLDEST_STAMP: Duration = Duration::from_secs(5);

/// Longer than that takes only who is interrupted while he reads.
#[cfg(target_os = "linux")]
const LONGEST_READING: Duration = Duration::from_millis(1);
#[cfg(target_os = "linux")]
const MOST_READINGS: u32 = 8;

/// One reading of the machine's clocks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Now {
    /// What latency is counted from.
    pub(super) instant: Instant,
    /// The clock that stamps frames. On Linux it stands still while the machine sleeps.
    pub(super) monotonic: Duration,
    /// How long the machine slept since it was switched on, as far as it tells.
    pub(super) asleep: Duration,
}

impl Now {
    #[cfg(target_os = "linux")]
    pub(super) fn read() -> Self {
        use rustix::time::{ClockId, Timespec, clock_gettime};
        let read = |clock| {
            let Timespec { tv_sec, tv_nsec } = clock_gettime(clock);
            Duration::new(tv_sec.unsigned_abs(), u32::try_from(tv_nsec).unwrap_or_default())
        };
        Self::read_at_once(|| read(ClockId::Monotonic), || (instant(), read(ClockId::Boottime)))
    }

    /// Whoever is interrupted between two clocks sees a sleep that was none. So the others are read between two readings
    /// of the monotonic clock, and all of them anew when these are far apart.
    #[cfg(target_os = "linux")]
    fn read_at_once(monotonic: impl Fn() -> Duration, others: impl Fn() -> (Instant, Duration)) -> Self {
        let reading = || {
            let before = monotonic();
            let (instant, since_boot) = others();
            let took = monotonic().saturating_sub(before);
            (took, Self { instant, monotonic: before, asleep: since_boot.saturating_sub(before) })
        };
        let mut best = reading();
        for _ in 1..MOST_READINGS {
            if best.0 <= LONGEST_READING {
                break;
            }
            let again = reading();
            best = if again.0 < best.0 { again } else { best };
        }
        best.1
    }

    /// Windows's `Instant` goes on through a sleep; that of macOS does not, and a sleep does not show there.
    #[cfg(not(target_os = "linux"))]
    pub(super) fn read() -> Self {
        static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        let instant = instant();
        let monotonic = instant.saturating_duration_since(*START.get_or_init(|| instant));
        Self { instant, monotonic, asleep: Duration::ZERO }
    }
}

#[expect(clippy::disallowed_methods, reason = "frames are stamped here, once, as they are captured")]
fn instant() -> Instant {
    Instant::now()
}

/// When a frame was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// In the stream's time.
    pub(super) at: Timestamp,
    /// The same on the machine's clock.
    pub(super) taken: Instant,
    /// Whether the machine slept since the frame before.
    pub(super) has_slept: bool,
}

/// The stream's time: strictly increasing, from the first frame on, through sleeps.
#[derive(Debug, Default)]
pub(super) struct Stamps {
    first: Option<Duration>,
    last: Option<Duration>,
    /// The reading at the frame before: until then the machine had slept so long.
    before: Option<(Duration, Duration)>,
}

impl Stamps {
    /// When the frame that was `captured` by the driver's clock, if it tells, and handed over `now` was taken.
    ///
    /// `None` if that is not later than the frame before.
    pub(super) fn stamp(&mut self, captured: Option<Duration>, now: Now) -> Option<Stamp> {
        let age = captured.and_then(|captured| now.monotonic.checked_sub(captured));
        let age = age.filter(|age| *age < OLDEST_STAMP).unwrap_or_default();
        let captured = now.monotonic.saturating_sub(age);
        let (asleep, has_slept) = self.asleep(captured, now);
        let taken = captured + asleep;
        if self.last.is_some_and(|last| taken <= last) {
            return None;
        }
        self.last = Some(taken);
        let since_first = taken.saturating_sub(*self.first.get_or_insert(taken));
        let at = Timestamp::from_nanos(i64::try_from(since_first.as_nanos()).unwrap_or(i64::MAX));
        Some(Stamp { at, taken: now.instant.checked_sub(age).unwrap_or(now.instant), has_slept })
    }

    /// How long the machine had slept when the frame was captured, and whether it did since the frame before.
    fn asleep(&mut self, captured: Duration, now: Now) -> (Duration, bool) {
        let Some((read_at, asleep)) = self.before else {
            self.before = Some((now.monotonic, now.asleep));
            return (now.asleep, false);
        };
        // A frame that waited in the driver through the sleep was captured before it.
        if captured <= read_at || now.asleep.saturating_sub(asleep) < SHORTEST_SLEEP {
            if read_at < captured {
                self.before = Some((now.monotonic, asleep));
            }
            return (asleep, false);
        }
        self.before = Some((now.monotonic, now.asleep));
        (now.asleep, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now(monotonic_millis: u64, asleep_millis: u64) -> Now {
        let [monotonic, asleep] = [monotonic_millis, asleep_millis].map(Duration::from_millis);
        Now { instant: instant(), monotonic, asleep }
    }

    /// Milliseconds of the stream, each frame handed over 5 ms after it was captured.
    fn millis(frames: &[(u64, u64)]) -> Vec<Option<i64>> {
        let mut stamps = Stamps::default();
        let mut stamp = |captured: u64, asleep: u64| {
            let stamp = stamps.stamp(Some(Duration::from_millis(captured)), now(captured + 5, asleep));
            stamp.map(|stamp| stamp.at.nanos() / 1_000_000)
        };
        frames.iter().map(|(captured, asleep)| stamp(*captured, *asleep)).collect()
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn who_is_interrupted_while_reading_the_clocks_has_not_slept() {
        // Switched on 100 s ago and asleep for 40 of them. Every reading takes 10 µs, and is interrupted as said.
        let read = |interruptions: &[u64]| {
            let (elapsed, n_read) = (std::cell::Cell::new(Duration::ZERO), std::cell::Cell::new(0));
            let tick = || {
                let millis = interruptions.get(n_read.replace(n_read.get() + 1)).copied().unwrap_or_default();
                elapsed.set(elapsed.get() + Duration::from_micros(10) + Duration::from_millis(millis));
                elapsed.get()
            };
            let monotonic = || Duration::from_mins(1) + tick();
            Now::read_at_once(monotonic, || (instant(), Duration::from_secs(100) + tick())).asleep
        };
        let is_right = |asleep: Duration| asleep.abs_diff(Duration::from_secs(40)) < Duration::from_millis(1);
        assert!(is_right(read(&[])) && is_right(read(&[80])), "nothing came between the clocks");
        assert!(is_right(read(&[0, 80])), "between the clocks");
        assert!(is_right(read(&[0, 80, 0, 0, 0, 90, 0, 300])), "again and again");
        let always = [70; 100];
        let asleep = read(&always);
        assert!(asleep < Duration::from_millis(40_080), "{asleep:?}: it ends though, and with what came closest");
    }

    #[test]
    fn time_runs_from_the_first_frame_by_the_drivers_stamps() {
        assert_eq!(millis(&[(5000, 0), (5040, 0), (5070, 0)]), [0, 40, 70].map(Some));
    }

    #[test]
    fn a_sleep_is_a_gap_of_its_real_length() {
        let frames = [(5000, 700), (5040, 700), (5080, 60_700), (5120, 60_700)];
        assert_eq!(millis(&frames), [0, 40, 60_080, 60_120].map(Some));
    }

    #[test]
    fn clocks_read_one_after_the_other_are_no_sleep() {
        let mut stamps = Stamps::default();
        for (millis, asleep) in [(100, 0), (140, 1), (180, 0), (220, 2)] {
            let stamp = stamps.stamp(Some(Duration::from_millis(millis)), now(millis, asleep)).unwrap();
            assert_eq!((stamp.at.nanos(), stamp.has_slept), (i64::try_from(millis - 100).unwrap() * 1_000_000, false));
        }
    }

    #[test]
    fn a_frame_that_waited_through_the_sleep_was_taken_before_it() {
        let mut stamps = Stamps::default();
        let mut stamp = |captured: u64, read: u64, asleep: u64| {
            let stamp = stamps.stamp(Some(Duration::from_millis(captured)), now(read, asleep)).unwrap();
            (stamp.at.secs(), stamp.has_slept)
        };
        assert_eq!(stamp(1000, 1100, 0), (0.0, false));
        assert_eq!(stamp(1040, 1110, 9000), (0.04, false));
        assert_eq!(stamp(1140, 1150, 9000), (9.14, true));
    }

    #[test]
    fn time_does_not_stand_still_or_go_back() {
        let frames = [(5000, 0), (5000, 0), (4990, 0), (5001, 0)];
        assert_eq!(millis(&frames), [Some(0), None, None, Some(1)]);
    }

    #[test]
    fn a_stamp_of_another_clock_is_not_believed() {
        for foreign in [None, Some(7), Some(1_000_000)] {
            let mut stamps = Stamps::default();
            let mut at =
                |millis| stamps.stamp(foreign.map(Duration::from_secs), now(millis, 0)).map(|stamp| stamp.at.secs());
            assert_eq!([at(100_000), at(100_040)], [Some(0.0), Some(0.04)], "{foreign:?}");
        }
    }

    #[test]
    fn latency_counts_from_the_capture() {
        let now = now(1000, 0);
        let stamp = Stamps::default().stamp(Some(Duration::from_millis(960)), now).unwrap();
        assert_eq!(now.instant - stamp.taken, Duration::from_millis(40));
    }
}
