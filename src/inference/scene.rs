//! What the picture as a whole tells: cuts, light, and whether the camera moved.

use crate::frame::Frame;
use crate::geometry::Point;

/// Width that pictures are reduced to at most, in px.
const REDUCED_WIDTH: u32 = 160;
/// Two frames of one shot correlate above .9 even with a body moving; frames of two shots rarely above .6.
const CUT_CORRELATION: f32 = 0.7;
/// A flat picture correlates with nothing: below this many grey levels of difference it is no cut.
const CUT_DIFFERENCE: f32 = 6.0;
/// Side of a background patch, in reduced px.
const PATCH: usize = 16;
/// A patch with less gradient than this (mean smaller eigenvalue, grey levels² per px²) cannot be followed.
const TEXTURE: f32 = 8.0;
/// As many patches must agree before the camera's motion is believed.
const MIN_PATCHES: usize = 5;

/// What a frame tells as a whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SceneReading {
    pub(super) cut: bool,
    pub(super) brightness: f32,
    pub(super) camera_shift: Option<Point>,
}

/// The part of the picture that a person takes up, with a margin for hands, hair and clothes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PersonBox {
    low: Point,
    high: Point,
}

impl PersonBox {
    /// Margin around the joints, as a share of the box's longer side.
    const MARGIN: f32 = 0.1;

    /// The box around the joints.
    pub(super) fn around(joints: impl Iterator<Item = Point>) -> Self {
        let start = (Point::new(f32::MAX, f32::MAX), Point::new(f32::MIN, f32::MIN));
        let (low, high) = joints.fold(start, |(low, high), at| {
            (Point::new(low.x.min(at.x), low.y.min(at.y)), Point::new(high.x.max(at.x), high.y.max(at.y)))
        });
        let size = high - low;
        let margin = Self::MARGIN * size.x.max(size.y);
        Self { low: low - Point::new(margin, margin), high: high + Point::new(margin, margin) }
    }
}

/// Compares each frame with the one before.
#[derive(Debug, Default)]
pub(super) struct Scene {
    last: Option<Grey>,
}

impl Scene {
    /// Reads a frame; `person` is where the background is not.
    pub(super) fn read(&mut self, frame: &Frame, person: Option<PersonBox>) -> SceneReading {
        let grey = Grey::reduced(frame);
        let brightness = grey.mean();
        let (cut, camera_shift) = match &self.last {
            Some(last) if last.width == grey.width && last.height == grey.height => {
                let cut = is_cut(last, &grey);
                (cut, if cut { None } else { camera_shift(last, &grey, person) })
            }
            Some(_) => (true, None),
            None => (false, None),
        };
        self.last = Some(grey);
        SceneReading { cut, brightness, camera_shift }
    }
}

/// A small grey picture.
#[derive(Debug, Clone)]
struct Grey {
    width: usize,
    height: usize,
    /// Px of the full picture per px of this one.
    factor: usize,
    /// `[height, width]`, 0–255.
    values: Vec<f32>,
}

impl Grey {
    fn reduced(frame: &Frame) -> Self {
        let factor = frame.width.div_ceil(REDUCED_WIDTH).max(1) as usize;
        let (width, height) = ((frame.width as usize / factor).max(1), (frame.height as usize / factor).max(1));
        let mut values = vec![0.0; width * height];
        let stride = frame.width as usize * 3;
        let scale = 1.0 / (256 * factor * factor) as f32;
        // The lines of a row of cells, added up; no more than 26 of them, at 4096 px.
        let mut added = vec![0_u16; stride];
        let rows = values.chunks_exact_mut(width).zip(frame.rgb.chunks_exact(stride * factor));
        for (cells, lines) in rows {
            added.fill(0);
            for line in lines.chunks_exact(stride) {
                for (sum, value) in added.iter_mut().zip(line) {
                    *sum += u16::from(*value);
                }
            }
            for (cell, pixels) in cells.iter_mut().zip(added.chunks_exact(factor * 3)) {
                *cell = pixels.as_chunks::<3>().0.iter().copied().map(luma).sum::<u32>() as f32 * scale;
            }
        }
        Self { width, height, factor, values }
    }

    fn mean(&self) -> f32 {
        self.values.iter().sum::<f32>() / self.values.len().max(1) as f32
    }

    fn at(&self, x: usize, y: usize) -> f32 {
        let (x, y) = (x.min(self.width - 1), y.min(self.height - 1));
        self.values.get(y * self.width + x).copied().unwrap_or(0.0)
    }

    fn between(&self, x: f32, y: f32) -> f32 {
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

fn is_cut(before: &Grey, after: &Grey) -> bool {
    let (mean_before, mean_after) = (before.mean(), after.mean());
    let (mut both, mut own_before, mut own_after, mut difference) = (0.0, 0.0, 0.0, 0.0);
    for (a, b) in before.values.iter().zip(&after.values) {
        let (a, b) = (a - mean_before, b - mean_after);
        both += a * b;
        own_before += a * a;
        own_after += b * b;
        difference += (a - b).abs();
    }
    let correlation = both / (own_before * own_after).sqrt().max(f32::EPSILON);
    correlation < CUT_CORRELATION && CUT_DIFFERENCE < difference / before.values.len().max(1) as f32
}

/// How far the background moved, in px of the full picture: the median over patches away from the person.
fn camera_shift(before: &Grey, after: &Grey, person: Option<PersonBox>) -> Option<Point> {
    let mut shifts: Vec<Point> = patch_corners(before)
        .filter(|corner| person.is_none_or(|person| !overlaps(*corner, before.factor, &person)))
        .filter_map(|corner| patch_shift(before, after, corner))
        .collect();
    if shifts.len() < MIN_PATCHES {
        return None;
    }
    let mut middle = |axis: fn(&Point) -> f32| {
        shifts.sort_by(|a, b| axis(a).total_cmp(&axis(b)));
        shifts.get(shifts.len() / 2).map(axis)
    };
    Some(Point::new(middle(|shift| shift.x)?, middle(|shift| shift.y)?) * before.factor as f32)
}

fn patch_corners(grey: &Grey) -> impl Iterator<Item = (usize, usize)> + use<> {
    // One px of margin, so that gradients exist everywhere.
    let fits = |length: usize| length.saturating_sub(2) / PATCH;
    let (columns, rows) = (fits(grey.width), fits(grey.height));
    (0..rows).flat_map(move |row| (0..columns).map(move |column| (1 + column * PATCH, 1 + row * PATCH)))
}

fn overlaps((x, y): (usize, usize), factor: usize, person: &PersonBox) -> bool {
    let centre = Point::new((x + PATCH / 2) as f32, (y + PATCH / 2) as f32) * factor as f32;
    let reach = PATCH as f32 / 2.0 * factor as f32;
    let within = |value: f32, low: f32, high: f32| low - reach < value && value < high + reach;
    within(centre.x, person.low.x, person.high.x) && within(centre.y, person.low.y, person.high.y)
}

/// One Lucas–Kanade step and its repetition, translation only, free of brightness changes.
fn patch_shift(before: &Grey, after: &Grey, (left, top): (usize, usize)) -> Option<Point> {
    let cells = || (top..top + PATCH).flat_map(move |y| (left..left + PATCH).map(move |x| (x, y)));
    let gradient = |x: usize, y: usize| {
        Point::new(before.at(x + 1, y) - before.at(x - 1, y), before.at(x, y + 1) - before.at(x, y - 1)) * 0.5
    };
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in cells() {
        let g = gradient(x, y);
        (xx, xy, yy) = (xx + g.x * g.x, xy + g.x * g.y, yy + g.y * g.y);
    }
    let n = (PATCH * PATCH) as f32;
    let smaller = f32::midpoint(xx, yy) - (((xx - yy) / 2.0).powi(2) + xy * xy).sqrt();
    if smaller / n < TEXTURE {
        return None;
    }
    let mean = |grey: &Grey| cells().map(|(x, y)| grey.at(x, y)).sum::<f32>() / n;
    let offset = mean(after) - mean(before);
    let mut shift = Point::default();
    for _ in 0..4 {
        let (mut bx, mut by) = (0.0, 0.0);
        for (x, y) in cells() {
            let moved = after.between(x as f32 + shift.x, y as f32 + shift.y);
            let (error, g) = (moved - offset - before.at(x, y), gradient(x, y));
            (bx, by) = (bx + error * g.x, by + error * g.y);
        }
        let determinant = xx * yy - xy * xy;
        shift = shift - Point::new(yy * bx - xy * by, xx * by - xy * bx) * (1.0 / determinant);
    }
    (shift.length() < PATCH as f32 / 2.0).then_some(shift)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;

    /// A textured wall, moved by (dx, dy) px and brightened.
    fn wall(dx: f32, dy: f32, light: f32, seed: f32) -> Frame {
        let value = |x: f32, y: f32| {
            let (x, y) = ((x - dx) / 9.0 + seed, (y - dy) / 11.0 - seed);
            128.0 + 50.0 * (x.sin() * (0.7 * y + seed).cos()) + 40.0 * (0.31 * x + 1.3 * y).sin() + light
        };
        let rgb = (0..180_u16)
            .flat_map(|y| (0..320_u16).flat_map(move |x| [value(f32::from(x), f32::from(y)) as u8; 3]))
            .collect();
        Frame { at: Timestamp::ZERO, width: 320, height: 180, rgb }
    }

    #[test]
    fn a_camera_that_moves_is_measured_in_px_whatever_the_light_does() {
        let mut scene = Scene::default();
        scene.read(&wall(0.0, 0.0, 0.0, 0.0), None);
        let shift = scene.read(&wall(1.6, -0.8, 12.0, 0.0), None).camera_shift.unwrap();
        // Half a patch px at this reduction; the light taken for motion would be off by several px.
        assert!(shift.distance(Point::new(1.6, -0.8)) < 0.25, "{shift:?}");
    }

    #[test]
    fn another_scene_is_a_cut_and_a_lamp_switched_on_is_not() {
        let mut scene = Scene::default();
        assert!(!scene.read(&wall(0.0, 0.0, 0.0, 0.0), None).cut);
        assert!(!scene.read(&wall(2.0, 0.0, 30.0, 0.0), None).cut);
        assert!(scene.read(&wall(0.0, 0.0, 0.0, 40.0), None).cut);
    }

    #[test]
    fn a_blank_wall_cannot_say_whether_the_camera_moved() {
        let blank = Frame { at: Timestamp::ZERO, width: 320, height: 180, rgb: vec![90; 320 * 180 * 3] };
        let mut scene = Scene::default();
        scene.read(&blank, None);
        assert_eq!(scene.read(&blank, None), SceneReading { cut: false, brightness: 90.0, camera_shift: None });
    }
}
