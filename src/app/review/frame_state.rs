//! One frame of a film.

use crate::core::judge::LiveView;
use crate::core::time::Timestamp;

/// What was seen in one frame.
#[derive(Debug, Clone, PartialEq)]
pub struct FrameState {
    /// The frame's time.
    pub at: Timestamp,
    /// What was known then. Joints are as they were judged, not as they are smoothed for the eye; the last repetition
    /// and the strip of a rhythm are left out.
    pub view: LiveView,
}
