//! The file of the history: opened, brought to today's version, set aside where it is damaged.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Zoned;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::HistoryError;
use super::schema::{self, TABLES, VERSION};

/// Name of the database in the data folder.
pub const DATABASE: &str = "history.sqlite";
/// Name of the folder of sessions in the data folder.
///
/// Sessions were called so first; the folder keeps its name, so that stored ones are found.
pub const SESSIONS: &str = "sittings";
/// How the names of damaged databases begin.
pub(in crate::io::recording) const SET_ASIDE: &str = "history.damaged-";
const LOCK: &str = "history.lock";
/// Another program is waited for so long. What any of them writes at a time takes ms.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(20);

/// The index of all sessions. Several programs may have it open.
#[derive(Debug)]
pub struct History {
    pub(super) connection: Connection,
    /// The folder of sessions.
    pub(super) base: PathBuf,
    set_aside: Option<PathBuf>,
    /// Shared while the database is open: no person sets it aside below us. `None` where nothing can be written.
    _lock: Option<File>,
}

/// Whether a file can be used as it is.
enum Look {
    Ready(Connection),
    /// New, old, or damaged.
    NeedsWork,
}

impl History {
    /// Opens the history of a data folder; a new or old database is brought to today's form, a damaged one set aside. In a
    /// folder that can only be read the index is made in memory.
    pub fn open(data: &Path) -> Result<Self, HistoryError> {
        match Self::open_file(data) {
            Err(HistoryError::Io(error)) if is_read_only(&error) && data.is_dir() => Self::in_memory(data),
            opened => opened,
        }
    }

    /// An index that is gone with the program; the folders, from which it is made, stay.
    fn in_memory(data: &Path) -> Result<Self, HistoryError> {
        let mut connection = Connection::open_in_memory()?;
        connection.pragma_update(None, "foreign_keys", true)?;
        schema::migrate(&mut connection)?;
        Ok(Self { connection, base: data.join(SESSIONS), set_aside: None, _lock: None })
    }

    fn open_file(data: &Path) -> Result<Self, HistoryError> {
        fs::create_dir_all(data)?;
        let path = data.join(DATABASE);
        refuse_newer(&path)?;
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(data.join(LOCK))?;
        let mut set_aside = None;
        loop {
            wait_for(&lock, File::try_lock_shared)?;
            if let Look::Ready(connection) = look(&path)? {
                return Ok(Self { connection, base: data.join(SESSIONS), set_aside, _lock: Some(lock) });
            }
            lock.unlock()?;
            wait_for(&lock, File::try_lock)?;
            // Whoever had it before may have done the work; to do it again changes nothing.
            set_aside = make_ready(&path)?.or(set_aside);
            lock.unlock()?;
        }
    }

    /// Returns where the damaged database is that was found in this one's place.
    pub fn set_aside(&self) -> Option<&Path> {
        self.set_aside.as_deref()
    }

    /// Returns whether the database is sound, as `SQLite` sees it.
    pub fn is_sound(&self) -> Result<bool, HistoryError> {
        let said: String = self.connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
        let mut broken = self.connection.prepare("PRAGMA foreign_key_check")?;
        Ok(said == "ok" && !broken.exists([])?)
    }
}

fn is_read_only(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

fn wait_for(lock: &File, take: fn(&File) -> Result<(), TryLockError>) -> Result<(), HistoryError> {
    for _ in 0..PATIENCE.as_millis() / PAUSE.as_millis() {
        match take(lock) {
            Ok(()) => return Ok(()),
            // A system without locks has to do without.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(error.into()),
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
        }
    }
    Err(HistoryError::InUse)
}

/// Looks into the file's head, because merely to open a database may write.
fn refuse_newer(path: &Path) -> Result<(), HistoryError> {
    let mut head = Vec::new();
    match File::open(path) {
        Ok(file) => file.take(64).read_to_end(&mut head)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    // user_version: https://www.sqlite.org/fileformat2.html#the_database_header
    let Some(&[a, b, c, d]) = head.get(60..64).filter(|_| head.starts_with(b"SQLite format 3\0")) else {
        return Ok(());
    };
    newer(i32::from_be_bytes([a, b, c, d]).into(), path)
}

fn newer(found: i64, path: &Path) -> Result<(), HistoryError> {
    // No program makes that many: a damaged head.
    if VERSION < found && found < 1000 { Err(HistoryError::Newer { found, path: path.to_owned() }) } else { Ok(()) }
}

fn look(path: &Path) -> Result<Look, HistoryError> {
    if !path.is_file() {
        return Ok(Look::NeedsWork);
    }
    let looked = connect(path).and_then(|connection| Ok((is_ready(&connection)?, connection)));
    match looked {
        Ok((true, connection)) => Ok(Look::Ready(connection)),
        Ok((false, _)) => Ok(Look::NeedsWork),
        Err(error) if is_damage(&error) => Ok(Look::NeedsWork),
        Err(error) => Err(error.into()),
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    // What is deleted is overwritten: somebody may ask to be forgotten.
    connection.execute_batch("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = NORMAL;")?;
    Ok(connection)
}

fn is_ready(connection: &Connection) -> rusqlite::Result<bool> {
    let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    let sound: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    Ok(mode == "wal" && sound == "ok" && schema::version(connection)? == VERSION && has_tables(connection)?)
}

fn has_tables(connection: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let mut statement = connection.prepare(sql)?;
    let names = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(names == TABLES)
}

/// Makes the file one of today's, with no other program near it; returns where the damaged one is that lay there.
fn make_ready(path: &Path) -> Result<Option<PathBuf>, HistoryError> {
    match bring_up_to_date(path) {
        Ok(true) => return Ok(None),
        Ok(false) => {}
        Err(HistoryError::Sql(error)) if is_damage(&error) => {}
        Err(error) => return Err(error),
    }
    let aside = set_aside(path)?;
    bring_up_to_date(path)?;
    Ok(Some(aside))
}

/// Whether the database at this place is sound and one of today's, after what could be done for it.
fn bring_up_to_date(path: &Path) -> Result<bool, HistoryError> {
    let mut connection = connect(path)?;
    newer(schema::version(&connection)?, path)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    schema::migrate(&mut connection)?;
    // So that the version stands in the file's head.
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(is_ready(&connection)?)
}

/// Whether no patience helps: the file is damaged, or none of ours.
fn is_damage(error: &rusqlite::Error) -> bool {
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => {
            matches!(failure.code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown)
        }
        // The last two: bytes where SQLite should have had a text.
        rusqlite::Error::SqlInputError { .. }
        | rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::InvalidColumnType(..) => true,
        _ => false,
    }
}

/// Gives a damaged database another name, with what belongs to it.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let stem = format!("{SET_ASIDE}{}", Zoned::now().strftime("%Y-%m-%dT%H-%M-%S"));
    let names = std::iter::once(format!("{stem}.sqlite")).chain((2..).map(|k: u32| format!("{stem}-{k}.sqlite")));
    let mut free = names.map(|name| path.with_file_name(name)).filter(|path| !path.exists());
    let aside = free.next().ok_or_else(|| io::Error::other("no name is free"))?;
    tracing::error!(aside = %aside.display(), "the history is damaged and made anew");
    fs::rename(path, &aside)?;
    for ending in ["-wal", "-shm"] {
        let beside = |path: &Path| PathBuf::from(format!("{}{ending}", path.display()));
        match fs::rename(beside(path), beside(&aside)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}
