//! Colours, sizes and strokes of the window: here and nowhere else.

mod style;

use eframe::egui::{Color32, FontFamily, FontId, Stroke};

pub(super) use style::apply;

use crate::io::drawing::{self, GRAVE, Ink};
use crate::io::recording::Look;

/// The colours of one look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    pub(super) is_dark: bool,
    pub(super) ground: Color32,
    pub(super) card: Color32,
    /// What can be pressed and is not asked for.
    pub(super) control: Color32,
    pub(super) control_hovered: Color32,
    pub(super) line: Color32,
    pub(super) text: Color32,
    pub(super) faint_text: Color32,
    /// The one colour of what is asked for.
    pub(super) accent: Color32,
    pub(super) accent_hovered: Color32,
    pub(super) on_accent: Color32,
    pub(super) good: Color32,
    pub(super) slight: Color32,
    pub(super) bad: Color32,
    /// Of the dot while pictures are kept, as on every recorder.
    pub(super) recording: Color32,
    /// Around what the keyboard is at.
    pub(super) focus: Color32,
}

// Signal colours that people with any colour vision tell apart: Okabe and Ito, «Color Universal Design», 2008; the light
// look has them darker, for contrast.
#[expect(clippy::disallowed_methods, reason = "the one place of colours")]
const fn rgb(red: u8, green: u8, blue: u8) -> Color32 {
    Color32::from_rgb(red, green, blue)
}

/// Returns an ink of a display list as a colour of the window.
pub(super) const fn colour(Ink { rgb: [red, green, blue], opacity }: Ink) -> Color32 {
    Color32::from_rgba_unmultiplied_const(red, green, blue, opacity)
}

const DARK: Theme = Theme {
    is_dark: true,
    ground: rgb(13, 18, 23),
    card: rgb(24, 32, 40),
    control: rgb(40, 52, 63),
    control_hovered: rgb(53, 68, 82),
    line: rgb(52, 64, 75),
    text: rgb(242, 245, 247),
    faint_text: rgb(176, 188, 198),
    accent: colour(drawing::NEUTRAL),
    accent_hovered: rgb(126, 199, 240),
    on_accent: rgb(8, 18, 26),
    good: colour(drawing::GOOD),
    slight: colour(drawing::SLIGHT),
    bad: colour(drawing::BAD),
    recording: rgb(240, 62, 62),
    focus: rgb(240, 228, 66),
};

const LIGHT: Theme = Theme {
    is_dark: false,
    ground: rgb(241, 244, 246),
    card: rgb(255, 255, 255),
    control: rgb(226, 232, 237),
    control_hovered: rgb(211, 220, 228),
    line: rgb(208, 216, 223),
    text: rgb(20, 28, 35),
    faint_text: rgb(76, 90, 102),
    accent: rgb(0, 98, 155),
    accent_hovered: rgb(0, 114, 178),
    on_accent: rgb(255, 255, 255),
    good: rgb(0, 128, 94),
    slight: rgb(168, 104, 0),
    bad: rgb(184, 72, 0),
    recording: rgb(200, 24, 24),
    focus: rgb(120, 40, 120),
};

impl Theme {
    /// Returns the look that was chosen, or the system's.
    pub fn of(look: Look, system_is_dark: bool) -> Self {
        let is_dark = match look {
            Look::System => system_is_dark,
            Look::Dark => true,
            Look::Light => false,
        };
        if is_dark { DARK } else { LIGHT }
    }

    /// The colour of a fault of this severity, 0–1.
    pub(super) fn of_severity(&self, severity: f32) -> Color32 {
        if severity <= 0.0 {
            self.good
        } else if severity < GRAVE {
            self.slight
        } else {
            self.bad
        }
    }

    pub(super) fn border(&self) -> Stroke {
        Stroke::new(1.0, self.line)
    }
}

// On the picture, which is neither dark nor light.
pub(super) const PLATE: Color32 = colour(drawing::PLATE);
pub(super) const ON_PLATE: Color32 = colour(drawing::WHITE);
/// The same whatever the look: on the picture there is one ground.
pub(super) const SIGNALS: Theme = DARK;
/// Over a picture that is not now.
pub(super) const VEIL: Color32 = Color32::from_rgba_premultiplied(6, 8, 10, 170);
pub(super) const AS_IT_IS: Color32 = Color32::WHITE;
pub(super) const GREYED: Color32 = Color32::from_gray(96);

// Sizes in points.
pub(super) const TITLE: f32 = 30.0;
pub(super) const HEADING: f32 = 21.0;
pub(super) const BODY: f32 = 16.0;
pub(super) const SMALL: f32 = 13.5;
pub(super) const GAP: f32 = 12.0;
pub(super) const MARGIN: f32 = 20.0;
pub(super) const CARD_MARGIN: i8 = 18;
pub(super) const ROUNDING: u8 = 14;
pub(super) const BUTTON_ROUNDING: u8 = 10;
/// A finger, or a hand that shakes, meets it.
pub(super) const BUTTON_HEIGHT: f32 = 44.0;
/// To be hit while lying on the floor.
pub(super) const BIG_BUTTON_HEIGHT: f32 = 60.0;
pub(super) const FOCUS_WIDTH: f32 = 3.0;

/// Letters that are read from afar, and headings.
pub(super) fn strong(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(STRONG.into()))
}

/// Letters for reading.
pub(super) fn plain(size: f32) -> FontId {
    FontId::proportional(size)
}

const STRONG: &str = "strong";

#[cfg(test)]
mod tests {
    use super::*;

    /// As in WCAG 2.2, «relative luminance».
    fn luminance(colour: Color32) -> f32 {
        let linear = |channel: u8| {
            let share = f32::from(channel) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_is_read_and_signs_are_seen_on_every_ground() {
        for theme in [DARK, LIGHT] {
            for ground in [theme.ground, theme.card, theme.control] {
                for ink in [theme.text, theme.faint_text] {
                    assert!(4.5 <= contrast(ink, ground), "{ink:?} on {ground:?}: {}", contrast(ink, ground));
                }
            }
            for sign in [theme.accent, theme.good, theme.slight, theme.bad, theme.recording, theme.focus] {
                assert!(3.0 <= contrast(sign, theme.card), "{sign:?}: {}", contrast(sign, theme.card));
            }
            assert!(
                4.5 <= contrast(theme.on_accent, theme.accent)
                    && 4.5 <= contrast(theme.on_accent, theme.accent_hovered)
            );
        }
    }

    #[test]
    fn the_look_is_what_was_chosen_or_the_systems() {
        assert!(Theme::of(Look::System, true).is_dark && !Theme::of(Look::System, false).is_dark);
        assert!(Theme::of(Look::Dark, false).is_dark && !Theme::of(Look::Light, true).is_dark);
    }
}
