//! The program's voice: open from the first word of a session, or of a sound check, until the person goes home.

#[cfg(feature = "sound")]
use std::sync::{Arc, LazyLock};

use crate::app::live::SoundSink;
#[cfg(feature = "sound")]
use crate::app::ui;
use crate::guide::cue::Prompt;
#[cfg(feature = "sound")]
use crate::guide::cue::Sound;
use crate::io::recording::SoundSettings;
#[cfg(feature = "sound")]
use crate::io::sound::{Language, Priority, SOUND_CHECK, Speaker, Status, system_voice};
use crate::io::words::Trouble;

/// Speaks through the system's device, where there is one.
#[derive(Debug, Default)]
pub(super) struct Voice {
    #[cfg(feature = "sound")]
    open: Option<Open>,
    /// Why nothing is heard, if so.
    trouble: Option<Trouble>,
}

/// A device that is open, or is tried.
#[cfg(feature = "sound")]
#[derive(Debug)]
struct Open {
    speaker: Arc<Speaker>,
    status: Arc<crate::io::latest::Latest<Status>>,
    language: Language,
}

#[cfg(feature = "sound")]
impl Voice {
    /// Ready to speak as these settings want it, in the language of this code; what was being said stops.
    pub(super) fn open(&mut self, settings: &SoundSettings, code: &str) {
        let language = spoken(code);
        if self.open.as_ref().is_none_or(|open| open.language != language) {
            let (speaker, status) = Speaker::start(settings.volume, language);
            self.open = Some(Open { speaker: Arc::new(speaker), status, language });
        }
        self.change(settings);
        if let Some(open) = &self.open {
            open.speaker.stop_saying();
        }
    }

    /// Takes over new settings.
    pub(super) fn change(&self, settings: &SoundSettings) {
        if let Some(open) = &self.open {
            open.speaker.set_volume(settings.volume);
            open.speaker.mute(settings.is_muted);
        }
    }

    /// Says how loud it speaks, before somebody lies down.
    pub(super) fn check(&self) {
        if let Some(open) = &self.open {
            open.speaker.say(SOUND_CHECK, Priority::Normal);
        }
    }

    /// Returns true if the system has a voice, looked for once.
    pub(super) fn has_system_voice() -> bool {
        static IS_THERE: LazyLock<bool> = LazyLock::new(|| system_voice(Language::English).is_some());
        *IS_THERE
    }

    /// Speaks a text by the system's voice, if there is one.
    pub(super) fn tell(&self, text: &str) {
        if let Some(open) = &self.open {
            open.speaker.say_text(text);
        }
    }

    /// Where a session's sounds go.
    pub(super) fn sink(&self) -> SoundSink {
        let open = self.open.as_ref().map(|open| (Arc::clone(&open.speaker), open.language));
        SoundSink::new(move |sound| {
            if let Some((speaker, language)) = &open {
                hear(speaker, *language, sound);
            }
        })
    }

    /// How long prompts take in the language of this code, in s.
    pub(super) fn secs(code: &str) -> fn(Prompt) -> f64 {
        spoken(code).secs()
    }

    /// Nothing more is said; whoever drops what is returned waits for the device to close.
    pub(super) fn close(&mut self) -> Option<Box<dyn std::any::Any + Send>> {
        let open = self.open.take()?;
        Some(Box::new(open.speaker))
    }

    /// Why nothing is heard, in one sentence.
    pub(super) fn trouble(&mut self) -> Option<&Trouble> {
        if let Some(status) = self.open.as_ref().and_then(|open| open.status.take()) {
            self.trouble = match status {
                Status::Playing(_) => None,
                Status::Silent(reason) => Some(Trouble::from(&reason)),
            };
        }
        self.trouble.as_ref()
    }
}

/// English where the window's language is not spoken.
#[cfg(feature = "sound")]
fn spoken(code: &str) -> Language {
    Language::of(code).unwrap_or(Language::English)
}

#[cfg(feature = "sound")]
fn hear(speaker: &Speaker, language: Language, sound: Sound) {
    match sound {
        Sound::Hush => speaker.stop_saying(),
        Sound::Say(prompt) => {
            // A prompt without a recording is on the screen, and spoken if the system has a voice.
            if !speaker.say(&prompt.id(), Priority::Normal) {
                speaker.say_text(&ui::said(language.code(), prompt));
            }
        }
        Sound::Tone { pitch_share } => speaker.tone(Some(pitch_share)),
        Sound::ToneEnd => speaker.tone(None),
        Sound::Beat => speaker.beat(),
    }
}

/// A program without sound says everything on the screen.
#[cfg(not(feature = "sound"))]
impl Voice {
    pub(super) fn open(&mut self, _settings: &SoundSettings, _code: &str) {
        self.trouble = Some(Trouble::new(crate::io::words::TroubleCode::SoundNotBuilt, []));
    }

    #[expect(clippy::unused_self, reason = "there is nothing to change")]
    pub(super) const fn change(&self, _settings: &SoundSettings) {}

    #[expect(clippy::unused_self, reason = "nothing is heard")]
    pub(super) const fn check(&self) {}

    pub(super) const fn has_system_voice() -> bool {
        false
    }

    #[expect(clippy::unused_self, reason = "nothing is heard")]
    pub(super) const fn tell(&self, _text: &str) {}

    #[expect(clippy::unused_self, reason = "nothing is heard")]
    pub(super) fn sink(&self) -> SoundSink {
        SoundSink::new(|_sound| ())
    }

    pub(super) fn secs(_code: &str) -> fn(Prompt) -> f64 {
        Prompt::estimated_secs
    }

    #[expect(clippy::unused_self, reason = "nothing is open")]
    pub(super) fn close(&mut self) -> Option<Box<dyn std::any::Any + Send>> {
        None
    }

    pub(super) fn trouble(&mut self) -> Option<&Trouble> {
        self.trouble.as_ref()
    }
}
