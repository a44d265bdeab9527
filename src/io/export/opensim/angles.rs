//! Joint angles over the time, as OpenSim's `Storage` reads them.

use std::fmt::Write as _;

use crate::core::geometry::{Point, angle_deg, signed_angle_deg};
use crate::core::skeleton::{Joint, Part, Side};
use crate::core::track::TrackedPose;
use crate::io::export::series::Series;

/// An angle of one side of the body, or of none, in degrees.
struct Angle {
    name: &'static str,
    of: fn(&TrackedPose, Side) -> Option<f32>,
}

/// Signs as [`SIGNS`] states them.
const ANGLES: [Angle; 4] = [
    Angle { name: "ankle", of: ankle_deg },
    Angle { name: "knee", of: |pose, side| flexion(pose, side, [Part::Hip, Part::Knee, Part::Ankle]) },
    Angle { name: "hip", of: hip_deg },
    Angle { name: "elbow", of: |pose, side| flexion(pose, side, [Part::Shoulder, Part::Elbow, Part::Wrist]) },
];

/// Meaning of zero and signs, for the header. Without `=`, which would make a line a setting.
const SIGNS: &str = "\
Angles in degrees, times in seconds, in the picture of one camera from the side. NaN: a joint was not seen.
ankle: 0 with the sole at a right angle to the shank, positive with the toes drawn up.
knee, elbow: 0 straight, positive bent.
hip: 0 straight, positive with the thigh towards the trunk, negative with an arched back.
trunk: direction from hip to shoulder on the side towards the camera, 0 to the right of the picture, positive
counter-clockwise, -180 to 180.
These are no coordinates of an OpenSim model: --mot-model gives those.
";

/// Returns joint angles in degrees, with the direction of the trunk; an unseen angle is `NaN`.
///
/// Version 3, because OpenSim's `Storage` cannot parse `NaN` in version 1 and stops at the first row. Names without
/// blanks, because it splits them there.
pub fn mot(series: &Series) -> String {
    let columns = sides().map(|(side, angle)| format!("{side}_{}", angle.name)).chain(["trunk".to_owned()]);
    storage(series, (columns.collect(), SIGNS), |pose| {
        let of_sides =
            sides().map(|(side, angle)| (angle.of)(pose, if side == "right" { Side::Right } else { Side::Left }));
        of_sides.chain([trunk_deg(pose)]).collect()
    })
}

/// Returns a table of angles by these names, with their meaning in the header: a row for every picture.
pub(super) fn storage(
    series: &Series,
    (columns, signs): (Vec<String>, &str),
    angles: impl Fn(&TrackedPose) -> Vec<Option<f32>>,
) -> String {
    let mut text = format!(
        "Coordinates\nversion=3\nnRows={}\nnColumns={}\ninDegrees=yes\n\n{signs}\nendheader\ntime\t{}\n",
        series.samples.len(),
        columns.len() + 1,
        columns.join("\t")
    );
    for (sample, pose) in series.iter() {
        let angles = pose.map_or_else(|| vec![None; columns.len()], &angles);
        let cells: Vec<String> =
            angles.into_iter().map(|angle| angle.map_or_else(|| "NaN".to_owned(), |deg| format!("{deg:.3}"))).collect();
        let _infallible = writeln!(text, "{:.6}\t{}", sample.at.secs(), cells.join("\t"));
    }
    text
}

fn sides() -> impl Iterator<Item = (&'static str, &'static Angle)> {
    ANGLES.iter().flat_map(|angle| ["right", "left"].map(|side| (side, angle)))
}

pub(super) fn joint(pose: &TrackedPose, side: Side, part: Part) -> Option<Point> {
    pose.joints[Joint::of(side, part)]
}

fn flexion(pose: &TrackedPose, side: Side, [from, at, to]: [Part; 3]) -> Option<f32> {
    Some(180.0 - angle_deg(joint(pose, side, from)?, joint(pose, side, at)?, joint(pose, side, to)?)?)
}

fn hip_deg(pose: &TrackedPose, side: Side) -> Option<f32> {
    let [shoulder, hip, knee] = [Part::Shoulder, Part::Hip, Part::Knee].map(|part| joint(pose, side, part));
    Some(180.0 - signed_angle_deg(shoulder?, hip?, knee?)?)
}

pub(super) fn ankle_deg(pose: &TrackedPose, side: Side) -> Option<f32> {
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

#[cfg(test)]
mod tests {
    use super::super::tests::series;
    use super::*;

    #[test]
    fn bent_is_positive_straight_is_zero_and_unseen_is_nan() {
        let text = mot(&series());
        let last = text.lines().last().unwrap();
        let names = text.lines().find(|line| line.starts_with("time\t")).unwrap();
        let row: Vec<(&str, &str)> = names.split('\t').zip(last.split('\t')).collect();
        let of = |name: &str| row.iter().find(|(column, _)| *column == name).unwrap().1;
        // A right angle between shank and sole; the thigh rises by 36.87° towards the knee, the shank is upright.
        assert_eq!([of("left_ankle"), of("left_knee"), of("left_hip")], ["0.000", "126.870", "36.870"]);
        assert_eq!([of("right_knee"), of("left_elbow"), of("trunk")], ["NaN", "NaN", "180.000"]);
        assert!(text.starts_with("Coordinates\nversion=3\nnRows=1\nnColumns=10\n"));
        assert!(!SIGNS.contains('=') && names.split('\t').all(|name| !name.contains(' ')));
    }
}
