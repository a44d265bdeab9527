//! `formcheck exercises`: what is known, and files of one's own.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::message::{print, say};
use crate::app::commands::args::ExercisesCommand;
use crate::app::outcome::Outcome;
use crate::core::exercise::{Exercise, Origin};
use crate::core::exercise_file::{self, SCHEMA, template};
use crate::core::exercises;
use crate::io::inference::data_folder;
use crate::io::recording::{EXERCISE_ENDING, EXERCISES, ExerciseFileError, load_exercises, read_exercise};

/// Does it.
pub fn run(command: &ExercisesCommand) -> Outcome {
    match command {
        ExercisesCommand::List => print(&list()),
        ExercisesCommand::Show { exercise } => print(&show(exercise)),
        ExercisesCommand::Check { files } => files.iter().map(|file| check(file)).min().unwrap_or(Outcome::Done),
        ExercisesCommand::New { name, output } => new(name, output.as_deref()),
        ExercisesCommand::Schema => print(SCHEMA),
    }
}

/// Makes the exercises of a data folder known, and returns what is wrong with files there.
pub(crate) fn load(data: Option<PathBuf>) -> Vec<ExerciseFileError> {
    data.map(|data| load_exercises(&data.join(EXERCISES))).unwrap_or_default()
}

/// The same of the user's own.
pub(crate) fn load_own() -> Vec<ExerciseFileError> {
    load(data_folder())
}

fn list() -> String {
    let mut text = String::new();
    for exercise in exercises::all() {
        let from = match exercise.about.origin {
            Origin::BuiltIn => "built in",
            Origin::File { .. } => "file",
            Origin::Learned { .. } => "file, learned from one demonstration",
        };
        let _infallible = writeln!(text, "{:<24} {} ({from})", exercise.id, exercise.name);
    }
    let folder = data_folder().map(|data| data.join(EXERCISES).display().to_string());
    let _infallible = writeln!(text, "Files of your own: {}", folder.as_deref().unwrap_or("none, as HOME is not set"));
    text
}

/// An embedded file as it was written, with its notes.
fn show(exercise: &Exercise) -> String {
    let embedded = exercises::embedded_text(exercise.id).filter(|_| exercise.about.origin == Origin::BuiltIn);
    embedded.map_or_else(|| exercise_file::text(exercise), str::to_owned)
}

fn check(file: &Path) -> Outcome {
    match read_exercise(file) {
        Ok(exercise) => {
            let (n_faults, views) = (exercise.faults.len(), exercise.views.iter().map(|view| view.id()));
            let views = views.collect::<Vec<_>>().join(" or ");
            print(&format!(
                "{}: valid: {} ({}), {n_faults} faults, view {views}\n",
                file.display(),
                exercise.id,
                exercise.name
            ))
        }
        Err(error) => {
            say(&error.to_string());
            Outcome::Input
        }
    }
}

fn new(name: &str, output: Option<&Path>) -> Outcome {
    let text = template(name);
    if let Err(mistake) = exercises::read(&text) {
        say(&format!("{}; choose another name", mistake.cause));
        return Outcome::Usage;
    }
    write_new(name, output, &text)
}

/// Writes the text of an exercise to a new file, and prints its path.
pub(super) fn write_new(name: &str, output: Option<&Path>, text: &str) -> Outcome {
    let path = output.map_or_else(|| PathBuf::from(format!("{name}.{EXERCISE_ENDING}")), Path::to_owned);
    // An existing file is never overwritten.
    let written = OpenOptions::new().write(true).create_new(true).open(&path);
    match written.and_then(|mut file| file.write_all(text.as_bytes())) {
        Ok(()) => print(&format!("{}\n", path.display())),
        Err(error) => {
            say(&format!("cannot write ({error}); choose another place or name: {}", path.display()));
            Outcome::CannotWrite
        }
    }
}
