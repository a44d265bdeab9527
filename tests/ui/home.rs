//! The start screen.

use formcheck::app::ui::{Action, Screen};
use formcheck::core::exercises::{BUILT_IN, HIP_BRIDGE};
use formcheck::core::judge::Search;
use formcheck::io::recording::NoRoom;

use crate::scene::{Scene, has, press, said};

#[test]
fn every_exercise_has_a_card_with_its_words_and_starts() {
    let mut window = Scene::of(Screen::Home).shown();
    for (exercise, name) in BUILT_IN.into_iter().zip(["Hip bridge", "Knee-to-chest", "Pelvic tilt"]) {
        assert!(has(&window, name), "{name}");
        let asked = press(&mut window, &format!("Start {name}"));
        assert_eq!(asked, [Action::Start(Search::One(exercise))]);
    }
    for part in ["Position and movement", "What is checked", "Who should check first or leave it out"] {
        assert_eq!(said(&window).iter().filter(|text| *text == part).count(), BUILT_IN.len(), "{part}");
    }
    assert_eq!(press(&mut window, "Recognise my exercise"), [Action::Start(Search::Auto)]);
}

#[test]
fn who_should_not_and_what_it_is_for_is_said() {
    let said = said(&Scene::of(Screen::Home).shown()).join("\n");
    for text in
        ["Not with osteoporosis", "For education and practice", "Stop if it hurts", "between the legs", "Check first"]
    {
        assert!(said.contains(text), "{text}");
    }
}

#[test]
fn the_header_leads_on_and_out() {
    let mut window = Scene::of(Screen::Home).shown();
    assert_eq!(press(&mut window, "Settings"), [Action::OpenSettings]);
    assert_eq!(press(&mut window, "Practising: Me"), [Action::OpenSettings]);
    assert_eq!(press(&mut window, "Quit"), [Action::Quit]);
}

#[test]
fn a_past_session_is_named_and_opens() {
    let mut window = Scene::of(Screen::Home).shown();
    let asked = press(&mut window, "Open Hip bridge, 2026-11-22 18:30, 10 reps, pain 2, after it not told, 87 of 100");
    assert_eq!(asked, [Action::OpenSession("2026-11-22-18-30".into())]);
    assert!(has(&window, "Open Knee-to-chest, 2026-11-21 07:05, 1 reps, pain 2, after it not told, no score"));
}

#[test]
fn a_camera_is_chosen_or_looked_for() {
    let mut window = Scene::of(Screen::Home).shown();
    assert_eq!(press(&mut window, "Use camera USB Video"), [Action::ChooseCamera("USB Video".into())]);
    assert_eq!(press(&mut window, "Look again"), [Action::FindCameras]);
}

#[test]
fn without_a_camera_nothing_starts_and_it_is_said_what_to_do() {
    let mut scene = Scene::of(Screen::Home);
    scene.cameras.clear();
    let window = scene.shown();
    assert!(said(&window).iter().any(|text| text.contains("close other programs that use it")));
    let mut window = window;
    let start = format!("Start {}", "Hip bridge");
    assert_eq!(press(&mut window, &start), [], "{}", HIP_BRIDGE.id);
}

#[test]
fn trouble_is_said() {
    let mut scene = Scene::of(Screen::Home);
    scene.trouble = Some("the settings cannot be saved: free some space".into());
    assert!(has(&scene.shown(), "The settings cannot be saved: free some space"));
}

#[test]
fn a_banner_is_closed_until_it_says_something_else() {
    let mut scene = Scene::of(Screen::Home);
    scene.trouble = Some("the settings cannot be saved: free some space".into());
    let mut window = scene.shown();
    assert_eq!(press(&mut window, "Close this message"), []);
    assert!(!said(&window).iter().any(|text| text.contains("cannot be saved")));
    window.state_mut().screen = Screen::Learn;
    window.run();
    assert!(!has(&window, "Close this message"), "on another screen, too");
    window.state_mut().trouble = Some("this session cannot be read".into());
    window.run();
    assert!(has(&window, "This session cannot be read"));
}

#[test]
fn what_a_set_needs_is_said_where_one_begins_and_nowhere_else() {
    let folder = "/data/sittings".into();
    let full = NoRoom::Full { folder, free: 3_400_000 };
    let refused = NoRoom::Refused { folder: "/data/sittings".into(), cause: "Read-only file system".into() };
    for (no_room, said_so) in [(full, "3 MB are left"), (refused, "(Read-only file system)")] {
        for (screen, is_start) in [(Screen::Home, true), (Screen::Before, true), (Screen::Learn, false)] {
            let mut scene = Scene::of(screen);
            (scene.no_room, scene.silence) = (Some(no_room.clone()), Some("no loudspeaker was found".into()));
            let texts = said(&scene.shown()).join("\n");
            for text in [said_so, "/data/sittings", "You can practise", "no loudspeaker answers"] {
                assert_eq!(texts.contains(text), is_start, "{screen:?}: {text}");
            }
        }
    }
}
