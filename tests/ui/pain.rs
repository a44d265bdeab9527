//! Pain before and after: it decides whether anything begins, and counts more than the score.

use eframe::egui::{Key, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use formcheck::exercises::HIP_BRIDGE;
use formcheck::recording::Aftermath;
use formcheck::session::Search;
use formcheck::ui::{Action, Screen, Told};

use crate::scene::{Scene, has, key, press, report, said};

fn before() -> Scene {
    Scene { wanted: Some(Search::One(&HIP_BRIDGE)), ..Scene::of(Screen::Before) }
}

fn after(told: Told) -> Scene {
    Scene { told: Some(told), ..Scene::result(report("bridge_good_man", &HIP_BRIDGE)) }
}

fn told(pain_after: Option<u8>, new: &[&str]) -> Told {
    let new_symptoms = new.iter().map(|id| (*id).to_owned()).collect();
    Told { before: Some(2), after: Aftermath { pain_after, new_symptoms }, ended: None }
}

fn rating(n: u8) -> String {
    match n {
        0 => "Pain 0 of 10: none".into(),
        10 => "Pain 10 of 10: worst imaginable".into(),
        n => format!("Pain {n} of 10"),
    }
}

#[test]
fn eleven_ratings_of_which_one_begins_and_the_stop_rule_is_written_out() {
    let mut window = before().shown();
    assert!(has(&window, "Before you start: Hip bridge") && has(&window, formcheck::safety::STOP_RULE));
    assert_eq!(press(&mut window, "Start"), [], "nothing is chosen yet");
    for n in 0..=10 {
        let cell = window.get_by_role_and_label(Role::RadioButton, &rating(n)).rect();
        assert!(44.0 <= cell.width() && 60.0 <= cell.height());
    }
    for n in 0..=5 {
        press(&mut window, &rating(n));
        assert_eq!(press(&mut window, "Start"), [Action::Begin(Some(n))]);
    }
}

#[test]
fn six_and_more_is_not_today() {
    let mut window = before().shown();
    for n in 6..=10 {
        press(&mut window, &rating(n));
        assert!(has(&window, "Not today: the pain is strong. Rest, and ask a doctor or therapist."), "{n}");
        assert!(!has(&window, "Start"));
        assert_eq!(key(&mut window, Key::Enter), [], "{n}");
    }
    assert_eq!(press(&mut window, "Home"), [Action::Home]);
}

#[test]
fn digits_arrows_and_enter_are_enough() {
    let mut window = before().shown();
    assert_eq!(key(&mut window, Key::Enter), []);
    for (digit, n) in [(Key::Num0, 0), (Key::Num3, 3), (Key::Num5, 5)] {
        assert_eq!(key(&mut window, digit), []);
        assert_eq!(key(&mut window, Key::Enter), [Action::Begin(Some(n))]);
    }
    key(&mut window, Key::ArrowLeft);
    assert_eq!(key(&mut window, Key::Enter), [Action::Begin(Some(4))]);
    for _ in 0..9 {
        key(&mut window, Key::ArrowRight);
    }
    let is_chosen = window.get_by_label(&rating(10)).accesskit_node().toggled();
    assert_eq!(is_chosen, Some(eframe::egui::accesskit::Toggled::True));
    assert_eq!(key(&mut window, Key::Escape), [Action::Home]);
}

#[test]
fn who_rather_does_not_say_begins_without() {
    let mut window = before().shown();
    press(&mut window, "Rather not say");
    assert_eq!(press(&mut window, "Start"), [Action::Begin(None)]);
}

#[test]
fn it_is_asked_above_the_score_and_what_is_told_is_handed_on() {
    let mut window = after(told(None, &[])).shown();
    let texts = said(&window);
    let place = |start: &str| texts.iter().position(|text| text.starts_with(start));
    assert!(place("How strong is your pain now, after").unwrap() < place("Score ").unwrap());
    let tell = |told: Told| [Action::Tell(told.after)];
    assert_eq!(press(&mut window, &rating(3)), tell(told(Some(3), &[])));
    assert_eq!(press(&mut window, "Numbness"), tell(told(None, &["numbness"])));
    window.state_mut().told = Some(told(Some(3), &["numbness", "dizziness"]));
    window.run();
    assert_eq!(press(&mut window, "Numbness"), tell(told(Some(3), &["dizziness"])), "taken back");
    assert_eq!(press(&mut window, &rating(1)), tell(told(Some(1), &["numbness", "dizziness"])), "changed");
    window.get_by_role_and_label(Role::CheckBox, "Pain in a leg");
}

#[test]
fn where_it_says_stop_that_is_first_and_there_is_no_again_and_nothing_to_work_on() {
    for (told, sentence) in [
        (told(Some(4), &[]), "Stop here: the pain has grown. Rest, and ask a doctor or therapist."),
        (told(Some(6), &[]), "Not today: the pain is strong. Rest, and ask a doctor or therapist."),
        (told(None, &["leg_pain"]), "Stop here. New pain in a leg is for a doctor to look at."),
    ] {
        let window = after(told).shown();
        let texts = said(&window);
        let place = |start: &str| texts.iter().position(|text| text.starts_with(start));
        assert!(place(sentence).unwrap() < place("Score ").unwrap());
        assert!(!has(&window, "Again") && !has(&window, "Work on") && has(&window, "Pain counts more than any score."));
    }
    let mut window = after(told(Some(3), &[])).shown();
    assert_eq!(press(&mut window, "Again"), [Action::Again]);
}

#[test]
fn nobody_is_asked_about_a_past_session() {
    let window = Scene::result(report("bridge_good_man", &HIP_BRIDGE)).shown();
    assert!(!said(&window).iter().any(|text| text.starts_with("How strong")) && has(&window, "Again"));
}
