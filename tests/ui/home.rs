//! The start screen.

use eframe::egui::Role;
use eframe::egui::accesskit::Toggled;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use formcheck::app::ui::{Action, PlanAsk, Screen};
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
    for part in ["Position and movement", "What is checked", "Who should ask first or not do it"] {
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

#[test]
fn who_has_no_plan_chooses_one_of_three_in_the_language_of_the_window() {
    let mut window = Scene::of(Screen::Home).shown();
    for (k, title) in ["First steps", "Building up", "Going on"].into_iter().enumerate() {
        let asked = press(&mut window, &format!("Use the plan {title}"));
        assert_eq!(asked, [Action::Plan(PlanAsk::Choose(k))]);
    }
    let mut scene = Scene::of(Screen::Home);
    scene.settings.language = Some("de".into());
    assert!(has(&scene.shown(), "Den Plan Erste Schritte verwenden"));
}

#[test]
fn the_last_exercise_leads_to_its_course_over_weeks() {
    let mut window = Scene::of(Screen::Home).shown();
    let asked = press(&mut window, "Hip bridge over weeks");
    assert_eq!(asked, [Action::OpenSession("2026-11-22-18-30".into())]);
    let weeks = Scene::review("bridge_good_man", &HIP_BRIDGE, 2.0);
    window.state_mut().screen = Screen::Review;
    window.state_mut().review = weeks.review;
    window.run();
    let is_chosen = |window: &Harness<'static, Scene>, tab: &str| {
        window.get_by_role_and_label(Role::RadioButton, tab).accesskit_node().toggled() == Some(Toggled::True)
    };
    assert!(is_chosen(&window, "Over weeks"));
    window.state_mut().screen = Screen::Home;
    window.run();
    window.state_mut().screen = Screen::Review;
    window.run();
    assert!(is_chosen(&window, "Repetitions"), "another way in begins with the repetitions");
}

#[test]
fn days_are_written_as_the_language_does() {
    let mut scene = Scene::of(Screen::Home);
    scene.settings.language = Some("de".into());
    let texts = said(&scene.shown()).join("\n");
    assert!(texts.contains("22.11.2026 18:30") && !texts.contains("2026-11-22"), "{texts}");
    assert!(texts.contains("Es übt: Person 1") && !texts.contains("Me\n"));
}

#[test]
fn messages_are_a_line_each_however_many_and_large_they_are() {
    let mut scene = Scene::of(Screen::Home);
    scene.trouble = Some("the settings cannot be saved: free some space or choose another folder for them".into());
    scene.silence = Some("no loudspeaker was found".into());
    scene.no_room = Some(NoRoom::Full { folder: "/data/of/somebody/with/long/names".into(), free: 3_400_000 });
    let mut window = scene.large();
    let top = |window: &Harness<'static, Scene>| window.get_by_label("formcheck").rect().top();
    let place = top(&window);
    assert!(place < 110.0, "three lines and not three paragraphs: {place}");
    let text = said(&window).into_iter().find(|text| text.contains("nearly full")).unwrap();
    press(&mut window, &text);
    assert!(place < top(&window), "pressed, it is there in full");
}

#[test]
fn the_figure_of_a_card_moves_for_the_keyboard_as_for_the_pointer() {
    let mut window = Scene::of(Screen::Home).window(1280.0, 900.0);
    let picture = |window: &mut Harness<'static, Scene>, secs: u64| {
        window.state_mut().now += std::time::Duration::from_secs(secs);
        window.run_steps(2);
        window.render().unwrap()
    };
    let still = picture(&mut window, 1);
    assert!(still == picture(&mut window, 2), "nothing moves by itself");
    window.get_by_label("Start Hip bridge").focus();
    let at_once = picture(&mut window, 1);
    assert!(at_once != picture(&mut window, 2), "and now it does");
}
