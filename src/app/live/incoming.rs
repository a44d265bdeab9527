//! A picture on its way from a camera or file.

use std::time::Instant;

use crate::core::frame::Frame;

/// A picture with the instant at which it was taken.
#[derive(Debug, Clone)]
pub(super) struct Incoming {
    pub(super) frame: Frame,
    /// On the machine's clock.
    pub(super) taken: Instant,
}
