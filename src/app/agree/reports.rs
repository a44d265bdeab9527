//! Where the program's verdicts come from: folders of sessions, and files of reports.

use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::core::report::Report;
use crate::io::bounded::{self, Limit};
use crate::io::recording::{Mark, Marks, REPORT, SessionFile, report_of};

/// The largest file of reports: 10,000 recordings of 50 kB each.
const LIMIT: Limit = Limit::mib(512);

/// One recording with what was said of it.
#[derive(Debug, Clone)]
pub struct Source {
    /// What it is called in sheets: a session's id, or the recording's path as the report has it.
    pub clip: String,
    /// What the program said of it, that day.
    pub report: Report,
    /// What persons marked.
    pub marks: Vec<Mark>,
}

/// Why verdicts cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The file or folder cannot be read.
    #[error("this cannot be read ({source}); check its name and rights: {}", path.display())]
    Unreadable {
        /// What was named.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A line is no report.
    #[error("line {line} is no report ({cause}); name what `score --format json` or `score --batch` wrote: {}", path.display())]
    NoReport {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// What is wrong with it.
        cause: String,
    },
    /// A folder without sessions.
    #[error("no session is in this folder; name a session's folder, a folder of them, or a file of reports: {}", path.display())]
    NoSessions {
        /// The folder.
        path: PathBuf,
    },
}

/// Returns all recordings of a session's folder, of a folder of those, or of a file with one report a line.
pub fn sources(path: &Path) -> Result<Vec<Source>, ReportError> {
    let unreadable = |source| ReportError::Unreadable { path: path.to_owned(), source };
    if path.is_file() {
        return of_file(path, &bounded::read_to_string(path, LIMIT).map_err(unreadable)?);
    }
    if path.join(REPORT).is_file() {
        return Ok(vec![of_session(path)?]);
    }
    let entries = std::fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>).map_err(unreadable)?;
    let mut folders: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    folders.retain(|folder| folder.join(REPORT).is_file());
    folders.sort();
    if folders.is_empty() {
        return Err(ReportError::NoSessions { path: path.to_owned() });
    }
    folders.iter().map(|folder| of_session(folder)).collect()
}

fn of_session(folder: &Path) -> Result<Source, ReportError> {
    let read = || Ok((SessionFile::read(folder)?.id, report_of(folder)?, Marks::load(folder)?.marks));
    let unreadable = |source| ReportError::Unreadable { path: folder.to_owned(), source };
    let (clip, report, marks) = read().map_err(unreadable)?;
    Ok(Source { clip, report, marks })
}

/// A line: a report, or one of a batch, which has a report where there is something to say.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Report(Box<Report>),
    OfBatch { report: Option<Box<Report>> },
}

fn of_file(path: &Path, text: &str) -> Result<Vec<Source>, ReportError> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read = |(idx, line): (usize, &str)| match serde_json::from_str(line) {
        Ok(Line::Report(report) | Line::OfBatch { report: Some(report) }) => {
            Some(Ok(Source { clip: report.video.clone(), report: *report, marks: Vec::new() }))
        }
        Ok(Line::OfBatch { report: None }) => None,
        Err(error) => {
            Some(Err(ReportError::NoReport { path: path.to_owned(), line: idx + 1, cause: error.to_string() }))
        }
    };
    lines.filter_map(read).collect()
}
