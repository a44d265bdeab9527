//! The plan as it is played: from one set to the next, with the rest between them.

mod ahead;

use std::path::Path;
use std::time::Instant;

use eframe::egui;
use jiff::Zoned;

use super::App;
use super::worker::{Job, NewPlan, PlanNote};
use crate::app::live::{SignWatch, now};
use crate::app::ui::{AfterSet, PlanAsk, Screen, Told, language};
use crate::core::exercise::Goal;
use crate::core::judge::Search;
use crate::core::plan::play::Run;
use crate::core::plan::starting_in;
use crate::io::recording::DueItem;

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
    /// Looks for a raised arm between two sets.
    sign: Sign,
}

/// The sign by which a person goes on.
#[derive(Debug, Default)]
enum Sign {
    /// Nobody has looked for it yet.
    #[default]
    Unwatched,
    /// The camera looks for it.
    Watched {
        watch: SignWatch,
        /// True once it was said how to give it.
        is_said: bool,
    },
    /// The camera cannot be had.
    Unavailable,
}

impl Sign {
    fn is_watched(&self) -> bool {
        matches!(self, Self::Watched { watch, .. } if watch.is_watching())
    }
}

impl Default for Playing {
    fn default() -> Self {
        let sign = Sign::Unwatched;
        Self { run: None, since: now(), speaks_from: None, announces_end: false, sign }
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

/// The pain before the next set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PainNow {
    /// It is to be asked.
    Asked,
    /// It was told just now, or the person went on by a sign without telling it.
    Told(Option<u8>),
}

impl App {
    pub(super) fn act_on_plan(&mut self, ask: PlanAsk, context: &egui::Context) {
        let profile = self.settings.profile_name().to_owned();
        match ask {
            PlanAsk::Begin(key) => {
                let item = self.known.plan.as_ref().and_then(|plan| plan.item(&key)).cloned();
                if let Some(item) = item.filter(|_| self.stop_today().is_none()) {
                    let pain = self.pain_told_now();
                    self.begin_item(&item, pain, context);
                }
            }
            PlanAsk::Mark(item, mark) => {
                self.ask(Job::Note { profile, note: PlanNote::Mark(item, mark) });
            }
            PlanAsk::Choose(k) => {
                let code = language(&self.settings, self.locale.as_deref());
                if let Some(text) = starting_in(code, k + 1, Zoned::now().date()) {
                    self.ask(Job::TakePlan { profile, plan: NewPlan::Starting(text) });
                }
            }
            PlanAsk::Take(file) => self.ask(Job::TakePlan { profile, plan: NewPlan::File(file) }),
            PlanAsk::Felt(felt) => {
                self.playing.answer();
                let item = self.playing.run.as_ref().map(|run| run.item.clone());
                if let (Some(item), Some(session)) = (item, self.session_name()) {
                    self.ask(Job::Note { profile, note: PlanNote::Felt { item, session, felt } });
                }
            }
            PlanAsk::Remind(time) => self.ask(Job::Remind { profile, time }),
            PlanAsk::Rate(activity, value) => self.ask(Job::Rate { profile, activity, value }),
            PlanAsk::Step(item, level) => self.ask(Job::Step { profile, item, level }),
        }
    }

    /// Goes to the questions before a set of an item, or straight to the set where `pain` was told just now, unless what
    /// was told after the last set speaks against it.
    fn begin_item(&mut self, item: &DueItem, pain: PainNow, context: &egui::Context) {
        if self.flow.told().and_then(Told::stop).is_some() {
            return;
        }
        // The camera is let go before the set asks for it.
        self.playing.begin(Some(Run::of(item.key())));
        self.make_ready();
        self.flow.wish(Search::One(item.exercise), &self.settings);
        if let PainNow::Told(pain) = pain
            && self.flow.screen() == Screen::Before
        {
            self.start(pain, context);
        }
    }

    /// Returns the pain after the set that has just ended, if it was told a moment ago: it is that before the next set.
    fn pain_told_now(&self) -> PainNow {
        let told = self.flow.told().filter(|told| !told.is_past).and_then(|told| told.after.pain_after);
        let is_recent = self.playing.run.as_ref().is_some_and(|run| run.was_answered(self.playing.secs()));
        told.filter(|_| is_recent).map_or(PainNow::Asked, |pain| PainNow::Told(Some(pain)))
    }

    /// The amount of the set that is about to begin, where it is one of the plan.
    pub(super) fn goal(&self) -> Option<Goal> {
        let item = self.known.plan.as_ref()?.item(&self.playing.run.as_ref()?.item)?;
        Some(item.dose.as_ref()?.goal(item.exercise, item.side))
    }

    fn session_name(&self) -> Option<String> {
        Some(self.folder.as_deref().and_then(Path::file_name)?.to_string_lossy().into_owned())
    }

    /// The set is over: the rest begins. `talk_secs` is how long the words about it take.
    pub(super) fn end_set(&mut self, talk_secs: f64) {
        let secs = self.playing.secs();
        let Some(run) = &mut self.playing.run else { return };
        let item = self.known.plan.as_ref().and_then(|plan| plan.item(&run.item));
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
        let notes = self.known.plan.as_ref().map(|plan| &plan.notes);
        Some(AfterSet {
            is_kept: name.is_some(),
            felt: notes.zip(name.as_deref()).and_then(|(notes, name)| notes.felt_after(name)),
            rest_left_secs: run.rest.map(|rest| rest.left_secs(self.playing.secs())),
            looks_for_sign: self.playing.sign.is_watched(),
            is_counted: name.is_none() || self.known.sessions.iter().any(|session| is_of_it(&session.folder)),
        })
    }
}

#[cfg(test)]
mod tests;
