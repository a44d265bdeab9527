//! Paints display lists onto a picture, with soft edges.

use tiny_skia::{FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke, StrokeDash, Transform};

use super::font::Font;
use crate::core::frame::Frame;
use crate::core::geometry::Point;
use crate::io::drawing::{Anchor, Cap, Ink, Shape, Stroke as Line};

/// A picture in the making.
#[derive(Debug)]
pub(super) struct Canvas {
    pixmap: Pixmap,
}

impl Canvas {
    /// The frame to be drawn on; `None` where it has no area.
    pub(super) fn of(frame: &Frame) -> Option<Self> {
        let mut pixmap = Pixmap::new(frame.width, frame.height)?;
        for (rgba, rgb) in pixmap.data_mut().as_chunks_mut::<4>().0.iter_mut().zip(frame.rgb.as_chunks::<3>().0) {
            let [red, green, blue] = *rgb;
            *rgba = [red, green, blue, 255];
        }
        Some(Self { pixmap })
    }

    /// Gives the frame what was drawn.
    pub(super) fn copy_to(&self, frame: &mut Frame) {
        for (rgb, rgba) in frame.rgb.as_chunks_mut::<3>().0.iter_mut().zip(self.pixmap.data().as_chunks::<4>().0) {
            let [red, green, blue, _] = *rgba;
            *rgb = [red, green, blue];
        }
    }

    /// Width and height, in px.
    pub(super) fn size(&self) -> (f32, f32) {
        (self.pixmap.width() as f32, self.pixmap.height() as f32)
    }

    /// Paints shapes, the first lowest.
    pub(super) fn paint(&mut self, shapes: &[Shape], font: &Font) {
        for shape in shapes {
            match shape {
                Shape::Line { points, stroke } => self.stroke(lines(points).finish(), *stroke),
                Shape::Area { points, ink } => {
                    let mut path = lines(points);
                    path.close();
                    self.fill(path.finish(), *ink);
                }
                Shape::Disc { at, radius, ink } => self.fill(PathBuilder::from_circle(at.x, at.y, *radius), *ink),
                Shape::Ring { at, radius, width, ink } => {
                    let line = Line { width: *width, ink: *ink, dash: None, cap: Cap::Flat };
                    self.stroke(PathBuilder::from_circle(at.x, at.y, *radius), line);
                }
                Shape::Text { at, text, size, anchor, ink } => {
                    let left = match anchor {
                        Anchor::Start => 0.0,
                        Anchor::Middle => font.width(text, *size) / 2.0,
                        Anchor::End => font.width(text, *size),
                    };
                    self.fill(font.outline(text, *size, *at - Point::new(left, 0.0)), *ink);
                }
            }
        }
    }

    fn fill(&mut self, path: Option<Path>, ink: Ink) {
        if let Some(path) = path {
            self.pixmap.fill_path(&path, &paint(ink), FillRule::Winding, Transform::identity(), None);
        }
    }

    fn stroke(&mut self, path: Option<Path>, Line { width, ink, dash, cap }: Line) {
        let Some(path) = path else { return };
        let line_cap = match cap {
            Cap::Round => LineCap::Round,
            Cap::Flat => LineCap::Butt,
        };
        let dash = dash.and_then(|dash| StrokeDash::new(dash.to_vec(), 0.0));
        let stroke = Stroke { width, line_cap, line_join: LineJoin::Round, dash, ..Stroke::default() };
        self.pixmap.stroke_path(&path, &paint(ink), &stroke, Transform::identity(), None);
    }
}

fn lines(points: &[Point]) -> PathBuilder {
    let mut path = PathBuilder::new();
    for (idx, point) in points.iter().enumerate() {
        if idx == 0 { path.move_to(point.x, point.y) } else { path.line_to(point.x, point.y) }
    }
    path
}

fn paint(Ink { rgb: [red, green, blue], opacity }: Ink) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, opacity);
    paint
}
