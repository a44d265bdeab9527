//! From decoded planes to 8-bit RGB, by the matrix and range that the stream signals.

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
            Planes::Eight(planes) => self.converted(planes, &Tables::<256>::new(colour)),
            Planes::Ten(planes) => self.converted(planes, &Tables::<1024>::new(colour)),
            Planes::Twelve(planes) => self.converted(planes, &Tables::<4096>::new(colour)),
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

/// Binary places of [`Tables`], as many as ffmpeg has.
const PLACES: u32 = 13;

/// A sum of shares is never as many levels below 0, nor as many above 255.
const LEVELS_BELOW: i32 = 384;

/// What each of the `N` values of luma and chroma adds to red, green and blue: whole numbers, so that pixels are the same
/// on every machine.
///
/// The crate `yuv` rounds each summand where it has SIMD. That is off by one level here and there, and the pose model
/// notices: its points move by 0.7 px in the median, 28 px at most.
struct Tables<const N: usize> {
    luma: [i32; N],
    red_from_v: [i32; N],
    green_from_u: [i32; N],
    green_from_v: [i32; N],
    blue_from_u: [i32; N],
    /// The nearest level to each sum of shares.
    levels: [u8; 1024],
}

impl<const N: usize> Tables<N> {
    /// Levels of these tables per level of 8 bits, as binary places.
    const MORE_PLACES: u32 = N.ilog2() - 8;

    fn new(colour: Colour) -> Self {
        let (kr, kb) = colour.shares_of_red_and_blue();
        let kg = 1.0 - kr - kb;
        let (luma, chroma, black) =
            if colour.is_full_range { (1.0, 1.0, 0) } else { (255.0 / 219.0, 255.0 / 224.0, 16) };
        let (red_from_v, blue_from_u) = (2.0 * (1.0 - kr) * chroma, 2.0 * (1.0 - kb) * chroma);
        // Half a level for rounding, and what `levels` takes off again.
        let added = (1 << (PLACES + Self::MORE_PLACES - 1)) + (LEVELS_BELOW << (PLACES + Self::MORE_PLACES));
        let grey = 128 << Self::MORE_PLACES;
        Self {
            luma: table(luma, black << Self::MORE_PLACES).map(|share| share + added),
            red_from_v: table(red_from_v, grey),
            green_from_u: table(-blue_from_u * kb / kg, grey),
            green_from_v: table(-red_from_v * kr / kg, grey),
            blue_from_u: table(blue_from_u, grey),
            levels: levels(),
        }
    }

    /// Some samples of luma that share one of chroma.
    fn convert<T: Copy + Into<usize>>(&self, luma: &[T], u: usize, v: usize, pixels: &mut [[u8; 3]]) {
        let green = at(&self.green_from_u, u) + at(&self.green_from_v, v);
        let chroma = [at(&self.red_from_v, v), green, at(&self.blue_from_u, u)];
        for (luma, pixel) in luma.iter().zip(pixels) {
            let luma = at(&self.luma, (*luma).into());
            *pixel = chroma.map(|share| at(&self.levels, ((luma + share) >> (PLACES + Self::MORE_PLACES)) as usize));
        }
    }
}

fn table<const N: usize>(weight: f64, zero: i32) -> [i32; N] {
    let weight = (weight * f64::from(1 << PLACES)).round() as i32;
    let mut shares = [0; N];
    for (share, level) in shares.iter_mut().zip(0..) {
        *share = weight * (level - zero);
    }
    shares
}

fn levels() -> [u8; 1024] {
    let mut levels = [0; 1024];
    for (level, sum) in levels.iter_mut().zip(-LEVELS_BELOW..) {
        *level = sum.clamp(0, 255) as u8;
    }
    levels
}

/// `N` is a power of two; what is above counts without its higher bits.
fn at<T: Copy + Default, const N: usize>(table: &[T; N], idx: usize) -> T {
    table.get(idx & (N - 1)).copied().unwrap_or_default()
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
