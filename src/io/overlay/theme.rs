//! Colours and sizes of the drawing.

/// Red, green, blue, opacity, 0–255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u8, pub(super) u8, pub(super) u8, pub(super) u8);

// Signal colours that people with any colour vision tell apart: Okabe and Ito, «Color Universal Design», 2008.
pub(super) const GOOD: Colour = Colour(0, 158, 115, 255);
pub(super) const SLIGHT: Colour = Colour(230, 159, 0, 255);
pub(super) const BAD: Colour = Colour(213, 94, 0, 255);
pub(super) const NEUTRAL: Colour = Colour(86, 180, 233, 255);

pub(super) const TEXT: Colour = Colour(255, 255, 255, 255);
pub(super) const FAINT_TEXT: Colour = Colour(205, 210, 215, 255);
/// Dark: on each signal colour it reads better than white.
pub(super) const BADGE_SIGN: Colour = Colour(12, 16, 20, 255);
pub(super) const PLATE: Colour = Colour(12, 16, 20, 190);

pub(super) const NEAR_BONE: Colour = Colour(255, 255, 255, 235);
pub(super) const FAR_BONE: Colour = Colour(255, 255, 255, 105);
pub(super) const CHORD: Colour = Colour(255, 255, 255, 255);
/// Around every line, so that it shows on light ground as on dark.
pub(super) const CASING: Colour = Colour(12, 16, 20, 170);
pub(super) const FAR_CASING: Colour = Colour(12, 16, 20, 70);

/// The colour of a fault of this severity, 0–1.
pub(super) fn colour_of(severity: f32) -> Colour {
    if severity <= 0.0 {
        GOOD
    } else if severity < 0.5 {
        SLIGHT
    } else {
        BAD
    }
}

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
