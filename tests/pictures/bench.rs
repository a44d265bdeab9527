//! `formcheck bench`: the samples are as good as stored, what is worse is caught, and a clinic can measure its own clips.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::pose_log::pose_log;
use formcheck::app::bench::{BenchReport, ClipReport};
use tempfile::TempDir;

const BASELINE: &str = "benches/baseline.json";

/// What the program printed, said and ended with.
struct Answer {
    printed: String,
    said: String,
    code: Option<i32>,
}

fn bench(arguments: &[&str]) -> Answer {
    let mut command = Command::new(env!("CARGO_BIN_EXE_formcheck"));
    let command = command.current_dir(env!("CARGO_MANIFEST_DIR")).arg("bench");
    let output = command.args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Answer { printed: text(output.stdout), said: text(output.stderr), code: output.status.code() }
}

fn report(arguments: &[&str]) -> BenchReport {
    let answer = bench(&[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&answer.printed).unwrap_or_else(|error| panic!("{error}: {}", answer.said))
}

fn check_samples(baseline: &str) -> Answer {
    bench(&["sample_videos", "--cache", "tests/fixtures/poses", "--check", baseline])
}

/// The baseline with one line of its figures changed.
fn changed_baseline(folder: &Path, figure: &str, value: f64) -> String {
    let mut baseline: BenchReport = serde_json::from_str(&fs::read_to_string(BASELINE).unwrap()).unwrap();
    baseline.metrics.get_mut(figure).unwrap().value = value;
    let path = folder.join("changed.json");
    fs::write(&path, serde_json::to_string(&baseline).unwrap()).unwrap();
    path.display().to_string()
}

fn copy_log(name: &str, folder: &Path, label: &str) {
    fs::copy(pose_log(name), folder.join(format!("{name}.poses"))).unwrap();
    fs::write(folder.join(format!("{name}.txt")), label).unwrap();
}

#[test]
fn the_samples_are_as_good_as_stored() {
    let answer = check_samples(BASELINE);
    assert_eq!(answer.code, Some(0), "{}", answer.said);
    assert!(answer.said.contains("none of"), "{}", answer.said);
    let better = answer.said.lines().find(|line| line.contains("better:"));
    assert_eq!(better, None, "store the new figures: formcheck bench … --format json > {BASELINE}");
}

#[test]
fn a_figure_that_was_better_is_named_and_fails() {
    let folder = TempDir::new().unwrap();
    let figure = "rendered/hip_bridge/hold MAE s";
    let answer = check_samples(&changed_baseline(folder.path(), figure, 0.01));
    assert_eq!(answer.code, Some(1));
    assert!(answer.said.contains(&format!("worse: {figure}: was 0.01")), "{}", answer.said);
}

#[test]
fn a_clip_that_is_gone_fails() {
    let folder = TempDir::new().unwrap();
    let answer = check_samples(&changed_baseline(folder.path(), "rendered/hip_bridge/clips", 99.0));
    assert_eq!(answer.code, Some(1), "{}", answer.said);
}

#[test]
fn a_folder_with_one_line_labels_can_be_measured() {
    let folder = TempDir::new().unwrap();
    copy_log("bridge_good_man", folder.path(), "count: 4\n");
    copy_log("bridge_low_hips_woman", folder.path(), "count: 5\n");
    copy_log("rest_breathing_only", folder.path(), "exercise: null\ncount: 0\n");
    let report = report(&[folder.path().to_str().unwrap(), "--exercise", "hip_bridge"]);
    let counts = |clip: &ClipReport| (clip.labelled, clip.found, clip.exact);
    let shown: Vec<_> = report.clips.iter().filter(|clip| clip.exercise == "hip_bridge").map(counts).collect();
    assert_eq!(shown, [(4, 4, true), (5, 3, false)]);
    let summary = report.summaries.iter().find(|summary| summary.exercise == "hip_bridge").unwrap();
    let shown = summary.shown.as_ref().unwrap();
    assert_eq!((shown.exact, shown.off_by_one, shown.count_mae), (0.5, 0.5, 1.0));
    assert_eq!(summary.negatives.unwrap().false_reps, 0);
}

#[test]
fn two_clips_followed_now_are_as_good_as_their_stored_logs() {
    let folder = TempDir::new().unwrap();
    for name in ["bridge_short_hold", "bridge_low_hips_woman"] {
        for ending in ["mp4", "json"] {
            let file = format!("{name}.{ending}");
            fs::copy(Path::new("sample_videos").join(&file), folder.path().join(&file)).unwrap();
        }
    }
    let folder = folder.path().to_str().unwrap();
    let (now, stored) = (report(&[folder]), report(&[folder, "--cache", "tests/fixtures/poses"]));
    assert_eq!((now.clips.len(), now.clips.len()), (2, stored.clips.len()));
    for (now, stored) in now.clips.iter().zip(&stored.clips) {
        assert!(now.fps.is_some() && stored.fps.is_none());
        assert!(now.exact && now.wrong.is_empty() && now.missed.is_empty(), "{now:?}");
        assert_eq!((&now.right, &now.not_judged), (&stored.right, &stored.not_judged));
        let off = now.ends_mae_s.unwrap() - stored.ends_mae_s.unwrap();
        // Engines and processors round otherwise.
        assert!(off.abs() < 0.05, "{}: starts and ends {off} s apart", now.clip);
    }
}

#[test]
fn what_cannot_be_measured_is_told_in_one_sentence() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().to_str().unwrap();
    let told = |arguments: &[&str], words: &str| {
        let answer = bench(arguments);
        assert_eq!(answer.code, Some(3), "{}", answer.said);
        assert!(answer.said.lines().count() == 1 && answer.said.contains(words), "{}", answer.said);
    };
    told(&["no/such/folder"], "the folder cannot be read");
    told(&[path], "no video or pose log here has a label");
    copy_log("bridge_good_man", folder.path(), "four\n");
    told(&[path], "is not of the form `count: 5`");
    told(&[path, "--check", "README.md"], "the stored figures cannot be read");
}

#[test]
fn a_clip_that_cannot_be_read_is_left_out_and_told() {
    let folder = TempDir::new().unwrap();
    copy_log("bridge_good_man", folder.path(), "count: 4\n");
    fs::write(folder.path().join("broken.mp4"), b"no video").unwrap();
    fs::write(folder.path().join("broken.txt"), "count: 1\n").unwrap();
    let answer = bench(&[folder.path().to_str().unwrap()]);
    assert_eq!(answer.code, Some(3));
    assert!(answer.said.contains("broken is left out: "), "{}", answer.said);
    assert!(answer.printed.contains("4/4"), "{}", answer.printed);
}
