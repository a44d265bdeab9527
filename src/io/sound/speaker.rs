//! The caller's end of the sound, and the thread that owns the device.

use std::fmt;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};

use rodio::DeviceSinkError;

use self::owner::{Owner, SpeakerCommand};
use super::device;
use super::language::Language;
use super::levels::Levels;
use super::prompts::Spoken;
use super::speech::Priority;
use super::system_voice::system_voice;
use crate::io::latest::Latest;
use crate::io::words::{Trouble, TroubleCode};

mod owner;
mod retry;

/// Says prompts and sounds tones. No call waits; dropping it ends the sound and its thread.
#[derive(Debug)]
pub struct Speaker {
    commands: Option<SyncSender<SpeakerCommand>>,
    language: Language,
    levels: Arc<Levels>,
    thread: Option<JoinHandle<()>>,
}

/// Whether anything can be heard.
#[derive(Debug, Clone)]
pub enum Status {
    /// Through the device of this name.
    Playing(String),
    /// Nothing, for this reason; the device is tried again.
    Silent(SoundError),
}

/// Why there is no sound. Never a reason to stop: all goes on silently.
#[derive(Debug, Clone, thiserror::Error)]
pub enum SoundError {
    /// None is plugged in or switched on.
    #[error("no loudspeaker was found; switch one on, or read the screen")]
    NoDevice,
    /// There is one, and it does not play.
    #[error("the loudspeaker cannot be used now; close other programs that use it, or read the screen")]
    Refused(#[source] Arc<DeviceSinkError>),
    /// It was there and went away.
    #[error("the loudspeaker went away; plug it in or switch it on again")]
    Lost,
    /// The system gave no thread.
    #[error("the system is too busy to start it; close other programs and start again")]
    NoThread(#[source] Arc<std::io::Error>),
}

impl SoundError {
    /// Returns true if it may pass by itself, and is tried again.
    pub fn is_transient(&self) -> bool {
        !matches!(self, Self::NoThread(_))
    }
}

impl From<&SoundError> for Trouble {
    fn from(error: &SoundError) -> Self {
        let code = match error {
            SoundError::NoDevice => TroubleCode::SoundNoDevice,
            SoundError::Refused(_) => TroubleCode::SoundRefused,
            SoundError::Lost => TroubleCode::SoundLost,
            SoundError::NoThread(_) => TroubleCode::SoundNoThread,
        };
        Self::new(code, [])
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Playing(device) => write!(f, "sound: {device}"),
            Self::Silent(reason) => write!(f, "no sound: {reason}"),
        }
    }
}

impl Speaker {
    /// Opens the system's sound device on a thread of its own, at `volume` from 0 to 1, to speak one language.
    ///
    /// The slot holds a status as soon as it is known, and each time that it changes.
    pub fn start(volume: f32, language: Language) -> (Self, Arc<Latest<Status>>) {
        Self::start_with(volume, language, device::play)
    }

    fn start_with(volume: f32, language: Language, play: owner::Play) -> (Self, Arc<Latest<Status>>) {
        let (levels, status) = (Arc::new(Levels::new(volume)), Arc::new(Latest::default()));
        let (commands, orders) = sync_channel(64);
        let (of_thread, told) = (Arc::clone(&levels), Arc::clone(&status));
        // Made on its thread: on some systems a stream must stay on the one that opened it.
        let run = move || Owner::new(orders, of_thread, told, play, system_voice(language)).run();
        let started = Builder::new().name("sound".into()).spawn(run);
        let thread = started.map_err(|source| status.put(Status::Silent(SoundError::NoThread(Arc::new(source))))).ok();
        (Self { commands: Some(commands), language, levels, thread }, status)
    }

    /// Says the prompt `id` ([`crate::guide::cue::Prompt::id`], [`super::SOUND_CHECK`]); whether there is one.
    pub fn say(&self, id: &str, priority: Priority) -> bool {
        let spoken = Spoken::of(self.language, id);
        if let Some(spoken) = spoken {
            self.send(SpeakerCommand::Say(spoken, priority));
        }
        spoken.is_some()
    }

    /// Returns the language that it speaks.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Says any text, of the language it speaks, by the system's voice, if there is one. Every prompt cuts it off.
    pub fn say_text(&self, text: &str) {
        self.send(SpeakerCommand::SayText(text.to_owned()));
    }

    /// Cuts off what is said and forgets what waits.
    pub fn stop_saying(&self) {
        self.send(SpeakerCommand::StopSaying);
    }

    /// Sounds a soft tone, higher with its share from 0 to 1, until it is `None`.
    pub fn tone(&self, share: Option<f32>) {
        self.levels.set_tone(share);
    }

    /// Plays a quiet tick, now.
    pub fn beat(&self) {
        self.send(SpeakerCommand::Beat);
    }

    /// Sets the volume, from 0 to 1.
    pub fn set_volume(&self, volume: f32) {
        self.levels.set_volume(volume);
    }

    /// Silences all without stopping it: what is said meanwhile is over when sound comes back.
    pub fn mute(&self, is_muted: bool) {
        self.levels.mute(is_muted);
        if is_muted {
            self.send(SpeakerCommand::HushText);
        }
    }

    fn send(&self, command: SpeakerCommand) {
        let sent = self.commands.as_ref().map(|commands| commands.try_send(command));
        if let Some(Err(error)) = sent {
            tracing::debug!("left out: {error}");
        }
    }
}

impl Drop for Speaker {
    fn drop(&mut self) {
        self.commands = None;
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::warn!("the thread of the sound had failed");
        }
    }
}

#[cfg(test)]
mod tests;
