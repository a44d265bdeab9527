//! Folders of past sessions, which are the truth; the history is an index of them.
//!
//! | file | holds |
//! |---|---|
//! | `session.toml` | whose, when, what, and whether it is whole: [`SessionFile`] |
//! | `report.json` | what was found then; never written again |
//! | `reports/*.json` | what is found in it under later rules |
//! | `marks.toml` | what a person says of it: [`Marks`](super::Marks) |
//! | `poses.log.zst` | its pose log |
//! | `video.mp4` | its pictures, where that was asked for |

mod open;
mod recover;
mod remove;
mod rescored;
mod session;

use std::io;
use std::path::{Path, PathBuf};

use jiff::Zoned;
pub(super) use open::is_running;
pub use open::{SessionFolder, begin};
pub use recover::{looked_for, recover};
pub use remove::remove;
pub(super) use remove::{IMPORTED, clear_remains, import_lock};
pub use rescored::{keep_rescored, rescored};
pub use session::{About, Aftermath, Dropped, SESSION_SCHEMA, SessionFile, SessionState};
pub(super) use session::{FILE, LIMIT};

use crate::core::report::{Report, StopReport};
use crate::core::safety::StopReason;
use crate::io::bounded::{self, Limit};

/// Name of the report in a session's folder.
pub const REPORT: &str = "report.json";
/// Name of the pose log in a session's folder.
pub const POSES: &str = "poses.log.zst";
/// Name of the video in a session's folder.
pub const VIDEO: &str = "video.mp4";
/// Name of the folder of later reports in a session's folder.
pub const REPORTS: &str = "reports";

/// A past session, as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// When it began, in local time: `2026-11-22 18:30`.
    pub began: String,
    /// Exercise that was looked for.
    pub exercise: String,
    /// Whole repetitions.
    pub n_reps: usize,
    /// 0–100.
    pub score: Option<f64>,
    /// Number of repetitions that the exercise asks for, if fewer were counted.
    pub goal: Option<usize>,
    /// Pain before it, 0–10, where it was reported.
    pub pain_before: Option<u8>,
    /// Pain after it, 0–10, where it was reported.
    pub pain_after: Option<u8>,
    /// Why it was stopped, if it was.
    pub stop: Option<StopReason>,
    /// Its folder.
    pub folder: PathBuf,
}

/// Where a session is kept, and what is known of it before it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keep {
    /// Folder of all past sessions.
    pub base: PathBuf,
    /// Profile that it belongs to.
    pub profile: String,
    /// Pain before it, 0–10, where it was asked.
    pub pain_before: Option<u8>,
}

/// Keeps a report as the newest session; returns its folder.
pub fn keep(keep: &Keep, report: &Report) -> io::Result<PathBuf> {
    keep_at(keep, report, &Zoned::now())
}

/// Keeps a session that was stopped.
pub fn keep_stopped(keep: &Keep, report: &Report, stop: StopReport) -> io::Result<PathBuf> {
    let mut open = open::begin_at(keep, &report.judgement.exercise, About::default(), &Zoned::now())?;
    open.stopped(stop)?;
    open.finish(report)
}

fn keep_at(keep: &Keep, report: &Report, now: &Zoned) -> io::Result<PathBuf> {
    open::begin_at(keep, &report.judgement.exercise, About::default(), now)?.finish(report)
}

/// Adds what was reported after the session in this folder.
pub fn add_after(folder: &Path, after: Aftermath) -> io::Result<()> {
    let mut session = SessionFile::read(folder)?;
    session.after = after;
    let session = if session.is_over() { session.over() } else { session };
    session.write(folder)
}

/// Returns the last sessions of a profile, the newest first. Folders that cannot be read are left out.
pub fn recent(base: &Path, profile: &str, at_most: usize) -> Vec<Session> {
    let read = |folder: &PathBuf| session(folder, profile);
    folders(base).iter().rev().filter_map(read).take(at_most).collect()
}

/// Returns why the last of these sessions that was stopped on a day was; sessions come with the newest first.
pub fn stop_of_day(sessions: &[Session], day: &str) -> Option<StopReason> {
    sessions.iter().filter(|session| session.began.starts_with(day)).find_map(|session| session.stop)
}

/// Returns today, in local time: `2026-11-22`.
pub fn today() -> String {
    Zoned::now().date().to_string()
}

/// The folders of sessions, by name, and so by the time they began.
pub(super) fn folders(base: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(base).into_iter().flatten().flatten();
    let is_hidden = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| !is_hidden(path) && path.is_dir()).collect();
    folders.sort();
    folders
}

fn session(folder: &Path, profile: &str) -> Option<Session> {
    let session = SessionFile::read(folder).ok()?;
    if session.profile != profile || !session.is_over() {
        return None;
    }
    let Report { judgement, .. } = report_of(folder).ok()?;
    Some(Session {
        began: session.began(),
        stop: session.stop_reason(),
        exercise: session.exercise,
        n_reps: judgement.reps.len(),
        score: judgement.score,
        goal: judgement.goal_missed(),
        pain_before: session.pain_before,
        pain_after: session.after.pain_after,
        folder: folder.into(),
    })
}

/// The largest report: nine hours with a repetition every two seconds, 2 kB each.
pub const REPORT_LIMIT: Limit = Limit::mib(32);

/// Returns the report of a past session.
pub fn report_of(folder: &Path) -> io::Result<Report> {
    Ok(serde_json::from_slice(&bounded::read(&folder.join(REPORT), REPORT_LIMIT)?)?)
}

#[cfg(test)]
mod tests;
