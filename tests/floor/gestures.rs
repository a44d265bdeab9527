//! Signs by body: told where they are given, and nowhere else.

use formcheck::core::exercise::Exercise;
use formcheck::core::exercises::{HIP_BRIDGE, KNEE_TO_CHEST, PELVIC_TILT, by_name};
use formcheck::core::geometry::Point;
use formcheck::core::judge::{Judge, LiveView};
use formcheck::core::pose::{PoseSample, Stream};
use formcheck::core::skeleton::{Joint, Part, Side};
use formcheck::guide::gesture::{Gestures, Signs};

use crate::athlete::body::Pull;
use crate::athlete::{Athlete, Bridge, STREAM, Script, Stance, without_person};
use crate::logs::logs;

/// The views of a session over samples.
pub(crate) fn views(exercise: &'static Exercise, stream: Stream, samples: &[PoseSample]) -> Vec<LiveView> {
    let mut views = Vec::new();
    Judge::new(exercise, stream).judge_with(samples, |_, judge| views.push(judge.view()));
    views
}

fn signs(exercise: &'static Exercise, stream: Stream, samples: &[PoseSample]) -> Vec<(f64, Signs)> {
    let mut gestures = Gestures::default();
    let views = views(exercise, stream, samples);
    samples.iter().zip(&views).map(|(sample, view)| (sample.at.secs(), gestures.push(sample.at, view))).collect()
}

/// An arm held up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Raise {
    pub(crate) side: Side,
    pub(crate) from_secs: f64,
    pub(crate) to_secs: f64,
    /// Steepness of upper arm and forearm over the floor, in degrees.
    pub(crate) deg: [f32; 2],
}

impl Raise {
    /// The arm on the camera's side, straight up.
    pub(crate) const UP: Self = Self { side: Side::Right, from_secs: 2.0, to_secs: 5.0, deg: [85.0, 85.0] };
}

/// Puts the arm there in samples of an athlete with the head on the left before a level camera.
pub(crate) fn raise(samples: &mut [PoseSample], raise: Raise, trunk_px: f32) {
    let is_in = |secs: f64| raise.from_secs <= secs && secs < raise.to_secs;
    for sample in samples.iter_mut().filter(|sample| is_in(sample.at.secs())) {
        let person = sample.person.as_mut().unwrap();
        let joint = |part| Joint::of(raise.side, part);
        let mut from = person.keypoints[joint(Part::Shoulder)].at;
        for (part, deg) in [Part::Elbow, Part::Wrist].into_iter().zip(raise.deg) {
            let (sin, cos) = deg.to_radians().sin_cos();
            from = from + Point::new(cos, -sin) * (0.5 * trunk_px);
            person.keypoints[joint(part)].at = from;
        }
    }
}

fn raised(script: &Script, raises: &[Raise]) -> Vec<PoseSample> {
    let mut samples = Athlete::SIDE_ON.samples(script);
    for it in raises {
        raise(&mut samples, *it, Athlete::SIDE_ON.trunk_px);
    }
    samples
}

fn n_raises(script: &Script, raises: &[Raise]) -> u32 {
    signs(&HIP_BRIDGE, STREAM, &raised(script, raises)).last().unwrap().1.n_raises
}

fn lying() -> Script {
    Script::from(Stance::rest()).stay(12.0)
}

/// When it began, in s.
fn begins(signs: &[(f64, Signs)], is: fn(&Signs) -> bool) -> Vec<f64> {
    signs.windows(2).filter(|pair| !is(&pair[0].1) && is(&pair[1].1)).map(|pair| pair[1].0).collect()
}

#[test]
fn an_arm_held_up_for_two_seconds_is_one_sign_however_long_it_stays_up() {
    let signs = signs(&HIP_BRIDGE, STREAM, &raised(&lying(), &[Raise { to_secs: 9.0, ..Raise::UP }]));
    let told = begins(&signs, |signs| 0 < signs.n_raises)[0];
    // The joints that are looked at are smoothed, which takes a little.
    assert!((4.0..4.5).contains(&told), "{told}");
    assert_eq!(signs.last().unwrap().1, Signs { n_raises: 1, has_left: false, is_away: false });
}

#[test]
fn either_arm_tells_and_both_at_once_are_one_sign() {
    let far = Raise { side: Side::Left, ..Raise::UP };
    assert_eq!([n_raises(&lying(), &[Raise::UP]), n_raises(&lying(), &[far])], [1, 1]);
    let later = Raise { from_secs: 2.6, to_secs: 6.0, ..far };
    assert_eq!(n_raises(&lying(), &[Raise::UP, later]), 1);
}

#[test]
fn an_arm_that_came_down_tells_again_and_one_that_was_dipped_does_not() {
    let again = |from_secs| Raise { from_secs, to_secs: from_secs + 3.0, ..Raise::UP };
    assert_eq!(n_raises(&lying(), &[Raise::UP, again(7.0)]), 2);
    assert_eq!(n_raises(&lying(), &[Raise::UP, again(5.2)]), 1);
}

#[test]
fn near_misses_are_no_signs() {
    let deg = |deg: [f32; 2]| Raise { deg, ..Raise::UP };
    for (name, miss) in [
        ("short", Raise { to_secs: 3.7, ..Raise::UP }),
        ("flat", deg([40.0, 85.0])),
        ("hand on the belly", deg([70.0, -10.0])),
        ("hand under the head", deg([65.0, -60.0])),
        ("hanging down", deg([-80.0, -80.0])),
    ] {
        assert_eq!(n_raises(&lying(), &[miss]), 0, "{name}");
    }
    let up = Raise { to_secs: 11.0, ..Raise::UP };
    for (name, stance) in [
        ("legs up", Stance::legs_up()),
        ("dead bug", Stance::table_top(None)),
        ("sitting", Stance::sat_up(110.0)),
        ("standing", Stance::standing(1.0)),
        ("knees pulled", Stance::pulled(&Pull::GOOD)),
    ] {
        assert_eq!(n_raises(&Script::from(stance).stay(12.0), &[up]), 0, "{name}");
    }
}

#[test]
fn an_arm_seen_up_before_and_after_a_gap_is_no_sign() {
    let mut samples = raised(&lying(), &[Raise { to_secs: 4.8, ..Raise::UP }]);
    without_person(&mut samples, |_, secs| (2.9..3.7).contains(&secs));
    assert_eq!(signs(&HIP_BRIDGE, STREAM, &samples).last().unwrap().1.n_raises, 0);
}

#[test]
fn exercises_are_no_signs() {
    let bridges = Script::lying().bridges(3, Bridge { top_deg: 200.0, ..Bridge::GOOD });
    let pulls = Script::lying().pulls(3, Pull { rock_deg: 8.0, hold_secs: 9.0, ..Pull::GOOD });
    for (exercise, script) in [(&HIP_BRIDGE, bridges), (&KNEE_TO_CHEST, pulls)] {
        let signs = signs(exercise, STREAM, &Athlete::SIDE_ON.samples(&script));
        assert!(signs.iter().all(|(_, signs)| *signs == Signs::default()));
    }
}

#[test]
fn sitting_up_is_told_until_lying_down_again_and_a_crunch_is_not() {
    let sat = |deg: f32, secs: f64| lying().go(Stance::sat_up(deg), 1.0).stay(secs).go(Stance::rest(), 1.0).stay(2.0);
    let signs_of = |script: &Script| signs(&HIP_BRIDGE, STREAM, &Athlete::SIDE_ON.samples(script));
    let sitting = signs_of(&sat(110.0, 3.0));
    assert_eq!((begins(&sitting, |signs| signs.has_left).len(), sitting.last().unwrap().1.has_left), (1, false));
    for (deg, secs) in [(160.0, 3.0), (140.0, 0.0)] {
        assert_eq!(
            begins(&signs_of(&sat(deg, secs)), |signs| signs.has_left),
            Vec::<f64>::new(),
            "{deg}° for {secs} s"
        );
    }
}

#[test]
fn who_is_lost_for_a_second_is_there_and_who_is_gone_for_two_has_left_and_comes_back() {
    let lost = |to_secs: f64| {
        let mut samples = Athlete::SIDE_ON.samples(&lying());
        without_person(&mut samples, |_, secs| (4.0..to_secs).contains(&secs));
        signs(&HIP_BRIDGE, STREAM, &samples)
    };
    assert_eq!(begins(&lost(5.8), |signs| signs.is_away), Vec::<f64>::new());
    let left = lost(8.0);
    assert!((6.0..6.1).contains(&begins(&left, |signs| signs.is_away)[0]));
    assert!(!left.last().unwrap().1.is_away);
    let mut nobody = Athlete::SIDE_ON.samples(&lying());
    without_person(&mut nobody, |_, _| true);
    assert!(signs(&HIP_BRIDGE, STREAM, &nobody).iter().all(|(_, signs)| *signs == Signs::default()));
}

/// The clips in which somebody truly sits or stands, and how often that begins in them.
const SITS: [(&str, usize); 6] = [
    ("bridge_getting_down_and_up", 2),
    ("bridge_whole_session", 2),
    ("neg_sit_up", 5),
    // These stand all along.
    ("march_good_woman", 1),
    ("squat_good_tall", 1),
    ("hip_hinge_good_man", 1),
];
/// The clips in which somebody truly raises an arm, and how often.
const RAISES: [(&str, u32); 1] = [("bridge_whole_session", 2)];

#[test]
fn the_samples_hold_no_false_sign() {
    println!("{:30} {:>5} {:>7}  {:24} {}", "clip", "s", "raised", "sits from, s", "left, s");
    for (name, stream, samples) in logs() {
        for exercise in [&HIP_BRIDGE, &KNEE_TO_CHEST, &PELVIC_TILT] {
            let signs = signs(exercise, stream, &samples);
            let (up, away) = (begins(&signs, |signs| signs.has_left), begins(&signs, |signs| signs.is_away));
            let (last_secs, last) = signs.last().unwrap();
            if exercise.id == HIP_BRIDGE.id {
                let texts =
                    [&up, &away].map(|secs| secs.iter().map(|at| format!("{at:.1}")).collect::<Vec<_>>().join(" "));
                println!("{name:30} {last_secs:5.1} {:7}  {:24} {}", last.n_raises, texts[0], texts[1]);
            }
            let sits = SITS.iter().find(|(clip, _)| *clip == name).map_or(0, |(_, n)| *n);
            let raises = RAISES.iter().find(|(clip, _)| *clip == name).map_or(0, |(_, n)| *n);
            assert_eq!((last.n_raises, up.len(), away.len()), (raises, sits, 0), "{name} as {}", exercise.id);
        }
    }
}

/// How often an arm was raised between two sets: in the last view of a session of that exercise.
fn n_raises_between_sets(exercise: &'static Exercise, samples: &[PoseSample]) -> u32 {
    let mut gestures = Gestures::between_sets();
    let views = views(exercise, STREAM, samples);
    samples.iter().zip(&views).map(|(sample, view)| gestures.push(sample.at, view).n_raises).last().unwrap_or_default()
}

#[test]
fn between_two_sets_a_raised_arm_counts_lying_and_standing_whatever_the_exercise() {
    // A raised hand is in the picture.
    let athlete = Athlete { trunk_px: 150.0, ..Athlete::SIDE_ON };
    let n_of = |exercise, stance: &Stance, up: Option<Raise>| {
        let mut samples = athlete.samples(&Script::from(*stance).stay(12.0));
        if let Some(up) = up {
            raise(&mut samples, up, athlete.trunk_px);
        }
        n_raises_between_sets(exercise, &samples)
    };
    let short = Raise { to_secs: 3.5, ..Raise::UP };
    for exercise in [&HIP_BRIDGE, by_name("march").unwrap(), by_name("bird_dog").unwrap()] {
        for stance in [Stance::rest(), Stance::standing(1.0)] {
            let n = [Some(Raise::UP), Some(short), None].map(|up| n_of(exercise, &stance, up));
            assert_eq!(n, [1, 0, 0], "{}", exercise.id);
        }
    }
}

#[test]
fn between_two_sets_only_who_raises_an_arm_in_the_stored_recordings_gives_the_sign() {
    for (name, stream, samples) in logs() {
        let mut gestures = Gestures::between_sets();
        let views = views(&HIP_BRIDGE, stream, &samples);
        let raised = samples.iter().zip(&views).map(|(sample, view)| gestures.push(sample.at, view).n_raises).last();
        let given = RAISES.iter().find(|(clip, _)| *clip == name).map_or(0, |(_, n)| *n);
        assert_eq!(raised, Some(given), "{name}");
    }
}
