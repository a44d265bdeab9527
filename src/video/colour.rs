//! From decoded planes to 8-bit RGB, by the matrix and range that the stream signals.

use yuv::{YuvError, YuvPlanarImage, YuvRange, YuvStandardMatrix};

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

    fn range(self) -> YuvRange {
        if self.is_full_range { YuvRange::Full } else { YuvRange::Limited }
    }

    /// Not signalled means BT.601, as in swscale, whatever the size.
    fn standard(self) -> YuvStandardMatrix {
        match self.matrix {
            Some(1) => YuvStandardMatrix::Bt709,
            Some(4) => YuvStandardMatrix::Fcc,
            Some(7) => YuvStandardMatrix::Smpte240,
            Some(9 | 10) => YuvStandardMatrix::Bt2020,
            _ => YuvStandardMatrix::Bt601,
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
    /// `[height, width, 3]`, red first.
    pub(super) fn to_rgb(&self, colour: Colour) -> Result<Vec<u8>, YuvError> {
        let stride = self.width * 3;
        let mut rgb = vec![0; stride as usize * self.height as usize];
        let (range, matrix) = (colour.range(), colour.standard());
        match (&self.planes, self.chroma) {
            (Planes::Eight(planes), chroma) => {
                let convert = match chroma {
                    Chroma::Yuv420 => yuv::yuv420_to_rgb,
                    Chroma::Yuv422 => yuv::yuv422_to_rgb,
                    Chroma::Yuv444 => yuv::yuv444_to_rgb,
                };
                convert(&self.image(planes), &mut rgb, stride, range, matrix)?;
            }
            (Planes::Ten(planes), Chroma::Yuv420) => {
                yuv::i010_to_rgb(&self.image(planes), &mut rgb, stride, range, matrix)?;
            }
            (Planes::Ten(planes), Chroma::Yuv422) => {
                yuv::i210_to_rgb(&self.image(planes), &mut rgb, stride, range, matrix)?;
            }
            (Planes::Ten(planes), Chroma::Yuv444) => {
                yuv::yuv444_to_rgb(&self.image(&narrowed(planes, 2)), &mut rgb, stride, range, matrix)?;
            }
            (Planes::Twelve(planes), Chroma::Yuv420) => {
                yuv::i012_to_rgb(&self.image(planes), &mut rgb, stride, range, matrix)?;
            }
            (Planes::Twelve(planes), Chroma::Yuv422) => {
                yuv::i212_to_rgb(&self.image(planes), &mut rgb, stride, range, matrix)?;
            }
            (Planes::Twelve(planes), Chroma::Yuv444) => {
                yuv::yuv444_to_rgb(&self.image(&narrowed(planes, 4)), &mut rgb, stride, range, matrix)?;
            }
        }
        Ok(rgb)
    }

    fn image<'a, T: Copy + std::fmt::Debug>(&self, [y, u, v]: &'a [Vec<T>; 3]) -> YuvPlanarImage<'a, T> {
        let chroma_stride = if self.chroma == Chroma::Yuv444 { self.width } else { self.width.div_ceil(2) };
        YuvPlanarImage {
            y_plane: y,
            y_stride: self.width,
            u_plane: u,
            u_stride: chroma_stride,
            v_plane: v,
            v_stride: chroma_stride,
            width: self.width,
            height: self.height,
        }
    }
}

/// Without the lowest bits, rounded.
fn narrowed(planes: &[Vec<u16>; 3], n_bits: u32) -> [Vec<u8>; 3] {
    let half = 1_u16 << (n_bits - 1);
    let narrow = |word: &u16| (word.saturating_add(half) >> n_bits).min(255) as u8;
    planes.each_ref().map(|plane| plane.iter().map(narrow).collect())
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
