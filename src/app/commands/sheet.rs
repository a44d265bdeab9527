//! Documents as files: the ending decides between HTML and PDF.

use std::io;
use std::path::{Path, PathBuf};

use super::message::say;
use crate::app::outcome::Outcome;
use crate::io::export::{Document, html, pdf};
use crate::io::plain;
use crate::io::recording::{check_is_other, write_whole};

/// Writes a document that was made of an input to these files; what is wrong is reported.
pub(super) fn write(from: &Path, document: &Document, to: &[PathBuf]) -> Result<Outcome, Outcome> {
    for path in to {
        let bytes = content(path, document);
        let is_other = check_is_other(path, from).map_err(|_same| io::Error::other("it is the input itself"));
        is_other.and_then(|()| write_whole(path, &bytes)).map_err(|error| {
            say(&format!("cannot write ({error}); {}: {}", plain::advice(&error), path.display()));
            Outcome::CannotWrite
        })?;
    }
    Ok(Outcome::Done)
}

fn content(path: &Path, document: &Document) -> Vec<u8> {
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html")) {
        return html(document).into_bytes();
    }
    let pdf = pdf(document);
    if !pdf.missing.is_empty() {
        let letters: String = pdf.missing.iter().collect();
        say(&format!("the PDF's font lacks letters, which are shown as \"?\" there; the HTML has them: {letters}"));
    }
    pdf.bytes
}
