//! Lines of text on a dark plate, so that they can be read on any ground.

use super::font::Font;
use super::theme::{BADGE_SIGN, Scale};
use crate::core::geometry::Point;
use crate::io::drawing::{self, Ink, PLATE, Shape, round_rect};

/// Surface that plates are drawn on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paper<'a> {
    /// Width and height of the picture, in px.
    pub(super) size: (f32, f32),
    pub(super) font: &'a Font,
    pub(super) scale: Scale,
}

/// A piece of text in one size and colour.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) text: String,
    /// In units of the design.
    pub(super) size: f32,
    pub(super) ink: Ink,
}

impl Run {
    pub(super) fn new(text: impl Into<String>, size: f32, ink: Ink) -> Self {
        Self { text: text.into(), size, ink }
    }
}

/// Rows of text with what is behind them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plate {
    pub(super) rows: Vec<Vec<Run>>,
    pub(super) badge: Option<Badge>,
}

/// A coloured block at the left edge, with a sign in it that says the same without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Badge {
    pub(super) ink: Ink,
    pub(super) sign: &'static str,
}

/// Where a plate goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Anchor {
    TopLeft,
    TopRight,
    /// The lower left corner at a point.
    RightOf(Point),
    /// The lower right corner at a point.
    LeftOf(Point),
}

/// A part of the picture, in px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) corner: Point,
    /// Width and height.
    pub(super) size: (f32, f32),
}

impl Area {
    /// The same, moved towards the middle of the picture if it overlaps `taken`.
    fn beside(self, taken: Self, picture_width: f32) -> Self {
        let apart = |a: f32, a_size: f32, b: f32, b_size: f32| a + a_size <= b || b + b_size <= a;
        let is_free = apart(self.corner.x, self.size.0, taken.corner.x, taken.size.0)
            || apart(self.corner.y, self.size.1, taken.corner.y, taken.size.1);
        if is_free {
            return self;
        }
        let is_at_left = taken.corner.x + taken.size.0 / 2.0 < picture_width / 2.0;
        let x = if is_at_left { taken.corner.x + taken.size.0 } else { taken.corner.x - self.size.0 };
        let x = x.min(picture_width - self.size.0).max(0.0);
        Self { corner: Point::new(x, self.corner.y), ..self }
    }
}

const MARGIN: f32 = 8.0;
const PADDING: f32 = 7.0;
const BADGE: f32 = 24.0;
const SIGN_SIZE: f32 = 16.0;
const RADIUS: f32 = 6.0;
const ROW_SHARE: f32 = 1.22;

/// Width that rows may take in a picture of that width, in px, with everything around them.
pub(super) fn room_px(picture_width: f32, scale: Scale) -> f32 {
    picture_width - scale.px(2.0 * (MARGIN + PADDING) + BADGE)
}

/// Width of a row, in px.
fn row_width(row: &[Run], font: &Font, scale: Scale) -> f32 {
    row.iter().map(|run| font.width(&run.text, scale.px(run.size))).sum()
}

impl Plate {
    /// Draws the plate wholly inside the picture, beside what is `taken`; what is too wide for it is made smaller. Returns
    /// where it is, too.
    pub(super) fn shapes(&self, anchor: Anchor, taken: &[Area], paper: Paper<'_>) -> (Vec<Shape>, Area) {
        let Paper { size: picture, font, scale } = paper;
        let widest = self.rows.iter().map(|row| row_width(row, font, scale)).fold(0.0, f32::max);
        let shrink = (room_px(picture.0, scale) / widest.max(1.0)).min(1.0);
        let badge = if self.badge.is_some() { scale.px(BADGE) } else { 0.0 };
        let px_per_unit = scale.px(shrink);
        let height: f32 = self.rows.iter().map(|row| row_height(row) * px_per_unit).sum();
        let size = (widest * shrink + scale.px(2.0 * PADDING) + badge, height + scale.px(PADDING));
        let corner = corner(anchor, size, picture, scale.px(MARGIN));
        let area = taken.iter().fold(Area { corner, size }, |area, taken| area.beside(*taken, picture.0));
        let mut shapes = vec![Shape::Area { points: round_rect(area.corner, size, scale.px(RADIUS)), ink: PLATE }];
        shapes.extend(self.badge.into_iter().flat_map(|badge| badge_shapes(badge, area, scale)));
        let mut start = area.corner + Point::new(scale.px(PADDING) + badge, scale.px(PADDING / 2.0));
        for row in &self.rows {
            shapes.extend(row_shapes(row, start, (font, px_per_unit)));
            start.y += row_height(row) * px_per_unit;
        }
        (shapes, area)
    }
}

fn badge_shapes(badge: Badge, Area { corner, size: (_, height) }: Area, scale: Scale) -> [Shape; 2] {
    let (width, size) = (scale.px(BADGE), scale.px(SIGN_SIZE));
    let at = corner + Point::new(width / 2.0, f32::midpoint(height, Font::capital_height(size)));
    let text = badge.sign.to_owned();
    let points = round_rect(corner, (width, height), scale.px(RADIUS));
    let sign = Shape::Text { at, text, size, anchor: drawing::Anchor::Middle, ink: BADGE_SIGN };
    [Shape::Area { points, ink: badge.ink }, sign]
}

/// Draws a row whose upper left corner is `start`.
fn row_shapes(row: &[Run], start: Point, (font, px_per_unit): (&Font, f32)) -> Vec<Shape> {
    let size_of = |run: &Run| run.size * px_per_unit;
    let capital_px = Font::capital_height(row.iter().map(size_of).fold(0.0, f32::max));
    let mut at = Point::new(start.x, start.y + f32::midpoint(row_height(row) * px_per_unit, capital_px));
    let mut shapes = Vec::new();
    for run in row {
        let (text, size, anchor) = (run.text.clone(), size_of(run), drawing::Anchor::Start);
        shapes.push(Shape::Text { at, text, size, anchor, ink: run.ink });
        at.x += font.width(&run.text, size);
    }
    shapes
}

/// In units of the design.
fn row_height(row: &[Run]) -> f32 {
    row.iter().map(|run| run.size).fold(0.0, f32::max) * ROW_SHARE
}

/// The upper left corner of a plate of that size; margins give way in small pictures.
fn corner(anchor: Anchor, (width, height): (f32, f32), picture: (f32, f32), margin: f32) -> Point {
    let (right, bottom) = (picture.0 - width - margin, picture.1 - height - margin);
    let wanted = match anchor {
        Anchor::TopLeft => Point::new(margin, margin),
        Anchor::TopRight => Point::new(right, margin),
        Anchor::RightOf(at) => at - Point::new(0.0, height),
        Anchor::LeftOf(at) => at - Point::new(width, height),
    };
    Point::new(wanted.x.min(right).max(margin), wanted.y.min(bottom).max(margin))
}
