//! Sessions are reported, shown, removed and found again without a terminal; people are chosen and removed.

use eframe::egui::Key;
use formcheck::app::ui::{Action, Screen};
use formcheck::core::exercises::HIP_BRIDGE;
use formcheck::core::safety::StopReason;
use formcheck::io::recording::{Profile, Settings};

use crate::scene::{Scene, has, key, press, report, said};

fn kept() -> Scene {
    Scene { folder: Some("/data/one".into()), ..Scene::result(report("bridge_good_man", &HIP_BRIDGE)) }
}

#[test]
fn a_kept_session_is_reported_and_its_folder_shown() {
    let mut window = kept().shown();
    assert_eq!(press(&mut window, "Save the report"), [Action::SaveReport("/data/one".into())]);
    assert_eq!(press(&mut window, "Show the session's folder"), [Action::ShowFolder("/data/one".into())]);
    assert!(!has(&window, "Show where it is"));
    window.state_mut().reported = Some(("/data/other".into(), "/docs/other.pdf".into()));
    window.run();
    assert!(!has(&window, "Show where it is"), "that is another session's");
    window.state_mut().reported = Some(("/data/one".into(), "/docs/one.pdf".into()));
    window.run();
    assert!(said(&window).iter().any(|text| text.ends_with("/docs/one.pdf")));
    assert_eq!(press(&mut window, "Show where it is"), [Action::ShowFolder("/docs".into())]);
    let unkept = Scene::result(report("bridge_good_man", &HIP_BRIDGE)).shown();
    assert!(!has(&unkept, "Save the report"), "nothing was kept");
}

#[test]
fn a_session_is_removed_only_when_that_is_said_twice() {
    let mut window = kept().shown();
    assert_eq!(press(&mut window, "Remove this session"), []);
    assert_eq!(press(&mut window, "Keep"), []);
    assert!(has(&window, "Save the report"));
    press(&mut window, "Remove this session");
    assert!(said(&window).iter().any(|text| text.contains("for good?")));
    assert_eq!(press(&mut window, "Remove this session"), [Action::Remove("/data/one".into())]);
}

#[test]
fn all_sessions_are_listed_and_found_by_any_word() {
    let mut scene = Scene::of(Screen::Home);
    assert!(!has(&Scene::of(Screen::Home).shown(), "Show all 3 sessions"), "all are there already");
    let template = scene.sessions[0].clone();
    for day in 1..=9 {
        let began = format!("2026-10-0{day} 18:30");
        scene.sessions.push(formcheck::io::recording::Session { began, ..template.clone() });
    }
    scene.sessions[4].stop = Some(StopReason::MorePain);
    let mut window = scene.shown();
    assert_eq!(press(&mut window, "Show all 12 sessions"), [Action::OpenSessions]);
    window.state_mut().screen = Screen::Sessions;
    window.run();
    let n_rows = |window: &_| said(window).iter().filter(|text| text.starts_with("Open ")).count();
    assert!(n_rows(&window) == 12 && has(&window, "12 of 12"));
    let field = egui_kittest::kittest::Queryable::get_by_role(&window, eframe::egui::Role::TextInput);
    field.focus();
    field.type_text("BRIDGE stopped");
    window.run();
    assert!(n_rows(&window) == 1 && has(&window, "1 of 12"), "{:#?}", said(&window));
    let row = "Open Hip bridge, 2026-10-02 18:30, 10 reps, pain 2, after it not told, stopped: the pain grew";
    assert!(matches!(&*press(&mut window, row), [Action::OpenSession(_)]));
    window.state_mut().screen = Screen::Home;
    window.run();
    window.state_mut().screen = Screen::Sessions;
    window.run();
    assert_eq!(key(&mut window, Key::Escape), [Action::Home]);
}

#[test]
fn where_several_practise_home_says_who_and_changes_it() {
    assert!(!has(&Scene::of(Screen::Home).shown(), "Use profile Me"));
    let mut scene = Scene::of(Screen::Home);
    scene.settings.profiles.push(Profile { name: "Heron".into(), ..Profile::default() });
    let other = Settings { profile: 1, ..scene.settings.clone() };
    assert_eq!(press(&mut scene.shown(), "Use profile Heron"), [Action::Change(other)]);
}

#[test]
fn somebody_is_forgotten_with_everything_when_that_is_said_twice() {
    let mut window = Scene::of(Screen::Settings).shown();
    press(&mut window, "Remove profile Me");
    assert!(said(&window).iter().any(|text| text.starts_with("Removes Me with every session")));
    assert_eq!(press(&mut window, "Remove"), [], "somebody has to be left, unless all of it goes");
    assert_eq!(press(&mut window, "Remove with all sessions"), [Action::Forget]);
}
