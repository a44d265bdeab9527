//! Poses that are kept while the person holds still.

use std::sync::Arc;

use formcheck::core::frame::Frame;
use formcheck::core::pose::PoseSample;
use formcheck::core::skeleton::Joint;
use formcheck::io::inference::{Estimator, EstimatorConfig, Model};
use formcheck::io::video;

/// Two seconds of rest, one lift and the beginning of a hold, at 15 frames a second.
const N_FRAMES: usize = 90;
/// Joints that are kept lie within this of those that are found anew, ÷ trunk; the model's own noise is .014 for 95 % of
/// them.
const MOST_OFF: f32 = 0.03;

fn frames() -> Vec<Arc<Frame>> {
    let mut source = video::open(&crate::golden::sample("bridge_good_man.mp4")).unwrap();
    (0..N_FRAMES).map(|_| Arc::new(source.next_frame().unwrap().unwrap())).collect()
}

fn estimator(every_frame: bool) -> Estimator {
    Estimator::load(EstimatorConfig { model: Model::Full, n_workers: 2, every_frame }).unwrap()
}

/// The samples with the number of times that the model ran.
fn pushed(every_frame: bool) -> (Vec<PoseSample>, usize) {
    let mut estimator = estimator(every_frame);
    let mut found: Vec<_> = frames().into_iter().filter_map(|frame| estimator.push(frame).unwrap()).collect();
    found.extend(std::iter::from_fn(|| estimator.take().unwrap()));
    (found.into_iter().map(|(_, sample)| sample).collect(), estimator.n_runs())
}

#[test]
fn a_pose_is_kept_while_the_person_holds_still_and_is_the_one_that_the_model_would_find() {
    let ((kept, n_kept), (anew, n_anew)) = (pushed(false), pushed(true));
    assert_eq!((kept.len(), anew.len(), n_anew), (N_FRAMES, N_FRAMES, N_FRAMES));
    assert!(n_kept < N_FRAMES * 8 / 10, "the model ran {n_kept} times");
    let mut off: Vec<f32> = kept.iter().zip(&anew).flat_map(|(kept, anew)| distances(kept, anew)).collect();
    off.sort_by(f32::total_cmp);
    let p95 = off[off.len() * 95 / 100];
    assert!(0.0 < p95 && p95 < MOST_OFF, "{p95} trunks off");
}

/// Of the joints that are well seen, ÷ trunk.
fn distances(kept: &PoseSample, anew: &PoseSample) -> Vec<f32> {
    let (kept, anew) = (kept.person.as_ref().unwrap(), anew.person.as_ref().unwrap());
    let [shoulder, hip] = [Joint::LeftShoulder, Joint::LeftHip].map(|joint| anew.keypoints[joint].at);
    let seen = Joint::ALL.into_iter().filter(|joint| 0.5 < anew.keypoints[*joint].confidence);
    seen.map(|joint| kept.keypoints[joint].at.distance(anew.keypoints[joint].at) / shoulder.distance(hip)).collect()
}

#[test]
fn frame_by_frame_the_samples_are_those_of_frames_that_are_worked_on_two_at_a_time() {
    let mut estimator = estimator(false);
    let live: Vec<PoseSample> = frames().iter().map(|frame| estimator.follow(frame).unwrap()).collect();
    let (offline, n_runs) = pushed(false);
    assert_eq!(estimator.n_runs(), n_runs);
    assert_eq!(live, offline);
}
