//! What OpenSim reads: marker places (`.trc`) and joint angles (`.mot`), laid out as by Sports2D.
//!
//! Places and angles are raw, as they are judged: filter them as your study wants. Y points up, X to the right, the
//! origin is the picture's lower left corner, and Z is 0, since one camera from the side knows no depth.

use std::fmt::Write as _;

use super::series::Series;
use crate::exercise::median;
use crate::geometry::{Point, angle_deg, signed_angle_deg};
use crate::skeleton::{Joint, Part, Side};
use crate::track::TrackedPose;

/// Markers by the names of Pose2Sim's models.
const MARKERS: [(&str, Joint); 19] = [
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

/// How many px of the picture make a metre: a body height in metres ÷ the person's length in the picture.
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

/// Marker places: in metres where the scale is given, else in px. A marker that is not seen has three empty cells.
pub fn trc(series: &Series, metres_per_px: Option<f32>, name: &str) -> String {
    let (rate, n_frames, n_markers) = (series.rate_hz().unwrap_or(0.0), series.samples.len(), MARKERS.len());
    let unit = if metres_per_px.is_some() { "m" } else { "px" };
    let names = MARKERS.map(|(name, _)| format!("{name}\t\t\t")).concat();
    let axes: Vec<String> = (1..=n_markers).map(|k| format!("X{k}\tY{k}\tZ{k}")).collect();
    let mut text = format!(
        "PathFileType\t4\t(X/Y/Z)\t{}\n\
         DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames\n\
         {rate:.3}\t{rate:.3}\t{n_frames}\t{n_markers}\t{unit}\t{rate:.3}\t0\t{n_frames}\n\
         Frame#\tTime\t{names}\n\t\t{}\n",
        one_line(name),
        axes.join("\t")
    );
    for (frame, (sample, pose)) in series.iter().enumerate() {
        let _infallible = write!(text, "{frame}\t{:.6}", sample.at.secs());
        for (_, joint) in MARKERS {
            let at = pose.and_then(|pose| pose.joints[joint]);
            text += &at.map_or_else(|| "\t\t\t".to_owned(), |at| place(at, series.stream.height, metres_per_px));
        }
        text.push('\n');
    }
    text
}

fn place(at: Point, height_px: u32, metres_per_px: Option<f32>) -> String {
    let up = height_px as f32 - at.y;
    match metres_per_px {
        Some(scale) => format!("\t{:.5}\t{:.5}\t0", at.x * scale, up * scale),
        None => format!("\t{:.1}\t{up:.1}\t0", at.x),
    }
}

/// An angle of one side of the body, or of none, in degrees.
struct Angle {
    name: &'static str,
    of: fn(&TrackedPose, Side) -> Option<f32>,
}

/// Straight is 0 and bent is positive; so are toes drawn up. An arched back makes the hip negative.
const ANGLES: [Angle; 4] = [
    Angle { name: "ankle", of: ankle_deg },
    Angle { name: "knee", of: |pose, side| flexion(pose, side, [Part::Hip, Part::Knee, Part::Ankle]) },
    Angle { name: "hip", of: hip_deg },
    Angle { name: "elbow", of: |pose, side| flexion(pose, side, [Part::Shoulder, Part::Elbow, Part::Wrist]) },
];

/// Joint angles in degrees, with the direction of the trunk. What is not seen is `NaN`, which OpenSim reads as missing.
pub fn mot(series: &Series) -> String {
    let columns = sides().map(|(side, angle)| format!("{side} {}", angle.name)).chain(["trunk".to_owned()]);
    let columns: Vec<String> = columns.collect();
    let mut text = format!(
        "Coordinates\nversion=1\nnRows={}\nnColumns={}\ninDegrees=yes\n\nAngles are in degrees, times in seconds.\n\n\
         endheader\ntime\t{}\n",
        series.samples.len(),
        columns.len() + 1,
        columns.join("\t")
    );
    for (sample, pose) in series.iter() {
        let of_sides =
            sides().map(|(side, angle)| (angle.of)(pose?, if side == "right" { Side::Right } else { Side::Left }));
        let angles = of_sides.chain([pose.and_then(trunk_deg)]);
        let cells: Vec<String> =
            angles.map(|angle| angle.map_or_else(|| "NaN".to_owned(), |deg| format!("{deg:.3}"))).collect();
        let _infallible = writeln!(text, "{:.6}\t{}", sample.at.secs(), cells.join("\t"));
    }
    text
}

fn sides() -> impl Iterator<Item = (&'static str, &'static Angle)> {
    ANGLES.iter().flat_map(|angle| ["right", "left"].map(|side| (side, angle)))
}

fn joint(pose: &TrackedPose, side: Side, part: Part) -> Option<Point> {
    pose.joints[Joint::of(side, part)]
}

fn flexion(pose: &TrackedPose, side: Side, [from, at, to]: [Part; 3]) -> Option<f32> {
    Some(180.0 - angle_deg(joint(pose, side, from)?, joint(pose, side, at)?, joint(pose, side, to)?)?)
}

fn hip_deg(pose: &TrackedPose, side: Side) -> Option<f32> {
    let [shoulder, hip, knee] = [Part::Shoulder, Part::Hip, Part::Knee].map(|part| joint(pose, side, part));
    Some(180.0 - signed_angle_deg(shoulder?, hip?, knee?)?)
}

fn ankle_deg(pose: &TrackedPose, side: Side) -> Option<f32> {
    let [knee, ankle, heel, toe] = [Part::Knee, Part::Ankle, Part::Heel, Part::Toe].map(|part| joint(pose, side, part));
    let ankle = ankle?;
    Some(90.0 - angle_deg(knee?, ankle, ankle + (toe? - heel?))?)
}

/// Direction from hip to shoulder on the near side, counter-clockwise from the picture's right, −180…180°.
fn trunk_deg(pose: &TrackedPose) -> Option<f32> {
    let trunk = pose.near(Part::Shoulder)? - pose.near(Part::Hip)?;
    // Not `-trunk.y`: of a level trunk that is −0, and the angle −180°.
    Some((0.0 - trunk.y).atan2(trunk.x).to_degrees())
}

/// A name that breaks no header.
fn one_line(name: &str) -> String {
    name.replace(char::is_control, " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pose::{BodyAxes, Stream};
    use crate::session::made::empty_sample;
    use crate::skeleton::JointMap;
    use crate::time::Timestamp;

    /// Lying with the head to the left: ear, shoulder, hip, knee, ankle, heel, toe of the left side.
    fn series() -> Series {
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
    fn markers_stand_upright_and_unseen_ones_are_empty() {
        let text = trc(&series(), Some(0.005), "a\tb\n.trc");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 6);
        assert!(lines[0].ends_with("\ta b .trc"));
        let cells: Vec<&str> = lines[5].split('\t').collect();
        assert_eq!(cells[..8], ["0", "0.000000", "", "", "", "0.50000", "0.30000", "0"]);
        assert_eq!(cells.len(), 2 + 3 * 19);
    }

    #[test]
    fn bent_is_positive_straight_is_zero_and_unseen_is_nan() {
        let text = mot(&series());
        let last = text.lines().last().unwrap();
        let names = text.lines().find(|line| line.starts_with("time\t")).unwrap();
        let row: Vec<(&str, &str)> = names.split('\t').zip(last.split('\t')).collect();
        let of = |name: &str| row.iter().find(|(column, _)| *column == name).unwrap().1;
        // A right angle between shank and sole; the thigh rises by 36.87° towards the knee, the shank is upright.
        assert_eq!([of("left ankle"), of("left knee"), of("left hip")], ["0.000", "126.870", "36.870"]);
        assert_eq!([of("right knee"), of("left elbow"), of("trunk")], ["NaN", "NaN", "180.000"]);
        assert!(text.contains("\nnRows=1\nnColumns=10\n"));
    }
}
