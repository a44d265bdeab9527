//! `formcheck exercises`, and how an exercise is named anywhere on the command line.

use std::path::{Path, PathBuf};

use super::AUTO;
use crate::core::exercise::Exercise;
use crate::core::exercises;
use crate::core::judge::Search;
use crate::io::recording::{is_exercise_file, read_exercise};

/// Commands for exercises.
#[derive(Debug, clap::Subcommand)]
pub enum ExercisesCommand {
    /// List every exercise that is known, the program's own and those of files, and where files are looked for.
    List,
    /// Print an exercise as a file. Comments mark the rules that a built-in exercise has in code.
    Show {
        /// Its name, or its file.
        #[arg(value_name = "NAME|FILE", value_parser = exercise)]
        exercise: &'static Exercise,
    },
    /// Check exercise files: line and cause of what is wrong.
    Check {
        /// The files.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Write a file to begin with: a whole exercise, with notes at every key.
    New {
        /// Name of the exercise: small letters, digits and `_`.
        #[arg(value_name = "NAME")]
        name: String,
        /// File to write [default: NAME.toml in this folder].
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Print the JSON Schema of exercise files, for editors.
    Schema,
}

/// Parses a name into a search; the error names the exercise that was probably meant.
pub(super) fn search(name: &str) -> Result<Search, String> {
    if name == AUTO { Ok(Search::Auto) } else { exercise(name).map(Search::One) }
}

/// From this likeness on, of 0–1, a name may be another one mistyped: `plank` is like `front_plank`, `foo` like none.
const ALIKE: f64 = 0.7;

/// The exercise of that name or in that file, or which one was probably meant.
pub(super) fn exercise(name: &str) -> Result<&'static Exercise, String> {
    let path = Path::new(name);
    if is_exercise_file(path) {
        return read_exercise(path).map(exercises::add).map_err(|error| error.to_string());
    }
    if let Some(exercise) = exercises::by_name(name) {
        return Ok(exercise);
    }
    let all = exercises::all();
    let likeness = |id: &str| strsim::jaro_winkler(id, name);
    let nearest = all.iter().map(|exercise| exercise.id).max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let meant = nearest.filter(|id| ALIKE <= likeness(id)).map(|id| format!("did you mean {id}? ")).unwrap_or_default();
    let known = all.iter().map(|exercise| exercise.id).collect::<Vec<_>>().join(", ");
    Err(format!("there is no such exercise; {meant}(known: {AUTO}, {known}; or name a .toml file)"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercise_file::template;

    #[test]
    fn an_unknown_exercise_names_the_nearest() {
        assert!(exercise("hip-brigde").unwrap_err().contains("did you mean hip_bridge"));
        assert_eq!(exercise("hip-bridge").unwrap().id, "hip_bridge");
    }

    #[test]
    fn a_file_is_an_exercise_and_known_by_its_name_from_then_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("any_name.toml");
        std::fs::write(&path, template("named_by_path")).unwrap();
        assert!(exercise("named_by_path").is_err());
        assert_eq!(exercise(path.to_str().unwrap()).unwrap().id, "named_by_path");
        assert_eq!(exercise("named-by-path").unwrap().id, "named_by_path");
        std::fs::write(&path, "format = 1").unwrap();
        assert!(exercise(path.to_str().unwrap()).unwrap_err().contains("the key `id` is missing; correct this"));
    }
}
