//! Letters as outlines.

use ab_glyph::{Font as _, FontRef, OutlineCurve};
use tiny_skia::{Path, PathBuilder};

use crate::core::geometry::Point;

/// Part of `DejaVu Sans Condensed Bold`: Latin letters and a few signs. Licence: `assets/LICENSE-DejaVu.txt`.
const FONT: &[u8] = include_bytes!("../../../assets/DejaVuSansCondensed-Bold.subset.ttf");

/// Height of a capital letter, as a share of the size.
const CAPITAL_SHARE: f32 = 0.729;

/// The one font of the drawing.
#[derive(Debug)]
pub(super) struct Font {
    face: FontRef<'static>,
    units_per_size: f32,
}

impl Font {
    #[expect(clippy::expect_used, reason = "the font is part of the program, and every test of the overlay reads it")]
    pub(super) fn new() -> Self {
        let face = FontRef::try_from_slice(FONT).expect("the built-in font is whole");
        let units_per_size = face.units_per_em().unwrap_or(2048.0);
        Self { face, units_per_size }
    }

    /// Whether the font has a sign for it.
    #[cfg(test)]
    pub(super) fn has(&self, sign: char) -> bool {
        self.face.glyph_id(sign).0 != 0
    }

    /// Width of a line of text, in px, at a size in px.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let advances = text.chars().map(|sign| self.face.h_advance_unscaled(self.face.glyph_id(sign)));
        advances.sum::<f32>() * size / self.units_per_size
    }

    /// Height of a capital letter, in px.
    pub(super) fn capital_height(size: f32) -> f32 {
        size * CAPITAL_SHARE
    }

    /// The outline of a line of text that begins at `start` on its base line; `None` where nothing shows.
    pub(super) fn outline(&self, text: &str, size: f32, start: Point) -> Option<Path> {
        let (mut path, mut x) = (PathBuilder::new(), start.x);
        let scale = size / self.units_per_size;
        for sign in text.chars() {
            let glyph = self.face.glyph_id(sign);
            let curves = self.face.outline(glyph).map(|outline| outline.curves).unwrap_or_default();
            add_glyph(&mut path, &curves, |p| Point::new(x + p.x * scale, start.y - p.y * scale));
            x += self.face.h_advance_unscaled(glyph) * scale;
        }
        path.finish()
    }
}

fn add_glyph(path: &mut PathBuilder, curves: &[OutlineCurve], place: impl Fn(ab_glyph::Point) -> Point) {
    let mut last = None;
    for curve in curves {
        let (from, to) = match *curve {
            OutlineCurve::Line(from, to) | OutlineCurve::Quad(from, _, to) | OutlineCurve::Cubic(from, _, _, to) => {
                (from, to)
            }
        };
        if last != Some(from) {
            let at = place(from);
            path.move_to(at.x, at.y);
        }
        last = Some(to);
        let to = place(to);
        match *curve {
            OutlineCurve::Line(..) => path.line_to(to.x, to.y),
            OutlineCurve::Quad(_, over, _) => {
                let over = place(over);
                path.quad_to(over.x, over.y, to.x, to.y);
            }
            OutlineCurve::Cubic(_, a, b, _) => {
                let (a, b) = (place(a), place(b));
                path.cubic_to(a.x, a.y, b.x, b.y, to.x, to.y);
            }
        }
    }
}
