//! Steps that follow one another: what is counted aloud, and the beat.

use formcheck::core::exercises;
use formcheck::guide::cue::{Beat, CueConfig, Prompt, Sound};

use crate::athlete::body::Legs;
use crate::athlete::{Athlete, STREAM, Script, Stance};
use crate::session::{COUNT, heard_of};

/// What is heard of 34 steps, so many a minute.
fn heard(config: CueConfig, per_minute: f64) -> Vec<(f64, Sound)> {
    let up = |leg: Legs| Stance::marching(1.0, leg, -5.0);
    let script = Script::from(Stance::standing(1.0)).stay(14.0);
    let script = script.in_turn([up(Legs::Near), up(Legs::Far)], [30.0 / per_minute, 0.0], 34).stay(2.0);
    heard_of(config, exercises::by_name("march").unwrap(), STREAM, &Athlete::SIDE_ON.samples(&script))
}

#[test]
fn every_tenth_step_is_counted_aloud() {
    let number = |sound: &Sound| if let Sound::Say(Prompt::Number(n)) = sound { Some(*n) } else { None };
    let numbers: Vec<u8> = heard(COUNT, 110.0).iter().filter_map(|(_, sound)| number(sound)).collect();
    // The last is that of the result.
    assert_eq!(numbers, [10, 20, 30, 34]);
}

#[test]
fn the_beat_of_steps_keeps_to_the_cadence_that_is_asked_for() {
    let last_step = |beat: Beat, per_minute: f64| {
        let heard = heard(CueConfig { beat: Some(beat), ..COUNT }, per_minute);
        let beats: Vec<f64> = heard.iter().filter(|(_, it)| *it == Sound::Beat).map(|(secs, _)| *secs).collect();
        let [.., a, _, _, _, b] = beats.as_slice() else { panic!("{beats:?}") };
        (b - a) / 4.0
    };
    // One's own between 100 and 130 a minute, the nearest of these where it is not.
    for (beat, per_minute, wanted) in [
        (Beat::Own, 112.0, 112.0),
        (Beat::Own, 80.0, 100.0),
        (Beat::Own, 140.0, 130.0),
        (Beat::Every(4.0), 112.0, 100.0),
    ] {
        let found = 60.0 / last_step(beat, per_minute);
        assert!((found - wanted).abs() < 0.05 * wanted, "{beat:?}, {per_minute}: {found}");
    }
}
