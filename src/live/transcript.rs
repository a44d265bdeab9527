//! All that was said and sounded, with times, for who wants to read it afterwards.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use crate::cue::Sound;
use crate::time::Timestamp;

/// One line for each thing that sounds: instant in s, name of the clip, words. A tone has one where it begins and ends.
#[derive(Debug)]
pub(super) struct Transcript {
    file: Option<File>,
    is_toning: bool,
}

impl Transcript {
    /// Into this file, if any. One that cannot be written is told and done without.
    pub(super) fn to(path: Option<&Path>) -> Self {
        let file = path.and_then(|path| {
            let made = File::create(path);
            made.inspect_err(|error| tracing::warn!("the transcript cannot be written ({error})")).ok()
        });
        Self { file, is_toning: false }
    }

    pub(super) fn write(&mut self, at: Timestamp, sound: Sound) {
        let what = match sound {
            Sound::Say(prompt) => format!("{:<24}  {}", prompt.id(), prompt.words()),
            Sound::Hush => "(hush)".to_owned(),
            Sound::Beat => "(beat)".to_owned(),
            Sound::Tone { .. } if self.is_toning => return,
            Sound::Tone { .. } => "(tone)".to_owned(),
            Sound::ToneEnd if !self.is_toning => return,
            Sound::ToneEnd => "(tone ends)".to_owned(),
        };
        if matches!(sound, Sound::Tone { .. } | Sound::ToneEnd) {
            self.is_toning = matches!(sound, Sound::Tone { .. });
        }
        let Some(file) = &mut self.file else { return };
        if let Err(error) = writeln!(file, "{:7.2}  {what}", at.secs()) {
            tracing::warn!("the transcript ends here ({error})");
            self.file = None;
        }
    }
}
