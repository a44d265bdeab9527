//! A drawing of lines, areas and words: HTML shows it as SVG, a PDF page draws it itself.

use crate::core::geometry::Point;

/// A drawing; lengths in points (1/72 inch), y **down** from the upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// What it shows, for who cannot see it.
    pub alt: String,
    /// What is drawn, the lowest first.
    pub shapes: Vec<Shape>,
}

/// A part of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Lines from point to point.
    Line {
        /// Where it goes.
        points: Vec<Point>,
        /// How it looks.
        stroke: Stroke,
    },
    /// A filled outline.
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
        /// In points.
        radius: f32,
        /// Its colour.
        ink: Ink,
    },
    /// One line of words.
    Text {
        /// Where it is anchored on its base line.
        at: Point,
        /// The words.
        text: String,
        /// Height of the letters, in points.
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
    /// In points.
    pub width: f32,
    /// Its colour.
    pub ink: Ink,
    /// Length of dashes and gaps, in points.
    pub dash: Option<f32>,
}

/// Which part of a text is at its point.
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
    /// Whether it lets through what is below it.
    pub is_soft: bool,
}

/// How much a soft ink covers, 0–1.
pub const SOFT_OPACITY: f32 = 0.22;

const fn ink(red: u8, green: u8, blue: u8) -> Ink {
    Ink { rgb: [red, green, blue], is_soft: false }
}

impl Ink {
    /// Words and axes.
    pub const DARK: Self = ink(28, 34, 40);
    /// What stands back.
    pub const GREY: Self = ink(110, 118, 126);
    /// Grids.
    pub const PALE: Self = ink(216, 221, 226);
    /// What lies below words.
    pub const PAPER: Self = ink(243, 245, 247);
    // Signal colours that people with any colour vision tell apart: Okabe and Ito, «Color Universal Design», 2008.
    /// What is measured.
    pub const BLUE: Self = ink(0, 114, 178);
    /// What is good.
    pub const GREEN: Self = ink(0, 158, 115);
    /// What is slightly wrong.
    pub const ORANGE: Self = ink(230, 159, 0);
    /// What is wrong.
    pub const RED: Self = ink(213, 94, 0);

    /// The same, letting through what is below.
    pub const fn soft(self) -> Self {
        Self { is_soft: true, ..self }
    }
}

impl Drawing {
    /// An empty drawing.
    pub fn new(width: f32, height: f32, alt: impl Into<String>) -> Self {
        Self { width, height, alt: alt.into(), shapes: Vec::new() }
    }

    /// Draws lines from point to point; `width` in points.
    pub fn line(&mut self, points: &[Point], width: f32, ink: Ink) {
        self.shapes.push(Shape::Line { points: points.to_vec(), stroke: Stroke { width, ink, dash: None } });
    }

    /// The same in dashes of that length, in points.
    pub fn dashed(&mut self, points: &[Point], width: f32, ink: Ink, dash: f32) {
        self.shapes.push(Shape::Line { points: points.to_vec(), stroke: Stroke { width, ink, dash: Some(dash) } });
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
