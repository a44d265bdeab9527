//! Whether the camera zooms: the whole background is laid over the one before, enlarged and moved.

use super::grey::Grey;
use super::{CameraMotion, PersonBox};
use crate::core::geometry::Point;

pub(super) fn median(mut values: Vec<f32>) -> Option<f32> {
    let middle = values.len() / 2;
    // Of thousands of values, only the middle one is put in its place.
    let (_, median, _) = (!values.is_empty()).then(|| values.select_nth_unstable_by(middle, f32::total_cmp))?;
    Some(*median)
}

/// A px with less gradient than this, in grey levels² per px², tells nothing.
const LEAST_GRADIENT: f32 = 4.0;
/// Fewer px than this cannot tell.
const LEAST_PX: usize = 200;
/// Steps of Gauss and Newton; the zoom of a camera is found to a tenth of [`LEAST_GROWTH`] after three.
const N_STEPS: usize = 4;
/// A background grows by at least this between two frames, or it does not. Still cameras of the samples read .00001 in the
/// median and .00013 at most; a zoom by 30 % within 4.5 s grows by .004 (median, 15 frames a second).
const LEAST_GROWTH: f32 = 5e-4;
/// No camera zooms by more than this between two frames: the fit went astray.
const MOST_GROWTH: f32 = 0.1;
/// At least this share of the difference between two frames goes away, or something else moved: a person who walks by
/// leaves .92 and more, a zoom .4–.85.
const EXPLAINED_SHARE: f32 = 0.12;
/// While the camera zooms, it does so by less than [`LEAST_GROWTH`] where it turns; this is more than noise.
const LEAST_FURTHER_GROWTH: f32 = 5e-5;
/// Px that differ by more than so many times the median difference count less: a body that moves.
const OUTLIER: f32 = 1.5;
/// Smaller median differences are noise, in grey levels.
const NOISE: f32 = 0.3;
/// Growth is counted at this distance from the middle, in px, so that it is of the size of a shift.
const UNIT_PX: f32 = 40.0;

/// A px of the picture before, from its middle.
struct Px {
    /// From the corner, as the picture is read.
    x: f32,
    y: f32,
    from_middle: Point,
    gradient: Point,
    value: f32,
}

/// What is fitted: shift across and down, growth at [`UNIT_PX`].
type Fit = [f32; 3];

/// Whether a growth is a zoom by itself, and not only the rest of one.
pub(super) fn is_clear(zoom: f32) -> bool {
    LEAST_GROWTH <= (zoom - 1.0).abs()
}

/// Returns motion and zoom of the background where it grows or shrinks; less of that is believed while the camera zooms.
pub(super) fn zoomed(before: &Grey, after: &Grey, person: Option<PersonBox>, is_zooming: bool) -> Option<CameraMotion> {
    let background = background(before, person);
    if background.len() < LEAST_PX {
        return None;
    }
    let mut fit = [0.0; 3];
    for _ in 0..N_STEPS {
        let by = step(&background, after, fit)?;
        let [x, y, growth] = fit;
        fit = [x - by[0], y - by[1], growth - by[2]];
    }
    let [x, y, growth] = fit;
    let growth = growth / UNIT_PX;
    let (least, explained) = if is_zooming { (LEAST_FURTHER_GROWTH, 0.0) } else { (LEAST_GROWTH, EXPLAINED_SHARE) };
    let is_zoom = least <= growth.abs() && growth.abs() < MOST_GROWTH;
    let [unmoved, moved] = [[0.0; 3], fit].map(|fit| difference(&background, after, fit));
    (is_zoom && moved? <= (1.0 - explained) * unmoved?)
        .then(|| CameraMotion { shift: Point::new(x, y) * before.factor as f32, zoom: Some(1.0 + growth) })
}

fn background(grey: &Grey, person: Option<PersonBox>) -> Vec<Px> {
    let middle = Point::new(grey.width as f32, grey.height as f32) * 0.5;
    let inner = |length: usize| 1..length.saturating_sub(1);
    let px = |x: usize, y: usize| {
        let gradient = Point::new(grey.at(x + 1, y) - grey.at(x - 1, y), grey.at(x, y + 1) - grey.at(x, y - 1)) * 0.5;
        let from_middle = Point::new(x as f32 + 0.5, y as f32 + 0.5) - middle;
        (LEAST_GRADIENT < gradient.dot(gradient)).then(|| Px {
            x: x as f32,
            y: y as f32,
            from_middle,
            gradient,
            value: grey.at(x, y),
        })
    };
    let is_person = |x: usize, y: usize| {
        person.is_some_and(|person| person.holds(Point::new(x as f32, y as f32) * grey.factor as f32))
    };
    let places = inner(grey.height).flat_map(|y| inner(grey.width).map(move |x| (x, y)));
    places.filter(|(x, y)| !is_person(*x, *y)).filter_map(|(x, y)| px(x, y)).collect()
}

/// Differences of the later picture, laid over the earlier one, free of a change of light.
fn differences(background: &[Px], after: &Grey, [x, y, growth]: Fit) -> Option<Vec<f32>> {
    let by = |px: &Px| Point::new(x, y) + px.from_middle * (growth / UNIT_PX);
    let seen = background.iter().map(|px| {
        let by = by(px);
        after.between(px.x + by.x, px.y + by.y) - px.value
    });
    let mut differences: Vec<f32> = seen.collect();
    let light = median(differences.clone())?;
    for difference in &mut differences {
        *difference -= light;
    }
    Some(differences)
}

fn difference(background: &[Px], after: &Grey, fit: Fit) -> Option<f32> {
    let differences = differences(background, after, fit)?;
    Some(differences.iter().map(|difference| difference.abs()).sum::<f32>() / differences.len() as f32)
}

/// By how much the fit is too large.
fn step(background: &[Px], after: &Grey, fit: Fit) -> Option<Fit> {
    let differences = differences(background, after, fit)?;
    let usual = median(differences.iter().map(|difference| difference.abs()).collect())?;
    let most = (OUTLIER * usual).max(NOISE);
    // Where nothing is to be seen the step is none.
    let (mut normal, mut toward) = ([[1e-3, 0.0, 0.0], [0.0, 1e-3, 0.0], [0.0, 0.0, 1e-3]], [0.0; 3]);
    for (px, difference) in background.iter().zip(&differences) {
        let weight = (most / difference.abs().max(f32::EPSILON)).min(1.0);
        let slope = [px.gradient.x, px.gradient.y, px.gradient.dot(px.from_middle) / UNIT_PX];
        for (row, (a, sum)) in normal.iter_mut().zip(slope.into_iter().zip(&mut toward)) {
            *sum += weight * a * difference;
            row.iter_mut().zip(slope).for_each(|(cell, b)| *cell += weight * a * b);
        }
    }
    solved(normal, toward)
}

/// The solution of three equations by Cramer's rule.
fn solved([a, b, c]: [Fit; 3], right: Fit) -> Option<Fit> {
    let cross = |[ax, ay, az]: Fit, [bx, by, bz]: Fit| [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
    let dot = |a: Fit, b: Fit| a.into_iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    let determinant = dot(a, cross(b, c));
    // The matrix is symmetric: its rows are its columns.
    let solution = [dot(right, cross(b, c)), dot(a, cross(right, c)), dot(a, cross(b, right))];
    let solution = solution.map(|value| value / determinant);
    solution.iter().all(|value| value.is_finite()).then_some(solution)
}

#[cfg(test)]
mod tests {
    use super::solved;

    #[test]
    fn three_equations_are_solved() {
        let solution = solved([[4.0, 1.0, 0.5], [1.0, 3.0, 0.2], [0.5, 0.2, 2.0]], [7.5, 7.6, 6.9]).unwrap();
        for (found, truth) in solution.into_iter().zip([1.0, 2.0, 3.0]) {
            assert!((found - truth).abs() < 1e-4, "{solution:?}");
        }
        assert_eq!(solved([[0.0; 3]; 3], [1.0; 3]), None);
    }
}
