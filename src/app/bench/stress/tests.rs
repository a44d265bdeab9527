use std::path::Path;

use super::effect::tests::effects_of;
use super::*;
use crate::core::geometry::{Point, angle_deg};
use crate::core::pose::{BodyAxes, Keypoint};
use crate::core::skeleton::{Joint, JointMap};
use crate::core::time::Timestamp;
use crate::io::recording::LogReader;

/// Somebody who moves along the picture at 30 px a second, 10 frames a second.
fn recording(n_frames: u32) -> Recording {
    let sample = |k: u32| {
        let secs = f64::from(k) * 0.1;
        let keypoint = |joint: Joint| Keypoint {
            at: Point::new(100.0 + 20.0 * f32::from(joint as u8) + 30.0 * secs as f32, 180.0 + f32::from(joint as u8)),
            depth_px: f32::from(joint as u8) - 9.5, // Of the hips, 0 in the middle.
            confidence: 0.9,
        };
        PoseSample {
            at: Timestamp::from_secs(secs),
            person: Some(Person {
                keypoints: JointMap::from_fn(keypoint),
                axes: BodyAxes { trunk: [-0.8, 0.0, 0.6], across: [0.6, 0.0, 0.8] },
            }),
            n_people: Some(1),
            cut: false,
            brightness: 100.0,
            repeated: false,
            camera_shift: Some(Point::new(0.5, 0.0)),
            camera_zoom: None,
            patches: Vec::new(),
            patch_setup: None,
        }
    };
    let stream = Stream { width: 640, height: 360 };
    Recording { stream, samples: (0..n_frames).map(sample).collect(), person_px: Some(400.0) }
}

fn change(name: &str) -> &'static Change {
    CHANGES.iter().find(|change| change.name == name).unwrap()
}

fn changed(name: &str, value: f64, recording: &Recording) -> Recording {
    (change(name).apply)(recording, value, 1)
}

/// The farthest that a joint or an axis of one recording is from that of the other.
fn apart(a: &Recording, b: &Recording) -> f32 {
    assert_eq!(a.samples.len(), b.samples.len());
    let mut farthest = 0.0_f32;
    for (a, b) in a.samples.iter().zip(&b.samples) {
        let (a, b) = (a.person.unwrap(), b.person.unwrap());
        for joint in Joint::ALL {
            let (a, b) = (a.keypoints[joint], b.keypoints[joint]);
            farthest = farthest.max(a.at.distance(b.at)).max((a.depth_px - b.depth_px).abs());
        }
        let axes = |axes: BodyAxes| axes.trunk.into_iter().chain(axes.across);
        farthest = axes(a.axes).zip(axes(b.axes)).map(|(a, b)| (a - b).abs()).fold(farthest, f32::max);
    }
    farthest
}

#[test]
fn no_change_is_made_where_a_table_says_unchanged() {
    let recording = recording(40);
    for change in CHANGES.iter().filter(|change| !["person", "frame rate"].contains(&change.name)) {
        assert!(change.values.contains(&change.unchanged), "{}", change.name);
        let same = (change.apply)(&recording, change.unchanged, 1);
        assert!(apart(&recording, &same) < 0.01, "{}", change.name);
    }
}

#[test]
fn mirrored_twice_is_nothing_and_once_is_the_other_side_and_the_other_way() {
    let recording = recording(5);
    let once = changed("mirrored", 1.0, &recording);
    assert!(apart(&recording, &changed("mirrored", 1.0, &once)) < 0.01);
    let at = |recording: &Recording, joint| recording.samples[0].person.unwrap().keypoints[joint].at;
    assert_eq!(at(&once, Joint::LeftKnee), Point::new(640.0 - at(&recording, Joint::RightKnee).x, 191.0 + 1.0));
    assert_eq!(once.samples[0].camera_shift, Some(Point::new(-0.5, 0.0)));
    let axes = BodyAxes { trunk: [0.8, 0.0, 0.6], across: [0.6, 0.0, -0.8] };
    assert_eq!(once.samples[0].person.unwrap().axes, axes);
}

#[test]
fn yaw_there_and_back_is_nothing_and_it_turns_the_axes() {
    let recording = recording(5);
    let there = changed("yaw added", 30.0, &recording);
    assert!(1.0 < apart(&recording, &there));
    assert!(apart(&recording, &changed("yaw added", -30.0, &there)) < 0.01);
    let yaw = |recording: &Recording| {
        let [x, _, z] = recording.samples[0].person.unwrap().axes.across;
        x.atan2(z).to_degrees()
    };
    assert!((yaw(&there) - yaw(&recording) - 30.0).abs() < 0.01, "{} {}", yaw(&there), yaw(&recording));
}

#[test]
fn size_keeps_angles_but_for_the_detectors_noise_and_scales_the_picture_too() {
    let recording = recording(5);
    let large = changed("person", 4000.0, &recording);
    assert_eq!((large.stream.width, large.stream.height), (6400, 3600));
    let angle = |recording: &Recording| {
        let at = |joint: Joint| recording.samples[0].person.unwrap().keypoints[joint].at;
        angle_deg(at(Joint::Nose), at(Joint::LeftHip), Point::new(0.0, 0.0)).unwrap()
    };
    assert!((angle(&recording) - angle(&large)).abs() < 0.2);
}

#[test]
fn another_frame_rate_keeps_the_times_of_what_happens() {
    let recording = recording(41);
    for fps in [4.0, 5.0, 20.0, 60.0] {
        let resampled = changed("frame rate", fps, &recording);
        assert!(
            (resampled.samples.len() as f64 - (4.0 * fps + 1.0)).abs() <= 1.0,
            "{fps}: {}",
            resampled.samples.len()
        );
        for sample in &resampled.samples {
            let x = sample.person.unwrap().keypoints[Joint::Nose].at.x;
            // Jitter moves it by less than 1 px; a frame of another time by 3.
            assert!((f64::from(x) - 100.0 - 30.0 * sample.at.secs()).abs() < 1.5, "{fps}");
        }
        assert!(resampled.samples.is_sorted_by_key(|sample| sample.at));
    }
}

#[test]
fn frames_that_stay_tell_the_motion_over_those_that_are_lost() {
    let recording = recording(61);
    let thinned = changed("frames lost", 50.0, &recording);
    assert!((15..45).contains(&thinned.samples.len()), "{}", thinned.samples.len());
    let gaps = changed("gap every 3 s", 1.0, &recording);
    let told =
        |recording: &Recording| recording.samples.iter().map(|sample| sample.camera_shift.unwrap().x).sum::<f32>();
    let whole = 0.5 * 60.0;
    assert!((told(&gaps) - whole).abs() <= 1.0, "{}", told(&gaps));
    let longest = gaps.samples.windows(2).map(|pair| pair[1].at.secs_since(pair[0].at)).fold(0.0, f64::max);
    assert!((longest - 1.1).abs() < 0.11, "{longest}");
}

#[test]
fn a_hidden_joint_is_hidden_for_its_share_of_the_time_and_others_are_not() {
    let recording = recording(400);
    let hidden = changed("near ankle hidden", 50.0, &recording);
    let share = |joint: Joint| {
        let n_hidden = hidden.samples.iter().filter(|sample| sample.person.unwrap().keypoints[joint].confidence == 0.0);
        n_hidden.count() as f64 / hidden.samples.len() as f64
    };
    let ankles = share(Joint::LeftAnkle) + share(Joint::RightAnkle);
    assert!((0.35..0.65).contains(&ankles), "{ankles}");
    assert_eq!((share(Joint::LeftKnee), share(Joint::RightKnee)), (0.0, 0.0));
}

#[test]
fn a_bump_that_is_told_is_in_the_cameras_motion_and_comes_back() {
    let recording = recording(100);
    let bumped = changed("bump, told", 10.0, &recording);
    assert!((apart(&recording, &bumped) - 40.0).abs() < 0.1);
    let told = |recording: &Recording| {
        recording.samples.iter().map(|sample| sample.camera_shift.unwrap().x).fold(0.0, f32::max)
    };
    assert!((told(&bumped) - 0.5 - 40.0 / 2.0_f32.sqrt()).abs() < 0.1);
    assert!(changed("bump, untold", 10.0, &recording).samples.iter().all(|sample| sample.camera_shift.is_none()));
}

/// A sample video's stored pose log with its label.
fn sample(name: &str) -> (Clip, Recording) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("sample_videos").join(name).with_extension("mp4");
    let cache = crate::app::bench::Cache::new(Some(root.join("tests/fixtures/poses")));
    let log = cache.path(&path, crate::io::inference::Model::Full).unwrap().unwrap();
    let mut reader = LogReader::open(&log).unwrap();
    let samples = std::iter::from_fn(|| reader.next_sample().unwrap()).collect();
    let label = crate::app::bench::Label::of(&path).unwrap().unwrap();
    (Clip { name: name.into(), path, label }, Recording::new(reader.header().stream, samples))
}

/// What was planted: a view of 60° that nothing refuses.
#[test]
fn a_weakness_shows_and_a_refusal_hides_it() {
    let clips = [sample("bridge_short_hold")];
    let at = |value: f64, with_limits: bool| {
        let trial = Trial { change: change("yaw added"), value, with_limits };
        let effects = trial.effects(&clips);
        assert_eq!(effects.len(), 1, "the other exercises are not shown");
        effects.into_iter().next().unwrap()
    };
    let unchanged = at(0.0, true);
    assert_eq!((unchanged.counts_hold(), unchanged.faults_hold()), (Some(true), Some(true)));
    let open = at(60.0, false);
    assert_eq!((open.refused, open.counts_hold()), (0, Some(false)), "{open:?}");
    let refused = at(60.0, true);
    assert_eq!((refused.refused, refused.counts_hold(), refused.faults_hold()), (1, None, None));
}

#[test]
fn times_that_few_pictures_tell_wrong_are_not_judged() {
    let clips = [sample("bridge_jerky")];
    let [with, without] = [true, false].map(|with_limits| {
        let trial = Trial { change: change("frame rate"), value: 2.0, with_limits };
        trial.effects(&clips).into_iter().next().unwrap()
    });
    assert_eq!((without.faults_hold(), with.faults_hold()), (Some(false), Some(true)), "{without:?}");
    assert!(without.faults.not_judged < with.faults.not_judged);
}

#[test]
fn a_range_ends_where_something_fails_on_the_way_and_does_not_begin_again() {
    let ranges = ranges(&effects_of("jitter", &[(0.0, true), (0.002, true), (0.005, false), (0.01, true)]));
    assert_eq!(ranges.iter().map(|range| range.counts_hold).collect::<Vec<_>>(), [Some([0.0, 0.002])]);
    let broken = super::ranges(&effects_of("jitter", &[(0.0, false), (0.002, true)]));
    assert_eq!(broken[0].counts_hold, None);
}
