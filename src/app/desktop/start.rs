//! How a sitting begins.

use std::sync::Arc;

use eframe::egui;

use super::clerk::Job;
use super::flow::Pass;
use super::voice::Voice;
use super::{App, repaint_once};
use crate::app::live::{FloorPlan, Live, Plan, Shown, SourceChoice, Stage, Until};
use crate::app::ui::language;
use crate::core::session::Search;
use crate::io::inference::Model;
use crate::io::recording::Keep;

impl App {
    fn keep(&self, pain_before: Option<u8>) -> Keep {
        let base = self.launch.places.sittings.clone();
        Keep { base, profile: self.settings.profile_name().to_owned(), pain_before }
    }

    /// How the person is led by ear.
    fn floor(&mut self) -> FloorPlan {
        let code = language(&self.settings, self.locale.as_deref());
        self.voice.open(&self.settings.sound, code);
        FloorPlan {
            sound: self.settings.sound.clone(),
            n_sessions: u32::try_from(self.desk.sittings.len()).unwrap_or(u32::MAX),
            secs: Voice::secs(code),
            ear: self.voice.ear(),
            transcript: self.launch.transcript.clone(),
        }
    }

    pub(super) fn begin(&mut self, mut plan: Plan, pass: &Pass, context: &egui::Context) {
        plan.search = pass.search();
        plan.goal = self.goal();
        if self.launch.is_kept {
            plan.keep = Some(self.keep(pass.pain_before()));
            plan.has_video = self.settings.has_video;
        }
        if self.launch.is_led {
            plan.floor = Some(self.floor());
        }
        self.search = plan.search;
        self.folder = None;
        self.shown = Some(Shown::of(Stage::Starting));
        self.ask(Job::KeepAwake(true));
        let wake = context.clone();
        match Live::start(plan, move || repaint_once(&wake)) {
            Ok(live) => self.live = Some(live),
            Err(error) => {
                let sentence = format!("the system starts no more threads ({error}); close some programs");
                self.shown = Some(Shown::of(Stage::Failed(sentence)));
            }
        }
    }

    /// The pain was told: begins, if it may.
    pub(super) fn start(&mut self, pain: Option<u8>, context: &egui::Context) {
        let Some(pass) = self.flow.begin(pain, &self.settings, self.stop_today()) else { return };
        let plan = self.waiting.take().unwrap_or_else(|| self.plan(pass.search()));
        self.begin(plan, &pass, context);
    }

    pub(super) fn plan(&self, search: Search) -> Plan {
        Plan {
            search,
            goal: None,
            source: SourceChoice::Camera { choice: None, remembered: self.settings.camera.clone() },
            until: Until::Asked,
            model: Model::Full,
            report: None,
            floor: None,
            keep: None,
            has_video: self.settings.has_video,
            cancelled: Arc::clone(&self.launch.cancelled),
        }
    }
}
