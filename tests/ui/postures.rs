//! The window with exercises of other postures, and with many exercises.

use egui_kittest::kittest::Queryable as _;
use formcheck::app::live::{LiveStage, Picture, VoiceGuideView};
use formcheck::app::ui::Screen;
use formcheck::core::exercise::{
    About, CameraView, Effort, Exercise, Family, FigurePose, JointSignal, KeyMeasure, Limbs, Posture, PostureKind,
    Signal, Way,
};
use formcheck::core::exercises::{BUILT_IN, HIP_BRIDGE, by_name};
use formcheck::core::frame::Frame;
use formcheck::core::judge::Judge;
use formcheck::core::measure::{Correction, Measure, PointOf, Quantity};
use formcheck::core::skeleton::Part;
use formcheck::guide::coach::{Advice, Coaching};
use formcheck::guide::cue::CueStage;
use formcheck::io::recording::{Look, Settings};

use crate::athlete::body::Legs;
use crate::athlete::{Athlete, STREAM, Script, Stance};
use crate::pictures::compare;
use crate::scene::{Scene, has, press, said};

/// Steepness of the leg.
const LEG: Measure = Measure {
    id: "leg_deg",
    quantity: Quantity::Inclination([PointOf::near(Part::Hip), PointOf::limb(Part::Ankle)]),
    correction: Correction::NONE,
    model_error: 5.0,
    error_per_yaw_deg: 0.1,
    change_error: None,
};
const ALL_FOURS: FigurePose = &[
    (Part::Ear, [-1.28, 0.2]),
    (Part::Shoulder, [-0.98, 0.17]),
    (Part::Elbow, [-0.98, -0.38]),
    (Part::Wrist, [-0.98, -0.83]),
    (Part::Hip, [0.0, 0.0]),
    (Part::Knee, [0.0, -0.83]),
    (Part::Ankle, [0.85, -0.83]),
    (Part::Elbow, [-0.98, -0.38]),
    (Part::Wrist, [-0.98, -0.83]),
    (Part::Knee, [0.0, -0.83]),
    (Part::Ankle, [0.85, -0.83]),
];
const BIRD_DOG: FigurePose = &[
    (Part::Ear, [-1.28, 0.2]),
    (Part::Shoulder, [-0.98, 0.17]),
    (Part::Elbow, [-0.98, -0.38]),
    (Part::Wrist, [-0.98, -0.83]),
    (Part::Hip, [0.0, 0.0]),
    (Part::Knee, [0.83, 0.03]),
    (Part::Ankle, [1.68, 0.06]),
    (Part::Elbow, [-1.53, 0.2]),
    (Part::Wrist, [-1.98, 0.24]),
    (Part::Knee, [0.0, -0.83]),
    (Part::Ankle, [0.85, -0.83]),
];
/// An exercise whose measure is an inclination and has no limit.
static LEG_STRETCH: Exercise = Exercise {
    id: "leg_stretch",
    name: "Leg stretch",
    posture: Posture { kind: PostureKind::HandsAndKnees, ranges: &[], contacts: &[Part::Wrist, Part::Knee] },
    views: &[CameraView::Side],
    signal: Signal::Joints(JointSignal { measure: LEG, limbs: Limbs::LeftAndRight, least_range: 20.0 }),
    effort: Effort::Cycles { per_minute: None },
    way: Way::UpDown,
    confirms: formcheck::core::exercise::Confirms::Criteria(&[]),
    variants: formcheck::core::exercise::Variants::OneLimb("one_leg"),
    measures: &[LEG],
    also: &[],
    best_is_least: None,
    key: KeyMeasure { measure: LEG, name: "leg", label: "leg over level", fine: "level", plausible: None },
    faults: &[],
    set_faults: &[],
    never_judged: "",
    about: About {
        family: Family::HandsAndKnees,
        words: &[],
        cautions: &[],
        dose: None,
        figure: Some([ALL_FOURS, BIRD_DOG]),
        origin: formcheck::core::exercise::Origin::File { sha256: "" },
    },
};

/// An exercise of the program that is a text file.
fn of_file(name: &str) -> &'static Exercise {
    by_name(name).unwrap()
}

/// A made-up athlete at an instant, as the window has it.
fn picture(exercise: &'static Exercise, script: &Script, at_secs: f64) -> Picture {
    let samples = Athlete { trunk_px: 170.0, ..Athlete::SIDE_ON }.samples(script);
    let mut judge = Judge::new(exercise, STREAM);
    let mut last = None;
    for sample in samples.iter().take_while(|sample| sample.at.secs() <= at_secs) {
        judge.push(sample);
        last = Some(sample.at);
    }
    let (at, view) = (last.unwrap(), judge.view());
    let n_px = (STREAM.width * STREAM.height) as usize;
    let frame = Frame { at, width: STREAM.width, height: STREAM.height, rgb: [70, 74, 80].repeat(n_px) };
    Picture { frame: std::sync::Arc::new(frame), view, ..crate::scene::picture("bridge_good_man", &HIP_BRIDGE, 0.5) }
}

const SIZE: (f32, f32) = (960.0, 540.0);

fn coaching(exercise: &'static Exercise, stance: Stance, advice: Option<Advice>) -> Scene {
    let shown = picture(exercise, &Script::from(stance).stay(3.0), 2.5);
    let mut scene = Scene::live(LiveStage::Running, shown);
    let coaching = Coaching { advice, is_good: advice.is_none(), is_ready: false };
    scene.shown.as_mut().unwrap().guide = Some(VoiceGuideView { stage: CueStage::Coaching, coaching, said: None });
    scene
}

#[test]
fn a_standing_person_is_asked_to_turn() {
    let scene = coaching(of_file("march"), Stance::standing(1.0), Some(Advice::TurnSideOn));
    let window = scene.window(SIZE.0, SIZE.1);
    assert!(has(&window, "Turn your side to the laptop."));
    compare(window, "postures_standing_coach");
}

#[test]
fn a_person_on_hands_and_knees_is_asked_to_hold_still() {
    let mut scene = coaching(of_file("bird_dog"), Stance::hands_and_knees(), None);
    scene.settings = Settings { look: Look::Light, language: Some("de".into()), ..scene.settings };
    let window = scene.window(SIZE.0, SIZE.1);
    assert!(has(&window, "Ich sehe Sie gut. Halten Sie still, dann geht es los."));
    compare(window, "postures_kneeling_coach_german");
}

#[test]
fn a_height_is_drawn_with_its_unit() {
    let march =
        Script::from(Stance::standing(1.0)).stay(1.0).go(Stance::marching(1.0, Legs::Near, -8.0), 1.0).stay(2.0);
    let window = Scene::live(LiveStage::Running, picture(of_file("march"), &march, 3.0)).window(SIZE.0, SIZE.1);
    assert!(said(&window).iter().any(|text| text.contains("trunk lengths")), "{:#?}", said(&window));
    compare(window, "postures_marching_live");
}

#[test]
fn an_inclination_without_a_limit_is_drawn_and_told() {
    let dog = Script::from(Stance::hands_and_knees()).stay(1.0).go(Stance::bird_dog(Legs::Near, 1.0), 1.5).stay(2.0);
    let window = Scene::live(LiveStage::Running, picture(&LEG_STRETCH, &dog, 4.0)).window(SIZE.0, SIZE.1);
    assert!(said(&window).iter().any(|text| text.contains("now 0°")), "{:#?}", said(&window));
    compare(window, "postures_bird_dog_live");
}

fn many() -> Vec<&'static Exercise> {
    BUILT_IN.into_iter().chain(["bird_dog", "march", "straight_leg_raise"].map(of_file)).collect()
}

#[test]
fn many_exercises_are_arranged_by_kind_and_found_by_name() {
    let mut scene = Scene::of(Screen::Home);
    scene.exercises = many();
    let mut window = scene.window(1280.0, 1500.0);
    for kind in ["Lying on your back", "On hands and knees, on the belly or side", "Stretches", "Moving on the spot"] {
        assert!(has(&window, kind), "{kind}");
    }
    assert!(!has(&window, "Standing"), "a kind without exercises has no heading");
    window.run();
    assert!(has(&window, "Hip bridge") && !has(&window, "Bird dog"), "one kind at a time");
    press(&mut window, "On hands and knees, on the belly or side");
    window.run();
    assert!(has(&window, "Bird dog") && !has(&window, "Hip bridge"));
    compare(window, "home_many");
    let mut scene = Scene::of(Screen::Home);
    scene.exercises = many();
    let mut window = scene.window(1280.0, 900.0);
    window.get_by_role(eframe::egui::Role::TextInput).focus();
    window.get_by_role(eframe::egui::Role::TextInput).type_text("dog");
    window.run();
    assert!(has(&window, "Bird dog") && !has(&window, "Hip bridge") && !has(&window, "Stretches"));
    press(&mut window, "Show all");
    window.run();
    assert!(has(&window, "Hip bridge"));
}

#[test]
fn the_figure_moves_before_a_set_and_waits_for_the_pointer_on_a_card() {
    let before = |secs: f64| {
        let mut scene =
            Scene { wanted: Some(formcheck::core::judge::Search::One(&HIP_BRIDGE)), ..Scene::of(Screen::Before) };
        scene.exercises = many();
        let mut window = scene.window(SIZE.0, SIZE.1);
        window.state_mut().now += std::time::Duration::from_millis((1000.0 * secs) as u64);
        window.run();
        window.render().unwrap()
    };
    let (start, later) = (before(0.0), before(2.5));
    assert_ne!(start, later, "at rest and at the top");
    assert_eq!(start, before(4.4), "and round again");
}
