//! Slow motion and time lapse, as far as a file declares them: its times are then not those of life.

/// The key under which Android's cameras store how many frames a second they took.
///
/// Apple has no such key: `com.apple.quicktime.full-frame-rate-playback-intent` is 0 in ordinary recordings of iPhones,
/// too, and slow motion is either stored at the times of life, stretched by an edit list, or stretched for good.
pub(super) const CAPTURE_FPS: &str = "com.android.capture.fps";

/// Rates that differ by less are the same: phones store 30 for 29.97, and 30 where a dim room gave 24.
const LEAST_FACTOR: f64 = 1.5;
/// A file that plays fewer frames a second was filmed in a dim room, and its rate fell below the one declared.
const LEAST_PLAYED_FPS: f64 = 20.0;
/// A time lapse takes fewer frames a second; at more, a file of another rate was converted and plays as it was filmed.
const MOST_LAPSE_FPS: f64 = 20.0;

/// How fast a file plays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pace {
    /// Frames that the camera took in a second of life.
    pub(super) capture_fps: f64,
    /// Frames that the file shows in a second.
    pub(super) played_fps: f64,
}

impl Pace {
    /// Returns the pace of a file that declares another than life's.
    pub(super) fn declared(capture_fps: Option<f64>, played_fps: Option<f64>) -> Option<Self> {
        let (capture_fps, played_fps) = (capture_fps?, played_fps?);
        let pace = Self { capture_fps, played_fps };
        let is_real = capture_fps.is_finite() && 0.0 < capture_fps && LEAST_PLAYED_FPS <= played_fps;
        let is_lapse = pace.factor() * LEAST_FACTOR <= 1.0 && capture_fps < MOST_LAPSE_FPS;
        (is_real && (LEAST_FACTOR <= pace.factor() || is_lapse)).then_some(pace)
    }

    /// Returns how many seconds the file takes for a second of life.
    pub(super) fn factor(self) -> f64 {
        self.capture_fps / self.played_fps
    }

    /// Returns the time of life of a time of the file, both in ns since the first frame.
    pub(super) fn in_life(self, nanos: i64) -> i64 {
        (nanos as f64 / self.factor()).round() as i64
    }
}

#[cfg(test)]
mod tests {
    use super::Pace;

    fn factor(capture_fps: f64, played_fps: f64) -> Option<f64> {
        Pace::declared(Some(capture_fps), Some(played_fps)).map(Pace::factor)
    }

    #[test]
    fn slow_motion_and_time_lapse_are_told_from_ordinary_recordings() {
        assert_eq!(factor(240.0, 30.0), Some(8.0));
        assert_eq!(factor(60.0, 30.0), Some(2.0));
        assert_eq!(factor(3.0, 30.0), Some(0.1));
        assert_eq!(factor(240.0, 240.0), None, "stored at the times of life");
        assert_eq!(factor(30.0, 24.0), None);
        assert_eq!(factor(30.0, 15.0), None, "a dim room");
        assert_eq!(factor(30.0, 60.0), None, "converted");
        assert_eq!(factor(f64::NAN, 30.0), None);
        assert_eq!(Pace::declared(None, Some(30.0)), None);
    }

    #[test]
    fn times_of_life_are_shorter_by_the_factor() {
        let pace = Pace::declared(Some(120.0), Some(30.0)).unwrap();
        assert_eq!(pace.in_life(4_000_000_000), 1_000_000_000);
    }
}
