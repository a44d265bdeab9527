//! Made-up frames and samples, and how alike two pictures are.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use formcheck::core::frame::Frame;
use formcheck::core::geometry::Point;
use formcheck::core::pose::{BodyAxes, Keypoint, Person, PoseSample, Stream};
use formcheck::core::skeleton::JointMap;
use formcheck::core::time::Timestamp;
use formcheck::io::latest::Latest;
use formcheck::io::recording::{LogHeader, LogReader, rounded};

pub(crate) fn header(width: u32, height: u32) -> LogHeader {
    LogHeader::new("video.mp4", Stream { width, height }, ["full", "0123", "made up"])
}

/// The instant of the frame of this number, at 30 a second.
pub(crate) fn at(number: u32) -> Timestamp {
    Timestamp::from_secs(f64::from(number) / 30.0)
}

/// A slope of grey with a bright block that is elsewhere in each frame.
pub(crate) fn frame(number: u32, at: Timestamp, width: u32, height: u32) -> Frame {
    let (left, top) = (number * 7 % (width - 32), number * 5 % (height - 32));
    let pixel = |x: u32, y: u32| {
        let is_block = left <= x && x < left + 32 && top <= y && y < top + 32;
        if is_block { [235, 210, 40] } else { [(x * 200 / width) as u8, (y * 200 / height) as u8, 90] }
    };
    let rgb = (0..width * height).flat_map(|i| pixel(i % width, i / width)).collect();
    Frame { at, width, height, rgb }
}

pub(crate) fn sample(number: u32, at: Timestamp) -> PoseSample {
    let moved = f32::from((number * 31 % 97) as u16) / 10.0;
    let keypoint = Keypoint { at: Point::new(60.0 + moved, 80.0 - moved), depth_px: moved, confidence: 0.9 };
    let axes = BodyAxes { trunk: [1.0, 0.0, 0.0], across: [0.0, 0.0, 1.0] };
    rounded(&PoseSample {
        at,
        person: Some(Person { keypoints: JointMap::from_fn(|_| keypoint), axes }),
        n_people: None,
        cut: false,
        brightness: 100.0,
        repeated: false,
        camera_shift: None,
        camera_zoom: None,
        patches: Vec::new(),
        patch_setup: None,
    })
}

/// Peak signal to noise, in dB: 30 is a fair picture, 20 another one.
pub(crate) fn psnr_db(a: &[u8], b: &[u8]) -> f64 {
    assert_eq!(a.len(), b.len());
    let squares: f64 = a.iter().zip(b).map(|(a, b)| f64::from(a.abs_diff(*b)).powi(2)).sum();
    10.0 * (255.0 * 255.0 * a.len() as f64 / squares.max(1.0)).log10()
}

/// Gives the other threads some time.
pub(crate) fn rest(millis: u64) {
    Latest::<()>::default().wait(Duration::from_millis(millis));
}

/// All samples of a log, which must be sound, its warnings, and whether it was ended.
pub(crate) fn logged(path: &Path) -> (Vec<PoseSample>, Vec<String>, bool) {
    let mut reader = LogReader::open(path).unwrap();
    let samples = std::iter::from_fn(|| reader.next_sample().unwrap()).collect();
    (samples, reader.warnings(), reader.is_whole())
}

pub(crate) fn shared(frame: Frame) -> Arc<Frame> {
    Arc::new(frame)
}
