//! The rules against movements of which the truth is known: a clean set, each fault alone, what is no repetition.

use crate::athlete::body::{Legs, Pull};
use crate::athlete::{Athlete, Bridge, Hidden, Script, Stance, judged, without_person};
use formcheck::core::geometry::Point;
use formcheck::core::pose::PoseSample;
use formcheck::core::report::{Judgement, RefusalReason, Rep};
use formcheck::core::skeleton::Part;

const ATHLETE: Athlete = Athlete::SIDE_ON;

fn set_of(n: usize) -> Script {
    Script::lying().bridges(n, Bridge::GOOD)
}

fn top(top_deg: f32) -> Bridge {
    Bridge { top_deg, ..Bridge::GOOD }
}

fn severity(rep: &Rep, fault: &str) -> f64 {
    rep.findings.iter().find(|finding| finding.fault == fault).map_or(0.0, |finding| finding.severity)
}

fn reason(judgement: &Judgement) -> Option<RefusalReason> {
    judgement.refusal.as_ref().map(|refusal| refusal.reason)
}

/// Counts and times against what was done.
fn assert_exact(judgement: &Judgement, script: &Script, tolerance_secs: f64) {
    assert_eq!(judgement.reps.len(), script.reps.len(), "{:#?}", judgement.reps);
    for (rep, truth) in judgement.reps.iter().zip(&script.reps) {
        let read = [rep.start_s, rep.peak_start_s, rep.peak_end_s, rep.end_s];
        for (read, truth) in read.iter().zip(truth) {
            assert!((read - truth).abs() < tolerance_secs, "{read} for {truth} of {:?}", script.reps);
        }
    }
}

/// Nothing of it may count, not even in part.
fn assert_no_bridge(script: &Script) {
    let judgement = ATHLETE.judged(script);
    assert_eq!((&judgement.reps, &judgement.partial_reps), (&vec![], &vec![]));
    assert_eq!((judgement.score, reason(&judgement)), (None, Some(RefusalReason::NoRepetitions)));
}

#[test]
fn a_clean_set_scores_100_without_findings() {
    let script = set_of(5);
    let judgement = ATHLETE.judged(&script);
    // Thresholds at 2° would start 0.25 s late, the time in a band of angles hold 0.5 s too long.
    assert_exact(&judgement, &script, 0.1);
    assert_eq!((judgement.score, reason(&judgement)), (Some(100.0), None));
    for rep in &judgement.reps {
        assert_eq!((&rep.findings, &rep.not_judged), (&vec![], &vec![]));
        assert!((rep.measures["shoulder_hip_knee_deg"].value - 180.0).abs() < 1.0);
        assert!((rep.measures["hold_s"].value - 3.0).abs() < 0.15);
    }
    assert_eq!((judgement.sets.len(), judgement.partial_reps.len()), (1, 0));
}

#[test]
fn hips_below_the_line_are_low_and_above_it_overextended_and_nothing_else() {
    // Without its sign the angle would read 155° for 205° and the hips low.
    for (top_deg, fault) in [(150.0, "hips_low"), (205.0, "overextended")] {
        let judgement = ATHLETE.judged(&Script::lying().bridges(3, top(top_deg)));
        for rep in &judgement.reps {
            let faults: Vec<_> = rep.findings.iter().map(|finding| finding.fault.as_str()).collect();
            assert_eq!((faults, severity(rep, fault)), (vec![fault], 1.0));
            assert!((rep.measures["shoulder_hip_knee_deg"].value - f64::from(top_deg)).abs() < 1.5);
        }
        assert_eq!(judgement.reps.len(), 3);
    }
}

#[test]
fn severity_and_score_follow_the_slope() {
    let read = |top_deg: f32| {
        let judgement = ATHLETE.judged(&Script::lying().bridges(2, top(top_deg)));
        let rep = judgement.reps.first().unwrap();
        (severity(rep, "hips_low"), severity(rep, "overextended"), rep.score.unwrap())
    };
    // Near side over far side and the camera's pitch move the angle by 0.7°, which is 0.07 of the slope.
    for (top_deg, low, over, score) in [
        (162.0, 0.8, 0.0, 52.0),
        (165.0, 0.5, 0.0, 70.0),
        (168.0, 0.2, 0.0, 88.0),
        (171.0, 0.0, 0.0, 100.0),
        (188.0, 0.0, 0.0, 100.0),
        (191.0, 0.0, 0.2, 90.0),
        (194.0, 0.0, 0.5, 75.0),
        (197.0, 0.0, 0.8, 60.0),
    ] {
        let (low_read, over_read, score_read) = read(top_deg);
        assert!((low_read - low).abs() < 0.1, "hips_low {low_read} for {low} at {top_deg}°");
        assert!((over_read - over).abs() < 0.1, "overextended {over_read} for {over} at {top_deg}°");
        assert!((score_read - score).abs() < 6.0, "{score_read} for {score} at {top_deg}°");
    }
}

#[test]
fn lying_still_and_breathing_is_no_repetition() {
    let judgement = Athlete { breath: 0.01, ..ATHLETE }.judged(&Script::lying().stay(40.0));
    assert_eq!((judgement.reps.len(), judgement.partial_reps.len(), judgement.score), (0, 0, None));
    assert_eq!(reason(&judgement), Some(RefusalReason::NoRepetitions));
}

#[test]
fn a_pelvic_tilt_is_no_repetition() {
    assert_no_bridge(&Script::lying().there_and_back(Stance::lifted(0.04), 1.2, 8));
}

#[test]
fn pulling_the_knees_to_the_chest_is_no_repetition() {
    for legs in [Legs::Both, Legs::Near, Legs::Far] {
        assert_no_bridge(&Script::lying().pulls(4, Pull { legs, ..Pull::GOOD }));
    }
}

#[test]
fn a_sit_up_is_no_repetition() {
    assert_no_bridge(&Script::lying().there_and_back(Stance::sat_up(110.0), 1.5, 5));
}

#[test]
fn raising_the_shoulders_a_little_is_no_repetition() {
    // The hips rise against the shoulders while these go down again; against the knees they do not.
    for trunk_deg in [168.0, 160.0, 145.0] {
        assert_no_bridge(&Script::lying().there_and_back(Stance::sat_up(trunk_deg), 1.5, 5));
    }
}

#[test]
fn a_leg_raise_is_no_repetition() {
    assert_no_bridge(&Script::from(Stance::stretched()).stay(2.0).there_and_back(Stance::legs_up(), 1.5, 5));
    assert_no_bridge(&Script::lying().there_and_back(Stance::legs_up(), 1.5, 5));
}

#[test]
fn stretching_the_legs_at_rest_is_no_repetition() {
    assert_no_bridge(&Script::lying().there_and_back(Stance::stretched(), 1.5, 5));
    let script = set_of(2).there_and_back(Stance::stretched(), 1.5, 1).bridges(2, Bridge::GOOD);
    assert_exact(&ATHLETE.judged(&script), &script, 0.1);
}

#[test]
fn rolling_to_the_side_is_no_repetition() {
    assert_no_bridge(&Script::lying().there_and_back(Stance::on_the_side(), 1.5, 3));
}

#[test]
fn squats_are_refused_as_nobody_lies_there() {
    let standing = Stance::standing(1.0);
    let judgement = ATHLETE.judged(&Script::from(standing).there_and_back(Stance::squatting(1.0), 1.2, 5));
    assert_eq!((judgement.reps.len(), reason(&judgement)), (0, Some(RefusalReason::NotLyingDown)));
}

fn walks_in_and_lies_down() -> Script {
    let in_sight = Script::from(Stance::standing(-4.0)).go(Stance::standing(1.6), 4.0);
    in_sight.go(Stance::sat_up(100.0), 2.0).go(Stance::rest(), 1.5).stay(2.0)
}

#[test]
fn walking_in_lying_down_and_getting_up_leave_the_set_exact() {
    for top_deg in [180.0, 150.0] {
        let script = walks_in_and_lies_down().bridges(3, top(top_deg));
        let script =
            script.go(Stance::sat_up(100.0), 1.5).go(Stance::standing(1.6), 2.0).go(Stance::standing(-4.0), 4.0);
        let judgement = ATHLETE.judged(&script);
        assert_exact(&judgement, &script, 0.15);
        assert_eq!(judgement.partial_reps, vec![]);
    }
}

#[test]
fn looking_up_from_the_elbows_between_repetitions_leaves_them_exact() {
    let look = Stance::sat_up(145.0);
    let script = set_of(2).there_and_back(look, 1.2, 1).bridges(1, top(150.0)).there_and_back(look, 1.2, 1);
    let script = script.bridges(2, top(160.0));
    assert_exact(&ATHLETE.judged(&script), &script, 0.15);
}

fn between(samples: &[PoseSample], from_secs: f64, to_secs: f64) -> Vec<PoseSample> {
    samples.iter().filter(|s| from_secs <= s.at.secs() && s.at.secs() < to_secs).cloned().collect()
}

#[test]
fn repetitions_cut_off_by_the_stream_are_partial_and_not_scored() {
    let script = set_of(4);
    let samples = ATHLETE.samples(&script);
    // The first one rises from 2.0 to 3.4 s and is held until 6.4 s, the fourth from 25.4 and until 29.8 s.
    for (from_secs, to_secs) in [(4.0, 27.5), (2.8, 29.5), (6.8, 26.5), (5.0, 30.4)] {
        let judgement = judged(&between(&samples, from_secs, to_secs));
        let partial: Vec<_> = judgement.partial_reps.iter().map(|rep| rep.why.text.as_str()).collect();
        assert_eq!(partial, ["its beginning was not seen", "its end was not seen"], "{from_secs}–{to_secs}");
        assert_eq!((judgement.reps.len(), judgement.score), (2, Some(100.0)), "{from_secs}–{to_secs}");
        let ends = (judgement.partial_reps[0].end_s, judgement.partial_reps[1].start_s);
        assert!((ends.0 - 7.8).abs() < 0.15 && (ends.1 - 25.4).abs() < 0.15, "{ends:?}");
    }
}

#[test]
fn a_repetition_begun_without_rest_and_cut_off_is_partial() {
    for (secs, jitter) in [(1.4, 0.002), (0.7, 0.002), (0.7, 0.006), (0.5, 0.002)] {
        let quick = Bridge { rise_secs: secs, fall_secs: secs, hold_secs: 1.5, rest_secs: 0.0, ..Bridge::GOOD };
        let script = Script::lying().bridges(3, quick);
        let samples = Athlete { jitter, ..ATHLETE }.samples(&script);
        let judgement = judged(&between(&samples, 0.0, script.reps[2][2] - 0.5));
        assert_eq!((judgement.reps.len(), judgement.partial_reps.len()), (2, 1), "{secs} s");
        let start_s = judgement.partial_reps[0].start_s;
        assert!((start_s - script.reps[2][0]).abs() < 0.15, "{start_s} of {:?}", script.reps);
    }
}

#[test]
fn a_repetition_seen_from_its_hold_on_is_partial_whatever_the_jitter() {
    for jitter in [0.0, 0.004, 0.008] {
        let samples = Athlete { jitter, ..ATHLETE }.samples(&set_of(2));
        for from_secs in [3.3, 3.9, 4.6, 5.3] {
            let judgement = judged(&between(&samples, from_secs, 99.0));
            let partial: Vec<_> = judgement.partial_reps.iter().map(|rep| rep.why.text.as_str()).collect();
            assert_eq!(
                (judgement.reps.len(), partial),
                (1, vec!["its beginning was not seen"]),
                "{jitter} {from_secs}"
            );
        }
    }
}

#[test]
fn a_repetition_in_which_the_athlete_is_lost_is_partial() {
    let mut samples = ATHLETE.samples(&set_of(4));
    without_person(&mut samples, |_, secs| 11.5 < secs && secs < 16.0);
    let judgement = judged(&samples);
    assert_eq!((judgement.reps.len(), judgement.partial_reps.len()), (3, 1), "{:?}", judgement.partial_reps);
    assert!((judgement.partial_reps[0].start_s - 9.8).abs() < 0.15);
}

#[test]
fn a_cut_ends_what_came_before() {
    let mut samples = ATHLETE.samples(&set_of(4));
    // The scene jumps from the hold of the second repetition into the rest before the fourth.
    samples.retain(|sample| !(12.0 < sample.at.secs() && sample.at.secs() < 24.0));
    let jump = samples.iter_mut().find(|sample| 12.0 < sample.at.secs()).unwrap();
    jump.cut = true;
    let shift = 11.95 * 1e9;
    for sample in samples.iter_mut().filter(|sample| 12.0 < sample.at.secs()) {
        sample.at = formcheck::core::time::Timestamp::from_nanos(sample.at.nanos() - shift as i64);
    }
    let judgement = judged(&samples);
    let partial: Vec<_> = judgement.partial_reps.iter().map(|rep| rep.why.text.as_str()).collect();
    // Taken for a fall, the jump would make the second repetition a whole one.
    assert_eq!((judgement.reps.len(), partial), (2, vec!["its end was not seen"]));
}

#[test]
fn a_sagging_hold_is_one_repetition() {
    for sag_deg in [10.0, 20.0] {
        let script = Script::lying().bridges(3, Bridge { sag_deg, ..Bridge::GOOD });
        let judgement = ATHLETE.judged(&script);
        assert_eq!((judgement.reps.len(), judgement.partial_reps.len()), (3, 0));
    }
}

#[test]
fn a_pause_half_way_up_is_one_repetition_with_its_own_times() {
    let script = Script::lying().bridges(3, Bridge { pause_secs: 1.0, ..Bridge::GOOD });
    // Known: the ease of the lift is taken for longer than it is (0.18 s). With the pause for the hold: 1.7 s.
    assert_exact(&ATHLETE.judged(&script), &script, 0.25);
}

#[test]
fn repetitions_without_rest_between_them_are_counted() {
    let script = Script::lying().bridges(6, Bridge { hold_secs: 0.3, rest_secs: 0.0, ..Bridge::GOOD }).stay(2.0);
    assert_exact(&ATHLETE.judged(&script), &script, 0.2);
}

#[test]
fn quick_and_slow_repetitions_are_counted() {
    for (rise_secs, hold_secs) in [(0.5, 0.5), (4.0, 10.0)] {
        let bridge = Bridge { rise_secs, fall_secs: rise_secs, hold_secs, ..Bridge::GOOD };
        let script = Script::lying().bridges(3, bridge);
        // How smoothly a slow lift begins and ends decides over a twentieth of its length.
        assert_exact(&ATHLETE.judged(&script), &script, 0.25);
    }
}

const KNEE_HIDDEN: &[Hidden] = &[Hidden { part: Part::Knee, from_secs: 0.0, to_secs: 99.0 }];
const KNEE_HIDDEN_ONCE: &[Hidden] = &[Hidden { part: Part::Knee, from_secs: 3.2, to_secs: 6.8 }];

#[test]
fn with_the_knee_hidden_repetitions_count_and_are_not_judged() {
    let script = set_of(3);
    let judgement = Athlete { hidden: KNEE_HIDDEN, ..ATHLETE }.judged(&script);
    assert_exact(&judgement, &script, 0.1);
    // A made-up score would be 100.
    assert_eq!(judgement.score, None);
    for rep in &judgement.reps {
        assert_eq!((rep.score, rep.findings.len(), rep.measures.len()), (None, 0, 1));
        assert!(rep.not_judged.iter().all(|not| not.why.contains("knee")), "{:?}", rep.not_judged);
        assert!(!rep.not_judged.is_empty());
    }
}

#[test]
fn with_the_knee_hidden_once_only_that_repetition_is_not_judged() {
    let judgement = Athlete { hidden: KNEE_HIDDEN_ONCE, ..ATHLETE }.judged(&set_of(3));
    let scores: Vec<_> = judgement.reps.iter().map(|rep| rep.score).collect();
    assert_eq!((scores, judgement.score), (vec![None, Some(100.0), Some(100.0)], Some(100.0)));
}

#[test]
fn with_the_knee_hidden_a_sit_up_is_still_no_repetition() {
    let hidden = Athlete { hidden: KNEE_HIDDEN, ..ATHLETE };
    for trunk_deg in [110.0, 145.0, 160.0] {
        let judgement = hidden.judged(&Script::lying().there_and_back(Stance::sat_up(trunk_deg), 1.5, 3));
        assert_eq!((judgement.reps.len(), judgement.partial_reps.len()), (0, 0), "{trunk_deg}");
    }
}

#[test]
fn an_oblique_view_is_judged_with_a_warning_and_wider_errors() {
    let error = |judgement: &Judgement| judgement.reps[0].measures["knee_deg"].error;
    let side_on = ATHLETE.judged(&set_of(2));
    assert_eq!((side_on.view.side_on, side_on.view.warnings.len()), (Some(true), 0));
    for yaw_deg in [-30.0, 30.0] {
        let oblique = Athlete { yaw_deg, ..ATHLETE }.judged(&set_of(2));
        assert_eq!((oblique.reps.len(), oblique.view.side_on), (2, Some(false)));
        assert!(oblique.view.warnings.iter().any(|warning| warning.contains("angle")), "{:?}", oblique.view);
        assert!(error(&side_on) < error(&oblique));
        // Straight lines survive yaw.
        assert!(oblique.reps.iter().all(|rep| severity(rep, "hips_low") + severity(rep, "overextended") == 0.0));
    }
}

#[test]
fn what_cannot_be_judged_is_refused_with_its_reason() {
    let script = set_of(3);
    let refusal = |athlete: Athlete| {
        let judgement = athlete.judged(&script);
        assert_eq!((judgement.reps.len(), judgement.score), (0, None));
        reason(&judgement).unwrap()
    };
    assert_eq!(refusal(Athlete { yaw_deg: 60.0, ..ATHLETE }), RefusalReason::NotSideOn);
    assert_eq!(refusal(Athlete { yaw_deg: -60.0, ..ATHLETE }), RefusalReason::NotSideOn);
    assert_eq!(refusal(Athlete { trunk_px: 120.0 / 3.28, ..ATHLETE }), RefusalReason::TooSmall);
}

#[test]
fn where_nobody_is_light_or_its_lack_is_the_reason() {
    for (brightness, wanted) in [(120.0, RefusalReason::NoPerson), (12.0, RefusalReason::TooDark)] {
        let mut samples = Athlete { brightness, ..ATHLETE }.samples(&set_of(1));
        without_person(&mut samples, |_, _| true);
        let judgement = judged(&samples);
        assert_eq!((reason(&judgement), judgement.coverage), (Some(wanted), 0.0));
    }
    assert_eq!(reason(&judged(&[])), Some(RefusalReason::NoPerson));
}

#[test]
fn an_athlete_seen_in_the_dark_is_judged_with_a_warning() {
    let judgement = Athlete { brightness: 20.0, ..ATHLETE }.judged(&set_of(2));
    assert_eq!(judgement.reps.len(), 2);
    assert!(judgement.view.warnings.iter().any(|warning| warning.contains("dark")));
}

#[test]
fn a_long_pause_separates_two_sets() {
    let script = set_of(3).stay(40.0).bridges(2, Bridge::GOOD);
    let judgement = ATHLETE.judged(&script);
    assert_exact(&judgement, &script, 0.1);
    assert_eq!(judgement.sets.iter().map(|set| set.n_reps).collect::<Vec<_>>(), [3, 2]);
    assert_eq!(judgement.reps.iter().map(|rep| rep.set).collect::<Vec<_>>(), [0, 0, 0, 1, 1]);
    assert_eq!(ATHLETE.judged(&set_of(3).stay(20.0).bridges(2, Bridge::GOOD)).sets.len(), 1);
}

#[test]
fn a_tilted_and_a_moving_camera_are_warned_about_and_a_still_level_one_is_not() {
    let script = Script::lying().bridges(2, Bridge::GOOD);
    let warned = |athlete: Athlete, shift: Point, word: &str| {
        let mut samples = athlete.samples(&script);
        for sample in &mut samples {
            sample.camera_shift = Some(shift);
        }
        judged(&samples).view.warnings.iter().any(|warning| warning.contains(word))
    };
    let still = Point::default();
    assert!(warned(Athlete { camera_roll_deg: 13.0, ..Athlete::SIDE_ON }, still, "tilted"));
    assert!(!warned(Athlete::SIDE_ON, still, "tilted"));
    assert!(warned(Athlete::SIDE_ON, Point::new(0.2, 0.0), "camera moves"));
    assert!(!warned(Athlete::SIDE_ON, Point::new(0.01, 0.0), "camera moves"));
}
