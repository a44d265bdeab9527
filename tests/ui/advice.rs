//! Advice beside the picture: it fits what is seen, is shown once, and ends when it no longer holds.

use formcheck::app::live::{LiveStage, Picture, VoiceGuideView};
use formcheck::app::ui::Screen;
use formcheck::core::exercises::{HIP_BRIDGE, KNEE_TO_CHEST};
use formcheck::core::judge::{LiveView, Phase, Search, ViewWarning};
use formcheck::core::report::Code;
use formcheck::core::time::Timestamp;
use formcheck::guide::coach::{Advice, Coaching};
use formcheck::guide::cue::{CueStage, Prompt};

use crate::scene::{Scene, has, picture, picture_where, report, said};

fn lying() -> Picture {
    picture("bridge_good_man", &HIP_BRIDGE, 0.5)
}

fn led(picture: Picture, stage: CueStage, advice: Option<Advice>, said: Option<Prompt>) -> Scene {
    let mut scene = Scene::live(LiveStage::Running, picture);
    let coaching = Coaching { advice, ..Coaching::default() };
    scene.shown.as_mut().unwrap().guide = Some(VoiceGuideView { stage, coaching, said });
    scene
}

#[test]
fn a_pause_says_how_to_go_on_from_the_mat_and_so_does_the_page_before_the_set() {
    let mut scene = led(lying(), CueStage::Paused, None, None);
    scene.shown.as_mut().unwrap().stage = LiveStage::Paused;
    let arm = "hold an upper arm straight up for two seconds";
    assert!(said(&scene.shown()).iter().any(|text| text.contains(arm) && text.contains("Space")));
    let not_led = Scene::live(LiveStage::Paused, lying());
    assert!(!said(&not_led.shown()).iter().any(|text| text.contains(arm)), "where the body is not read");
    let before = Scene { wanted: Some(Search::Auto), ..Scene::of(Screen::Before) };
    assert!(said(&before.shown()).iter().any(|text| text.contains(arm)));
}

#[test]
fn nobody_with_a_skeleton_is_told_not_to_be_seen() {
    let unseen = "I cannot see you";
    let is_said = |scene: Scene| said(&scene.shown()).iter().any(|text| text.starts_with(unseen));
    let coach = Prompt::Coach(Advice::ComeIntoView);
    assert!(!is_said(led(lying(), CueStage::Coaching, Some(Advice::ComeIntoView), None)));
    assert!(!is_said(led(lying(), CueStage::Coaching, None, Some(coach))), "for having been said a moment ago");
    let mut nobody = lying();
    nobody.view.pose = None;
    assert!(is_said(led(nobody, CueStage::Coaching, Some(Advice::ComeIntoView), None)));
}

#[test]
fn before_the_set_only_the_coach_speaks_and_in_it_a_warning_does_not_stay() {
    let small = "You are small in the picture: move the camera closer";
    let mut picture = lying();
    picture.view.warnings = vec![ViewWarning::Small];
    let coached = led(picture.clone(), CueStage::Coaching, Some(Advice::Closer), None).shown();
    assert!(
        !has(&coached, small) && said(&coached).iter().any(|text| text.starts_with("You are small in the picture."))
    );
    let mut window = led(picture, CueStage::Doing, None, None).shown();
    assert!(has(&window, small));
    let shown = window.state_mut().shown.as_mut().unwrap().picture.as_mut().unwrap();
    let mut frame = formcheck::core::frame::Frame::clone(&shown.frame);
    frame.at = Timestamp::from_secs(frame.at.secs() + 10.5);
    shown.frame = std::sync::Arc::new(frame);
    window.run();
    assert!(!has(&window, small));
}

#[test]
fn while_it_is_uncertain_which_exercise_it_is_nothing_is_scolded() {
    let top = |view: &LiveView| view.phase == Phase::Top && view.last_rep.is_none();
    let looked_for = |search: Search, is_it: &dyn Fn(&LiveView) -> bool| {
        let picture = picture_where("ktc_short_range_man_oblique", search, is_it);
        said(&Scene { search, ..Scene::live(LiveStage::Running, picture) }.shown())
    };
    let texts = looked_for(Search::One(&KNEE_TO_CHEST), &top);
    let is_judged = |texts: &[String]| {
        texts.iter().any(|text| text.starts_with("Hold ") || text.contains("best") || text.ends_with("degrees"))
    };
    assert!(is_judged(&texts), "{texts:#?}");
    let texts = looked_for(Search::Auto, &top);
    assert!(!is_judged(&texts) && texts.contains(&"Not certain yet which exercise this is".to_owned()), "{texts:#?}");
    let done = |view: &LiveView| view.is_certain && view.phase == Phase::Top && view.last_rep.is_some();
    assert!(is_judged(&looked_for(Search::Auto, &done)), "one repetition of it has counted");
}

#[test]
fn only_what_no_camera_at_the_side_sees_stands_under_that_heading() {
    let mut report = report("bridge_good_man", &HIP_BRIDGE);
    report.judgement.notes.push(Code::Paused.says(["56.2", "65.2"], "paused from 56.2 to 65.2 s"));
    let texts = said(&Scene::result(report).shown());
    let place = |start: &str| texts.iter().position(|text| text.starts_with(start)).unwrap();
    assert!(
        place("Good to know") < place("Paused from") && place("Paused from") < place("Cannot be seen by the camera")
    );
    assert_eq!(texts.iter().filter(|text| *text == "Cannot be seen by the camera").count(), 1);
    assert!(place("Cannot be seen by the camera") < place("Left–right symmetry"));
}
