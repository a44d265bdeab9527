//! The questions before the first session, and what follows from the answers.

use eframe::egui::{Key, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use formcheck::app::ui::{Action, Screen};
use formcheck::core::exercises::{HIP_BRIDGE, KNEE_TO_CHEST, all};
use formcheck::core::judge::Search;
use formcheck::core::safety::QUESTIONS;
use formcheck::io::recording::Answers;

use crate::scene::{Scene, answered, has, key, press, said};

fn check(wanted: Option<Search>) -> Scene {
    Scene { wanted, ..Scene::of(Screen::Check) }
}

fn checked(wanted: Option<Search>, yes: &[&str]) -> Scene {
    let scene = check(wanted);
    Scene { settings: answered(&scene.settings, yes), ..scene }
}

#[test]
fn every_question_has_two_answers_of_which_none_is_chosen() {
    let window = check(Some(Search::Auto)).shown();
    for question in &QUESTIONS {
        assert!(has(&window, question.text), "{}", question.id);
        for answer in ["Yes", "No"] {
            let name = format!("{} {answer}", question.text);
            let choice = window.get_by_role_and_label(Role::RadioButton, &name);
            assert!(choice.rect().height() >= 60.0, "{}", question.id);
            assert_ne!(choice.accesskit_node().toggled(), Some(eframe::egui::accesskit::Toggled::True));
        }
    }
    assert!(has(&window, formcheck::core::safety::NOTICE) && has(&window, "0 of 12 answered"));
}

#[test]
fn it_goes_on_when_every_question_is_answered_and_not_before() {
    let mut window = check(Some(Search::Auto)).shown();
    for (k, question) in QUESTIONS.iter().enumerate() {
        assert_eq!(press(&mut window, "Continue"), [], "{k}");
        let answer = if question.id == "pregnancy" { "Yes" } else { "No" };
        assert_eq!(press(&mut window, &format!("{} {answer}", question.text)), []);
    }
    assert!(has(&window, "12 of 12 answered"));
    let wanted = answered(&window.state().settings, &["pregnancy"]);
    assert_eq!(press(&mut window, "Continue"), [Action::Change(wanted)]);
}

#[test]
fn the_keyboard_alone_answers_everything() {
    let mut window = check(Some(Search::Auto)).shown();
    // Yes, no, yes, no: each second one is taken.
    for _ in &QUESTIONS {
        key(&mut window, Key::Tab);
        key(&mut window, Key::Tab);
        assert_eq!(key(&mut window, Key::Space), []);
    }
    key(&mut window, Key::Tab);
    let none = answered(&window.state().settings, &[]);
    assert_eq!(key(&mut window, Key::Enter), [Action::Change(none)]);
}

#[test]
fn check_first_waits_until_somebody_was_asked() {
    let mut window = checked(Some(Search::One(&HIP_BRIDGE)), &["surgery"]).shown();
    assert!(said(&window).iter().any(|text| text.starts_with("Hip bridge. Check first: ask a doctor")));
    assert!(!said(&window).iter().any(|text| text.starts_with("Start ")));
    let answers = Answers { yes: vec!["surgery".into()], has_asked: true };
    let wanted = window.state().settings.with_answers(answers);
    assert_eq!(press(&mut window, "I have asked: it is fine for me"), [Action::Change(wanted)]);
    assert_eq!(press(&mut window, "Home"), [Action::Home]);
    assert_eq!(key(&mut window, Key::Escape), [Action::Home]);
}

#[test]
fn osteoporosis_leaves_one_out_and_offers_the_others() {
    let mut scene = checked(Some(Search::Auto), &["osteoporosis"]);
    scene.settings.profiles[0].answers.as_mut().unwrap().has_asked = true;
    let mut window = scene.shown();
    assert!(has(&window, "This exercise is left out for you. Ask a certified therapist for another."));
    assert!(!has(&window, "Start Knee-to-chest") && !has(&window, "I have asked: it is fine for me"));
    assert_eq!(press(&mut window, "Start Hip bridge"), [Action::Start(Search::One(&HIP_BRIDGE))]);
    let window = checked(Some(Search::One(&KNEE_TO_CHEST)), &["osteoporosis"]).shown();
    assert!(said(&window).iter().any(|text| text.starts_with("Knee-to-chest. This exercise is left out for you.")));
}

#[test]
fn an_urgent_answer_sends_to_a_doctor_and_nothing_begins() {
    for wanted in all().into_iter().map(Search::One).chain([Search::Auto]) {
        let window = checked(Some(wanted), &["saddle_numbness", "osteoporosis"]).shown();
        assert!(has(&window, "See a doctor first, today. Do not exercise before."));
        let begins = |text: &String| text.starts_with("Start ") || text.starts_with("I have asked");
        assert!(!said(&window).iter().any(begins));
    }
}

#[test]
fn answers_are_looked_at_and_given_again_from_nothing() {
    let mut window = checked(None, &["night_pain"]).shown();
    assert!(has(&window, "Do you have pain at night that no position eases? Yes"));
    assert!(has(&window, "Are you pregnant? No") && !said(&window).iter().any(|text| text.starts_with("Start ")));
    assert_eq!(press(&mut window, "Answer again"), []);
    assert!(has(&window, "0 of 12 answered"));
    for question in &QUESTIONS {
        press(&mut window, &format!("{} No", question.text));
    }
    let none = answered(&window.state().settings, &[]);
    assert_eq!(press(&mut window, "Continue"), [Action::Change(none)]);
    assert!(!has(&window, "12 of 12 answered"), "back to what follows");
}
