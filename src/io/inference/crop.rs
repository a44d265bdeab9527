//! Cutting a turned square out of a picture, as the pose model wants it.

mod planes;

use crate::core::frame::{Frame, View};
use crate::core::geometry::Point;

/// A square in the picture that the model sees upright.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Region {
    /// Its middle.
    pub(super) centre: Point,
    /// Its side, in px.
    pub(super) side_px: f32,
    /// How far it is turned, in radians, clockwise on screen.
    pub(super) rotation: f32,
}

/// How much larger than the circle through the body the square is (MediaPipe's `RectTransformation` for poses).
const MARGIN: f32 = 1.25;

impl Region {
    /// The square around a person whose hips' middle is `hips` and whose body reaches to `reach`, turned so that the
    /// body stands upright in it. That is why lying people are found here.
    pub(super) fn around(hips: Point, reach: Point) -> Self {
        let body = reach - hips;
        let turn = std::f32::consts::FRAC_PI_2 - (-body.y).atan2(body.x);
        Self { centre: hips, side_px: 2.0 * body.length() * MARGIN, rotation: wrap(turn) }
    }

    /// The point of the picture at `in_crop`, whose coordinates run from 0 to 1 across the square.
    pub(super) fn image_from_crop(&self, in_crop: Point) -> Point {
        self.centre + self.image_from_crop_offset((in_crop - Point::new(0.5, 0.5)) * self.side_px)
    }

    /// An offset in the square, in px of the picture, turned into the picture.
    pub(super) fn image_from_crop_offset(&self, offset: Point) -> Point {
        let (sin, cos) = self.rotation.sin_cos();
        Point::new(cos * offset.x - sin * offset.y, sin * offset.x + cos * offset.y)
    }

    /// The square's picture as a `[size, size, 3]` tensor of values 0–1; what lies outside repeats the border.
    ///
    /// Corner mapping without a half-pixel shift, as the model was trained: the half-pixel convention costs 4 px.
    pub(super) fn sample<'a>(&self, picture: impl Into<View<'a>>, size: usize, tensor: &mut Vec<f32>) {
        let step = self.side_px / size as f32;
        let (right, down) =
            (self.image_from_crop_offset(Point::new(step, 0.0)), self.image_from_crop_offset(Point::new(0.0, step)));
        let corner = self.image_from_crop(Point::default());
        let place = |row, column| corner + down * row + right * column;
        sample(picture.into(), size, tensor, (&UNIT, Border::Replicate), place);
    }
}

fn wrap(radians: f32) -> f32 {
    use std::f32::consts::{PI, TAU};
    radians - TAU * ((radians + PI) / TAU).floor()
}

/// What lies outside the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Border {
    Replicate,
    Black,
}

/// Levels as the landmark model wants them: 0 to 1.
const UNIT: [f32; 256] = levels(255.0, 0.0);
/// Levels as the detector wants them: −1 to 1.
const SIGNED: [f32; 256] = levels(127.5, 1.0);

const fn levels(per_one: f32, below: f32) -> [f32; 256] {
    let mut levels = [0.0; 256];
    let mut rest = levels.as_mut_slice();
    let mut level = 0.0;
    while let Some((first, others)) = rest.split_first_mut() {
        *first = level / per_one - below;
        level += 1.0;
        rest = others;
    }
    levels
}

/// Fills a `[size, size, 3]` tensor with the picture's colours at `place(row, column)`, as `levels` has them: bilinear at
/// 1/32 px and rounded to 8 bits.
///
/// MediaPipe's pictures come from `OpenCV`, which samples on that grid; the detector's regions follow such details
/// (2.4 px of the region's side), so we do as it does.
fn sample(
    picture: View<'_>,
    size: usize,
    tensor: &mut Vec<f32>,
    (levels, border): (&[f32; 256], Border),
    place: impl Fn(f32, f32) -> Point,
) {
    tensor.resize(size * size * 3, 0.0);
    // Outside a repeated border lies the border; outside a black one, nothing from 1 px on.
    let margin = if border == Border::Black { 1.0 } else { 0.0 };
    let (right, bottom) = (picture.width() as f32 - 1.0 + margin, picture.height() as f32 - 1.0 + margin);
    for (row, cells) in (0_u16..).zip(tensor.chunks_exact_mut(size * 3)) {
        let blocks = cells.as_chunks_mut::<3>().0.chunks_mut(usize::from(BLOCK));
        for (start, cells) in (0_u16..).step_by(usize::from(BLOCK)).zip(blocks) {
            // Apart from what follows, so that the compiler has it done for several at a time.
            let (mut xs, mut ys) = ([0; BLOCK as usize], [0; BLOCK as usize]);
            for ((x, y), column) in xs.iter_mut().zip(&mut ys).zip(0_u16..) {
                let at = place(f32::from(row), f32::from(start + column));
                (*x, *y) = (in_32nds(at.x.clamp(-margin, right)), in_32nds(at.y.clamp(-margin, bottom)));
            }
            let at = |level: u8| levels.get(usize::from(level)).copied().unwrap_or_default();
            match picture {
                View::Rgb(frame) => {
                    for (cell, (x, y)) in cells.iter_mut().zip(xs.into_iter().zip(ys)) {
                        *cell = match inner(frame, x, y) {
                            Some(sum) => LANES.map(|lane| at((sum >> (lane + 10)) as u8)),
                            None => {
                                outer((frame.width, frame.height), (x, y), border, |x, y| pixel(frame, x, y)).map(at)
                            }
                        };
                    }
                }
                View::Planar(planar) => planes::sample(planar, (&xs, &ys), border, cells, at),
            }
        }
    }
}

/// How many places are computed at a time.
const BLOCK: u16 = 32;

/// To the nearest 1/32, halves to the even one.
fn in_32nds(position: f32) -> i32 {
    // Added, it leaves no binary place behind the point, and the number in the lowest bits: `round_ties_even` is a call
    // where SSE 4.1 is not assumed.
    const WHOLE: f32 = 12_582_912.0;
    (position * 32.0 + WHOLE).to_bits().wrapping_sub(WHOLE.to_bits()).cast_signed()
}

/// Where red, green and blue begin in a word that holds all three, each with room for 255 · 32 · 32.
const LANES: [u32; 3] = [0, 21, 42];

/// The colour at (x, y) / 32 within the picture, times 32 · 32 and in [`LANES`]; `None` outside, and in pictures of one
/// column or row.
fn inner(frame: &Frame, x: i32, y: i32) -> Option<u64> {
    const HALVES: u64 = 512 | 512 << 21 | 512 << 42;
    let spread = |rgb: u64| rgb & 0xff | (rgb & 0xff00) << (21 - 8) | (rgb & 0xff_0000) << (42 - 16);
    let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
    let (width, height) = (frame.width as usize, frame.height as usize);
    // On the last pixel, all the weight is on the second of the two.
    let (x0, y0) = ((x >> 5).min(width.checked_sub(2)?), (y >> 5).min(height.checked_sub(2)?));
    let (wx, wy) = ((x - x0 * 32) as u64, (y - y0 * 32) as u64);
    if 32 < wx.max(wy) {
        return None;
    }
    // Eight bytes from the two pixels on, or up to their end where the picture ends.
    let pair = |start: usize| match frame.rgb.get(start..)?.first_chunk() {
        Some(bytes) => Some(u64::from_le_bytes(*bytes)),
        None => frame.rgb.last_chunk().map(|bytes| u64::from_le_bytes(*bytes) >> 16),
    };
    let start = (y0 * width + x0) * 3;
    let (top, low) = (pair(start)?, pair(start + width * 3)?);
    let mixed = |pair: u64| spread(pair) * (32 - wx) + spread(pair >> 24) * wx;
    Some(mixed(top) * (32 - wy) + mixed(low) * wy + HALVES)
}

/// The colour at (x, y) / 32 anywhere, of a picture of this size whose pixels are `pixel(x, y)`.
fn outer(
    (width, height): (u32, u32),
    (x, y): (i32, i32),
    border: Border,
    pixel: impl Fn(usize, usize) -> [u8; 3],
) -> [u8; 3] {
    let (x0, y0) = (x >> 5, y >> 5);
    let (wx, wy) = ((x & 31).cast_unsigned(), (y & 31).cast_unsigned());
    let (right, bottom) = (width.cast_signed() - 1, height.cast_signed() - 1);
    let pixel = |x: i32, y: i32| {
        let is_inside = 0 <= x && x <= right && 0 <= y && y <= bottom;
        let is_black = !is_inside && border == Border::Black;
        if is_black { [0; 3] } else { pixel(x.clamp(0, right) as usize, y.clamp(0, bottom) as usize) }
    };
    let taps = [pixel(x0, y0), pixel(x0 + 1, y0)];
    let below = [pixel(x0, y0 + 1), pixel(x0 + 1, y0 + 1)];
    let mixed = |[a, b]: [[u8; 3]; 2]| -> [u32; 3] {
        let ([ar, ag, ab], [br, bg, bb]) = (a, b);
        [(ar, br), (ag, bg), (ab, bb)].map(|(a, b)| u32::from(a) * (32 - wx) + u32::from(b) * wx)
    };
    let ([tr, tg, tb], [lr, lg, lb]) = (mixed(taps), mixed(below));
    [(tr, lr), (tg, lg), (tb, lb)].map(|(top, low)| ((top * (32 - wy) + low * wy + 512) >> 10) as u8)
}

fn pixel(frame: &Frame, x: usize, y: usize) -> [u8; 3] {
    let start = (y * frame.width as usize + x) * 3;
    frame.rgb.get(start..start + 3).and_then(|rgb| rgb.try_into().ok()).unwrap_or_default()
}

/// How a whole picture lies in the detector's square input.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Letterbox {
    scale: f32,
    margin: Point,
}

impl Letterbox {
    /// The picture shrunk or grown to fit a square of `size` px, in its middle.
    pub(super) fn fit<'a>(picture: impl Into<View<'a>>, size: usize) -> Self {
        let picture = picture.into();
        let (width, height) = (picture.width(), picture.height());
        let scale = size as f32 / width.max(height) as f32;
        let margin = |length: u32| (size as f32 - length as f32 * scale) / 2.0;
        Self { scale, margin: Point::new(margin(width), margin(height)) }
    }

    /// The point of the picture at a point of the square, in px of the square.
    pub(super) fn image_from_square(&self, in_square: Point) -> Point {
        (in_square - self.margin) * (1.0 / self.scale)
    }

    /// The square as a `[size, size, 3]` tensor of values −1…1; what lies outside the picture is black.
    pub(super) fn sample<'a>(&self, picture: impl Into<View<'a>>, size: usize, tensor: &mut Vec<f32>) {
        let place = |row, column| self.image_from_square(Point::new(column, row));
        sample(picture.into(), size, tensor, (&SIGNED, Border::Black), place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::time::Timestamp;

    /// Red grows to the right, green downwards: a sample says where it was taken.
    fn ramp() -> Frame {
        let rgb = (0..100_u8).flat_map(|y| (0..200_u8).flat_map(move |x| [x, y, 7])).collect();
        Frame { at: Timestamp::ZERO, width: 200, height: 100, rgb }
    }

    #[test]
    fn a_region_maps_its_corners_without_a_half_pixel_shift() {
        let region = Region { centre: Point::new(100.0, 50.0), side_px: 64.0, rotation: 0.0 };
        let mut tensor = Vec::new();
        region.sample(&ramp(), 32, &mut tensor);
        let at = |row: usize, column: usize| [0, 1].map(|c| tensor[(row * 32 + column) * 3 + c] * 255.0);
        assert!((at(0, 0)[0] - 68.0).abs() < 1e-3 && (at(0, 0)[1] - 18.0).abs() < 1e-3, "{:?}", at(0, 0));
        assert!((at(16, 16)[0] - 100.0).abs() < 1e-3 && (at(16, 16)[1] - 50.0).abs() < 1e-3, "{:?}", at(16, 16));
    }

    #[test]
    fn a_lying_body_is_turned_upright() {
        // Hips at the left, head towards the right: "up" in the crop must be "right" in the picture.
        let region = Region::around(Point::new(50.0, 50.0), Point::new(90.0, 50.0));
        let above_centre = region.image_from_crop(Point::new(0.5, 0.25));
        assert!((above_centre.x - 75.0).abs() < 1e-3 && (above_centre.y - 50.0).abs() < 1e-3, "{above_centre:?}");
    }

    #[test]
    fn outside_the_picture_a_region_repeats_the_border_and_a_letterbox_is_black() {
        let region = Region { centre: Point::new(0.0, 0.0), side_px: 400.0, rotation: 0.0 };
        let mut tensor = Vec::new();
        region.sample(&ramp(), 4, &mut tensor);
        assert_eq!(tensor[2] * 255.0, 7.0);
        Letterbox::fit(&ramp(), 8).sample(&ramp(), 8, &mut tensor);
        assert_eq!(tensor[..3], [-1.0; 3]);
    }

    #[test]
    fn the_short_way_to_a_colour_gives_what_the_long_way_gives() {
        for (width, height) in [(2_u32, 2_u32), (7, 5)] {
            let rgb = (0..width * height * 3).map(|idx| (idx * 97 % 256) as u8).collect();
            let frame = Frame { at: Timestamp::ZERO, width, height, rgb };
            let (right, bottom) = ((width.cast_signed() - 1) * 32, (height.cast_signed() - 1) * 32);
            for (x, y) in (0..=bottom).flat_map(|y| (0..=right).map(move |x| (x, y))) {
                let sum = inner(&frame, x, y).unwrap();
                let short = LANES.map(|lane| (sum >> (lane + 10)) as u8);
                let long = outer((width, height), (x, y), Border::Replicate, |x, y| pixel(&frame, x, y));
                assert_eq!(short, long, "{x} {y}");
            }
            for (x, y) in [(-1, 0), (0, -1), (right + 1, 0), (0, bottom + 1)] {
                assert_eq!(inner(&frame, x, y), None);
            }
        }
    }

    #[test]
    fn a_picture_of_one_pixel_has_one_colour() {
        let frame = Frame { at: Timestamp::ZERO, width: 1, height: 1, rgb: vec![255, 0, 51] };
        let mut tensor = Vec::new();
        Region { centre: Point::new(3.0, -2.0), side_px: 9.0, rotation: 1.0 }.sample(&frame, 4, &mut tensor);
        assert!(tensor.as_chunks::<3>().0.iter().all(|rgb| *rgb == [1.0, 0.0, 0.2]));
    }
}
