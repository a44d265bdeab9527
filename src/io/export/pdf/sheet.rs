//! Pages that fill from top to bottom.

use std::collections::BTreeSet;

use pdf_writer::{Content, Name};

use super::face::{Face, Faces};
use super::paint::{PAGE, Pen, paint};
use crate::core::geometry::Point;
use crate::io::drawing::{Anchor, Drawing, Ink, Shape};
use crate::io::export::document::Jpeg;

/// Left and right, above, and below with the page's number.
const MARGIN: f32 = 42.5;
const BELOW: f32 = 56.0;
/// How wide a page's text is, in points.
pub(super) const ROOM: f32 = PAGE.0 - 2.0 * MARGIN;
/// From one base line to the next, in sizes.
const LEADING: f32 = 1.32;

/// How text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) face: Face,
    /// In points.
    pub(super) size: f32,
    pub(super) ink: Ink,
}

impl Style {
    /// From one line to the next, in points.
    pub(super) fn leading(self) -> f32 {
        self.size * LEADING
    }
}

/// The pages so far. Places are in points from the upper left corner.
pub(super) struct Sheet {
    pub(super) faces: Faces,
    pub(super) pages: Vec<Content>,
    pub(super) images: Vec<Jpeg>,
    /// Opacities of inks that let through what is below.
    pub(super) opacities: BTreeSet<u8>,
    /// Where the next thing goes.
    pub(super) y: f32,
}

impl Sheet {
    pub(super) fn new(faces: Faces) -> Self {
        Self { faces, pages: vec![Content::new()], images: Vec::new(), opacities: BTreeSet::new(), y: MARGIN }
    }

    /// Goes on to the next page where less than this is left, in points.
    pub(super) fn make_room(&mut self, height: f32) {
        if PAGE.1 - BELOW < self.y + height && MARGIN < self.y {
            self.pages.push(Content::new());
            self.y = MARGIN;
        }
    }

    /// Leaves a gap, in points.
    pub(super) fn skip(&mut self, height: f32) {
        self.y += height;
    }

    /// A paragraph over the whole width.
    pub(super) fn text(&mut self, text: &str, style: Style) {
        self.text_at(text, style, (0.0, ROOM));
    }

    /// A paragraph from `left`, `room` wide, in points.
    pub(super) fn text_at(&mut self, text: &str, style: Style, (left, room): (f32, f32)) {
        for line in self.faces.of(style.face).wrapped(text, style.size, room) {
            self.make_room(style.leading());
            self.y += style.leading();
            self.line_at(&line, style, Point::new(left, self.y - style.size * 0.32));
        }
    }

    /// One line, with its beginning at a place on its base line, without going on.
    pub(super) fn line_at(&mut self, line: &str, style: Style, at: Point) {
        let shape = Shape::Text { at, text: line.to_owned(), size: style.size, anchor: Anchor::Start, ink: style.ink };
        self.paint(&[shape], style.face, Point::new(MARGIN, 0.0), 1.0);
    }

    /// A thin line over the whole width.
    pub(super) fn rule(&mut self, ink: Ink) {
        self.y += 3.0;
        self.stroke((0.0, ROOM), ink, 1.0);
        self.y += 4.0;
    }

    /// A line at the present height.
    pub(super) fn stroke(&mut self, (from, to): (f32, f32), ink: Ink, width: f32) {
        let mut drawing = Drawing::new(ROOM, 1.0, "");
        drawing.line(&[Point::new(from, self.y), Point::new(to, self.y)], width, ink);
        self.paint(&drawing.shapes, Face::Regular, Point::new(MARGIN, 0.0), 1.0);
    }

    /// A bar of `size` that is full to a share, 0–1.
    pub(super) fn bar(&mut self, share: f32, size: Point) {
        self.y += 3.0;
        let mut drawing = Drawing::new(size.x, size.y, "");
        drawing.rect(Point::default(), size, Ink::PALE);
        drawing.rect(Point::default(), Point::new(size.x * share, size.y), Ink::BLUE);
        self.paint(&drawing.shapes, Face::Regular, Point::new(MARGIN, self.y), 1.0);
        self.y += size.y + 3.0;
    }

    /// A drawing at a place, `scale` times as large.
    pub(super) fn drawing(&mut self, drawing: &Drawing, at: Point, scale: f32) {
        self.paint(&drawing.shapes, Face::Regular, at + Point::new(MARGIN, 0.0), scale);
    }

    /// A photograph, with its upper left corner at a place.
    pub(super) fn image(&mut self, jpeg: &Jpeg, at: Point, (width, height): (f32, f32)) {
        let name = image_name(self.images.len());
        self.images.push(jpeg.clone());
        if let Some(page) = self.pages.last_mut() {
            page.save_state();
            page.transform([width, 0.0, 0.0, height, MARGIN + at.x, PAGE.1 - at.y - height]);
            page.x_object(Name(name.as_bytes()));
            page.restore_state();
        }
    }

    fn paint(&mut self, shapes: &[Shape], face: Face, corner: Point, scale: f32) {
        let inks = shapes.iter().map(Shape::ink);
        self.opacities.extend(inks.filter(|ink| ink.share().is_some()).map(|ink| ink.opacity));
        if let Some(page) = self.pages.last_mut() {
            let pen = Pen { corner, scale, face };
            paint(page, &mut self.faces, shapes, pen);
        }
    }
}

/// The name of an image in the pages' resources.
pub(super) fn image_name(idx: usize) -> String {
    format!("I{idx}")
}

/// Where every page is numbered, on its base line.
pub(super) const FOOT: Point = Point::new(MARGIN, PAGE.1 - 30.0);
