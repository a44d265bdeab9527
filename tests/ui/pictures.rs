//! What the window looks like.

use egui_kittest::{Harness, SnapshotOptions};
use formcheck::exercises::{HIP_BRIDGE, KNEE_TO_CHEST, PELVIC_TILT};
use formcheck::live::Stage;
use formcheck::recording::{Look, Settings};
use formcheck::session::{Phase, ViewWarning};
use formcheck::ui::Screen;

use crate::scene::{Scene, picture, picture_where, report};

fn compare(mut window: Harness<'static, Scene>, name: &str) {
    // Letters' edges differ between versions of the renderer; a moved box is thousands of pixels.
    let options = SnapshotOptions::new().output_path("tests/snapshots/ui").threshold(2.0).max_failed_pixels(400);
    window.snapshot_options(name, &options);
}

const SIZE: (f32, f32) = (960.0, 540.0);

#[test]
fn the_start_screen() {
    compare(Scene::of(Screen::Home).window(1280.0, 900.0), "home");
}

#[test]
fn the_start_screen_light_and_german() {
    let mut scene = Scene::of(Screen::Home);
    scene.settings = Settings { look: Look::Light, language: Some("de".into()), ..scene.settings };
    scene.cameras.clear();
    compare(scene.window(SIZE.0, SIZE.1), "home_german_light_no_camera");
}

#[test]
fn a_bridge_at_its_top() {
    let held = picture_where("bridge_good_man", &HIP_BRIDGE, |view| {
        view.phase == Phase::Top && 1.2 < view.hold_secs && 0 < view.n_reps
    });
    compare(Scene::live(Stage::Running, held).window(SIZE.0, SIZE.1), "live_bridge_top");
}

#[test]
fn a_knee_at_the_chest_with_a_cue_and_a_warning() {
    let mut cued = picture_where("ktc_short_range_man_oblique", &KNEE_TO_CHEST, |view| {
        view.last_rep.as_ref().is_some_and(|rep| !rep.findings.is_empty()) && view.phase == Phase::Rest
    });
    cued.view.warnings = vec![ViewWarning::Oblique, ViewWarning::Dark];
    let mut scene = Scene::live(Stage::Running, cued);
    scene.settings.look = Look::Light;
    compare(scene.window(SIZE.0, SIZE.1), "live_knee_to_chest_cue");
}

#[test]
fn a_tilt_with_its_rhythm() {
    let tilted = picture("tilt_steady_man", &PELVIC_TILT, 40.0);
    compare(Scene::live(Stage::Running, tilted).window(SIZE.0, SIZE.1), "live_tilt");
}

#[test]
fn a_pause_at_the_largest_scale() {
    let held = picture("bridge_good_man", &HIP_BRIDGE, 6.0);
    compare(Scene::live(Stage::Paused, held).large(), "live_paused_scale_2_5");
}

#[test]
fn a_result() {
    let scene = Scene::result(report("bridge_mixed_feet_head_heavy", &HIP_BRIDGE));
    compare(scene.window(1280.0, 900.0), "result");
}

#[test]
fn the_settings() {
    compare(Scene::of(Screen::Settings).window(1280.0, 900.0), "settings");
}

#[test]
fn a_review_at_a_fault() {
    compare(Scene::review("bridge_mixed_feet_head_heavy", &HIP_BRIDGE, 15.0).window(1200.0, 720.0), "review");
}

#[test]
fn a_review_of_curves_light_and_german() {
    let mut scene = Scene::review("bridge_low_hips_woman", &HIP_BRIDGE, 6.0);
    scene.settings = Settings { look: Look::Light, language: Some("de".into()), ..scene.settings };
    let mut window = scene.window(1200.0, 720.0);
    crate::scene::press(&mut window, "Kurven");
    compare(window, "review_curves_german_light");
}

#[test]
fn a_review_at_the_largest_scale() {
    compare(Scene::review("tilt_uneven_woman", &PELVIC_TILT, 20.0).large(), "review_scale_2_5");
}
