//! What a camera adds to a picture.

use std::io::Cursor;

use formcheck::core::frame::Frame;
use image::ImageFormat;
use image::codecs::jpeg::JpegEncoder;

/// More values than a picture has rows, and no multiple of their length.
const N_VALUES: usize = 99_991;

/// The same many numbers for the same seed.
#[derive(Debug)]
pub(super) struct Noise {
    state: u32,
    bell: Vec<f32>,
}

impl Noise {
    pub(super) fn new(seed: u32) -> Self {
        let mut noise = Self { state: seed.wrapping_mul(2_654_435_761).wrapping_add(12_345), bell: Vec::new() };
        // The sum of four has the shape of a bell, and times √.75 an SD of 1.
        let bell = (0..N_VALUES).map(|_| (0..4).map(|_| noise.uniform()).sum::<f64>() as f32 * 0.866);
        noise.bell = bell.collect();
        noise
    }

    /// From −1 to 1.
    pub(super) fn uniform(&mut self) -> f64 {
        self.state = self.state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(self.state >> 8) / f64::from(1 << 23) - 1.0
    }

    /// Sensor noise of an SD in grey levels, and light that flickers by a share.
    pub(super) fn disturb(&mut self, frame: &mut Frame, grey_levels: f32, flicker: f32) {
        let start = (f64::midpoint(self.uniform(), 1.0) * N_VALUES as f64) as usize;
        let light = 1.0 + flicker * self.uniform() as f32;
        let values = self.bell.iter().cycle().skip(start % N_VALUES);
        for (pixel, noise) in frame.rgb.as_chunks_mut::<3>().0.iter_mut().zip(values) {
            *pixel = pixel.map(|value| (f32::from(value) * light + noise * grey_levels + 0.5) as u8);
        }
    }
}

pub(super) fn through_jpeg(frame: &Frame, quality: u8) -> Frame {
    let mut jpeg = Vec::new();
    let color = image::ExtendedColorType::Rgb8;
    JpegEncoder::new_with_quality(&mut jpeg, quality).encode(&frame.rgb, frame.width, frame.height, color).unwrap();
    let decoded = image::load(Cursor::new(jpeg), ImageFormat::Jpeg).unwrap().into_rgb8().into_raw();
    Frame { rgb: decoded, ..*frame }
}
