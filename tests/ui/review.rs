//! Looking back: every key, button and tab, and what they ask for.

use std::sync::Arc;

use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use formcheck::app::review::{Ask, Film, Move, Opened, Past, ReviewStage, ReviewState, Way};
use formcheck::app::ui::{Action, Screen};
use formcheck::core::exercises::{HIP_BRIDGE, KNEE_TO_CHEST, PELVIC_TILT};
use formcheck::core::report::trend::{Point, trend};
use formcheck::core::time::Timestamp;
use formcheck::io::recording::history::Course;

use crate::scene::{Scene, has, key, opened, press, said};

pub(crate) const SAMPLE: &str = "bridge_mixed_feet_head_heavy";

pub(crate) fn moved(to: Move) -> Vec<Action> {
    vec![Action::Review(Ask::Move(to))]
}

pub(crate) fn bridge(at_secs: f64) -> Harness<'static, Scene> {
    Scene::review(SAMPLE, &HIP_BRIDGE, at_secs).window(1280.0, 720.0)
}

pub(crate) fn film<'a>(window: &'a Harness<'static, Scene>) -> &'a Film {
    &window.state().review.as_ref().unwrap().opened().unwrap().film
}

/// Presses a key and does what it asks for.
fn goes(window: &mut Harness<'static, Scene>, pressed: Key) -> f64 {
    let asked = key(window, pressed);
    window.state_mut().act(&asked);
    window.run();
    window.state().review.as_ref().unwrap().player.at().secs()
}

#[test]
fn every_key_does_its_own() {
    let mut window = bridge(8.0);
    for (pressed, to) in [
        (Key::Space, Move::Toggle),
        (Key::ArrowLeft, Move::Frame(Way::Back)),
        (Key::ArrowRight, Move::Frame(Way::On)),
        (Key::N, Move::Fault(Way::On)),
        (Key::P, Move::Fault(Way::Back)),
        (Key::R, Move::Rep(Way::On)),
        (Key::L, Move::Loop),
        (Key::S, Move::Slow),
        (Key::Home, Move::Begin),
        (Key::End, Move::End),
    ] {
        assert_eq!(key(&mut window, pressed), moved(to), "{pressed:?}");
    }
    assert_eq!(key(&mut window, Key::Escape), [Action::Home]);
    window.state_mut().asked.clear();
    window.key_press_modifiers(Modifiers::SHIFT, Key::R);
    window.run();
    assert_eq!(window.state().asked, moved(Move::Rep(Way::Back)));
}

#[test]
fn every_button_does_what_its_key_does() {
    let mut window = bridge(8.0);
    for (name, to) in [
        ("Play", Move::Toggle),
        ("One picture back", Move::Frame(Way::Back)),
        ("One picture on", Move::Frame(Way::On)),
        ("Previous finding", Move::Fault(Way::Back)),
        ("Next finding", Move::Fault(Way::On)),
        ("Previous repetition", Move::Rep(Way::Back)),
        ("Next repetition", Move::Rep(Way::On)),
        ("Repeat this repetition", Move::Loop),
        ("Speed", Move::Slow),
    ] {
        assert_eq!(press(&mut window, name), moved(to), "{name}");
    }
    assert_eq!(press(&mut window, "Home"), [Action::Home]);
    assert_eq!(press(&mut window, "Summary"), [Action::OpenSummary("2026-11-22-18-30".into())]);
}

#[test]
fn keys_go_to_findings_repetitions_frames_and_ends() {
    let mut window = bridge(0.0);
    let (faults, reps) = (film(&window).fault_starts().to_vec(), film(&window).rep_starts().to_vec());
    let (begin, end) = film(&window).span();
    assert!((goes(&mut window, Key::N) - faults[0]).abs() < 1e-6);
    assert!((goes(&mut window, Key::N) - faults[1]).abs() < 1e-6);
    assert!((goes(&mut window, Key::P) - faults[0]).abs() < 1e-6);
    assert_eq!(goes(&mut window, Key::End), end);
    assert_eq!(goes(&mut window, Key::Home), begin);
    assert!((goes(&mut window, Key::R) - reps[0]).abs() < 1e-6);
    let at = goes(&mut window, Key::R);
    let next = goes(&mut window, Key::ArrowRight);
    assert!((at - reps[1]).abs() < 1e-6 && 0.0 < next - at && next - at < 0.07, "one frame: {at} {next}");
}

#[test]
fn arrows_step_even_where_a_button_has_the_keyboard() {
    let mut window = bridge(8.0);
    key(&mut window, Key::Tab);
    key(&mut window, Key::Tab);
    assert_eq!(key(&mut window, Key::ArrowRight), moved(Move::Frame(Way::On)));
    assert_eq!(key(&mut window, Key::ArrowRight), moved(Move::Frame(Way::On)), "and again");
}

#[test]
fn a_repetition_is_chosen_from_the_table_and_told_in_full() {
    let mut window = bridge(0.0);
    let rep = film(&window).report.judgement.reps.iter().position(|rep| !rep.findings.is_empty()).unwrap();
    let finding = film(&window).report.judgement.reps[rep].findings[0].clone();
    let row =
        said(&window).into_iter().find(|text| text.starts_with(&format!("Repetition {}: score", rep + 1))).unwrap();
    assert!(row.contains("hold ") && row.contains(" s, "), "{row}");
    let asked = press(&mut window, &row);
    assert_eq!(asked, moved(Move::Select(rep)));
    window.state_mut().act(&asked);
    window.run();
    assert_eq!(window.state().review.as_ref().unwrap().player.looped(), Some(rep));
    let said = said(&window);
    assert!(said.iter().any(|text| text.starts_with(&format!("Why this score? Repetition {}", rep + 1))));
    let cost = format!("costs {:.0} points", finding.cost);
    let source = format!("Limit from: {}", finding.source);
    assert!(said.iter().any(|text| text.contains(&cost)) && said.contains(&source), "{said:#?}");
    assert!(said.iter().any(|text| text.starts_with("Measured ") && text.contains(" ± ")));
}

#[test]
fn what_happened_is_said_on_the_timeline() {
    let window = bridge(0.0);
    let said = said(&window);
    let n_reps = film(&window).report.judgement.reps.len();
    for k in 1..=n_reps {
        assert!(said.iter().any(|text| text.starts_with(&format!("Repetition {k}, 0:"))), "{k}: {said:#?}");
        assert!(said.iter().any(|text| text.starts_with(&format!("Hold of repetition {k}, "))), "{k}");
    }
    assert!(said.iter().any(|text| text.starts_with("Timeline, at 0:0")));
}

#[test]
fn readings_over_time_are_drawn_and_a_press_goes_there() {
    let mut window = bridge(2.0);
    press(&mut window, "Curves");
    assert!(has(&window, "Shoulder–hip–knee angle (°)") && has(&window, "Knee angle (°)"));
    let plot = window.get_by_role_and_label(eframe::egui::Role::Image, "Shoulder–hip–knee angle").rect();
    window.state_mut().asked.clear();
    let middle = plot.center();
    window.drag_at(middle);
    window.run();
    window.drop_at(middle);
    window.run();
    let asked = std::mem::take(&mut window.state_mut().asked);
    let Some(Action::Review(Ask::Move(Move::To(at)))) = asked.first() else { panic!("{asked:?}") };
    let (begin, end) = film(&window).span();
    assert!((at.secs() - f64::midpoint(begin, end)).abs() < 0.1 * (end - begin), "{at:?}");
}

#[test]
fn every_exercise_has_its_curves() {
    for (name, exercise) in [("ktc_good_woman", &KNEE_TO_CHEST), ("tilt_steady_man", &PELVIC_TILT)] {
        let mut window = Scene::review(name, exercise, 8.0).window(1280.0, 720.0);
        press(&mut window, "Curves");
        let is_rhythm = has(&window, "Rhythm: place along the trunk, in trunk lengths");
        assert_eq!(is_rhythm, exercise.rhythm().is_some(), "{name}");
    }
}

#[test]
fn another_session_is_laid_beside_it_with_errors() {
    let mut scene = Scene::review(SAMPLE, &HIP_BRIDGE, 8.0);
    scene
        .sessions
        .push(formcheck::io::recording::Session { began: "2026-11-19 18:00".into(), ..scene.sessions[0].clone() });
    scene.sessions[3].folder = "other".into();
    let mut window = scene.window(1280.0, 720.0);
    press(&mut window, "Compare");
    assert_eq!(press(&mut window, "2026-11-19 18:00, 87 of 100"), [Action::Review(Ask::Compare(Some("other".into())))]);
    let other = opened("bridge_low_hips_woman", &HIP_BRIDGE);
    window.state_mut().review.as_mut().unwrap().other = Some(Arc::new(other));
    window.run();
    let said = said(&window);
    assert!(
        said.iter().any(|text| text.starts_with("Shoulder–hip–knee angle (°): +") && text.contains("than the error"))
    );
    assert!(said.iter().any(|text| text.contains("within the error")), "{said:#?}");
    assert_eq!(press(&mut window, "End the comparison"), [Action::Review(Ask::Compare(None))]);
}

#[test]
fn progress_is_said_only_beyond_what_can_be_told() {
    let course = |of: &[(f64, f64)], error: f64| {
        let points: Vec<Point> =
            of.iter().map(|&(day, value)| Point { day, value, error, change_error: error }).collect();
        Course { trend: trend(&points, 0.0), points, n_other_rules: 2, stopped: Vec::new() }
    };
    let score = course(&[(0.0, 60.0), (3.0, 64.0), (9.0, 80.0), (14.0, 82.0)], 6.0);
    let main = course(&[(0.0, 171.0), (3.0, 171.3), (9.0, 171.9), (14.0, 172.4)], 11.0);
    let mut scene = Scene::review(SAMPLE, &HIP_BRIDGE, 8.0);
    let pain = |of: &[(f64, f64)]| Course { trend: trend(&[], 2.0), ..course(of, 0.0) };
    let (pain_before, pain_after) = (pain(&[(0.0, 2.0)]), pain(&[]));
    scene.review.as_mut().unwrap().past = Some(Arc::new(Past { pain_before, pain_after, score, main }));
    let mut window = scene.window(1280.0, 720.0);
    press(&mut window, "Over weeks");
    let told = said(&window).join("\n");
    assert!(told.contains("From the first week to the last: +20, more than can happen by error (10)"), "{told}");
    assert!(told.contains("From the first week to the last: +1. Less than 19 cannot be told from error."), "{told}");
    assert!(told.contains("Sessions judged by other rules are left out: 2."), "{told}");
    let few = || course(&[(0.0, 60.0), (3.0, 80.0)], 6.0);
    let few = Past { pain_before: few(), pain_after: few(), score: few(), main: few() };
    window.state_mut().review.as_mut().unwrap().past = Some(Arc::new(few));
    window.run();
    assert!(has(&window, "What changes is told once there are sessions of two different weeks."));
    let same = || course(&[(0.0, 2.0), (3.0, 2.0), (9.0, 2.0), (14.0, 2.0)], 0.0);
    let same = Past { pain_before: same(), pain_after: same(), score: same(), main: same() };
    window.state_mut().review.as_mut().unwrap().past = Some(Arc::new(same));
    window.run();
    assert!(has(&window, "From the first week to the last nothing has changed."), "{:#?}", said(&window));
}

#[test]
fn a_session_is_named_by_its_day_and_says_that_no_video_was_kept() {
    let mut scene = Scene::review(SAMPLE, &HIP_BRIDGE, 8.0);
    scene.settings.language = Some("de".into());
    let shown = scene.review.as_mut().unwrap();
    let opened = Arc::new(Opened { video: None, ..opened(SAMPLE, &HIP_BRIDGE) });
    shown.stage = ReviewStage::Open(opened);
    let texts = said(&scene.window(1280.0, 720.0)).join("\n");
    assert!(texts.contains("22.11.2026 18:30") && texts.contains("kein Video behalten"), "{texts}");
}

#[test]
fn a_review_begins_at_the_first_repetition_unless_another_place_was_asked_for() {
    let at = |secs: f64| Scene::review(SAMPLE, &HIP_BRIDGE, secs).review.unwrap();
    let first = at(0.0).opened().unwrap().film.rep_starts()[0];
    assert!(0.5 < first && (at(0.0).player.at().secs() - first).abs() < 0.1, "{first}");
    assert!((at(8.0).player.at().secs() - 8.0).abs() < 0.1);
}

#[test]
fn a_report_alone_says_so_and_still_tells_its_repetitions() {
    let mut scene = Scene::review(SAMPLE, &HIP_BRIDGE, 0.0);
    let shown = scene.review.as_mut().unwrap();
    let mut opened = shown.opened().unwrap().as_ref().clone();
    (opened.film, opened.video) = (Film::of_report(opened.film.report), None);
    *shown = ReviewState::opening(Timestamp::ZERO, "Me");
    shown.open(opened);
    let mut window = scene.window(1280.0, 720.0);
    let only = "Of this session only the report was kept: there are no pictures and no movement to look at.";
    assert!(has(&window, only) && said(&window).iter().any(|text| text.starts_with("Repetition 1: score")));
    press(&mut window, "Curves");
    assert!(has(&window, only));
}

#[test]
fn a_log_alone_shows_the_figure_where_one_is() {
    let mut scene = Scene::review(SAMPLE, &HIP_BRIDGE, 8.0);
    let shown = scene.review.as_mut().unwrap();
    let mut opened = shown.opened().unwrap().as_ref().clone();
    opened.video = None;
    (shown.stage, shown.picture) = (ReviewStage::Open(Arc::new(opened)), None);
    let (frame, state) = shown.seen();
    let state = state.unwrap();
    assert!(frame.is_none() && state.view.pose.is_some() && state.at <= shown.player.at());
    assert!(has(&scene.window(1280.0, 720.0), "Picture at 0:08.0"));
}

#[test]
fn it_says_how_far_it_is_and_why_it_cannot() {
    let mut scene = Scene::of(Screen::Review);
    let mut shown = ReviewState::opening(Timestamp::ZERO, "Me");
    shown.stage = ReviewStage::Opening(30, Some(120));
    scene.review = Some(shown.clone());
    let mut window = scene.window(1280.0, 720.0);
    assert!(has(&window, "The session is being opened…"));
    assert_eq!(press(&mut window, "Cancel"), [Action::Home]);
    assert_eq!(key(&mut window, Key::Escape), [Action::Home]);
    shown.stage = ReviewStage::Failed("this is no video".into());
    let mut scene = Scene::of(Screen::Review);
    scene.review = Some(shown);
    assert!(has(&scene.window(1280.0, 720.0), "This is no video"));
}

#[test]
fn german_says_all_of_it_in_german() {
    let mut scene = Scene::review(SAMPLE, &HIP_BRIDGE, 8.0);
    scene.locale = Some("de_DE.UTF-8".into());
    let mut window = scene.window(1280.0, 720.0);
    for tab in ["Wiederholungen", "Kurven", "Vergleichen", "Notizen"] {
        press(&mut window, tab);
        let english = [" the ", "Score", "epetition", "judged", " of "];
        let said = said(&window);
        let left: Vec<&String> = said.iter().filter(|text| english.iter().any(|word| text.contains(word))).collect();
        assert!(left.is_empty(), "{tab}: {left:#?}");
    }
}
