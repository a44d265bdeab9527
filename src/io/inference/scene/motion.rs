//! How the camera moved and zoomed from one picture to the next, by patches of the background.

use super::PersonBox;
use super::grey::Grey;
use super::zoom::{median, zoomed};
use crate::core::geometry::Point;

/// Side of a background patch, in reduced px.
const PATCH: usize = 16;
/// A patch with less gradient than this (mean smaller eigenvalue, grey levels² per px²) cannot be followed.
const TEXTURE: f32 = 8.0;
/// As many patches must agree before the camera's motion is believed.
const MIN_PATCHES: usize = 5;

/// Patches agree that are within so many reduced px of the median shift.
const SAME_SHIFT: f32 = 0.3;
/// Where fewer agree, something else moves in the background: a person who walks by.
const AGREEING_SHARE: f32 = 0.6;

/// How the picture changed by the camera from one frame to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::io::inference) struct CameraMotion {
    /// How far the middle of the picture moved, in px of the full picture.
    pub(in crate::io::inference) shift: Point,
    /// How much larger everything became, where it did.
    pub(in crate::io::inference) zoom: Option<f32>,
}

/// Returns the motion that most patches away from the person agree upon, or the zoom that the whole background shows.
pub(super) fn camera_motion(
    before: &Grey,
    after: &Grey,
    person: Option<PersonBox>,
    from: Point,
    is_zooming: bool,
) -> Option<CameraMotion> {
    // A knock is told by its patches: registration would have to begin too far from the truth.
    let zoomed = if from == Point::default() { zoomed(before, after, person, is_zooming) } else { None };
    zoomed.or_else(|| Some(CameraMotion { shift: shifted(before, after, person, from)?, zoom: None }))
}

/// How far the background moved, in px of the full picture: the median over patches away from the person.
fn shifted(before: &Grey, after: &Grey, person: Option<PersonBox>, from: Point) -> Option<Point> {
    let shifts: Vec<Point> = patch_corners(before)
        .filter(|corner| person.is_none_or(|person| !overlaps(*corner, before.factor, &person)))
        .filter_map(|corner| patch_shift(before, after, corner, from))
        .collect();
    if shifts.len() < MIN_PATCHES {
        return None;
    }
    let shift = middle_of(&shifts.iter().copied())?;
    let agrees = |other: &&Point| other.distance(shift) < SAME_SHIFT;
    let n_agree = shifts.iter().filter(agrees).count();
    (AGREEING_SHARE * shifts.len() as f32 <= n_agree as f32).then_some(shift * before.factor as f32)
}

fn middle_of(points: &(impl Iterator<Item = Point> + Clone)) -> Option<Point> {
    let middle = |axis: fn(Point) -> f32| median(points.clone().map(axis).collect());
    Some(Point::new(middle(|at| at.x)?, middle(|at| at.y)?))
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
