//! The index brought level with the folders, from nothing if need be.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use rusqlite::TransactionBehavior;

use super::write::{self, Entry};
use super::{History, HistoryError};
use crate::io::recording::archive;
use crate::io::recording::sessions::{SessionFile, folders};

/// What was different.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Synced {
    /// Number of folders that were read.
    pub n_read: usize,
    /// Number of sessions that are gone.
    pub n_gone: usize,
    /// Folders that cannot be read, with the reason; they are left as they are.
    pub unreadable: Vec<(PathBuf, String)>,
}

impl History {
    /// Brings the index level with the folders; what has not changed is not read.
    pub fn sync(&mut self) -> Result<Synced, HistoryError> {
        let known = self.stamps()?;
        let there: BTreeMap<String, PathBuf> =
            folders(&self.base).into_iter().map(|folder| (name_of(&folder), folder)).collect();
        let gone: Vec<&String> = known.keys().filter(|name| !there.contains_key(*name)).collect();
        let mut synced = Synced { n_gone: gone.len(), ..Synced::default() };
        let mut entries = Vec::new();
        // Sessions that are listed no longer, though their folder is there.
        let mut lost = Vec::new();
        for (name, folder) in &there {
            let stamp = stamp(folder);
            if known.get(name) == Some(&stamp) {
                continue;
            }
            match read(folder, stamp) {
                Ok(Some(entry)) => entries.push(entry),
                Ok(None) => lost.push(name),
                Err(cause) => {
                    synced.unreadable.push((folder.clone(), cause));
                    lost.push(name);
                }
            }
        }
        lost.retain(|name| known.contains_key(*name));
        if gone.is_empty() && lost.is_empty() && entries.is_empty() {
            return Ok(synced);
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for name in gone.into_iter().chain(lost).chain(entries.iter().map(|entry| &entry.folder)) {
            transaction.execute("DELETE FROM sessions WHERE folder = ?1", [name])?;
        }
        let mut ids = ids(&transaction)?;
        for entry in entries {
            if ids.insert(entry.session.id.clone()) {
                write::entry(&transaction, &entry)?;
                synced.n_read += 1;
            } else {
                let cause = "another folder holds the same session".to_owned();
                synced.unreadable.push((self.base.join(&entry.folder), cause));
            }
        }
        transaction.commit()?;
        Ok(synced)
    }

    fn stamps(&self) -> Result<BTreeMap<String, String>, HistoryError> {
        let mut statement = self.connection.prepare("SELECT folder, stamp FROM sessions")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn ids(transaction: &rusqlite::Transaction<'_>) -> rusqlite::Result<BTreeSet<String>> {
    let mut statement = transaction.prepare("SELECT id FROM sessions")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

fn name_of(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The session in a folder; `None` where none has begun in it, or it goes on.
fn read(folder: &Path, stamp: String) -> Result<Option<Entry>, String> {
    if std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none()) {
        return Ok(None);
    }
    let session = SessionFile::read(folder).map_err(|error| error.to_string())?;
    if !session.is_over() {
        return Ok(None);
    }
    Entry::read(folder, name_of(folder), session, stamp).map(Some).map_err(|error| error.to_string())
}

/// Changes whenever one of the files does from which rows are made.
fn stamp(folder: &Path) -> String {
    let mut stamp = String::new();
    for file in archive::files(folder) {
        let when = |file: &Metadata| file.modified().ok()?.duration_since(UNIX_EPOCH).ok();
        let Ok(metadata) = folder.join(&file).metadata() else { continue };
        let nanos = when(&metadata).map_or(0, |since| since.as_nanos());
        let _infallible = write!(stamp, "{file} {} {nanos};", metadata.len());
    }
    stamp
}
