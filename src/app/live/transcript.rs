//! All that was said and sounded, with times, for who wants to read it afterwards.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

use crate::core::time::Timestamp;
use crate::guide::cue::{Prompt, Sound};

/// One line for each thing that sounds: instant in s, name of the clip, words. A tone has one where it begins and ends.
#[derive(Debug)]
pub(super) struct Transcript {
    file: Option<File>,
    words: fn(&str, Prompt) -> String,
    language: &'static str,
    is_toning: bool,
}

impl Transcript {
    /// Goes on in this file, if any, under the name of the exercise, with a prompt's words in the language of a code. One
    /// that cannot be written is told and done without.
    pub(super) fn to(
        path: Option<&Path>,
        exercise: &str,
        (words, language): (fn(&str, Prompt) -> String, &'static str),
    ) -> Self {
        let file = path.and_then(|path| {
            let begun = opened(path).and_then(|mut file| writeln!(file, "# {exercise}").map(|()| file));
            begun.inspect_err(|error| tracing::warn!("the transcript cannot be written ({error})")).ok()
        });
        Self { file, words, language, is_toning: false }
    }

    /// Writes what sounds, and when.
    pub(super) fn write(&mut self, at: Timestamp, sound: Sound) {
        let what = match sound {
            Sound::Say(prompt) => format!("{:<24}  {}", prompt.id(), (self.words)(self.language, prompt)),
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

fn opened(path: &Path) -> io::Result<File> {
    File::options().create(true).append(true).open(path)
}

/// Writes what is spoken between two sets, at no instant of either.
pub fn write_between(path: &Path, text: &str) {
    let written = opened(path).and_then(|mut file| writeln!(file, "      -  {text}"));
    if let Err(error) = written {
        tracing::warn!("the transcript cannot be written ({error})");
    }
}
