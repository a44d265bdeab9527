//! What is said of a set.

use eframe::egui::Key;
use egui_kittest::kittest::Queryable as _;
use formcheck::app::ui::{Action, Screen};
use formcheck::core::exercises::{HIP_BRIDGE, KNEE_TO_CHEST, PELVIC_TILT};
use formcheck::core::judge::Search;
use formcheck::core::report::{CadenceReport, Code, HoldReport, MeasureReport, NotJudged, RefusalReason};

use crate::scene::{Scene, has, key, press, report, said};

#[test]
fn it_leads_to_another_set_and_home() {
    let mut window = Scene::result(report("bridge_good_man", &HIP_BRIDGE)).shown();
    assert_eq!(press(&mut window, "Again"), [Action::Again]);
    assert_eq!(press(&mut window, "Home"), [Action::Home]);
    assert_eq!(key(&mut window, Key::Escape), [Action::Home]);
    assert!(!has(&window, "Look back"), "nothing was kept");
    window.state_mut().folder = Some("2026-11-22-18-30".into());
    window.run();
    assert_eq!(press(&mut window, "Look back"), [Action::OpenSession("2026-11-22-18-30".into())]);
    let mut window = Scene::of(Screen::Result).shown();
    assert_eq!(press(&mut window, "Home"), [Action::Home], "without a report");
}

#[test]
fn the_score_and_every_repetition_are_said() {
    let report = report("bridge_mixed_feet_head_heavy", &HIP_BRIDGE);
    let (score, n) = (report.judgement.score.unwrap(), report.judgement.reps.len());
    let scores: Vec<f64> = report.judgement.reps.iter().map(|rep| rep.score.unwrap()).collect();
    let window = Scene::result(report).shown();
    assert!(has(&window, &format!("Score {score:.0} of 100")) && has(&window, &format!("{n} repetitions")));
    for (k, score) in scores.iter().enumerate() {
        assert!(has(&window, &format!("Repetition {}: score {score:.0} of 100", k + 1)));
    }
}

#[test]
fn goal_holds_and_cadence_of_a_set_are_said_with_their_error() {
    let mut report = report("bridge_good_man", &HIP_BRIDGE);
    let n = report.judgement.reps.len();
    let reading = |value: f64, error: f64| MeasureReport { value, error };
    let set = &mut report.judgement.sets[0];
    set.goal = Some(n + 3);
    set.hold = Some(HoldReport { total_s: reading(41.2, 1.5), longest_s: reading(12.0, 0.3) });
    let (from_per_minute, to_per_minute) = (Some(100.0), Some(130.0));
    let per_minute = reading(112.4, 3.6);
    set.cadence = Some(CadenceReport { per_minute, n_intervals: 40, from_per_minute, to_per_minute });
    let window = Scene::result(report).shown();
    for text in [
        "Amount".to_owned(),
        format!("{n} of {}", n + 3),
        format!("{n} of {} repetitions", n + 3),
        "Held for 41.2 s ± 1.5 in all, longest hold 12.0 s ± 0.3".to_owned(),
        "112 steps a minute ± 4".to_owned(),
        "Asked for: 100 to 130 steps a minute".to_owned(),
    ] {
        assert!(has(&window, &text), "{text}: {:#?}", said(&window));
    }
}

#[test]
fn the_worst_repetition_is_shown_first_and_others_by_mouse_and_arrows() {
    let report = report("bridge_mixed_feet_head_heavy", &HIP_BRIDGE);
    let costs = |k: usize| report.judgement.reps[k].findings.iter().map(|finding| finding.cost).sum::<f64>();
    let worst = (0..report.judgement.reps.len()).max_by(|a, b| costs(*a).total_cmp(&costs(*b))).unwrap();
    let finding = report.judgement.reps[worst].findings[0].clone();
    let first = format!("Repetition 1: score {:.0} of 100", report.judgement.reps[0].score.unwrap());
    let mut window = Scene::result(report).shown();
    assert!(has(&window, &format!("Repetition {}", worst + 1)));
    let source = format!("Limit from: {}", finding.source);
    let reading = format!("Measured {:.2} trunk lengths ± {:.2}", finding.reading, finding.error);
    assert!(has(&window, &source) && said(&window).iter().any(|text| text.starts_with(&reading)), "{reading}");
    press(&mut window, &first);
    assert!(has(&window, "Repetition 1") && has(&window, "Nothing to improve was found."));
    key(&mut window, Key::Tab);
    for _ in 0..12 {
        if has(&window, "Repetition 2") {
            return;
        }
        key(&mut window, Key::Tab);
    }
    panic!("the keyboard never came to the second repetition");
}

#[test]
fn two_things_to_work_on_are_those_that_cost_most() {
    let mut report = report("bridge_mixed_feet_head_heavy", &HIP_BRIDGE);
    let template = report.judgement.reps.iter().find_map(|rep| rep.findings.first()).unwrap().clone();
    for rep in &mut report.judgement.reps {
        rep.findings.clear();
    }
    for (k, fault, cost) in [(0, "jerky", 9.0), (1, "jerky", 9.0), (0, "sagging", 10.0), (1, "hips_low", 30.0)] {
        let finding = formcheck::core::report::Finding { fault: fault.into(), cost, ..template.clone() };
        report.judgement.reps[k].findings.push(finding);
    }
    let total = report.judgement.reps.len();
    let said = said(&Scene::result(report).shown());
    let place = |text: &str| said.iter().position(|it| it == text);
    let (first, second) =
        (format!("Hips low, in 1 of {total} repetitions"), format!("Hurried, in 2 of {total} repetitions"));
    assert!(place(&first).unwrap() < place(&second).unwrap());
    assert_eq!(place(&format!("Hips sink in the hold, in 1 of {total} repetitions")), None);
}

#[test]
fn what_was_not_judged_is_said_with_the_reason() {
    let mut report = report("bridge_good_man", &HIP_BRIDGE);
    let total = report.judgement.reps.len();
    let missing = NotJudged {
        fault: "feet_moved".into(),
        why: Code::NotSeen.says(["hip_bridge", "feet_moved"], "not seen: foot of the side towards the camera"),
    };
    let rep = &mut report.judgement.reps[0];
    (rep.score, rep.not_judged) = (None, vec![missing]);
    let mut window = Scene::result(report).shown();
    assert!(has(&window, &format!("Feet moved, in 1 of {total} repetitions")));
    assert!(has(&window, "Not seen: foot of the side towards the camera"));
    press(&mut window, "Repetition 1: not judged");
    assert!(said(&window).iter().any(|text| text.starts_with("Not judged: Feet moved.")));
}

#[test]
fn a_refusal_is_said_in_full_and_no_score_is_made_up() {
    let report = report("rest_breathing_only", &HIP_BRIDGE);
    assert_eq!(report.judgement.refusal.as_ref().unwrap().reason, RefusalReason::NoRepetitions);
    let window = Scene::result(report).shown();
    assert!(has(&window, "No score"));
    assert!(said(&window).iter().any(|text| text.starts_with("No whole repetition was found.")));
    assert!(!said(&window).iter().any(|text| text.contains("of 100")));
}

#[test]
fn a_rhythm_is_told_with_its_errors() {
    let window = Scene::result(report("tilt_uneven_woman", &PELVIC_TILT)).shown();
    let said = said(&window);
    assert!(said.iter().any(|text| text.starts_with("Period ") && text.contains('±')), "{said:#?}");
    assert!(said.iter().any(|text| text.starts_with("Varies by ")));
    assert!(said.contains(&"Keep an even rhythm: count along".to_owned()), "{said:#?}");
}

#[test]
fn german_says_all_of_it_in_german() {
    for (name, search) in [
        ("ktc_knee_lags_ankles_apart", Search::One(&KNEE_TO_CHEST)),
        ("bridge_mixed_feet_head_heavy", Search::One(&HIP_BRIDGE)),
        ("tilt_uneven_woman", Search::One(&PELVIC_TILT)),
        ("neg_sit_up", Search::Auto),
    ] {
        let mut scene = Scene::result(report(name, search));
        scene.locale = Some("de_DE.UTF-8".into());
        let said = said(&scene.shown());
        let english = [" the ", "Score", "epetition", "judged", " of "];
        let left: Vec<&String> = said.iter().filter(|text| english.iter().any(|word| text.contains(word))).collect();
        assert!(left.is_empty(), "{name}: {left:#?}");
    }
}

#[test]
fn without_a_score_there_is_nothing_to_work_on_and_no_empty_half() {
    let window = Scene::result(report("rest_breathing_only", &HIP_BRIDGE)).window(1366.0, 768.0);
    assert!(!has(&window, "Work on this") && has(&window, "No score"));
    let window = Scene::result(report("bridge_mixed_feet_head_heavy", &HIP_BRIDGE)).window(1366.0, 768.0);
    let bars = window.get_by_label("Repetitions").rect();
    assert!(bars.top() < 200.0, "the repetitions are beside the score: {bars:?}");
}

#[test]
fn a_tilt_is_not_held() {
    let tilt = said(&Scene::result(report("tilt_steady_man", &PELVIC_TILT)).shown());
    assert!(!tilt.iter().any(|text| text.starts_with("Hold ")), "{tilt:#?}");
    let bridge = said(&Scene::result(report("bridge_good_man", &HIP_BRIDGE)).shown());
    assert!(bridge.iter().any(|text| text.starts_with("Hold ")));
}
