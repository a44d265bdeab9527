//! A person's plan on a day: what is due, and what of it has been done.

use std::path::Path;

use jiff::Zoned;
use jiff::civil::Date;

use super::plans::{PlanFileError, plan_of, read_plan};
use super::sittings::{Sitting, report_of};
use crate::exercise::Exercise;
use crate::plan::done::{Done, Session, done_on};
use crate::plan::{Dose, Due, Item, Plan, WorkSide};

/// A plan on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanDay {
    /// Heading of the plan.
    pub title: String,
    /// Exercises of the day.
    pub state: PlanState,
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
    /// How much of it.
    pub dose: Option<Dose>,
    /// A word for this person.
    pub note: Option<String>,
    /// Progress so far.
    pub done: Done,
    /// True if all of it has been done.
    pub is_done: bool,
}

/// Returns today's plan of a profile, where it has one; `sittings` are those of the profile.
pub fn plan_today(data: &Path, profile: &str, sittings: &[Sitting]) -> Result<Option<PlanDay>, PlanFileError> {
    let path = plan_of(data, profile);
    if !path.is_file() {
        return Ok(None);
    }
    let day = Zoned::now().date();
    Ok(Some(plan_on(&read_plan(&path)?, day, &sessions_of(day, sittings))))
}

/// Returns the sessions of a day. One whose report cannot be read is left out and named in the log.
fn sessions_of(day: Date, sittings: &[Sitting]) -> Vec<Session> {
    let is_of_day = |sitting: &&Sitting| sitting.began.get(..10).and_then(|day| day.parse().ok()) == Some(day);
    let read = |sitting: &Sitting| {
        let report = report_of(&sitting.folder).inspect_err(|error| {
            tracing::warn!(%error, folder = %sitting.folder.display(), "a session is left out of today's plan");
        });
        let judgement = report.ok()?.judgement;
        let Sitting { pain_before, pain_after, stop, .. } = *sitting;
        Some(Session { day, judgement, pain_before, pain_after, stop })
    };
    sittings.iter().filter(is_of_day).filter_map(read).collect()
}

fn plan_on(plan: &Plan, day: Date, sessions: &[Session]) -> PlanDay {
    let told = |item: &Item| {
        let done = done_on(item, day, sessions);
        DueItem {
            exercise: item.exercise,
            side: item.side,
            dose: item.dose().cloned(),
            note: item.note.clone(),
            done,
            is_done: done.is_whole(item),
        }
    };
    let state = match plan.due(day) {
        Due::NotYet(from) => PlanState::NotYet(from.to_string()),
        Due::Over(until) => PlanState::Over(until.to_string()),
        Due::Rest(next) => PlanState::Rest(next.map(|day| day.to_string())),
        Due::Items(items) => PlanState::Due(items.into_iter().map(told).collect()),
    };
    PlanDay { title: plan.title.clone(), state }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pose::Stream;
    use crate::recording::keep_plan;
    use crate::report::{ModelReport, Rep, RepSide, Report};
    use crate::session::Search;

    const PLAN: &str = r#"
        format = 1
        title = "Every day"
        every_days = 1
        flare_up = "Rest."
        stop_when = "It hurts."
        [[items]]
        exercise = "hip_bridge"
        sets = 1
        repetitions = 10
        [[items]]
        exercise = "march"
        sets = 1
        minutes = 2
    "#;

    fn bridge() -> Rep {
        Rep {
            start_s: 0.0,
            peak_start_s: 1.0,
            peak_end_s: 4.0,
            end_s: 6.0,
            score: Some(100.0),
            exercise: "hip_bridge".into(),
            confidence: 1.0,
            set: 0,
            side: RepSide::Both,
            variant: String::new(),
            findings: Vec::new(),
            not_judged: Vec::new(),
            measures: std::collections::BTreeMap::new(),
        }
    }

    fn sitting(folder: &Path, began: String, n_reps: usize) -> Sitting {
        let mut judgement = crate::session::Session::new(Search::Auto, Stream { width: 640, height: 360 }).finish();
        judgement.reps = vec![bridge(); n_reps];
        let model = ModelReport { name: String::new(), sha256: String::new() };
        let report = Report::of(String::new(), judgement, None, String::new(), model);
        std::fs::create_dir_all(folder).unwrap();
        std::fs::write(folder.join("report.json"), serde_json::to_vec(&report).unwrap()).unwrap();
        let (exercise, folder) = ("hip_bridge".into(), folder.to_path_buf());
        let (pain_before, pain_after, stop) = (None, None, None);
        Sitting { began, exercise, n_reps, score: None, goal: None, pain_before, pain_after, stop, folder }
    }

    #[test]
    fn sessions_of_the_day_count_and_those_of_other_days_do_not() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(plan_today(data.path(), "Me", &[]).unwrap(), None);
        keep_plan(data.path(), "Me", PLAN).unwrap();
        let today = Zoned::now().date();
        let all = [
            sitting(&data.path().join("a"), format!("{today} 08:00"), 4),
            sitting(&data.path().join("b"), format!("{today} 18:00"), 6),
            sitting(&data.path().join("c"), format!("{} 18:00", today.yesterday().unwrap()), 6),
        ];
        let items = |sittings: &[Sitting]| match plan_today(data.path(), "Me", sittings).unwrap().unwrap().state {
            PlanState::Due(items) => items,
            other => panic!("{other:?}"),
        };
        let told: Vec<_> = items(&all).iter().map(|it| (it.exercise.id, it.done.amount, it.is_done)).collect();
        assert_eq!(told, [("hip_bridge", 10.0, true), ("march", 0.0, false)]);
        assert_eq!(items(&all[1..]).iter().map(|it| it.done.amount).sum::<f64>(), 6.0);
    }
}
