//! A page begins at its top, and an alert is in sight, however far the page before it was scrolled.

use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use formcheck::app::ui::{Action, Screen, Told};
use formcheck::core::exercises::HIP_BRIDGE;
use formcheck::core::judge::Search;
use formcheck::core::safety::StopReason;
use formcheck::io::recording::Settings;

use crate::scene::{Scene, key, report};

/// Window in which everything is 2.5 times as large, in points.
const HEIGHT: f32 = 288.0;

fn scroll_to_end(window: &mut Harness<'static, Scene>) {
    window.hover_at(pos2(200.0, 120.0));
    window.run();
    let (unit, delta) = (MouseWheelUnit::Point, vec2(0.0, -4000.0));
    for _ in 0..4 {
        let (phase, source, modifiers) = (TouchPhase::Move, MouseWheelSource::Unknown, Modifiers::NONE);
        window.event(Event::MouseWheel { unit, delta, phase, source, modifiers });
        window.run_steps(8);
    }
}

fn show(window: &mut Harness<'static, Scene>, change: impl FnOnce(&mut Scene)) {
    change(window.state_mut());
    window.run();
}

fn is_in_sight(window: &Harness<'static, Scene>, name: &str) -> bool {
    let place = window.get_by_label(name).rect();
    0.0 <= place.top() && place.bottom() <= HEIGHT
}

fn before() -> Scene {
    Scene { wanted: Some(Search::One(&HIP_BRIDGE)), ..Scene::of(Screen::Before) }
}

const STOP: &str = "Stop here: the pain has grown. Rest, and ask a doctor or therapist.";
const NOT_TODAY: &str = "Not today: the pain is strong. Rest, and ask a doctor or therapist.";
const STOPPED: &str = "You stopped today: the pain grew. Rest, and ask a doctor or therapist.";

#[test]
fn a_stop_is_in_sight_after_a_page_that_was_scrolled() {
    let mut window = before().large();
    let title = "Before you start: Hip bridge";
    assert!(is_in_sight(&window, title));
    scroll_to_end(&mut window);
    assert!(!is_in_sight(&window, title), "it was scrolled");
    show(&mut window, |scene| {
        (scene.screen, scene.report) = (Screen::Result, Some(report("bridge_good_man", &HIP_BRIDGE)));
        scene.told = Some(Told { before: Some(2), ended: Some(StopReason::MorePain), ..Told::default() });
    });
    assert!(is_in_sight(&window, STOP));
}

#[test]
fn a_stop_that_comes_on_a_page_is_scrolled_to_once() {
    let mut window = before().large();
    scroll_to_end(&mut window);
    assert_eq!(key(&mut window, Key::Num7), [Action::NotToday(Some(7))]);
    assert!(is_in_sight(&window, NOT_TODAY));
    scroll_to_end(&mut window);
    assert!(!is_in_sight(&window, NOT_TODAY), "what is below can be read all the same");
}

#[test]
fn every_page_begins_at_its_top_and_home_stays_where_it_was_left() {
    let mut window = Scene::of(Screen::Home).large();
    scroll_to_end(&mut window);
    let (home, learn) = ("Recent sessions", "What there is to know");
    let place = window.get_by_label(home).rect();
    for _ in 0..2 {
        show(&mut window, |scene| scene.screen = Screen::Settings);
        show(&mut window, |scene| scene.screen = Screen::Learn);
        assert!(is_in_sight(&window, learn));
        scroll_to_end(&mut window);
        assert!(!is_in_sight(&window, learn), "it was scrolled");
    }
    show(&mut window, |scene| scene.screen = Screen::Home);
    assert_eq!(window.get_by_label(home).rect(), place);
    show(&mut window, |scene| scene.stop_today = Some(StopReason::MorePain));
    assert!(is_in_sight(&window, STOPPED));
}

#[test]
fn the_keyboard_goes_through_the_header_as_the_eye_does() {
    for scale in [1.0, 2.5] {
        let mut scene = Scene::of(Screen::Home);
        scene.settings = Settings { scale, ..scene.settings };
        let mut window = scene.window(1280.0, 720.0);
        for name in ["Practising: Me", "Settings", "Learn", "Quit"] {
            window.key_press(Key::Tab);
            window.run();
            assert!(window.get_by_label(name).is_focused(), "{name} at {scale}");
        }
    }
}
