//! The library of exercises as text files on made-up athletes: counted with their sides, each fault alone, and none
//! passes for another.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod made;

use self::made::{Made, faulty, good, nothing};
use crate::athlete::body::Legs;
use crate::athlete::{Athlete, Script, Stance, faults, judged_as, sides};
use formcheck::core::exercises::{all, by_name};
use formcheck::core::judge::Search;
use formcheck::core::report::{Judgement, RefusalReason, WhyNot};
use formcheck::core::skeleton::{Joint, Side};

/// Smaller than lying, so that a standing person and an outstretched arm are in the picture.
const ATHLETE: Athlete = Athlete { trunk_px: 160.0, ..Athlete::SIDE_ON };

fn judged(search: impl Into<Search>, made: &Made) -> Judgement {
    judged_as(search, &ATHLETE.samples(&made.script))
}

fn of_its_own(made: &Made) -> Judgement {
    judged(by_name(made.exercise).unwrap(), made)
}

#[test]
fn each_is_counted_with_its_sides_and_nothing_is_wrong_with_it() {
    for made in good() {
        let judgement = of_its_own(&made);
        assert_eq!(sides(&judgement), made.sides, "{}: {:#?}", made.exercise, judgement.not_counted);
        assert_eq!((faults(&judgement), judgement.score), (vec![], Some(100.0)), "{}", made.exercise);
        assert!(judgement.reps.iter().all(|rep| rep.not_judged.is_empty()), "{}", made.exercise);
    }
}

#[test]
fn each_fault_is_found_alone() {
    for (made, fault) in faulty() {
        let judgement = of_its_own(&made);
        let found = (sides(&judgement), faults(&judgement));
        assert_eq!(found, (made.sides.to_owned(), vec![fault]), "{}: {:#?}", made.exercise, judgement.not_counted);
    }
}

#[test]
fn every_fault_of_the_library_is_among_them() {
    let shown: Vec<(&str, &str)> = faulty().iter().map(|(made, fault)| (made.exercise, *fault)).collect();
    let done: Vec<&str> = good().iter().map(|made| made.exercise).collect();
    for exercise in all().into_iter().filter(|exercise| done.contains(&exercise.id)) {
        for fault in exercise.faults {
            assert!(shown.contains(&(exercise.id, fault.id)), "{} {}", exercise.id, fault.id);
        }
    }
}

#[test]
fn each_is_found_among_all_exercises_as_itself_alone() {
    for made in good().into_iter().chain(faulty().into_iter().map(|(made, _)| made)) {
        let found: Vec<String> = judged(Search::Auto, &made).reps.into_iter().map(|rep| rep.exercise).collect();
        assert_eq!(found, vec![made.exercise; made.sides.len()], "{}", made.what);
    }
}

#[test]
fn counts_do_not_depend_on_side_turn_size_noise_or_rate() {
    let athletes = [
        Athlete { head: Side::Right, ..ATHLETE },
        Athlete { yaw_deg: 18.0, ..ATHLETE },
        Athlete { yaw_deg: -18.0, ..ATHLETE },
        Athlete { trunk_px: 95.0, jitter: 0.01, ..ATHLETE },
        Athlete { fps: 12.0, jitter: 0.01, uneven: true, ..ATHLETE },
    ];
    for (k, athlete) in athletes.iter().enumerate() {
        for made in good() {
            let judgement = judged_as(Search::Auto, &athlete.samples(&made.script));
            let found: Vec<&str> = judgement.reps.iter().map(|rep| rep.exercise.as_str()).collect();
            assert_eq!(found, vec![made.exercise; made.sides.len()], "athlete {k}");
        }
    }
}

#[test]
fn none_passes_for_another_that_is_asked_for() {
    for made in good() {
        let samples = ATHLETE.samples(&made.script);
        for other in all().into_iter().filter(|other| other.id != made.exercise) {
            let judgement = judged_as(other, &samples);
            assert_eq!(judgement.reps.len(), 0, "{} as {}", made.exercise, other.id);
        }
    }
}

#[test]
fn getting_into_a_posture_and_half_of_an_exercise_are_nothing() {
    for made in nothing() {
        let found: Vec<String> = judged(Search::Auto, &made).reps.into_iter().map(|rep| rep.exercise).collect();
        assert_eq!(found, Vec::<String>::new(), "{}", made.what);
    }
}

#[test]
fn what_asks_for_the_side_has_no_score_where_it_was_mostly_seen_from_the_front() {
    let step = |leg: Legs| Stance::marching(1.0, leg, -8.0);
    let steps = Script::from(Stance::standing(1.0)).stay(2.0);
    let steps = steps.in_turn([step(Legs::Near), step(Legs::Far)], [0.275, 0.0], 60).stay(2.0);
    let squats = good().into_iter().find(|made| made.exercise == "squat").unwrap();
    let mut samples = Athlete { yaw_deg: 88.0, ..ATHLETE }.samples(&steps);
    samples.extend(Athlete { start_secs: steps.secs(), ..ATHLETE }.samples(&squats.script));
    let judgement = judged_as(Search::Auto, &samples);
    let of = |name: &'static str| judgement.reps.iter().filter(move |rep| rep.exercise == name);
    assert_eq!((of("march").count(), of("squat").count()), (60, 5), "{:#?}", judgement.not_counted);
    assert!(of("march").all(|rep| rep.score == Some(100.0)));
    assert!(of("squat").all(|rep| rep.score.is_none() && !rep.not_judged.is_empty()));
}

#[test]
fn seen_from_between_side_and_front_each_is_refused() {
    let oblique = Athlete { yaw_deg: 55.0, ..ATHLETE };
    for made in good() {
        let judgement = judged_as(by_name(made.exercise).unwrap(), &oblique.samples(&made.script));
        assert_eq!(judgement.reps.len(), 0, "{}", made.exercise);
        assert_eq!(judgement.refusal.unwrap().reason, RefusalReason::NotSideOn, "{}", made.exercise);
    }
}

/// A set whose far arm lies behind the body, where the model only guesses it.
fn with_far_arm_hidden(exercise: &str) -> (Made, Judgement) {
    let made = good().into_iter().find(|made| made.exercise == exercise).unwrap();
    let mut samples = ATHLETE.samples(&made.script);
    for person in samples.iter_mut().filter_map(|sample| sample.person.as_mut()) {
        for joint in [Joint::LeftElbow, Joint::LeftWrist] {
            person.keypoints[joint].confidence = 0.03;
        }
    }
    let judgement = judged_as(by_name(exercise).unwrap(), &samples);
    (made, judgement)
}

#[test]
fn an_arm_that_is_hidden_behind_the_body_did_not_come_up() {
    let (made, judgement) = with_far_arm_hidden("supine_march");
    assert_eq!(sides(&judgement), made.sides, "{:#?}", judgement.not_counted);
    assert!(judgement.reps.iter().all(|rep| rep.confidence <= 0.75));
}

#[test]
fn what_a_hidden_arm_leaves_open_is_listed_as_that() {
    let (_, judgement) = with_far_arm_hidden("dead_bug_first_step");
    let hidden: Vec<_> = judgement.not_counted.iter().filter(|it| it.reason == WhyNot::Hidden).collect();
    assert!(!hidden.is_empty(), "{judgement:#?}");
    assert!(hidden.iter().all(|it| it.why.text.starts_with("cannot tell because a joint was hidden; possible: ")));
}
