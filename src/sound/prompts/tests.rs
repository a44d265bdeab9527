//! The clips against their text, and against what ears need.

use super::*;
use crate::exercises::ALL;

const TEXTS: &str = include_str!("../../../assets/voice/en.toml");
const RATE: f64 = RATE_HZ as f64;

#[test]
fn the_clips_are_those_of_the_text_file() {
    let lines = TEXTS.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let mut texts: Vec<(&str, &str)> = lines.map(|line| line.split_once(" = ").unwrap()).collect();
    texts.sort_unstable();
    let rows: Vec<(&str, String)> = ROWS.iter().map(|(id, text, ..)| (*id, format!("\"{text}\""))).collect();
    let rows: Vec<(&str, &str)> = rows.iter().map(|(id, text)| (*id, text.as_str())).collect();
    assert_eq!(rows, texts, "run assets/voice/make");
}

#[test]
fn every_clip_is_the_one_made_from_its_text() {
    for (id, text, _, seal, ogg) in ROWS {
        let spoken = [format!("{id}\n{text}\n").as_bytes(), ogg].concat();
        assert_eq!(format!("{:016x}", fnv(&spoken)), *seal, "{id}: run assets/voice/make");
    }
}

#[test]
fn every_clip_can_be_heard_and_none_is_clipped() {
    for id in prompt_ids() {
        let samples = Prompt::of(id).unwrap().samples();
        let secs = samples.len() as f64 / RATE;
        assert!((secs - secs_of(id).unwrap()).abs() < 0.001, "{id}: {secs} s decoded, {:?} told", secs_of(id));
        assert!(0.2 < secs && secs < 4.0, "{id}: {secs} s");
        let peak = samples.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
        assert!(0.2 < peak && peak < 0.97, "{id}: peak {peak}");
        let loudness = spoken_rms(&samples);
        assert!(0.09 < loudness && loudness < 0.18, "{id}: loudness {loudness}");
        let ends = [samples.first().unwrap().abs(), samples.last().unwrap().abs()];
        assert!(ends.iter().all(|end| *end < 0.01), "{id}: a click at an end, {ends:?}");
        let lead = samples.iter().position(|sample| sample.abs() > 0.02).unwrap() as f64 / RATE;
        assert!(lead < 0.12, "{id}: {lead} s of silence first");
    }
}

#[test]
fn every_fault_has_its_words() {
    for fault in ALL.iter().flat_map(|exercise| exercise.faults) {
        assert!(text_of(fault.id).is_some(), "{}: a line in assets/voice/en.toml", fault.id);
    }
}

#[test]
fn what_the_rules_of_cues_name_is_there() {
    let counted = (1..=50).map(|n| format!("n{n}")).chain((1..=5).map(|n| format!("hold_{n}")));
    let named = "hold up down three two one go paused resumed done good halfway start_lying_still sound_check \
        stop_if_it_hurts pain_stop cannot_see set_saved coach_further_away coach_closer coach_turn_to_feet \
        coach_turn_to_head coach_level coach_lower coach_feet_in coach_head_in coach_more_light coach_someone_else \
        coach_lie_down coach_lie_still coach_ready coach_nobody";
    for id in counted.chain(named.split(' ').map(str::to_owned)) {
        assert!(secs_of(&id).is_some(), "{id}");
    }
    assert_eq!((secs_of("n0"), text_of("")), (None, None));
}

#[test]
fn the_clips_are_small() {
    let n_bytes: usize = ROWS.iter().map(|(.., ogg)| ogg.len()).sum();
    assert!(n_bytes < 2_500_000, "{n_bytes} bytes in all");
}

/// As in `assets/voice/make`: of the blocks of 50 ms within 20 dB of the loudest.
fn spoken_rms(samples: &[f32]) -> f32 {
    let power = |block: &[f32]| block.iter().map(|sample| sample * sample).sum::<f32>() / block.len() as f32;
    let powers: Vec<f32> = samples.chunks_exact(RATE_HZ as usize / 20).map(power).collect();
    let gate = powers.iter().copied().fold(0.0, f32::max) / 100.0;
    let kept: Vec<f32> = powers.into_iter().filter(|power| gate <= *power).collect();
    (kept.iter().sum::<f32>() / kept.len() as f32).sqrt()
}

/// FNV-1a with 64 bits, as in `assets/voice/make`.
fn fnv(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}
