//! The report as a PDF: A4, with its fonts in it, laid out here.

mod blocks;
mod face;
mod file;
mod paint;
mod sheet;

use std::collections::BTreeSet;

use self::blocks::{least_height, push_block};
use self::face::{Face, Faces};
use self::sheet::{Sheet, Style};
use super::document::Document;
use crate::core::geometry::Point;
use crate::io::drawing::Ink;
use crate::io::words::fill;

/// A PDF file, and what its fonts have no letters for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// Letters of names that are shown as «?» (the fonts have those of western Europe).
    pub missing: BTreeSet<char>,
}

/// Returns the report on pages.
pub fn pdf(document: &Document) -> Pdf {
    let mut sheet = Sheet::new(Faces::new());
    push_header(&mut sheet, document);
    for section in &document.sections {
        // A heading alone at the foot of a page heads nothing.
        let first = section.blocks.first().map_or(0.0, |block| least_height(&sheet, block));
        sheet.make_room(40.0 + first);
        sheet.skip(12.0);
        sheet.text(section.heading, Style { face: Face::Bold, size: 13.0, ink: Ink::DARK });
        sheet.rule(Ink::PALE);
        for block in &section.blocks {
            push_block(&mut sheet, block);
        }
    }
    sheet.make_room(50.0);
    sheet.skip(14.0);
    sheet.rule(Ink::PALE);
    sheet.text(document.notice, Style { face: Face::Regular, size: 9.5, ink: Ink::DARK });
    file::write(sheet, document)
}

fn push_header(sheet: &mut Sheet, document: &Document) {
    let bold = |size: f32| Style { face: Face::Bold, size, ink: Ink::DARK };
    sheet.text(&document.title, bold(18.0));
    if let Some(name) = &document.name {
        sheet.text(name, Style { face: Face::Regular, size: 12.0, ink: Ink::GREY });
    }
    // Date and pain come before the score: they count more.
    for (name, fact) in &document.facts {
        sheet.text(&format!("{name}: {fact}"), Style { face: Face::Regular, size: 10.0, ink: Ink::DARK });
    }
    if let Some(stop) = &document.headline.stop {
        sheet.skip(4.0);
        sheet.text(stop, Style { face: Face::Bold, size: 13.0, ink: Ink::RED });
    }
    if let Some(mark) = document.headline.mark {
        sheet.skip(4.0);
        let [value, of] = [mark.value, mark.of].map(|it| format!("{it:.0}"));
        sheet.text(&fill(&document.words.mark, &[("n", &value), ("of", &of)]), bold(24.0));
        sheet.bar(mark.share() as f32, Point::new(240.0, 7.0));
    }
    sheet.skip(4.0);
    sheet.text(&document.headline.verdict, bold(10.0));
    sheet.text(&document.headline.counted, Style { face: Face::Regular, size: 10.0, ink: Ink::DARK });
}
