//! The exercises that the program knows.

mod hip_bridge;
mod knee_to_chest;
mod pelvic_tilt;

pub use hip_bridge::HIP_BRIDGE;
pub use knee_to_chest::KNEE_TO_CHEST;
pub use pelvic_tilt::PELVIC_TILT;

use std::collections::BTreeMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use crate::core::exercise::{About, Exercise, Origin};
use crate::core::exercise_file::{Mistake, parse};

/// The exercises of the program that need code: their files say what for.
pub static BUILT_IN: [&Exercise; 3] = [&HIP_BRIDGE, &KNEE_TO_CHEST, &PELVIC_TILT];

/// Names and texts of those that are text files, below `assets/exercises`.
const TEXTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/exercises.rs"));

/// Those exercises; a test holds that each can be read.
static EMBEDDED: LazyLock<Vec<&'static Exercise>> = LazyLock::new(|| {
    let read = TEXTS.iter().filter_map(|(_, text)| parse(text, &needs_code).ok());
    read.map(|exercise| kept(Exercise { about: About { origin: Origin::BuiltIn, ..exercise.about }, ..exercise }))
        .collect()
});

/// Those that were read from files of the person's own, kept for the life of the process.
static ADDED: RwLock<Vec<&'static Exercise>> = RwLock::new(Vec::new());

/// Names that mean something else on the command line.
const RESERVED: [&str; 1] = ["auto"];

/// Returns every exercise that is known: the program's own, and those of files.
pub fn all() -> Vec<&'static Exercise> {
    let added = ADDED.read().unwrap_or_else(PoisonError::into_inner);
    part_of_the_program().chain(added.iter().copied()).collect()
}

/// Returns every exercise that is part of the program.
pub fn part_of_the_program() -> impl Iterator<Item = &'static Exercise> {
    BUILT_IN.into_iter().chain(EMBEDDED.iter().copied())
}

/// Returns the text of an exercise that is part of the program as a file.
pub fn embedded_text(id: &str) -> Option<&'static str> {
    TEXTS.iter().find(|(name, _)| *name == id).map(|(_, text)| *text)
}

/// Reads an exercise from the text of a file of the person's own.
pub fn read(text: &str) -> Result<Exercise, Mistake> {
    parse(text, &|id| needs_code(id) || part_of_the_program().any(|exercise| exercise.id == id))
}

/// Returns the SHA-256 of the files that define exercises of these names, by name; those of the program have none.
pub fn definitions<'a>(ids: impl IntoIterator<Item = &'a str>) -> BTreeMap<String, String> {
    let of_file = |id: &str| Some((id.to_owned(), by_name(id)?.about.origin.sha256()?.to_owned()));
    ids.into_iter().filter_map(of_file).collect()
}

fn needs_code(id: &str) -> bool {
    RESERVED.contains(&id) || BUILT_IN.iter().any(|exercise| exercise.id == id)
}

/// Makes an exercise of a file known by its name, and returns it. One that was read before under the same name gives way
/// to it; the program's own do not: [`read`] refuses their names.
pub fn add(exercise: Exercise) -> &'static Exercise {
    let exercise = kept(exercise);
    let mut added = ADDED.write().unwrap_or_else(PoisonError::into_inner);
    added.retain(|other| other.id != exercise.id);
    added.push(exercise);
    exercise
}

/// Forgets the exercises of files, but those of these names: figures that are compared with stored ones must not depend
/// on the files of one person.
pub fn forget_files_but(ids: &[&str]) {
    ADDED.write().unwrap_or_else(PoisonError::into_inner).retain(|exercise| ids.contains(&exercise.id));
}

fn kept(exercise: Exercise) -> &'static Exercise {
    Box::leak(Box::new(exercise))
}

/// Returns the exercise of that name; `hip-bridge` and `hip_bridge` are the same.
pub fn by_name(name: &str) -> Option<&'static Exercise> {
    let wanted = name.trim().to_lowercase().replace(['-', ' '], "_");
    all().into_iter().find(|exercise| exercise.id == wanted)
}

/// Returns the error of a change within one person and set-up, of an exercise's measure by its name in reports, in its
/// unit; `None` where it was not measured.
pub fn change_error(exercise: &str, measure: &str) -> Option<f64> {
    let measure = by_name(exercise)?.measures.iter().find(|known| known.id == measure)?;
    measure.change_error.map(f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_with_hyphen_underscore_or_space_and_no_other_name_is() {
        assert!(["hip-bridge", "hip_bridge", "Hip Bridge"].iter().all(|name| by_name(name).is_some()));
        assert!(by_name("hip").is_none());
    }

    #[test]
    fn every_embedded_file_can_be_read_and_is_named_by_its_id() {
        for (name, text) in TEXTS {
            assert_eq!(parse(text, &needs_code).map(|exercise| exercise.id), Ok(*name));
        }
        assert!(TEXTS.is_sorted_by_key(|(name, _)| *name));
        assert_eq!(EMBEDDED.len(), TEXTS.len());
    }
}
