//! The clips against what is said and its text, and against what ears need.

use super::*;
use crate::guide::cue::Prompt;

const TEXTS: [(Language, &str); 2] = [
    (Language::English, include_str!("../../../../assets/voice/en.toml")),
    (Language::German, include_str!("../../../../assets/voice/de.toml")),
];
const RATE: f64 = RATE_HZ as f64;

/// Every clip of every language.
fn all() -> impl Iterator<Item = (Language, &'static Row)> {
    Language::ALL.into_iter().flat_map(|language| rows(language).iter().map(move |row| (language, row)))
}

/// The prompts that should have a clip.
fn recorded() -> impl Iterator<Item = Prompt> {
    Prompt::all().into_iter().filter(|prompt| prompt.is_recorded())
}

#[test]
fn every_prompt_has_its_clip_in_every_language_and_no_clip_is_left_over() {
    let sorted = |prompts: &mut dyn Iterator<Item = Prompt>| {
        let mut ids: Vec<String> = prompts.map(Prompt::id).chain([SOUND_CHECK.to_owned()]).collect();
        ids.sort_unstable();
        ids
    };
    // Those of exercise files may have a clip.
    let known = sorted(&mut Prompt::all().into_iter());
    let wanted = sorted(&mut recorded());
    for language in Language::ALL {
        let ids: Vec<&str> = rows(language).iter().map(|(id, ..)| *id).collect();
        let name = language.code();
        assert!(wanted.iter().all(|id| ids.contains(&id.as_str())), "the lines of assets/voice/{name}.toml");
        assert!(ids.iter().all(|id| known.binary_search(&(*id).to_owned()).is_ok()), "too much in {name}.toml");
        assert_eq!(prompt_ids().collect::<Vec<_>>(), ids);
    }
    assert_eq!((secs_of(Language::German, "number_0"), text_of(Language::English, "")), (None, None));
}

#[test]
fn no_file_is_left_over() {
    for language in Language::ALL {
        let folder = format!("{}/assets/voice/{}", env!("CARGO_MANIFEST_DIR"), language.code());
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut files: Vec<String> = files.collect();
        files.sort_unstable();
        let mut wanted: Vec<String> = prompt_ids().map(|id| format!("{id}.ogg")).collect();
        wanted.sort_unstable();
        assert_eq!(files, wanted);
    }
}

#[test]
fn english_is_said_in_the_words_of_the_prompts_and_numbers_are_the_same_everywhere() {
    for prompt in recorded() {
        let [english, german] = Language::ALL.map(|language| text_of(language, &prompt.id()).unwrap());
        assert_eq!(english, prompt.words(), "{prompt:?}");
        let number = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
        assert_eq!(number(english), number(german), "{prompt:?}");
        match prompt {
            Prompt::Number(_) | Prompt::Countdown(_) => assert_eq!(english, german),
            _ => assert_ne!(english, german, "not translated"),
        }
    }
}

#[test]
fn no_sentence_claims_to_do_what_a_doctor_does() {
    let claims = "diagnos treat monitor prescri cure heal behandel therapier heil überwach verschreib";
    for (_, (id, text, ..)) in all() {
        let text = text.to_lowercase();
        assert!(claims.split(' ').all(|claim| !text.contains(claim)), "{id}: {text}");
    }
}

#[test]
fn the_clips_are_those_of_the_text_file() {
    for (language, texts) in TEXTS {
        let lines = texts.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let mut texts: Vec<(&str, &str)> = lines.map(|line| line.split_once(" = ").unwrap()).collect();
        texts.sort_unstable();
        let quoted: Vec<(&str, String)> =
            rows(language).iter().map(|(id, text, ..)| (*id, format!("\"{text}\""))).collect();
        let quoted: Vec<(&str, &str)> = quoted.iter().map(|(id, text)| (*id, text.as_str())).collect();
        assert_eq!(quoted, texts, "run assets/voice/make");
    }
}

#[test]
fn every_clip_is_the_one_made_from_its_text() {
    for (language, (id, text, _, seal, ogg)) in all() {
        let spoken = [format!("{}\n{id}\n{text}\n", language.code()).as_bytes(), ogg].concat();
        assert_eq!(format!("{:016x}", fnv(&spoken)), *seal, "{id}: run assets/voice/make");
    }
}

#[test]
fn every_clip_can_be_heard_and_none_is_clipped() {
    for (_, row) in all() {
        let (samples, (id, _, told, ..)) = (Spoken(row).samples(), row);
        let secs = samples.len() as f64 / RATE;
        assert!((secs - told).abs() < 0.001, "{id}: {secs} s decoded, {told} told");
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
fn counts_and_pace_are_short_and_nothing_is_long() {
    for language in Language::ALL {
        for prompt in recorded() {
            let is_pace = [Prompt::Up, Prompt::In, Prompt::Stay, Prompt::Down, Prompt::Out].contains(&prompt);
            let longest = match prompt {
                // Comes each second, of which a pause must be left.
                Prompt::Hold(_) => 0.81,
                Prompt::Number(_) | Prompt::Countdown(_) | Prompt::Go => 1.0,
                _ if is_pace => 1.0,
                _ => 8.0,
            };
            let secs = secs_of(language, &prompt.id()).unwrap();
            assert!(0.2 < secs && secs < longest, "{language:?} {prompt:?}: {secs} s");
        }
    }
}

#[test]
fn the_clips_are_small() {
    let n_bytes: usize = all().map(|(_, (.., ogg))| ogg.len()).sum();
    assert!(n_bytes < 3_000_000, "{n_bytes} bytes in all");
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
