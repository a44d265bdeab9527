//! A recording is added to a BIDS dataset, which may hold others.

use std::io;
use std::path::Path;

use super::check_writable;
use super::content::{Asked, scale};
use crate::io::bounded::{self, Limit};
use crate::io::export::bids::{self, BidsRecording};
use crate::io::recording::write_whole;

const DESCRIPTION: &str = "dataset_description.json";
const PARTICIPANTS: &str = "participants.tsv";
/// 100,000 participants with ten columns.
const PARTICIPANTS_LIMIT: Limit = Limit::mib(16);

/// Checks that the dataset can be written.
pub(super) fn check(folder: &Path) -> io::Result<()> {
    if folder.exists() && !folder.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    check_writable(&folder.join(DESCRIPTION))
}

/// Returns the files to write, with their paths in the dataset; or why they cannot be given.
pub(super) fn files(asked: &Asked<'_>) -> Result<Vec<(String, String)>, String> {
    let folder = &asked.target.path;
    let series = asked.input.series.as_ref().map_err(Clone::clone)?;
    let metres_per_px = scale(asked)?.ok_or("places are in m there; give --height-cm")?;
    let subject = asked.args.subject.as_deref().ok_or("the participant has no label; give --subject")?;
    let there = folder.join(PARTICIPANTS);
    let there = there.exists().then(|| bounded::read_to_string(&there, PARTICIPANTS_LIMIT)).transpose();
    let there = there.map_err(|error| format!("{PARTICIPANTS} cannot be read ({error}); mend or move it"))?;
    let mut files =
        bids::files(series, &asked.input.report, &BidsRecording { subject, run: asked.args.run, metres_per_px });
    files.push((PARTICIPANTS.to_owned(), bids::participants(there.as_deref(), subject)?));
    if !folder.join(DESCRIPTION).exists() {
        files.push((DESCRIPTION.to_owned(), bids::description()));
    }
    Ok(files)
}

/// Writes them one by one, each whole.
pub(super) fn write(folder: &Path, files: &[(String, String)]) -> io::Result<()> {
    files.iter().try_for_each(|(path, text)| write_whole(&folder.join(path), text.as_bytes()))
}
