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
            Planes::Eight(planes) => self.converted(planes, &Weights::new(colour, 8)),
            Planes::Ten(planes) => self.converted(planes, &Weights::new(colour, 10)),
            Planes::Twelve(planes) => self.converted(planes, &Weights::new(colour, 12)),
        }
    }

    fn converted<T: Copy + Into<i32>>(&self, [y, u, v]: &[Vec<T>; 3], weights: &Weights) -> Option<Vec<u8>> {
        let (across, down) = self.chroma.luma_per_sample();
        let (width, height) = (self.width as usize, self.height as usize);
        let chroma_width = width.div_ceil(across);
        let mut rgb = vec![0; width * height * 3];
        for (row, rgb) in rgb.chunks_exact_mut(width * 3).enumerate() {
            let luma = y.get(row * width..(row + 1) * width)?;
            let chroma = row / down * chroma_width..(row / down + 1) * chroma_width;
            let chroma = u.get(chroma.clone())?.iter().zip(v.get(chroma)?);
            let pixels = luma.chunks(across).zip(rgb.chunks_mut(across * 3)).zip(chroma);
            for ((luma, rgb), (u, v)) in pixels {
                let shares = weights.chroma((*u).into(), (*v).into());
                for (luma, rgb) in luma.iter().zip(rgb.as_chunks_mut::<3>().0) {
                    *rgb = weights.rgb((*luma).into(), shares);
                }
            }
        }
        Some(rgb)
    }
}

impl Chroma {
    /// How many luma samples share one of chroma, across and down.
    fn luma_per_sample(self) -> (usize, usize) {
        match self {
            Self::Yuv420 => (2, 2),
            Self::Yuv422 => (2, 1),
            Self::Yuv444 => (1, 1),
        }
    }
}

/// Binary places of [`Weights`], as many as ffmpeg has.
const PLACES: u32 = 13;

/// How much luma and chroma weigh in red, green and blue: whole numbers, so that pixels are the same on every machine.
///
/// The crate `yuv` rounds each summand where it has SIMD. That is off by one level here and there, and the pose model
/// notices: its points move by 0.7 px in the median, 28 px at most.
#[derive(Debug, Clone, Copy)]
struct Weights {
    black: i32,
    grey: i32,
    luma: i32,
    red_from_v: i32,
    green_from_u: i32,
    green_from_v: i32,
    blue_from_u: i32,
    places: u32,
}

impl Weights {
    fn new(colour: Colour, n_bits: u32) -> Self {
        let (kr, kb) = colour.shares_of_red_and_blue();
        let kg = 1.0 - kr - kb;
        let (luma, chroma, black) =
            if colour.is_full_range { (1.0, 1.0, 0) } else { (255.0 / 219.0, 255.0 / 224.0, 16) };
        let fixed = |weight: f64| (weight * f64::from(1 << PLACES)).round() as i32;
        let (red_from_v, blue_from_u) = (2.0 * (1.0 - kr) * chroma, 2.0 * (1.0 - kb) * chroma);
        Self {
            black: black << (n_bits - 8),
            grey: 1 << (n_bits - 1),
            luma: fixed(luma),
            red_from_v: fixed(red_from_v),
            green_from_u: fixed(-blue_from_u * kb / kg),
            green_from_v: fixed(-red_from_v * kr / kg),
            blue_from_u: fixed(blue_from_u),
            places: PLACES + n_bits - 8,
        }
    }

    /// What U and V add to red, green and blue, and half a level for rounding.
    fn chroma(&self, u: i32, v: i32) -> [i32; 3] {
        let (u, v) = (u - self.grey, v - self.grey);
        let half = 1 << (self.places - 1);
        [self.red_from_v * v, self.green_from_u * u + self.green_from_v * v, self.blue_from_u * u].map(|c| c + half)
    }

    fn rgb(&self, y: i32, chroma: [i32; 3]) -> [u8; 3] {
        let luma = self.luma * (y - self.black);
        chroma.map(|share| ((luma + share) >> self.places).clamp(0, 255) as u8)
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
    fn the_matrix_decides_the_green_of_a_red() {
        let green = |matrix| grey(120, 128, 200, Colour { is_full_range: true, matrix })[1];
        assert!(green(Some(5)) + 10 < green(Some(1)));
        assert_eq!(green(None), green(Some(6)));
    }
}
