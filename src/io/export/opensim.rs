//! Files for OpenSim: marker places (`.trc`), laid out as by Sports2D, and joint angles (`.mot`).
//!
//! Places and angles are raw, as they are judged: filter them as your study needs. Y points up, X to the right, the
//! origin is the picture's lower left corner, and Z is 0, since one camera from the side knows no depth.

mod angles;
mod coordinates;
mod gaps;

use std::fmt::Write as _;

pub use angles::mot;
pub use coordinates::{CoordinateModel, model_mot};
pub use gaps::{Filled, filled};

use super::series::Series;
use crate::core::exercise::median;
use crate::core::geometry::Point;
use crate::core::skeleton::{Joint, Part};
use crate::core::track::TrackedPose;

/// Markers by the names of Pose2Sim's models.
pub(super) const MARKERS: [(&str, Joint); 19] = [
    ("Nose", Joint::Nose),
    ("LEar", Joint::LeftEar),
    ("REar", Joint::RightEar),
    ("LShoulder", Joint::LeftShoulder),
    ("RShoulder", Joint::RightShoulder),
    ("LElbow", Joint::LeftElbow),
    ("RElbow", Joint::RightElbow),
    ("LWrist", Joint::LeftWrist),
    ("RWrist", Joint::RightWrist),
    ("LHip", Joint::LeftHip),
    ("RHip", Joint::RightHip),
    ("LKnee", Joint::LeftKnee),
    ("RKnee", Joint::RightKnee),
    ("LAnkle", Joint::LeftAnkle),
    ("RAnkle", Joint::RightAnkle),
    ("LHeel", Joint::LeftHeel),
    ("RHeel", Joint::RightHeel),
    ("LBigToe", Joint::LeftToe),
    ("RBigToe", Joint::RightToe),
];

/// Returns how many px of the picture make a metre: a body height in metres ÷ the person's length in the picture.
///
/// That length is 2 × ear–shoulder + shoulder–hip + hip–knee + knee–ankle + ankle–heel on the near side, the median over
/// the pictures that show all six (the head above the ear is about as long as ear to shoulder). `None` where none does.
pub fn metres_per_px(series: &Series, height_m: f32) -> Option<f32> {
    let lengths = series.poses.iter().flatten().filter_map(length_px).collect();
    median(lengths).filter(|length| 1.0 <= *length).map(|length| height_m / length)
}

fn length_px(pose: &TrackedPose) -> Option<f32> {
    let (ankle, heel) = (pose.near(Part::Ankle)?, pose.near(Part::Heel)?);
    pose.near(Part::Ear)?;
    Some(pose.person_px()? + ankle.distance(heel))
}

/// Returns marker places, in metres where the scale is given, else in px; `None` where no frame shows a marker.
///
/// A marker that is not seen is `NaN NaN NaN`: `trc-data-reader` drops empty cells and shifts the others, and OpenSim
/// refuses a row that ends in them. A frame without any marker is left out, because inverse kinematics fails as a whole
/// on such a row; the first line states how many, and frames keep their numbers and times.
pub fn trc(series: &Series, metres_per_px: Option<f32>, name: &str) -> Option<String> {
    rows(series, metres_per_px, (name, ""))
}

/// Returns the same with the gaps of each marker filled, as far as they last no longer than this, in s; the first line
/// states that.
pub fn filled_trc(series: &Series, metres_per_px: Option<f32>, name: &str, longest_secs: f64) -> Option<String> {
    let Filled { series, n_filled } = filled(series, longest_secs);
    let note = format!("; {n_filled} places of gaps of up to {longest_secs} s filled along straight lines");
    rows(&series, metres_per_px, (name, &note))
}

fn rows(series: &Series, metres_per_px: Option<f32>, (name, note): (&str, &str)) -> Option<String> {
    let seen: Vec<(usize, f64, &TrackedPose)> = series
        .iter()
        .enumerate()
        .filter_map(|(frame, (sample, pose))| Some((frame, sample.at.secs(), pose?)))
        .filter(|(_, _, pose)| MARKERS.iter().any(|(_, joint)| pose.joints[*joint].is_some()))
        .collect();
    if seen.is_empty() {
        return None;
    }
    let mut text = head(series, seen.len(), (metres_per_px.is_some(), name, note));
    for (frame, secs, pose) in seen {
        let _infallible = write!(text, "{frame}\t{secs:.6}");
        for (_, joint) in MARKERS {
            text += &place(pose.joints[joint], series.stream.height, metres_per_px);
        }
        text.push('\n');
    }
    Some(text)
}

/// Returns the five lines before the rows.
fn head(series: &Series, n_rows: usize, (is_in_m, name, note): (bool, &str, &str)) -> String {
    let (rate, n_frames, n_markers) = (series.rate_hz().unwrap_or(0.0), series.samples.len(), MARKERS.len());
    let unit = if is_in_m { "m" } else { "px" };
    let names = MARKERS.map(|(name, _)| format!("{name}\t\t\t")).concat();
    let axes: Vec<String> = (1..=n_markers).map(|k| format!("X{k}\tY{k}\tZ{k}")).collect();
    let n_left_out = n_frames - n_rows;
    format!(
        "PathFileType\t4\t(X/Y/Z)\t{} (NaN: marker not seen; {n_left_out} of {n_frames} frames left out: no marker seen{note})\n\
         DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames\n\
         {rate:.3}\t{rate:.3}\t{n_rows}\t{n_markers}\t{unit}\t{rate:.3}\t0\t{n_frames}\n\
         Frame#\tTime\t{names}\n\t\t{}\n",
        one_line(name),
        axes.join("\t")
    )
}

fn place(at: Option<Point>, height_px: u32, metres_per_px: Option<f32>) -> String {
    let Some(at) = at else { return "\tNaN\tNaN\tNaN".to_owned() };
    let up = height_px as f32 - at.y;
    match metres_per_px {
        Some(scale) => format!("\t{:.5}\t{:.5}\t0", at.x * scale, up * scale),
        None => format!("\t{:.1}\t{up:.1}\t0", at.x),
    }
}

/// A name that breaks no header.
fn one_line(name: &str) -> String {
    name.replace(char::is_control, " ")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::core::judge::made::empty_sample;
    use crate::core::pose::{BodyAxes, Stream};
    use crate::core::skeleton::{JointMap, Side};
    use crate::core::time::Timestamp;

    /// Returns a person lying with the head to the left: ear, shoulder, hip, knee, ankle, heel, toe of the left side.
    pub(super) fn series() -> Series {
        let places = [(100.0, 300.0), (150.0, 300.0), (250.0, 300.0), (330.0, 240.0), (330.0, 320.0), (322.0, 326.0)];
        let parts = [Part::Ear, Part::Shoulder, Part::Hip, Part::Knee, Part::Ankle, Part::Heel];
        let mut joints = JointMap::from_fn(|_| None);
        for ((x, y), part) in places.into_iter().zip(parts) {
            joints[Joint::of(Side::Left, part)] = Some(Point::new(x, y));
        }
        joints[Joint::LeftToe] = Some(Point::new(352.0, 326.0));
        let pose = TrackedPose {
            at: Timestamp::ZERO,
            joints,
            near: Side::Left,
            axes: BodyAxes { trunk: [-1.0, 0.0, 0.0], across: [0.0, 0.0, -1.0] },
            brightness: 100.0,
            camera: Point::default(),
            zoom: 1.0,
            enlarged: 1.0,
            camera_is_told: false,
            sure: JointMap::from_fn(|_| true),
        };
        Series { stream: Stream { width: 640, height: 360 }, samples: vec![empty_sample(0.0)], poses: vec![Some(pose)] }
    }

    #[test]
    fn a_body_height_over_the_length_of_its_parts_is_the_scale() {
        // 2 × 50 head, 100 trunk, 100 thigh, 80 shank, 10 heel: 390 px.
        let scale = metres_per_px(&series(), 1.95).unwrap();
        assert!((scale - 0.005).abs() < 1e-6, "{scale}");
        let mut hidden = series();
        hidden.poses[0].as_mut().unwrap().joints[Joint::LeftHeel] = None;
        assert_eq!(metres_per_px(&hidden, 1.95), None);
    }

    #[test]
    fn markers_stand_upright_and_unseen_ones_are_nan() {
        let text = trc(&series(), Some(0.005), "a\tb\n.trc").unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 6);
        assert!(lines[0].contains("\ta b .trc (NaN: marker not seen; 0 of 1 frames left out"), "{}", lines[0]);
        let cells: Vec<&str> = lines[5].split('\t').collect();
        assert_eq!(cells[..8], ["0", "0.000000", "NaN", "NaN", "NaN", "0.50000", "0.30000", "0"]);
        assert_eq!(cells.len(), 2 + 3 * 19);
    }

    #[test]
    fn a_frame_without_any_marker_is_left_out_and_counted() {
        let mut series = series();
        let mut bare = series.poses[0];
        bare.as_mut().unwrap().joints = JointMap::from_fn(|_| None);
        let there = series.poses[0];
        series.poses = vec![there, None, bare, there];
        series.samples = [0.0, 0.5, 1.0, 1.5].map(empty_sample).into();
        let text = trc(&series, None, "a.trc").unwrap();
        assert!(text.lines().next().unwrap().contains("2 of 4 frames left out"), "{text}");
        assert_eq!(text.lines().nth(2).unwrap(), "2.000\t2.000\t2\t19\tpx\t2.000\t0\t4");
        let rows: Vec<&str> = text.lines().skip(5).map(|row| &row[..10]).collect();
        assert_eq!(rows, ["0\t0.000000", "3\t1.500000"]);
        series.poses = vec![None; 4];
        assert_eq!(trc(&series, None, "a.trc"), None);
    }
}
