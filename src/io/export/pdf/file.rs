//! Pages, fonts and images as the objects of a PDF file.

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish as _, Name, Pdf as Writer, Rect, Ref, Str, TextStr};

use super::Pdf;
use super::face::{Face, Loaded};
use super::paint::{PAGE, opacity_name};
use super::sheet::{FOOT, Sheet, Style, image_name};
use crate::core::geometry::Point;
use crate::io::drawing::Ink;
use crate::io::export::document::{Document, Jpeg};
use crate::io::words::{Words, fill};

/// Unicode letters of glyphs, as every reader knows them.
const IDENTITY: SystemInfo<'static> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// Numbers of objects, each given once.
struct Numbers(i32);

impl Numbers {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// The file. It holds no date, so that the same report is the same file.
pub(super) fn write(mut sheet: Sheet, document: &Document) -> Pdf {
    let Document { title, words, .. } = document;
    number_pages(&mut sheet, words);
    let (mut numbers, mut file) = (Numbers(0), Writer::new());
    let [catalog, tree, info] = std::array::from_fn(|_| numbers.next());
    file.catalog(catalog).pages(tree).lang(TextStr(&words.code)).viewer_preferences().display_doc_title(true);
    file.document_info(info).title(TextStr(title)).producer(TextStr(concat!("formcheck ", env!("CARGO_PKG_VERSION"))));
    let states: Vec<(String, Ref)> = sheet
        .opacities
        .iter()
        .map(|opacity| (opacity_name(*opacity), state(&mut file, numbers.next(), *opacity)))
        .collect();
    let fonts = Face::BOTH.map(|face| (face, font(&mut file, &mut numbers, face, sheet.faces.of(face))));
    let images: Vec<Ref> = sheet.images.iter().map(|jpeg| image(&mut file, numbers.next(), jpeg)).collect();
    let mut pages = Vec::new();
    for content in sheet.pages {
        let [page_ref, content_ref] = [numbers.next(), numbers.next()];
        file.stream(content_ref, &content.finish());
        let mut page = file.page(page_ref);
        page.parent(tree).media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).contents(content_ref);
        let mut resources = page.resources();
        resources.ext_g_states().pairs(states.iter().map(|(name, number)| (Name(name.as_bytes()), *number)));
        resources.fonts().pairs(fonts.iter().map(|(face, number)| (Name(face.resource()), *number)));
        let mut named = resources.x_objects();
        for (idx, image) in images.iter().enumerate() {
            named.pair(Name(image_name(idx).as_bytes()), *image);
        }
        named.finish();
        resources.finish();
        page.finish();
        pages.push(page_ref);
    }
    let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
    file.pages(tree).count(count).kids(pages);
    Pdf { bytes: file.finish(), missing: sheet.faces.missing }
}

/// A state in which paint covers a share of what is below.
fn state(file: &mut Writer, number: Ref, opacity: u8) -> Ref {
    let share = f32::from(opacity) / f32::from(u8::MAX);
    file.ext_graphics(number).stroking_alpha(share).non_stroking_alpha(share);
    number
}

fn number_pages(sheet: &mut Sheet, said: &Words) {
    let pages = std::mem::take(&mut sheet.pages);
    let n_pages = pages.len().to_string();
    for (k, page) in pages.into_iter().enumerate() {
        sheet.pages.push(page);
        let words = fill(&said.page, &[("n", &(k + 1).to_string()), ("total", &n_pages)]);
        let style = Style { face: Face::Regular, size: 8.0, ink: Ink::GREY };
        sheet.line_at(&words, style, Point::new(0.0, FOOT.y));
    }
}

/// A font with its file, its widths, and which letters its glyphs are.
fn font(file: &mut Writer, numbers: &mut Numbers, face: Face, loaded: &Loaded) -> Ref {
    let [whole, of_glyphs, descriptor, letters, data] = std::array::from_fn(|_| numbers.next());
    let name = match face {
        Face::Regular => Name(b"DejaVuSansCondensed"),
        Face::Bold => Name(b"DejaVuSansCondensed-Bold"),
    };
    let mut font = file.type0_font(whole);
    font.base_font(name).encoding_predefined(Name(b"Identity-H")).descendant_font(of_glyphs).to_unicode(letters);
    font.finish();
    let mut font = file.cid_font(of_glyphs);
    font.subtype(CidFontType::Type2).base_font(name).system_info(IDENTITY).font_descriptor(descriptor);
    font.cid_to_gid_map_predefined(Name(b"Identity")).default_width(0.0).widths().consecutive(0, loaded.widths());
    font.finish();
    let (ascent, descent) = loaded.reach();
    file.font_descriptor(descriptor)
        .name(name)
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(-500.0, descent, 1500.0, ascent))
        .italic_angle(0.0)
        .ascent(ascent)
        .descent(descent)
        .cap_height(729.0)
        .stem_v(if face == Face::Bold { 140.0 } else { 80.0 })
        .font_file2(data);
    let mut cmap = UnicodeCmap::new(Name(b"Letters"), IDENTITY);
    for (glyph, letter) in &loaded.used {
        cmap.pair(*glyph, *letter);
    }
    file.cmap(letters, &cmap.finish());
    let length = i32::try_from(loaded.file.len()).unwrap_or(i32::MAX);
    file.stream(data, loaded.file).pair(Name(b"Length1"), length);
    whole
}

fn image(file: &mut Writer, number: Ref, jpeg: &Jpeg) -> Ref {
    let side = |px: u32| i32::try_from(px).unwrap_or(i32::MAX);
    let mut image = file.image_xobject(number, &jpeg.bytes);
    image.filter(Filter::DctDecode);
    image.width(side(jpeg.width)).height(side(jpeg.height)).bits_per_component(8);
    image.color_space().device_rgb();
    image.finish();
    number
}
