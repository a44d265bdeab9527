//! How a session begins.

use std::sync::Arc;

use eframe::egui;

use super::flow::Pass;
use super::voice::Voice;
use super::worker::Job;
use super::{App, repaint_once};
use crate::app::live::{Live, LiveStage, LiveState, SessionOptions, SourceChoice, Until, VoiceGuideOptions};
use crate::app::ui::{language, said};
use crate::core::judge::Search;
use crate::io::inference::Model;
use crate::io::recording::{Keep, today};
use crate::io::words::{Trouble, TroubleCode, Value};

impl App {
    fn keep(&self, pain_before: Option<u8>) -> Keep {
        let base = self.launch.places.sessions.clone();
        Keep { base, profile: self.settings.profile_name().to_owned(), pain_before }
    }

    /// How the person is led by voice.
    fn guide(&mut self) -> VoiceGuideOptions {
        let code = language(&self.settings, self.locale.as_deref());
        self.voice.open(&self.settings.sound, code);
        VoiceGuideOptions {
            sound: self.settings.sound.clone(),
            n_sessions: u32::try_from(self.known.sessions.len()).unwrap_or(u32::MAX),
            secs: Voice::secs(code),
            words: said,
            language: code,
            sink: self.voice.sink(),
            transcript: self.launch.transcript.clone(),
        }
    }

    pub(super) fn begin(&mut self, mut options: SessionOptions, pass: &Pass, context: &egui::Context) {
        options.search = pass.search();
        options.goal = self.goal();
        if self.launch.is_kept {
            options.keep = Some(self.keep(pass.pain_before()));
            options.has_video = self.settings.has_video;
        }
        if self.launch.is_led {
            options.guide = Some(self.guide());
        }
        self.search = options.search;
        self.folder = None;
        self.not_today_before = self.settings.not_today(&today()).cloned();
        self.shown = Some(LiveState::of(LiveStage::Starting));
        self.ask(Job::KeepAwake(true));
        let wake = context.clone();
        match Live::start(options, move || repaint_once(&wake)) {
            Ok(live) => self.live = Some(live),
            Err(error) => {
                let trouble = Trouble::new(TroubleCode::NoThread, [("source", Value::cause(&error))]);
                self.shown = Some(LiveState::of(LiveStage::Failed(trouble)));
            }
        }
    }

    /// The pain was told: begins, if it may.
    pub(super) fn start(&mut self, pain: Option<u8>, context: &egui::Context) {
        let Some(pass) = self.flow.begin(pain, &self.settings, self.stop_today()) else { return };
        let options = self.waiting.take().unwrap_or_else(|| self.options(pass.search()));
        self.begin(options, &pass, context);
    }

    pub(super) fn options(&self, search: Search) -> SessionOptions {
        SessionOptions {
            search,
            goal: None,
            source: SourceChoice::Camera { choice: None, remembered: self.settings.camera.clone() },
            until: Until::Asked,
            model: Model::Full,
            report: None,
            guide: None,
            keep: None,
            has_video: self.settings.has_video,
            cancelled: Arc::clone(&self.launch.cancelled),
        }
    }
}
