//! A person's plan on a day: what is due, what of it has been done, and which comes next.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Zoned;
use jiff::civil::Date;

use super::plan_notes::read_notes;
use super::plan_ratings::read_ratings;
use super::plans::{MOST_PLAN_SESSIONS, PlanFileError, plan_of, read_plan};
use super::reminders::TimeOfDay;
use super::sessions::{Session, report_of};
use crate::core::exercise::Exercise;
use crate::core::exercises;
use crate::core::plan::ItemKey;
use crate::core::plan::activities::{ActivityOfDay, Ratings};
use crate::core::plan::done::{Done, DoneSession, done_on, offer_on};
use crate::core::plan::levels::{Offer, Reason};
use crate::core::plan::play::{DayNotes, Felt, Standing, next};
use crate::core::plan::{Dose, Due, Item, Plan, WorkSide};
use crate::core::report::Judgement;
use crate::core::safety::StopReason;
use crate::io::words::Trouble;

/// A plan on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanDay {
    /// Heading of the plan.
    pub title: String,
    /// Advice for a flare-up.
    pub flare_up: String,
    /// Exercises of the day.
    pub state: PlanState,
    /// Activities to rate, as far as they were rated.
    pub activities: Vec<ActivityOfDay>,
    /// The time of day at which it reminds, if it does.
    pub reminder: Option<TimeOfDay>,
    /// Decisions and answers of the day.
    pub notes: DayNotes,
    /// Why decisions, answers or ratings cannot be read, if so.
    pub notes_trouble: Option<Trouble>,
}

/// Exercises that a day asks for. Days are in ISO 8601.
#[derive(Debug, Clone, PartialEq)]
pub enum PlanState {
    /// The plan begins on a later day.
    NotYet(String),
    /// It ended on this day.
    Over(String),
    /// Nothing; the next day with something, if there is one.
    Rest(Option<String>),
    /// These items.
    Due(Vec<DueItem>),
}

/// An exercise that is due.
#[derive(Debug, Clone, PartialEq)]
pub struct DueItem {
    /// The exercise.
    pub exercise: &'static Exercise,
    /// The side that works.
    pub side: WorkSide,
    /// Amount of it.
    pub dose: Option<Dose>,
    /// A word for this person.
    pub note: Option<String>,
    /// Progress so far.
    pub done: Done,
    /// Its state.
    pub standing: Standing,
    /// Answers after its sets of the day.
    pub felt: Vec<Felt>,
    /// A step to another level, if one is offered.
    pub offer: Option<StepOffer>,
}

/// A step to another level.
#[derive(Debug, Clone, PartialEq)]
pub struct StepOffer {
    /// True for a step up.
    pub is_up: bool,
    /// The level; `None` where there is no easier one.
    pub to: Option<usize>,
    /// The dose of that level.
    pub dose: Option<Dose>,
    /// Why it is offered.
    pub reason: Reason,
}

impl PlanDay {
    /// Returns the items that are due.
    pub fn items(&self) -> &[DueItem] {
        match &self.state {
            PlanState::Due(items) => items,
            PlanState::NotYet(_) | PlanState::Over(_) | PlanState::Rest(_) => &[],
        }
    }

    /// Returns an item that is due.
    pub fn item(&self, key: &ItemKey) -> Option<&DueItem> {
        self.items().iter().find(|item| item.key() == *key)
    }

    /// Returns the item that comes next.
    pub fn next(&self) -> Option<&DueItem> {
        self.items().get(next(self.items().iter().map(|item| item.standing))?)
    }
}

impl DueItem {
    /// Returns what names it within its plan.
    pub fn key(&self) -> ItemKey {
        ItemKey { exercise: self.exercise.id.to_owned(), side: self.side }
    }
}

/// Reports of sessions that a plan asks about, each read once.
#[derive(Debug, Default)]
pub struct PlanReports(BTreeMap<PathBuf, Option<Judgement>>);

/// Returns today's plan of a profile, where it has one; `sessions` are those of the profile, the newest first.
pub fn plan_today(
    data: &Path,
    profile: &str,
    sessions: &[Session],
    reports: &mut PlanReports,
) -> Result<Option<PlanDay>, PlanFileError> {
    let path = plan_of(data, profile);
    if !path.is_file() {
        return Ok(None);
    }
    let (plan, day) = (read_plan(&path)?, Zoned::now().date());
    let done = reports.sessions(&plan, day, sessions);
    let (notes, trouble) = match read_notes(data, profile, day) {
        Ok(notes) => (notes, None),
        Err(error) => (DayNotes::of(day), Some(Trouble::from(&error))),
    };
    let (ratings, other_trouble) = match read_ratings(data, profile) {
        Ok(ratings) => (ratings, None),
        Err(error) => (Ratings::default(), Some(Trouble::from(&error))),
    };
    Ok(Some(PlanDay {
        activities: plan.activities.iter().map(|activity| ratings.of_day(activity, day)).collect(),
        notes_trouble: trouble.or(other_trouble),
        ..plan_on(&plan, day, &done, notes)
    }))
}

impl PlanReports {
    /// Returns the sessions that may have an item of the plan, the first first. One whose report cannot be read is left out
    /// and named in the log.
    fn sessions(&mut self, plan: &Plan, today: Date, sessions: &[Session]) -> Vec<DoneSession> {
        // Sessions that looked for several exercises name none of them.
        let is_other = |session: &Session| {
            let is_alone = exercises::by_name(&session.exercise).is_some();
            is_alone && plan.items.iter().all(|item| item.exercise.id != session.exercise)
        };
        let mut done = Vec::new();
        for session in sessions.iter().take(MOST_PLAN_SESSIONS).filter(|session| !is_other(session)) {
            let day = session.began.get(..10).and_then(|day| day.parse::<Date>().ok());
            let Some(day) = day.filter(|day| plan.offers_levels || *day == today) else { continue };
            let Some(judgement) = self.judgement(&session.folder) else { continue };
            let Session { pain_before, pain_after, stop, .. } = *session;
            done.push(DoneSession { day, judgement: judgement.clone(), pain_before, pain_after, stop });
        }
        self.0.retain(|folder, _| sessions.iter().any(|session| session.folder == *folder));
        done.reverse();
        done
    }

    fn judgement(&mut self, folder: &Path) -> Option<&Judgement> {
        let read = || {
            let report = report_of(folder).inspect_err(|error| {
                tracing::warn!(%error, folder = %folder.display(), "a session is left out of today's plan");
            });
            report.ok().map(|report| report.judgement)
        };
        self.0.entry(folder.to_path_buf()).or_insert_with(read).as_ref()
    }
}

fn plan_on(plan: &Plan, day: Date, sessions: &[DoneSession], notes: DayNotes) -> PlanDay {
    let stop = sessions.iter().rev().filter(|session| session.day == day).find_map(|session| session.stop);
    let told = |item: &Item| {
        let done = done_on(item, day, sessions);
        DueItem {
            exercise: item.exercise,
            side: item.side,
            dose: item.dose().cloned(),
            note: item.note.clone(),
            done,
            standing: notes.standing(&item.key(), done.is_whole(item)),
            felt: notes.felt(&item.key()),
            offer: step_offer(plan, item, (day, stop), sessions),
        }
    };
    let state = match plan.due(day) {
        Due::NotYet(from) => PlanState::NotYet(from.to_string()),
        Due::Over(until) => PlanState::Over(until.to_string()),
        Due::Rest(next) => PlanState::Rest(next.map(|day| day.to_string())),
        Due::Items(items) => PlanState::Due(items.into_iter().map(told).collect()),
    };
    PlanDay {
        title: plan.title.clone(),
        flare_up: plan.flare_up.clone(),
        state,
        activities: Vec::new(),
        reminder: None,
        notes,
        notes_trouble: None,
    }
}

fn step_offer(
    plan: &Plan,
    item: &Item,
    today: (Date, Option<StopReason>),
    sessions: &[DoneSession],
) -> Option<StepOffer> {
    let (is_up, to, reason) = match offer_on(plan, item, today, sessions)? {
        Offer::Up(to, reason) => (true, Some(to), reason),
        Offer::Back(to, reason) => (false, to, reason),
        Offer::Stay(_) => return None,
    };
    let dose = to.and_then(|to| item.levels.get(to.checked_sub(1)?)).cloned();
    Some(StepOffer { is_up, to, dose, reason })
}

#[cfg(test)]
mod tests;
