//! Bad views: each gives its sentence, none flickers.

use formcheck::core::exercises::HIP_BRIDGE;
use formcheck::core::geometry::Point;
use formcheck::core::pose::PoseSample;
use formcheck::core::skeleton::{Part, Side};
use formcheck::guide::coach::{Advice, Coach, Coaching};

use crate::athlete::{Athlete, Hidden, STREAM, Script, Stance, noise, without_person};
use crate::gestures::views;

/// Jitter as large as of a bad detector, so that limits are crossed back and forth.
const SHAKY: Athlete = Athlete { jitter: 0.01, ..Athlete::SIDE_ON };

fn lying(secs: f64) -> Script {
    Script::from(Stance::rest()).stay(secs)
}

fn coached(samples: &[PoseSample]) -> Vec<(f64, Coaching)> {
    let mut coach = Coach::default();
    let views = views(&HIP_BRIDGE, STREAM, samples);
    samples.iter().zip(&views).map(|(sample, view)| (sample.at.secs(), coach.push(sample.at, view))).collect()
}

/// Each sentence with the instant from which it holds, in s.
fn sentences(samples: &[PoseSample]) -> Vec<(f64, Advice)> {
    let coached = coached(samples);
    let before = std::iter::once(None).chain(coached.iter().map(|(_, now)| now.advice));
    let changes = coached.iter().zip(before).filter(|((_, now), before)| now.advice != *before);
    changes.filter_map(|((secs, now), _)| Some((*secs, now.advice?))).collect()
}

fn at(x: f32) -> Athlete {
    Athlete { middle: Point::new(x, 600.0), ..SHAKY }
}

const FOOT: Hidden = Hidden { part: Part::Ankle, from_secs: 0.0, to_secs: 99.0 };

/// Name of the view, its samples, the sentence.
fn bad_views() -> Vec<(&'static str, Vec<PoseSample>, Advice)> {
    let of = |athlete: Athlete| athlete.samples(&lying(15.0));
    let mut nobody = of(SHAKY);
    without_person(&mut nobody, |_, _| true);
    let night: Vec<_> = nobody.iter().cloned().map(|sample| PoseSample { brightness: 5.0, ..sample }).collect();
    let looked = |k: usize| k.is_multiple_of(10).then_some(2);
    let others = of(SHAKY).into_iter().enumerate().map(|(k, sample)| PoseSample { n_people: looked(k), ..sample });
    let wander = |k: usize| Some(Point::new(if k % 60 < 30 { 3.0 } else { -3.0 }, 0.0));
    let moves = of(SHAKY).into_iter().enumerate().map(|(k, sample)| PoseSample { camera_shift: wander(k), ..sample });
    vec![
        ("dark", of(Athlete { brightness: 20.0, ..SHAKY }), Advice::MoreLight),
        ("night", night, Advice::MoreLight),
        ("nobody", nobody, Advice::ComeIntoView),
        ("two people", others.collect(), Advice::OthersInView),
        ("standing", SHAKY.samples(&Script::from(Stance::standing(1.0)).stay(15.0)), Advice::LieDown),
        ("sitting", SHAKY.samples(&Script::from(Stance::sat_up(110.0)).stay(15.0)), Advice::LieDown),
        ("too close", of(Athlete { trunk_px: 640.0, ..SHAKY }), Advice::FurtherAway),
        ("head out", of(at(220.0)), Advice::TurnToHead),
        ("feet out", of(at(1130.0)), Advice::TurnToFeet),
        ("from the feet", of(Athlete { yaw_deg: 30.0, ..SHAKY }), Advice::MoveToHead),
        ("from the head", of(Athlete { yaw_deg: -30.0, ..SHAKY }), Advice::MoveToFeet),
        ("too far", of(Athlete { trunk_px: 56.0, ..SHAKY }), Advice::Closer),
        ("from above", of(Athlete { pitch_deg: 38.0, trunk_px: 240.0, ..SHAKY }), Advice::Lower),
        ("tilted", of(Athlete { camera_roll_deg: 15.0, ..SHAKY }), Advice::Level),
        ("moves", moves.collect(), Advice::Steady),
        ("foot hidden", of(Athlete { hidden: &[FOOT], ..SHAKY }), Advice::ClearView),
    ]
}

#[test]
fn each_bad_view_gives_its_sentence_and_no_other() {
    for (name, samples, wanted) in bad_views() {
        let sentences = sentences(&samples);
        let said: Vec<Advice> = sentences.iter().map(|(_, advice)| *advice).collect();
        println!("{name:14} {:4.1} s  {}", sentences.first().map_or(0.0, |(secs, _)| *secs), wanted.words());
        assert_eq!(said, [wanted], "{name}: {sentences:?}");
        assert!(coached(&samples).iter().all(|(_, now)| !now.is_ready), "{name}");
    }
}

#[test]
fn the_mirrored_view_gives_the_same_sentences() {
    let mirrored = |athlete: Athlete| Athlete { head: Side::Right, ..athlete };
    for (athlete, wanted) in [
        (at(1060.0), Advice::TurnToHead),
        (at(150.0), Advice::TurnToFeet),
        (Athlete { yaw_deg: 30.0, ..SHAKY }, Advice::MoveToHead),
        (Athlete { yaw_deg: -30.0, ..SHAKY }, Advice::MoveToFeet),
    ] {
        let sentences = sentences(&mirrored(athlete).samples(&lying(10.0)));
        assert_eq!(sentences.iter().map(|(_, advice)| *advice).collect::<Vec<_>>(), [wanted]);
    }
}

#[test]
fn a_good_view_gives_no_sentence_and_is_ready_after_three_seconds_of_lying_still() {
    let coached = coached(&Athlete::SIDE_ON.samples(&lying(10.0)));
    assert!(coached.iter().all(|(_, now)| now.advice.is_none()));
    let ready = coached.iter().find(|(_, now)| now.is_ready).unwrap().0;
    assert!((3.0..4.0).contains(&ready), "{ready}");
}

#[test]
fn who_moves_is_not_ready() {
    let restless = Script::from(Stance::rest()).there_and_back(Stance::lifted(0.2), 0.8, 6);
    assert!(coached(&Athlete::SIDE_ON.samples(&restless)).iter().all(|(_, now)| !now.is_ready));
}

#[test]
fn a_view_at_every_limit_at_once_changes_its_sentence_no_more_than_every_six_seconds() {
    // Dark, two people and a hidden foot come and go every so often, each in its own time.
    let comes = |secs: f64, every: f64| ((secs / every) as u64).is_multiple_of(2);
    let samples: Vec<PoseSample> = SHAKY
        .samples(&lying(60.0))
        .into_iter()
        .enumerate()
        .map(|(k, sample)| {
            let secs = sample.at.secs();
            let brightness = if comes(secs, 0.7) { 25.0 + 10.0 * noise(k as u64) } else { 35.0 };
            PoseSample { brightness, n_people: Some(if comes(secs, 1.7) { 2 } else { 1 }), ..sample }
        })
        .collect();
    let sentences = sentences(&samples);
    assert!(sentences.windows(2).all(|pair| 6.0 <= pair[1].0 - pair[0].0), "{sentences:?}");
    assert!(2 <= sentences.len(), "{sentences:?}");
}

#[test]
fn a_small_person_may_begin_after_it_was_asked_for_long_enough_and_one_seen_from_the_feet_never() {
    let ready = |athlete: Athlete| {
        coached(&athlete.samples(&lying(40.0))).iter().find(|(_, now)| now.is_ready).map(|(secs, _)| *secs)
    };
    let small = ready(Athlete { trunk_px: 56.0, ..Athlete::SIDE_ON }).unwrap();
    assert!((20.0..24.0).contains(&small), "{small}");
    assert_eq!(ready(Athlete { yaw_deg: 40.0, ..Athlete::SIDE_ON }), None);
}
