//! The PDF, read by `lopdf`.

use formcheck::core::report::{SessionReport, StopReport};
use formcheck::io::export::{Jpeg, pdf};
use lopdf::{Dictionary, Document, Object};

use crate::stored::Stored;

fn text(file: &Document) -> String {
    let pages: Vec<u32> = file.get_pages().keys().copied().collect();
    // Readers put a line break after each line.
    file.extract_text(&pages).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn dictionaries(file: &Document) -> Vec<&Dictionary> {
    file.objects
        .values()
        .filter_map(|object| match object {
            Object::Dictionary(dictionary) => Some(dictionary),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        })
        .collect()
}

#[test]
fn the_text_is_found_on_numbered_pages() {
    let stored = Stored::of("bridge_mixed_feet_head_heavy");
    let written = pdf(&stored.document(Some("Zoë Müller")));
    let file = Document::load_mem(&written.bytes).unwrap();
    let (text, n_pages) = (text(&file), file.get_pages().len());
    let score = format!("{:.0} of 100", stored.report.judgement.score.unwrap());
    let last_page = format!("page {n_pages} of {n_pages}");
    for said in [&score, "Zoë Müller", "Why this score", "for education and practice", "±", &last_page] {
        assert!(text.contains(said), "«{said}» is not in {text}");
    }
    assert!((2..=6).contains(&n_pages), "{n_pages} pages");
    assert!(written.missing.is_empty(), "{:?}", written.missing);
    assert_eq!(pdf(&stored.document(Some("Zoë Müller"))), written, "the same report is the same file");
}

#[test]
fn date_pain_and_stop_come_before_the_score_and_the_score_is_small() {
    let mut stored = Stored::of("bridge_mixed_feet_head_heavy");
    stored.report.recorded_at = Some("2026-11-29T21:09:16+01:00".into());
    let stop = Some(StopReport { reason: "more_pain".into(), at_s: Some(11.6) });
    stored.report.session =
        Some(SessionReport { pain_before: Some(2), pain_after: None, new_symptoms: vec!["leg_pain".into()], stop });
    let text = text(&Document::load_mem(&pdf(&stored.document(None)).bytes).unwrap());
    let score = format!("Score {:.0} of 100, which counts for nothing", stored.report.judgement.score.unwrap());
    let stopped = "Stopped 12 s into the set with \"It hurts\". Pain counts more than any score.";
    let order = [
        "Date: 2026-11-29 21:09",
        "Pain before: 2 of 10",
        "Pain after: not told",
        "New since the start: leg pain",
        stopped,
        &score,
    ];
    let places: Vec<usize> =
        order.iter().map(|said| text.find(said).unwrap_or_else(|| panic!("{said}: {text}"))).collect();
    assert!(places.is_sorted(), "{text}");
    let document = stored.document(None);
    assert_eq!((document.headline.mark, document.name), (None, None));
}

#[test]
fn every_font_is_in_the_file() {
    let file = Document::load_mem(&pdf(&Stored::of("tilt_uneven_woman").document(None)).bytes).unwrap();
    let is = |dictionary: &&&Dictionary, kind: &str| {
        dictionary.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == kind.as_bytes())
    };
    let all = dictionaries(&file);
    let descriptors: Vec<_> = all.iter().filter(|it| is(it, "FontDescriptor")).collect();
    assert_eq!(descriptors.len(), 2);
    for descriptor in descriptors {
        let data = file.get_object(descriptor.get(b"FontFile2").unwrap().as_reference().unwrap()).unwrap();
        assert!(10_000 < data.as_stream().unwrap().content.len());
    }
    let fonts = all.iter().filter(|it| is(it, "Font"));
    let kinds: Vec<&[u8]> = fonts.map(|it| it.get(b"Subtype").unwrap().as_name().unwrap()).collect();
    assert!(
        kinds.iter().all(|kind| *kind == b"Type0" || *kind == b"CIDFontType2"),
        "no font of the reader's: {kinds:?}"
    );
}

#[test]
fn photographs_are_in_it_as_they_are() {
    let stored = Stored::of("bridge_mixed_feet_head_heavy");
    let jpeg = Jpeg { bytes: vec![255, 216, 1, 2, 3, 255, 217], width: 640, height: 360 };
    let file = Document::load_mem(&pdf(&stored.with_pictures(&jpeg)).bytes).unwrap();
    let streams = file.objects.values().filter_map(|object| object.as_stream().ok());
    let images: Vec<_> = streams
        .filter(|stream| stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image"))
        .collect();
    assert_eq!(images.len(), 2);
    assert!(images.iter().all(|image| image.content == jpeg.bytes));
}

#[test]
fn letters_that_the_fonts_have_not_are_told() {
    let written = pdf(&Stored::of("bridge_short_hold").document(Some("Ирина")));
    assert_eq!(written.missing.iter().collect::<String>(), "Иаинр");
    assert!(text(&Document::load_mem(&written.bytes).unwrap()).contains("?????"));
}
