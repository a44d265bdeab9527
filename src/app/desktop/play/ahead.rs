//! The time after a set of the plan: what comes next is spoken, the rest counted down, and it goes on by itself or by a sign.

use std::time::Duration;

use eframe::egui;

use super::{PainNow, Sign};
use crate::app::desktop::{App, repaint_once};
use crate::app::live::{SignWatch, write_between};
use crate::app::ui::{self, AfterSet, Told, language};
use crate::core::judge::Search;
use crate::core::plan::play::After;
use crate::core::safety::Clearance;
use crate::io::recording::DueItem;

/// The countdown shows whole seconds.
const STEP: Duration = Duration::from_millis(250);

impl App {
    /// Speaks what comes next, counts the rest down, and goes on once it is over or an arm is raised.
    pub(in crate::app::desktop) fn tick_plan(&mut self, context: &egui::Context) {
        let Some(after) = self.after_set().filter(|after| after.is_counted) else { return };
        let is_stopped = self.stop_today().is_some() || self.flow.told().and_then(Told::stop).is_some();
        let Some(plan) = self.known.plan.as_ref().filter(|_| !is_stopped) else {
            self.playing.sign = Sign::Unavailable;
            return;
        };
        let next = plan.next().cloned();
        if after.rest_left_secs.is_some_and(|left| 0.0 < left) || self.playing.speaks_from.is_some() {
            context.request_repaint_after(STEP);
        }
        let Some(next) = next.filter(|next| self.is_offered(next)) else {
            self.speak_of_the_end();
            return;
        };
        self.speak_of(&next, after);
        self.look_for_sign(context);
        self.go_on(&next, context);
    }

    fn go_on(&mut self, next: &DueItem, context: &egui::Context) {
        let pain = self.flow.told().and_then(|told| told.after.pain_after);
        let secs = self.playing.secs();
        let told = if pain.is_some() { After::PainTold } else { After::Open };
        let is_time = self.playing.run.as_ref().is_some_and(|run| run.goes_on(secs, told));
        let is_signed = matches!(&self.playing.sign, Sign::Watched { watch, .. } if watch.is_given());
        if is_time || is_signed {
            self.begin_item(next, PainNow::Told(pain), context);
        }
    }

    /// Returns true if the health answers let the exercise begin, as far as they were given.
    fn is_offered(&self, item: &DueItem) -> bool {
        let answers = self.settings.answers();
        answers.is_none_or(|answers| answers.clearance(Search::One(item.exercise)) <= Clearance::AskFirst)
    }

    /// Begins to look for a raised arm where a person is led by voice, once it was said what comes next.
    fn look_for_sign(&mut self, context: &egui::Context) {
        let is_spoken_of = self.playing.speaks_from.is_none();
        if !self.launch.is_led || !is_spoken_of || !matches!(self.playing.sign, Sign::Unwatched) {
            return;
        }
        let wake = context.clone();
        let plan = self.options(self.search);
        self.playing.sign = match SignWatch::start(plan.source, plan.model, move || repaint_once(&wake)) {
            Ok(watch) => Sign::Watched { watch, is_said: false },
            Err(error) => {
                tracing::warn!(%error, "nobody looks for a raised arm");
                Sign::Unavailable
            }
        };
    }

    fn speak_of(&mut self, next: &DueItem, after: AfterSet) {
        let code = language(&self.settings, self.locale.as_deref());
        let secs = self.playing.secs();
        if self.playing.speaks_from.is_some_and(|from| from <= secs) {
            self.playing.speaks_from = None;
            let rest = after.rest_left_secs.filter(|left| 0.0 < *left);
            self.say(&ui::next_said(code, next, rest));
        } else if self.playing.speaks_from.is_none() && self.playing.sign.is_to_be_said() {
            self.say(ui::sign_said(code));
        } else if self.playing.announces_end && after.rest_left_secs.is_some_and(|left| left <= 0.0) {
            self.playing.announces_end = false;
            // It asks for the pain; where that was told, the next set begins at once.
            if self.flow.told().is_none_or(|told| told.after.pain_after.is_none()) {
                self.say(ui::rest_over_said(code));
            }
        }
    }

    /// Says once that nothing is left for today.
    fn speak_of_the_end(&mut self) {
        let secs = self.playing.secs();
        if self.playing.speaks_from.is_some_and(|from| from <= secs) {
            self.playing.speaks_from = None;
            let code = language(&self.settings, self.locale.as_deref());
            self.say(ui::end_said(code));
        }
    }

    /// Speaks to a person who is led by voice; the screen shows the same.
    fn say(&self, text: &str) {
        if !self.launch.is_led {
            return;
        }
        if let Some(transcript) = &self.launch.transcript {
            write_between(transcript, text);
        }
        if self.settings.sound.is_wanted() {
            self.voice.tell(text);
        }
    }
}

impl Sign {
    /// Returns true, once, if it is to be said how to give it.
    fn is_to_be_said(&mut self) -> bool {
        let is_watched = self.is_watched();
        let Self::Watched { is_said, .. } = self else { return false };
        is_watched && !std::mem::replace(is_said, true)
    }
}
