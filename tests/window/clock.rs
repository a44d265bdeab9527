//! Sessions while the clock is set, and while the machine stands still.

use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use super::desk::{Camera, Desk, Ended, assert_same, scored};
use super::library::{compiled, library};

/// Seconds of a day.
const DAY: i64 = 86_400;

#[test]
fn a_clock_that_is_set_back_and_forward_changes_nothing_of_a_session() {
    let desk = Desk::new();
    let libraries = format!("{} {}", library().display(), compiled("tests/window/clock.c").display());
    let mut camera = Camera::of_clip("bridge_short_hold").set("LD_PRELOAD", &libraries);
    let offset = camera.switch("clock");
    let set = |secs: i64| std::fs::write(&offset, secs.to_string()).unwrap();
    camera.put("CLOCK_OFFSET", offset.to_str().unwrap());
    // Shown by the date of the session: the program's own clock is the one that is set.
    set(-1000 * DAY);
    let ended = desk.live_while(&camera, &["--exercise", "hip_bridge", "--until-end", "--keep"], || {
        for secs in [-1001 * DAY, -999 * DAY, -1000 * DAY - 3600] {
            std::thread::sleep(Duration::from_secs(4));
            set(secs);
        }
    });
    assert_eq!(ended.code, 0, "{ended:?}");
    assert_same(ended.report(), &scored("bridge_short_hold", "hip_bridge"));
    assert!(!ended.report()["notes"].to_string().contains("no pictures from"), "{:#}", ended.report()["notes"]);
    let listed: Value = serde_json::from_str(&desk.says(&["sessions", "list", "--format", "json"]).0).unwrap();
    assert!(listed["at"].as_str().unwrap() < "2026", "the clock was not set: {listed}");
    assert_eq!(listed["n_reps"], ended.report()["reps"].as_array().unwrap().len());
}

#[test]
fn a_set_goes_on_after_the_machine_stood_still() {
    let desk = Desk::new();
    let camera = Camera::of_clip("bridge_short_hold").set("FAKECAM_LOOP", "1");
    let report = desk.data().with_file_name("report.json");
    let child = desk.start(&camera, &["--exercise", "hip_bridge", "--for", "19", "--report", report.to_str().unwrap()]);
    let signal = |name: &str| {
        let sent = Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    };
    std::thread::sleep(Duration::from_secs(8));
    signal("-STOP");
    std::thread::sleep(Duration::from_secs(5));
    signal("-CONT");
    let ended = Ended::of(&child.wait_with_output().unwrap(), &report);
    assert_eq!(ended.code, 0, "{ended:?}");
    let report = ended.report();
    let notes = report["notes"].as_array().unwrap().iter().map(|note| note["text"].as_str().unwrap());
    let gap = notes.filter(|text| text.contains("no pictures from")).collect::<Vec<_>>();
    let secs: Vec<f64> = gap.concat().split(' ').filter_map(|word| word.parse().ok()).collect();
    assert!(gap.len() == 1 && (4.0..7.0).contains(&(secs[1] - secs[0])), "{gap:?}");
    assert!(gap[0].contains("slept or stood still"), "{gap:?}");
    let reps = report["reps"].as_array().unwrap();
    let [start_s, end_s] = ["start_s", "end_s"].map(|key| move |rep: &Value| rep[key].as_f64().unwrap());
    let is_outside = |rep: &Value| end_s(rep) <= secs[0] + 0.1 || secs[1] - 0.1 <= start_s(rep);
    assert!(reps.iter().all(is_outside), "a repetition over a gap is made up: {report:#}");
    assert!(reps.iter().any(|rep| end_s(rep) <= secs[0] + 0.1), "{report:#}");
    assert!(reps.iter().any(|rep| secs[1] - 0.1 <= start_s(rep)), "{report:#}");
}
