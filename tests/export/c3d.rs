//! C3D files, read back as its user guide lays them out: header, parameters, floating-point points.

use std::collections::BTreeMap;

use formcheck::core::skeleton::Joint;
use formcheck::core::time::Timestamp;
use formcheck::io::export::Series;
use formcheck::io::export::c3d::{MOST_FRAMES, c3d};
use formcheck::io::export::opensim::metres_per_px;

use crate::stored::Stored;

const BLOCK: usize = 512;

/// A file that was read.
struct Read {
    first_and_last_frame: [u16; 2],
    rate_hz: f32,
    /// `GROUP:NAME` and the bytes of its values.
    parameters: BTreeMap<String, Vec<u8>>,
    /// Frames × points × (x, y, z, residual).
    frames: Vec<Vec<[f32; 4]>>,
}

fn word(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(bytes[at..at + 2].try_into().unwrap())
}

fn float(bytes: &[u8], at: usize) -> f32 {
    f32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())
}

impl Read {
    fn of(bytes: &[u8]) -> Self {
        assert!(bytes.len().is_multiple_of(BLOCK));
        assert_eq!(bytes[..2], [2, 0x50]);
        assert!(float(bytes, 12) < 0.0, "a floating-point file has a negative scale");
        let n_points = usize::from(word(bytes, 2));
        let first_and_last_frame = [word(bytes, 6), word(bytes, 8)];
        let n_frames = usize::from(first_and_last_frame[1] - first_and_last_frame[0]) + 1;
        let parameters = parameters(&bytes[BLOCK..]);
        let data = (usize::from(word(bytes, 16)) - 1) * BLOCK;
        assert_eq!(data, BLOCK + usize::from(bytes[BLOCK + 2]) * BLOCK, "points follow the parameters");
        let point = |k: usize| [0, 4, 8, 12].map(|at| float(bytes, data + 16 * k + at));
        let frame = |frame: usize| (0..n_points).map(|k| point(frame * n_points + k)).collect();
        let frames = (0..n_frames).map(frame).collect();
        Self { first_and_last_frame, rate_hz: float(bytes, 20), parameters, frames }
    }

    fn word(&self, name: &str) -> u16 {
        word(&self.parameters[name], 0)
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(self.parameters[name].clone()).unwrap()
    }

    fn labels(&self) -> Vec<String> {
        let text = self.text("POINT:LABELS");
        let length = text.len() / usize::from(self.word("POINT:USED"));
        (0..text.len() / length).map(|k| text[k * length..(k + 1) * length].trim_end().to_owned()).collect()
    }
}

/// Follows the records from one to the next.
fn parameters(section: &[u8]) -> BTreeMap<String, Vec<u8>> {
    assert_eq!((section[1], section[3]), (0x50, 84));
    let (mut groups, mut values) = (BTreeMap::new(), BTreeMap::new());
    let mut at = 4;
    while section[at] != 0 {
        let (length, group) = (usize::from(section[at]), section[at + 1].cast_signed());
        let name = String::from_utf8(section[at + 2..at + 2 + length].to_vec()).unwrap();
        let offset = at + 2 + length;
        if group < 0 {
            groups.insert(-group, name);
        } else {
            let (size, n_dimensions) =
                (usize::from(section[offset + 2].cast_signed().unsigned_abs()), section[offset + 3]);
            let dimensions = &section[offset + 4..offset + 4 + usize::from(n_dimensions)];
            let n_bytes = size * dimensions.iter().map(|n| usize::from(*n)).product::<usize>();
            let from = offset + 4 + usize::from(n_dimensions);
            values.insert(format!("{}:{name}", groups[&group]), section[from..from + n_bytes].to_vec());
        }
        at = offset + usize::from(word(section, offset));
    }
    values
}

#[test]
fn places_names_and_rate_are_read_back_and_unseen_points_have_residual_minus_one() {
    let stored = Stored::of("ktc_single_alternating");
    let written = c3d(&stored.series, None).unwrap();
    let read = Read::of(&written.bytes);
    let n_frames = stored.series.samples.len();
    assert_eq!((written.n_left_out, read.frames.len()), (0, n_frames));
    assert_eq!(read.first_and_last_frame, [1, n_frames as u16]);
    assert_eq!((read.word("POINT:FRAMES"), read.word("TRIAL:ACTUAL_END_FIELD")), (n_frames as u16, n_frames as u16));
    let rate = stored.series.rate_hz().unwrap() as f32;
    assert_eq!((read.rate_hz, float(&read.parameters["POINT:RATE"], 0)), (rate, rate));
    assert_eq!(read.text("POINT:UNITS"), "px");
    let labels = read.labels();
    assert_eq!((labels.len(), labels[0].as_str(), labels[18].as_str()), (19, "Nose", "RBigToe"));
    let knee = labels.iter().position(|label| label == "RKnee").unwrap();
    let mut n_unseen = 0;
    for (frame, pose) in read.frames.iter().zip(&stored.series.poses) {
        let height = stored.series.stream.height as f32;
        match pose.and_then(|pose| pose.joints[Joint::RightKnee]) {
            Some(at) => assert_eq!(frame[knee], [at.x, height - at.y, 0.0, 0.0]),
            None => assert_eq!(frame[knee], [0.0, 0.0, 0.0, -1.0]),
        }
        n_unseen += frame.iter().filter(|point| point[3] == -1.0).count();
    }
    assert!(0 < n_unseen, "the test can fail");
}

#[test]
fn with_a_body_height_places_are_in_mm() {
    let stored = Stored::of("bridge_good_man");
    let scale = metres_per_px(&stored.series, 1.8).unwrap();
    let [px, mm] = [None, Some(scale)].map(|scale| Read::of(&c3d(&stored.series, scale).unwrap().bytes));
    assert_eq!(mm.text("POINT:UNITS"), "mm");
    let seen = px.frames[60].iter().zip(&mm.frames[60]).find(|(point, _)| point[3] == 0.0).unwrap();
    assert!((seen.0[0] * scale * 1000.0 - seen.1[0]).abs() < 0.01, "{seen:?}");
}

/// The same samples at other times, in ms.
fn at(series: &Series, millis: impl Iterator<Item = i64>) -> Series {
    let mut series = series.clone();
    let (mut samples, mut poses) = (Vec::new(), Vec::new());
    for (k, millis) in millis.enumerate() {
        let k = k % series.samples.len();
        let mut sample = series.samples[k].clone();
        sample.at = Timestamp::from_nanos(millis * 1_000_000);
        samples.push(sample);
        poses.push(series.poses[k]);
    }
    (series.samples, series.poses) = (samples, poses);
    series
}

#[test]
fn a_gap_becomes_unseen_frames_and_frames_too_close_are_counted() {
    let stored = Stored::of("bridge_good_man");
    // 10 a second, then nothing for 0.4 s; one picture comes 10 ms after another.
    let series = at(&stored.series, [0, 100, 200, 210, 300, 700, 800].into_iter());
    let written = c3d(&series, None).unwrap();
    let read = Read::of(&written.bytes);
    assert_eq!((read.rate_hz, read.frames.len(), written.n_left_out), (10.0, 9, 1));
    let is_seen: Vec<bool> = read.frames.iter().map(|frame| frame.iter().any(|point| point[3] == 0.0)).collect();
    assert_eq!(is_seen, [true, true, true, true, false, false, false, true, true]);
    // Of the two around 0.2 s the one at 0.2 s stays.
    let nose = series.poses[2].unwrap().joints[Joint::Nose].unwrap();
    assert_eq!(read.frames[2][0][0], nose.x);
}

#[test]
fn more_frames_than_a_file_can_hold_are_refused() {
    let stored = Stored::of("bridge_good_man");
    let of = |n: usize| c3d(&at(&stored.series, (0..).take(n).map(|k| k * 40)), None);
    let most = Read::of(&of(MOST_FRAMES).unwrap().bytes);
    assert_eq!((most.frames.len(), most.first_and_last_frame), (65_534, [1, 65_534]));
    let refused = of(MOST_FRAMES + 1).err().unwrap();
    assert!(refused.contains("at most 65534 frames") && refused.contains("needs 65535"), "{refused}");
    assert!(of(1).err().unwrap().contains("needs a rate"));
}
