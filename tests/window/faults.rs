//! Cameras that fail while somebody exercises before them, and machines without camera or screen.

use std::process::{Command, Stdio};
use std::time::Duration;

use super::desk::{Camera, Desk, assert_same, scored};

#[test]
fn damaged_pictures_are_left_out_and_change_nothing() {
    let damage = "corrupt@20x2;trunc@60x2;garbage@90x2;empty@130;errflag@150x2";
    let camera = Camera::of_clip("bridge_short_hold").set("FAKECAM_FAULT", damage);
    let ended = Desk::new().live(&camera, &["--exercise", "hip_bridge", "--until-end"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert_same(ended.report(), &scored("bridge_short_hold", "hip_bridge"));
    let notes = ended.report()["notes"].to_string();
    assert!(notes.contains("9 damaged pictures were left out"), "{notes}");
}

#[test]
fn a_set_goes_on_after_its_camera_was_pulled_out_and_put_back() {
    let camera = Camera::of_clip("bridge_short_hold").set("FAKECAM_LOOP", "1");
    let switch = camera.switch("unplugged");
    let ended = Desk::new().live_while(&camera, &["--exercise", "hip_bridge", "--for", "14"], || {
        std::thread::sleep(Duration::from_secs(7));
        std::fs::write(&switch, "").unwrap();
        std::thread::sleep(Duration::from_secs(2));
        std::fs::remove_file(&switch).unwrap();
    });
    assert_eq!(ended.code, 0, "{ended:?}");
    let report = ended.report();
    let gap = report["notes"].as_array().unwrap().iter().find(|note| note.to_string().contains("no pictures from"));
    let gap = gap.unwrap_or_else(|| panic!("{report:#}"))["text"].as_str().unwrap();
    assert!(gap.contains("unplugged"), "{gap}");
    let secs: Vec<f64> = gap.split(' ').filter_map(|word| word.parse().ok()).collect();
    assert!((1.5..5.0).contains(&(secs[1] - secs[0])), "{gap}");
    let reps = report["reps"].as_array().unwrap();
    let is_outside = |rep: &serde_json::Value| {
        rep["end_s"].as_f64().unwrap() <= secs[0] + 0.1 || secs[1] - 0.1 <= rep["start_s"].as_f64().unwrap()
    };
    assert!(reps.iter().all(is_outside), "a repetition over a gap is made up: {report:#}");
    assert!(reps.iter().any(|rep| rep["start_s"].as_f64().unwrap() < secs[0]), "{report:#}");
    assert!(reps.iter().any(|rep| secs[1] < rep["start_s"].as_f64().unwrap()), "{report:#}");
}

#[test]
fn who_may_not_use_the_camera_or_has_none_is_told_what_to_do() {
    let denied = Camera::of_clip("bridge_short_hold");
    std::fs::write(denied.switch("denied"), "").unwrap();
    let busy = Camera::of_clip("bridge_short_hold");
    std::fs::write(busy.switch("busy"), "").unwrap();
    std::thread::scope(|scope| {
        let ask = |camera: Camera, camera_name: &'static str| {
            scope.spawn(move || Desk::new().live(&camera, &["--camera", camera_name, "--until-end"]))
        };
        let none = Camera::of_clip("bridge_short_hold");
        let asked =
            [(ask(denied, "0"), "group `video`"), (ask(busy, "0"), "another program"), (ask(none, "C920"), "C920")];
        for (ended, word) in asked {
            let ended = ended.join().unwrap();
            assert!(ended.code == 3 && ended.stderr.contains(word) && !ended.has_report(), "{word}: {ended:?}");
            assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
        }
    });
}

#[test]
fn without_a_screen_one_sentence_says_so() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_formcheck"));
    let output = program.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").stdin(Stdio::null()).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(7), "{stderr}");
    assert!(stderr.starts_with("formcheck: no window can be opened") && stderr.lines().count() == 1, "{stderr}");
    assert!(stderr.contains("no display was found") && !stderr.contains(".rs"), "no path of the build: {stderr}");
}

#[test]
fn the_window_at_home_closes_with_ctrl_c() {
    let desk = Desk::new();
    let mut child = desk.program().stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_secs(3));
    assert!(child.try_wait().unwrap().is_none(), "it stays open");
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupt.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
}
