//! A part of the picture, read grey, reduced and smoothed: only what patches need, as it costs the most.

use crate::core::frame::View;
use crate::core::geometry::Point;

/// Smoothing after the reduction, in cells: takes out what the reduction and the sensor leave of single px.
const SIGMA: f32 = 1.2;
/// Reach of the smoothing, in cells; beyond, the bell is under 0.4 %.
const REACH: usize = 4;

/// Where to read, and how much to reduce.
#[derive(Debug)]
pub(super) struct Window {
    left: usize,
    top: usize,
    /// Px of the picture per cell, along both axes, at least 1.
    px_per_cell: f32,
    columns: Vec<Taps>,
    rows: Vec<Taps>,
    /// Sums of the lines of one row of cells, × 256: red, green and blue in turn, or luma.
    sums: Vec<u16>,
    luma: Vec<f32>,
    blur: Blur,
}

impl Window {
    /// The part of `picture` around all `places` with a margin, everything in px of the picture.
    pub(super) fn around<'a>(picture: impl Into<View<'a>>, places: &[Point], margin_px: f32, px_per_cell: f32) -> Self {
        let picture = picture.into();
        let span = |axis: fn(&Point) -> f32, length: u32| {
            let low = places.iter().map(axis).fold(f32::MAX, f32::min) - margin_px;
            let high = places.iter().map(axis).fold(f32::MIN, f32::max) + margin_px;
            let (low, high) = (low.max(0.0) as usize, high.clamp(0.0, length as f32) as usize);
            (low, high.saturating_sub(low))
        };
        let ((left, width), (top, height)) = (span(|at| at.x, picture.width()), span(|at| at.y, picture.height()));
        let px_per_cell = px_per_cell.max(1.0);
        let (columns, rows) = (Taps::over(width, px_per_cell), Taps::over(height, px_per_cell));
        let (sums, luma) = (vec![0; width * 3], vec![0.0; width]);
        Self { left, top, px_per_cell, columns, rows, sums, luma, blur: Blur::new() }
    }

    /// A place of the picture, in cells of this window.
    pub(super) fn in_cells(&self, in_image: Point) -> Point {
        let half = Point::new(0.5, 0.5);
        (in_image - Point::new(self.left as f32, self.top as f32) + half) * (1.0 / self.px_per_cell) - half
    }

    /// Px of the picture per cell.
    pub(super) fn px_per_cell(&self) -> f32 {
        self.px_per_cell
    }

    /// Reads the window out of a picture of the size that it was made for.
    pub(super) fn read<'a>(&mut self, picture: impl Into<View<'a>>) -> Cells {
        let picture = picture.into();
        let n_columns = self.columns.len();
        let mut values = vec![0.0; n_columns * self.rows.len()];
        if n_columns == 0 {
            return Cells { width: 0, values };
        }
        for (cells, taps) in values.chunks_exact_mut(n_columns).zip(&self.rows) {
            add_lines((&mut self.sums, &mut self.luma), taps, picture, (self.left, self.top));
            for (cell, taps) in cells.iter_mut().zip(&self.columns) {
                let lumas = self.luma.get(taps.first..).unwrap_or_default();
                let sum: f32 = lumas.iter().zip(&taps.weights).map(|(luma, weight)| luma * f32::from(*weight)).sum();
                *cell = sum / (1 << 24) as f32;
            }
        }
        self.blur.smooth(&mut values, n_columns);
        Cells { width: n_columns, values }
    }
}

/// Fills `luma` with the brightness of the px of one row of cells, × 256 · 256.
fn add_lines((sums, luma): (&mut [u16], &mut [f32]), taps: &Taps, picture: View<'_>, (left, top): (usize, usize)) {
    match picture {
        View::Rgb(frame) => {
            add(sums, taps, (&frame.rgb, frame.width as usize * 3), (left * 3, top));
            for (luma, rgb) in luma.iter_mut().zip(sums.as_chunks::<3>().0) {
                let [r, g, b] = rgb.map(u32::from);
                *luma = (77 * r + 150 * g + 29 * b) as f32;
            }
        }
        View::Planar(planar) => {
            let sums = sums.get_mut(..luma.len()).unwrap_or_default();
            add(sums, taps, (planar.luma(), planar.width as usize), (left, top));
            for (luma, sum) in luma.iter_mut().zip(sums) {
                *luma = planar.mix.grey(f32::from(*sum) / 256.0) * 65536.0;
            }
        }
    }
}

/// Adds up the lines of one row of cells. Lines first, as whole lines are added eight numbers at a time.
fn add(sums: &mut [u16], taps: &Taps, (bytes, stride): (&[u8], usize), (left, top): (usize, usize)) {
    sums.fill(0);
    for (row, weight) in (top + taps.first..).zip(&taps.weights) {
        let line = bytes.get(row * stride + left..).unwrap_or_default();
        for (sum, value) in sums.iter_mut().zip(line) {
            *sum += u16::from(*value) * weight;
        }
    }
}

/// Which px make up a cell along one axis, and with what weights; all weights of a cell are 256 together, so that
/// sums of 8-bit values fit 16 bits.
#[derive(Debug)]
struct Taps {
    first: usize,
    weights: Vec<u16>,
}

impl Taps {
    fn over(length: usize, px_per_cell: f32) -> Vec<Self> {
        let n_cells = (length as f32 / px_per_cell) as usize;
        (0..n_cells).map(|idx| Self::of(idx as f32 * px_per_cell, px_per_cell)).collect()
    }

    fn of(low: f32, length: f32) -> Self {
        let (first, high) = (low as usize, low + length);
        let up_to = |edge: f32| ((edge.clamp(low, high) - low) / length * 256.0).round() as u16;
        let end = high.ceil() as usize;
        // Differences of what is rounded, so that nothing is lost on the way to 256.
        let weights = (first..end).map(|px| up_to((px + 1) as f32) - up_to(px as f32)).collect();
        Self { first, weights }
    }
}

/// A reduced grey picture, 0–255.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Cells {
    pub(super) width: usize,
    /// Row by row.
    pub(super) values: Vec<f32>,
}

impl Cells {
    /// The grey value between four cells; beyond the border as at the border.
    pub(super) fn between(&self, at: Point) -> f32 {
        let height = self.values.len() / self.width.max(1);
        let inside = |value: f32, length: usize| value.clamp(0.0, (length as f32 - 1.001).max(0.0));
        let (x, y) = (inside(at.x, self.width), inside(at.y, height));
        let (left, top) = (x as usize, y as usize);
        let row = |row: usize| {
            let pair = self.values.get(row * self.width + left..).and_then(|rest| rest.first_chunk::<2>());
            pair.map_or(0.0, |[a, b]| a + (b - a) * (x - left as f32))
        };
        let (upper, lower) = (row(top), row(top + 1));
        upper + (lower - upper) * (y - top as f32)
    }

    /// Whether a place is far enough from the border for gradients to be told.
    pub(super) fn holds(&self, at: Point) -> bool {
        let height = self.values.len() / self.width.max(1);
        let inside = |value: f32, length: usize| 2.0 < value && value < length as f32 - 3.0;
        inside(at.x, self.width) && inside(at.y, height)
    }

    /// Adds another picture of the same size; to nothing, one of any size.
    pub(super) fn add(&mut self, other: &Self) {
        if self.values.is_empty() {
            self.clone_from(other);
            return;
        }
        for (sum, value) in self.values.iter_mut().zip(&other.values) {
            *sum += value;
        }
    }

    /// Divides all values.
    pub(super) fn divide(&mut self, by: f32) {
        for value in &mut self.values {
            *value /= by;
        }
    }
}

/// Smooths along rows and then along columns.
#[derive(Debug)]
struct Blur {
    kernel: [f32; 2 * REACH + 1],
    padded: Vec<f32>,
    rows: Vec<f32>,
}

impl Blur {
    fn new() -> Self {
        let bell = |idx: usize| (-(idx as f32 - REACH as f32).powi(2) / (2.0 * SIGMA * SIGMA)).exp();
        let kernel: [f32; 2 * REACH + 1] = std::array::from_fn(bell);
        let sum: f32 = kernel.iter().sum();
        Self { kernel: kernel.map(|weight| weight / sum), padded: Vec::new(), rows: Vec::new() }
    }

    fn smooth(&mut self, values: &mut [f32], width: usize) {
        self.rows.clear();
        self.rows.resize(values.len(), 0.0);
        for (row, smooth) in values.chunks_exact(width).zip(self.rows.chunks_exact_mut(width)) {
            let edge = |value: Option<&f32>| std::iter::repeat_n(value.copied().unwrap_or_default(), REACH);
            self.padded.clear();
            self.padded.extend(edge(row.first()).chain(row.iter().copied()).chain(edge(row.last())));
            for (idx, weight) in self.kernel.iter().enumerate() {
                add_weighted(smooth, self.padded.get(idx..).unwrap_or_default(), *weight);
            }
        }
        let last_row = (values.len() / width).saturating_sub(1);
        for (idx, smooth) in values.chunks_exact_mut(width).enumerate() {
            smooth.fill(0.0);
            for (offset, weight) in self.kernel.iter().enumerate() {
                let row = (idx + offset).saturating_sub(REACH).min(last_row);
                add_weighted(smooth, self.rows.get(row * width..).unwrap_or_default(), *weight);
            }
        }
    }
}

fn add_weighted(sums: &mut [f32], values: &[f32], weight: f32) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value * weight;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::frame::Frame;
    use crate::core::time::Timestamp;

    fn frame(value: impl Fn(u32, u32) -> u8) -> Frame {
        let rgb = (0..90).flat_map(|y| (0..160).flat_map(|x| [value(x, y); 3]).collect::<Vec<_>>()).collect();
        Frame { at: Timestamp::ZERO, width: 160, height: 90, rgb }
    }

    #[test]
    fn a_place_keeps_its_grey_value_at_any_reduction_and_offset() {
        let slope = frame(|x, y| (x + y / 2) as u8);
        for (px_per_cell, left) in [(1.0, 20.0), (1.7, 33.0), (2.19, 7.0)] {
            let mut window =
                Window::around(&slope, &[Point::new(left, 12.0), Point::new(140.0, 80.0)], 0.0, px_per_cell);
            let cells = window.read(&slope);
            let at = Point::new(80.0, 40.0);
            // A reading that is half a px off would be wrong by half a level. Odd y are rounded down above.
            let read = cells.between(window.in_cells(at));
            assert!((read - 99.75).abs() < 0.3, "{read} at {px_per_cell} px per cell");
        }
    }

    #[test]
    fn a_window_beyond_the_border_is_cut_off_there() {
        let grey = frame(|_, _| 90);
        let mut window = Window::around(&grey, &[Point::new(-50.0, 10.0), Point::new(300.0, 200.0)], 9.0, 1.5);
        let cells = window.read(&grey);
        assert_eq!((cells.width, cells.values.len() / cells.width), (106, 59));
        assert!(cells.values.iter().all(|value| (value - 90.0).abs() < 0.01));
        let nowhere = Window::around(&grey, &[Point::new(-50.0, 10.0)], 9.0, 1.5).read(&grey);
        assert!(nowhere.values.is_empty() && nowhere.between(Point::new(3.0, 3.0)) == 0.0);
    }
}
