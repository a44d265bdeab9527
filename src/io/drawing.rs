//! Display lists: lines, areas, discs and words as values, said once and painted in four ways.
//!
//! [`skeleton`] and [`KeyLine`] say what is drawn of a person, in the [`Look`] of a picture or of paper. The painters are
//! `io::overlay` (pixels of a video), `app::ui::shapes` (the window), `io::export::svg` and `io::export::pdf`.

mod key_line;
mod look;
mod skeleton;

pub use key_line::KeyLine;
pub use look::{BAD, GOOD, GRAVE, Look, NEUTRAL, PLATE, SLIGHT, WHITE, ink_of};
pub use skeleton::skeleton;

use crate::core::geometry::Point;

/// A drawing; lengths in points (1/72 inch), y **down** from the upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Description for readers who cannot see it.
    pub alt: String,
    /// Shapes, the lowest first.
    pub shapes: Vec<Shape>,
}

/// A part of a drawing. Lengths are those of what it is painted on: points of a page or a window, pixels of a picture.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Lines from point to point.
    Line {
        /// Points of its way.
        points: Vec<Point>,
        /// How it looks.
        stroke: Stroke,
    },
    /// A filled outline without holes.
    Area {
        /// Its corners.
        points: Vec<Point>,
        /// Its colour.
        ink: Ink,
    },
    /// A filled disc.
    Disc {
        /// Its middle.
        at: Point,
        /// From its middle to its edge.
        radius: f32,
        /// Its colour.
        ink: Ink,
    },
    /// A circle that is not filled.
    Ring {
        /// Its middle.
        at: Point,
        /// To the middle of the line.
        radius: f32,
        /// Width of the line.
        width: f32,
        /// Its colour.
        ink: Ink,
    },
    /// One line of words.
    Text {
        /// Anchor on its base line.
        at: Point,
        /// The words.
        text: String,
        /// Height of the letters.
        size: f32,
        /// Which part of it is at the point.
        anchor: Anchor,
        /// Its colour.
        ink: Ink,
    },
}

/// How a line looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// From one edge of the line to the other.
    pub width: f32,
    /// Its colour.
    pub ink: Ink,
    /// Length of a dash and of a gap between two.
    pub dash: Option<[f32; 2]>,
    /// How it ends.
    pub cap: Cap,
}

/// How the ends of a line and of its dashes look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cap {
    /// Round, beyond the end by half the width.
    Round,
    /// Cut at the end.
    Flat,
}

/// Part of a text that is at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A colour, opaque or letting through what is below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink {
    /// Red, green, blue, 0–255.
    pub rgb: [u8; 3],
    /// Share of what is below that it covers, 0–255.
    pub opacity: u8,
}

/// Opacity of a soft ink.
const SOFT: u8 = 56;
/// Length of a gap between dashes, in dashes.
const GAP: f32 = 1.4;

impl Ink {
    /// Words and axes.
    pub const DARK: Self = Self::opaque(28, 34, 40);
    /// Ink of things in the background.
    pub const GREY: Self = Self::opaque(110, 118, 126);
    /// Grids.
    pub const PALE: Self = Self::opaque(216, 221, 226);
    /// Ink below words.
    pub const PAPER: Self = Self::opaque(243, 245, 247);
    // Signal colours that people with any colour vision tell apart: Okabe and Ito, «Color Universal Design», 2008.
    /// Ink of measured things.
    pub const BLUE: Self = Self::opaque(0, 114, 178);
    /// Ink of a good reading.
    pub const GREEN: Self = Self::opaque(0, 158, 115);
    /// Ink of a slight fault.
    pub const ORANGE: Self = Self::opaque(230, 159, 0);
    /// Ink of a grave fault.
    pub const RED: Self = Self::opaque(213, 94, 0);

    /// Returns the ink that covers all that is below, of red, green and blue, 0–255.
    pub const fn opaque(red: u8, green: u8, blue: u8) -> Self {
        Self { rgb: [red, green, blue], opacity: u8::MAX }
    }

    /// Returns the same, letting through what is below.
    pub const fn soft(self) -> Self {
        self.through(SOFT)
    }

    /// Returns the same colour with another opacity, 0–255.
    pub const fn through(self, opacity: u8) -> Self {
        Self { opacity, ..self }
    }

    /// Returns its opacity as a share, 0–1; `None` of one that covers all.
    pub fn share(self) -> Option<f32> {
        (self.opacity < u8::MAX).then(|| f32::from(self.opacity) / f32::from(u8::MAX))
    }
}

impl Shape {
    /// Returns a line with round ends from point to point.
    pub const fn line(points: Vec<Point>, width: f32, ink: Ink) -> Self {
        Self::Line { points, stroke: Stroke { width, ink, dash: None, cap: Cap::Round } }
    }

    /// Returns its colour.
    pub const fn ink(&self) -> Ink {
        match self {
            Self::Line { stroke, .. } => stroke.ink,
            Self::Area { ink, .. } | Self::Disc { ink, .. } | Self::Ring { ink, .. } | Self::Text { ink, .. } => *ink,
        }
    }
}

/// Returns the outline of a rectangle with round corners.
pub fn round_rect(corner: Point, (width, height): (f32, f32), radius: f32) -> Vec<Point> {
    const N_STEPS: u8 = 8;
    let radius = radius.min(width / 2.0).min(height / 2.0);
    let (across, down) = (Point::new(1.0, 0.0), Point::new(0.0, 1.0));
    // Each corner with the way that leads to it and the way on.
    let corners = [
        (corner, down * -1.0, across),
        (corner + across * width, across, down),
        (corner + Point::new(width, height), down, across * -1.0),
        (corner + down * height, across * -1.0, down * -1.0),
    ];
    let bent = |(at, to, on): (Point, Point, Point)| {
        (0..=N_STEPS).map(move |k| {
            let share = f32::from(k) / f32::from(N_STEPS);
            at - to * (radius * (1.0 - share).powi(2)) + on * (radius * share.powi(2))
        })
    };
    corners.into_iter().flat_map(bent).collect()
}

impl Drawing {
    /// Returns an empty drawing.
    pub fn new(width: f32, height: f32, alt: impl Into<String>) -> Self {
        Self { width, height, alt: alt.into(), shapes: Vec::new() }
    }

    /// Draws lines from point to point; `width` in points.
    pub fn line(&mut self, points: &[Point], width: f32, ink: Ink) {
        self.shapes.push(Shape::line(points.to_vec(), width, ink));
    }

    /// Draws the same in dashes of that length, in points.
    pub fn dashed(&mut self, points: &[Point], width: f32, ink: Ink, dash: f32) {
        let stroke = Stroke { width, ink, dash: Some([dash, dash * GAP]), cap: Cap::Round };
        self.shapes.push(Shape::Line { points: points.to_vec(), stroke });
    }

    /// Fills an outline.
    pub fn area(&mut self, points: Vec<Point>, ink: Ink) {
        self.shapes.push(Shape::Area { points, ink });
    }

    /// Fills the rectangle between two corners.
    pub fn rect(&mut self, from: Point, to: Point, ink: Ink) {
        self.area(vec![from, Point::new(to.x, from.y), to, Point::new(from.x, to.y)], ink);
    }

    /// Fills a disc; `radius` in points.
    pub fn disc(&mut self, at: Point, radius: f32, ink: Ink) {
        self.shapes.push(Shape::Disc { at, radius, ink });
    }

    /// Writes one line; `size` in points.
    pub fn text(&mut self, at: Point, text: impl Into<String>, (size, anchor): (f32, Anchor), ink: Ink) {
        self.shapes.push(Shape::Text { at, text: text.into(), size, anchor, ink });
    }
}
