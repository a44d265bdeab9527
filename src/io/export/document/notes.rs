//! Marks and notes of people on a session: kept beside the judgement, never over it.

use super::{Block, Table};
use crate::io::words::Words;

/// A correction or a note by a person, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Person who says it.
    pub by: String,
    /// Time at which it was said.
    pub at: String,
    /// The repetition or the instant that it is about; may be empty.
    pub about: String,
    /// Statement of the person.
    pub said: String,
}

pub(super) fn blocks(notes: &[Note], words: &'static Words) -> Vec<Block> {
    if notes.is_empty() {
        return Vec::new();
    }
    let columns = [(&words.note_by, 1.0), (&words.note_when, 1.3), (&words.note_about, 1.2), (&words.note_said, 4.0)];
    let columns = columns.map(|(name, share)| (name.as_str(), share)).to_vec();
    let row = |note: &Note| vec![note.by.clone(), note.at.clone(), note.about.clone(), note.said.clone()];
    vec![Block::Table(Table { caption: String::new(), columns, rows: notes.iter().map(row).collect() })]
}
