//! What is said at which second.

use formcheck::core::exercises::{BUILT_IN, HIP_BRIDGE, PELVIC_TILT};
use formcheck::core::judge::Judge;
use formcheck::core::safety::StopReason;
use formcheck::guide::cue::{Beat, CueConfig, Cues, Prompt, Sound};

use crate::athlete::body::Planting;
use crate::athlete::{Athlete, Bridge, STREAM, Script, Stance};
use crate::gestures::{Raise, raise};
use crate::logs::logs;
use crate::session::{COUNT, heard, heard_of, transcript};

#[test]
fn a_whole_session_is_heard_from_standing_up_to_the_result() {
    let low = Bridge { top_deg: 150.0, ..Bridge::GOOD };
    let head = Bridge { besides: Planting { head: 0.12, ..Planting::FLAT }, ..Bridge::GOOD };
    let script = Script::from(Stance::standing(1.0))
        .stay(8.0)
        .go(Stance::sat_up(100.0), 2.0)
        .go(Stance::rest(), 2.0)
        .stay(15.0)
        .bridges(2, Bridge::GOOD)
        .bridges(1, low)
        .bridges(1, Bridge::GOOD)
        .bridges(2, head);
    insta::assert_snapshot!(transcript(&heard(COUNT, &Athlete::SIDE_ON.samples(&script))));
}

/// Everything that is said, with instants in s.
fn prompts(heard: &[(f64, Sound)]) -> Vec<(f64, Prompt)> {
    let said =
        |(secs, sound): &(f64, Sound)| if let Sound::Say(prompt) = sound { Some((*secs, *prompt)) } else { None };
    heard.iter().filter_map(said).collect()
}

/// No two at once, unless the first was hushed; no correction again within 8 s.
fn assert_orderly(secs_of: fn(Prompt) -> f64, heard: &[(f64, Sound)], name: &str) {
    for (first, next) in prompts(heard).iter().zip(prompts(heard).iter().skip(1)) {
        let is_hushed = heard.iter().any(|(secs, sound)| *sound == Sound::Hush && *secs == next.0);
        let ends = first.0 + secs_of(first.1);
        assert!(ends <= next.0 || is_hushed, "{name}: {first:?} and {next:?} at once\n{}", transcript(heard));
    }
    let corrections: Vec<_> =
        prompts(heard).into_iter().filter(|(_, it)| matches!(it, Prompt::Correction(..))).collect();
    for (k, (secs, prompt)) in corrections.iter().enumerate() {
        let soon = corrections.iter().skip(k + 1).find(|(then, it)| it == prompt && then - secs < 8.0);
        // The result may name it again.
        assert!(
            soon.is_none_or(|(then, _)| prompts(heard).last().is_some_and(|last| last.0 == *then)),
            "{name}: {prompt:?}"
        );
    }
}

fn set(bridges: &[Bridge]) -> Script {
    bridges.iter().fold(Script::from(Stance::rest()).stay(14.0), |script, bridge| script.bridges(1, *bridge))
}

const LOW: Bridge = Bridge { top_deg: 150.0, ..Bridge::GOOD };

fn corrections(config: CueConfig, script: &Script) -> usize {
    let heard = heard(config, &Athlete::SIDE_ON.samples(script));
    let all = prompts(&heard);
    let end = all.iter().position(|(_, prompt)| *prompt == Prompt::Done).unwrap();
    all[..end].iter().filter(|(_, prompt)| matches!(prompt, Prompt::Correction(..))).count()
}

#[test]
fn nothing_overlaps_and_nothing_is_said_again_too_soon_on_any_sample_and_with_everything_on() {
    let all = CueConfig { paces: true, tone: true, beat: Some(Beat::Every(4.0)), ..COUNT };
    for (name, stream, samples) in logs() {
        for exercise in BUILT_IN {
            assert_orderly(all.secs, &heard_of(all, exercise, stream, &samples), &name);
        }
    }
    for secs in [0.2, 0.6, 1.0, 2.0] {
        let fast = Bridge { rest_secs: secs, hold_secs: secs, rise_secs: 0.5, fall_secs: 0.5, ..LOW };
        assert_orderly(all.secs, &heard(all, &Athlete::SIDE_ON.samples(&set(&[fast; 12]))), "fast");
    }
}

#[cfg(feature = "sound")]
#[test]
fn nothing_overlaps_in_any_language_as_long_as_its_clips_are_and_every_second_of_a_hold_is_said() {
    use formcheck::io::sound::Language;
    let long = Bridge { hold_secs: 6.0, ..Bridge::GOOD };
    let [good, low] = [long, LOW].map(|bridge| Athlete::SIDE_ON.samples(&set(&[bridge; 4])));
    for language in Language::ALL {
        let all = CueConfig { paces: true, secs: language.secs(), ..COUNT };
        assert_orderly(all.secs, &heard(all, &low), language.code());
        let heard = heard(all, &good);
        assert_orderly(all.secs, &heard, language.code());
        let n_said = |prompt| heard.iter().filter(|(_, sound)| *sound == Sound::Say(prompt)).count();
        let said = [Prompt::Stay, Prompt::Hold(2), Prompt::Hold(1), Prompt::Down].map(n_said);
        assert_eq!(said, [4; 4], "{}", transcript(&heard));
    }
}

#[test]
fn a_good_set_is_counted_and_not_talked_over() {
    let heard = heard(COUNT, &Athlete::SIDE_ON.samples(&set(&[Bridge::GOOD; 4])));
    let numbers: Vec<_> = prompts(&heard)
        .into_iter()
        .filter_map(|(_, it)| if let Prompt::Number(n) = it { Some(n) } else { None })
        .collect();
    // The last is the result's.
    assert_eq!(numbers, [1, 2, 3, 4, 4]);
    assert_eq!(prompts(&heard).last().unwrap().1, Prompt::NothingToCorrect);
    assert!(prompts(&heard).iter().all(|(_, prompt)| !matches!(prompt, Prompt::Correction(..))));
}

#[test]
fn corrections_become_fewer_over_sessions() {
    let of = |n_sessions| corrections(CueConfig { n_sessions, ..COUNT }, &set(&[LOW; 8]).stay(3.0));
    assert_eq!([of(0), of(2), of(4), of(6), of(99)], [8, 4, 3, 2, 2]);
}

#[test]
fn lost_frames_lose_no_count_and_the_same_view_twice_says_nothing_twice() {
    let samples = Athlete::SIDE_ON.samples(&set(&[LOW; 3]));
    let (mut judge, mut every, mut twice) = (Judge::new(&HIP_BRIDGE, STREAM), Cues::new(COUNT), Cues::new(COUNT));
    let (mut lossy, mut said) = (Cues::new(COUNT), Vec::new());
    for (k, sample) in samples.iter().enumerate() {
        judge.push(sample);
        let view = judge.view();
        let once = every.push(sample.at, &view);
        assert_eq!(once, twice.push(sample.at, &view));
        assert_eq!(twice.push(sample.at, &view), []);
        if k % 11 == 0 {
            said.extend(lossy.push(sample.at, &view));
        }
    }
    let counted = |n| said.iter().filter(|sound| **sound == Sound::Say(Prompt::Number(n))).count();
    assert_eq!([counted(1), counted(2), counted(3)], [1, 1, 1]);
}

#[test]
fn an_arm_pauses_and_goes_on_and_nothing_is_counted_between() {
    let mut samples =
        Athlete::SIDE_ON.samples(&set(&[Bridge::GOOD; 2]).stay(6.0).bridges(1, Bridge::GOOD).stay(6.0).bridges(1, LOW));
    let second = 14.0 + 2.0 * 7.8;
    for from_secs in [second + 1.0, second + 6.0 + 7.8 + 1.0] {
        raise(&mut samples, Raise { from_secs, to_secs: from_secs + 3.0, ..Raise::UP }, Athlete::SIDE_ON.trunk_px);
    }
    let heard = heard(COUNT, &samples);
    let words: Vec<_> =
        prompts(&heard).into_iter().map(|(_, prompt)| prompt).skip_while(|it| *it != Prompt::Number(2)).collect();
    assert_eq!(words[1..3], [Prompt::Paused, Prompt::Resumed], "{}", transcript(&heard));
    assert!(!words.contains(&Prompt::Number(3)) && words.contains(&Prompt::Number(4)), "{}", transcript(&heard));
}

#[test]
fn a_stop_cuts_off_what_is_said_and_nothing_follows() {
    let (mut judge, mut cues) = (Judge::new(&HIP_BRIDGE, STREAM), Cues::new(COUNT));
    let mut said = Vec::new();
    for sample in Athlete::SIDE_ON.samples(&set(&[LOW; 2])) {
        judge.push(&sample);
        let view = judge.view();
        if (2.0..2.03).contains(&sample.at.secs()) {
            cues.stop(sample.at, StopReason::MorePain);
            said.clear();
        }
        said.extend(cues.push(sample.at, &view));
    }
    assert_eq!(said, [Sound::Hush, Sound::Say(Prompt::Stop(StopReason::MorePain))]);
}

#[test]
fn the_tone_rises_to_the_top_and_ends_and_pacing_speaks_at_its_time() {
    let config = CueConfig { counts: false, paces: true, tone: true, ..COUNT };
    let heard = heard(config, &Athlete::SIDE_ON.samples(&set(&[Bridge { rest_secs: 4.0, ..Bridge::GOOD }; 2])));
    let pitch = |sound: &Sound| if let Sound::Tone { pitch_share } = sound { Some(*pitch_share) } else { None };
    let highest = heard.iter().filter_map(|(_, sound)| pitch(sound)).fold(0.0, f32::max);
    assert!(0.99 <= highest, "{highest}");
    assert!(2 <= heard.iter().filter(|(_, sound)| *sound == Sound::ToneEnd).count());
    let paced: Vec<_> = prompts(&heard)
        .into_iter()
        .map(|(_, prompt)| prompt)
        .filter(|it| [Prompt::Up, Prompt::Stay, Prompt::Down].contains(it))
        .collect();
    assert_eq!(paced[..4], [Prompt::Up, Prompt::Stay, Prompt::Down, Prompt::Up], "{}", transcript(&heard));
}

#[test]
fn the_beat_keeps_its_period_and_the_persons_own_is_that_of_the_rhythm() {
    let (_, stream, samples) = logs().into_iter().find(|(name, ..)| name == "tilt_steady_man").unwrap();
    let beats = |beat| -> Vec<f64> {
        let heard = heard_of(CueConfig { beat: Some(beat), ..COUNT }, &PELVIC_TILT, stream, &samples);
        heard.iter().filter(|(_, sound)| *sound == Sound::Beat).map(|(secs, _)| *secs).collect()
    };
    let steps = |beats: &[f64]| beats.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>();
    let given = beats(Beat::Every(2.0));
    assert!(4 <= given.len() && steps(&given).iter().all(|step| (step - 2.0).abs() < 0.1), "{given:?}");
    let own = steps(&beats(Beat::Own));
    println!("own: {own:?}");
    assert!(own.iter().all(|step| (2.0..6.0).contains(step)), "{own:?}");
}

#[test]
fn the_costliest_fault_is_said_and_a_mild_one_is_not() {
    let both = Bridge { besides: Planting { head: 0.12, ..Planting::FLAT }, ..LOW };
    let first = |bridge: Bridge| {
        let heard = heard(COUNT, &Athlete::SIDE_ON.samples(&set(&[bridge]).stay(3.0)));
        prompts(&heard).into_iter().map(|(_, prompt)| prompt).find(|it| matches!(it, Prompt::Correction(..)))
    };
    let low = Some(Prompt::Correction("hip_bridge", "hips_low"));
    assert_eq!(first(both), low);
    // Severities .1 and .6.
    assert_eq!([169.0, 164.0].map(|top_deg| first(Bridge { top_deg, ..Bridge::GOOD })), [None, low]);
}

/// Whether the set is ended for somebody who then sits for so long.
fn has_finished(bridges: usize, secs: f64) -> bool {
    let bridges = vec![Bridge::GOOD; bridges];
    let script = set(&bridges).stay(2.0).go(Stance::sat_up(100.0), 2.0).stay(secs);
    let samples = Athlete::SIDE_ON.samples(&script);
    let (mut judge, mut cues) = (Judge::new(&HIP_BRIDGE, STREAM), Cues::new(COUNT));
    for sample in &samples {
        judge.push(sample);
        let view = judge.view();
        cues.push(sample.at, &view);
    }
    cues.has_finished()
}

#[test]
fn who_gets_up_after_a_set_and_stays_up_has_finished_and_who_did_nothing_has_not() {
    assert!(has_finished(2, 23.0));
    assert!(!has_finished(2, 15.0), "a drink of water");
    assert!(!has_finished(0, 40.0), "it has not begun");
}
