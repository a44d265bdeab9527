//! A session while it happens.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::Key;
use formcheck::app::live::{LiveStage, Picture, RecorderStatus, VoiceGuideView};
use formcheck::app::ui::{Action, Screen};
use formcheck::core::exercise::AskedView;
use formcheck::core::exercises::{HIP_BRIDGE, KNEE_TO_CHEST, PELVIC_TILT};
use formcheck::core::judge::{Phase, ViewWarning};
use formcheck::core::pose::SetupRefusal;
use formcheck::guide::coach::{Advice, Coaching};
use formcheck::guide::cue::{CueStage, Prompt};

use crate::scene::{Scene, has, key, picture, picture_where, press, report, said};

/// A bridge that was done, at rest.
fn bridge(name: &str) -> Picture {
    picture_where(name, &HIP_BRIDGE, |view| view.last_rep.is_some() && view.phase == Phase::Rest)
}

#[test]
fn running_it_pauses_and_finishes_by_button_and_key() {
    let mut window = Scene::live(LiveStage::Running, bridge("bridge_good_man")).shown();
    assert_eq!(press(&mut window, "Pause"), [Action::Pause]);
    assert_eq!(press(&mut window, "Finish"), [Action::Stop]);
    assert_eq!(key(&mut window, Key::Space), [Action::Pause]);
    assert_eq!(key(&mut window, Key::Escape), [Action::Stop]);
    assert_eq!(key(&mut window, Key::Enter), [Action::Stop]);
    assert!(!has(&window, "Resume"));
}

#[test]
fn what_is_recorded_is_shown_and_so_is_what_is_no_longer() {
    let recording = "Video is being recorded";
    let lost = "Recording has stopped; the set goes on";
    let full = Some("the disk is full; free some space".to_owned());
    for (has_video, is_recording, trouble, shown) in [
        (false, true, None, [false, false]),
        (true, true, None, [true, false]),
        (true, false, None, [false, false]),
        (true, false, full.clone(), [false, true]),
        (false, false, full, [false, true]),
    ] {
        let mut scene = Scene::live(LiveStage::Running, bridge("bridge_good_man"));
        scene.shown.as_mut().unwrap().recorder =
            RecorderStatus { has_video, is_recording, trouble: trouble.map(Into::into) };
        let window = scene.shown();
        assert_eq!([recording, lost].map(|text| has(&window, text)), shown, "{has_video} {is_recording}");
    }
}

/// Led by ear.
fn led(stage: CueStage, coaching: Coaching, said: Option<Prompt>) -> Scene {
    let mut scene = Scene::live(LiveStage::Running, bridge("bridge_good_man"));
    scene.shown.as_mut().unwrap().guide = Some(VoiceGuideView { stage, coaching, said });
    scene
}

#[test]
fn before_the_set_it_shows_what_the_voice_says() {
    let advised = Coaching { advice: Some(Advice::FurtherAway), ..Coaching::default() };
    let good = Coaching { is_good: true, ..Coaching::default() };
    for (stage, coaching, prompt, sentence) in [
        (CueStage::Coaching, Coaching::default(), Some(Prompt::StopRule), "Stop if the pain grows"),
        (CueStage::Coaching, advised, Some(Prompt::StopRule), "You do not fit into the picture"),
        (CueStage::Coaching, good, None, "I see you well"),
    ] {
        let window = led(stage, coaching, prompt).shown();
        assert!(said(&window).iter().any(|text| text.starts_with(sentence)), "{sentence}: {:?}", said(&window));
        assert!(has(&window, "4 repetitions") || said(&window).iter().any(|text| text.ends_with("repetitions")));
    }
    let window = led(CueStage::CountingDown, good, Some(Prompt::Countdown(2))).shown();
    assert!(!said(&window).iter().any(|text| text.ends_with("repetitions")), "the countdown has the count's place");
    let window = led(CueStage::Doing, advised, Some(Prompt::Number(1))).shown();
    assert!(!said(&window).iter().any(|text| text.starts_with("You do not fit")), "the set is not disturbed");
}

#[test]
fn pain_ends_it_and_the_sound_goes_off_and_on_by_button_and_key() {
    let mut window = Scene::live(LiveStage::Running, bridge("bridge_good_man")).shown();
    assert_eq!(press(&mut window, "It hurts"), [Action::Hurts]);
    assert_eq!(key(&mut window, Key::P), [Action::Hurts]);
    let mut muted = window.state().settings.clone();
    muted.sound.is_muted = true;
    assert_eq!(press(&mut window, "Mute"), [Action::Change(muted.clone())]);
    assert_eq!(key(&mut window, Key::M), [Action::Change(muted.clone())]);
    let on = std::mem::replace(&mut window.state_mut().settings, muted);
    window.run();
    assert_eq!(key(&mut window, Key::M), [Action::Change(on)]);
    assert!(has(&window, "Unmute"));
}

#[test]
fn space_pauses_whatever_has_the_keyboard_and_enter_presses_it() {
    let mut window = Scene::live(LiveStage::Running, bridge("bridge_good_man")).shown();
    for _ in 0..2 {
        assert_eq!(key(&mut window, Key::Tab), []);
    }
    assert_eq!(key(&mut window, Key::Space), [Action::Pause]);
    assert_eq!(key(&mut window, Key::Enter), [Action::Stop], "the second button is «Finish»");
    key(&mut window, Key::ArrowLeft);
    assert_eq!(key(&mut window, Key::Enter), [Action::Pause], "the one at its left is «Pause»");
}

#[test]
fn paused_it_says_so_and_goes_on_or_finishes() {
    let mut window = Scene::live(LiveStage::Paused, bridge("bridge_good_man")).shown();
    assert!(said(&window).iter().any(|text| text.starts_with("Paused. Nothing is judged")));
    assert_eq!(press(&mut window, "Resume"), [Action::Resume]);
    assert_eq!(key(&mut window, Key::Space), [Action::Resume]);
    assert_eq!(press(&mut window, "Finish"), [Action::Stop]);
    assert_eq!(key(&mut window, Key::Escape), [Action::Stop]);
}

#[test]
fn without_pictures_it_says_why_and_can_be_finished() {
    let lost = LiveStage::Lost("The camera was unplugged: plug it in.".into());
    let mut window = Scene::live(lost, bridge("bridge_good_man")).shown();
    assert!(said(&window).iter().any(|text| text.contains("No picture. The camera was unplugged: plug it in.")));
    assert_eq!(press(&mut window, "Finish"), [Action::Stop]);
}

#[test]
fn a_picture_that_stays_too_long_is_not_passed_off_as_now() {
    let mut scene = Scene::live(LiveStage::Running, bridge("bridge_good_man"));
    scene.now += Duration::from_secs(1);
    assert!(!said(&scene.shown()).iter().any(|text| text.starts_with("No picture")));
    let mut scene = Scene::live(LiveStage::Running, bridge("bridge_good_man"));
    scene.now += Duration::from_secs(5);
    assert!(said(&scene.shown()).iter().any(|text| text.starts_with("No picture")));
}

#[test]
fn starting_and_failed_lead_home() {
    for (stage, sentence) in [
        (LiveStage::Starting, "Getting ready"),
        (
            LiveStage::Failed("The model is damaged: install it again.".into()),
            "The model is damaged: install it again.",
        ),
    ] {
        let mut scene = Scene::live(stage, bridge("bridge_good_man"));
        scene.shown.as_mut().unwrap().picture = None;
        let mut window = scene.shown();
        assert!(said(&window).iter().any(|text| text.contains(sentence)), "{sentence}");
        assert_eq!(press(&mut window, "Home"), [Action::Home]);
        assert_eq!(key(&mut window, Key::Escape), [Action::Home]);
        assert_eq!(key(&mut window, Key::Space), []);
        // It may hurt before the camera has opened.
        let is_starting = window.state().shown.as_ref().is_some_and(|shown| shown.stage == LiveStage::Starting);
        let hurts = if is_starting { vec![Action::Hurts] } else { vec![] };
        assert_eq!((key(&mut window, Key::P), has(&window, "It hurts")), (hurts, is_starting));
    }
    let mut window = Scene::of(Screen::Live).shown();
    assert_eq!(press(&mut window, "Home"), [Action::Home], "before anything was shown");
}

#[test]
fn done_shows_the_result() {
    let done = LiveStage::Done(Arc::new(report("bridge_good_man", &HIP_BRIDGE)));
    let mut window = Scene::live(done, bridge("bridge_good_man")).shown();
    assert_eq!(press(&mut window, "Again"), [Action::Again]);
}

#[test]
fn count_phase_hold_and_angle_have_names() {
    let top = picture_where("bridge_good_man", &HIP_BRIDGE, |view| {
        view.phase == Phase::Top && 1.2 < view.hold_secs && 0 < view.n_reps
    });
    assert_eq!(top.view.provisional_reps, 1);
    let hold = format!("Hold {:.1} of 2 seconds", top.view.hold_secs);
    let mut scene = Scene::live(LiveStage::Running, top);
    scene.settings.has_details = true;
    let said = said(&scene.shown());
    for name in ["1 repetition".into(), "Phase: Top".into(), hold, "24 poses/s, 38 ms delay, 4 skipped, 1 lost".into()]
    {
        assert!(said.contains(&name), "{name} in {said:#?}");
    }
    assert!(said.iter().any(|text| text.starts_with("Shoulder–hip–knee angle 1")), "{said:#?}");
}

#[test]
fn the_count_is_the_one_that_is_said_aloud() {
    let mut counted = bridge("bridge_good_man");
    (counted.view.n_reps, counted.view.provisional_reps) = (11, 12);
    assert!(has(&Scene::live(LiveStage::Running, counted).shown(), "12 repetitions"));
}

#[test]
fn one_thing_is_said_of_the_last_repetition() {
    let cue = bridge("bridge_low_hips_woman");
    assert!(has(&Scene::live(LiveStage::Running, cue).shown(), "Tip: Lift your hips a little higher"));
    let good = bridge("bridge_good_man");
    assert!(has(&Scene::live(LiveStage::Running, good.clone()).shown(), "Good"));
    let mut unseen = good.clone();
    unseen.view.last_rep.as_mut().unwrap().score = None;
    assert!(has(&Scene::live(LiveStage::Running, unseen).shown(), "Not judged: not seen well enough"));
    let mut nobody = good.clone();
    nobody.view.pose = None;
    let window = Scene::live(LiveStage::Running, nobody).shown();
    assert!(has(&window, "Nobody in view") && has(&window, "Phase: Not in position"));
    let mut late = good;
    late.view.last_rep.as_mut().unwrap().end_s = late.frame.at.secs() - 6.1;
    assert!(!has(&Scene::live(LiveStage::Running, late).shown(), "Good"), "after six seconds it is silent");
}

#[test]
fn the_worst_finding_speaks_and_the_next_top_ends_it() {
    let mut both = bridge("bridge_low_hips_woman");
    let rep = both.view.last_rep.as_mut().unwrap();
    let mut worse = rep.findings[0].clone();
    (worse.fault, worse.cost) = ("feet_moved".into(), 99.0);
    rep.findings.push(worse);
    assert!(has(&Scene::live(LiveStage::Running, both.clone()).shown(), "Tip: Keep your feet where they are"));
    both.view.phase = Phase::Top;
    assert!(!said(&Scene::live(LiveStage::Running, both).shown()).iter().any(|text| text.starts_with("Tip")));
}

#[test]
fn a_fault_that_the_window_has_no_words_for_speaks_in_the_rules_own() {
    let mut new = bridge("bridge_low_hips_woman");
    let finding = &mut new.view.last_rep.as_mut().unwrap().findings[0];
    (finding.fault, finding.cue, finding.cost) = ("elbows_wide".into(), "bring the elbows in".into(), 99.0);
    assert!(has(&Scene::live(LiveStage::Running, new).shown(), "Tip: Bring the elbows in"));
}

#[test]
fn the_gravest_two_warnings_are_said() {
    let mut spoiled = bridge("bridge_good_man");
    spoiled.view.warnings = vec![ViewWarning::OffView(AskedView::Side), ViewWarning::Dark, ViewWarning::Tilted];
    let window = Scene::live(LiveStage::Running, spoiled).shown();
    assert!(has(&window, "The camera does not look on from the side: turn it side-on"));
    assert!(has(&window, "The picture is dark: switch on a lamp"));
    assert!(!has(&window, "The camera is tilted: set it level"));
}

#[test]
fn knees_tell_their_range_and_the_best_so_far() {
    let knees = picture_where("ktc_good_woman", &KNEE_TO_CHEST, |view| view.best.is_some());
    let best = format!("best {:.0}°", knees.view.best.unwrap());
    let said = said(&Scene::live(LiveStage::Running, knees).shown());
    assert!(
        said.iter().any(|text| text.starts_with("Thigh-to-trunk angle: now") && text.ends_with(&best)),
        "{said:#?}"
    );
}

#[test]
fn a_tilt_tells_its_count_period_and_evenness_and_no_degrees() {
    let tilt = picture("tilt_steady_man", &PELVIC_TILT, 40.0);
    let (n, beats) = (tilt.view.provisional_reps, tilt.view.rhythm.as_ref().unwrap().beats.len());
    let said = said(&Scene::live(LiveStage::Running, tilt).shown());
    assert!(said.contains(&format!("{n} of 20 repetitions")), "{said:#?}");
    let rhythm = format!("{beats} repetitions in the last 20 seconds. Period ");
    assert!(said.iter().any(|text| text.starts_with(&rhythm) && text.contains("Varies by")), "{said:#?}");
    assert!(!said.iter().any(|text| text.contains("degrees") || text.contains('°')), "{said:#?}");
}

#[test]
fn a_tilt_that_cannot_be_followed_says_why() {
    let mut tilt = picture("tilt_steady_man", &PELVIC_TILT, 3.0);
    tilt.view.rhythm.as_mut().unwrap().trouble = Some(SetupRefusal::TooPlain);
    let said = said(&Scene::live(LiveStage::Running, tilt).shown());
    assert!(said.iter().any(|text| text.starts_with("The clothes over the pelvis are too plain")), "{said:#?}");
}

#[test]
fn a_screen_that_may_go_dark_is_said() {
    let mut scene = Scene::live(LiveStage::Running, bridge("bridge_good_man"));
    scene.may_sleep = true;
    assert!(said(&scene.shown()).iter().any(|text| text.starts_with("the screen may switch off")));
}

#[test]
fn a_tilt_is_pressed_and_let_go_and_does_not_rise() {
    for (phase, said_so) in [(Phase::Rising, "Press"), (Phase::Top, "Pressed"), (Phase::Lowering, "Let go")] {
        let mut tilted = picture("tilt_steady_man", &PELVIC_TILT, 40.0);
        tilted.view.phase = phase;
        let window = Scene::live(LiveStage::Running, tilted).shown();
        assert!(has(&window, &format!("Phase: {said_so}")), "{phase:?}");
    }
}

#[test]
fn a_set_that_has_reached_its_goal_says_so() {
    let mut tilted = picture("tilt_steady_man", &PELVIC_TILT, 40.0);
    (tilted.view.goal.reps, tilted.view.provisional_reps) = (Some(2), 3);
    let window = Scene::live(LiveStage::Running, tilted).shown();
    assert!(has(&window, "3 repetitions. goal of 2 reached"), "{:#?}", said(&window));
}
