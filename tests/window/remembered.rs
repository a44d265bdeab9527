//! A session from the camera to the archive: recorded, listed, marked, judged again, taken elsewhere; and one that is killed.

use std::path::{Path, PathBuf};
use std::time::Duration;

use formcheck::io::recording::{Marks, POSES, REPORT, Remark, VIDEO};
use serde_json::Value;

use super::desk::{Camera, Desk};

/// A desk on which videos are kept.
fn desk() -> Desk {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.data()).unwrap();
    std::fs::write(desk.data().join("settings.toml"), "has_video = true\n").unwrap();
    desk
}

/// The only session.
fn folder(desk: &Desk) -> PathBuf {
    let mut folders = std::fs::read_dir(desk.data().join("sittings")).unwrap().map(|entry| entry.unwrap().path());
    let folder = folders.next().unwrap();
    assert_eq!(folders.next(), None);
    folder
}

fn n_frames(video: &Path) -> u64 {
    let mut ffprobe = std::process::Command::new("ffprobe");
    ffprobe.args(["-v", "error", "-count_frames", "-select_streams", "v", "-show_entries", "stream=nb_read_frames"]);
    let output = ffprobe.args(["-of", "csv=p=0"]).arg(video).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{}", video.display());
    String::from_utf8_lossy(&output.stdout).trim().parse().unwrap()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_session_is_recorded_marked_judged_again_and_taken_elsewhere() {
    let desk = desk();
    let camera = Camera::of_clip("bridge_short_hold");
    let ended = desk.live(&camera, &["--exercise", "hip_bridge", "--until-end", "--keep"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    let folder = folder(&desk);
    let kept = json(&std::fs::read_to_string(folder.join(REPORT)).unwrap());
    assert_eq!(kept["reps"], ended.report()["reps"]);
    let frames = kept["timing"]["frames"].as_u64().or_else(|| ended.report()["timing"]["frames"].as_u64()).unwrap();
    let recorded = n_frames(&folder.join(VIDEO));
    assert!(9 * frames < 10 * recorded, "{recorded} of {frames} pictures were recorded");
    let listed = json(&desk.says(&["sessions", "list", "--format", "json"]).0);
    let id = listed["id"].as_str().unwrap();
    assert_eq!(listed["n_reps"], kept["reps"].as_array().unwrap().len());
    let start_s = kept["reps"][0]["start_s"].as_f64().unwrap();
    Marks::add(&folder, "Anna", Remark::NotARepetition { rep: 0, start_s }).unwrap();
    let again = json(&desk.says(&["rescore", id, "--format", "json"]).0);
    assert_eq!(again["report"]["notes"], kept["notes"], "each is said once");
    assert!(!folder.join("reports").exists(), "the same rules say the same of the log: {again}");
    let archive = desk.data().join("out.tar.zst").display().to_string();
    desk.says(&["sessions", "export", id, "--to", &archive]);
    let elsewhere = desk.data().join("elsewhere").display().to_string();
    desk.says(&["sessions", "import", &archive, "--data", &elsewhere]);
    let shown = json(&desk.says(&["sessions", "show", id, "--format", "json", "--data", &elsewhere]).0);
    assert_eq!(shown["marks"][0]["by"], "Anna");
    assert_eq!(shown["report"]["reps"], kept["reps"], "marks change nothing of the report");
}

#[test]
fn a_session_that_is_killed_is_judged_as_far_as_it_went() {
    let desk = desk();
    let camera = Camera::of_clip("bridge_mixed_feet_head_heavy");
    let mut child = desk.start(&camera, &["--exercise", "hip_bridge", "--until-end", "--keep"]);
    // Long enough for two repetitions.
    std::thread::sleep(Duration::from_secs(14));
    child.kill().unwrap();
    child.wait().unwrap();
    let folder = folder(&desk);
    assert!(folder.join(POSES).is_file() && !folder.join(REPORT).exists());
    assert!(5.0 * 15.0 < n_frames(&folder.join(VIDEO)) as f64);
    let (listed, said) = desk.says(&["sessions", "list", "--format", "json"]);
    let listed = json(&listed);
    assert!(said.contains("cut short") && listed["ended_early"] == true, "{said} {listed}");
    assert!(listed["n_reps"].as_u64().unwrap() >= 1, "{listed}");
    let (shown, said) = desk.says(&["sessions", "show", listed["id"].as_str().unwrap()]);
    assert!(shown.contains("Score") && said.is_empty(), "{shown}{said}");
}
