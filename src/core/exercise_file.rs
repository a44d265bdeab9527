//! Exercises as text files: TOML in, an [`Exercise`] or the line and cause of what is wrong out. Every key:
//! `docs/exercise-files.md`.

pub(crate) mod at;
pub(crate) mod kept;
mod keys;
pub(crate) mod measures;
pub(crate) mod mistake;
mod movement;
mod names;
mod print;
mod rules;
pub(crate) mod units;
mod words;

use std::fmt::Write as _;

pub use mistake::Mistake;
pub use print::text;
use sha2::{Digest as _, Sha256};

use self::at::{At, Count};
use self::keys::{AlsoText, ExerciseText};
use self::measures::Known;
use self::mistake::{Wrong, wrong};
use crate::core::exercise::{About, Also, Confirms, Criterion, Exercise, Origin, Reads, Signal, SpanOf};
use crate::core::measure::Measure;
use crate::core::safety::QUESTIONS;

/// The version of the format that is read.
pub const FORMAT: u32 = 1;
/// The largest file that is read: ten times as much as an exercise with all its words in two languages needs.
pub const MOST_BYTES: usize = 128 * 1024;
/// For editors: what a file may hold, as JSON Schema.
pub const SCHEMA: &str = include_str!("../../tests/exercise.schema.json");
const TEMPLATE: &str = include_str!("../../assets/exercise.template.toml");
/// Twice as many as the exercise with the most has.
const MOST_FAULTS: usize = 20;
const MOST_CRITERIA: usize = 10;

/// Reads an exercise from a text; `is_taken` knows the ids that it cannot have.
pub fn parse(text: &str, is_taken: &dyn Fn(&str) -> bool) -> Result<Exercise, Mistake> {
    if MOST_BYTES < text.len() {
        let cause = format!("the file has {} bytes; {MOST_BYTES} are the limit", text.len());
        return Err(Mistake { line: None, cause });
    }
    let read: ExerciseText = toml::from_str(text).map_err(|error| mistake::of_toml(&error, text))?;
    let sha256 = sha256(text);
    exercise(&read, &sha256, is_taken).map_err(|wrong| wrong.in_text(text))
}

/// Returns a file to begin with, for an exercise of that name.
pub fn template(id: &str) -> String {
    TEMPLATE.replace("{id}", id).replace("{name}", &name_of(id))
}

/// Returns the name for people that an id stands for: `my_squat` is "My squat".
pub(crate) fn name_of(id: &str) -> String {
    let mut name = id.replace('_', " ");
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name
}

/// Returns the SHA-256 of a text, in hex.
pub fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().fold(String::new(), |mut hex, byte| {
        let _never_fails = write!(hex, "{byte:02x}");
        hex
    })
}

fn exercise(text: &ExerciseText, sha256: &str, is_taken: &dyn Fn(&str) -> bool) -> Result<Exercise, Wrong> {
    let id = head(text, is_taken)?;
    let mut known = Known::of(&text.measures)?;
    let (signal, key) = (movement::signal(&text.signal, &mut known)?, movement::key(&text.key, &mut known)?);
    let faults = listed(&text.faults, MOST_FAULTS, |it| rules::fault(it, &mut known))?;
    check_fault_ids(text)?;
    let criteria = criteria(text, &mut known)?;
    let best = text.best_is_least.as_ref().map(|name| known.find(name)).transpose()?;
    let posture = movement::posture(text, &mut known)?;
    let measures = movement::reported(text, &key, best, &mut known)?;
    known.check_all_used()?;
    let own: Vec<Measure> = known.own().copied().collect();
    let words = words::languages(text, words::Rules { faults: &faults, criteria: &criteria, measures: &own })?;
    let (name, never_judged) = words.first().map_or(("", ""), |english| (english.name, english.never_judged));
    let has_hold = faults.iter().any(|fault| fault.reads == Reads::Span(SpanOf::Hold));
    Ok(Exercise {
        id,
        name,
        posture,
        views: kept::list(movement::views(&text.views)?),
        signal: Signal::Joints(signal),
        effort: movement::effort(&text.effort, has_hold)?,
        way: text.way,
        confirms: Confirms::Criteria(kept::list(criteria)),
        variants: movement::variants(text, signal.limbs)?,
        measures: kept::list(measures),
        also: kept::list(text.also.iter().map(|AlsoText::Rocking| Also::Rocking).collect()),
        best_is_least: best,
        key,
        faults: kept::list(faults),
        set_faults: &[],
        never_judged,
        about: About {
            family: text.family,
            words: kept::list(words),
            cautions: kept::list(cautions(text)?),
            dose: text.dose.as_ref().map(words::dose).transpose()?,
            figure: text.figure.as_ref().map(words::figure).transpose()?,
            origin: origin(text.learned, sha256),
        },
    })
}

fn origin(is_learned: bool, sha256: &str) -> Origin {
    let sha256 = kept::text(sha256);
    if is_learned { Origin::Learned { sha256 } } else { Origin::File { sha256 } }
}

/// Checks the version of the format and the name.
fn head(text: &ExerciseText, is_taken: &dyn Fn(&str) -> bool) -> Result<&'static str, Wrong> {
    let At { value: Count(format), offset } = text.format;
    if format != FORMAT {
        return wrong(offset, format!("format {format} is not known; this program reads format {FORMAT}"));
    }
    let id = kept::id(&text.id)?;
    if is_taken(id) {
        return wrong(text.id.offset, format!("{id:?} is an exercise of the program; give yours another id"));
    }
    Ok(id)
}

/// Reads each of a list that is not too long.
fn listed<T, R>(all: &[At<T>], most: usize, read: impl FnMut(&At<T>) -> Result<R, Wrong>) -> Result<Vec<R>, Wrong> {
    if let Some(beyond) = all.get(most) {
        return wrong(beyond.offset, format!("there are {} of these; {most} are the limit", all.len()));
    }
    all.iter().map(read).collect()
}

fn criteria(text: &ExerciseText, known: &mut Known) -> Result<Vec<Criterion>, Wrong> {
    if text.criteria.value.is_empty() {
        return wrong(text.criteria.offset, "without `[[criteria]]` every movement would count: add at least one");
    }
    let mut k = 0..;
    listed(&text.criteria.value, MOST_CRITERIA, |it| rules::criterion(k.next().unwrap_or(0), it, known))
}

fn check_fault_ids(text: &ExerciseText) -> Result<(), Wrong> {
    let ids: Vec<&At<String>> = text.faults.iter().map(|fault| &fault.value.id).collect();
    let is_again = |(k, id): &(usize, &&At<String>)| ids.iter().take(*k).any(|other| other.value == id.value);
    match ids.iter().enumerate().find(is_again) {
        Some((_, id)) => wrong(id.offset, format!("there are two faults {:?}; give each its own id", id.value)),
        None => Ok(()),
    }
}

fn cautions(text: &ExerciseText) -> Result<Vec<&'static str>, Wrong> {
    let of_question = |id: &At<String>| {
        if let Some(question) = QUESTIONS.iter().find(|question| question.id == id.value) {
            return Ok(question.id);
        }
        let allowed = QUESTIONS.map(|question| format!("`{}`", question.id)).join(", ");
        wrong(id.offset, format!("there is no health question {:?}; allowed are {allowed}", id.value))
    };
    text.cautions.iter().map(of_question).collect()
}

#[cfg(test)]
mod tests;
