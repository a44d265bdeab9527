//! Each fault switched on alone in one repetition of three: found there, and nothing else anywhere.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::athlete::body::Planting;
use crate::athlete::{Athlete, Bridge, Hidden, Script, Stance, judged};
use formcheck::core::geometry::Point;
use formcheck::core::report::{Judgement, Rep};
use formcheck::core::skeleton::{Joint, Part, Side};
use formcheck::io::recording::rounded;

const ATHLETE: Athlete = Athlete::SIDE_ON;
/// Below this a finding is no more than a remark.
const FOUND: f64 = 0.25;
/// What an oblique view cannot show.
const SIDE_ON_ONLY: [&str; 7] =
    ["short_hold", "sagging", "head_lifted", "shoulders_lifted", "feet_moved", "feet_too_far", "jerky"];

fn found(rep: &Rep) -> Vec<&str> {
    rep.findings.iter().filter(|finding| FOUND <= finding.severity).map(|finding| finding.fault.as_str()).collect()
}

/// A clean repetition, the given one, a clean one.
fn second_of_three(bridge: Bridge) -> Script {
    Script::lying().bridges(1, Bridge::GOOD).bridges(1, bridge).bridges(1, Bridge::GOOD)
}

fn besides(besides: Planting) -> Script {
    second_of_three(Bridge { besides, ..Bridge::GOOD })
}

fn head(head: f32) -> Script {
    besides(Planting { head, ..Planting::FLAT })
}

fn feet(feet: f32) -> Script {
    besides(Planting { feet, ..Planting::FLAT })
}

/// The fault is found in the second repetition, and nothing in any other.
fn assert_alone(judgement: &Judgement, fault: &str) {
    assert_eq!((judgement.reps.len(), judgement.partial_reps.len()), (3, 0), "{fault}");
    let seen: Vec<_> = judgement.reps.iter().map(found).collect();
    assert_eq!(seen, [vec![], vec![fault], vec![]]);
    for clean in [&judgement.reps[0], &judgement.reps[2]] {
        assert_eq!((&clean.findings, &clean.not_judged, clean.score), (&vec![], &vec![], Some(100.0)), "{fault}");
    }
}

/// How bad the fault is in the second repetition, and that it costs its share of the score.
fn alone(script: &Script, fault: &str, worst_cost: f64) -> f64 {
    let judgement = ATHLETE.judged(script);
    assert_alone(&judgement, fault);
    let rep = &judgement.reps[1];
    let finding = rep.findings.iter().find(|finding| finding.fault == fault).unwrap();
    assert!((finding.cost - worst_cost * finding.severity).abs() < 0.02, "{finding:?}");
    assert!(0.0 < finding.error, "{finding:?}");
    let cost: f64 = rep.findings.iter().map(|finding| finding.cost).sum();
    assert!((rep.score.unwrap() - (100.0 - cost)).abs() < 0.01, "{rep:?}");
    finding.severity
}

/// Done badly the fault is at its worst, done half-way it is half of that.
fn assert_slope(fault: &str, worst_cost: f64, [badly, half_way]: [&Script; 2], tolerance: f64) {
    assert_eq!(alone(badly, fault, worst_cost), 1.0, "{fault}");
    let half = alone(half_way, fault, worst_cost);
    assert!((half - 0.5).abs() < tolerance, "{fault}: {half}");
}

#[test]
fn a_short_hold_is_found_alone() {
    let held = |hold_secs: f64| second_of_three(Bridge { hold_secs, ..Bridge::GOOD });
    // Counted from half-way up to half-way down a hold of 1.5 s would last 2.9 s: severity 0.
    assert_slope("short_hold", 30.0, [&held(0.7), &held(1.5)], 0.2);
}

#[test]
fn sagging_is_found_alone() {
    let sinking =
        |top_deg: f32, sag_deg: f32| second_of_three(Bridge { top_deg, sag_deg, hold_secs: 4.0, ..Bridge::GOOD });
    // From the highest to the lowest instead of between quarters: 0.88.
    assert_slope("sagging", 30.0, [&sinking(188.0, 16.0), &sinking(185.0, 10.0)], 0.15);
}

/// Most of it is lift and drop.
fn slowly(besides: Planting) -> Script {
    second_of_three(Bridge { rise_secs: 3.0, hold_secs: 2.5, fall_secs: 3.0, besides, ..Bridge::GOOD })
}

#[test]
fn a_lifted_head_is_found_alone() {
    let half_way = slowly(Planting { head: 0.075, ..Planting::FLAT });
    // The middle of the repetition instead of its highest tenth: 0.2. Told in thighs instead of trunks: 0.8.
    assert_slope("head_lifted", 25.0, [&head(0.13), &half_way], 0.1);
}

#[test]
fn joints_that_shake_do_not_sag() {
    let shaky = Athlete { jitter: 0.02, ..ATHLETE }.judged(&Script::lying().bridges(4, Bridge::GOOD));
    let findings = shaky.reps.iter().flat_map(|rep| &rep.findings);
    let sags: Vec<f64> = findings
        .filter(|found| found.fault == "sagging")
        .map(|found| (found.severity * 1000.0).round() / 1000.0)
        .collect();
    // From the upper quartile of one half of the hold to the lower one of the other: 0.25.
    assert!(sags.iter().all(|sag| *sag < 0.1), "{sags:?}");
}

#[test]
fn with_few_pictures_a_second_times_are_not_judged_and_the_rest_is() {
    let not_judged = |fps: f64| {
        let judgement = Athlete { fps, ..ATHLETE }.judged(&Script::lying().bridges(2, Bridge::GOOD));
        assert_eq!(judgement.reps.len(), 2, "{fps}");
        judgement.reps[0].not_judged.iter().map(|entry| entry.fault.clone()).collect::<Vec<_>>()
    };
    assert_eq!(not_judged(5.0), ["short_hold", "jerky"]);
    assert_eq!(not_judged(7.0), Vec::<String>::new());
}

#[test]
fn a_nod_during_the_lift_is_a_lifted_head() {
    let nod = Stance::bridge(160.0, Planting { head: 0.2, ..Planting::FLAT });
    let up = Script::lying().bridges(1, Bridge::GOOD).go(nod, 0.8).go(Stance::bridge(180.0, Planting::FLAT), 0.8);
    let script = up.stay(2.5).go(Stance::rest(), 1.4).stay(2.0).bridges(1, Bridge::GOOD);
    // At the top the head is back on the floor: read there, nothing would be found.
    assert_eq!(alone(&script, "head_lifted", 25.0), 1.0);
}

#[test]
fn lifted_shoulders_are_found_alone() {
    let lifted = |shoulders: f32| slowly(Planting { shoulders, ..Planting::FLAT });
    // The middle of the repetition instead of the hold: 0.2. Told in thighs instead of trunks: 0.8.
    assert_slope("shoulders_lifted", 25.0, [&lifted(0.13), &lifted(0.075)], 0.1);
}

#[test]
fn feet_that_slide_during_the_lift_are_found_alone() {
    for way in [1.0, -1.0] {
        // With its sign, feet drawn in would be fine; against the rest afterwards, both ways.
        assert_slope("feet_moved", 20.0, [&feet(0.18 * way), &feet(0.1 * way)], 0.1);
    }
}

/// The feet go elsewhere and back between repetitions.
fn set_elsewhere(feet: f32) -> Script {
    let there = Script::lying().bridges(1, Bridge::GOOD).go(Stance::resting(Planting { feet, ..Planting::FLAT }), 1.0);
    there.stay(2.0).bridges(1, Bridge::GOOD).go(Stance::rest(), 1.0).stay(2.0).bridges(1, Bridge::GOOD)
}

#[test]
fn feet_too_far_are_found_alone() {
    // At rest instead of at the top the knees of the second would be at 133°: 0.14.
    assert_slope("feet_too_far", 20.0, [&set_elsewhere(0.59), &set_elsewhere(0.52)], 0.15);
}

#[test]
fn feet_set_elsewhere_between_repetitions_have_not_moved() {
    for rep in &ATHLETE.judged(&set_elsewhere(0.18)).reps {
        // Against the first repetition's rest: 1.
        assert_eq!((&rep.findings, rep.score), (&vec![], Some(100.0)));
    }
}

#[test]
fn a_jerk_up_or_down_is_found_alone() {
    // Known: a lift of 0.4 s, which should be at its worst, reads 0.05 s longer.
    for (secs, wanted) in [(0.2, 1.0), (0.4, 0.85)] {
        for [rise_secs, fall_secs] in [[secs, 1.4], [1.4, secs]] {
            let jerk = second_of_three(Bridge { rise_secs, fall_secs, ..Bridge::GOOD });
            let severity = alone(&jerk, "jerky", 20.0);
            // From a quarter to three quarters of the height: 1 for either. The longer of lift and drop: 0.
            assert!((severity - wanted).abs() < 0.1, "{severity} for {wanted}");
        }
    }
}

#[test]
fn heights_follow_a_tilted_floor() {
    for camera_roll_deg in [-8.0, 8.0] {
        let tilted = Athlete { camera_roll_deg, ..ATHLETE };
        assert_alone(&tilted.judged(&head(0.13)), "head_lifted");
        // Along the picture, who slips by 0.6 has lifted or lowered head and shoulders by 0.08.
        for body in [-0.6, 0.6] {
            let mut samples = tilted.samples(&besides(Planting { body, ..Planting::FLAT }));
            // Untold, it might be the camera that moved.
            assert!(judged(&samples).reps.iter().all(|rep| rep.findings.is_empty()));
            for sample in &mut samples {
                sample.camera_shift = Some(Point::default());
            }
            assert_alone(&judged(&samples), "feet_moved");
        }
    }
}

/// What is said where the camera moves the picture along a path; `is_told`: as the shift of each sample.
fn filmed_moving(script: &Script, path: fn(f64) -> Point, is_told: bool) -> Judgement {
    filmed_moving_past(script, path, |shift| is_told.then_some(shift))
}

/// As [`filmed_moving`], with `told` making what the background says out of what is true.
fn filmed_moving_past(script: &Script, path: fn(f64) -> Point, told: impl Fn(Point) -> Option<Point>) -> Judgement {
    let mut samples = ATHLETE.samples(script);
    let mut before = Point::default();
    for sample in &mut samples {
        let now = path(sample.at.secs());
        sample.camera_shift = told(now - before);
        let person = sample.person.as_mut().unwrap();
        for joint in Joint::ALL {
            person.keypoints[joint].at = person.keypoints[joint].at + now;
        }
        *sample = rounded(sample);
        before = now;
    }
    judged(&samples)
}

#[test]
fn a_pan_and_a_bump_of_the_camera_lift_no_head_and_move_no_feet() {
    let clean = second_of_three(Bridge::GOOD);
    // The second repetition lifts from 9.8 to 11.2 s.
    let bump: fn(f64) -> Point = |secs| if secs < 10.5 { Point::default() } else { Point::new(30.0, -30.0) };
    let pan: fn(f64) -> Point = |secs| Point::new(8.0, -8.0) * secs as f32;
    for path in [bump, pan] {
        for rep in &filmed_moving(&clean, path, true).reps {
            assert_eq!((&rep.findings, rep.score), (&vec![], Some(100.0)));
        }
        assert_alone(&filmed_moving(&head(0.13), path, true), "head_lifted");
        assert_alone(&filmed_moving(&feet(0.18), path, true), "feet_moved");
        // Untold, what moves head, shoulders and feet alike is the camera.
        let untold = filmed_moving(&clean, path, false);
        assert_eq!(untold.reps.iter().map(|rep| found(rep).len()).collect::<Vec<_>>(), [0; 3]);
        assert_alone(&filmed_moving(&head(0.2), path, false), "head_lifted");
        // Told that it stood still, it is the athlete.
        let mistold = filmed_moving_past(&clean, path, |_| Some(Point::default()));
        assert_eq!(found(&mistold.reps[1]), ["head_lifted", "shoulders_lifted", "feet_moved"]);
    }
}

#[test]
fn an_oblique_view_shows_low_hips_and_nothing_else() {
    let besides = Planting { head: 0.13, feet: 0.18, ..Planting::FLAT };
    let script = second_of_three(Bridge { top_deg: 150.0, rise_secs: 0.3, hold_secs: 0.7, besides, ..Bridge::GOOD });
    assert_eq!(
        found(&ATHLETE.judged(&script).reps[1]),
        ["hips_low", "short_hold", "head_lifted", "feet_moved", "jerky"]
    );
    for yaw_deg in [-30.0, 30.0] {
        let judgement = Athlete { yaw_deg, ..ATHLETE }.judged(&script);
        let rep = &judgement.reps[1];
        assert_eq!((judgement.reps.len(), found(rep), rep.score), (3, vec!["hips_low"], Some(40.0)));
        let not_judged: Vec<_> = rep.not_judged.iter().map(|not| not.fault.as_str()).collect();
        assert_eq!(not_judged, SIDE_ON_ONLY);
        assert!(rep.not_judged.iter().all(|not| not.why.contains("angle")), "{:?}", rep.not_judged);
    }
}

const ANKLE_HIDDEN: &[Hidden] = &[Hidden { part: Part::Ankle, from_secs: 0.0, to_secs: 99.0 }];
const EAR_HIDDEN: &[Hidden] = &[Hidden { part: Part::Ear, from_secs: 0.0, to_secs: 99.0 }];

#[test]
fn what_is_hidden_is_not_judged_and_the_rest_is() {
    let both = besides(Planting { head: 0.13, feet: 0.18, ..Planting::FLAT });
    let cases: [(_, &[&str], _, _); 2] = [
        (ANKLE_HIDDEN, &["feet_moved", "feet_too_far"], "foot", "head_lifted"),
        (EAR_HIDDEN, &["head_lifted"], "head", "feet_moved"),
    ];
    for (hidden, unseen, why, still_found) in cases {
        let judgement = Athlete { hidden, ..ATHLETE }.judged(&both);
        assert_eq!(judgement.reps.len(), 3);
        for (k, rep) in judgement.reps.iter().enumerate() {
            let not_judged: Vec<_> = rep.not_judged.iter().map(|not| not.fault.as_str()).collect();
            assert_eq!(not_judged, unseen);
            assert!(rep.not_judged.iter().all(|not| not.why.contains(why)), "{:?}", rep.not_judged);
            assert_eq!(found(rep), if k == 1 { vec![still_found] } else { vec![] });
            assert!(rep.score.is_some());
        }
    }
}

/// The second of three repetitions with a leg in the air, from the lift on and from the rest before it.
fn with_a_leg_up(top_deg: f32, legs: [f32; 2], leg_raise_deg: f32) -> [Script; 2] {
    let (bridge, up) = (Bridge { top_deg, ..Bridge::GOOD }, Planting { legs, leg_raise_deg, ..Planting::FLAT });
    let at_rest = Script::lying().bridges(1, Bridge::GOOD).go(Stance::resting(up), 1.0).stay(2.0).bridges(1, bridge);
    let lifting = second_of_three(Bridge { besides: up, ..bridge });
    [lifting, at_rest.go(Stance::rest(), 1.0).stay(2.0).bridges(1, Bridge::GOOD)]
}

#[test]
fn with_the_far_leg_lifted_the_near_one_is_judged() {
    for (head, near) in [(Side::Left, "right"), (Side::Right, "left")] {
        let [lifting, at_rest] = with_a_leg_up(150.0, [0.0, 1.0], 0.0);
        let [lifting_high, at_rest_high] = with_a_leg_up(150.0, [0.0, 1.0], 45.0);
        for script in [lifting, at_rest, lifting_high, at_rest_high] {
            let judgement = Athlete { head, ..ATHLETE }.judged(&script);
            assert_alone(&judgement, "hips_low");
            let rep = &judgement.reps[1];
            assert_eq!((rep.variant.as_str(), rep.side.as_str(), rep.not_judged.len()), ("one_leg", near, 0));
            assert_eq!((judgement.reps[0].variant.as_str(), rep.score), ("two_legs", Some(40.0)));
        }
    }
}

#[test]
fn with_the_near_leg_lifted_the_far_one_is_hidden_and_not_judged() {
    for (head, far) in [(Side::Left, "left"), (Side::Right, "right")] {
        let [lifting, at_rest] = with_a_leg_up(150.0, [1.0, 0.0], 0.0);
        // Its knee rises with the hips or more: asked alone, it would say that this is no bridge.
        let [lifting_high, at_rest_high] = with_a_leg_up(180.0, [1.0, 0.0], 45.0);
        for script in [lifting, at_rest, lifting_high, at_rest_high] {
            let judgement = Athlete { head, ..ATHLETE }.judged(&script);
            assert_eq!(judgement.reps.len(), 3);
            let rep = &judgement.reps[1];
            assert_eq!((rep.variant.as_str(), rep.side.as_str()), ("one_leg", far));
            let not_judged: Vec<_> = rep.not_judged.iter().map(|not| not.fault.as_str()).collect();
            assert_eq!(not_judged, ["hips_low", "overextended", "feet_moved", "feet_too_far"]);
            assert!(rep.not_judged.iter().all(|not| not.why.contains("lifted leg is in front")));
            // Judged by the lifted leg the hips would be low and the score 40 or less.
            assert_eq!((found(rep), rep.score, judgement.score), (vec![], None, Some(100.0)));
        }
    }
}
