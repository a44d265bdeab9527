//! What is asked of the history. Every question names a profile.

use std::path::{Path, PathBuf};

use rusqlite::{Row, params};
use serde::Serialize;

use super::{History, HistoryError, SESSIONS};
use crate::core::safety::StopReason;
use crate::io::recording::{REPORT, Session, recent_sessions};

/// A session as a list shows it, judged by the rules of its day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Listed {
    /// Its name for good.
    pub id: String,
    /// When it began: local time with its offset, RFC 3339.
    pub at: String,
    /// Exercise that was looked for.
    pub exercise: String,
    /// 0–100.
    pub score: Option<f64>,
    /// Whole repetitions.
    pub n_reps: usize,
    /// Number of repetitions that the exercise asks for, if fewer were counted.
    pub goal: Option<usize>,
    /// Those of which a part was not seen, or which did not count.
    pub n_partial: usize,
    /// Why nothing is scored, if so.
    pub refusal: Option<String>,
    /// Pain before, 0–10.
    pub pain_before: Option<u8>,
    /// Pain after, 0–10.
    pub pain_after: Option<u8>,
    /// Why it was stopped, by id of a [`StopReason`]; the score then counts for nothing.
    pub stop: Option<String>,
    /// Number of marks that persons have made.
    pub n_marks: usize,
    /// Version of the rules.
    pub rules_version: u32,
    /// True if the program was stopped before it was over.
    pub ended_early: bool,
    /// Name of its folder among the sessions.
    pub folder: String,
}

/// A report of a session.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(clippy::struct_field_names, reason = "the rules' version, as everywhere")]
pub struct Version {
    /// Its path in the session's folder.
    pub report: String,
    /// Number of the rules.
    pub rules_version: u32,
    /// 0–100.
    pub score: Option<f64>,
    /// Whole repetitions.
    pub n_reps: usize,
}

/// What goes by a name.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// This session.
    One(Box<Listed>),
    /// Nothing of this profile.
    None,
    /// So many: the name is too short.
    Several(usize),
}

/// Returns the last sessions of a profile, the newest first; read from the folders alone where the history cannot be
/// used.
pub fn recent(base: &Path, profile: &str, at_most: usize) -> Vec<Session> {
    let is_in_place = base.file_name().is_some_and(|name| name == SESSIONS);
    let data = base.parent().filter(|_| is_in_place);
    let listed = data.map(|data| History::open(data)?.recent(profile, at_most));
    match listed {
        Some(Ok(sessions)) => return sessions,
        Some(Err(error)) => tracing::warn!(%error, "sessions are listed without the history"),
        None => {}
    }
    recent_sessions(base, profile, at_most)
}

const LIST: &str = "
SELECT s.id, s.at, s.exercise, v.score, v.n_reps, v.n_partial, v.refusal, p.before, p.after,
    (SELECT count(*) FROM marks m WHERE m.session = s.id), v.rules_version, s.ended_early, s.folder,
    v.goal, p.stop
FROM sessions s JOIN versions v ON v.session = s.id AND v.report = ?1 JOIN pain p ON p.session = s.id
WHERE s.profile = ?2";

impl History {
    /// Returns the sessions of a profile, the newest first.
    pub fn list(&self, profile: &str, at_most: usize) -> Result<Vec<Listed>, HistoryError> {
        let sql = format!("{LIST} ORDER BY s.at_unix_s DESC, s.id DESC LIMIT ?3");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let at_most = i64::try_from(at_most).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![REPORT, profile, at_most], listed)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the session of a profile with this id, this folder, or whose id begins so.
    pub fn find(&self, profile: &str, name: &str) -> Result<Found, HistoryError> {
        let exact = self.query(&format!("{LIST} AND ?3 IN (s.id, s.folder)"), profile, name)?;
        let mut found = if exact.is_empty() && !name.is_empty() {
            self.query(&format!("{LIST} AND substr(s.id, 1, length(?3)) = ?3"), profile, name)?
        } else {
            exact
        };
        Ok(match (found.pop(), found.len()) {
            (Some(listed), 0) => Found::One(Box::new(listed)),
            (None, _) => Found::None,
            (Some(_), others) => Found::Several(others + 1),
        })
    }

    fn query(&self, sql: &str, profile: &str, name: &str) -> Result<Vec<Listed>, HistoryError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![REPORT, profile, name], listed)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the reports of a session of a profile, as they were made.
    pub fn versions(&self, profile: &str, id: &str) -> Result<Vec<Version>, HistoryError> {
        let sql = "SELECT v.report, v.rules_version, v.score, v.n_reps FROM versions v \
             JOIN sessions s ON s.id = v.session WHERE s.profile = ?1 AND s.id = ?2 ORDER BY v.report";
        let mut statement = self.connection.prepare_cached(sql)?;
        let version = |row: &Row<'_>| {
            Ok(Version { report: row.get(0)?, rules_version: row.get(1)?, score: row.get(2)?, n_reps: count(row, 3)? })
        };
        Ok(statement.query_map([profile, id], version)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the names of all who have sessions.
    pub fn profiles(&self) -> Result<Vec<String>, HistoryError> {
        let mut statement = self.connection.prepare_cached("SELECT DISTINCT profile FROM sessions ORDER BY profile")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the last sessions of a profile as a window shows them, after the index was brought level with the
    /// folders.
    pub fn recent(&mut self, profile: &str, at_most: usize) -> Result<Vec<Session>, HistoryError> {
        self.sync()?;
        let listed = self.list(profile, at_most)?;
        let shown = |listed: Listed| {
            let folder = self.folder(&listed);
            listed.session(folder)
        };
        Ok(listed.into_iter().map(shown).collect())
    }

    /// Returns where a session lies.
    pub fn folder(&self, listed: &Listed) -> PathBuf {
        self.base.join(&listed.folder)
    }

    /// Takes out every trace of a profile, from the write-ahead log too.
    pub(in crate::io::recording) fn forget(&mut self, profile: &str) -> Result<(), HistoryError> {
        self.sync()?;
        self.connection.execute("DELETE FROM sessions WHERE profile = ?1", [profile])?;
        self.connection.execute_batch("VACUUM")?;
        let is_busy: bool = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if is_busy { Err(HistoryError::InUse) } else { Ok(()) }
    }
}

impl Listed {
    fn session(self, folder: PathBuf) -> Session {
        let began = self.at.get(..16).unwrap_or(&self.at).replace('T', " ");
        let stop = self.stop_reason();
        let Self { exercise, n_reps, score, goal, pain_before, pain_after, .. } = self;
        Session { began, exercise, n_reps, score, goal, pain_before, pain_after, stop, folder }
    }

    /// Returns why it was stopped, if it was.
    pub fn stop_reason(&self) -> Option<StopReason> {
        StopReason::by_id(self.stop.as_deref()?)
    }
}

fn listed(row: &Row<'_>) -> rusqlite::Result<Listed> {
    Ok(Listed {
        id: row.get(0)?,
        at: row.get(1)?,
        exercise: row.get(2)?,
        score: row.get(3)?,
        n_reps: count(row, 4)?,
        n_partial: count(row, 5)?,
        refusal: row.get(6)?,
        pain_before: row.get(7)?,
        pain_after: row.get(8)?,
        n_marks: count(row, 9)?,
        rules_version: row.get(10)?,
        ended_early: row.get(11)?,
        folder: row.get(12)?,
        goal: row.get::<_, Option<i64>>(13)?.and_then(|goal| usize::try_from(goal).ok()),
        stop: row.get(14)?,
    })
}

fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
    Ok(usize::try_from(row.get::<_, i64>(column)?).unwrap_or(0))
}
