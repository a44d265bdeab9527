//! Devices that are not there, go away and come back, made up.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use super::super::device::Playing;
use super::*;
use crate::io::latest::Taken;

/// Far more than any of it takes.
const LONG: Duration = Duration::from_mins(1);

fn next(status: &Latest<Status>) -> String {
    match status.wait(LONG) {
        Taken::Value(status) => status.to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn every_error_has_words_in_other_languages_and_prints_those_of_english() {
    let io = Arc::new(std::io::Error::from_raw_os_error(11));
    let refused = Arc::new(DeviceSinkError::NoDevice);
    for error in [SoundError::NoDevice, SoundError::Refused(refused), SoundError::Lost, SoundError::NoThread(io)] {
        assert_eq!(Trouble::from(&error).to_string(), error.to_string());
    }
}

#[test]
fn without_a_device_all_goes_on_silently() {
    let (speaker, status) = Speaker::start_with(0.5, Language::German, |_, _| Err(SoundError::NoDevice));
    assert_eq!(next(&status), "no sound: no loudspeaker was found; switch one on, or read the screen");
    for _ in 0..200 {
        assert!(speaker.say("number_1", Priority::Normal) && !speaker.say("no such", Priority::Normal));
        speaker.beat();
        speaker.tone(Some(0.5));
        speaker.stop_saying();
    }
    drop(speaker);
    assert_eq!(status.n_lost(), 0, "said once, not with each try");
}

#[test]
fn a_device_that_goes_away_is_found_again() {
    static N_OPENED: AtomicUsize = AtomicUsize::new(0);
    // Opens, is lost at once, fails once, opens.
    let (speaker, status) =
        Speaker::start_with(0.5, Language::German, |mixer, levels| match N_OPENED.fetch_add(1, SeqCst) {
            0 => Ok(Playing { device: "headphones".into(), _stream: Box::new(mixer) }),
            1 => Err(SoundError::NoDevice),
            _ => {
                levels.count_taken(1);
                Ok(Playing { device: "loudspeaker".into(), _stream: Box::new(mixer) })
            }
        });
    assert_eq!(next(&status), "sound: headphones");
    speaker.levels.set_lost(true);
    assert_eq!(next(&status), "no sound: the loudspeaker went away; plug it in or switch it on again");
    assert_eq!(next(&status), "sound: loudspeaker");
    assert_eq!(N_OPENED.load(SeqCst), 3);
}

#[test]
fn a_device_that_takes_nothing_is_given_up() {
    let play: owner::Play = |mixer, _| Ok(Playing { device: "stuck".into(), _stream: Box::new(mixer) });
    let (_speaker, status) = Speaker::start_with(0.5, Language::German, play);
    assert_eq!(next(&status), "sound: stuck");
    assert!(next(&status).contains("went away"));
}

#[test]
fn dropping_ends_the_thread_and_the_desk() {
    static HELD: std::sync::Mutex<Option<std::sync::Weak<()>>> = std::sync::Mutex::new(None);
    let play: owner::Play = |mixer, _| {
        let alive = Arc::new(());
        *HELD.lock().unwrap() = Some(Arc::downgrade(&alive));
        Ok(Playing { device: "one".into(), _stream: Box::new((mixer, alive)) })
    };
    let (speaker, status) = Speaker::start_with(0.5, Language::German, play);
    next(&status);
    let held = HELD.lock().unwrap().take().unwrap();
    assert!(held.upgrade().is_some());
    drop(speaker);
    assert!(held.upgrade().is_none());
}
