//! From decoded planes to 8-bit RGB, by the matrix and range that the stream signals.

use crate::core::frame::{Mix, Tables};

/// What a stream signals of its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Colour {
    /// 0 to 255 instead of 16 to 235 for luma.
    pub(super) is_full_range: bool,
    /// Matrix coefficients (ISO/IEC 23091-2, 8.3); `None` or 2 if not signalled.
    pub(super) matrix: Option<u8>,
}

impl Colour {
    /// This, where it says something, else `container`, as ffmpeg does.
    pub(super) fn or(self, container: Self) -> Self {
        match self.matrix {
            None | Some(2) => Self { is_full_range: self.is_full_range || container.is_full_range, ..container },
            Some(_) => self,
        }
    }

    /// How RGB is mixed of levels of 8 bits.
    pub(super) fn mix(self) -> Mix {
        Mix::new(self.shares_of_red_and_blue(), self.is_full_range)
    }

    /// Of luma (ISO/IEC 23091-2, 8.3). Not signalled means BT.601, as in swscale, whatever the size.
    fn shares_of_red_and_blue(self) -> (f64, f64) {
        match self.matrix {
            Some(1) => (0.2126, 0.0722),
            Some(4) => (0.3, 0.11),
            Some(7) => (0.212, 0.087),
            Some(9 | 10) => (0.2627, 0.0593),
            _ => (0.299, 0.114),
        }
    }
}

/// A decoded picture: three planes without padding, cropped.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) chroma: Chroma,
    pub(super) planes: Planes,
}

/// How chroma is sampled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chroma {
    /// Half width, half height.
    Yuv420,
    /// Half width.
    Yuv422,
    /// As luma.
    Yuv444,
}

/// Y, U and V.
#[derive(Debug)]
pub(super) enum Planes {
    /// Bytes.
    Eight([Vec<u8>; 3]),
    /// Low 10 bits of each word.
    Ten([Vec<u16>; 3]),
    /// Low 12 bits of each word.
    Twelve([Vec<u16>; 3]),
}

impl Picture {
    /// `[height, width, 3]`, red first; `None` if a plane is too short.
    pub(super) fn to_rgb(&self, colour: Colour) -> Option<Vec<u8>> {
        match &self.planes {
            Planes::Eight(planes) => self.converted(planes, &Tables::<256>::new(colour.mix())),
            Planes::Ten(planes) => self.converted(planes, &Tables::<1024>::new(colour.mix())),
            Planes::Twelve(planes) => self.converted(planes, &Tables::<4096>::new(colour.mix())),
        }
    }

    fn converted<T: Copy + Into<usize>, const N: usize>(
        &self,
        planes: &[Vec<T>; 3],
        tables: &Tables<N>,
    ) -> Option<Vec<u8>> {
        match self.chroma {
            Chroma::Yuv420 => self.rows::<T, N, 2>(planes, tables, 2),
            Chroma::Yuv422 => self.rows::<T, N, 2>(planes, tables, 1),
            Chroma::Yuv444 => self.rows::<T, N, 1>(planes, tables, 1),
        }
    }

    /// `ACROSS` and `down`: how many samples of luma share one of chroma.
    fn rows<T: Copy + Into<usize>, const N: usize, const ACROSS: usize>(
        &self,
        [y, u, v]: &[Vec<T>; 3],
        tables: &Tables<N>,
        down: usize,
    ) -> Option<Vec<u8>> {
        let (width, height) = (self.width as usize, self.height as usize);
        let chroma_width = width.div_ceil(ACROSS);
        let mut rgb = vec![0; width * height * 3];
        for (row, rgb) in rgb.chunks_exact_mut(width * 3).enumerate() {
            let luma = y.get(row * width..(row + 1) * width)?;
            let chroma = row / down * chroma_width..(row / down + 1) * chroma_width;
            let mut chroma = u.get(chroma.clone())?.iter().zip(v.get(chroma)?);
            let (luma, last_luma) = luma.as_chunks::<ACROSS>();
            let (pixels, last_pixels) = rgb.as_chunks_mut::<3>().0.as_chunks_mut::<ACROSS>();
            for ((luma, pixels), (u, v)) in luma.iter().zip(pixels).zip(&mut chroma) {
                tables.convert(luma, (*u).into(), (*v).into(), pixels);
            }
            if let Some((u, v)) = chroma.next() {
                tables.convert(last_luma, (*u).into(), (*v).into(), last_pixels);
            }
        }
        Some(rgb)
    }
}

#[cfg(test)]
mod tests {
    use super::{Chroma, Colour, Picture, Planes};

    fn grey(y: u8, u: u8, v: u8, colour: Colour) -> Vec<u8> {
        let planes = Planes::Eight([vec![y; 4], vec![u], vec![v]]);
        Picture { width: 2, height: 2, chroma: Chroma::Yuv420, planes }.to_rgb(colour).unwrap()
    }

    #[test]
    fn limited_range_is_stretched_and_full_range_is_not() {
        let full = Colour { is_full_range: true, matrix: None };
        assert_eq!(grey(235, 128, 128, Colour::default())[..3], [255; 3]);
        assert_eq!(grey(235, 128, 128, full)[..3], [235; 3]);
    }

    #[test]
    fn every_pixel_has_the_level_nearest_to_the_formula() {
        for (y, u, v) in (0..=255).flat_map(|y| (0..=255).step_by(17).map(move |c| (y, c, 255 - c))) {
            let found = grey(y, u, v, Colour::default());
            let luma = (f64::from(y) - 16.0) * 255.0 / 219.0;
            let [u, v] = [u, v].map(|level| f64::from(level) - 128.0);
            let exact = [luma + 1.596_027 * v, luma - 0.391_762 * u - 0.812_968 * v, luma + 2.017_232 * u];
            for (exact, found) in exact.into_iter().zip(found) {
                // Half a level, and what thirteen binary places leave out.
                assert!((exact.clamp(0.0, 255.0) - f64::from(found)).abs() <= 0.52, "{y} {u} {v}: {found}, {exact}");
            }
        }
    }

    #[test]
    fn a_mix_and_tables_give_the_same_pixels() {
        for matrix in [None, Some(1), Some(9)] {
            for is_full_range in [false, true] {
                let colour = Colour { is_full_range, matrix };
                for (y, u, v) in (0..=255).flat_map(|y| (0..=255).step_by(5).map(move |c| (y, c, 255 - c))) {
                    assert_eq!(grey(y, u, v, colour)[..3], colour.mix().rgb(y, u, v), "{y} {u} {v} {colour:?}");
                }
            }
        }
    }

    #[test]
    fn ten_and_twelve_bits_give_the_pixels_of_eight() {
        let planes = |n_bits: u16| [vec![60 << n_bits; 4], vec![90 << n_bits], vec![200 << n_bits]];
        for planes in [Planes::Ten(planes(2)), Planes::Twelve(planes(4))] {
            let picture = Picture { width: 2, height: 2, chroma: Chroma::Yuv420, planes };
            assert_eq!(picture.to_rgb(Colour::default()).unwrap(), grey(60, 90, 200, Colour::default()));
        }
    }

    #[test]
    fn each_sample_of_chroma_colours_its_own_pixels() {
        // 3 × 3 pixels; chroma grows by its index, so that red tells which sample it came from.
        let red = |chroma, n_samples: u8| {
            let v = (0..n_samples).map(|idx| 128 + 10 * idx).collect();
            let planes = Planes::Eight([vec![100; 9], vec![128; usize::from(n_samples)], v]);
            let rgb = Picture { width: 3, height: 3, chroma, planes }.to_rgb(Colour::default()).unwrap();
            rgb.iter().step_by(3).map(|red| (f64::from(*red) - 98.0) / 16.0).map(f64::round).collect::<Vec<_>>()
        };
        assert_eq!(red(Chroma::Yuv420, 4), [0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 2.0, 2.0, 3.0]);
        assert_eq!(red(Chroma::Yuv422, 6), [0.0, 0.0, 1.0, 2.0, 2.0, 3.0, 4.0, 4.0, 5.0]);
        assert_eq!(red(Chroma::Yuv444, 9), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
    }

    #[test]
    fn a_plane_that_is_too_short_gives_no_picture() {
        let planes = Planes::Eight([vec![100; 3], vec![128], vec![128]]);
        assert_eq!(Picture { width: 2, height: 2, chroma: Chroma::Yuv420, planes }.to_rgb(Colour::default()), None);
    }

    #[test]
    fn the_matrix_decides_the_green_of_a_red() {
        let green = |matrix| grey(120, 128, 200, Colour { is_full_range: true, matrix })[1];
        assert!(green(Some(5)) + 10 < green(Some(1)));
        assert_eq!(green(None), green(Some(6)));
    }
}
