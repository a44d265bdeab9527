//! The steps from a picture to key points one at a time, so that `benches/stages.rs` can measure each.

use super::InferenceError;
use super::crop::Region;
use super::detector::Detector;
use super::landmarks::LandmarkModel;
use super::model::Model;
use super::scene::Scene;
use crate::core::frame::Frame;

/// What an [`Estimator`](super::Estimator) does to a frame, step by step.
#[derive(Debug)]
pub struct Stages {
    detector: Detector,
    landmarks: LandmarkModel,
    scene: Scene,
    region: Region,
}

impl Stages {
    /// Loads the models and finds the person in `frame`, on whom the other steps work; `None` if no person is there.
    pub fn load(model: Model, frame: &Frame) -> Result<Option<Self>, InferenceError> {
        let mut detector = Detector::load()?;
        let Some(region) = detector.detect(frame.into())?.first().map(super::detector::Detection::region) else {
            return Ok(None);
        };
        let mut landmarks = LandmarkModel::load(model)?;
        landmarks.crop(frame.into(), &region);
        Ok(Some(Self { detector, landmarks, scene: Scene::default(), region }))
    }

    /// Looks for people everywhere; returns how many there are.
    pub fn detect(&mut self, frame: &Frame) -> Result<usize, InferenceError> {
        Ok(self.detector.detect(frame.into())?.len())
    }

    /// Cuts the landmark model's input out of the picture.
    pub fn crop(&mut self, frame: &Frame) {
        self.landmarks.crop(frame.into(), &self.region);
    }

    /// Runs the landmark model on what was cut out last, and nothing else.
    pub fn infer(&mut self) -> Result<(), InferenceError> {
        self.landmarks.run()
    }

    /// Cuts out, runs the landmark model and reads the key points; returns how sure the model is, 0–1.
    pub fn find(&mut self, frame: &Frame) -> Result<f32, InferenceError> {
        Ok(self.landmarks.find(frame.into(), &self.region)?.raw_score)
    }

    /// Looks at the picture as a whole; returns whether it begins another scene.
    pub fn read_scene(&mut self, frame: &Frame) -> bool {
        self.scene.read(frame, None).cut
    }
}

/// Looks at pictures as a whole, without loading a model; returns the number of scenes.
pub fn n_scenes(frames: &[Frame]) -> usize {
    let mut scene = Scene::default();
    1 + frames.iter().filter(|frame| scene.read(*frame, None).cut).count()
}
