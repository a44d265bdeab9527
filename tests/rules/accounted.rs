//! Every movement of the signal is an entry of the report, and every entry is a movement: made-up sessions at random.

use crate::athlete::body::{Legs, Pull};
use crate::athlete::{Athlete, Bridge, Script, judged_as};
use formcheck::core::exercise::Exercise;
use formcheck::core::exercises::{HIP_BRIDGE, KNEE_TO_CHEST};
use formcheck::core::report::Judgement;
use proptest::prelude::*;

/// A movement's share in an entry (or the other way round) that makes both the same.
const SAME: f64 = 0.5;
type Span = (f64, f64);

fn overlap(a: Span, b: Span) -> f64 {
    (a.1.min(b.1) - a.0.max(b.0)).max(0.0)
}

fn are_same(a: Span, b: Span) -> bool {
    let shorter = (a.1 - a.0).min(b.1 - b.0);
    SAME * shorter <= overlap(a, b)
}

/// Counted, partial and not counted.
fn entries(judgement: &Judgement) -> Vec<Span> {
    let reps = judgement.reps.iter().map(|rep| (rep.start_s, rep.end_s));
    let partial = judgement.partial_reps.iter().map(|rep| (rep.start_s, rep.end_s));
    let others = judgement.not_counted.iter().map(|it| (it.start_s, it.end_s));
    reps.chain(partial).chain(others).collect()
}

/// Holds the movements of a script against the entries, up to `until_secs`, where the clip ends.
fn check(
    exercise: &'static Exercise,
    athlete: &Athlete,
    script: &Script,
    until_secs: f64,
) -> Result<(), TestCaseError> {
    let mut samples = athlete.samples(script);
    samples.retain(|sample| sample.at.secs() <= until_secs);
    let judgement = judged_as(exercise, &samples);
    let entries = entries(&judgement);
    // A clip may end before a movement is larger than noise; one that has reached its top is.
    let shown = script.reps.iter().filter(|times| times[1] <= until_secs);
    let moved: Vec<Span> = shown.map(|times| (times[0], times[3].min(until_secs))).collect();
    let told = || format!("moved {moved:.2?}, reported {entries:.2?}: {judgement:#?}");
    for movement in &moved {
        let n_entries = entries.iter().filter(|entry| are_same(**entry, *movement)).count();
        prop_assert_eq!(n_entries, 1, "movement {:.2?}; {}", movement, told());
    }
    for entry in &entries {
        let all = script.reps.iter().filter(|times| 0.0 < overlap(*entry, (times[0], times[3])));
        prop_assert!(0 < all.count(), "entry {:.2?} is no movement; {}", entry, told());
    }
    Ok(())
}

fn bridge() -> impl Strategy<Value = Bridge> {
    (140.0..200.0_f32, 0.6..2.0, 0.0..3.0, 0.6..2.0, 0.0..2.0).prop_map(
        |(top_deg, rise_secs, hold_secs, fall_secs, rest_secs)| Bridge {
            top_deg,
            rise_secs,
            hold_secs,
            fall_secs,
            rest_secs,
            ..Bridge::GOOD
        },
    )
}

fn pull() -> impl Strategy<Value = Pull> {
    let legs = prop_oneof![Just(Legs::Both), Just(Legs::Near), Just(Legs::Far)];
    // Some stay far from the chest, and some legs come up by themselves: these do not count and are listed.
    let ways = (any::<bool>(), 40.0..110.0_f32);
    (legs, ways, 0.8..2.0, 0.0..3.0, 0.8..2.0).prop_map(
        |(legs, (is_held, top_deg), rise_secs, hold_secs, fall_secs)| Pull {
            legs,
            top_deg,
            rise_secs,
            hold_secs,
            fall_secs,
            is_held,
            ..Pull::GOOD
        },
    )
}

fn athlete() -> impl Strategy<Value = Athlete> {
    (0.0..12.0_f32, 0.001..0.006_f32, 12.0..60.0).prop_map(|(yaw_deg, jitter, fps)| Athlete {
        yaw_deg,
        jitter,
        fps,
        ..Athlete::SIDE_ON
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_bridge_is_accounted_for(all in prop::collection::vec(bridge(), 1..6), who in athlete(), share in 0.3..1.5) {
        let script = all.into_iter().fold(Script::lying(), |script, one| script.bridges(1, one)).stay(1.0);
        check(&HIP_BRIDGE, &who, &script, share * script.secs())?;
    }

    #[test]
    fn every_pull_is_accounted_for(all in prop::collection::vec(pull(), 1..6), who in athlete(), share in 0.3..1.5) {
        let script = all.into_iter().fold(Script::lying(), |script, one| script.pulls(1, one)).stay(1.0);
        check(&KNEE_TO_CHEST, &who, &script, share * script.secs())?;
    }
}
