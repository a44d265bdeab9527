//! `formcheck plan pack` and `formcheck plan import`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::{path, wrong};
use crate::app::commands::args::{PlanArgs, WhoseArgs};
use crate::app::commands::message::{print, say};
use crate::app::commands::remembered::{folder, profile_of};
use crate::app::outcome::Outcome;
use crate::core::exercise_file::sha256;
use crate::core::exercises;
use crate::core::plan::{self, Plan, parse};
use crate::io::recording::{
    EXERCISE_ENDING, EXERCISES, PackError, Packed, PlanFileError, exercise_text, is_exercise_file, keep_plan, plan_of,
    plan_text, write_whole,
};

/// Writes a plan with the exercises of its own into one file.
pub(super) fn pack(which: &PlanArgs, to: &Path) -> Result<Outcome, Outcome> {
    let from = path(which)?;
    let text = plan_text(&from).map_err(|error| wrong(&error))?;
    let plan = parse(&text).map_err(|mistake| wrong(&PlanFileError::Wrong { path: from, mistake }))?;
    let own = folder(which.whose.data.as_deref())?.join(EXERCISES);
    let mut exercises = Vec::new();
    for item in &plan.items {
        let Some(hash) = item.exercise.about.origin.sha256() else { continue };
        let Some(text) = exercise_text(&own, hash) else {
            say(&format!("the file of {} is gone; put it back: {}", item.exercise.id, own.display()));
            return Err(Outcome::Input);
        };
        // Left and right of one exercise are two items.
        if exercises.iter().all(|(id, _)| id != item.exercise.id) {
            exercises.push((item.exercise.id.to_owned(), text));
        }
    }
    let n = exercises.len();
    Packed { plan: text, exercises }.write(to).map_err(|error| {
        say(&format!("the plan cannot be packed; {error}: {}", to.display()));
        Outcome::CannotWrite
    })?;
    Ok(print(&format!("the plan with {n} own exercise{} written to {}\n", if n == 1 { "" } else { "s" }, to.display())))
}

/// Shows what is in a file, and takes it over where that is confirmed.
pub(super) fn import(file: &Path, yes: bool, whose: &WhoseArgs) -> Result<Outcome, Outcome> {
    let data = folder(whose.data.as_deref())?;
    let profile = profile_of(whose, &data)?;
    let packed = packed(file)?;
    let new = new_exercises(&packed, file)?;
    let plan =
        parse(&packed.plan).map_err(|mistake| wrong(&PlanFileError::Wrong { path: file.to_owned(), mistake }))?;
    let target = plan_of(&data, &profile);
    let shown = print(&preview(&plan, &new, &profile, target.is_file()));
    if !yes {
        say("nothing was written; look through the plan above, and add --yes to take it over");
        return Ok(shown);
    }
    let places = new.iter().map(|(id, text)| (data.join(EXERCISES).join(format!("{id}.{EXERCISE_ENDING}")), *text));
    let places: Vec<(PathBuf, &str)> = places.collect();
    if let Some((path, _)) = places.iter().find(|(path, _)| path.exists()) {
        say(&format!("there is a file of that name, so nothing was written; move it first: {}", path.display()));
        return Err(Outcome::CannotWrite);
    }
    for (path, text) in &places {
        write_whole(path, text.as_bytes()).map_err(|error| cannot_write(path, &error))?;
    }
    let kept = keep_plan(&data, &profile, &packed.plan).map_err(|error| cannot_write(&target, &error))?;
    Ok(print(&format!("written: {}\n", kept.display())))
}

fn packed(file: &Path) -> Result<Packed, Outcome> {
    if is_exercise_file(file) {
        let plan = plan_text(file).map_err(|error| wrong(&error))?;
        return Ok(Packed { plan, exercises: Vec::new() });
    }
    Packed::read(file).map_err(|error| {
        let sentence = match error {
            PackError::Io(error) => format!("the file cannot be opened ({error}); check its name"),
            other => other.to_string(),
        };
        say(&format!("{sentence}: {}", file.display()));
        Outcome::Input
    })
}

/// The exercises that are not known yet, which are known from then on; one that is known as another is refused.
fn new_exercises<'a>(packed: &'a Packed, file: &Path) -> Result<Vec<(&'a str, &'a str)>, Outcome> {
    let mut new = Vec::new();
    for (id, text) in &packed.exercises {
        let known = exercises::by_name(id).and_then(|known| known.about.origin.sha256());
        if known.is_some_and(|hash| hash == sha256(text)) {
            continue;
        }
        if known.is_some() {
            say(&format!(
                "your own exercise {id} differs from the one in the file; rename or remove yours first: {}",
                file.display()
            ));
            return Err(Outcome::Input);
        }
        let read = exercises::read(text).map_err(|mistake| mistake.to_string());
        let exercise = read.and_then(|read| if read.id == id { Ok(read) } else { Err("it has another id".to_owned()) });
        let exercise = exercise.map_err(|cause| {
            say(&format!(
                "the exercise {id} in the file is wrong ({cause}); correct it and pack anew: {}",
                file.display()
            ));
            Outcome::Input
        })?;
        exercises::add(exercise);
        new.push((id.as_str(), text.as_str()));
    }
    Ok(new)
}

fn preview(plan: &Plan, new: &[(&str, &str)], profile: &str, has_plan: bool) -> String {
    let mut text = plan::text(plan);
    text.push('\n');
    for (id, _) in new {
        let _infallible = writeln!(text, "new exercise: {id}");
    }
    let place = if has_plan { "takes the place of the plan that is there, which is kept" } else { "becomes the plan" };
    let _infallible = writeln!(text, "This {place} (profile {profile:?}).");
    text
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Outcome {
    say(&format!("cannot write ({error}); free some space or check the folder's rights: {}", path.display()));
    Outcome::CannotWrite
}
