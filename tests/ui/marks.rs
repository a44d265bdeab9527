//! Marks and notes of people beside a session, and reports of other rules.

use std::sync::Arc;

use eframe::egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use formcheck::app::review::{Ask, Move, ReviewStage, ReviewState, Version};
use formcheck::app::ui::Action;
use formcheck::core::exercises::HIP_BRIDGE;
use formcheck::core::report::RULES_VERSION;
use formcheck::core::time::Timestamp;
use formcheck::io::recording::{Mark, Remark};

use crate::review::{SAMPLE, bridge, film, moved};
use crate::scene::{Scene, has, key, press, said};
#[test]
fn objections_are_shown_and_the_machines_result_stays() {
    let mut window = bridge(0.0);
    let (k, rep) = film(&window)
        .report
        .judgement
        .reps
        .iter()
        .enumerate()
        .find(|(_, rep)| !rep.findings.is_empty())
        .map(|(k, rep)| (k, rep.clone()))
        .unwrap();
    window.state_mut().act(&moved(Move::Select(k)));
    window.run();
    let asked = press(&mut window, "Not a repetition");
    assert_eq!(asked, [Action::Review(Ask::Mark(Remark::NotARepetition { rep: k, start_s: rep.start_s }))]);
    window.state_mut().act(&asked);
    window.run();
    assert!(has(&window, "You say: this was no repetition. What was measured stays as it is."));
    let score = format!("score {:.0} of 100", rep.score.unwrap());
    let row = said(&window).into_iter().find(|text| text.starts_with(&format!("Repetition {}: {score}", k + 1)));
    assert!(row.unwrap().ends_with("(Not a repetition)"), "the score is still there");
    let disagree = said(&window).into_iter().find(|text| text.starts_with("I disagree: ")).unwrap();
    let asked = press(&mut window, &disagree);
    let fault = rep.findings[0].fault.clone();
    assert_eq!(asked, [Action::Review(Ask::Mark(Remark::Disagrees { rep: Some(k), fault }))]);
    window.state_mut().act(&asked);
    window.run();
    assert!(has(&window, "You disagree. What was measured stays as it is."));
    let back = press(&mut window, "It is one after all");
    window.state_mut().act(&back);
    window.run();
    assert!(!has(&window, "You say: this was no repetition. What was measured stays as it is."));
}

#[test]
fn a_note_is_made_of_the_moment_and_leads_back_to_it() {
    let mut window = bridge(8.0);
    press(&mut window, "Notes");
    window.get_by_role(eframe::egui::Role::TextInput).focus();
    window.run();
    window.get_by_role(eframe::egui::Role::TextInput).type_text("the cat");
    window.run();
    assert_eq!(key(&mut window, Key::N), [], "while something is typed, keys are letters");
    let asked = press(&mut window, "Note at 0:08.0");
    let [Action::Review(Ask::Mark(Remark::Note { text, rep: None, time_s: Some(8.0) }))] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert!(text.starts_with("the cat"));
    window.state_mut().act(&asked);
    window.run();
    assert!(said(&window).iter().any(|text| text.starts_with("the cat")));
    assert_eq!(press(&mut window, "Go to the note at 0:08.0"), moved(Move::To(Timestamp::from_secs(8.0))));
    let removed = press(&mut window, "Remove the note at 0:08.0");
    assert_eq!(removed, asked);
}

#[test]
fn what_was_overlooked_is_marked_and_taken_back() {
    let mut window = bridge(0.0);
    let judgement = &film(&window).report.judgement;
    let k = judgement.reps.iter().position(|rep| !rep.findings.is_empty()).unwrap();
    let found: Vec<String> = judgement.reps[k].findings.iter().map(|finding| finding.fault.clone()).collect();
    let fault = HIP_BRIDGE.faults.iter().find(|fault| !found.iter().any(|id| id == fault.id)).unwrap();
    window.state_mut().act(&moved(Move::Select(k)));
    window.run();
    let names = |window: &Harness<'static, Scene>| said(window);
    let before = names(&window);
    press(&mut window, "Something was overlooked");
    let added: Vec<String> = names(&window).into_iter().filter(|name| !before.contains(name)).collect();
    assert_eq!(added.len(), HIP_BRIDGE.faults.len() - found.len(), "all but those found: {added:?}");
    let asked = press(&mut window, &added[0]);
    let remark = Remark::Overlooked { rep: Some(k), fault: fault.id.into() };
    assert_eq!(asked, [Action::Review(Ask::Mark(remark))]);
    window.state_mut().act(&asked);
    window.run();
    assert!(has(&window, &format!("You say: {}. It was not found; what was measured stays as it is.", added[0])));
    assert_eq!(press(&mut window, &format!("Take back: {}", added[0])), asked);
}

#[test]
fn a_later_report_can_be_looked_at_and_marks_stay_with_the_first() {
    let mut scene = Scene::review(SAMPLE, &HIP_BRIDGE, 8.0);
    let shown = scene.review.as_mut().unwrap();
    let mut opened = shown.opened().unwrap().as_ref().clone();
    opened.versions.push(Version { rules: RULES_VERSION + 1, day: Some("2026-11-23".into()) });
    shown.stage = ReviewStage::Open(Arc::new(opened.clone()));
    let mut window = scene.window(1280.0, 720.0);
    assert!(has(&window, &format!("As judged that day (rules {RULES_VERSION})")) && has(&window, "Not a repetition"));
    let later = format!("Judged again 2026-11-23 (rules {})", RULES_VERSION + 1);
    assert_eq!(press(&mut window, &later), [Action::Review(Ask::Version(1))]);
    opened.version = 1;
    window.state_mut().review.as_mut().unwrap().stage = ReviewStage::Open(Arc::new(opened));
    window.run();
    assert!(has(&window, "Your marks are about the report of that day, and can be made there."));
    assert!(!has(&window, "Not a repetition") && !said(&window).iter().any(|text| text.starts_with("I disagree")));
    assert_eq!(press(&mut window, &later), [], "it is there already");
}

#[test]
fn what_others_marked_is_told_and_not_taken_for_ones_own() {
    let mut scene = Scene::review(SAMPLE, &HIP_BRIDGE, 8.0);
    let shown = scene.review.as_mut().unwrap();
    let mut opened = shown.opened().unwrap().as_ref().clone();
    let start_s = opened.film.report.judgement.reps[0].start_s;
    for remark in [
        Remark::NotARepetition { rep: 0, start_s },
        Remark::Overlooked { rep: Some(1), fault: HIP_BRIDGE.faults[0].id.into() },
        Remark::Note { text: "well done".into(), rep: None, time_s: Some(3.0) },
    ] {
        opened.marks.push(Mark { by: "Anna".into(), at: String::new(), remark });
    }
    *shown = ReviewState::opening(Timestamp::ZERO, "Me");
    shown.open(opened);
    let mut window = scene.window(1280.0, 720.0);
    assert!(!has(&window, "You say: this was no repetition. What was measured stays as it is."));
    press(&mut window, "Notes");
    assert!(has(&window, "Anna: Repetition 1: Not a repetition") && has(&window, "Anna: 0:03.0: well done"));
    assert!(said(&window).iter().any(|text| text.starts_with("Anna: Repetition 2: overlooked: ")));
}
