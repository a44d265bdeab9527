//! The clips against their text, and against what ears need.

use super::*;
use crate::cue;

const TEXTS: [(Language, &str); 2] = [
    (Language::English, include_str!("../../../assets/voice/en.toml")),
    (Language::German, include_str!("../../../assets/voice/de.toml")),
];
const RATE: f64 = RATE_HZ as f64;

#[test]
fn the_clips_are_those_of_the_text_file() {
    for (language, texts) in TEXTS {
        let lines = texts.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let mut texts: Vec<(&str, &str)> = lines.map(|line| line.split_once(" = ").unwrap()).collect();
        texts.sort_unstable();
        let rows = language.rows().iter();
        let rows: Vec<(&str, String)> = rows.map(|(id, text, ..)| (*id, format!("\"{text}\""))).collect();
        let rows: Vec<(&str, &str)> = rows.iter().map(|(id, text)| (*id, text.as_str())).collect();
        assert_eq!(rows, texts, "run assets/voice/make");
    }
}

#[test]
fn there_is_a_clip_for_everything_that_is_said_and_no_other_and_english_is_said_as_it_is_shown() {
    for language in [Language::English, Language::German] {
        let mut said: Vec<String> = cue::Prompt::all().into_iter().map(cue::Prompt::id).collect();
        said.push("sound_check".into());
        said.sort_unstable();
        assert_eq!(prompt_ids(language).collect::<Vec<_>>(), said);
        assert_eq!((secs_of(language, "number_0"), text_of(language, "")), (None, None));
    }
    for prompt in cue::Prompt::all() {
        assert_eq!(text_of(Language::English, &prompt.id()), Some(prompt.words().as_str()));
    }
}

#[test]
fn counts_and_pace_are_short() {
    for (language, longest) in [(Language::English, 1.0), (Language::German, 1.4)] {
        let short = ["number_", "countdown_", "hold_", "up", "down", "stay", "in", "out", "go"];
        for id in prompt_ids(language).filter(|id| short.iter().any(|of| id.strip_prefix(of).is_some_and(is_number))) {
            assert!(secs_of(language, id).unwrap() < longest, "{id}");
        }
    }
}

fn is_number(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}

#[test]
fn every_clip_is_the_one_made_from_its_text() {
    for (id, text, _, seal, ogg) in ENGLISH.iter().chain(GERMAN) {
        let spoken = [format!("{id}\n{text}\n").as_bytes(), ogg].concat();
        assert_eq!(format!("{:016x}", fnv(&spoken)), *seal, "{id}: run assets/voice/make");
    }
}

fn all() -> impl Iterator<Item = (Language, &'static str)> {
    let of = |language| prompt_ids(language).map(move |id| (language, id));
    of(Language::English).chain(of(Language::German))
}

#[test]
fn every_clip_can_be_heard_and_none_is_clipped() {
    for (language, id) in all() {
        let samples = Prompt::of(language, id).unwrap().samples();
        let secs = samples.len() as f64 / RATE;
        assert!(
            (secs - secs_of(language, id).unwrap()).abs() < 0.001,
            "{id}: {secs} s decoded, {:?} told",
            secs_of(language, id)
        );
        assert!(0.2 < secs && secs < 8.0, "{id}: {secs} s");
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
fn the_clips_are_small() {
    let n_bytes: usize = ENGLISH.iter().chain(GERMAN).map(|(.., ogg)| ogg.len()).sum();
    assert!(n_bytes < 4_000_000, "{n_bytes} bytes in all");
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
