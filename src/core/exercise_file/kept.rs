//! Texts of a file, checked and kept for the life of the process.

use super::at::At;
use super::mistake::{Wrong, wrong};

/// Most characters of a name, as it fits a card or the column of a table.
pub(super) const MOST_OF_NAME: usize = 60;
/// Most characters of a cue: spoken in 7.5 s, and a person reads or hears it within a repetition.
pub(super) const MOST_OF_CUE: usize = 100;
/// Most characters of a paragraph.
pub(super) const MOST_OF_PARAGRAPH: usize = 1000;
/// Most characters of an id, as in the header of a CSV column.
const MOST_OF_ID: usize = 40;

/// Keeps a text for the life of the process: exercises are statics.
pub(crate) fn text(text: &str) -> &'static str {
    Box::leak(Box::<str>::from(text))
}

/// Keeps a list for the life of the process.
pub(crate) fn list<T>(items: Vec<T>) -> &'static [T] {
    Box::leak(items.into_boxed_slice())
}

/// A text that is there, not too long, and on one line.
pub(super) fn words(words: &At<String>, most: usize) -> Result<&'static str, Wrong> {
    let trimmed = words.value.trim();
    let n_chars = trimmed.chars().count();
    if trimmed.is_empty() {
        return wrong(words.offset, "this text is empty; write what should be shown or spoken");
    }
    if most < n_chars {
        return wrong(words.offset, format!("this text has {n_chars} characters; {most} are the limit"));
    }
    if trimmed.contains(char::is_control) {
        return wrong(words.offset, "this text has a line break or another control character; write it on one line");
    }
    Ok(text(trimmed))
}

/// A name for programs: small letters, digits and `_`, from a letter on.
pub(super) fn id(id: &At<String>) -> Result<&'static str, Wrong> {
    is_id(&id.value, id.offset)?;
    Ok(text(&id.value))
}

/// Checks a name for programs.
pub(super) fn is_id(id: &str, offset: usize) -> Result<(), Wrong> {
    let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let begins = id.starts_with(|c: char| c.is_ascii_lowercase());
    if begins && id.chars().all(is_allowed) && id.len() <= MOST_OF_ID {
        return Ok(());
    }
    let cause = format!(
        "{id:?} cannot be a name; allowed are small letters a to z, digits and `_`, a letter first, {MOST_OF_ID} at most"
    );
    wrong(offset, cause)
}
