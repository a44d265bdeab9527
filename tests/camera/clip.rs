//! Pictures that tell which they are, and whether they are whole.

use std::fmt::Write as _;

use formcheck::core::frame::Frame;
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};

pub(crate) const WIDTH: u32 = 320;
pub(crate) const HEIGHT: u32 = 240;
pub(crate) const N_FRAMES: u32 = 64;

const N_BITS: u32 = 6;

/// The bits of `number` as bright and dark stripes from top to bottom, with some grain for the JPEG to hold.
fn picture(number: u32, (width, height): (u32, u32)) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let is_bright = number >> (x * N_BITS / width) & 1 == 1;
        let grain = (x * 31 + y * 17 + x * y * 7 + number * 13) % 32;
        Rgb([(if is_bright { 200 } else { 30 }) + grain as u8; 3])
    })
}

/// JPEGs one after the other, each of its size.
pub(crate) fn mjpeg(size: impl Fn(u32) -> (u32, u32)) -> Vec<u8> {
    let mut clip = Vec::new();
    for number in 0..N_FRAMES {
        let encoder = JpegEncoder::new_with_quality(&mut clip, 85);
        picture(number, size(number)).write_with_encoder(encoder).unwrap();
    }
    clip
}

/// Raw pictures without colour, in the limited range.
pub(crate) fn yuyv() -> Vec<u8> {
    let luma = |level: u8| (16.0 + f64::from(level) * 219.0 / 255.0) as u8;
    let pictures = (0..N_FRAMES).map(|number| picture(number, (WIDTH, HEIGHT)));
    pictures
        .flat_map(|picture| picture.pixels().flat_map(|pixel| [luma(pixel.0[0]), 128]).collect::<Vec<u8>>())
        .collect()
}

/// Which picture it is; -1 if any of its pixels is not of it.
pub(crate) fn number(frame: &Frame) -> i64 {
    let pixel = |x: u32, y: u32| frame.rgb[((y * frame.width + x) * 3) as usize];
    let stripe = frame.width / N_BITS;
    let number: u32 =
        (0..N_BITS).map(|bit| u32::from(pixel(bit * stripe + stripe / 2, frame.height / 2) > 128) << bit).sum();
    let wanted = picture(number, (frame.width, frame.height));
    let wrong = wanted.enumerate_pixels().filter(|(x, y, wanted)| pixel(*x, *y).abs_diff(wanted.0[0]) > 70);
    let mut shown = String::new();
    for (x, y, _) in wrong.take(1) {
        write!(shown, "garbled at {x}, {y}").unwrap();
    }
    if shown.is_empty() { i64::from(number) } else { -1 }
}
