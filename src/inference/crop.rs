//! Cutting a turned square out of a picture, as the pose model wants it.

use crate::frame::Frame;
use crate::geometry::Point;

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
    pub(super) fn sample(&self, frame: &Frame, size: usize, tensor: &mut Vec<f32>) {
        let step = self.side_px / size as f32;
        let (right, down) =
            (self.image_from_crop_offset(Point::new(step, 0.0)), self.image_from_crop_offset(Point::new(0.0, step)));
        let corner = self.image_from_crop(Point::default());
        tensor.clear();
        tensor.reserve(size * size * 3);
        for row in 0..size {
            let start = corner + down * row as f32;
            for column in 0..size {
                let rgb = sampled(frame, start + right * column as f32, Border::Replicate);
                tensor.extend(rgb.map(|value| f32::from(value) / 255.0));
            }
        }
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

/// The picture's colour at `at`, bilinear at 1/32 px and rounded to 8 bits.
///
/// MediaPipe's pictures come from `OpenCV`, which samples on that grid; the detector's regions follow such details
/// (2.4 px of the region's side), so we do as it does.
fn sampled(frame: &Frame, at: Point, border: Border) -> [u8; 3] {
    let fixed = |position: f32| (position * 32.0).round_ties_even() as i32;
    let (x, y) = (fixed(at.x), fixed(at.y));
    let (x0, y0) = (x >> 5, y >> 5);
    let (wx, wy) = ((x & 31) as u32, (y & 31) as u32);
    let taps = [pixel(frame, x0, y0, border), pixel(frame, x0 + 1, y0, border)];
    let below = [pixel(frame, x0, y0 + 1, border), pixel(frame, x0 + 1, y0 + 1, border)];
    let mixed = |[a, b]: [[u8; 3]; 2]| -> [u32; 3] {
        let ([ar, ag, ab], [br, bg, bb]) = (a, b);
        [(ar, br), (ag, bg), (ab, bb)].map(|(a, b)| u32::from(a) * (32 - wx) + u32::from(b) * wx)
    };
    let ([tr, tg, tb], [lr, lg, lb]) = (mixed(taps), mixed(below));
    [(tr, lr), (tg, lg), (tb, lb)].map(|(top, low)| ((top * (32 - wy) + low * wy + 512) >> 10) as u8)
}

fn pixel(frame: &Frame, x: i32, y: i32, border: Border) -> [u8; 3] {
    let (right, bottom) = (frame.width.cast_signed() - 1, frame.height.cast_signed() - 1);
    let inside = 0 <= x && x <= right && 0 <= y && y <= bottom;
    if !inside && border == Border::Black {
        return [0; 3];
    }
    let (x, y) = (x.clamp(0, right) as usize, y.clamp(0, bottom) as usize);
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
    pub(super) fn fit(frame: &Frame, size: usize) -> Self {
        let scale = size as f32 / frame.longer_side_px() as f32;
        let margin = |length: u32| (size as f32 - length as f32 * scale) / 2.0;
        Self { scale, margin: Point::new(margin(frame.width), margin(frame.height)) }
    }

    /// The point of the picture at a point of the square, in px of the square.
    pub(super) fn image_from_square(&self, in_square: Point) -> Point {
        (in_square - self.margin) * (1.0 / self.scale)
    }

    /// The square as a `[size, size, 3]` tensor of values −1…1; what lies outside the picture is black.
    pub(super) fn sample(&self, frame: &Frame, size: usize, tensor: &mut Vec<f32>) {
        tensor.clear();
        tensor.reserve(size * size * 3);
        for row in 0..size {
            for column in 0..size {
                let at = self.image_from_square(Point::new(column as f32, row as f32));
                tensor.extend(sampled(frame, at, Border::Black).map(|value| f32::from(value) / 127.5 - 1.0));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;

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
}
