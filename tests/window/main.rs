//! The program itself in front of a made-up camera, on a screen of its own: what it says of a set is what `score` says.
#![cfg(all(feature = "camera", feature = "gui", target_os = "linux", target_env = "gnu", target_arch = "x86_64"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

mod clock;
mod desk;
mod faults;
#[path = "../camera/library.rs"]
mod library;
mod plan;
mod remembered;
mod screen_reader;
#[cfg(feature = "sound")]
mod voice;

use desk::{Camera, Desk, assert_same, scored};

/// A clip on a camera is encoded anew, and nothing is waited for: times differ by a frame, and where rest begins by more.
fn assert_live_is_as_scored(clip: &str, exercise: &str, size: &str) {
    let camera = Camera::of_clip(clip).size(size);
    let desk = Desk::new();
    let ended = desk.live(&camera, &["--exercise", exercise, "--until-end", "--speed"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert_same(ended.report(), &scored(clip, exercise));
    let shown = ended.number("pictures shown");
    let frames = ended.report()["timing"]["frames"].as_f64().unwrap();
    assert!(0.5 * frames < shown, "{shown} of {frames} pictures were shown\n{}", ended.stdout);
}

#[test]
fn bridges_before_a_camera_are_judged_as_when_scored() {
    assert_live_is_as_scored("bridge_mixed_feet_head_heavy", "hip_bridge", "640x360");
}

#[test]
fn knees_pulled_before_a_camera_are_judged_as_when_scored() {
    assert_live_is_as_scored("ktc_jerky_short", "knee_to_chest", "640x360");
}

#[test]
fn tilts_before_a_camera_are_judged_as_when_scored() {
    assert_live_is_as_scored("tilt_steady_man", "pelvic_tilt", "960x540");
}
