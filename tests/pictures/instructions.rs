//! The program's own work on a clip, for `.ci/instructions`, which counts the instructions that it takes: decoding, scene,
//! patches, pose log and rules; not the models, which other people's libraries compute.

use formcheck::core::frame::Frame;
use formcheck::core::judge::{Judge, Search};
use formcheck::core::pose::PoseSample;
use formcheck::io::inference::patches::PatchTracker;
use formcheck::io::inference::stages::n_scenes;
use formcheck::io::recording::LogReader;
use formcheck::io::video;

/// Rest, in which patches are laid, and the first tilts.
const N_FRAMES: usize = 60;

#[test]
fn the_work_without_the_models() {
    let frames = frames();
    let (samples, stream) = log();
    let mut patches = PatchTracker::default();
    let followed =
        frames.iter().zip(&samples).map(|(frame, sample)| patches.push(frame, sample.person.as_ref(), false));
    let n_followed = followed.filter(|reading| !reading.shifts.is_empty()).count();
    let judgement = Judge::new(Search::Auto, stream).judge(&samples);
    assert_eq!((frames.len(), n_scenes(&frames)), (N_FRAMES, 1));
    assert!(N_FRAMES / 2 < n_followed, "patches were followed in {n_followed} frames");
    assert_eq!(judgement.reps.len(), 8);
}

fn frames() -> Vec<Frame> {
    let mut source = video::open(&crate::stored::video("tilt_steady_man")).unwrap();
    std::iter::from_fn(|| source.next_frame().unwrap()).take(N_FRAMES).collect()
}

fn log() -> (Vec<PoseSample>, formcheck::core::pose::Stream) {
    let mut reader = LogReader::open(&crate::pose_log::pose_log("tilt_steady_man")).unwrap();
    let samples = std::iter::from_fn(|| reader.next_sample().unwrap()).collect();
    (samples, reader.header().stream)
}
