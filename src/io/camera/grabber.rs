//! The seam between what reads a camera and what keeps it going.

use std::time::Duration;

use super::fault::CameraFault;
use super::mode::Mode;

/// A camera that was opened. Dropping it closes it.
pub(super) trait Grabber {
    /// Waits for the next frame, not longer than `at_most`; `None` if there was none.
    fn grab(&mut self, at_most: Duration) -> Result<Option<Shot>, CameraFault>;

    /// Stops the stream and starts it again.
    fn restart(&mut self) -> Result<(), CameraFault>;
}

/// What opens the camera that is meant, as often as it takes.
pub(super) trait Opener {
    fn open(&mut self) -> Result<Opened, CameraFault>;
}

/// A camera, and what was agreed with it.
pub(super) struct Opened {
    pub(super) grabber: Box<dyn Grabber>,
    pub(super) name: String,
    pub(super) mode: Mode,
}

/// A frame as it came from the camera.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shot {
    pub(super) bytes: Vec<u8>,
    /// Of a row of the first plane, 0 if there is no padding.
    pub(super) stride: usize,
    /// 0 to 255 instead of 16 to 235 for luma.
    pub(super) is_full_range: bool,
    /// The driver says that it is damaged, or gave it before.
    pub(super) is_stale: bool,
    /// How many frames the driver lost just before it.
    pub(super) n_lost: u32,
    /// By the driver's clock, if it tells.
    pub(super) captured: Option<Duration>,
}

/// Finds lost and repeated frames by the numbers that a driver gives them.
#[derive(Debug, Default)]
pub(super) struct Sequence {
    last: Option<u32>,
    /// Some drivers give every frame the same number: then nothing can be told.
    is_counting: bool,
}

impl Sequence {
    /// More lost at once is a driver that begins anew.
    const MOST_LOST: u32 = 1000;

    /// How many were lost just before `number`, and whether it came before.
    pub(super) fn next(&mut self, number: u32) -> (u32, bool) {
        let Some(last) = self.last.replace(number) else { return (0, false) };
        let step = number.wrapping_sub(last);
        let is_repeated = step == 0 && self.is_counting;
        self.is_counting |= 0 < step;
        (if step <= Self::MOST_LOST { step.saturating_sub(1) } else { 0 }, is_repeated)
    }
}

#[cfg(test)]
mod tests {
    use super::Sequence;

    fn told(numbers: &[u32]) -> Vec<(u32, bool)> {
        let mut sequence = Sequence::default();
        numbers.iter().map(|number| sequence.next(*number)).collect()
    }

    #[test]
    fn jumps_are_lost_frames_and_repeats_are_stale() {
        assert_eq!(told(&[7, 8, 11, 11, 12]), [(0, false), (0, false), (2, false), (0, true), (0, false)]);
    }

    #[test]
    fn a_driver_that_begins_anew_or_does_not_count_loses_nothing() {
        assert_eq!(told(&[900, 0, 1]), [(0, false); 3]);
        assert_eq!(told(&[u32::MAX, 0, 2]), [(0, false), (0, false), (1, false)]);
        assert_eq!(told(&[0, 0, 0]), [(0, false); 3]);
    }
}
