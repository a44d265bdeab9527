//! A picture of the recording with what was seen drawn into it.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder as _};

use super::blur::Head;
use super::document::Jpeg;
use crate::core::frame::Frame;
use crate::core::judge::LiveView;
use crate::core::pose::Person;
use crate::io::overlay::Overlay;

/// Good enough for a page, at a tenth of a megabyte.
const QUALITY: u8 = 85;
/// No longer side is kept longer, in px.
const LONGEST_SIDE_PX: u32 = 1280;

/// A face that must not be recognised.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Face<'a> {
    /// It may be seen.
    Shown,
    /// It is made unrecognisable, where this person's head is.
    Blurred(Option<&'a Person>),
}

/// Returns the frame as a JPEG with the overlay of its view; or why it is left out.
pub fn picture(frame: &Frame, view: &LiveView, face: Face<'_>) -> Result<Jpeg, String> {
    let mut frame = frame.clone();
    if let Face::Blurred(person) = face {
        let head = person.and_then(Head::of);
        head.ok_or("the face was to be blurred, and the head was not surely seen in it")?.pixelate(&mut frame);
    }
    Overlay::new(frame.width, frame.height).draw(&mut frame, view);
    encoded(&frame).ok_or_else(|| "it could not be encoded".to_owned())
}

fn encoded(frame: &Frame) -> Option<Jpeg> {
    let pixels = image::RgbImage::from_raw(frame.width, frame.height, frame.rgb.clone())?;
    let pixels = if LONGEST_SIDE_PX < frame.longer_side_px() {
        let share = f64::from(LONGEST_SIDE_PX) / f64::from(frame.longer_side_px());
        let side = |px: u32| ((f64::from(px) * share).round() as u32).max(1);
        image::imageops::resize(&pixels, side(frame.width), side(frame.height), image::imageops::FilterType::Triangle)
    } else {
        pixels
    };
    let (width, height) = pixels.dimensions();
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    encoder.write_image(pixels.as_raw(), width, height, ExtendedColorType::Rgb8).ok()?;
    Some(Jpeg { bytes, width, height })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::judge::{Judge, Search};
    use crate::core::pose::{PoseSample, Stream};
    use crate::core::time::Timestamp;

    #[test]
    fn without_a_sure_head_there_is_a_picture_only_if_the_face_may_be_seen() {
        let (width, height) = (64, 48);
        let frame = Frame { at: Timestamp::ZERO, width, height, rgb: vec![90; 64 * 48 * 3] };
        let sample = PoseSample {
            at: Timestamp::ZERO,
            person: None,
            n_people: None,
            cut: false,
            brightness: 90.0,
            repeated: false,
            camera_shift: None,
            camera_zoom: None,
            patches: Vec::new(),
            patch_setup: None,
        };
        let mut judge = Judge::new(Search::Auto, Stream { width, height });
        judge.push(&sample);
        let view = judge.view();
        let shown = picture(&frame, &view, Face::Shown).unwrap();
        assert_eq!((shown.width, shown.height, shown.bytes.get(..2)), (64, 48, Some(&[0xff, 0xd8][..])));
        let why = picture(&frame, &view, Face::Blurred(None)).unwrap_err();
        assert!(why.contains("was to be blurred"), "{why}");
    }
}
