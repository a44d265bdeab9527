//! `formcheck plan print`.

use std::io;
use std::path::{Path, PathBuf};

use super::found;
use crate::cli::{Outcome, PlanArgs};
use crate::commands::message::say;
use crate::export::{Document, home_sheet, html, pdf};
use crate::recording::{check_is_other, write_whole};

pub(super) fn run(which: &PlanArgs, to: &[PathBuf]) -> Result<Outcome, Outcome> {
    let (from, plan) = found(which)?;
    let sheet = home_sheet(&plan);
    for path in to {
        let bytes = content(path, &sheet);
        let is_other = check_is_other(path, &from).map_err(|_same| io::Error::other("it is the plan itself"));
        is_other.and_then(|()| write_whole(path, &bytes)).map_err(|error| {
            say(&format!("cannot write ({error}); choose another place or free some space: {}", path.display()));
            Outcome::CannotWrite
        })?;
    }
    Ok(Outcome::Done)
}

fn content(path: &Path, sheet: &Document) -> Vec<u8> {
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html")) {
        return html(sheet).into_bytes();
    }
    let pdf = pdf(sheet);
    if !pdf.missing.is_empty() {
        let letters: String = pdf.missing.iter().collect();
        say(&format!("the PDF's font lacks letters, which are shown as \"?\" there; the HTML has them: {letters}"));
    }
    pdf.bytes
}
