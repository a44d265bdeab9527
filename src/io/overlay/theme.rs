//! Colours and sizes of the panels.

use crate::io::drawing::Ink;

pub(super) const FAINT_TEXT: Ink = Ink::opaque(205, 210, 215);
/// Dark: on each signal colour it reads better than white.
pub(super) const BADGE_SIGN: Ink = Ink::opaque(12, 16, 20);

/// How large things are: 1 where the picture's shorter side measures 360 px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale(f32);

impl Scale {
    /// For a picture of that size, in px; letters never shrink below half.
    pub(super) fn of(width: u32, height: u32) -> Self {
        Self((width.min(height) as f32 / 360.0).max(0.5))
    }

    /// A length of the design in px.
    pub(super) fn px(self, length: f32) -> f32 {
        length * self.0
    }
}
