//! Colours and sizes of what is drawn of a person: on a picture, and on paper.

use super::{Cap, Ink, Shape, Stroke};
use crate::core::geometry::Point;

// Signal colours that people with any colour vision tell apart: Okabe and Ito, «Color Universal Design», 2008; green and
// red are a little lighter, for contrast on dark ground.
/// Ink of a good reading, on a picture.
pub const GOOD: Ink = Ink::opaque(32, 184, 138);
/// Ink of a slight fault, on a picture.
pub const SLIGHT: Ink = Ink::opaque(230, 159, 0);
/// Ink of a grave fault, on a picture.
pub const BAD: Ink = Ink::opaque(236, 112, 20);
/// Ink of parts that are not judged, on a picture.
pub const NEUTRAL: Ink = Ink::opaque(86, 180, 233);
/// Lines and letters on a picture.
pub const WHITE: Ink = Ink::opaque(255, 255, 255);
/// Ink below letters on a picture.
pub const PLATE: Ink = DARK.through(190);

const DARK: Ink = Ink::opaque(12, 16, 20);
/// Around every line, so that it shows on light ground as on dark.
const CASING: Ink = DARK.through(170);

/// A fault this severe is grave, 0–1.
pub const GRAVE: f32 = 0.5;

/// Returns the colour of a fault of this severity, 0–1, on a picture.
pub fn ink_of(severity: f32) -> Ink {
    if severity <= 0.0 {
        GOOD
    } else if severity < GRAVE {
        SLIGHT
    } else {
        BAD
    }
}

/// Colours and sizes; lengths in units of the design.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// Bones of the side towards the camera.
    pub(super) near: Pen,
    /// The other bones.
    pub(super) far: Pen,
    /// Joints of the near side.
    pub(super) joint: Option<Joint>,
    /// True if the head is drawn.
    pub(super) has_head: bool,
    /// The key measure where it is read; its ink is that of a measure that is not judged.
    pub(super) line: Pen,
    /// The straight line or the level that it is compared with, and its dash and gap.
    pub(super) compared: (Pen, [f32; 2]),
    /// Points of the key measure.
    pub(super) point: Option<Joint>,
    /// The arc of an angle; its ink is that of the line.
    pub(super) arc: Option<Pen>,
}

/// How a line looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pen {
    pub(super) width: f32,
    pub(super) ink: Ink,
    /// Width and colour of a line below it.
    pub(super) casing: Option<(f32, Ink)>,
    pub(super) cap: Cap,
}

impl Pen {
    /// Returns the pen in another colour.
    pub(super) const fn in_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// Draws a line at `unit` times the size of the design: the casing, then the line. Dash and gap are in units of the
    /// design, too.
    pub(super) fn draw(self, points: &[Point], dash: Option<[f32; 2]>, unit: f32) -> impl Iterator<Item = Shape> {
        let dash = dash.map(|dash| dash.map(|length| length * unit));
        let stroke = move |(width, ink): (f32, Ink)| Stroke { width: width * unit, ink, dash, cap: self.cap };
        let strokes = self.casing.into_iter().chain([(self.width, self.ink)]).map(stroke);
        strokes.map(|stroke| Shape::Line { points: points.to_vec(), stroke })
    }
}

/// How a joint looks: a white disc or ring on a dark disc.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Joint {
    /// Radius of the dark disc.
    pub(super) casing: f32,
    pub(super) radius: f32,
}

/// Width of a ring, in radii, and its radius: both discs show beside it.
const RING: [f32; 2] = [1.4 / 3.6, 3.4 / 3.6];

impl Joint {
    /// Draws the joint at `unit` times the size of the design, hollow if it was guessed.
    pub(super) fn draw(self, at: Point, is_sure: bool, unit: f32) -> [Shape; 2] {
        let radius = self.radius * unit;
        let [width, middle] = RING.map(|share| share * radius);
        let top = if is_sure {
            Shape::Disc { at, radius, ink: WHITE }
        } else {
            Shape::Ring { at, radius: middle, width, ink: WHITE }
        };
        [Shape::Disc { at, radius: self.casing * unit, ink: CASING }, top]
    }
}

const fn cased(width: f32, ink: Ink, casing: (f32, Ink), cap: Cap) -> Pen {
    Pen { width, ink, casing: Some(casing), cap }
}

const fn plain(width: f32, ink: Ink) -> Pen {
    Pen { width, ink, casing: None, cap: Cap::Round }
}

impl Look {
    /// On a picture, which is neither dark nor light. The unit of the design is 1 px where the picture is 360 px high.
    pub const ON_PICTURE: Self = Self {
        near: cased(3.2, WHITE, (6.08, CASING), Cap::Flat),
        far: cased(2.0, WHITE.through(110), (3.8, DARK.through(70)), Cap::Flat),
        joint: Some(Joint { casing: 5.0, radius: 3.6 }),
        has_head: false,
        line: cased(5.0, NEUTRAL, (8.5, CASING), Cap::Round),
        compared: (cased(1.8, WHITE, (3.4, CASING), Cap::Flat), [5.0, 4.0]),
        point: Some(Joint { casing: 6.5, radius: 4.6 }),
        arc: Some(cased(2.8, NEUTRAL, (5.0, CASING), Cap::Flat)),
    };

    /// On white paper; the unit of the design is a point.
    pub const ON_PAPER: Self = Self {
        near: plain(2.2, Ink::DARK),
        far: plain(2.2, Ink::PALE),
        joint: None,
        has_head: true,
        line: plain(3.0, Ink::BLUE),
        compared: (plain(1.0, Ink::RED), [3.0, 4.2]),
        point: None,
        arc: None,
    };
}
