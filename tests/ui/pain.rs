//! Pain before and after: it decides whether anything begins, and counts more than the score.

use std::time::Duration;

use eframe::egui::{Key, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use formcheck::app::ui::{Action, Screen, Told};
use formcheck::core::exercises::HIP_BRIDGE;
use formcheck::core::judge::Search;
use formcheck::core::safety::StopReason;
use formcheck::io::recording::Aftermath;

use crate::scene::{Scene, has, key, press, report, said};

fn before() -> Scene {
    Scene { wanted: Some(Search::One(&HIP_BRIDGE)), ..Scene::of(Screen::Before) }
}

fn after(told: Told) -> Scene {
    Scene { told: Some(told), ..Scene::result(report("bridge_good_man", &HIP_BRIDGE)) }
}

/// Some time after the screen came.
fn settled(scene: Scene) -> Harness<'static, Scene> {
    let mut window = scene.shown();
    window.state_mut().now += Duration::from_secs(2);
    window.run();
    window
}

fn told(pain_after: Option<u8>, new: &[&str]) -> Told {
    let new_symptoms = new.iter().map(|id| (*id).to_owned()).collect();
    Told { before: Some(2), after: Aftermath { pain_after, new_symptoms }, ended: None, is_past: false }
}

fn rating(n: u8) -> String {
    match n {
        0 => "Pain 0 of 10: none".into(),
        10 => "Pain 10 of 10: worst imaginable".into(),
        n => format!("Pain {n} of 10"),
    }
}

#[test]
fn how_it_is_done_is_written_and_spoken_where_the_system_has_a_voice() {
    let mut window = before().shown();
    assert!(said(&window).iter().any(|text| text.starts_with("Lie on your back, knees bent, feet flat")));
    assert!(!has(&window, "Hear how it is done"), "nobody would speak");
    window = Scene { speaks_any_text: true, ..before() }.shown();
    assert_eq!(press(&mut window, "Hear how it is done"), [Action::Explain]);
    let spoken = formcheck::app::ui::explained("de", &HIP_BRIDGE);
    assert!(spoken.starts_with("Hüftbrücke. Auf dem Rücken liegen, Knie gebeugt"), "{spoken}");
    assert!(spoken.ends_with("Seitlich zur Kamera, der ganze Körper im Bild."), "{spoken}");
}

#[test]
fn eleven_ratings_of_which_one_begins_and_the_stop_rule_is_written_out() {
    let mut window = before().shown();
    assert!(has(&window, "Before you start: Hip bridge") && has(&window, formcheck::core::safety::STOP_RULE));
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
    let mut window = settled(after(told(Some(3), &[])));
    assert_eq!(press(&mut window, "Again"), [Action::Again]);
}

#[test]
fn ten_has_a_key_before_and_after_and_both_pages_say_which() {
    let mut window = before().shown();
    assert!(said(&window).iter().any(|text| text.contains("X chooses 10")));
    assert_eq!(key(&mut window, Key::X), [Action::NotToday(Some(10))]);
    let mut window = after(told(None, &[])).shown();
    assert!(said(&window).iter().any(|text| text.contains("Keys 0 to 9 choose, X chooses 10.")));
    for (pressed, n) in [(Key::Num0, 0), (Key::Num7, 7), (Key::X, 10)] {
        assert_eq!(key(&mut window, pressed), [Action::Tell(told(Some(n), &[]).after)]);
    }
    assert_eq!(key(&mut window, Key::ArrowRight), [], "arrows are for the repetitions");
}

#[test]
fn a_rating_that_forbids_a_set_is_remembered_and_a_mistake_is_taken_back() {
    let mut window = before().shown();
    assert_eq!(press(&mut window, &rating(8)), [Action::NotToday(Some(8))]);
    assert_eq!(press(&mut window, &rating(2)), [Action::NotToday(None)]);
    assert_eq!(press(&mut window, &rating(3)), []);
    // A stop from before the page stays.
    let mut window = Scene { stop_today: Some(StopReason::StrongPain), ..before() }.shown();
    assert_eq!(press(&mut window, &rating(9)), [Action::NotToday(Some(9))]);
    assert_eq!(press(&mut window, &rating(2)), []);
}

#[test]
fn after_a_stop_today_another_set_takes_a_confirmation() {
    let mut window = Scene { stop_today: Some(StopReason::MorePain), ..before() }.shown();
    let stopped = "You stopped today: the pain grew. Rest, and ask a doctor or therapist.";
    assert!(has(&window, stopped));
    press(&mut window, &rating(1));
    assert_eq!((press(&mut window, "Start"), key(&mut window, Key::Enter)), (vec![], vec![]));
    let confirm = "The pain has eased, and I want another set today";
    assert_eq!(press(&mut window, confirm), [Action::Confirm(true)]);
    window.state_mut().is_confirmed = true;
    window.run();
    assert_eq!(press(&mut window, confirm), [Action::Confirm(false)]);
    assert_eq!(press(&mut window, "Start"), [Action::Begin(Some(1))]);
    press(&mut window, &rating(7));
    assert!(!has(&window, confirm) && !has(&window, "Start"), "strong pain is not confirmed away");
    let home = |stop_today| Scene { stop_today, ..Scene::of(Screen::Home) }.shown();
    assert!(has(&home(Some(StopReason::MorePain)), stopped) && !has(&home(None), stopped));
    let scene = Scene { stop_today: Some(StopReason::StrongPain), has_begun: false, ..Scene::of(Screen::Home) };
    let texts = said(&scene.shown()).join("\n");
    assert!(texts.contains("too strong for a set today") && !texts.contains("You stopped"), "nothing was begun");
}

#[test]
fn a_key_that_was_meant_to_end_the_set_does_not_take_the_question_away() {
    let mut window = after(told(None, &[])).shown();
    assert_eq!(key(&mut window, Key::Escape), []);
    assert_eq!((press(&mut window, "Home"), press(&mut window, "Again")), (vec![], vec![]));
    assert_eq!(key(&mut window, Key::Num3), [Action::Tell(told(Some(3), &[]).after)], "an answer is none of that");
    window.state_mut().now += Duration::from_secs(2);
    window.run();
    assert_eq!(key(&mut window, Key::Escape), [Action::Home]);
    let mut past = after(Told { is_past: true, ..told(None, &[]) }).shown();
    assert_eq!(key(&mut past, Key::Escape), [Action::Home], "nothing was pressed before a past session came");
}

#[test]
fn a_past_session_shows_what_was_told_and_can_be_told_of_later() {
    let past = |pain_after| Told { is_past: true, ..told(pain_after, &[]) };
    let mut window = after(past(None)).shown();
    assert!(has(&window, "How strong was the pain after this session?") && has(&window, "pain 2, after it not told"));
    assert_eq!(press(&mut window, &rating(5)), [Action::Tell(past(Some(5)).after)]);
    assert_eq!(key(&mut window, Key::Num4), [], "a stray digit changes nothing of the past");
    let window = after(past(Some(5))).shown();
    assert!(has(&window, "This session was stopped: the pain grew.") && !has(&window, "Again"));
    assert!(!said(&window).iter().any(|text| text.starts_with("Stop here")), "that is for today");
}

#[test]
fn home_shows_pain_and_stop_instead_of_a_score() {
    let mut scene = Scene::of(Screen::Home);
    let stopped = &mut scene.sessions[0];
    (stopped.pain_after, stopped.stop) = (Some(5), Some(StopReason::MorePain));
    (scene.sessions[2].n_reps, scene.sessions[2].goal) = (4, Some(20));
    let window = scene.shown();
    assert!(has(&window, "Open Hip bridge, 2026-11-22 18:30, 10 reps, pain 2, after it 5, stopped: the pain grew"));
    assert!(has(&window, "Open Pelvic tilt, 2026-11-20 18:12, 4 reps, pain 2, after it not told, 4 of 20"));
}

#[test]
fn a_set_that_hurt_at_once_shows_the_stop_and_no_advice_for_a_score() {
    let mut report = report("rest_breathing_only", &HIP_BRIDGE);
    report.judgement.notes.clear();
    let ended = Some(StopReason::MorePain);
    let scene = Scene { told: Some(Told { ended, ..told(None, &[]) }), ..Scene::result(report) };
    let window = scene.shown();
    assert!(has(&window, "Stop here: the pain has grown. Rest, and ask a doctor or therapist."));
    assert!(has(&window, "No score"));
    assert!(!said(&window).iter().any(|text| text.contains("Do at least one")), "{:#?}", said(&window));
}

#[test]
fn a_score_of_a_few_tilts_is_told_as_so_many_of_twenty() {
    let report = report("tilt_steady_man", &formcheck::core::exercises::PELVIC_TILT);
    let n = report.judgement.reps.len();
    let score = report.judgement.score.unwrap();
    assert!(n < 20);
    let texts = said(&Scene::result(report).shown());
    assert!(texts.contains(&format!("{n} of 20 repetitions")), "{texts:#?}");
    assert!(texts.contains(&format!("What was done scores {score:.0} of 100.")));
    assert!(!texts.iter().any(|text| text.starts_with("Score ")));
}

#[test]
fn the_page_before_a_set_shows_how_to_set_the_picture_up_and_how_the_exercise_goes() {
    let window = before().window(1280.0, 900.0);
    for text in [
        "Set up the picture",
        "The room from above",
        "The picture of the camera",
        "Starting position",
        "The movement",
        "End position",
    ] {
        assert!(has(&window, text), "{text}");
    }
    assert!(has(&window, "Side-on to the camera, the whole body in the picture."));
    assert!(said(&window).iter().any(|text| text.contains("on the floor or a low chair")));
    let march = formcheck::core::exercises::all().into_iter().find(|exercise| exercise.id == "march").unwrap();
    let standing = Scene { wanted: Some(Search::One(march)), ..before() }.window(1280.0, 900.0);
    assert!(said(&standing).iter().any(|text| text.contains("on a table")));
}

#[test]
fn the_scale_of_pain_is_named_at_both_ends() {
    let window = before().window(1280.0, 900.0);
    let (none, worst) = (window.get_by_label("0: none").rect(), window.get_by_label("10: worst imaginable").rect());
    let cells = [0, 10].map(|n| window.get_by_role_and_label(Role::RadioButton, &rating(n)).rect());
    assert!(none.left() <= cells[0].right() && cells[1].left() <= worst.right(), "{none:?} {worst:?} {cells:?}");
}
