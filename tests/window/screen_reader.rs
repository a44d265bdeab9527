//! The window as a screen reader knows it: every control has a name, a role and a state, in the order of the eye, and a set
//! is done by it alone.

mod reader;

use std::process::Child;

use super::desk::{Camera, Desk};
use reader::{Node, Reader};

/// What a person can do something with.
const CONTROLS: [&str; 7] =
    ["push button", "toggle button", "radio button", "check box", "entry", "slider", "combo box"];

/// Where the bar at the bottom of a window begins, and how high a window is, in px.
const BAR_FROM: i32 = 640;
const WINDOW: i32 = 720;

fn controls(nodes: &[Node]) -> Vec<&Node> {
    nodes.iter().filter(|node| CONTROLS.contains(&node.role.as_str())).collect()
}

/// Every control of the screen can be understood and comes when the eye would come to it.
fn assert_readable(screen: &str, nodes: &[Node]) {
    let controls = controls(nodes);
    assert!(!controls.is_empty(), "{screen}: {nodes:#?}");
    for control in &controls {
        assert!(!control.name.trim().is_empty(), "{screen}: a control without a name: {control:?}");
        assert!(control.states.iter().any(|state| state == "showing"), "{screen}: {control:?}");
        assert!(control.states.iter().any(|state| state == "enabled") == control.can_press, "{screen}: {control:?}");
        if control.role == "radio button" {
            assert!(control.states.iter().any(|state| state == "checkable"), "{screen}: {control:?}");
        }
    }
    // What is scrolled out of sight lies behind the bar at the bottom, which comes after it.
    let is_on_page = |control: &&&Node| control.area.is_none_or(|[_, top, _, height]| top + height <= BAR_FROM);
    let is_in_bar = |control: &&&Node| control.area.is_some_and(|[_, top, ..]| (BAR_FROM..WINDOW).contains(&top));
    let [page, bar] =
        [controls.iter().filter(is_on_page).collect::<Vec<_>>(), controls.iter().filter(is_in_bar).collect()];
    for pair in page.windows(2).chain(bar.windows(2)) {
        let [before, after] = pair else { continue };
        let (Some([left, top, width, _]), Some([then_left, then_top, _, then_height])) = (before.area, after.area)
        else {
            panic!("{screen}: a control without a place: {pair:#?}")
        };
        let (is_lower, is_right) = (top < then_top + then_height, left + width <= then_left);
        assert!(is_lower && (top < then_top || left < then_left) || is_right, "{screen}: not in order: {pair:#?}");
    }
    let words: Vec<&str> = nodes.iter().map(|node| node.name.as_str()).collect();
    assert!(!words.iter().any(|said| said.starts_with("1 repetitions")), "{screen}: {words:#?}");
}

fn ended(mut child: Child) {
    let _is_gone = child.kill().and_then(|()| child.wait()).is_err();
}

#[test]
fn every_screen_is_read_and_a_set_is_started_paused_and_ended_by_a_screen_reader_alone() {
    let mut reader = Reader::new();
    let desk = Desk::new().with(reader.env());
    let camera = Camera::of_clip("bridge_good_man").set("FAKECAM_LOOP", "1");
    let window = desk.begin(&camera, &[]);
    assert_readable("Home", &reader.screen_with("Start Hip bridge"));
    reader.press("Settings");
    assert_readable("Settings", &reader.screen_with("Let me hear it"));
    reader.press("Back");
    reader.press("Learn");
    assert_readable("Learn", &reader.screen_with("Back"));
    reader.press("Back");
    reader.press("Start Hip bridge");
    let questions = reader.screen_with("Are you pregnant? No");
    assert_readable("questions", &questions);
    for question in questions.iter().filter(|node| node.name.ends_with("? No")) {
        reader.press(&question.name);
    }
    reader.press("Continue");
    assert_readable("before a set", &reader.screen_with("Pain 0 of 10"));
    reader.press("Pain 0 of 10");
    reader.press("Start");
    assert_readable("a set", &reader.screen_with("Pause"));
    reader.screen_with("1 repetition");
    reader.press("Pause");
    assert_readable("a pause", &reader.screen_with("Resume"));
    reader.press("Resume");
    reader.screen_with("2 repetitions");
    reader.press("Finish");
    assert_readable("a result", &reader.screen_with("Pain 1 of 10"));
    reader.press("Pain 1 of 10");
    assert_readable("told", &reader.screen_with("Home"));
    reader.press("Home");
    reader.press("Open Hip bridge");
    assert_readable("a review", &reader.screen_with("Next repetition"));
    ended(window);
}
