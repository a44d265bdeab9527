//! The fonts: how wide text is, and by which glyphs it is written.

use std::collections::{BTreeMap, BTreeSet};

use ab_glyph::{Font as _, FontRef};

/// Parts of `DejaVu Sans Condensed`: Latin letters and a few signs. Licence: `assets/LICENSE-DejaVu.txt`.
const REGULAR: &[u8] = include_bytes!("../../../../assets/DejaVuSansCondensed.subset.ttf");
const BOLD: &[u8] = include_bytes!("../../../../assets/DejaVuSansCondensed-Bold.subset.ttf");

/// What stands for a letter that the font has not.
const INSTEAD: char = '?';

/// A weight of the letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Regular,
    Bold,
}

impl Face {
    pub(super) const BOTH: [Self; 2] = [Self::Regular, Self::Bold];

    /// The name of the font in a page's resources.
    pub(super) const fn resource(self) -> &'static [u8] {
        match self {
            Self::Regular => b"F1",
            Self::Bold => b"F2",
        }
    }
}

/// Both fonts, and what was written with them.
#[derive(Debug)]
pub(super) struct Faces {
    regular: Loaded,
    bold: Loaded,
    /// Letters that no font has.
    pub(super) missing: BTreeSet<char>,
}

impl Faces {
    pub(super) fn new() -> Self {
        Self { regular: Loaded::new(REGULAR), bold: Loaded::new(BOLD), missing: BTreeSet::new() }
    }

    pub(super) const fn of(&self, face: Face) -> &Loaded {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
        }
    }

    /// The glyphs of a text, two bytes each.
    pub(super) fn encoded(&mut self, face: Face, text: &str) -> Vec<u8> {
        let loaded = match face {
            Face::Regular => &mut self.regular,
            Face::Bold => &mut self.bold,
        };
        let mut bytes = Vec::with_capacity(text.len() * 2);
        for sign in text.chars() {
            let (glyph, shown) = loaded.glyph(sign);
            if shown != sign {
                self.missing.insert(sign);
            }
            loaded.used.entry(glyph).or_insert(shown);
            bytes.extend(glyph.to_be_bytes());
        }
        bytes
    }
}

/// One font.
#[derive(Debug)]
pub(super) struct Loaded {
    /// The font file.
    pub(super) file: &'static [u8],
    font: FontRef<'static>,
    units_per_em: f32,
    /// Which glyphs were written, and for which letters.
    pub(super) used: BTreeMap<u16, char>,
}

impl Loaded {
    #[expect(clippy::expect_used, reason = "the fonts are part of the program, and every test of a PDF reads them")]
    fn new(file: &'static [u8]) -> Self {
        let font = FontRef::try_from_slice(file).expect("the built-in font is whole");
        let units_per_em = font.units_per_em().unwrap_or(2048.0);
        Self { file, font, units_per_em, used: BTreeMap::new() }
    }

    /// The glyph of a letter, and the letter that it shows.
    fn glyph(&self, sign: char) -> (u16, char) {
        match self.font.glyph_id(sign).0 {
            0 => (self.font.glyph_id(INSTEAD).0, INSTEAD),
            glyph => (glyph, sign),
        }
    }

    /// Width of a line of text at a size, in points.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let advance = |sign: char| self.font.h_advance_unscaled(ab_glyph::GlyphId(self.glyph(sign).0));
        text.chars().map(advance).sum::<f32>() * size / self.units_per_em
    }

    /// Widths of all glyphs in 1/1000 of the size, in order.
    pub(super) fn widths(&self) -> Vec<f32> {
        let n_glyphs = u16::try_from(self.font.glyph_count()).unwrap_or(u16::MAX);
        let advance = |glyph: u16| self.font.h_advance_unscaled(ab_glyph::GlyphId(glyph));
        (0..n_glyphs).map(|glyph| advance(glyph) * 1000.0 / self.units_per_em).collect()
    }

    /// How far letters reach above and below the base line, in 1/1000 of the size.
    pub(super) fn reach(&self) -> (f32, f32) {
        let share = |units: f32| units * 1000.0 / self.units_per_em;
        (share(self.font.ascent_unscaled()), share(self.font.descent_unscaled()))
    }

    /// A text in lines no wider than `room`, in points; a word that is too wide is broken.
    pub(super) fn wrapped(&self, text: &str, size: f32, room: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace().flat_map(|word| self.broken(word, size, room)) {
            let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
            if self.width(&longer, size) <= room {
                line = longer;
            } else {
                lines.push(std::mem::replace(&mut line, word));
            }
        }
        lines.push(line);
        lines.retain(|line| !line.is_empty());
        lines
    }

    fn broken(&self, word: &str, size: f32, room: f32) -> Vec<String> {
        let mut parts = vec![String::new()];
        for sign in word.chars() {
            let Some(part) = parts.last_mut() else { break };
            part.push(sign);
            if room < self.width(part, size) && 1 < part.chars().count() {
                part.pop();
                parts.push(sign.to_string());
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_their_room_and_no_letter_is_lost() {
        let faces = Faces::new();
        let face = faces.of(Face::Regular);
        let text = "a short line and a_file_name_that_is_far_too_long_for_any_column_of_a_table.mp4 at its end";
        let lines = face.wrapped(text, 9.0, 80.0);
        assert!(lines.iter().all(|line| face.width(line, 9.0) <= 80.0), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        assert!(face.wrapped("  ", 9.0, 80.0).is_empty());
    }

    #[test]
    fn a_letter_that_the_font_has_not_is_told() {
        let mut faces = Faces::new();
        let written = faces.encoded(Face::Bold, "Ж±");
        assert_eq!(written[..2], faces.encoded(Face::Bold, "?"));
        assert_eq!(faces.missing.into_iter().collect::<String>(), "Ж");
    }
}
