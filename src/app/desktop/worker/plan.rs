//! The worker's work on a plan: what is decided and answered about it, and a step of level that is taken.

use std::io;
use std::path::Path;

use jiff::Zoned;

use super::{AtWork, NewPlan, PlanNote, of_cause};
use crate::core::plan::{ItemKey, parse};
use crate::io::recording::{
    PlanDay, PlanFileError, Reminder, TimeOfDay, change_notes, change_ratings, keep_plan, plan_text, plan_today,
    take_step,
};
use crate::io::words::{Trouble, TroubleCode};

impl AtWork {
    /// Reads the plan of today anew; returns what is wrong with it, if something is.
    pub(super) fn look_at_plan(&mut self, profile: &str) -> Option<Trouble> {
        let Self { places, known, plan_reports, .. } = self;
        let data = places.sessions.parent().unwrap_or(&places.sessions);
        match plan_today(data, profile, &known.sessions, plan_reports) {
            Ok(plan) => {
                let reminder = Reminder::of(places.units.clone(), data, profile);
                known.plan = plan.map(|plan| PlanDay { reminder: reminder.time(), ..plan });
                known.plan.as_ref().and_then(|plan| plan.notes_trouble.clone())
            }
            Err(error) => {
                known.plan = None;
                Some(Trouble::from(&error))
            }
        }
    }

    /// Keeps a decision or an answer, and shows it.
    pub(super) fn note(&mut self, profile: &str, note: PlanNote) -> Result<(), Trouble> {
        let kept = change_notes(self.data(), profile, Zoned::now().date(), |notes| match note {
            PlanNote::Mark(item, mark) => notes.mark(&item, mark),
            PlanNote::Felt { item, session, felt } => notes.answer(&item, &session, felt),
        });
        self.shown_once_kept(profile, kept)
    }

    /// Keeps a rating of an activity, or takes it back, and shows it.
    pub(super) fn rate(&mut self, profile: &str, activity: &str, value: Option<u8>) -> Result<(), Trouble> {
        let today = Zoned::now().date();
        let kept = change_ratings(self.data(), profile, |ratings| ratings.rate(today, activity, value));
        self.shown_once_kept(profile, kept)
    }

    /// Sets a reminder or takes it back, and shows it.
    pub(super) fn remind(&mut self, profile: &str, time: Option<TimeOfDay>) -> Result<(), Trouble> {
        let reminder = Reminder::of(self.places.units.clone(), self.data(), profile);
        let done = time.map_or_else(|| reminder.take_back(), |time| reminder.set(time));
        let trouble = self.look_at_plan(profile);
        done.map_err(|error| Trouble::from(&error))?;
        trouble.map_or(Ok(()), Err)
    }

    fn shown_once_kept(&mut self, profile: &str, kept: io::Result<()>) -> Result<(), Trouble> {
        kept.map_err(|error| of_cause(TroubleCode::PlanEntryNotKept, &error))?;
        self.look_at_plan(profile).map_or(Ok(()), Err)
    }

    /// Writes another level into the plan; its sessions count from tomorrow on, since those of today were at the old one.
    pub(super) fn step(&mut self, profile: &str, item: &ItemKey, level: usize) -> Result<(), Trouble> {
        let today = Zoned::now().date();
        let since = today.tomorrow().unwrap_or(today);
        take_step(self.data(), profile, (item, level), since).map_err(|error| Trouble::from(&error))?;
        self.look_at_plan(profile).map_or(Ok(()), Err)
    }

    /// Makes a plan that of a profile, if it can be read, and shows it.
    pub(super) fn take_plan(&mut self, profile: &str, plan: NewPlan) -> Result<(), Trouble> {
        let text = match plan {
            NewPlan::Starting(text) => text,
            NewPlan::File(file) => {
                let text = plan_text(&file).map_err(|error| Trouble::from(&error))?;
                let wrong = |mistake| Trouble::from(&PlanFileError::Wrong { path: file, mistake });
                parse(&text).map(drop).map_err(wrong)?;
                text
            }
        };
        keep_plan(self.data(), profile, &text).map_err(|error| of_cause(TroubleCode::PlanNotKept, &error))?;
        self.look_at_plan(profile).map_or(Ok(()), Err)
    }

    fn data(&self) -> &Path {
        self.places.sessions.parent().unwrap_or(&self.places.sessions)
    }
}
