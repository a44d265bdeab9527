//! JSON of `OpenPose`: one file per frame, `BODY_25`.

use formcheck::core::skeleton::Joint;
use formcheck::io::export::openpose::files;
use serde_json::Value;

use crate::stored::Stored;

fn numbers(frame: &Value) -> Vec<f64> {
    let keypoints = frame["people"][0]["pose_keypoints_2d"].as_array().unwrap();
    keypoints.iter().map(|number| number.as_f64().unwrap()).collect()
}

#[test]
fn joints_stand_at_their_places_of_body_25_and_unseen_ones_are_zero() {
    let mut stored = Stored::of("ktc_single_alternating");
    stored.series.poses[3] = None;
    let files: Vec<(String, String)> = files(&stored.series, "clip").collect();
    assert_eq!(files.len(), stored.series.samples.len());
    assert_eq!(files[12].0, "clip_000000000012_keypoints.json");
    let frames: Vec<Value> = files.iter().map(|(_, text)| serde_json::from_str(text).unwrap()).collect();
    assert_eq!(frames[3]["people"].as_array().map(Vec::len), Some(0), "nobody was followed there");
    // From the list of BODY_25 in OpenPose's documentation.
    let places = [(0, Joint::Nose), (4, Joint::RightWrist), (10, Joint::RightKnee), (13, Joint::LeftKnee)];
    let more = [(18, Joint::LeftEar), (19, Joint::LeftToe), (21, Joint::LeftHeel), (22, Joint::RightToe)];
    let mut n_unseen = 0;
    for (k, frame) in frames.iter().enumerate().filter(|(k, _)| *k != 3) {
        let (numbers, pose) = (numbers(frame), stored.series.poses[k].unwrap());
        assert_eq!(numbers.len(), 75);
        for (place, joint) in places.into_iter().chain(more) {
            let read = &numbers[3 * place..3 * place + 3];
            let Some(at) = pose.joints[joint] else {
                n_unseen += 1;
                assert_eq!(read, [0.0; 3], "{joint:?}");
                continue;
            };
            let sure = f64::from(stored.series.samples[k].person.unwrap().keypoints[joint].confidence);
            assert!((read[0] - f64::from(at.x)).abs() < 0.06 && (read[1] - f64::from(at.y)).abs() < 0.06);
            assert!((read[2] - sure).abs() < 1e-6 && 0.0 < read[2]);
        }
        for unknown in [15, 16, 20, 23] {
            assert_eq!(numbers[3 * unknown..3 * unknown + 3], [0.0; 3], "our model has no such point");
        }
    }
    assert!(0 < n_unseen, "the test can fail");
}

#[test]
fn neck_and_middle_of_the_hips_lie_half_way_with_the_lesser_confidence() {
    let stored = Stored::of("bridge_good_man");
    let (pose, person) = (stored.series.poses[60].unwrap(), stored.series.samples[60].person.unwrap());
    let text = files(&stored.series, "clip").nth(60).unwrap().1;
    let numbers = numbers(&serde_json::from_str(&text).unwrap());
    for (place, [left, right]) in
        [(1, [Joint::LeftShoulder, Joint::RightShoulder]), (8, [Joint::LeftHip, Joint::RightHip])]
    {
        let middle = (pose.joints[left].unwrap() + pose.joints[right].unwrap()) * 0.5;
        let sure = person.keypoints[left].confidence.min(person.keypoints[right].confidence);
        let wanted = [middle.x, middle.y, sure].map(f64::from);
        let off = numbers[3 * place..3 * place + 3].iter().zip(wanted).map(|(read, wanted)| (read - wanted).abs());
        assert!(off.fold(0.0, f64::max) < 0.06, "{place}: {numbers:?}");
    }
}
