//! How the sessions of one person went over weeks, as the history knows it.

use std::path::Path;

use super::main_measure;
use crate::core::exercise::Exercise;
use crate::io::recording::SessionFile;
use crate::io::recording::history::{Course, History, Quantity, SESSIONS};
use crate::io::words::{Trouble, TroubleCode, Value};

/// Past sessions of the same exercise and profile, the one under review among them.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// Pain before them.
    pub pain_before: Course,
    /// Pain after them.
    pub pain_after: Course,
    /// Their scores.
    pub score: Course,
    /// What the exercise is about.
    pub main: Course,
}

/// Those of the person whose session lies in this folder; `None` where it lies elsewhere than in a data folder.
pub(super) fn past(folder: &Path, exercise: &Exercise) -> Option<Result<Past, Trouble>> {
    let base = folder.parent().filter(|base| base.file_name().is_some_and(|name| name == SESSIONS))?;
    Some(
        read(base.parent()?, folder, exercise)
            .map_err(|error| Trouble::new(TroubleCode::ReviewPast, [("cause", Value::text(error))])),
    )
}

fn read(data: &Path, folder: &Path, exercise: &Exercise) -> Result<Past, Box<dyn std::error::Error>> {
    let profile = SessionFile::read(folder)?.profile;
    let mut history = History::open(data)?;
    history.sync()?;
    let course = |quantity| history.course(&profile, exercise.id, quantity);
    let (score, main) = (course(Quantity::Score)?, course(Quantity::Measure(main_measure(exercise)))?);
    let (pain_before, pain_after) = (course(Quantity::PainBefore)?, course(Quantity::PainAfter)?);
    Ok(Past { pain_before, pain_after, score, main })
}
