//! One picture with the instant it was taken: what every source yields and the pose model reads.

use crate::time::Timestamp;

/// A picture, upright (rotation applied), 8-bit RGB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// When it was taken or is to be shown.
    pub at: Timestamp,
    /// Width in px, at least 1.
    pub width: u32,
    /// Height in px, at least 1.
    pub height: u32,
    /// `[height, width, 3]`, row by row without padding, red first.
    pub rgb: Vec<u8>,
}

impl Frame {
    /// The longer side, in px.
    pub fn longer_side_px(&self) -> u32 {
        self.width.max(self.height)
    }
}
