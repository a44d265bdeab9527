//! The thread that owns the device: decodes, passes on, and looks after the device.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::retry::{Retry, Watch};
use super::{SoundError, Status};
use crate::io::latest::Latest;
use crate::io::sound::device::Playing;
use crate::io::sound::levels::Levels;
use crate::io::sound::mixer::{Mixer, Order, Orders};
use crate::io::sound::prompts::Spoken;
use crate::io::sound::speech::{Clip, Priority};
use crate::io::sound::system_voice::SystemVoice;

#[derive(Debug)]
pub(super) enum SpeakerCommand {
    Say(Spoken, Priority),
    SayText(String),
    StopSaying,
    HushText,
    Beat,
}

/// Opens a device and plays a mixer on it.
pub(super) type Play = fn(Mixer, &Arc<Levels>) -> Result<Playing, SoundError>;

pub(super) struct Owner {
    commands: Receiver<SpeakerCommand>,
    levels: Arc<Levels>,
    status: Arc<Latest<Status>>,
    play: Play,
    playing: Option<(Orders, Playing)>,
    retry: Retry,
    watch: Watch,
    voice: Option<SystemVoice>,
}

/// How often the device is looked at when nothing is asked for.
const LOOK: Duration = Duration::from_millis(200);

impl Owner {
    pub(super) fn new(
        commands: Receiver<SpeakerCommand>,
        levels: Arc<Levels>,
        status: Arc<Latest<Status>>,
        play: Play,
        voice: Option<SystemVoice>,
    ) -> Self {
        let (retry, watch) = (Retry::default(), Watch::default());
        Self { commands, levels, status, play, playing: None, retry, watch, voice }
    }

    /// Until the sender of commands is gone.
    pub(super) fn run(mut self) {
        loop {
            self.look_after_device();
            match self.commands.recv_timeout(LOOK) {
                Ok(command) => self.obey(command),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn look_after_device(&mut self) {
        let is_stuck = self.playing.is_some() && self.watch.is_stuck(self.levels.n_taken());
        if is_stuck || self.levels.is_lost() {
            self.playing = None;
            self.levels.set_lost(false);
            self.retry.begin();
            self.status.put(Status::Silent(SoundError::Lost));
        } else if self.playing.is_none() && self.retry.is_due() {
            self.open();
        }
    }

    fn open(&mut self) {
        let (orders, mixer) = Mixer::new(Arc::clone(&self.levels));
        match (self.play)(mixer, &self.levels) {
            Ok(playing) => {
                self.status.put(Status::Playing(playing.device.clone()));
                self.playing = Some((orders, playing));
                (self.retry, self.watch) = (Retry::default(), Watch::default());
            }
            Err(reason) => {
                tracing::debug!("no sound: {reason}: {:?}", std::error::Error::source(&reason));
                // Once: what is tried again and fails again is no news.
                if self.retry.fail() {
                    self.status.put(Status::Silent(reason));
                }
            }
        }
    }

    fn obey(&mut self, command: SpeakerCommand) {
        match command {
            SpeakerCommand::Say(spoken, priority) => {
                self.hush_text();
                // Late words are wrong words: without a device they are not kept.
                if let Some((orders, _)) = &self.playing {
                    orders.give(Order::Say(Clip { samples: spoken.samples(), priority }));
                }
            }
            SpeakerCommand::SayText(text) => self.say_text(&text),
            SpeakerCommand::StopSaying => {
                self.hush_text();
                self.order(Order::StopSaying);
            }
            SpeakerCommand::HushText => self.hush_text(),
            SpeakerCommand::Beat => self.order(Order::Beat),
        }
    }

    fn order(&self, order: Order) {
        if let Some((orders, _)) = &self.playing {
            orders.give(order);
        }
    }

    fn say_text(&mut self, text: &str) {
        if let Some(voice) = self.voice.as_mut().filter(|_| !self.levels.is_muted()) {
            voice.say(text, self.levels.volume());
        }
    }

    fn hush_text(&mut self) {
        if let Some(voice) = &mut self.voice {
            voice.stop();
        }
    }
}
