//! Standing, and on hands and knees: what is a sign there, what is advised, and when a set waits.

use std::sync::LazyLock;

use formcheck::core::exercise::{
    About, CameraView, Confirms, Effort, Exercise, Family, Fault, Goal, JointSignal, KeyMeasure, Limbs, Limit, Origin,
    PoseRange, Posture, PostureKind, Reads, Signal, SpanOf, Variants, Viewed, Way,
};
use formcheck::core::exercises::{HIP_BRIDGE, by_name};
use formcheck::core::geometry::Point;
use formcheck::core::judge::{Framing, LiveView, Phase};
use formcheck::core::measure::{Correction, Measure, PointOf, Quantity, THIGH_FLEXION};
use formcheck::core::pose::PoseSample;
use formcheck::core::skeleton::{Part, Side};
use formcheck::core::time::Timestamp;
use formcheck::core::track::Leg;
use formcheck::guide::coach::{Advice, Coach, Coaching};
use formcheck::guide::cue::{CueConfig, CueStage, Cues, Prompt, Sound};
use formcheck::guide::gesture::{Gestures, Signs, has_arm_sign};

use crate::athlete::body::Legs;
use crate::athlete::{Athlete, STREAM, Script, Stance};
use crate::gestures::{Raise, raise, views};
use crate::session::{COUNT, heard_of};

const TRUNK: Measure = Measure {
    id: "trunk_deg",
    quantity: Quantity::Inclination([PointOf::near(Part::Hip), PointOf::near(Part::Shoulder)]),
    correction: Correction::NONE,
    model_error: 5.0,
    error_per_yaw_deg: 0.0,
    change_error: None,
};
const WRIST_HEIGHT: Measure = Measure {
    id: "wrist_over_shoulder_trunk",
    quantity: Quantity::Height([PointOf::limb(Part::Wrist), PointOf::near(Part::Shoulder)]),
    correction: Correction::NONE,
    model_error: 0.1,
    error_per_yaw_deg: 0.0,
    change_error: None,
};
const KEY: KeyMeasure =
    KeyMeasure { measure: THIGH_FLEXION, name: "thigh", label: "thigh flexion", fine: "high", plausible: None };
const ABOUT: About = About {
    family: Family::Standing,
    words: &[],
    cautions: &[],
    dose: None,
    figure: None,
    origin: Origin::File { sha256: "" },
};

/// Marching on the spot, from the side or from the front, as its file has it.
static MARCHING: LazyLock<&Exercise> = LazyLock::new(|| by_name("march").unwrap());
/// The same, judged from one view only.
static MARCHING_FROM_THE_SIDE: LazyLock<Exercise> = LazyLock::new(|| marching_from(&[CameraView::Side]));
static MARCHING_FROM_THE_FRONT: LazyLock<Exercise> = LazyLock::new(|| marching_from(&[CameraView::Front]));
/// Bird dog as its file has it.
static ON_HANDS_AND_KNEES: LazyLock<&Exercise> = LazyLock::new(|| by_name("bird_dog").unwrap());

fn marching_from(views: &'static [CameraView]) -> Exercise {
    Exercise { views, ..**MARCHING }
}

const UPRIGHT: Posture = Posture {
    kind: PostureKind::Standing,
    ranges: &[PoseRange { measure: TRUNK, from: 60.0, to: 90.0 }],
    contacts: &[],
};
const ALL_FOURS: Posture = Posture {
    kind: PostureKind::HandsAndKnees,
    ranges: &[PoseRange { measure: TRUNK, from: -20.0, to: 35.0 }],
    contacts: &[Part::Wrist, Part::Knee],
};

const fn made_up(id: &'static str, posture: Posture, views: &'static [CameraView]) -> Exercise {
    Exercise {
        id,
        name: id,
        posture,
        views,
        signal: Signal::Joints(JointSignal { measure: THIGH_FLEXION, limbs: Limbs::LeftAndRight, least_range: 30.0 }),
        effort: Effort::Repetitions { goal: None },
        way: Way::UpDown,
        confirms: Confirms::Criteria(&[]),
        variants: Variants::OneLimb("one"),
        measures: &[THIGH_FLEXION],
        also: &[],
        best_is_least: None,
        key: KEY,
        faults: &[],
        set_faults: &[],
        never_judged: "",
        about: ABOUT,
    }
}

fn signs(exercise: &'static Exercise, samples: &[PoseSample]) -> Vec<(f64, Signs)> {
    let mut gestures = Gestures::default();
    let views = views(exercise, STREAM, samples);
    samples.iter().zip(&views).map(|(sample, view)| (sample.at.secs(), gestures.push(sample.at, view))).collect()
}

fn coached(exercise: &'static Exercise, samples: &[PoseSample]) -> Vec<(f64, Coaching)> {
    let mut coach = Coach::default();
    let views = views(exercise, STREAM, samples);
    samples.iter().zip(&views).map(|(sample, view)| (sample.at.secs(), coach.push(sample.at, view))).collect()
}

/// Each sentence that is advised, in order.
fn advised(exercise: &'static Exercise, athlete: &Athlete, script: &Script) -> Vec<Advice> {
    let mut all: Vec<Advice> = Vec::new();
    for advice in coached(exercise, &athlete.samples(script)).into_iter().filter_map(|(_, now)| now.advice) {
        if all.last() != Some(&advice) {
            all.push(advice);
        }
    }
    all
}

fn still(stance: Stance) -> Script {
    Script::from(stance).stay(12.0)
}

/// Returns the span in which a person of this exercise was out of its posture, in s: from and to.
fn left(exercise: &'static Exercise, script: &Script) -> Option<(f64, f64)> {
    let signs = signs(exercise, &Athlete::SIDE_ON.samples(script));
    let mut gone = signs.iter().filter(|(_, signs)| signs.has_left).map(|(secs, _)| *secs);
    let first = gone.next()?;
    Some((first, gone.next_back().unwrap_or(first)))
}

#[test]
fn a_standing_person_does_not_leave_a_standing_exercise_and_leaves_one_on_the_mat() {
    let march = Script::from(Stance::standing(1.0)).stay(4.0).in_turn(
        [Stance::marching(1.0, Legs::Near, -5.0), Stance::marching(1.0, Legs::Far, -5.0)],
        [0.5, 0.0],
        12,
    );
    assert_eq!(left(*MARCHING, &march), None);
    assert_eq!(
        left(*MARCHING, &Script::from(Stance::standing(1.0)).there_and_back(Stance::squatting(1.0), 1.0, 3)),
        None
    );
    for exercise in [&HIP_BRIDGE, *ON_HANDS_AND_KNEES] {
        assert!(left(exercise, &march).is_some(), "{}", exercise.id);
    }
}

#[test]
fn a_standing_exercise_is_left_by_lying_down_for_longer_than_five_seconds() {
    let down = |secs: f64| {
        Script::from(Stance::standing(1.0)).stay(4.0).go(Stance::rest(), 2.0).stay(secs).go(Stance::standing(1.0), 2.0)
    };
    assert_eq!(left(*MARCHING, &down(2.0).stay(4.0)), None);
    let (from, to) = left(*MARCHING, &down(10.0).stay(4.0)).unwrap();
    assert!((9.0..11.5).contains(&from) && (16.0..19.0).contains(&to), "{from} to {to}");
}

#[test]
fn hands_and_knees_are_left_by_kneeling_up_or_standing_and_not_by_the_exercise() {
    let all_fours = || Script::from(Stance::hands_and_knees()).stay(4.0);
    let dog = all_fours().in_turn([Stance::bird_dog(Legs::Near, 1.0), Stance::bird_dog(Legs::Far, 1.0)], [1.5, 3.0], 4);
    assert_eq!(left(*ON_HANDS_AND_KNEES, &dog), None);
    let (from, _) = left(*ON_HANDS_AND_KNEES, &all_fours().go(Stance::standing(1.0), 2.0).stay(5.0)).unwrap();
    assert!((5.0..8.0).contains(&from), "{from}");
}

#[test]
fn a_raised_arm_is_a_sign_while_standing_and_none_on_hands_and_knees() {
    let raised = |exercise: &'static Exercise, stance: Stance| {
        // A raised hand is in the picture.
        let athlete = Athlete { trunk_px: 150.0, ..Athlete::SIDE_ON };
        let mut samples = athlete.samples(&still(stance));
        raise(&mut samples, Raise { side: Side::Right, ..Raise::UP }, athlete.trunk_px);
        signs(exercise, &samples).last().unwrap().1.n_raises
    };
    assert_eq!(raised(*MARCHING, Stance::standing(1.0)), 1);
    assert_eq!(raised(*MARCHING, Stance::rest()), 0, "in another posture");
    assert_eq!(raised(*ON_HANDS_AND_KNEES, Stance::hands_and_knees()), 0);
    assert_eq!(raised(*ON_HANDS_AND_KNEES, Stance::standing(1.0)), 0, "an exercise without a sign has none anywhere");
}

#[test]
fn an_exercise_of_the_arms_has_no_sign_by_an_arm() {
    let signal = JointSignal { measure: WRIST_HEIGHT, limbs: Limbs::Both, least_range: 0.3 };
    let arms = Exercise { signal: Signal::Joints(signal), ..made_up("arms", UPRIGHT, &[CameraView::Front]) };
    assert_eq!([&HIP_BRIDGE, *MARCHING, &arms, *ON_HANDS_AND_KNEES].map(has_arm_sign), [true, true, false, false]);
}

#[test]
fn who_stands_or_kneels_as_the_exercise_asks_is_not_sent_to_the_mat_and_is_ready() {
    for (exercise, stance) in [
        (*MARCHING, Stance::standing(1.0)),
        (*ON_HANDS_AND_KNEES, Stance::hands_and_knees()),
        (&HIP_BRIDGE, Stance::rest()),
    ] {
        let coached = coached(exercise, &Athlete::SIDE_ON.samples(&still(stance)));
        let ready = coached.iter().find(|(_, now)| now.is_ready).map(|(secs, _)| *secs);
        assert!(ready.is_some_and(|secs| (3.0..5.0).contains(&secs)), "{}: {ready:?}", exercise.id);
        assert_eq!(advised(exercise, &Athlete::SIDE_ON, &still(stance)), [], "{}", exercise.id);
    }
}

#[test]
fn who_is_in_another_posture_is_asked_for_the_exercises_own() {
    let of = |exercise, stance| advised(exercise, &Athlete::SIDE_ON, &still(stance));
    assert_eq!(of(*MARCHING, Stance::rest()), [Advice::TakePosition]);
    assert_eq!(of(*ON_HANDS_AND_KNEES, Stance::standing(1.0)), [Advice::TakePosition]);
    assert_eq!(of(*ON_HANDS_AND_KNEES, Stance::rest()), [Advice::TakePosition], "face up is no all fours");
    assert_eq!(of(&HIP_BRIDGE, Stance::standing(1.0)), [Advice::LieDown]);
}

#[test]
fn each_view_that_is_asked_for_has_its_own_advice() {
    let turned = |yaw_deg: f32| Athlete { yaw_deg, ..Athlete::SIDE_ON };
    let of = |exercise, yaw_deg| advised(exercise, &turned(yaw_deg), &still(Stance::standing(1.0)));
    assert_eq!(of(&MARCHING_FROM_THE_SIDE, 60.0), [Advice::TurnSideOn]);
    assert_eq!(of(&MARCHING_FROM_THE_FRONT, 20.0), [Advice::FaceCamera]);
    assert_eq!((of(*MARCHING, 0.0), of(*MARCHING, 88.0)), (vec![], vec![]));
    assert_eq!((of(*MARCHING, 40.0), of(*MARCHING, 50.0)), (vec![Advice::TurnSideOn], vec![Advice::FaceCamera]));
    let kneeling = |yaw_deg| advised(*ON_HANDS_AND_KNEES, &turned(yaw_deg), &still(Stance::hands_and_knees()));
    assert_eq!((kneeling(40.0), kneeling(-40.0)), (vec![Advice::MoveToHead], vec![Advice::MoveToFeet]));
}

#[test]
fn of_an_upright_body_the_head_is_above_and_the_feet_are_below() {
    let at = |x: f32, y: f32| Athlete { middle: Point::new(x, y), ..Athlete::SIDE_ON };
    let of = |athlete: Athlete| advised(*MARCHING, &athlete, &still(Stance::standing(1.0)));
    assert_eq!(of(at(640.0, 500.0)), [Advice::TiltUp]);
    assert_eq!(of(Athlete { trunk_px: 150.0, ..at(640.0, 760.0) }), [Advice::TiltDown]);
    assert_eq!(of(at(-5.0, 660.0)), [Advice::StepToMiddle]);
    assert_eq!(of(Athlete { trunk_px: 300.0, ..at(640.0, 800.0) }), [Advice::FurtherAway]);
}

/// Prompts, with instants in s.
fn prompts(heard: &[(f64, Sound)]) -> Vec<(f64, Prompt)> {
    heard
        .iter()
        .filter_map(|(secs, it)| if let Sound::Say(prompt) = it { Some((*secs, *prompt)) } else { None })
        .collect()
}

#[test]
fn a_pause_on_hands_and_knees_ends_when_the_athlete_is_back_and_still() {
    let script = Script::from(Stance::hands_and_knees())
        .there_and_back(Stance::bird_dog(Legs::Near, 0.2), 0.6, 3)
        .stay(16.0)
        .go(Stance::standing(1.0), 2.0)
        .stay(6.0)
        .go(Stance::hands_and_knees(), 2.0)
        .stay(8.0);
    let heard = heard_of(COUNT, *ON_HANDS_AND_KNEES, STREAM, &Athlete::SIDE_ON.samples(&script));
    let prompts = prompts(&heard);
    let at = |wanted: Prompt| prompts.iter().find(|(_, prompt)| *prompt == wanted).map(|(secs, _)| *secs);
    assert!(at(Prompt::HoldStill).is_some() && at(Prompt::LieStill).is_none(), "{prompts:?}");
    let (paused, resumed) = (at(Prompt::PausedUntilBack).unwrap(), at(Prompt::Resumed).unwrap());
    assert!((26.0..29.5).contains(&paused) && (37.5..41.5).contains(&resumed), "{paused}, {resumed}: {prompts:?}");
    assert_eq!(at(Prompt::Paused), None, "no arm is asked for");
}

/// Returns the prompts that are spoken while a top is held for this long, with the exercise's own goal.
fn said_of_a_hold(exercise: &'static Exercise, hold_secs: f64) -> Vec<Prompt> {
    said_with(exercise, Goal::of(exercise), hold_secs)
}

fn said_with(exercise: &'static Exercise, goal: Goal, hold_secs: f64) -> Vec<Prompt> {
    let view = |phase: Phase, hold_secs: f64, provisional_reps: usize| LiveView {
        pose: None,
        exercise,
        is_certain: true,
        leg: Leg::Near,
        phase,
        n_reps: 0,
        provisional_reps,
        hold_secs,
        last_rep: None,
        last_not_counted: None,
        best: None,
        cadence: None,
        rhythm: None,
        warnings: Vec::new(),
        framing: Framing::default(),
        goal,
    };
    let mut cues = Cues::new(CueConfig { paces: true, ..COUNT });
    let mut said = Vec::new();
    for k in 0..=((10.0 + hold_secs) * 20.0) as i32 {
        let secs = f64::from(k) * 0.05;
        let held = secs - 10.0;
        let view = if held < 0.0 { view(Phase::Rest, 0.0, 1) } else { view(Phase::Top, held, 1) };
        let sounds = cues.push(Timestamp::from_secs(secs), &view);
        said.extend(sounds.into_iter().filter_map(|it| if let Sound::Say(prompt) = it { Some(prompt) } else { None }));
    }
    assert_eq!(cues.stage(), CueStage::Doing);
    said.retain(|prompt| !matches!(prompt, Prompt::StopRule | Prompt::Number(_) | Prompt::Coach(_)));
    said
}

const LONG_HOLD: Fault = Fault {
    id: "short_hold",
    cue: "Hold it longer",
    said: "Hold it longer",
    reads: Reads::Span(SpanOf::Hold),
    limit: Limit { fine: 30.0, bad: 10.0 },
    worst_cost: 30.0,
    view: Viewed::Oblique,
    only_in: None,
    needs: "the whole repetition",
    source: "made up",
};
static STRETCH: Exercise = Exercise {
    effort: Effort::Hold,
    way: Way::UpDown,
    faults: &[LONG_HOLD],
    ..made_up("stretch", ALL_FOURS, &[CameraView::Side])
};
static PULL: Exercise =
    Exercise { way: Way::InOut, faults: &[LONG_HOLD], ..made_up("pull", UPRIGHT, &[CameraView::Side]) };
static STEPS: Exercise = Exercise {
    effort: Effort::Cycles { per_minute: None },
    faults: &[LONG_HOLD],
    ..made_up("steps", UPRIGHT, &[CameraView::Side])
};

#[test]
fn of_a_long_hold_what_is_left_is_said_every_ten_seconds_and_the_last_five_one_by_one() {
    let numbers = [20, 10, 5, 4, 3, 2, 1].map(|n| if 10 < n { Prompt::HoldLeft(n) } else { Prompt::Hold(n) });
    let whole = |up: Prompt, down: Prompt| [&[up, Prompt::Stay][..], &numbers, &[down]].concat();
    assert_eq!(said_of_a_hold(&STRETCH, 31.0), whole(Prompt::Up, Prompt::Down));
    assert_eq!(said_of_a_hold(&PULL, 31.0), whole(Prompt::In, Prompt::Out));
}

#[test]
fn a_hold_is_counted_to_the_goal_of_the_set_where_a_plan_has_its_own() {
    let longer = Goal { reps: None, hold_secs: Some(12.0) };
    let numbers = [10, 5, 4, 3, 2, 1].map(Prompt::Hold);
    let whole = [&[Prompt::Up, Prompt::Stay][..], &numbers, &[Prompt::Down]].concat();
    assert_eq!(said_with(&STRETCH, longer, 13.0), whole);
    assert_ne!(said_of_a_hold(&STRETCH, 13.0), whole);
}

#[test]
fn steps_are_not_paced_by_words() {
    assert_eq!(said_of_a_hold(&STEPS, 31.0), []);
}
