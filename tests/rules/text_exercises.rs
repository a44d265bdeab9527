//! The exercises that are text files, on made-up athletes: counted with their sides, and each fault alone.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::athlete::body::Legs;
use crate::athlete::{Athlete, Bridge, Hidden, Script, Stance, faults, judged_as, sides};
use formcheck::core::exercises::by_name;
use formcheck::core::judge::Search;
use formcheck::core::report::{Judgement, RefusalReason};
use formcheck::core::skeleton::Part;

/// Smaller than lying, so that a standing person and an outstretched arm are in the picture.
const ATHLETE: Athlete = Athlete { trunk_px: 160.0, ..Athlete::SIDE_ON };
/// The same, seen from the front.
const FROM_THE_FRONT: Athlete = Athlete { yaw_deg: 88.0, ..ATHLETE };

fn of(athlete: Athlete, name: &str, script: &Script) -> Judgement {
    judged_as(by_name(name).unwrap(), &athlete.samples(script))
}

/// Eight steps at 109 a minute, with the thigh raised to this direction.
fn march(thigh_deg: f32) -> Script {
    let step = |leg: Legs| Stance::marching(1.0, leg, thigh_deg);
    Script::from(Stance::standing(1.0))
        .stay(2.0)
        .in_turn([step(Legs::Near), step(Legs::Far)], [0.275, 0.0], 8)
        .stay(2.0)
}

#[test]
fn steps_are_counted_from_the_side_and_from_the_front_with_their_sides() {
    for athlete in [ATHLETE, FROM_THE_FRONT] {
        let judgement = of(athlete, "march", &march(-8.0));
        assert_eq!(sides(&judgement), "rlrlrlrl", "{}°: {:#?}", athlete.yaw_deg, judgement.not_counted);
        assert_eq!((faults(&judgement), judgement.score), (vec![], Some(100.0)), "{}°", athlete.yaw_deg);
    }
}

/// The knees are hidden from here to the end: as the last step is down, and half-way before.
const HIDDEN_ONCE_DOWN: [Hidden; 1] = [Hidden { part: Part::Knee, from_secs: 6.47, to_secs: 99.0 }];
const HIDDEN_HALF_WAY: [Hidden; 1] = [Hidden { part: Part::Knee, from_secs: 6.25, to_secs: 99.0 }];

#[test]
fn a_last_step_whose_leg_is_hidden_as_soon_as_it_stands_counts_and_one_half_way_down_is_partial() {
    let counts = |hidden: &'static [Hidden]| {
        let judgement = of(Athlete { hidden, ..ATHLETE }, "march", &march(-8.0));
        (judgement.reps.len(), judgement.partial_reps.len())
    };
    assert_eq!([counts(&HIDDEN_ONCE_DOWN), counts(&HIDDEN_HALF_WAY)], [(8, 0), (7, 1)]);
}

#[test]
fn a_low_knee_is_found_from_the_side_and_from_the_front() {
    for athlete in [ATHLETE, FROM_THE_FRONT] {
        let judgement = of(athlete, "march", &march(-42.0));
        assert_eq!((judgement.reps.len(), faults(&judgement)), (8, vec!["low_knee"]), "{}°", athlete.yaw_deg);
    }
}

#[test]
fn a_march_seen_from_between_side_and_front_asks_for_either() {
    let judgement = of(Athlete { yaw_deg: 45.0, ..ATHLETE }, "march", &march(-8.0));
    let refusal = judgement.refusal.unwrap();
    assert_eq!(refusal.reason, RefusalReason::NotSideOn);
    assert!(refusal.message.ends_with("turn side-on or face it"), "{}", refusal.message);
}

/// Bird dogs on both sides in turn, held for so long.
fn bird_dogs([near, far]: [Stance; 2], hold_secs: f64) -> Script {
    Script::from(Stance::hands_and_knees()).stay(2.0).in_turn([near, far], [1.5, hold_secs], 4).stay(2.0)
}

fn reached_out(share: f32) -> [Stance; 2] {
    [Legs::Near, Legs::Far].map(|leg| Stance::bird_dog(leg, share))
}

/// Stances with the arms of others.
fn with_arms_of(mut stances: [Stance; 2], others: [Stance; 2]) -> [Stance; 2] {
    for (stance, other) in stances.iter_mut().zip(others) {
        stance.arms = other.arms;
    }
    stances
}

#[test]
fn bird_dogs_are_counted_with_their_sides() {
    let judgement = of(ATHLETE, "bird_dog", &bird_dogs(reached_out(1.0), 4.0));
    assert_eq!(sides(&judgement), "lrlr", "{:#?}", judgement.not_counted);
    assert_eq!(faults(&judgement), Vec::<&str>::new());
    assert!(judgement.reps.iter().all(|rep| rep.measures.contains_key("arm_height_trunk")));
}

#[test]
fn each_fault_of_a_bird_dog_is_found_alone() {
    let (out, low) = (reached_out(1.0), reached_out(0.74));
    let (legs_low, arms_low) = (with_arms_of(low, out), with_arms_of(out, low));
    for (stances, hold_secs, fault) in
        [(legs_low, 4.0, "leg_low"), (arms_low, 4.0, "arm_low"), (out, 1.0, "short_hold")]
    {
        let judgement = of(ATHLETE, "bird_dog", &bird_dogs(stances, hold_secs));
        assert_eq!((sides(&judgement).as_str(), faults(&judgement)), ("lrlr", vec![fault]), "{fault}");
    }
}

#[test]
fn each_is_found_among_all_exercises_and_none_is_another() {
    for (script, wanted, n_reps) in [(march(-8.0), "march", 8), (bird_dogs(reached_out(1.0), 4.0), "bird_dog", 4)] {
        let samples = ATHLETE.samples(&script);
        let found: Vec<String> = judged_as(Search::Auto, &samples).reps.into_iter().map(|rep| rep.exercise).collect();
        assert_eq!(found, vec![wanted; n_reps]);
    }
    // Other exercises in standing ask for the side.
    let from_the_front = judged_as(Search::Auto, &FROM_THE_FRONT.samples(&march(-8.0)));
    assert_eq!((from_the_front.reps.len(), from_the_front.refusal), (8, None));
    assert!(from_the_front.reps.iter().all(|rep| rep.exercise == "march"));
    let bridges = Script::lying().bridges(2, Bridge::GOOD);
    assert_eq!(["march", "bird_dog"].map(|name| of(ATHLETE, name, &bridges).reps.len()), [0, 0]);
}
