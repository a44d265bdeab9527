//! Looking back: what the window does for [`Review`].

use std::path::{Path, PathBuf};

use eframe::egui;

use super::worker::Job;
use super::{App, Ask, Review, repaint_once};
use crate::app::live::{Ended, now};
use crate::app::outcome::Outcome;
use crate::app::review::ReviewError;
use crate::app::ui::Screen;
use crate::core::judge::Search;
use crate::core::time::Timestamp;
use crate::io::recording::recent_sessions;
use crate::io::words::{Trouble, TroubleCode, Value};

/// What to look back at.
#[derive(Debug, Clone, PartialEq)]
pub struct Back {
    /// A session's folder, a video or a pose log; `None`: the newest session, if there is one.
    pub input: Option<PathBuf>,
    /// Where to begin.
    pub at: Timestamp,
    /// Exercise to look for in an input that is not a session.
    pub search: Search,
}

impl App {
    /// What the command line asked for.
    pub(super) fn look_back_at_once(&mut self, context: &egui::Context) {
        let Some(Back { input, at, search }) = self.launch.review.take() else { return };
        let newest = || {
            let recent = recent_sessions(&self.launch.places.sessions, self.settings.profile_name(), 1);
            recent.into_iter().next().map(|session| session.folder)
        };
        if let Some(input) = input.or_else(newest) {
            self.look_back(&input, at, search, context);
        }
    }

    pub(super) fn look_back(&mut self, input: &Path, at: Timestamp, search: Search, context: &egui::Context) {
        let wake = context.clone();
        self.go(Screen::Review);
        match Review::start(input, at, search, self.settings.profile_name(), move || repaint_once(&wake)) {
            Ok(review) => self.review = Some(review),
            Err(error) => {
                self.go(Screen::Home);
                self.trouble = Some(Trouble::new(TroubleCode::NoThread, [("source", Value::cause(&error))]));
            }
        }
    }

    pub(super) fn look(&mut self, asked: Ask) {
        let Some(review) = &mut self.review else { return };
        let folder = review.shown().opened().and_then(|opened| opened.folder.clone());
        if let (Ask::Mark(remark), Some(folder)) = (&asked, folder) {
            let (by, remark) = (self.settings.profile_name().to_owned(), remark.clone());
            let is_lost = !self.worker.as_ref().is_some_and(|worker| worker.ask(Job::Mark { folder, by, remark }));
            if is_lost {
                tracing::warn!("a mark was lost");
            }
        }
        review.ask(asked);
    }

    /// Lets time pass, and takes over what threads have found.
    pub(super) fn tick_review(&mut self, context: &egui::Context) {
        let Some(review) = self.review.as_mut().filter(|_| self.flow.screen() == Screen::Review) else { return };
        if review.tick(now()) {
            context.request_repaint();
        }
        if let Some(error) = review.failure() {
            let (outcome, said) = (outcome(&error), Some(Trouble::from(&error)));
            let ended = Ended { outcome, said, ..Ended::default() };
            *self.ended.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(ended);
        }
    }
}

/// How the program ends after this, if it was all that was asked for.
pub(crate) fn outcome(error: &ReviewError) -> Outcome {
    match error {
        ReviewError::Pipeline(error) => error.into(),
        ReviewError::Missing { .. } | ReviewError::NoSession { .. } | ReviewError::Report { .. } => Outcome::Input,
    }
}
