//! How large a pose log becomes.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::sync::Arc;

use formcheck::core::geometry::Point;
use formcheck::core::pose::{Patch, PatchShift, PoseSample, Stream};
use formcheck::core::skeleton::JointMap;
use formcheck::core::time::Timestamp;
use formcheck::io::inference::{Estimator, EstimatorConfig, Model};
use formcheck::io::recording::{LogHeader, LogWriter};
use formcheck::io::video;

const FPS: i64 = 30;
/// Far more than the compressor looks back, so that the rest may be extrapolated.
const SECS: i64 = 120;
/// How much joints tremble between two frames of somebody who holds still.
const NOISE_PX: f32 = 0.3;

#[test]
fn twenty_minutes_fit_into_ten_megabytes() {
    let (stream, seen) = seen(24);
    let header = LogHeader::new("clip.mp4", stream, ["full", "", "onnxruntime"]);
    let mut writer = LogWriter::new(Vec::new(), &header).unwrap();
    let mut noise = Noise { state: 1, breath: 0.0 };
    let n_samples = SECS * FPS;
    // There and back, so that motion is as smooth as a body's.
    let mut order = (0..seen.len()).chain((1..seen.len() - 1).rev()).cycle();
    for idx in 0..n_samples {
        let mut sample = seen[order.next().unwrap()].clone();
        sample.at = Timestamp::from_nanos(idx * 1_000_000_000 / FPS);
        noise.shake(&mut sample);
        writer.push(&sample).unwrap();
    }
    let bytes = writer.finish(&[]).unwrap().len() as f64;
    let megabytes = bytes * f64::from(20 * 60) / SECS as f64 / 1e6;
    println!("{:.0} bytes per sample, {megabytes:.2} MB for 20 minutes", bytes / n_samples as f64);
    assert!(megabytes <= 10.0, "{megabytes} MB");
}

/// What the pose model sees in the first frames of a clip.
fn seen(n_frames: usize) -> (Stream, Vec<PoseSample>) {
    let mut estimator =
        Estimator::load(EstimatorConfig { model: Model::Full, n_workers: 2, every_frame: false }).unwrap();
    let mut source = video::open(&crate::golden::sample("bridge_good_man.mp4")).unwrap();
    let stream = Stream { width: source.info().width, height: source.info().height };
    let mut found = Vec::new();
    for _ in 0..n_frames {
        found.extend(estimator.push(Arc::new(source.next_frame().unwrap().unwrap())).unwrap());
    }
    while let Some(last) = estimator.take().unwrap() {
        found.push(last);
    }
    (stream, found.into_iter().map(|(_, sample)| sample).collect())
}

struct Noise {
    state: u32,
    breath: f32,
}

const PATCHES: [Patch; 6] = [Patch::Pelvis, Patch::Abdomen, Patch::Chest, Patch::Knee, Patch::Foot, Patch::Background];

impl Noise {
    fn shake(&mut self, sample: &mut PoseSample) {
        let person = sample.person.as_mut().unwrap();
        let still = person.keypoints;
        person.keypoints = JointMap::from_fn(|joint| {
            let mut keypoint = still[joint];
            keypoint.at = keypoint.at + Point::new(self.next(), self.next()) * NOISE_PX;
            keypoint.depth_px += 3.0 * self.next();
            keypoint.confidence = (keypoint.confidence + 0.02 * self.next()).clamp(0.0, 1.0);
            keypoint
        });
        for c in person.axes.trunk.iter_mut().chain(&mut person.axes.across) {
            *c += 0.01 * self.next();
        }
        sample.brightness += 0.2 * self.next();
        sample.camera_shift = Some(Point::new(self.next(), self.next()) * 0.1);
        sample.patches = PATCHES.map(|patch| self.patch(patch)).to_vec();
    }

    /// A patch that breathes, and trembles as much as patches of a resting body on the sample videos.
    fn patch(&mut self, patch: Patch) -> PatchShift {
        self.breath += 0.01;
        let shift = Point::new(self.next(), self.next()) * 0.05 + Point::new(0.0, self.breath.sin());
        PatchShift { patch, shift, match_quality: 0.99 + 0.005 * self.next() }
    }

    /// The next of many numbers between −1 and 1.
    fn next(&mut self) -> f32 {
        self.state = self.state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.state >> 8) as f32 / (1 << 23) as f32 - 1.0
    }
}
