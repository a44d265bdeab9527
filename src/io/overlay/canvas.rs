//! A picture that can be drawn on, with soft edges.

use tiny_skia::{FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, StrokeDash, Transform};

use super::theme::{CASING, Colour};
use crate::core::frame::Frame;
use crate::core::geometry::Point;

/// How a line is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// In px.
    pub(super) width: f32,
    pub(super) colour: Colour,
    /// Seen to both sides of the line, so that it stands out from any ground; and how wide, in px.
    pub(super) casing: Option<(Colour, f32)>,
    /// Length of dashes and of gaps, in px.
    pub(super) dash: Option<f32>,
}

impl Line {
    /// A line with a dark casing of a third of its width.
    pub(super) fn cased(width: f32, colour: Colour) -> Self {
        Self { width, colour, casing: Some((CASING, (width / 3.0).max(1.0))), dash: None }
    }
}

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

    /// Draws lines from point to point.
    pub(super) fn line(&mut self, points: &[Point], line: Line) {
        let mut path = PathBuilder::new();
        for (idx, point) in points.iter().enumerate() {
            if idx == 0 { path.move_to(point.x, point.y) } else { path.line_to(point.x, point.y) }
        }
        let Some(path) = path.finish() else { return };
        if let Some((colour, around)) = line.casing {
            self.stroke(&path, colour, line.width + 2.0 * around, None);
        }
        self.stroke(&path, line.colour, line.width, line.dash);
    }

    /// Fills a disc, `radius` in px.
    pub(super) fn disc(&mut self, at: Point, radius: f32, colour: Colour) {
        if let Some(path) = PathBuilder::from_circle(at.x, at.y, radius) {
            self.fill(&path, colour);
        }
    }

    /// Fills a rectangle with round corners; lengths in px.
    pub(super) fn round_rect(&mut self, corner: Point, (width, height): (f32, f32), radius: f32, colour: Colour) {
        if let Some(path) = round_rect(corner, (width, height), radius) {
            self.fill(&path, colour);
        }
    }

    /// Fills an outline.
    pub(super) fn fill(&mut self, path: &Path, colour: Colour) {
        self.pixmap.fill_path(path, &paint(colour), FillRule::Winding, Transform::identity(), None);
    }

    fn stroke(&mut self, path: &Path, colour: Colour, width: f32, dash: Option<f32>) {
        let stroke = Stroke {
            width,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            dash: dash.and_then(|dash| StrokeDash::new(vec![dash, dash * 1.6], 0.0)),
            ..Stroke::default()
        };
        self.pixmap.stroke_path(path, &paint(colour), &stroke, Transform::identity(), None);
    }
}

fn paint(Colour(red, green, blue, opacity): Colour) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, opacity);
    paint
}

fn round_rect(Point { x, y }: Point, (width, height): (f32, f32), radius: f32) -> Option<Path> {
    let rect = Rect::from_xywh(x, y, width, height)?;
    let radius = radius.min(width / 2.0).min(height / 2.0);
    let (left, top, right, bottom) = (rect.left(), rect.top(), rect.right(), rect.bottom());
    let mut path = PathBuilder::new();
    path.move_to(left + radius, top);
    path.line_to(right - radius, top);
    path.quad_to(right, top, right, top + radius);
    path.line_to(right, bottom - radius);
    path.quad_to(right, bottom, right - radius, bottom);
    path.line_to(left + radius, bottom);
    path.quad_to(left, bottom, left, bottom - radius);
    path.line_to(left, top + radius);
    path.quad_to(left, top, left + radius, top);
    path.close();
    path.finish()
}
