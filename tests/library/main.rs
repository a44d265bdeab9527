//! The library of exercises as text files on made-up athletes: counted with their sides, each fault alone, and none
//! passes for another.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "the exercises in code use the rest")]
#[path = "../athlete/mod.rs"]
mod athlete;
mod made;

use athlete::{Athlete, judged_as};
use formcheck::exercises::{all, by_name};
use formcheck::report::{Judgement, RefusalReason};
use formcheck::session::Search;
use made::{Made, faulty, good, nothing};

/// Smaller than lying, so that a standing person and an outstretched arm are in the picture.
const ATHLETE: Athlete = Athlete { trunk_px: 160.0, ..Athlete::SIDE_ON };
/// Below this a finding is no more than a remark.
const FOUND: f64 = 0.25;

fn judged(search: impl Into<Search>, made: &Made) -> Judgement {
    judged_as(search, &ATHLETE.samples(&made.script))
}

fn of_its_own(made: &Made) -> Judgement {
    judged(by_name(made.exercise).unwrap(), made)
}

/// Sides of the repetitions in order, by their first letters.
fn sides(judgement: &Judgement) -> String {
    judgement.reps.iter().filter_map(|rep| rep.side.chars().next()).collect()
}

/// Faults of all repetitions, each once.
fn faults(judgement: &Judgement) -> Vec<&str> {
    let findings = judgement.reps.iter().flat_map(|rep| &rep.findings);
    let mut all: Vec<&str> = findings.filter(|it| FOUND <= it.severity).map(|it| it.fault.as_str()).collect();
    all.sort_unstable();
    all.dedup();
    all
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
fn seen_from_between_side_and_front_each_is_refused() {
    let oblique = Athlete { yaw_deg: 55.0, ..ATHLETE };
    for made in good() {
        let judgement = judged_as(by_name(made.exercise).unwrap(), &oblique.samples(&made.script));
        assert_eq!(judgement.reps.len(), 0, "{}", made.exercise);
        assert_eq!(judgement.refusal.unwrap().reason, RefusalReason::NotSideOn, "{}", made.exercise);
    }
}
