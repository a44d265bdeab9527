//! Finding the key points of one person inside a region.

use ort::value::TensorRef;

use super::InferenceError;
use super::crop::Region;
use super::model::{Model, values};
use super::runner::Runner;
use crate::core::frame::View;
use crate::core::geometry::Point;

/// Side of the model's input, in px.
const SIZE: usize = 256;
/// Side of the heatmap.
const HEATMAP: usize = 64;
/// Points that the model finds: 33 of the body, 2 that describe the next region, 4 unused.
pub(super) const N_POINTS: usize = 39;
/// The first of the two points that describe the next region: the middle of the hips.
const HIPS: usize = 33;
/// The second: how far the body reaches.
const REACH: usize = 34;
/// Half the window in which a point is refined, in cells of the heatmap. MediaPipe 0.10.21 refines within 9 × 9 cells:
/// with 7 × 7, as its published graph has it, points differ by up to 17 px.
const REFINE_RADIUS: usize = 4;
/// Refined only where the heatmap is at least this sure.
const REFINE_CONFIDENCE: f32 = 0.5;

/// One of the model's points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct ModelPoint {
    /// In the picture.
    pub(super) at: Point,
    /// Depth against the hips' middle, in px of the picture, towards the camera negative.
    pub(super) depth_px: f32,
    /// How likely the point is in the picture and not hidden, 0–1.
    pub(super) visibility: f32,
    /// Metres from the hips' middle: right and down in the picture, away from the camera.
    pub(super) world: [f32; 3],
}

/// What the model says of one region.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Landmarks {
    /// The model's points in its own order.
    pub(super) points: [ModelPoint; N_POINTS],
    /// How sure the model is that its region shows a person, 0–1. Not to be trusted with noise: 0.99.
    pub(super) raw_score: f32,
}

impl Landmarks {
    /// The points of the body, without those that describe the next region.
    pub(super) fn body(&self) -> &[ModelPoint] {
        self.points.get(..HIPS).unwrap_or_default()
    }

    /// The middle of the hips and the point up to which the body reaches: where to look in the next picture.
    pub(super) fn extent(&self) -> (Point, Point) {
        let at = |idx: usize| self.points.get(idx).map(|point| point.at).unwrap_or_default();
        (at(HIPS), at(REACH))
    }
}

/// The landmark model.
#[derive(Debug)]
pub(super) struct LandmarkModel {
    runner: Runner,
    tensor: Vec<f32>,
}

impl LandmarkModel {
    pub(super) fn load(model: Model) -> Result<Self, InferenceError> {
        Ok(Self { runner: Runner::load(model.file())?, tensor: Vec::new() })
    }

    /// The first step of [`Self::find`]: cuts the model's input out of the picture.
    pub(super) fn crop(&mut self, picture: View<'_>, region: &Region) {
        region.sample(picture, SIZE, &mut self.tensor);
    }

    /// The second step of [`Self::find`], for measuring: runs the model on what was cut out last.
    pub(super) fn run(&mut self) -> Result<(), InferenceError> {
        let image = TensorRef::from_array_view(([1, SIZE, SIZE, 3], self.tensor.as_slice()))?;
        self.runner.run(image)?;
        Ok(())
    }

    /// The key points of the person in `region`.
    pub(super) fn find(&mut self, picture: View<'_>, region: &Region) -> Result<Landmarks, InferenceError> {
        self.crop(picture, region);
        let image = TensorRef::from_array_view(([1, SIZE, SIZE, 3], self.tensor.as_slice()))?;
        let outputs = self.runner.run(image)?;
        // landmarks: [1, 39 * (x, y, z in px of the crop, visibility logit, presence logit)]
        let rows = values(&outputs, "landmarks")?;
        // heatmap: [1, 64, 64, 39] logits; world: [1, 39 * (x, y, z in metres)]; pose_flag: [1, 1], a probability
        let heatmap = values(&outputs, "heatmap")?;
        let world = values(&outputs, "world")?;
        let flag = values(&outputs, "pose_flag")?;
        let mut points = [ModelPoint::default(); N_POINTS];
        let rows = rows.chunks_exact(5).zip(world.chunks_exact(3)).enumerate();
        for (point, (idx, (row, world))) in points.iter_mut().zip(rows) {
            let (&[x, y, z, visibility, _presence], &[wx, wy, wz]) = (row, world) else { continue };
            let in_crop = refined(Point::new(x, y) * (1.0 / SIZE as f32), heatmap, idx);
            let turned = region.image_from_crop_offset(Point::new(wx, wy));
            *point = ModelPoint {
                at: region.image_from_crop(in_crop),
                depth_px: z * region.side_px / SIZE as f32,
                visibility: sigmoid(visibility),
                world: [turned.x, turned.y, wz],
            };
        }
        Ok(Landmarks { points, raw_score: flag.first().copied().unwrap_or(0.0) })
    }
}

/// The point moved to the centre of mass of its heatmap nearby. Without it knees are off by 7.4° instead of 4.5°.
fn refined(in_crop: Point, heatmap: &[f32], idx: usize) -> Point {
    let cell = in_crop * HEATMAP as f32;
    if cell.x < 0.0 || cell.y < 0.0 || HEATMAP as f32 <= cell.x || HEATMAP as f32 <= cell.y {
        return in_crop;
    }
    let window = |at: f32| (at as usize).saturating_sub(REFINE_RADIUS)..(at as usize + REFINE_RADIUS + 1).min(HEATMAP);
    let (mut sum, mut total, mut best) = (Point::default(), 0.0, 0.0_f32);
    for row in window(cell.y) {
        for column in window(cell.x) {
            let logit = heatmap.get((row * HEATMAP + column) * N_POINTS + idx).copied().unwrap_or(f32::MIN);
            let confidence = sigmoid(logit);
            best = best.max(confidence);
            total += confidence;
            sum = sum + Point::new(column as f32, row as f32) * confidence;
        }
    }
    if REFINE_CONFIDENCE <= best { sum * (1.0 / (total * HEATMAP as f32)) } else { in_crop }
}

fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_moves_to_its_heatmap_where_that_is_sure_and_stays_where_not() {
        let near = Point::new(20.0 / 64.0, 30.0 / 64.0);
        let mut heatmap = vec![-20.0; HEATMAP * HEATMAP * N_POINTS];
        assert_eq!(refined(near, &heatmap, 5), near);
        heatmap[(31 * HEATMAP + 22) * N_POINTS + 5] = 8.0;
        let moved = refined(near, &heatmap, 5) * HEATMAP as f32;
        assert!((moved.x - 22.0).abs() < 1e-2 && (moved.y - 31.0).abs() < 1e-2, "{moved:?}");
        assert_eq!(refined(near, &heatmap, 6), near);
    }
}
