//! A picture reduced to what its scene is told by.

use crate::core::frame::{Frame, Planar, View};

/// Width that pictures are reduced to at most, in px.
const REDUCED_WIDTH: u32 = 160;
/// A picture that is repeated differs by no more than this, in grey levels of reduced px: on average …
///
/// Repeated pictures of H.264 differ by .003 on average and by 2.3 at most; bodies at rest by .04–.3 and 2.6–5, filmed ones
/// by .03–.3 and 3.6–14 (least of all pictures of the samples and of four filmed clips).
const REPEATED_MEAN: f32 = 0.03;
/// … and at most.
const REPEATED_MOST: f32 = 3.0;

/// A small grey picture.
#[derive(Debug, Clone)]
pub(super) struct Grey {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Px of the full picture per px of this one.
    pub(super) factor: usize,
    /// `[height, width]`, 0–255.
    values: Vec<f32>,
}

impl Grey {
    pub(super) fn reduced(picture: View<'_>) -> Self {
        let factor = picture.width().div_ceil(REDUCED_WIDTH).max(1) as usize;
        let (width, height) = ((picture.width() as usize / factor).max(1), (picture.height() as usize / factor).max(1));
        let mut grey = Self { width, height, factor, values: vec![0.0; width * height] };
        match picture {
            View::Rgb(frame) => grey.read_rgb(frame),
            View::Planar(planar) => grey.read_luma(planar),
        }
        grey
    }

    fn read_rgb(&mut self, frame: &Frame) {
        let scale = 1.0 / (256 * self.factor * self.factor) as f32;
        self.read(&frame.rgb, frame.width as usize * 3, self.factor * 3, |pixels| {
            pixels.as_chunks::<3>().0.iter().copied().map(luma).sum::<u32>() as f32 * scale
        });
    }

    /// Luma alone: what chroma adds to the mean of a cell is below 0.2 levels in BT.601.
    fn read_luma(&mut self, planar: &Planar) {
        let scale = 1.0 / (self.factor * self.factor) as f32;
        self.read(planar.luma(), planar.width as usize, self.factor, |lumas| {
            planar.mix.grey(lumas.iter().copied().map(u32::from).sum::<u32>() as f32 * scale)
        });
    }

    /// Reads lines of `stride` bytes, of which `per_cell` in a row belong to a cell.
    fn read(&mut self, bytes: &[u8], stride: usize, per_cell: usize, value: impl Fn(&[u16]) -> f32) {
        // The lines of a row of cells, added up; no more than 26 of them, at 4096 px.
        let mut added = vec![0_u16; stride];
        let rows = self.values.chunks_exact_mut(self.width).zip(bytes.chunks_exact(stride * self.factor));
        for (cells, lines) in rows {
            added.fill(0);
            for line in lines.chunks_exact(stride) {
                for (sum, value) in added.iter_mut().zip(line) {
                    *sum += u16::from(*value);
                }
            }
            for (cell, sums) in cells.iter_mut().zip(added.chunks_exact(per_cell)) {
                *cell = value(sums);
            }
        }
    }

    pub(super) fn mean(&self) -> f32 {
        self.values.iter().sum::<f32>() / self.values.len().max(1) as f32
    }

    /// Whether another picture shows the very same, but for what a codec leaves of a repeated one.
    pub(super) fn is_repeated_in(&self, other: &Self) -> bool {
        if (self.width, self.height) != (other.width, other.height) {
            return false;
        }
        let differences = || self.values.iter().zip(&other.values).map(|(a, b)| (a - b).abs());
        let mean = differences().sum::<f32>() / self.values.len().max(1) as f32;
        mean <= REPEATED_MEAN && differences().all(|difference| difference <= REPEATED_MOST)
    }

    pub(super) fn at(&self, x: usize, y: usize) -> f32 {
        let (x, y) = (x.min(self.width - 1), y.min(self.height - 1));
        self.values.get(y * self.width + x).copied().unwrap_or(0.0)
    }

    pub(super) fn between(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x.max(0.0), y.max(0.0));
        let (x0, y0, fx, fy) = (x as usize, y as usize, x.fract(), y.fract());
        let row = |y: usize| self.at(x0, y) * (1.0 - fx) + self.at(x0 + 1, y) * fx;
        row(y0) * (1.0 - fy) + row(y0 + 1) * fy
    }
}

/// Brightness of an RGB pixel × 256 (ITU-R BT.601).
fn luma([r, g, b]: [u16; 3]) -> u32 {
    77 * u32::from(r) + 150 * u32::from(g) + 29 * u32::from(b)
}
