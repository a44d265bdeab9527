//! Declarations of a file about its pixels, its pace and its pictures reach the report, and the rules.

use serde_json::Value;

use crate::clips::Clips;

/// A short sample: four bridges, each held too briefly.
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_videos/bridge_short_hold.mp4");
const CODING: &str = "-c:v libx264 -preset veryfast -crf 20 -pix_fmt yuv420p";

/// The report of the sample after `ffmpeg` did something to it.
fn report(name: &str, change: &str) -> Value {
    let clips = Clips::new();
    clips.ffmpeg(&format!("-i {SAMPLE} {change} {name}"));
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_formcheck"));
    let command = command.args(["score", "--format", "json", "--exercise", "hip_bridge"]).arg(clips.path(name));
    serde_json::from_slice(&command.output().unwrap().stdout).unwrap()
}

fn text(report: &Value) -> String {
    let notes = [&report["view"]["warnings"], &report["notes"]];
    let notes = notes.iter().flat_map(|list| list.as_array().unwrap());
    notes.map(|note| note["text"].as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

fn n_with(report: &Value, list: &str, fault: &str) -> usize {
    let reps = report["reps"].as_array().unwrap();
    reps.iter().filter(|rep| rep[list].as_array().unwrap().iter().any(|entry| entry["fault"] == fault)).count()
}

fn n_reps(report: &Value) -> usize {
    report["reps"].as_array().unwrap().len()
}

#[test]
fn a_squeezed_recording_is_judged_like_the_one_it_was_made_from() {
    let squeezed = report("squeezed.mp4", &format!("-vf scale=480:360,setsar=4/3 {CODING}"));
    let plain = report("plain.mp4", CODING);
    assert!(text(&squeezed).contains("pictures were stretched to their true shape"), "{}", text(&squeezed));
    assert_eq!((n_reps(&squeezed), n_with(&squeezed, "findings", "short_hold")), (4, 4));
    let angle = |report: &Value, k: usize| report["reps"][k]["measures"]["knee_deg"]["value"].as_f64().unwrap();
    for k in 0..4 {
        // Unstretched it is off by more than 10 degrees.
        assert!((angle(&squeezed, k) - angle(&plain, k)).abs() < 4.0, "{} {}", angle(&squeezed, k), angle(&plain, k));
    }
}

#[test]
fn slow_motion_is_undone_where_it_is_declared_and_doubted_where_it_is_not() {
    let slow = format!("-vf setpts=4*PTS -r 30 {CODING}");
    let declared =
        report("slow.mp4", &format!("{slow} -movflags use_metadata_tags -metadata com.android.capture.fps=120"));
    assert!(text(&declared).contains("all times were divided by 4.0"), "{}", text(&declared));
    assert_eq!((n_reps(&declared), n_with(&declared, "findings", "short_hold")), (4, 4));

    // As phones film it: 240 frames a second played at 30. Four times slower, quick lifts pass for those of slow people.
    let silent = report("slow.mp4", &format!("-t 56 -vf setpts=8*PTS -r 15 {CODING}"));
    assert!(text(&silent).contains("implausibly slow"), "{}", text(&silent));
    assert_eq!((n_reps(&silent), n_with(&silent, "not_judged", "short_hold")), (2, 2));
    assert_eq!((n_with(&silent, "findings", "jerky"), &silent["score"]), (0, &Value::Null));
}

#[test]
fn a_recording_on_its_side_is_named() {
    for (name, turn) in [("right.mp4", "transpose=1"), ("left.mp4", "transpose=2")] {
        let turned = report(name, &format!("-vf {turn} {CODING}"));
        assert_eq!(turned["refusal"]["reason"], "turned", "{name}: {turned}");
    }
}

#[test]
fn a_size_that_changes_on_the_way_costs_no_repetition() {
    let clips = Clips::new();
    clips.ffmpeg(&format!("-t 7 -i {SAMPLE} {CODING} large.ts"));
    clips.ffmpeg(&format!("-ss 7 -i {SAMPLE} -vf scale=320:180 {CODING} small.ts"));
    clips.ffmpeg("-i concat:large.ts|small.ts -c copy joined.mp4");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_formcheck"));
    let command = command.args(["score", "--format", "json"]).arg(clips.path("joined.mp4"));
    let report: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    assert!(text(&report).contains("size changes at 7.0 s"), "{}", text(&report));
    assert_eq!(n_reps(&report), 4);
}
