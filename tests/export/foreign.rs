//! Joints of other programs: what we export is read back and judged alike, and nonsense is refused.

use std::fs;
use std::path::Path;

use formcheck::core::judge::{Judge, Search};
use formcheck::core::pose::PoseSample;
use formcheck::core::report::{Code, Judgement, RefusalReason, Report};
use formcheck::core::skeleton::Joint;
use formcheck::io::export::Series;
use formcheck::io::export::openpose::files;
use formcheck::io::export::opensim::{metres_per_px, trc};
use formcheck::io::recording::{ForeignError, ForeignKind, ForeignReader};
use tempfile::TempDir;

use crate::stored::Stored;

/// Logs of both exercises, with faults and without.
const LOGS: [&str; 7] = [
    "bridge_good_man",
    "bridge_short_hold",
    "bridge_sagging",
    "bridge_getting_down_and_up",
    "ktc_good_woman",
    "ktc_single_alternating",
    "ktc_jerky_short",
];

fn samples(path: &Path, fps: Option<f64>) -> (ForeignReader, Vec<PoseSample>) {
    let kind = ForeignKind::of(path).unwrap();
    let mut reader = ForeignReader::open(path, kind, fps).unwrap_or_else(|error| panic!("{error}"));
    let samples = std::iter::from_fn(|| reader.next_sample()).collect();
    (reader, samples)
}

fn judged(path: &Path, fps: Option<f64>) -> Judgement {
    let (reader, samples) = samples(path, fps);
    Judge::new(Search::Auto, reader.header().stream).judge(&samples)
}

/// Number of repetitions of each exercise.
fn counts(judgement: &Judgement) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for rep in &judgement.reps {
        match counts.iter_mut().find(|(exercise, _)| *exercise == rep.exercise) {
            Some((_, n)) => *n += 1,
            None => counts.push((rep.exercise.clone(), 1)),
        }
    }
    counts
}

/// A folder of `OpenPose` files; recordings of 30 pictures a second.
fn openpose(desk: &TempDir, series: &Series) -> std::path::PathBuf {
    let folder = desk.path().join("openpose");
    fs::create_dir(&folder).unwrap();
    for (name, text) in files(series, "clip") {
        fs::write(folder.join(name), text).unwrap();
    }
    folder
}

#[test]
fn markers_and_keypoints_that_we_write_are_judged_alike_when_they_are_read_again() {
    for name in LOGS {
        let (stored, desk) = (Stored::of(name), tempfile::tempdir().unwrap());
        let wanted = counts(&stored.report.judgement);
        assert!(!wanted.is_empty());
        let [px, metres] = ["px.trc", "m.trc"].map(|file| desk.path().join(file));
        fs::write(&px, trc(&stored.series, None, "px.trc").unwrap()).unwrap();
        let scale = metres_per_px(&stored.series, 1.75);
        fs::write(&metres, trc(&stored.series, scale, "m.trc").unwrap()).unwrap();
        let folder = openpose(&desk, &stored.series);
        let fps = stored.series.rate_hz();
        for (path, fps) in [(&px, None), (&metres, None), (&folder, fps)] {
            let judgement = judged(path, fps);
            assert_eq!(counts(&judgement), wanted, "{name}, {}: {:?}", path.display(), judgement.refusal);
            let scores = [&stored.report.judgement, &judgement].map(|it| it.score.map(f64::round));
            assert_eq!(scores[0], scores[1], "{name}, {}", path.display());
        }
    }
}

#[test]
fn joints_lie_where_they_did_and_unseen_ones_stay_unseen() {
    let (stored, desk) = (Stored::of("ktc_single_alternating"), tempfile::tempdir().unwrap());
    let path = desk.path().join("a.trc");
    fs::write(&path, trc(&stored.series, None, "a.trc").unwrap()).unwrap();
    let (_, read) = samples(&path, None);
    let poses: Vec<_> = stored.series.poses.iter().flatten().collect();
    assert_eq!(read.len(), poses.len());
    let (first, mut n_unseen) = (read[0].person.unwrap(), 0);
    let from = first.keypoints[Joint::LeftHip].at - poses[0].joints[Joint::LeftHip].unwrap();
    for (sample, pose) in read.iter().zip(poses) {
        let person = sample.person.unwrap();
        for joint in Joint::ALL {
            let keypoint = person.keypoints[joint];
            if let Some(at) = pose.joints[joint] {
                // All are moved alike: the file does not tell how high the picture was.
                assert!((keypoint.at - at).distance(from) < 0.2, "{joint:?}");
            } else {
                n_unseen += 1;
                assert_eq!(keypoint.confidence, 0.0, "{joint:?}");
            }
        }
    }
    assert!(0 < n_unseen, "the test can fail");
}

/// Sports2D writes px under the unit m, with y down, and empty cells where a marker was not seen.
#[test]
fn px_of_sports2d_are_read_with_y_down_and_empty_cells_as_unseen() {
    let (stored, desk) = (Stored::of("bridge_good_man"), tempfile::tempdir().unwrap());
    let text = trc(&stored.series, None, "a.trc").unwrap().replace("\tpx\t", "\tm\t").replace("NaN", "");
    let turned = text.lines().enumerate().map(|(k, line)| if k < 5 { line.to_owned() } else { down(line) });
    let path = desk.path().join("a_px_person00.trc");
    fs::write(&path, turned.collect::<Vec<_>>().join("\r\n")).unwrap();
    assert_eq!(counts(&judged(&path, None)), counts(&stored.report.judgement));
}

/// A row with y down from 1000 px.
fn down(row: &str) -> String {
    let cells = row.split('\t').enumerate();
    let cells = cells.map(|(k, cell)| match cell.parse::<f32>() {
        Ok(up) if 2 <= k && k % 3 == 0 => (1000.0 - up).to_string(),
        _ => cell.to_owned(),
    });
    cells.collect::<Vec<_>>().join("\t")
}

/// The athlete stays the athlete, whatever the order of the people and wherever others walk.
#[test]
fn another_person_in_the_files_is_reported_and_not_followed() {
    let (stored, desk) = (Stored::of("bridge_good_man"), tempfile::tempdir().unwrap());
    let folder = openpose(&desk, &stored.series);
    for (k, entry) in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).enumerate() {
        let mut page: serde_json::Value = serde_json::from_slice(&fs::read(&entry).unwrap()).unwrap();
        let mut other = page["people"][0].clone();
        for (place, number) in other["pose_keypoints_2d"].as_array_mut().unwrap().iter_mut().enumerate() {
            let moved = number.as_f64().unwrap() * 0.5 + if place % 3 == 2 { 0.5 } else { 20.0 };
            *number = serde_json::json!(moved);
        }
        let people = page["people"].as_array_mut().unwrap();
        people.insert(k % 2, other);
        fs::write(&entry, page.to_string()).unwrap();
    }
    let judgement = judged(&folder, stored.series.rate_hz());
    assert_eq!(counts(&judgement), counts(&stored.report.judgement));
    let warned = |id: &str| judgement.view.warnings.iter().any(|it| it.value("warning") == Some(id));
    assert!(warned("others_in_view"), "{:?}", judgement.view.warnings);
}

#[test]
fn a_tilt_is_not_judged_from_joints_and_the_reason_is_given() {
    let (stored, desk) = (Stored::of("tilt_steady_man"), tempfile::tempdir().unwrap());
    let path = desk.path().join("a.trc");
    fs::write(&path, trc(&stored.series, None, "a.trc").unwrap()).unwrap();
    let tilt = formcheck::core::exercises::by_name("pelvic_tilt").unwrap();
    let refusal = scored(&path, tilt.into()).judgement.refusal.unwrap();
    assert_eq!(refusal.reason, RefusalReason::NoPictures);
    assert!(refusal.message.contains("score the video itself"), "{}", refusal.message);
}

fn scored(path: &Path, search: Search) -> Report {
    let job = formcheck::io::pipeline::Job {
        input: path,
        stills_fps: None,
        model: formcheck::io::inference::Model::Full,
        n_workers: 1,
        every_frame: false,
        poses: None,
        annotate: None,
        cancelled: &std::sync::atomic::AtomicBool::new(false),
        progress: &|_, _| {},
    };
    formcheck::io::pipeline::score(&job, search).unwrap()
}

#[test]
fn a_report_says_that_the_model_and_its_error_are_unknown() {
    let (stored, desk) = (Stored::of("bridge_good_man"), tempfile::tempdir().unwrap());
    let path = desk.path().join("a.trc");
    fs::write(&path, trc(&stored.series, None, "a.trc").unwrap()).unwrap();
    let report = scored(&path, Search::Auto);
    assert!(report.model.is_unknown() && report.model.name == "unknown" && report.timing.is_none());
    let said: Vec<_> = report.judgement.notes.iter().filter(|it| it.code == Code::ForeignModel).collect();
    assert_eq!((said.len(), said[0].value("source")), (1, Some("TRC file")));
    assert!(stored.report.judgement.notes.iter().all(|it| it.code != Code::ForeignModel));
}

fn refused(path: &Path, fps: Option<f64>) -> String {
    let kind = ForeignKind::of(path).unwrap();
    ForeignReader::open(path, kind, fps).err().unwrap_or_else(|| panic!("read: {}", path.display())).to_string()
}

#[test]
fn nonsense_is_refused_with_one_sentence() {
    let (stored, desk) = (Stored::of("bridge_good_man"), tempfile::tempdir().unwrap());
    let whole = trc(&stored.series, None, "a.trc").unwrap();
    let path = desk.path().join("a.trc");
    let trc_refused = |text: &str| {
        fs::write(&path, text).unwrap();
        refused(&path, None)
    };
    let row = whole.lines().nth(5).unwrap();
    let cases = [
        (whole.replace("\tpx\t", "\tfoot\t"), "its unit is not"),
        (whole.replace("Hip", "Hippo"), "none are named like"),
        (format!("{whole}{row}\n"), "time does not advance"),
        (format!("{whole}9999\t9999\t{}", "x\t".repeat(57)), "a cell is no number"),
        (format!("{whole}9999\t9999{}", "\t1".repeat(58)), "more cells than markers"),
        (whole.lines().take(5).collect::<Vec<_>>().join("\n"), "no frame shows"),
        ("PathFileType".to_owned(), "its unit is not"),
        (format!("PathFileType{}", "\t".repeat(70_000)), "too long"),
    ];
    for (text, why) in cases {
        let said = trc_refused(&text);
        assert!(said.contains(why) && !said.contains('\n'), "{said}");
    }
    let folder = desk.path().join("frames");
    let openpose_refused = |files: &[(&str, &str)]| {
        let _was_there = fs::remove_dir_all(&folder).is_ok();
        fs::create_dir(&folder).unwrap();
        for (name, text) in files {
            fs::write(folder.join(name), text).unwrap();
        }
        refused(&folder, Some(30.0))
    };
    let people = |n: usize| format!(r#"{{"people":[{{"pose_keypoints_2d":[{}]}}]}}"#, vec!["1"; n].join(","));
    let (body, hand) = (people(75), people(63));
    let cases: [(&[(&str, &str)], &str); 6] = [
        (&[("a_0_keypoints.json", "{")], "no frame of OpenPose"),
        (&[("a_0_keypoints.json", &hand)], "neither 25 keypoints"),
        (&[("a_0_keypoints.json", &body), ("a_1_keypoints.json", &hand)], "another number of keypoints"),
        (&[("a_1_keypoints.json", &body), ("b_1_keypoints.json", &body)], "more than one recording"),
        (&[("a_keypoints.json", &body)], "its name has no number"),
        (&[("a_0_keypoints.json", &body)], "shares of a picture"),
    ];
    for (files, why) in cases {
        let said = openpose_refused(files);
        assert!(said.contains(why), "{said}");
    }
    assert!(matches!(ForeignReader::open(&folder, ForeignKind::OpenPose, None), Err(ForeignError::NoRate)));
}
