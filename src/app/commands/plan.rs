//! `formcheck plan`: checks, shows and hands over a plan, and says what of it is due.

mod hand_over;
#[cfg(feature = "export")]
mod progress;
mod rate;
#[cfg(feature = "gui")]
mod remind;
mod sessions;
mod today;

use std::path::{Path, PathBuf};

use jiff::Zoned;

use super::exercises::write_new;
#[cfg(feature = "export")]
use super::language::words;
use super::message::{print, say};
use super::remembered::{ended, folder, profile_of};
#[cfg(feature = "export")]
use super::sheet;
use crate::app::commands::args::{PlanArgs, PlanCommand};
use crate::app::outcome::Outcome;
use crate::core::plan::activities::Ratings;
use crate::core::plan::{self, Plan, SCHEMA, starting};
#[cfg(feature = "export")]
use crate::io::export::home_sheet;
use crate::io::recording::{PlanFileError, plan_of, read_plan, read_ratings};

/// Does what was asked for.
pub fn run(command: &PlanCommand) -> Outcome {
    ended(match command {
        PlanCommand::Check { files } => Ok(files.iter().map(|file| check(file)).min().unwrap_or(Outcome::Done)),
        PlanCommand::New { name, level, output } => new(name, *level, output.as_deref()),
        PlanCommand::Show { which } => found(which).map(|(_, plan)| print(&plan::text(&plan))),
        PlanCommand::Today { which, on, format } => today::run(which, *on, *format),
        #[cfg(feature = "gui")]
        PlanCommand::Remind { at, off, whose } => remind::run(*at, *off, whose),
        PlanCommand::Rate { activity, value, on, whose } => rate::run((activity, *value), *on, whose),
        #[cfg(feature = "export")]
        PlanCommand::Print { which, to, language } => found(which).and_then(|(path, plan)| {
            let words = words(language.as_deref(), which.whose.data.as_deref());
            sheet::write(&path, &home_sheet(&plan, words), to)
        }),
        #[cfg(feature = "export")]
        PlanCommand::Progress { which, on, to } => progress::run(which, *on, to),
        PlanCommand::Pack { which, to } => hand_over::pack(which, to),
        PlanCommand::Import { file, yes, whose } => hand_over::import(file, *yes, whose),
        PlanCommand::Schema => Ok(print(SCHEMA)),
        // It needs the instant at which the program began, and goes another way.
        #[cfg(feature = "gui")]
        PlanCommand::Play { .. } => Ok(Outcome::Usage),
    })
}

fn check(file: &Path) -> Outcome {
    match read_plan(file) {
        Ok(plan) => print(&format!(
            "{}: valid: {}, {} item{}\n",
            file.display(),
            plan.title,
            plan.items.len(),
            if plan.items.len() == 1 { "" } else { "s" }
        )),
        Err(error) => wrong(&error),
    }
}

fn new(name: &str, level: u8, output: Option<&Path>) -> Result<Outcome, Outcome> {
    let text = starting(level.into(), Zoned::now().date()).ok_or_else(|| {
        say("there is no such starting plan; choose the level 1, 2 or 3");
        Outcome::Usage
    })?;
    Ok(write_new(name, output, &text))
}

/// The plan that is named, or the profile's, with its path; what is wrong is said.
fn found(which: &PlanArgs) -> Result<(PathBuf, Plan), Outcome> {
    let path = path(which)?;
    read_plan(&path).map(|plan| (path, plan)).map_err(|error| wrong(&error))
}

fn path(which: &PlanArgs) -> Result<PathBuf, Outcome> {
    if let Some(file) = &which.file {
        if which.whose.data.is_some() {
            // With the exercises of that folder, which the plan may name.
            folder(which.whose.data.as_deref())?;
        }
        return Ok(file.clone());
    }
    let data = folder(which.whose.data.as_deref())?;
    let profile = profile_of(&which.whose, &data)?;
    let path = plan_of(&data, &profile);
    if path.is_file() {
        return Ok(path);
    }
    say(&format!(
        "{profile} has no plan; name a file, or write one with `formcheck plan new` and take it over with `formcheck plan \
         import FILE --yes`: {}",
        path.display()
    ));
    Err(Outcome::Input)
}

/// Ratings of the profile's activities. Damaged ones are named, and nothing is shown of them.
fn ratings(which: &PlanArgs) -> Result<Ratings, Outcome> {
    let data = folder(which.whose.data.as_deref())?;
    let profile = profile_of(&which.whose, &data)?;
    Ok(read_ratings(&data, &profile).unwrap_or_else(|error| {
        say(&error.to_string());
        Ratings::default()
    }))
}

fn wrong(error: &PlanFileError) -> Outcome {
    say(&error.to_string());
    Outcome::Input
}
