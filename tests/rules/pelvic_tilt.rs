//! The pelvic tilt against made-up patches of which the truth is known: a clean set, each fault alone, what is no tilt, what
//! is refused and why.

use crate::athlete::body::Pull;
use crate::athlete::{Athlete, Bridge, STREAM, Script, Stance, judged_as};
use crate::tilt::{Look, Plan, Tilt};
use formcheck::core::exercises::PELVIC_TILT;
use formcheck::core::judge::{Judge, Search, ViewWarning};
use formcheck::core::pose::SetupRefusal;
use formcheck::core::report::{Judgement, RefusalReason, Rep};
use formcheck::core::skeleton::Side;

const BOTH: [Search; 2] = [Search::One(&PELVIC_TILT), Search::Auto];

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
    assert_eq!((judgement.sets.len(), judgement.sets[0].n_reps, judgement.sets[0].goal), (1, 20, Some(20)));
    assert!((rhythm.period_s.unwrap().value - 8.5).abs() < 0.05, "{rhythm:?}");
    assert!(rhythm.unevenness.unwrap().value < 0.02 && rhythm.slope_s.unwrap().value.abs() < 0.01, "{rhythm:?}");
}

fn reason(judgement: &Judgement) -> Option<RefusalReason> {
    judgement.refusal.as_ref().map(|refusal| refusal.reason)
}

fn athlete(change: impl Fn(Athlete) -> Athlete) -> Look {
    Look { athlete: change(Look::GOOD.athlete), ..Look::GOOD }
}

#[test]
fn repetitions_are_where_they_are_at_any_rate_size_and_side() {
    let plan = still().tilts(8, Tilt::GOOD).rest(3.0);
    let looks = [12.0, 15.0, 24.0, 30.0, 60.0].map(|fps| athlete(|it| Athlete { fps, ..it }));
    let others = [
        athlete(|it| Athlete { head: Side::Right, ..it }),
        athlete(|it| Athlete { trunk_px: 95.0, ..it }),
        athlete(|it| Athlete { uneven: true, ..it }),
        Look { has_background: false, ..Look::GOOD },
    ];
    for look in looks.iter().chain(&others) {
        let judgement = judged_as(Search::Auto, &look.samples(&plan));
        // The causal mean by itself is late by 0.15 s, a trim at 15 % of the way by as much.
        assert_exact(&judgement, &plan, 0.2);
        assert_eq!((&judgement.partial_reps, &judgement.findings), (&vec![], &vec![]));
        for rep in &judgement.reps {
            assert_eq!(found(rep), Vec::<&str>::new());
            assert!((rep.measures["period_s"].value - 3.2).abs() < 0.15, "{:?}", rep.measures);
            assert!((rep.measures["up_down_ratio"].value - 1.0).abs() < 0.35, "{:?}", rep.measures);
        }
        assert!((judgement.reps[5].measures["range_of_baseline"].value - 1.0).abs() < 0.1);
    }
}

#[test]
fn each_fault_alone_is_found_alone() {
    let small = Tilt { deg: 5.5, ..Tilt::GOOD };
    let lifted = Tilt { lift: 0.07, ..Tilt::GOOD };
    let swung = Tilt { knees: 0.14, ..Tilt::GOOD };
    for (tilt, fault) in [(small, "small_range"), (lifted, "hips_lifted"), (swung, "knees_moving")] {
        let plan = still().tilts(5, Tilt::GOOD).tilts(2, tilt).tilts(2, Tilt::GOOD).rest(3.0);
        let judgement = judged(&plan);
        assert_exact(&judgement, &plan, 0.3);
        let seen: Vec<_> = judgement.reps.iter().map(found).collect();
        let wanted: Vec<_> = (0..9).map(|k| if k == 5 || k == 6 { vec![fault] } else { vec![] }).collect();
        assert_eq!((seen, of_set(&judgement)), (wanted, vec![]));
        assert!(judgement.reps[5].score < judgement.reps[1].score);
    }
}

#[test]
fn tilts_that_follow_too_fast_are_told() {
    let plan = still().tilts(10, Tilt::GOOD.in_secs(1.5)).rest(3.0);
    let judgement = judged(&plan);
    assert_exact(&judgement, &plan, 0.3);
    assert!(judgement.reps.iter().all(|rep| found(rep) == ["too_fast"]), "{judgement:#?}");
    assert_eq!(of_set(&judgement), Vec::<&str>::new());
}

#[test]
fn an_uneven_rhythm_is_a_fault_of_the_set() {
    let secs = [2.6, 4.4, 2.2, 4.8, 2.6, 5.0, 2.4, 4.2];
    let plan = secs.iter().fold(still(), |plan, secs| plan.tilt(Tilt::GOOD.in_secs(*secs))).rest(3.0);
    let judgement = judged(&plan);
    assert_exact(&judgement, &plan, 0.3);
    assert_eq!(of_set(&judgement), ["uneven_rhythm"]);
    let finding = &judgement.findings[0];
    // The rises, of which each takes a share of its repetition, are .24 apart.
    assert!((finding.reading - 0.24).abs() < 0.01 && (finding.severity - 0.6).abs() < 0.05, "{finding:?}");
    assert!(judgement.reps.iter().all(|rep| found(rep).is_empty()));
    assert!(
        (judgement.score.unwrap() - 82.0).abs() < 2.0 && judgement.score == judgement.sets[0].score,
        "{judgement:?}"
    );
}

#[test]
fn a_slower_and_slower_rhythm_has_a_slope() {
    let secs = (0..10).map(|k| 2.5 + 0.1 * f64::from(k));
    let plan = secs.fold(still(), |plan, secs| plan.tilt(Tilt::GOOD.in_secs(secs))).rest(3.0);
    let slope = judged(&plan).sets[0].rhythm.clone().unwrap().slope_s.unwrap();
    assert!((slope.value - 0.1).abs() < 0.03, "{slope:?}");
}

#[test]
fn smoothness_tells_the_motion_and_not_the_noise() {
    let sparc = |jitter: f32, plan: &Plan| {
        let judgement = judged_as(&PELVIC_TILT, &Look { jitter, ..Look::GOOD }.samples(plan));
        judgement.sets[0].rhythm.clone().unwrap().smoothness_sparc.map(|it| it.value)
    };
    let smooth = still().tilts(8, Tilt::GOOD).rest(3.0);
    let [clean, loud, hidden] = [0.0002, 0.0012, 0.003].map(|jitter| sparc(jitter, &smooth));
    let (clean, loud) = (clean.unwrap(), loud.unwrap());
    assert!((clean - loud).abs() < 0.15, "{clean} {loud}");
    assert_eq!(hidden, None);
}

#[test]
fn a_pause_and_a_missed_repetition_do_not_make_the_rhythm_uneven() {
    let with_pause = still().tilts(5, Tilt::GOOD).rest(8.0).tilts(5, Tilt::GOOD).rest(3.0);
    let judgement = judged(&with_pause);
    assert_exact(&judgement, &with_pause, 0.3);
    assert_eq!((judgement.sets.len(), of_set(&judgement)), (1, vec![]));
    let whole = still().tilts(10, Tilt::GOOD).rest(3.0);
    let fifth = whole.reps()[4];
    let judgement = judged_as(&PELVIC_TILT, &Look { lost: [fifth[0] + 0.3, fifth[3]], ..Look::GOOD }.samples(&whole));
    assert_eq!((judgement.reps.len(), judgement.partial_reps.len()), (9, 1));
    assert_eq!(judgement.partial_reps[0].why, "the texture was lost");
    let rhythm = judgement.sets[0].rhythm.clone().unwrap();
    // With the gap counted as a period it would be .29.
    assert!(rhythm.unevenness.unwrap().value < 0.05 && (rhythm.period_s.unwrap().value - 3.2).abs() < 0.05);
}

#[test]
fn what_is_no_tilt_is_nothing() {
    let sway = Tilt { knees: 0.12, deg: 3.0, ..Tilt::NONE };
    let slide = Tilt { slide: 0.05, ..Tilt::NONE };
    let (rest, deep) = (still().rest(60.0), Look { breath: 0.02, ..Look::GOOD });
    for (what, look, plan) in [
        ("rest", Look::GOOD, rest.clone()),
        ("deep breath", deep, rest),
        ("knees", Look::GOOD, still().tilts(6, sway).rest(3.0)),
        ("slide", Look::GOOD, still().tilts(6, slide).rest(3.0)),
        (
            "breath that drags the pelvis",
            deep,
            still().tilts(6, Tilt { deg: 2.5, ..Tilt::GOOD }.in_secs(3.92)).rest(3.0),
        ),
    ] {
        for search in BOTH {
            let judgement = judged_as(search, &look.samples(&plan));
            assert_eq!((judgement.reps.len(), judgement.partial_reps.len()), (0, 0), "{what}: {judgement:#?}");
            assert_eq!(reason(&judgement), Some(RefusalReason::NoRepetitions), "{what}");
        }
    }
}

#[test]
fn an_arm_before_the_pelvis_is_no_tilt() {
    let plan = still().tilts(4, Tilt::GOOD).rest(3.0);
    let judgement = judged_as(&PELVIC_TILT, &Look { lost: [0.0, 60.0], ..Look::GOOD }.samples(&plan));
    assert_eq!((judgement.reps.len(), reason(&judgement)), (0, Some(RefusalReason::TextureLost)));
}

#[test]
fn bridges_and_pulled_knees_are_no_tilts_however_well_the_texture_is_followed() {
    let low = Bridge { top_deg: 150.0, ..Bridge::GOOD };
    for script in [
        Script::lying().bridges(4, Bridge::GOOD),
        Script::lying().bridges(4, low),
        Script::lying().pulls(4, Pull::GOOD),
        Script::lying().there_and_back(Stance::lifted(0.08), 1.4, 4),
    ] {
        let samples = Look::GOOD.of_script(&script);
        let forced = judged_as(&PELVIC_TILT, &samples);
        assert_eq!((forced.reps.len(), reason(&forced)), (0, Some(RefusalReason::NoRepetitions)), "{forced:#?}");
        assert_eq!((forced.exercise.as_str(), forced.partial_reps), ("pelvic_tilt", vec![]));
        let auto = judged_as(Search::Auto, &samples);
        assert_eq!(auto.reps.len(), 4);
        assert!(auto.reps.iter().all(|rep| rep.exercise != PELVIC_TILT.id), "{auto:#?}");
    }
}

#[test]
fn who_lifts_the_hips_in_a_tilt_lies_on_the_back_all_the_same_and_who_sits_up_does_not() {
    let warned = |script: &Script| {
        let (judge, mut warned) = (Judge::new(&PELVIC_TILT, STREAM), Vec::new());
        judge.judge_with(Look::GOOD.of_script(script), |_, judge| warned.extend(judge.warnings()));
        [ViewWarning::NotLyingDown, ViewWarning::NotInPosture].map(|warning| warned.contains(&warning))
    };
    assert_eq!(warned(&Script::lying().bridges(2, Bridge::GOOD)), [false, true]);
    assert_eq!(warned(&Script::from(Stance::sat_up(110.0)).stay(3.0)), [true, false]);
}

#[test]
fn a_tilt_within_a_bridge_is_none_however_much_the_texture_looks_like_one() {
    let script = Script::lying().bridges(4, Bridge::GOOD);
    let Bridge { rise_secs: up_secs, hold_secs, fall_secs: down_secs, rest_secs, .. } = Bridge::GOOD;
    let same_time = Tilt { up_secs, hold_secs, down_secs, rest_secs, ..Tilt::GOOD };
    let tilts = Look::GOOD.samples(&Plan::default().rest(2.0).tilts(4, same_time));
    let mut samples = Look::GOOD.of_script(&script);
    for (sample, tilt) in samples.iter_mut().zip(tilts) {
        sample.patches = tilt.patches;
    }
    let forced = judged_as(&PELVIC_TILT, &samples);
    assert_eq!((forced.reps.len(), reason(&forced)), (0, Some(RefusalReason::NoRepetitions)));
    let auto = judged_as(Search::Auto, &samples);
    assert!(auto.reps.len() == 4 && auto.reps.iter().all(|rep| rep.exercise == "hip_bridge"), "{auto:#?}");
}

#[test]
fn who_is_tilted_at_the_start_loses_the_first_repetition_only() {
    let plan = Plan::default().tilts(8, Tilt::GOOD).rest(3.0);
    let judgement = judged_as(&PELVIC_TILT, &Look { laid_at: &[1.2], ..Look::GOOD }.samples(&plan));
    assert_eq!((judgement.reps.len(), judgement.partial_reps.len()), (7, 1), "{judgement:#?}");
    assert_eq!(judgement.partial_reps[0].why, "its beginning was not seen");
    for (rep, truth) in judgement.reps.iter().zip(plan.reps().iter().skip(1)) {
        assert!((rep.start_s - truth[0]).abs() < 0.2 && (rep.end_s - truth[3]).abs() < 0.2);
    }
}

#[test]
fn a_stream_that_ends_at_the_top_leaves_a_part() {
    let plan = still().tilts(4, Tilt::GOOD);
    let samples = Look::GOOD.samples(&plan);
    let end = plan.reps()[3][1] + 0.4;
    let n_seen = samples.iter().filter(|sample| sample.at.secs() < end).count();
    let judgement = judged_as(&PELVIC_TILT, &samples[..n_seen]);
    assert_eq!((judgement.reps.len(), judgement.partial_reps.len()), (3, 1));
    assert_eq!(judgement.partial_reps[0].why, "its end was not seen");
}

#[test]
fn patches_that_are_laid_anew_go_on_counting_with_a_new_baseline() {
    let plan = still().tilts(6, Tilt::GOOD).rest(2.0).tilts(6, Tilt { deg: 5.0, ..Tilt::GOOD }).rest(3.0);
    let look = Look { laid_at: &[0.5, 23.0], ..Look::GOOD };
    let judgement = judged_as(&PELVIC_TILT, &look.samples(&plan));
    assert_exact(&judgement, &plan, 0.3);
    assert!(judgement.reps.iter().all(|rep| found(rep).is_empty()), "half the range is no fault of another set-up");
    // Without the new set-up it is.
    assert_eq!(found(&judged(&plan).reps[8]), ["small_range"]);
}

#[test]
fn a_set_up_that_is_lost_ends_the_count_and_is_told() {
    let plan = still().tilts(8, Tilt::GOOD).rest(3.0);
    let look = Look { refused: Some((16.2, SetupRefusal::Lost)), ..Look::GOOD };
    let judgement = judged_as(&PELVIC_TILT, &look.samples(&plan));
    assert_eq!((judgement.reps.len(), reason(&judgement)), (4, None));
    assert!(judgement.view.warnings.iter().any(|it| it.contains("nothing is counted from 16 s on")), "{judgement:#?}");
}

#[test]
fn a_refused_set_up_says_why() {
    let plan = still().tilts(3, Tilt::GOOD);
    let why = |refusal: SetupRefusal| {
        let look = Look { laid_at: &[], refused: Some((1.0, refusal)), ..Look::GOOD };
        let refusal = judged_as(&PELVIC_TILT, &look.samples(&plan)).refusal.unwrap();
        assert!(20 < refusal.message.len(), "{refusal:?}");
        refusal.reason
    };
    for (setup, reason) in [
        (SetupRefusal::TrunkNotLevel, RefusalReason::TrunkNotLevel),
        (SetupRefusal::TooSmall, RefusalReason::TrunkTooSmall),
        (SetupRefusal::KneesNotUp, RefusalReason::KneesNotUp),
        (SetupRefusal::FeetNotPlanted, RefusalReason::FeetNotPlanted),
        (SetupRefusal::NotInView, RefusalReason::NotInView),
        (SetupRefusal::TooPlain, RefusalReason::TooPlain),
        (SetupRefusal::Covered, RefusalReason::Covered),
        (SetupRefusal::Lost, RefusalReason::TextureLost),
    ] {
        assert_eq!(why(setup), reason);
    }
    let without = judged_as(&PELVIC_TILT, &Look { laid_at: &[], ..Look::GOOD }.samples(&plan));
    assert_eq!(reason(&without), Some(RefusalReason::TextureNotFollowed));
}

#[test]
fn noise_is_warned_about_and_then_refused() {
    let plan = still().tilts(8, Tilt::GOOD).rest(3.0);
    let with = |jitter: f32| judged_as(&PELVIC_TILT, &Look { jitter, ..Look::GOOD }.samples(&plan));
    let is_warned = |judgement: &Judgement| judgement.view.warnings.iter().any(|it| it.contains("picture's noise"));
    // Amplitude ÷ jitter, the background's included: 7, 3 and 1.7.
    let [clear, faint, none] = [0.005, 0.012, 0.022].map(with);
    assert_eq!((clear.reps.len(), is_warned(&clear)), (8, false));
    assert_eq!((faint.reps.len(), is_warned(&faint)), (8, true), "{faint:#?}");
    assert_eq!((none.reps.len(), reason(&none)), (0, Some(RefusalReason::TooNoisy)), "{none:#?}");
    let rest = judged_as(&PELVIC_TILT, &Look { jitter: 0.012, ..Look::GOOD }.samples(&still().rest(60.0)));
    assert_eq!(rest.reps, vec![]);
}

#[test]
fn a_camera_that_shakes_is_taken_out_and_one_that_moves_more_than_the_pelvis_is_refused() {
    let plan = still().tilts(8, Tilt::GOOD).rest(3.0);
    let shake = |secs: f64| [0.012 * (5.0 * secs).sin() as f32, 0.01 * (3.1 * secs).cos() as f32];
    let heave = |secs: f64| [0.06 * (2.4 * secs).sin() as f32, 0.0];
    let shaken = judged_as(&PELVIC_TILT, &Look { camera: shake, ..Look::GOOD }.samples(&plan));
    assert_exact(&shaken, &plan, 0.3);
    let heaved = judged_as(&PELVIC_TILT, &Look { camera: heave, ..Look::GOOD }.samples(&plan));
    assert_eq!((heaved.reps.len(), reason(&heaved)), (0, Some(RefusalReason::CameraMoves)), "{heaved:#?}");
    // Without a background what moves everything is no tilt either.
    let unseen = Look { camera: heave, has_background: false, ..Look::GOOD };
    for search in BOTH {
        assert_eq!(judged_as(search, &unseen.samples(&still().rest(30.0))).reps, vec![]);
    }
}

#[test]
fn when_a_third_is_rejected_nothing_is_believed() {
    let slide = Tilt { slide: 0.05, ..Tilt::NONE };
    let mixed = |n: usize| still().tilts(4, Tilt::GOOD).tilts(n, slide).tilts(4, Tilt::GOOD).rest(3.0);
    assert_eq!(judged(&mixed(3)).reps.len(), 8);
    let judgement = judged(&mixed(6));
    assert_eq!((judgement.reps.len(), reason(&judgement)), (0, Some(RefusalReason::OtherMovements)));
    assert!(judgement.refusal.unwrap().message.contains("6 × the feet moved"));
}

#[test]
fn tilts_between_bridges_are_both_counted_under_auto() {
    let script = Script::lying().bridges(3, Bridge::GOOD);
    let mut samples = Look::GOOD.of_script(&script);
    let (from, plan) = (script.secs(), still().tilts(6, Tilt::GOOD).rest(3.0));
    samples.extend(Look { athlete: Athlete { start_secs: from, ..Look::GOOD.athlete }, ..Look::GOOD }.samples(&plan));
    let judgement = judged_as(Search::Auto, &samples);
    let sets: Vec<_> = judgement.sets.iter().map(|set| (set.exercise.as_str(), set.n_reps)).collect();
    assert_eq!(sets, [("hip_bridge", 3), ("pelvic_tilt", 6)], "{judgement:#?}");
    assert!(judgement.sets[0].rhythm.is_none() && judgement.sets[1].rhythm.is_some());
}

/// The doc comment of the follower names these figures.
#[test]
fn live_a_repetition_counts_before_it_is_over_and_for_good_soon_after() {
    let plan = still().tilts(6, Tilt::GOOD).rest(4.0);
    let mut judge = Judge::new(Search::Auto, STREAM);
    let (mut provisional, mut counted) = (Vec::new(), Vec::new());
    for sample in Look::GOOD.samples(&plan) {
        judge.push(&sample);
        let view = judge.view();
        assert!(view.n_reps <= view.provisional_reps && view.provisional_reps <= view.n_reps + 1);
        if provisional.len() < view.provisional_reps {
            provisional.push(sample.at.secs());
            assert_eq!(view.exercise.id, "pelvic_tilt");
        }
        if counted.len() < view.n_reps {
            counted.push(sample.at.secs());
        }
    }
    assert_eq!((provisional.len(), counted.len()), (6, 6));
    for (k, truth) in plan.reps().iter().enumerate() {
        let [early, late] = [provisional[k] - truth[3], counted[k] - truth[3]];
        assert!(-0.35 < early && early < 0.0, "{early}");
        assert!(0.0 < late && late < 2.8, "{late}");
    }
}

#[test]
fn what_turns_out_to_be_a_slide_is_withdrawn() {
    let plan = still().tilts(2, Tilt { slide: 0.05, ..Tilt::NONE }).rest(4.0);
    let mut counts = Vec::new();
    let judge = Judge::new(&PELVIC_TILT, STREAM);
    judge.judge_with(Look::GOOD.samples(&plan), |_, judge| counts.push(judge.view().provisional_reps));
    assert_eq!((counts.iter().max(), counts.last()), (Some(&1), Some(&0)));
}
