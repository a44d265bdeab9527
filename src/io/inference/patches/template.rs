//! One patch of texture, found again in later pictures: inverse-compositional Lucas–Kanade, translation only.
//!
//! S. Baker and I. Matthews, Lucas-Kanade 20 Years On, IJCV 56 (2004): the gradients are the template's and computed
//! once. Pictures are compared with their means and spreads taken out, so that light may change.

use super::window::Cells;
use crate::core::geometry::Point;

/// A patch has at most so many samples along each axis, and no fewer than [`MIN_SAMPLES`].
const MAX_SAMPLES: usize = 40;
/// Fewer samples follow noise.
const MIN_SAMPLES: usize = 12;
/// Most steps in one picture.
const MAX_STEPS: usize = 8;
/// A step shorter than this ends the search, in cells.
const SHORT_STEP: f32 = 0.005;
/// Differences beyond this many SDs count less: a fold, a shadow, a hand at the edge.
const OUTLIER: f32 = 0.7;

/// Where a patch lies: a rectangle along the body's axes, in cells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// What `low` and `high` are measured from.
    pub(super) origin: Point,
    /// Unit offsets along the rectangle's sides.
    pub(super) axes: [Point; 2],
    pub(super) low: [f32; 2],
    pub(super) high: [f32; 2],
}

impl Place {
    /// The point at these shares of both sides.
    pub(super) fn at(&self, [along, up]: [f32; 2]) -> Point {
        let ([a, u], [a0, u0], [a1, u1]) = (self.axes, self.low, self.high);
        self.origin + a * (a0 + (a1 - a0) * along) + u * (u0 + (u1 - u0) * up)
    }

    fn n_samples(&self) -> [usize; 2] {
        let ([a0, u0], [a1, u1]) = (self.low, self.high);
        [a1 - a0, u1 - u0].map(|length| (length as usize).clamp(MIN_SAMPLES, MAX_SAMPLES))
    }
}

/// Texture as it was, with where it went since.
#[derive(Debug)]
pub(super) struct Template {
    samples: Vec<Sample>,
    total_weight: f32,
    /// Smaller eigenvalue of the gradients' mean square, in grey levels² per cell².
    pub(super) texture: f32,
    /// How far it went, in cells.
    pub(super) shift: Point,
    /// How well it matched last, −1…1.
    pub(super) quality: f32,
    /// Grey values in the latest picture.
    seen: Vec<f32>,
}

#[derive(Debug, Clone, Copy)]
struct Sample {
    at: Point,
    weight: f32,
    /// Deviation from the mean, in SDs.
    value: f32,
    gradient: Point,
}

impl Template {
    /// Remembers what lies at a place.
    pub(super) fn new(cells: &Cells, place: &Place) -> Self {
        let [n_along, n_up] = place.n_samples();
        let share = |idx: usize, n: usize| idx as f32 / (n - 1) as f32;
        let grid = (0..n_up).flat_map(|up| (0..n_along).map(move |along| (along, up)));
        let mut samples: Vec<Sample> = grid
            .map(|(along, up)| {
                let at = place.at([share(along, n_along), share(up, n_up)]);
                let weight = (hann(along, n_along) * hann(up, n_up)).sqrt();
                sample(cells, at, weight)
            })
            .collect();
        let total_weight = samples.iter().map(|sample| sample.weight).sum::<f32>().max(f32::EPSILON);
        let texture = texture(&samples, total_weight);
        let (mean, sd) = mean_and_sd(samples.iter().map(|sample| (sample.value, sample.weight)));
        for sample in &mut samples {
            sample.value = (sample.value - mean) / sd;
            sample.gradient = sample.gradient * (1.0 / sd);
        }
        Self { samples, total_weight, texture, shift: Point::default(), quality: 1.0, seen: Vec::new() }
    }

    /// Looks for the texture, beginning at `start`.
    pub(super) fn find(&mut self, cells: &Cells, start: Point) {
        self.shift = start;
        for _ in 0..MAX_STEPS {
            let (step, quality) = self.step(cells);
            self.quality = quality;
            self.shift = self.shift - step;
            if step.x.abs() + step.y.abs() < SHORT_STEP {
                break;
            }
        }
    }

    /// How much too far the texture is taken to be, and how well it matches there.
    fn step(&mut self, cells: &Cells) -> (Point, f32) {
        let shift = self.shift;
        self.seen.clear();
        self.seen.extend(self.samples.iter().map(|sample| cells.between(sample.at + shift)));
        let weighted = || self.seen.iter().copied().zip(&self.samples);
        let (mean, sd) = mean_and_sd(weighted().map(|(value, sample)| (value, sample.weight)));
        // Where nothing is to be seen the step is none instead of endless.
        let (mut xx, mut xy, mut yy, mut toward, mut misfit) = (1e-6, 0.0, 1e-6, Point::default(), 0.0);
        for (value, sample) in weighted() {
            let (error, g) = ((value - mean) / sd - sample.value, sample.gradient);
            misfit += sample.weight * error * error;
            let weight = sample.weight * (OUTLIER / error.abs().max(f32::EPSILON)).min(1.0);
            (xx, xy, yy) = (xx + weight * g.x * g.x, xy + weight * g.x * g.y, yy + weight * g.y * g.y);
            toward = toward + g * (weight * error);
        }
        let step = Point::new(yy * toward.x - xy * toward.y, xx * toward.y - xy * toward.x);
        (step * (1.0 / (xx * yy - xy * xy).max(f32::MIN_POSITIVE)), 1.0 - misfit / (2.0 * self.total_weight))
    }
}

fn sample(cells: &Cells, at: Point, weight: f32) -> Sample {
    let slope = |by: Point| (cells.between(at + by) - cells.between(at - by)) * 0.5;
    let gradient = Point::new(slope(Point::new(1.0, 0.0)), slope(Point::new(0.0, 1.0)));
    let weight = if cells.holds(at) { weight } else { 0.0 };
    Sample { at, weight, value: cells.between(at), gradient }
}

fn texture(samples: &[Sample], total_weight: f32) -> f32 {
    let mean = |of: fn(Point) -> f32| {
        samples.iter().map(|sample| sample.weight * of(sample.gradient)).sum::<f32>() / total_weight
    };
    let (xx, xy, yy) = (mean(|g| g.x * g.x), mean(|g| g.x * g.y), mean(|g| g.y * g.y));
    f32::midpoint(xx, yy) - ((xx - yy) / 2.0).hypot(xy)
}

/// From values with their weights.
fn mean_and_sd(values: impl Iterator<Item = (f32, f32)> + Clone) -> (f32, f32) {
    let (sum, weights) = values.clone().fold((0.0, f32::EPSILON), |(sum, ws), (v, w)| (sum + v * w, ws + w));
    let mean = sum / weights;
    let squares: f32 = values.map(|(v, w)| w * (v - mean) * (v - mean)).sum();
    (mean, (squares / weights).sqrt() + 1e-3)
}

/// Hann's window without its zeros.
fn hann(idx: usize, n: usize) -> f32 {
    0.5 - 0.5 * (std::f32::consts::TAU * (idx + 1) as f32 / (n + 1) as f32).cos()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: usize = 80;

    fn cells(shift: Point, light: f32, contrast: f32) -> Cells {
        let value = |x: f32, y: f32| (x * 0.61).sin() + (y * 0.47 + x * 0.13).cos() + (x * 0.23 - y * 0.31).sin();
        let at = |idx: usize| Point::new((idx % WIDTH) as f32, (idx / WIDTH) as f32) - shift;
        let values = (0..WIDTH * 70).map(|idx| 100.0 + light + 20.0 * contrast * value(at(idx).x, at(idx).y));
        Cells { width: WIDTH, values: values.collect() }
    }

    fn template() -> Template {
        let axes = [Point::new(0.8, 0.6), Point::new(0.6, -0.8)];
        let place = Place { origin: Point::new(38.0, 35.0), axes, low: [-16.0; 2], high: [16.0; 2] };
        Template::new(&cells(Point::default(), 0.0, 1.0), &place)
    }

    #[test]
    fn texture_is_found_to_a_fiftieth_of_a_cell_whatever_the_light_does() {
        let mut template = template();
        for (shift, light, contrast) in [
            (Point::new(1.37, -0.62), 0.0, 1.0),
            (Point::new(-2.2, 1.9), 40.0, 1.0),
            (Point::new(0.4, 0.3), -30.0, 0.5),
        ] {
            template.find(&cells(shift, light, contrast), Point::default());
            // Without means and spreads taken out a step of the light is worth cells.
            assert!(template.shift.distance(shift) < 0.02, "{:?} for {shift:?}", template.shift);
            assert!(0.98 < template.quality, "{}", template.quality);
        }
    }

    #[test]
    fn nothing_to_see_moves_nothing() {
        let mut template = template();
        let blank = Cells { values: vec![100.0; WIDTH * 70], width: WIDTH };
        template.find(&blank, Point::new(1.0, 0.0));
        assert!(template.shift.distance(Point::new(1.0, 0.0)) < 50.0 && template.quality < 0.6, "{template:?}");
        assert_eq!(
            Template::new(
                &blank,
                &Place {
                    origin: Point::new(30.0, 30.0),
                    axes: [Point::new(1.0, 0.0), Point::new(0.0, 1.0)],
                    low: [-9.0; 2],
                    high: [9.0; 2]
                }
            )
            .texture,
            0.0
        );
    }
}
