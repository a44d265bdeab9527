//! What the picture as a whole tells: cuts, light, and whether the camera moved.

use crate::frame::Frame;
use crate::geometry::Point;

/// Width that pictures are reduced to at most, in px.
const REDUCED_WIDTH: u32 = 160;
/// Two frames of one shot correlate above .9 even with a body moving; frames of two shots rarely above .6.
const CUT_CORRELATION: f32 = 0.7;
/// A camera that is knocked moves the picture as a whole: shifted back, the frames correlate this much. Frames of two
/// shots that are shifted against each other do not.
const KNOCK_CORRELATION: f32 = 0.85;
/// How far a knock may move the picture between two frames, as a share of its width and height.
const KNOCK_SHARE: f32 = 0.15;
/// A flat picture correlates with nothing: below this many grey levels of difference it is no cut.
const CUT_DIFFERENCE: f32 = 6.0;
/// Side of a background patch, in reduced px.
const PATCH: usize = 16;
/// A patch with less gradient than this (mean smaller eigenvalue, grey levels² per px²) cannot be followed.
const TEXTURE: f32 = 8.0;
/// As many patches must agree before the camera's motion is believed.
const MIN_PATCHES: usize = 5;

/// Patches agree that are within so many reduced px of the median shift.
const SAME_SHIFT: f32 = 0.3;
/// Where fewer agree, something else moves in the background: somebody who walks by.
const AGREEING_SHARE: f32 = 0.6;

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
                let change = change(last, &grey);
                let shift = |from| camera_shift(last, &grey, person, from);
                match change {
                    Change::Cut => (true, None),
                    Change::Knock(by) => (false, shift(by)),
                    Change::Little => (false, shift(Point::default())),
                }
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

/// What became of the picture from one frame to the next.
enum Change {
    /// Hardly anything.
    Little,
    /// The whole picture moved at once, by so many reduced px.
    Knock(Point),
    /// It is another picture.
    Cut,
}

fn change(before: &Grey, after: &Grey) -> Change {
    let (correlation, difference) = likeness(before, after, (0, 0));
    if CUT_CORRELATION <= correlation || difference <= CUT_DIFFERENCE {
        return Change::Little;
    }
    let (x, y) = best_shift(before, after);
    let (correlation, _) = likeness(before, after, (x, y));
    if correlation < KNOCK_CORRELATION { Change::Cut } else { Change::Knock(Point::new(x as f32, y as f32)) }
}

/// The shift, in whole reduced px, after which two frames are most alike: first by two px, then around the best.
fn best_shift(before: &Grey, after: &Grey) -> (isize, isize) {
    let reach = |length: usize| (length as f32 * KNOCK_SHARE) as isize;
    let (width, height) = (reach(before.width), reach(before.height));
    let best = |candidates: &mut dyn Iterator<Item = (isize, isize)>| {
        let rated = candidates.map(|by| (likeness(before, after, by).0, by));
        rated.max_by(|a, b| a.0.total_cmp(&b.0)).map_or((0, 0), |(_, by)| by)
    };
    let coarse = |to: isize| (-to..=to).step_by(2);
    let (x, y) = best(&mut coarse(height).flat_map(|y| coarse(width).map(move |x| (x, y))));
    best(&mut (y - 1..=y + 1).flat_map(|y| (x - 1..=x + 1).map(move |x| (x, y))))
}

/// Correlation and mean difference (grey levels, means taken out) of two frames where the later one is shifted.
fn likeness(before: &Grey, after: &Grey, (dx, dy): (isize, isize)) -> (f32, f32) {
    let (mean_before, mean_after) = (before.mean(), after.mean());
    let (mut both, mut own_before, mut own_after, mut difference, mut n) = (0.0, 0.0, 0.0, 0.0, 0);
    let shifted = |at: usize, by: isize, length: usize| at.checked_add_signed(by).filter(|at| *at < length);
    for y in 0..before.height {
        let Some(moved_y) = shifted(y, dy, after.height) else { continue };
        for x in 0..before.width {
            let Some(moved_x) = shifted(x, dx, after.width) else { continue };
            let (a, b) = (before.at(x, y) - mean_before, after.at(moved_x, moved_y) - mean_after);
            both += a * b;
            own_before += a * a;
            own_after += b * b;
            difference += (a - b).abs();
            n += 1;
        }
    }
    (both / (own_before * own_after).sqrt().max(f32::EPSILON), difference / n.max(1) as f32)
}

/// How far the background moved, in px of the full picture: the median over patches away from the person.
fn camera_shift(before: &Grey, after: &Grey, person: Option<PersonBox>, from: Point) -> Option<Point> {
    let mut shifts: Vec<Point> = patch_corners(before)
        .filter(|corner| person.is_none_or(|person| !overlaps(*corner, before.factor, &person)))
        .filter_map(|corner| patch_shift(before, after, corner, from))
        .collect();
    if shifts.len() < MIN_PATCHES {
        return None;
    }
    let mut middle = |axis: fn(&Point) -> f32| {
        shifts.sort_by(|a, b| axis(a).total_cmp(&axis(b)));
        shifts.get(shifts.len() / 2).map(axis)
    };
    let shift = Point::new(middle(|shift| shift.x)?, middle(|shift| shift.y)?);
    let n_agree = shifts.iter().filter(|other| other.distance(shift) < SAME_SHIFT).count();
    (AGREEING_SHARE * shifts.len() as f32 <= n_agree as f32).then_some(shift * before.factor as f32)
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

/// A Lucas–Kanade step and its repetitions around a first guess, translation only, free of brightness changes.
fn patch_shift(before: &Grey, after: &Grey, (left, top): (usize, usize), from: Point) -> Option<Point> {
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
    let there = cells().map(|(x, y)| after.between(x as f32 + from.x, y as f32 + from.y)).sum::<f32>() / n;
    let offset = there - mean(before);
    let mut shift = from;
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
    (shift.distance(from) < PATCH as f32 / 2.0).then_some(shift)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;

    /// A textured wall, moved by (dx, dy) px and brightened.
    fn wall(dx: f32, dy: f32, light: f32, seed: f32) -> Frame {
        // Blotches that never repeat, as a wall that did could not tell by how far it moved.
        let blotch = |x: f32, y: f32| ((x * 12.9898 + y * 78.233 + seed).sin() * 43758.547).fract();
        let value = |x: f32, y: f32| {
            let (x, y) = ((x - dx) / 14.0, (y - dy) / 14.0);
            let (x0, y0) = (x.floor(), y.floor());
            let smooth = |share: f32| share * share * (3.0 - 2.0 * share);
            let (fx, fy) = (smooth(x - x0), smooth(y - y0));
            let row = |y: f32| blotch(x0, y) * (1.0 - fx) + blotch(x0 + 1.0, y) * fx;
            128.0 + 60.0 * (row(y0) * (1.0 - fy) + row(y0 + 1.0) * fy) + light
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
    fn a_camera_that_is_knocked_is_no_cut_and_its_way_is_told() {
        for (dx, dy) in [(26.0, -8.0), (-34.0, 6.0), (20.0, 20.0)] {
            let mut scene = Scene::default();
            scene.read(&wall(0.0, 0.0, 0.0, 0.0), None);
            let reading = scene.read(&wall(dx, dy, 0.0, 0.0), None);
            // Without the search the patches would lock onto the next stripe, or the knock would be a cut.
            let shift = reading.camera_shift.unwrap_or_default();
            assert!(!reading.cut && shift.distance(Point::new(dx, dy)) < 1.0, "{reading:?} for {dx}, {dy}");
        }
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
