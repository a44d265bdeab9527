//! The plan as it is played: from one set to the next, with the rest between them.

use std::path::Path;
use std::time::{Duration, Instant};

use eframe::egui;

use super::App;
use super::clerk::{Job, PlanNote};
use crate::exercise::Goal;
use crate::live::now;
use crate::plan::play::{After, Run};
use crate::recording::DueItem;
use crate::safety::Clearance;
use crate::session::Search;
use crate::ui::{self, AfterSet, PlanAsk, Screen, Told, language};

/// The countdown shows whole seconds.
const STEP: Duration = Duration::from_millis(250);

/// The run through today's items.
#[derive(Debug)]
pub(super) struct Playing {
    run: Option<Run>,
    /// Its instants are counted from here.
    since: Instant,
    /// Instant from which what comes next may be spoken, in s: after the words about the set.
    speaks_from: Option<f64>,
    /// True where the end of the rest is still to be spoken.
    announces_end: bool,
}

impl Default for Playing {
    fn default() -> Self {
        Self { run: None, since: now(), speaks_from: None, announces_end: false }
    }
}

impl Playing {
    fn secs(&self) -> f64 {
        now().saturating_duration_since(self.since).as_secs_f64()
    }

    /// Leaves the run; the notes of the day say where it goes on.
    pub(super) fn leave(&mut self) {
        *self = Self::default();
    }

    /// The same item once more.
    pub(super) fn again(&mut self) {
        let again = self.run.take().map(|run| Run::of(run.item));
        self.begin(again);
    }

    /// Something was answered on the page of the result.
    pub(super) fn answer(&mut self) {
        let secs = self.secs();
        if let Some(run) = &mut self.run {
            run.answer(secs);
        }
    }

    fn begin(&mut self, run: Option<Run>) {
        *self = Self { run, ..Self::default() };
    }
}

impl App {
    pub(super) fn act_on_plan(&mut self, ask: PlanAsk) {
        let profile = self.settings.profile_name().to_owned();
        match ask {
            PlanAsk::Begin(key) => {
                let item = self.desk.plan.as_ref().and_then(|plan| plan.item(&key)).cloned();
                if let Some(item) = item.filter(|_| self.stop_today().is_none()) {
                    self.begin_item(&item);
                }
            }
            PlanAsk::Mark(item, mark) => {
                self.ask(Job::Note { profile, note: PlanNote::Mark(item, mark) });
            }
            PlanAsk::Felt(felt) => {
                self.playing.answer();
                let item = self.playing.run.as_ref().map(|run| run.item.clone());
                if let (Some(item), Some(session)) = (item, self.session_name()) {
                    self.ask(Job::Note { profile, note: PlanNote::Felt { item, session, felt } });
                }
            }
            PlanAsk::Step(item, level) => self.ask(Job::Step { profile, item, level }),
        }
    }

    /// Goes to the questions before a set of an item, unless what was told after the last one speaks against it.
    fn begin_item(&mut self, item: &DueItem) {
        if self.flow.told().and_then(Told::stop).is_some() {
            return;
        }
        self.make_ready();
        self.flow.wish(Search::One(item.exercise), &self.settings);
        self.playing.begin(Some(Run::of(item.key())));
    }

    /// The amount of the set that is about to begin, where it is one of the plan.
    pub(super) fn goal(&self) -> Option<Goal> {
        let item = self.desk.plan.as_ref()?.item(&self.playing.run.as_ref()?.item)?;
        Some(item.dose.as_ref()?.goal(item.exercise, item.side))
    }

    fn session_name(&self) -> Option<String> {
        Some(self.folder.as_deref().and_then(Path::file_name)?.to_string_lossy().into_owned())
    }

    /// The set is over: the rest begins. `talk_secs` is how long the words about it take.
    pub(super) fn end_set(&mut self, talk_secs: f64) {
        let secs = self.playing.secs();
        let Some(run) = &mut self.playing.run else { return };
        let item = self.desk.plan.as_ref().and_then(|plan| plan.item(&run.item));
        run.end_set(item.and_then(|item| item.dose.as_ref()), secs);
        (self.playing.speaks_from, self.playing.announces_end) = (Some(secs + talk_secs), run.rest.is_some());
    }

    /// Returns the state after a set of the plan, on the page of its result.
    pub(super) fn after_set(&self) -> Option<AfterSet> {
        let is_now = self.flow.screen() == Screen::Result && self.flow.told().is_some_and(|told| !told.is_past);
        let run = self.playing.run.as_ref().filter(|run| is_now && run.is_over)?;
        let name = self.session_name();
        let is_of_it =
            |folder: &Path| folder.file_name().is_some_and(|it| Some(&*it.to_string_lossy()) == name.as_deref());
        let notes = self.desk.plan.as_ref().map(|plan| &plan.notes);
        Some(AfterSet {
            is_kept: name.is_some(),
            felt: notes.zip(name.as_deref()).and_then(|(notes, name)| notes.felt_after(name)),
            rest_left_secs: run.rest.map(|rest| rest.left_secs(self.playing.secs())),
            is_counted: name.is_none() || self.desk.sittings.iter().any(|sitting| is_of_it(&sitting.folder)),
        })
    }

    /// Speaks what comes next, counts the rest down, and goes on once it is over.
    pub(super) fn tick_plan(&mut self, context: &egui::Context) {
        let Some(after) = self.after_set().filter(|after| after.is_counted) else { return };
        let stop = self.stop_today().or_else(|| self.flow.told().and_then(Told::stop));
        let next = self.desk.plan.as_ref().and_then(|plan| plan.next()).cloned();
        let Some(next) = next.filter(|next| stop.is_none() && self.is_offered(next)) else { return };
        if after.rest_left_secs.is_some_and(|left| 0.0 < left) || self.playing.speaks_from.is_some() {
            context.request_repaint_after(STEP);
        }
        self.speak_of(&next, after);
        let is_pain_told = self.flow.told().is_some_and(|told| told.after.pain_after.is_some());
        let (secs, told) = (self.playing.secs(), if is_pain_told { After::PainTold } else { After::Open });
        if self.playing.run.as_ref().is_some_and(|run| run.goes_on(secs, told)) {
            self.begin_item(&next);
        }
    }

    /// Returns true if the health answers let the exercise begin, as far as they were given.
    fn is_offered(&self, item: &DueItem) -> bool {
        let answers = self.settings.answers();
        answers.is_none_or(|answers| answers.clearance(Search::One(item.exercise)) <= Clearance::AskFirst)
    }

    fn speak_of(&mut self, next: &DueItem, after: AfterSet) {
        let code = language(&self.settings, self.locale.as_deref());
        let secs = self.playing.secs();
        if self.playing.speaks_from.is_some_and(|from| from <= secs) {
            self.playing.speaks_from = None;
            let rest = after.rest_left_secs.filter(|left| 0.0 < *left);
            self.say(&ui::next_said(code, next, rest));
        } else if self.playing.announces_end && after.rest_left_secs.is_some_and(|left| left <= 0.0) {
            self.playing.announces_end = false;
            self.say(ui::rest_over_said(code));
        }
    }

    /// Speaks to a person who is led by ear; the screen shows the same.
    fn say(&self, text: &str) {
        if self.launch.is_led && self.settings.sound.is_wanted() {
            self.voice.tell(text);
        }
    }
}

#[cfg(test)]
mod tests;
