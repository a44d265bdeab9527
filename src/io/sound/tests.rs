//! What reaches the sound card, recorded through ALSA's file plugin by a process of its own.

#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use self::wav::Wav;
use super::pace::RECORDED;
use super::prompts::Spoken;
use super::*;

mod wav;

/// What the script does at which second; its order is the order of time.
const SOUND_CHECK_AT: f64 = 0.5;
const N7_AT: f64 = 0.7;
const TONE_AT: f64 = 4.5;
const TONE_TOP_AT: f64 = 5.5;
const TONE_END_AT: f64 = 6.5;
const BEATS_AT: [f64; 3] = [7.0, 7.5, 8.0];
const CUT_SAID_AT: f64 = 8.5;
const CUTS_AT: f64 = 9.0;
const MUTE_AT: f64 = 11.5;
const UNMUTE_AT: f64 = 13.0;
const END_AT: f64 = 13.5;

/// From a call to the sample in the file: two periods of 50 ms, the looks of 3 ms, and a busy machine.
const LATEST_SECS: f64 = 0.35;
/// The recording's second 0 is known from its end, which is late by up to a buffer.
const EARLIEST_SECS: f64 = 0.1;

/// Plays the script.
fn play() {
    let (speaker, status) = Speaker::start(1.0, Language::English);
    let heard = status.wait(Duration::from_secs(20));
    assert!(matches!(heard, crate::io::latest::Taken::Value(Status::Playing(_))), "{heard:?}");
    pace::until(SOUND_CHECK_AT);
    assert!(speaker.say(SOUND_CHECK, Priority::Normal));
    pace::until(N7_AT);
    speaker.say("number_7", Priority::Normal);
    pace::until(TONE_AT);
    speaker.tone(Some(0.0));
    pace::until(TONE_TOP_AT);
    speaker.tone(Some(1.0));
    pace::until(TONE_END_AT);
    speaker.tone(None);
    for at in BEATS_AT {
        pace::until(at);
        speaker.beat();
    }
    pace::until(CUT_SAID_AT);
    speaker.say("pelvic_tilt_too_fast", Priority::Normal);
    pace::until(CUTS_AT);
    speaker.say("resumed", Priority::High);
    pace::until(MUTE_AT);
    speaker.mute(true);
    speaker.say("number_50", Priority::Normal);
    speaker.tone(Some(0.5));
    speaker.beat();
    pace::until(UNMUTE_AT);
    speaker.tone(None);
    speaker.mute(false);
    pace::until(END_AT);
}

#[test]
fn what_is_asked_for_is_what_the_card_gets() {
    if std::env::var_os(RECORDED).is_some() {
        return play(); // The process that is recorded.
    }
    let wav = recorded();
    let peak = wav.peak(0.0, END_AT);
    println!("peak {peak:.3}");
    assert!(0.3 < peak && peak < 0.98, "{peak}");
    assert_eq!(wav.peak(0.0, SOUND_CHECK_AT - 0.1), 0.0);
    prompts_come_in_order_and_in_time(&wav);
    the_tone_has_its_pitch_and_no_click(&wav);
    beats_are_where_they_were_asked_for(&wav);
    mute_is_silence(&wav);
}

/// Speaks where ALSA knows no card.
fn speak_to_nothing() {
    let (speaker, status) = Speaker::start(1.0, Language::English);
    let told = status.wait(Duration::from_secs(20));
    assert!(matches!(told, crate::io::latest::Taken::Value(Status::Silent(_))), "{told:?}");
    assert!(speaker.say("number_1", Priority::Normal));
    assert_eq!(device_name(), None);
}

const NO_CARD: &str = "FORMCHECK_NO_CARD";

#[test]
fn without_a_card_alsa_writes_nothing_to_the_terminal() {
    if std::env::var_os(NO_CARD).is_some() {
        return speak_to_nothing(); // The process without a card.
    }
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("asound.conf");
    fs::write(&config, "pcm.!default { type none_such }\n").unwrap();
    child("io::sound::tests::without_a_card_alsa_writes_nothing_to_the_terminal", &config, NO_CARD);
}

fn prompts_come_in_order_and_in_time(wav: &Wav) {
    let check = wav.find(&samples_of(SOUND_CHECK), 0.0, 4.4);
    let seven = wav.find(&samples_of("number_7"), 0.0, 4.4);
    let resumed = wav.find(&samples_of("resumed"), 8.0, 12.5);
    println!("sound_check {check:?}, number_7 {seven:?}, resumed {resumed:?} (s, likeness)");
    let waits_until = SOUND_CHECK_AT + secs_of(Language::English, SOUND_CHECK).unwrap();
    for (found, wanted) in [(check, SOUND_CHECK_AT), (seven, waits_until), (resumed, CUTS_AT)] {
        assert!(0.9 < found.1, "not there: {found:?}, wanted at {wanted}");
        assert!(-EARLIEST_SECS < found.0 - wanted && found.0 - wanted < LATEST_SECS, "{found:?}, wanted at {wanted}");
    }
    // Another count must not pass for this one: the right one is alike to 0.99, this voice's "six" to 0.73 at most.
    let six = wav.find(&samples_of("number_6"), 0.0, 4.4);
    assert!(six.1 < 0.85, "{six:?}");
    // The one cut off did begin.
    assert!(0.1 < wav.peak(CUT_SAID_AT + LATEST_SECS, CUTS_AT));
}

fn the_tone_has_its_pitch_and_no_click(wav: &Wav) {
    let low = wav.hz(TONE_AT + LATEST_SECS, TONE_TOP_AT - 0.05);
    let high = wav.hz(TONE_TOP_AT + LATEST_SECS + 0.1, TONE_END_AT - 0.05);
    let (peak, step) = (wav.peak(TONE_AT, TONE_END_AT + 0.4), wav.step(TONE_AT - 0.1, TONE_END_AT + 0.4));
    println!("tone {low:.1} Hz, {high:.1} Hz, peak {peak:.3}, largest step {step:.4} a sample at {} Hz", wav.rate_hz);
    assert!((low - 220.0).abs() < 3.0 && (high - 440.0).abs() < 3.0, "{low} Hz, then {high} Hz");
    assert!(0.04 < peak && peak < 0.1, "{peak}");
    // A tone of 440 Hz with its overtones: 2 pi f A 1.9; one that starts or stops at its peak would step by A, 0.06.
    let steepest = std::f64::consts::TAU * 440.0 * 0.06 * 1.9 / wav.rate_hz;
    assert!(step < 1.2 * steepest, "{step}, a steady tone has {steepest}");
    assert_eq!(wav.peak(TONE_END_AT + LATEST_SECS + 0.05, BEATS_AT[0] - EARLIEST_SECS), 0.0);
}

fn beats_are_where_they_were_asked_for(wav: &Wav) {
    for at in BEATS_AT {
        let heard = wav.first_above(0.03, at - EARLIEST_SECS).unwrap();
        assert!(heard - at < LATEST_SECS, "{heard}, wanted at {at}");
        assert!(wav.peak(heard, heard + 0.1) < 0.12);
        assert_eq!(wav.peak(heard + 0.1, at + 0.45), 0.0);
    }
}

fn mute_is_silence(wav: &Wav) {
    assert_eq!(wav.peak(MUTE_AT + LATEST_SECS, UNMUTE_AT - EARLIEST_SECS), 0.0);
}

/// The recording from the script's second 0 on.
fn recorded() -> Wav {
    let folder = tempfile::tempdir().unwrap();
    let (config, file) = (folder.path().join("asound.conf"), folder.path().join("heard.wav"));
    // The plugin calls floats integers in its header: it is given integers.
    let text = format!(
        "pcm.!default {{ type plug slave {{ pcm recorder format S16_LE rate 48000 channels 2 }} }}\n\
         pcm.recorder {{ type file slave.pcm null file \"{}\" format wav }}\n\
         pcm.null {{ type null }}\n",
        file.display()
    );
    fs::write(&config, text).unwrap();
    child("io::sound::tests::what_is_asked_for_is_what_the_card_gets", &config, RECORDED);
    // Before the mixer is there the device takes silence, as fast as it likes: what counts is the time before the end.
    Wav::read(&fs::read(file).unwrap()).last(END_AT)
}

/// Runs one test alone, in a process that finds `config` and `name` in its environment, and writes nothing to stderr.
fn child(test: &str, config: &Path, name: &str) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture"]).env("ALSA_CONFIG_PATH", config).env(name, "1");
    let output = command.output().unwrap();
    let [told, said] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    // A name that no test has ends well, too.
    assert!(output.status.success() && told.contains("1 passed"), "{said}{told}");
    assert_eq!(said, "", "{test}: noise");
}

fn samples_of(id: &str) -> Vec<f32> {
    Spoken::of(Language::English, id).unwrap().samples()
}
