//! Goal, holds and cadence of a set, against made-up movements of which the truth is known.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::athlete::body::Legs;
use crate::athlete::{Athlete, Script, Stance, judged_as};
use formcheck::core::exercise::Exercise;
use formcheck::core::exercises;
use formcheck::core::report::{CadenceReport, Judgement};

fn exercise(id: &str) -> &'static Exercise {
    exercises::by_name(id).unwrap()
}

/// Steps on the spot, so many a minute.
fn steps(script: Script, per_minute: f64, n: usize) -> Script {
    let up = |leg: Legs| Stance::marching(1.0, leg, -5.0);
    script.in_turn([up(Legs::Near), up(Legs::Far)], [30.0 / per_minute, 0.0], n)
}

fn standing() -> Script {
    Script::from(Stance::standing(1.0)).stay(2.0)
}

fn marched(athlete: &Athlete, script: &Script) -> Judgement {
    judged_as(exercise("march"), &athlete.samples(script))
}

fn cadence(judgement: &Judgement) -> CadenceReport {
    assert_eq!(judgement.sets.len(), 1, "{:#?}", judgement.sets);
    judgement.sets[0].cadence.unwrap()
}

#[test]
fn cadence_is_right_to_three_percent_and_within_its_error() {
    let sparse = Athlete { fps: 15.0, ..Athlete::SIDE_ON };
    let rough = Athlete { uneven: true, jitter: 0.006, yaw_deg: 10.0, ..Athlete::SIDE_ON };
    for (athlete, name) in [(Athlete::SIDE_ON, "plain"), (sparse, "15 pictures a second"), (rough, "rough")] {
        for per_minute in [80.0, 100.0, 112.0, 130.0] {
            let judgement = marched(&athlete, &steps(standing(), per_minute, 30).stay(2.0));
            let found = cadence(&judgement);
            let off = (found.per_minute.value - per_minute).abs();
            assert!(off <= 0.03 * per_minute, "{name}, {per_minute}: {found:?}");
            assert!(off <= found.per_minute.error, "{name}, {per_minute}: {found:?}");
            assert!(found.per_minute.error < 0.1 * per_minute, "{name}, {per_minute}: {found:?}");
            assert_eq!(found.asked(), Some((100.0, 130.0)));
        }
    }
}

#[test]
fn a_pause_and_a_cut_do_not_slow_the_cadence() {
    let script = steps(steps(standing(), 110.0, 12).stay(9.0), 110.0, 12).stay(2.0);
    let paused = cadence(&marched(&Athlete::SIDE_ON, &script));
    assert!((paused.per_minute.value - 110.0).abs() < 3.3, "{paused:?}");
    assert_eq!(paused.n_intervals, 22);
    // A step is missing from the film.
    let mut samples = Athlete::SIDE_ON.samples(&steps(standing(), 110.0, 24).stay(2.0));
    let from = samples.iter().position(|sample| 8.0 < sample.at.secs()).unwrap();
    samples.drain(from..from + 16);
    samples[from].cut = true;
    let cut = cadence(&judged_as(exercise("march"), &samples));
    assert!((cut.per_minute.value - 110.0).abs() < 3.3 && cut.n_intervals < 23, "{cut:?}");
}

#[test]
fn a_step_is_not_held_and_a_few_have_no_cadence() {
    let judgement = marched(&Athlete::SIDE_ON, &steps(standing(), 100.0, 4).stay(2.0));
    assert_eq!(judgement.reps.len(), 4);
    assert!(judgement.reps.iter().all(|rep| !rep.measures.contains_key("hold_s")), "{:#?}", judgement.reps);
    assert_eq!((judgement.sets[0].cadence, judgement.sets[0].hold), (None, None));
}

#[test]
fn a_goal_counts_for_an_exercise_of_joints() {
    let bird_dog = |n: usize| {
        let out = |leg: Legs| Stance::bird_dog(leg, 1.0);
        let script = Script::from(Stance::hands_and_knees()).stay(3.0);
        let script = script.in_turn([out(Legs::Near), out(Legs::Far)], [1.5, 4.0], n).stay(2.0);
        judged_as(exercise("bird_dog"), &Athlete::SIDE_ON.samples(&script))
    };
    let short = bird_dog(4);
    assert_eq!((short.reps.len(), short.sets[0].goal, short.goal_missed()), (4, Some(10), Some(10)));
    assert_eq!(bird_dog(10).goal_missed(), None);
}

#[test]
fn a_held_set_has_its_total_and_its_longest_hold() {
    let up = |script: Script, hold_secs: f64| {
        let raised = [Stance::leg_raised(Legs::Near, 75.0); 2];
        script.in_turn(raised, [1.5, hold_secs], 1).stay(3.0)
    };
    let lying = Script::from(Stance::leg_raised(Legs::Near, 2.0)).stay(3.0);
    let script = up(up(up(lying, 5.0), 9.0), 7.0);
    let judgement = judged_as(exercise("straight_leg_raise"), &Athlete::SIDE_ON.samples(&script));
    assert_eq!(judgement.reps.len(), 3, "{:#?}", judgement.not_counted);
    let hold = judgement.sets[0].hold.unwrap();
    assert!((hold.total_s.value - 21.0).abs() <= hold.total_s.error, "{hold:?}");
    assert!((hold.longest_s.value - 9.0).abs() <= hold.longest_s.error, "{hold:?}");
    assert!((hold.total_s.error - 0.9).abs() < 1e-6 && (hold.longest_s.error - 0.3).abs() < 1e-6, "{hold:?}");
}

#[test]
fn a_best_length_is_compared_in_trunks_with_the_error_of_its_measure() {
    let text = exercises::embedded_text("bird_dog").unwrap();
    let text = text.replace("id = \"bird_dog\"", "id = \"low_dog\"\nbest_is_least = \"arm_height\"");
    // Not added to those that are known: other tests of this program look for any exercise.
    let low_dog: &'static Exercise = Box::leak(Box::new(exercises::read(&text).unwrap()));
    let out = |share: f32| Stance::bird_dog(Legs::Near, share);
    let script =
        Script::from(Stance::hands_and_knees()).stay(3.0).in_turn([out(1.0), out(0.85)], [1.5, 4.0], 2).stay(2.0);
    let judgement = judged_as(low_dog, &Athlete::SIDE_ON.samples(&script));
    let over = |k: usize| judgement.reps[k].measures["over_best_trunk"];
    assert!(0.1 < over(0).value && over(1).value.abs() < 0.02, "{:#?}", judgement.reps);
    // Two readings, each right to 0.13 trunks.
    assert!((over(0).error - 0.184).abs() < 1e-6, "{:?}", over(0));
    assert!(judgement.reps.iter().all(|rep| !rep.measures.contains_key("over_best_deg")));
}
