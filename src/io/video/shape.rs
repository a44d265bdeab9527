//! Pictures with square pixels, all of one size: stretched where pixels are not square, scaled where the size changes.

use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};

use super::bits::Bits;
use super::{BadSize, check_size};

/// Pixels this close to square are square: 1088 lines cropped to 1080 without a word are 0.7 % off.
const SQUARE: f64 = 0.01;
/// A ratio beyond this, or below its inverse, is nonsense: the widest in use, 80:33, is 2.4; 640×360 squeezed to 160×360 is 4.
const WIDEST: f64 = 8.0;
/// `aspect_ratio_idc` from 1 on (ITU-T H.264, table E-1; H.265, table E.1), width and height of a pixel.
const RATIOS: [(f64, f64); 16] = [
    (1.0, 1.0),
    (12.0, 11.0),
    (10.0, 11.0),
    (16.0, 11.0),
    (40.0, 33.0),
    (24.0, 11.0),
    (20.0, 11.0),
    (32.0, 11.0),
    (80.0, 33.0),
    (18.0, 11.0),
    (15.0, 11.0),
    (64.0, 33.0),
    (160.0, 99.0),
    (4.0, 3.0),
    (3.0, 2.0),
    (2.0, 1.0),
];
/// `aspect_ratio_idc` of a ratio that is written out.
const EXTENDED: u32 = 255;

/// A pixel's width over its height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PixelAspect(f64);

impl PixelAspect {
    pub(super) const SQUARE: Self = Self(1.0);

    /// Returns the ratio; `None` where either is 0, which means «not said», or the ratio is nonsense.
    pub(super) fn of(width: f64, height: f64) -> Option<Self> {
        let ratio = width / height;
        (ratio.is_finite() && WIDEST.recip() <= ratio && ratio <= WIDEST).then_some(Self(ratio))
    }

    /// Reads `aspect_ratio_info` of a VUI; the outer `None` means that the bits end early.
    #[expect(clippy::option_option, reason = "nothing said and nothing left to read are two things")]
    pub(super) fn read(bits: &mut Bits<'_>) -> Option<Option<Self>> {
        if !bits.flag()? {
            return Some(None);
        }
        let idc = bits.read(8)?;
        if idc == EXTENDED {
            let (width, height) = (bits.read(16)?, bits.read(16)?);
            return Some(Self::of(width.into(), height.into()));
        }
        let known = usize::try_from(idc).ok().and_then(|idx| RATIOS.get(idx.checked_sub(1)?));
        Some(known.and_then(|(width, height)| Self::of(*width, *height)))
    }

    /// Returns the ratio after a quarter turn.
    pub(super) fn turned(self) -> Self {
        Self(self.0.recip())
    }

    pub(super) fn is_square(self) -> bool {
        (self.0 - 1.0).abs() <= SQUARE
    }

    pub(super) fn ratio(self) -> f64 {
        self.0
    }
}

/// The size that all pictures of a source come out in; pixels are square.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Canvas {
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Canvas {
    /// Returns the canvas for a first picture: nothing of it is thrown away, unless it would be larger than what is read.
    pub(super) fn for_first(width: u32, height: u32, aspect: PixelAspect) -> Result<Self, BadSize> {
        check_size(width, height)?;
        if aspect.is_square() {
            return Ok(Self { width, height });
        }
        let wider = Self { width: even(f64::from(width) * aspect.0), height };
        let higher = Self { width, height: even(f64::from(height) / aspect.0) };
        let (first, second) = if 1.0 < aspect.0 { (wider, higher) } else { (higher, wider) };
        let is_fine = |canvas: &Self| check_size(canvas.width, canvas.height);
        is_fine(&first).map(|()| first).or_else(|size| is_fine(&second).map(|()| second).map_err(|_of_second| size))
    }

    /// Puts a picture on the canvas, as large as fits and in the middle; what stays free is black.
    ///
    /// `rgb` is `[height, width, 3]`; `None` if it is not.
    pub(super) fn place(self, rgb: Vec<u8>, (width, height): (u32, u32), aspect: PixelAspect) -> Option<Vec<u8>> {
        let is_square = aspect.is_square();
        if is_square && (width, height) == (self.width, self.height) {
            return Some(rgb);
        }
        let picture = RgbImage::from_raw(width, height, rgb)?;
        let shown_width = f64::from(width) * if is_square { 1.0 } else { aspect.0 };
        let inside = self.fit(shown_width / f64::from(height));
        let scaled = imageops::resize(&picture, inside.width, inside.height, FilterType::Triangle);
        if inside == self {
            return Some(scaled.into_raw());
        }
        let mut whole = RgbImage::from_pixel(self.width, self.height, Rgb([0; 3]));
        let middle = |outer: u32, inner: u32| i64::from((outer - inner) / 2);
        imageops::replace(&mut whole, &scaled, middle(self.width, inside.width), middle(self.height, inside.height));
        Some(whole.into_raw())
    }

    /// Returns the largest size of this shape (width over height) that fits in.
    fn fit(self, shape: f64) -> Self {
        let (width, height) = (f64::from(self.width), f64::from(self.height));
        let own = width / height;
        if (shape / own - 1.0).abs() <= SQUARE {
            self
        } else if own < shape {
            Self { height: ((width / shape).round() as u32).clamp(1, self.height), ..self }
        } else {
            Self { width: ((height * shape).round() as u32).clamp(1, self.width), ..self }
        }
    }
}

/// The nearest even number: encoders halve the sides for chroma.
fn even(length: f64) -> u32 {
    (length / 2.0).round() as u32 * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aspect(width: f64, height: f64) -> PixelAspect {
        PixelAspect::of(width, height).unwrap()
    }

    #[test]
    fn a_squeezed_picture_comes_out_in_the_shape_in_which_it_is_shown() {
        let size = |width, height, aspect| Canvas::for_first(width, height, aspect).map(|it| (it.width, it.height));
        assert_eq!(size(480, 360, aspect(4.0, 3.0)), Ok((640, 360)));
        assert_eq!(size(720, 576, aspect(16.0, 11.0)), Ok((1048, 576)));
        assert_eq!(size(640, 180, aspect(1.0, 2.0)), Ok((640, 360)), "narrow pixels make it higher");
        assert_eq!(size(4096, 2000, aspect(2.0, 1.0)), Ok((4096, 1000)), "what would be too large is made less high");
        assert_eq!(size(1920, 1080, aspect(1088.0, 1080.0)), Ok((1920, 1080)));
    }

    #[test]
    fn a_ratio_that_says_nothing_or_nonsense_is_none() {
        assert_eq!(PixelAspect::of(0.0, 3.0), None);
        assert_eq!(PixelAspect::of(3.0, 0.0), None);
        assert_eq!(PixelAspect::of(65_535.0, 1.0), None);
        assert_eq!(PixelAspect::read(&mut Bits::new(&[0b1000_0111, 0])), Some(Some(aspect(4.0, 3.0))));
        let written = [0b1111_1111, 0b1000_0000, 0b0000_1000, 0b0000_0000, 0b0000_0100, 0];
        let mut bits = Bits::new(&written);
        assert_eq!(PixelAspect::read(&mut bits).unwrap().unwrap().ratio(), 16.0 / 8.0);
        assert_eq!(PixelAspect::read(&mut Bits::new(&[0])), Some(None));
    }

    /// White with a black bar from a quarter to a half of the width.
    fn bar(width: u32, height: u32) -> Vec<u8> {
        let is_bar = |x: u32| width / 4 <= x && x < width / 2;
        (0..height).flat_map(|_| (0..width).flat_map(|x| [if is_bar(x) { 0 } else { 255 }; 3])).collect()
    }

    fn dark_columns(rgb: &[u8], width: usize, row: usize) -> usize {
        rgb[row * width * 3..(row + 1) * width * 3].chunks(3).filter(|pixel| pixel[0] < 128).count()
    }

    #[test]
    fn what_is_stretched_is_stretched_all_over() {
        let aspect = aspect(2.0, 1.0);
        let canvas = Canvas::for_first(40, 40, aspect).unwrap();
        let placed = canvas.place(bar(40, 40), (40, 40), aspect).unwrap();
        assert_eq!((placed.len(), dark_columns(&placed, 80, 20)), (80 * 40 * 3, 20));
    }

    #[test]
    fn a_smaller_picture_of_the_same_shape_fills_the_canvas_and_another_shape_keeps_its_own() {
        let canvas = Canvas { width: 80, height: 40 };
        let placed = canvas.place(bar(40, 20), (40, 20), PixelAspect::SQUARE).unwrap();
        assert_eq!(dark_columns(&placed, 80, 20), 20);
        let upright = canvas.place(bar(40, 80), (40, 80), PixelAspect::SQUARE).unwrap();
        // 20 px wide in the middle, 30 px of black on either side, and a quarter of it black.
        assert_eq!(dark_columns(&upright, 80, 20), 60 + 5);
    }

    #[test]
    fn a_square_picture_of_the_first_size_is_left_as_it_is() {
        let canvas = Canvas { width: 40, height: 20 };
        assert_eq!(canvas.place(bar(40, 20), (40, 20), PixelAspect::SQUARE), Some(bar(40, 20)));
        assert_eq!(canvas.place(vec![0; 5], (40, 21), PixelAspect::SQUARE), None);
    }
}
