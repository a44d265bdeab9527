//! Shapes on a page.

use pdf_writer::types::{LineCapStyle, LineJoinStyle};
use pdf_writer::{Content, Name, Str};

use super::face::{Face, Faces};
use crate::core::geometry::Point;
use crate::io::drawing::{Anchor, Cap, Ink, Shape, Stroke};

/// A4, in points.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);

/// Circles are drawn by four curves whose handles are this long, in radii.
const HANDLE: f32 = 0.5523;

/// Where and how shapes are drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen {
    /// Where their upper left corner goes, in points from the page's.
    pub(super) corner: Point,
    /// How much larger they are drawn.
    pub(super) scale: f32,
    /// What words are written with.
    pub(super) face: Face,
}

impl Pen {
    /// A place on the page, where y points up.
    fn place(self, at: Point) -> (f32, f32) {
        let at = at * self.scale + self.corner;
        (at.x, PAGE.1 - at.y)
    }
}

/// Draws shapes, the first lowest.
pub(super) fn paint(page: &mut Content, faces: &mut Faces, shapes: &[Shape], pen: Pen) {
    for shape in shapes {
        page.save_state();
        match shape {
            Shape::Line { points, stroke } => line(page, points, *stroke, pen),
            Shape::Area { points, ink } => {
                fill(page, *ink);
                trace(page, points, pen);
                page.close_path();
                page.fill_nonzero();
            }
            Shape::Disc { at, radius, ink } => {
                fill(page, *ink);
                disc(page, pen.place(*at), radius * pen.scale);
                page.fill_nonzero();
            }
            Shape::Ring { at, radius, width, ink } => {
                pen_of(page, *ink, width * pen.scale);
                disc(page, pen.place(*at), radius * pen.scale);
                page.close_and_stroke();
            }
            Shape::Text { at, text, size, anchor, ink } => {
                fill(page, *ink);
                words(page, faces, (text, size * pen.scale, *anchor), pen.place(*at), pen.face);
            }
        }
        page.restore_state();
    }
}

fn line(page: &mut Content, points: &[Point], Stroke { width, ink, dash, cap }: Stroke, pen: Pen) {
    pen_of(page, ink, width * pen.scale);
    page.set_line_cap(match cap {
        Cap::Round => LineCapStyle::RoundCap,
        Cap::Flat => LineCapStyle::ButtCap,
    });
    page.set_line_join(LineJoinStyle::RoundJoin);
    if let Some(dash) = dash {
        page.set_dash_pattern(dash.map(|length| length * pen.scale), 0.0);
    }
    trace(page, points, pen);
    page.stroke();
}

fn pen_of(page: &mut Content, ink: Ink, width: f32) {
    soften(page, ink);
    let [red, green, blue] = ink.rgb.map(|value| f32::from(value) / 255.0);
    page.set_stroke_rgb(red, green, blue);
    page.set_line_width(width);
}

fn trace(page: &mut Content, points: &[Point], pen: Pen) {
    for (k, point) in points.iter().enumerate() {
        let (x, y) = pen.place(*point);
        if k == 0 {
            page.move_to(x, y)
        } else {
            page.line_to(x, y)
        };
    }
}

fn disc(page: &mut Content, (x, y): (f32, f32), radius: f32) {
    let (r, h) = (radius, radius * HANDLE);
    page.move_to(x + r, y);
    page.cubic_to(x + r, y + h, x + h, y + r, x, y + r);
    page.cubic_to(x - h, y + r, x - r, y + h, x - r, y);
    page.cubic_to(x - r, y - h, x - h, y - r, x, y - r);
    page.cubic_to(x + h, y - r, x + r, y - h, x + r, y);
}

fn words(
    page: &mut Content,
    faces: &mut Faces,
    (text, size, anchor): (&str, f32, Anchor),
    (x, y): (f32, f32),
    face: Face,
) {
    let width = faces.of(face).width(text, size);
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    let glyphs = faces.encoded(face, text);
    page.begin_text();
    page.set_font(Name(face.resource()), size);
    page.next_line(left, y);
    page.show(Str(&glyphs));
    page.end_text();
}

fn fill(page: &mut Content, ink: Ink) {
    soften(page, ink);
    let [red, green, blue] = ink.rgb.map(|value| f32::from(value) / 255.0);
    page.set_fill_rgb(red, green, blue);
}

fn soften(page: &mut Content, ink: Ink) {
    if ink.share().is_some() {
        page.set_parameters(Name(opacity_name(ink.opacity).as_bytes()));
    }
}

/// Returns the name of the state in which paint of this opacity lets through what is below.
pub(super) fn opacity_name(opacity: u8) -> String {
    format!("Opacity{opacity}")
}
