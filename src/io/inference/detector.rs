//! Finding people anywhere in the picture.

use ort::value::TensorRef;

use super::InferenceError;
use super::crop::{Letterbox, Region};
use super::model::{DETECTOR, values};
use super::runner::Runner;
use crate::core::frame::View;
use crate::core::geometry::Point;

/// Side of the detector's input, in px.
const SIZE: usize = 224;
/// Values per anchor: centre x, y, width, height, then four points (x, y).
const VALUES: usize = 12;
/// Detections below this probability are noise: empty rooms reach 0.17, people lying down at least 0.88.
const THRESHOLD: f32 = 0.5;
/// Boxes that overlap more than this are the same person.
const SAME_PERSON_IOU: f32 = 0.3;

/// A person found by the detector.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Detection {
    /// Probability 0–1.
    pub(super) raw_score: f32,
    /// Middle of the hips, in the picture.
    pub(super) hips: Point,
    /// The point up to which the body reaches; with `hips` it gives size and direction.
    pub(super) reach: Point,
}

impl Detection {
    /// The square to look for key points in.
    pub(super) fn region(&self) -> Region {
        Region::around(self.hips, self.reach)
    }
}

/// The person detector.
#[derive(Debug)]
pub(super) struct Detector {
    runner: Runner,
    tensor: Vec<f32>,
}

impl Detector {
    pub(super) fn load() -> Result<Self, InferenceError> {
        Ok(Self { runner: Runner::load(DETECTOR)?, tensor: Vec::new() })
    }

    /// Everybody in the picture, most certain first.
    pub(super) fn detect(&mut self, picture: View<'_>) -> Result<Vec<Detection>, InferenceError> {
        let letterbox = Letterbox::fit(picture, SIZE);
        letterbox.sample(picture, SIZE, &mut self.tensor);
        let image = TensorRef::from_array_view(([1, SIZE, SIZE, 3], self.tensor.as_slice()))?;
        let outputs = self.runner.run(image)?;
        // boxes: [1, 2254, 12], scores: [1, 2254, 1] (logits)
        let boxes = values(&outputs, "boxes")?;
        let scores = values(&outputs, "scores")?;
        let candidates = candidates(boxes, scores);
        Ok(merge(candidates).into_iter().map(|found| found.in_picture(&letterbox)).collect())
    }
}

/// A detection in units of the detector's input, 0–1.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Candidate {
    raw_score: f32,
    top_left: Point,
    bottom_right: Point,
    hips: Point,
    reach: Point,
}

impl Candidate {
    fn in_picture(&self, letterbox: &Letterbox) -> Detection {
        let image = |point: Point| letterbox.image_from_square(point * SIZE as f32);
        Detection { raw_score: self.raw_score, hips: image(self.hips), reach: image(self.reach) }
    }

    fn area(&self) -> f32 {
        let size = self.bottom_right - self.top_left;
        size.x.max(0.0) * size.y.max(0.0)
    }

    fn iou(&self, other: &Self) -> f32 {
        let width = self.bottom_right.x.min(other.bottom_right.x) - self.top_left.x.max(other.top_left.x);
        let height = self.bottom_right.y.min(other.bottom_right.y) - self.top_left.y.max(other.top_left.y);
        let shared = width.max(0.0) * height.max(0.0);
        shared / (self.area() + other.area() - shared).max(f32::EPSILON)
    }
}

fn candidates(boxes: &[f32], scores: &[f32]) -> Vec<Candidate> {
    let rows = boxes.chunks_exact(VALUES).zip(scores).zip(anchors());
    rows.filter_map(|((row, logit), anchor)| {
        let raw_score = 1.0 / (1.0 + (-logit.clamp(-100.0, 100.0)).exp());
        let &[cx, cy, w, h, hips_x, hips_y, reach_x, reach_y, ..] = row else { return None };
        (THRESHOLD <= raw_score).then(|| {
            let point = |x: f32, y: f32| Point::new(x, y) * (1.0 / SIZE as f32) + anchor;
            let (centre, half) = (point(cx, cy), Point::new(w, h) * (0.5 / SIZE as f32));
            Candidate {
                raw_score,
                top_left: centre - half,
                bottom_right: centre + half,
                hips: point(hips_x, hips_y),
                reach: point(reach_x, reach_y),
            }
        })
    })
    .collect()
}

/// The anchors' centres, 0–1: two on each cell of a 28² grid, two of 14², six of 7².
fn anchors() -> impl Iterator<Item = Point> {
    [(28_u16, 2), (14, 2), (7, 6)].into_iter().flat_map(|(cells, copies)| {
        let centre = move |cell: u16| (f32::from(cell) + 0.5) / f32::from(cells);
        (0..cells)
            .flat_map(move |row| (0..cells).map(move |column| Point::new(centre(column), centre(row))))
            .flat_map(move |anchor| std::iter::repeat_n(anchor, copies))
    })
}

/// Weighted non-maximum suppression: boxes of one person are averaged by their scores.
fn merge(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|a, b| b.raw_score.total_cmp(&a.raw_score));
    let mut people = Vec::new();
    while let Some(best) = candidates.first().copied() {
        let (same, others): (Vec<_>, Vec<_>) =
            candidates.into_iter().partition(|other| *other == best || SAME_PERSON_IOU < best.iou(other));
        people.push(average(best.raw_score, &same));
        candidates = others;
    }
    people
}

fn average(raw_score: f32, group: &[Candidate]) -> Candidate {
    let total: f32 = group.iter().map(|c| c.raw_score).sum();
    let mean = |point: fn(&Candidate) -> Point| {
        let sum = group.iter().fold(Point::default(), |sum, c| sum + point(c) * c.raw_score);
        sum * (1.0 / total)
    };
    Candidate {
        raw_score,
        top_left: mean(|c| c.top_left),
        bottom_right: mean(|c| c.bottom_right),
        hips: mean(|c| c.hips),
        reach: mean(|c| c.reach),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(raw_score: f32, x: f32) -> Candidate {
        Candidate {
            raw_score,
            top_left: Point::new(x, 0.0),
            bottom_right: Point::new(x + 0.2, 0.2),
            hips: Point::new(x + 0.1, 0.1),
            reach: Point::new(x + 0.1, 0.0),
        }
    }

    #[test]
    fn there_is_an_anchor_for_every_output() {
        assert_eq!(anchors().count(), 2254);
    }

    #[test]
    fn overlapping_boxes_are_one_person_and_distant_ones_are_two() {
        let people = merge(vec![candidate(0.6, 0.02), candidate(0.9, 0.0), candidate(0.8, 0.7)]);
        assert_eq!(people.len(), 2);
        assert!((people[0].hips.x - (0.9 * 0.1 + 0.6 * 0.12) / 1.5).abs() < 1e-6);
        assert_eq!(people[0].raw_score, 0.9);
    }
}
