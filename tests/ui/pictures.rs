//! What the window looks like.

use egui_kittest::{Harness, SnapshotOptions};
use formcheck::app::live::{LiveStage, VoiceGuideView};
use formcheck::app::ui::{Screen, Told};
use formcheck::core::exercise::AskedView;
use formcheck::core::exercises::{HIP_BRIDGE, KNEE_TO_CHEST, PELVIC_TILT};
use formcheck::core::judge::{Phase, Search, ViewWarning};
use formcheck::core::safety::StopReason;
use formcheck::guide::coach::{Advice, Coaching};
use formcheck::guide::cue::CueStage;
use formcheck::io::recording::{Aftermath, Look, Settings};

use crate::scene::{Scene, answered, picture, picture_where, report};

pub(crate) fn compare(mut window: Harness<'static, Scene>, name: &str) {
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
    compare(Scene::live(LiveStage::Running, held).window(SIZE.0, SIZE.1), "live_bridge_top");
}

#[test]
fn a_knee_at_the_chest_with_a_cue_and_a_warning() {
    let mut cued = picture_where("ktc_short_range_man_oblique", &KNEE_TO_CHEST, |view| {
        view.last_rep.as_ref().is_some_and(|rep| !rep.findings.is_empty()) && view.phase == Phase::Rest
    });
    cued.view.warnings = vec![ViewWarning::Oblique(AskedView::Side), ViewWarning::Dark];
    let mut scene = Scene::live(LiveStage::Running, cued);
    scene.settings.look = Look::Light;
    compare(scene.window(SIZE.0, SIZE.1), "live_knee_to_chest_cue");
}

#[test]
fn a_view_that_is_not_good_yet() {
    let lying = picture("bridge_good_man", &HIP_BRIDGE, 0.5);
    let mut scene = Scene::live(LiveStage::Running, lying);
    let coaching = Coaching { advice: Some(Advice::TurnToFeet), ..Coaching::default() };
    scene.shown.as_mut().unwrap().guide = Some(VoiceGuideView { stage: CueStage::Coaching, coaching, said: None });
    compare(scene.window(SIZE.0, SIZE.1), "live_coaching");
}

#[test]
fn a_tilt_with_its_rhythm() {
    let tilted = picture("tilt_steady_man", &PELVIC_TILT, 40.0);
    compare(Scene::live(LiveStage::Running, tilted).window(SIZE.0, SIZE.1), "live_tilt");
}

#[test]
fn a_pause_at_the_largest_scale() {
    let held = picture("bridge_good_man", &HIP_BRIDGE, 6.0);
    compare(Scene::live(LiveStage::Paused, held).large(), "live_paused_scale_2_5");
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
fn the_questions_before_the_first_session() {
    let scene = Scene { wanted: Some(Search::Auto), ..Scene::of(Screen::Check) };
    compare(scene.window(1200.0, 720.0), "check");
}

#[test]
fn what_follows_from_the_answers_in_german() {
    let scene = Scene { wanted: Some(Search::Auto), ..Scene::of(Screen::Check) };
    let settings = answered(&scene.settings, &["osteoporosis"]);
    let settings = Settings { look: Look::Light, language: Some("de".into()), ..settings };
    compare(Scene { settings, ..scene }.window(1200.0, 720.0), "check_follows_german_light");
}

#[test]
fn strong_pain_before_a_session() {
    let scene = Scene { wanted: Some(Search::One(&HIP_BRIDGE)), ..Scene::of(Screen::Before) };
    let mut window = scene.window(SIZE.0, SIZE.1);
    crate::scene::key(&mut window, eframe::egui::Key::Num7);
    compare(window, "before_strong_pain");
}

#[test]
fn a_result_that_pain_overrules() {
    let after = Aftermath { pain_after: Some(4), new_symptoms: Vec::new() };
    let scene = Scene::result(report("bridge_good_man", &HIP_BRIDGE));
    let told = Some(Told { before: Some(1), after, ended: None, is_past: false });
    compare(Scene { told, ..scene }.window(1200.0, 720.0), "result_stop");
}

#[test]
fn what_there_is_to_learn() {
    compare(Scene::of(Screen::Learn).window(1200.0, 720.0), "learn");
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

#[test]
fn home_after_a_stop_in_german() {
    let mut scene = Scene::of(Screen::Home);
    (scene.stop_today, scene.sessions[0].stop) = (Some(StopReason::MorePain), Some(StopReason::MorePain));
    (scene.sessions[0].pain_after, scene.sessions[2].n_reps, scene.sessions[2].goal) = (Some(5), 4, Some(20));
    scene.settings = Settings { look: Look::Light, language: Some("de".into()), ..scene.settings };
    compare(scene.window(1280.0, 1500.0), "home_stopped_german_light");
}

#[test]
fn another_set_after_a_stop() {
    let (wanted, stop_today) = (Some(Search::One(&HIP_BRIDGE)), Some(StopReason::MorePain));
    compare(Scene { wanted, stop_today, ..Scene::of(Screen::Before) }.window(1200.0, 720.0), "before_confirm");
}

#[test]
fn how_to_set_the_picture_up_and_how_the_pelvis_tilts() {
    let wanted = Some(Search::One(&PELVIC_TILT));
    compare(Scene { wanted, ..Scene::of(Screen::Before) }.window(1200.0, 1000.0), "before_setup");
}

#[test]
fn a_past_session_that_was_stopped() {
    let after = Aftermath { pain_after: Some(5), new_symptoms: vec!["numbness".into()] };
    let told = Some(Told { before: Some(2), after, ended: Some(StopReason::MorePain), is_past: true });
    let reported = Some(("/data/one".into(), "/home/somebody/Documents/formcheck/one.pdf".into()));
    let scene = Scene { told, reported, ..Scene::result(report("tilt_steady_man", &PELVIC_TILT)) };
    compare(Scene { folder: Some("/data/one".into()), ..scene }.window(1200.0, 1400.0), "result_past_stopped");
}

#[test]
fn all_sessions() {
    compare(Scene::of(Screen::Sessions).window(SIZE.0, SIZE.1), "sessions");
}

#[test]
fn a_tilt_in_german_at_the_largest_scale() {
    let mut scene = Scene::live(LiveStage::Running, picture("tilt_steady_man", &PELVIC_TILT, 40.0));
    scene.settings.language = Some("de".into());
    compare(scene.large(), "live_tilt_german_scale_2_5");
}
