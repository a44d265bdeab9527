//! The pelvic tilt against made-up patches of which the truth is known: a clean set, each fault alone, what is no tilt, what
//! is refused and why.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "the exercises use the rest")]
mod athlete;

use athlete::tilt::{Look, Plan, Tilt};
use athlete::{STREAM, judged_as};
use formcheck::exercises::PELVIC_TILT;
use formcheck::report::{Judgement, Rep};
use formcheck::session::{Search, Session};

/// Below this a finding is no more than a remark.
const FOUND: f64 = 0.25;

fn still() -> Plan {
    Plan::default().rest(3.0)
}

fn judged(plan: &Plan) -> Judgement {
    judged_as(&PELVIC_TILT, &Look::GOOD.samples(plan))
}

fn found(rep: &Rep) -> Vec<&str> {
    rep.findings.iter().filter(|finding| FOUND <= finding.severity).map(|finding| finding.fault.as_str()).collect()
}

fn of_set(judgement: &Judgement) -> Vec<&str> {
    judgement.findings.iter().filter(|it| FOUND <= it.severity).map(|it| it.fault.as_str()).collect()
}

/// Every repetition where it was done, and none else.
fn assert_exact(judgement: &Judgement, plan: &Plan, tolerance_secs: f64) {
    let reps = plan.reps();
    assert_eq!(judgement.reps.len(), reps.len(), "{:#?} {:?}", judgement.reps, judgement.refusal);
    for (rep, truth) in judgement.reps.iter().zip(&reps) {
        for (read, truth) in [(rep.start_s, truth[0]), (rep.end_s, truth[3])] {
            assert!((read - truth).abs() < tolerance_secs, "{read} for {truth}");
        }
    }
}

#[test]
fn a_clean_set_of_twenty_in_three_minutes_is_exact() {
    let plan = still().tilts(20, Tilt::GOOD.in_secs(8.5)).rest(4.0);
    let judgement = judged(&plan);
    assert_exact(&judgement, &plan, 0.3);
    assert_eq!((judgement.score, judgement.refusal.is_none()), (Some(100.0), true));
    assert_eq!((&judgement.partial_reps, &judgement.findings), (&vec![], &vec![]));
    let rhythm = judgement.sets[0].rhythm.as_ref().unwrap();
    assert_eq!((judgement.sets.len(), judgement.sets[0].n_reps, rhythm.goal), (1, 20, 20));
    assert!((rhythm.period_s.unwrap().value - 8.5).abs() < 0.05, "{rhythm:?}");
    assert!(rhythm.unevenness.unwrap().value < 0.02 && rhythm.slope_s.unwrap().value.abs() < 0.01, "{rhythm:?}");
}

#[test]
fn repetitions_are_where_they_are() {
    let plan = still().tilts(8, Tilt::GOOD).rest(3.0);
    for fps in [12.0, 15.0, 24.0, 30.0, 60.0] {
        let athlete = athlete::Athlete { fps, ..Look::GOOD.athlete };
        let judgement = judged_as(&PELVIC_TILT, &Look { athlete, ..Look::GOOD }.samples(&plan));
        let off: Vec<_> = judgement
            .reps
            .iter()
            .zip(plan.reps())
            .map(|(r, t)| (r.start_s - t[0], r.peak_start_s - t[1], r.peak_end_s - t[2], r.end_s - t[3]))
            .collect();
        println!("{fps} {off:.2?} {:?}", judgement.sets[0].rhythm);
        println!("{:?}", judgement.reps[4].measures);
        assert_exact(&judgement, &plan, 0.2);
        assert_eq!(judgement.partial_reps, vec![]);
        let _ = (found(&judgement.reps[0]), of_set(&judgement), STREAM, Search::Auto);
        let _ = Session::new(&PELVIC_TILT, STREAM);
    }
}
