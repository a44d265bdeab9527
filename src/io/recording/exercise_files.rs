//! Exercises of the person's own: files of a folder, and files that are named.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::core::exercise::Exercise;
use crate::core::exercise_file::{MOST_BYTES, Mistake, sha256};
use crate::core::exercises;

/// Their folder in the data folder.
pub const EXERCISES: &str = "exercises";
/// Ending of their names.
pub const EXERCISE_ENDING: &str = "toml";

/// Why an exercise file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ExerciseFileError {
    /// It cannot be read.
    #[error("an exercise file cannot be read ({source}); check its name and whether you may read it: {}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Something is wrong in it.
    #[error("{mistake}; correct this exercise file, docs/exercise-files.md explains every key: {}", path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// The mistake in it.
        mistake: Mistake,
    },
}

/// Reads an exercise file without making it known.
pub fn read_exercise(path: &Path) -> Result<Exercise, ExerciseFileError> {
    let text = text_of(path).map_err(|source| ExerciseFileError::Io { path: path.to_owned(), source })?;
    exercises::read(&text).map_err(|mistake| ExerciseFileError::Wrong { path: path.to_owned(), mistake })
}

/// Makes every exercise of a folder known, and returns the errors of the other files. A missing folder is no error.
pub fn load_exercises(folder: &Path) -> Vec<ExerciseFileError> {
    let mut wrong = Vec::new();
    for path in exercise_files(folder) {
        match read_exercise(&path) {
            Ok(exercise) => drop(exercises::add(exercise)),
            Err(error) => wrong.push(error),
        }
    }
    wrong
}

/// Returns the text of the exercise file in a folder that has this hash.
pub fn exercise_text(folder: &Path, hash: &str) -> Option<String> {
    exercise_files(folder).iter().filter_map(|path| text_of(path).ok()).find(|text| sha256(text) == hash)
}

/// The exercise files of a folder, in order of their names: of two with the same id the later one counts.
fn exercise_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| is_exercise_file(path)).collect();
    files.sort();
    files
}

/// Returns true if a path is that of an exercise file, by its ending.
pub fn is_exercise_file(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(EXERCISE_ENDING))
}

fn text_of(path: &Path) -> io::Result<String> {
    // Opening a pipe or a device may wait for ever.
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    // One byte more than is allowed is refused with the limit; the rest of a huge file is not read for that.
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() <= MOST_BYTES {
        return String::from_utf8(bytes).map_err(|_bytes| io::Error::other("it is no text in UTF-8"));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
