//! Sampling a picture that is still in planes: RGB is mixed of the pixels that are read, and of no others.

use super::{BLOCK, Border, outer};
use crate::core::frame::{Mix, Planar};

const N: usize = BLOCK as usize;

/// Fills cells with what `at` makes of the levels at (x, y) / 32: the same as if the whole picture were in RGB.
pub(super) fn sample(
    planar: &Planar,
    (xs, ys): (&[i32; N], &[i32; N]),
    border: Border,
    cells: &mut [[f32; 3]],
    at: impl Fn(u8) -> f32,
) {
    let (taps, is_inside) = Taps::read(planar, xs, ys);
    let colours = taps.colours(planar.mix);
    for (idx, cell) in cells.iter_mut().enumerate() {
        let is_inside = is_inside.get(idx).copied().unwrap_or_default();
        *cell = if is_inside {
            colours.each_ref().map(|colour| at(colour.get(idx).copied().unwrap_or_default() as u8))
        } else {
            let place = |places: &[i32; N]| places.get(idx).copied().unwrap_or_default();
            let pixel = |x, y| pixel(planar, x, y);
            outer((planar.width, planar.height), (place(xs), place(ys)), border, pixel).map(&at)
        };
    }
}

fn pixel(planar: &Planar, x: usize, y: usize) -> [u8; 3] {
    let width = planar.width as usize;
    let chroma = y / 2 * (width / 2) + x / 2;
    let [luma, u, v] = match (planar.luma().get(y * width + x), planar.chroma().map(|plane| plane.get(chroma))) {
        (Some(luma), [Some(u), Some(v)]) => [*luma, *u, *v],
        _ => return [0; 3],
    };
    planar.mix.rgb(luma, u, v)
}

/// The four pixels around each of some places, and their weights; in `f32`, as every processor multiplies several of
/// these at a time. All values are whole and below 2²⁴, so nothing is rounded.
struct Taps {
    luma: [[f32; N]; 4],
    u: [[f32; N]; 4],
    v: [[f32; N]; 4],
    weights: [[f32; N]; 4],
}

impl Taps {
    /// Reads the pixels around places in px / 32; the flags tell which places lie within the picture.
    fn read(planar: &Planar, xs: &[i32; N], ys: &[i32; N]) -> (Self, [bool; N]) {
        let mut taps = Self { luma: [[0.0; N]; 4], u: [[0.0; N]; 4], v: [[0.0; N]; 4], weights: [[0.0; N]; 4] };
        let mut is_inside = [false; N];
        for (idx, (is_inside, (x, y))) in is_inside.iter_mut().zip(xs.iter().zip(ys)).enumerate() {
            *is_inside = taps.put(idx, planar, *x, *y).is_some();
        }
        (taps, is_inside)
    }

    fn put(&mut self, idx: usize, planar: &Planar, x: i32, y: i32) -> Option<()> {
        let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
        let (width, height) = (planar.width as usize, planar.height as usize);
        // On the last pixel, all the weight is on the second of the two.
        let (x0, y0) = ((x >> 5).min(width.checked_sub(2)?), (y >> 5).min(height.checked_sub(2)?));
        let (wx, wy) = (x - x0 * 32, y - y0 * 32);
        if 32 < wx.max(wy) {
            return None;
        }
        let luma = planar.luma();
        let pair = |row: usize| luma.get(row * width + x0..)?.first_chunk::<2>();
        let pairs = [*pair(y0)?, *pair(y0 + 1)?];
        put(
            &mut self.luma,
            idx,
            std::array::from_fn(|tap| pairs.as_flattened().get(tap).copied().map_or(0.0, f32::from)),
        );
        let (left, right) = (x0 / 2, x0.div_ceil(2));
        let (top, low) = (y0 / 2 * (width / 2), y0.div_ceil(2) * (width / 2));
        let places = [top + left, top + right, low + left, low + right];
        let [u, v] = planar.chroma();
        let around = |plane: &[u8]| places.map(|place| plane.get(place).copied().map_or(128.0, f32::from));
        put(&mut self.u, idx, around(u));
        put(&mut self.v, idx, around(v));
        let [wx, wy] = [wx, wy].map(|weight| weight as f32);
        put(&mut self.weights, idx, [(32.0 - wx) * (32.0 - wy), wx * (32.0 - wy), (32.0 - wx) * wy, wx * wy]);
        Some(())
    }

    /// Red, green and blue of each place, as whole levels.
    fn colours(&self, mix: Mix) -> [[f32; N]; 3] {
        let mut sums = [[0.0_f32; N]; 3];
        let whole = |share: i32| share as f32;
        let (black, luma_share) = (whole(mix.black), whole(mix.luma));
        let shares = [(0, mix.red_from_v), (mix.green_from_u, mix.green_from_v), (mix.blue_from_u, 0)];
        for (((lumas, us), vs), weights) in self.luma.iter().zip(&self.u).zip(&self.v).zip(&self.weights) {
            for (sums, (from_u, from_v)) in sums.iter_mut().zip(shares) {
                let (from_u, from_v) = (whole(from_u), whole(from_v));
                let pixels = lumas.iter().zip(us).zip(vs).zip(weights);
                for (sum, (((luma, u), v), weight)) in sums.iter_mut().zip(pixels) {
                    let share = (luma - black) * luma_share + ((u - 128.0) * from_u + (v - 128.0) * from_v);
                    // (share + 4096) / 8192 rounded down, as half a unit less than half a level is added.
                    *sum += nearest((share + 0.5) * (1.0 / 8192.0)) * weight;
                }
            }
        }
        for sums in &mut sums {
            for sum in sums {
                // (sum + 512) / 1024 rounded down.
                *sum = nearest((*sum + 0.5) * (1.0 / 1024.0));
            }
        }
        sums
    }
}

fn put(values: &mut [[f32; N]; 4], idx: usize, of: [f32; 4]) {
    for (values, value) in values.iter_mut().zip(of) {
        if let Some(place) = values.get_mut(idx) {
            *place = value;
        }
    }
}

/// The nearest whole level within 0–255.
fn nearest(level: f32) -> f32 {
    // Added, it leaves no binary place behind the point: `round` is a call where SSE 4.1 is not assumed.
    const WHOLE: f32 = 12_582_912.0;
    (level.clamp(0.0, 255.0) + WHOLE) - WHOLE
}

#[cfg(test)]
mod tests {
    use super::super::{Letterbox, Region};
    use super::*;
    use crate::core::geometry::Point;
    use crate::core::time::Timestamp;

    /// Noise with every level, and colours far outside of RGB.
    fn noise((width, height): (u32, u32), mix: Mix) -> Planar {
        let n_luma = (width * height) as usize;
        let mut state = 1_u32;
        let mut plane = |length: usize| {
            let next = |_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            };
            (0..length).map(next).collect::<Vec<u8>>()
        };
        let planes = [plane(n_luma), plane(n_luma / 4), plane(n_luma / 4)];
        Planar::new(Timestamp::ZERO, (width, height), planes, mix, None).unwrap()
    }

    #[test]
    fn samples_of_planes_are_those_of_the_picture_in_rgb() {
        for (shares, is_full_range) in [((0.299, 0.114), false), ((0.2126, 0.0722), true)] {
            let planar = noise((198, 102), Mix::new(shares, is_full_range));
            let frame = planar.to_frame();
            let (mut of_planes, mut of_rgb) = (Vec::new(), Vec::new());
            for (x, y, side_px, rotation) in
                [(99.0, 51.0, 70.3, 0.3), (10.0, 95.0, 120.0, 2.1), (99.0, 50.0, 400.0, -1.2)]
            {
                let region = Region { centre: Point::new(x, y), side_px, rotation };
                region.sample(&planar, 256, &mut of_planes);
                region.sample(&frame, 256, &mut of_rgb);
                assert!(of_planes == of_rgb, "{region:?}");
            }
            Letterbox::fit(&planar, 224).sample(&planar, 224, &mut of_planes);
            Letterbox::fit(&frame, 224).sample(&frame, 224, &mut of_rgb);
            assert!(of_planes == of_rgb);
        }
    }
}
