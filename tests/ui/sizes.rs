//! Everything is there at every size, in every look and language: nothing overlaps, nothing is cut.

use eframe::egui::{Rect, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};
use formcheck::app::live::LiveStage;
use formcheck::app::ui::{Screen, Told};
use formcheck::core::exercises::{HIP_BRIDGE, KNEE_TO_CHEST, PELVIC_TILT};
use formcheck::core::judge::{Phase, Search, ViewWarning};
use formcheck::core::safety::StopReason;
use formcheck::io::recording::{Aftermath, Look, NoRoom, Settings};

use crate::scene::{Scene, answered, picture, picture_where, report};

/// Every screen with much on it.
fn scenes() -> Vec<(&'static str, Scene)> {
    let is_done = |view: &formcheck::core::judge::LiveView| view.last_rep.is_some() && view.phase == Phase::Rest;
    let mut bridge = picture_where("bridge_low_hips_woman", &HIP_BRIDGE, is_done);
    bridge.view.warnings = ViewWarning::ALL.to_vec();
    bridge.view.provisional_reps = 28;
    let knees = picture_where("ktc_good_woman", &KNEE_TO_CHEST, is_done);
    let tilt = picture("tilt_steady_man", &PELVIC_TILT, 40.0);
    let lost = LiveStage::Lost("The camera gives no pictures any more: unplug it and plug it in again.".into());
    vec![
        ("home", Scene::of(Screen::Home)),
        ("settings", Scene::of(Screen::Settings)),
        ("learn", Scene::of(Screen::Learn)),
        ("check", Scene { wanted: Some(Search::Auto), ..Scene::of(Screen::Check) }),
        ("blocked", blocked(Screen::Home)),
        ("follows", Scene { wanted: Some(Search::Auto), ..blocked(Screen::Check) }),
        ("before", Scene { wanted: Some(Search::Auto), ..Scene::of(Screen::Before) }),
        ("starting", Scene::of(Screen::Live)),
        ("bridge", Scene::live(LiveStage::Running, bridge.clone())),
        ("paused", Scene::live(LiveStage::Paused, knees.clone())),
        ("knees", Scene::live(LiveStage::Running, knees)),
        ("lost", Scene::live(lost, bridge)),
        ("tilt", Scene::live(LiveStage::Running, tilt)),
        ("troubled", troubled()),
        ("stopped", Scene { stop_today: Some(StopReason::MorePain), ..Scene::of(Screen::Home) }),
        ("confirm", confirm()),
        ("sessions", Scene::of(Screen::Sessions)),
        ("kept", kept()),
        ("result", Scene::result(report("tilt_uneven_woman", &PELVIC_TILT))),
        ("told", Scene { told: Some(in_pain()), ..Scene::result(report("tilt_uneven_woman", &PELVIC_TILT)) }),
        ("review", Scene::review("bridge_mixed_feet_head_heavy", &HIP_BRIDGE, 8.0)),
        ("opening", Scene::of(Screen::Review)),
        ("bridges", Scene::result(report("bridge_mixed_feet_head_heavy", &HIP_BRIDGE))),
    ]
}

/// A session of the past, with its report written.
fn kept() -> Scene {
    let reported = Some(("/data/one".into(), "/home/somebody/Documents/formcheck/one.pdf".into()));
    let (folder, told) = (Some("/data/one".into()), Some(Told { is_past: true, ..in_pain() }));
    Scene { told, folder, reported, ..Scene::result(report("bridge_good_man", &HIP_BRIDGE)) }
}

/// With all that can be wrong besides.
fn troubled() -> Scene {
    let no_room = NoRoom::Refused { folder: "/home/somebody/.local/share".into(), cause: "Read-only".into() };
    let (silence, trouble) = (Some("no loudspeaker".into()), Some("this session cannot be read".into()));
    Scene { no_room: Some(no_room), silence, trouble, ..Scene::of(Screen::Home) }
}

/// Before another set on a day on which one was stopped.
fn confirm() -> Scene {
    let (wanted, stop_today) = (Some(Search::Auto), Some(StopReason::StrongPain));
    Scene { wanted, stop_today, ..Scene::of(Screen::Before) }
}

/// Somebody for whom not everything is offered.
fn blocked(screen: Screen) -> Scene {
    let scene = Scene::of(screen);
    Scene { settings: answered(&scene.settings, &["osteoporosis"]), ..scene }
}

fn in_pain() -> Told {
    Told {
        before: Some(2),
        after: Aftermath { pain_after: Some(7), new_symptoms: Vec::new() },
        ended: None,
        is_past: false,
    }
}

fn places(window: &Harness<'static, Scene>, roles: &[Role]) -> Vec<(String, Rect)> {
    let nodes = window.query_all(By::new()).filter(|node| roles.contains(&node.accesskit_node().role()));
    let name = |text: Option<String>| text.unwrap_or_default();
    nodes
        .map(|node| (name(node.accesskit_node().label().or_else(|| node.accesskit_node().value())), node.rect()))
        .collect()
}

const PRESSED: [Role; 4] = [Role::Button, Role::RadioButton, Role::CheckBox, Role::ListBoxOption];

fn assert_fits(name: &str, window: &Harness<'static, Scene>, (width, height): (f32, f32)) {
    let buttons = places(window, &PRESSED);
    assert!(!buttons.is_empty(), "{name}");
    for (text, place) in &buttons {
        assert!(0.0 <= place.left() && place.right() <= width + 0.5, "{name}: {text} is cut: {place:?}");
        assert!(44.0 <= place.height() + 0.01 && 40.0 <= place.width(), "{name}: {text} is too small: {place:?}");
        let is_live = window.state().screen == Screen::Live;
        assert!(!is_live || place.bottom() <= height, "{name}: {text} is out of the window: {place:?}");
    }
    for (k, (text, place)) in buttons.iter().enumerate() {
        for (other, there) in buttons.iter().skip(k + 1) {
            let both = place.intersect(*there);
            // What scrolls may pass under the bar at the bottom.
            let is_bar = matches!(window.state().screen, Screen::Result | Screen::Check | Screen::Before)
                && height - 80.0 < place.top().max(there.top());
            assert!(is_bar || !both.is_positive() || both.area() < 1.0, "{name}: {text} and {other} overlap: {both:?}");
        }
    }
}

#[test]
fn no_button_is_cut_too_small_or_over_another_at_any_size_and_in_any_language() {
    for language in ["en", "de"] {
        for (name, mut scene) in scenes() {
            scene.settings.language = Some(language.into());
            let name = format!("{name}, {language}");
            assert_fits(&name, &scene.large(), (512.0, 288.0));
        }
        for (name, mut scene) in scenes() {
            scene.settings.language = Some(language.into());
            assert_fits(&format!("{name}, {language}"), &scene.window(1280.0, 720.0), (1280.0, 720.0));
        }
    }
}

#[test]
fn parts_of_the_live_screen_do_not_overlap_at_the_largest_scale() {
    for (name, scene) in scenes().into_iter().filter(|(_, scene)| scene.shown.is_some()) {
        let window = scene.large();
        let is_part = |text: &str| {
            ["repetitions", "Phase", "Tip", "Good", "angle:", "Period"].iter().any(|part| text.contains(part))
                && !text.starts_with("Shoulder–hip–knee angle 1")
        };
        let mut parts: Vec<(String, Rect)> =
            places(&window, &[Role::Label]).into_iter().filter(|(text, _)| is_part(text)).collect();
        parts.extend(places(&window, &PRESSED));
        assert!(4 <= parts.len(), "{name}: {parts:?}");
        for (k, (text, place)) in parts.iter().enumerate() {
            assert!(
                Rect::from_min_max([0.0, 0.0].into(), [512.0, 288.0].into()).contains_rect(*place),
                "{name}: {text}"
            );
            for (other, there) in parts.iter().skip(k + 1) {
                assert!(!place.shrink(0.5).intersects(there.shrink(0.5)), "{name}: {text} and {other} overlap");
            }
        }
    }
}

#[test]
fn every_screen_is_whole_in_every_look_and_language() {
    for (look, language) in [(Look::Light, "en"), (Look::Dark, "de"), (Look::System, "de")] {
        for (name, mut scene) in scenes() {
            scene.settings = Settings { look, language: Some(language.into()), ..scene.settings };
            // Glyphs that are missing, and widgets without a name, fail by themselves.
            assert_fits(name, &scene.window(960.0, 540.0), (960.0, 540.0));
        }
    }
}
