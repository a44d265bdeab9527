//! Sessions in one file, to be carried to another machine: their folders in a tar archive, compressed with zstd.

mod contents;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use tar::{Builder, Header};
use zstd::stream::write::Encoder;

use self::contents::{Content, each_file, is_file_of_session, is_plain};
use super::room::KEPT_FREE;
use super::sessions::{self, IMPORTED, REPORT_LIMIT, REPORTS, SessionFile, SessionState, folders, import_lock};
use super::{POSES, REPORT, VIDEO, marks, whole};
use crate::core::report::Report;
use crate::io::bounded;
use crate::io::plain;

/// Files of a session that are carried along; besides, `reports/*.json`.
const FILES: [&str; 5] = [sessions::FILE, REPORT, marks::FILE, POSES, VIDEO];

/// Why sessions cannot be exported or imported.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The system refuses a file.
    #[error("a file cannot be read or written ({0}); check the place and its free space")]
    Io(io::Error),
    /// The archive is damaged, or none.
    #[error("this is no archive of formcheck, or it is damaged ({0}); export it anew")]
    Archive(io::Error),
    /// Something in it is no part of a session.
    #[error("the archive holds what belongs to no session, so nothing of it was taken; export it anew: {0:?}")]
    Foreign(String),
    /// A session in it is not whole.
    #[error("a session in the archive is not whole ({cause}), so nothing of it was taken; export it anew: {name:?}")]
    Session {
        /// Its folder.
        name: String,
        /// What is wrong with it.
        cause: String,
    },
    /// More than sessions can have.
    #[error("the archive holds more than sessions can have, so nothing of it was taken; export it anew ({0})")]
    TooMuch(String),
    /// The disk is too small for it.
    #[error(
        "the archive holds {} MB and the disk has {} MB free, so nothing of it was taken; free some space", needed >> 20,
        free >> 20
    )]
    NoSpace {
        /// Bytes of the files in it, and what must stay free.
        needed: u64,
        /// Bytes that are free.
        free: u64,
    },
}

impl From<io::Error> for ArchiveError {
    fn from(error: io::Error) -> Self {
        Self::Io(plain::error(error))
    }
}

/// What was imported.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// Ids of the sessions that are new.
    pub added: Vec<String>,
    /// Ids of those that were there already, which were left as they are.
    pub known: Vec<String>,
}

/// Good compression of reports at little cost; pose logs and videos do not get smaller.
const ZSTD_LEVEL: i32 = 3;

/// Writes these sessions' folders into an archive, whole or not at all.
pub fn export(sessions: &[PathBuf], to: &Path) -> Result<(), ArchiveError> {
    let mut encoder = Encoder::new(whole::hidden_beside(to)?, ZSTD_LEVEL)?;
    encoder.include_checksum(true)?;
    let mut builder = Builder::new(encoder);
    for folder in sessions {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        for file in files(folder) {
            let content = File::open(folder.join(&file))?;
            // Neither owner nor time: whose machine it was made on is nobody's business.
            let mut header = Header::new_gnu();
            header.set_mode(0o644);
            header.set_size(content.metadata()?.len());
            builder.append_data(&mut header, format!("{name}/{file}"), content)?;
        }
    }
    let file = builder.into_inner()?.finish()?;
    file.as_file().sync_all()?;
    file.persist(to).map_err(|error| error.error)?;
    Ok(())
}

/// The files of a session by their path in its folder, with `/`.
pub(super) fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join(REPORTS)).into_iter().flatten().flatten();
    let mut later: Vec<String> =
        entries.map(|entry| format!("{REPORTS}/{}", entry.file_name().to_string_lossy())).collect();
    later.sort();
    let all = FILES.into_iter().map(str::to_owned).chain(later);
    all.filter(|file| is_file_of_session(file) && folder.join(file).is_file()).collect()
}

/// Takes over every session of an archive that is not there yet: all that are new, or none.
///
/// The archive is read twice: the first time all of it is checked and nothing is written.
pub fn import(base: &Path, archive: &Path) -> Result<Imported, ArchiveError> {
    fs::create_dir_all(base)?;
    let lock = import_lock(base)?;
    lock.lock()?;
    let survey = Survey::of(archive)?;
    let ids = survey.ids()?;
    survey.check_space(base)?;
    let stage = tempfile::Builder::new().prefix(IMPORTED).tempdir_in(base)?;
    unpack(archive, stage.path(), survey.n_bytes)?;
    let there = folders(base);
    let mut known: BTreeSet<String> = there.iter().filter_map(|it| Some(SessionFile::read(it).ok()?.id)).collect();
    let (mut imported, mut new) = (Imported::default(), Vec::new());
    for (folder, id) in ids {
        let folder = stage.path().join(folder);
        // With its id written down: it may come to lie under another name.
        SessionFile::read(&folder)?.write(&folder)?;
        if known.insert(id.clone()) {
            new.push(folder);
            imported.added.push(id);
        } else {
            imported.known.push(id);
        }
    }
    move_all(&new, base)?;
    Ok(imported)
}

/// Contents of an archive, by folder.
#[derive(Default)]
struct Survey {
    sessions: BTreeMap<String, Parts>,
    n_bytes: u64,
}

/// Files that make a folder a session.
#[derive(Default)]
struct Parts {
    session: Option<Result<SessionFile, String>>,
    report: Option<Result<(), String>>,
}

impl Survey {
    fn of(archive: &Path) -> Result<Self, ArchiveError> {
        let mut survey = Self::default();
        each_file(archive, |content| survey.add(content))?;
        Ok(survey)
    }

    fn add(&mut self, content: Content<'_>) -> Result<(), ArchiveError> {
        let Content { folder, file, size, bytes } = content;
        self.n_bytes = self.n_bytes.saturating_add(size);
        let parts = self.sessions.entry(folder.to_owned()).or_default();
        if file == sessions::FILE {
            let text = bounded::read_from(bytes, sessions::LIMIT).and_then(bounded::text);
            let read = text.map_err(ArchiveError::Archive)?;
            parts.session = Some(SessionFile::parse(&read, folder).map_err(|error| error.to_string()));
        } else if file == REPORT {
            let read = bounded::read_from(bytes, REPORT_LIMIT).map_err(ArchiveError::Archive)?;
            parts.report = Some(serde_json::from_slice::<Report>(&read).map(drop).map_err(|error| error.to_string()));
        }
        Ok(())
    }

    /// Each folder with its session's id, where every one of them can be taken over as it is.
    fn ids(&self) -> Result<Vec<(String, String)>, ArchiveError> {
        let id = |(name, parts): (&String, &Parts)| match parts.id() {
            Ok(id) => Ok((name.clone(), id)),
            Err(cause) => Err(ArchiveError::Session { name: name.clone(), cause }),
        };
        self.sessions.iter().map(id).collect()
    }

    fn check_space(&self, base: &Path) -> Result<(), ArchiveError> {
        let free = fs4::available_space(base)?;
        let needed = self.n_bytes.saturating_add(KEPT_FREE);
        if free < needed { Err(ArchiveError::NoSpace { needed, free }) } else { Ok(()) }
    }
}

impl Parts {
    fn id(&self) -> Result<String, String> {
        let session = self.session.as_ref().ok_or("it has no session.toml")?.as_ref().map_err(String::clone)?;
        self.report.as_ref().ok_or("it has no report.json")?.as_ref().map_err(String::clone)?;
        if session.state != SessionState::Whole {
            return Err("it was going on".to_owned());
        }
        if !is_plain(&session.id) {
            return Err("its id is none of ours".to_owned());
        }
        Ok(session.id.clone())
    }
}

/// Writes what was checked; no more of it than was counted then, whatever has become of the file.
fn unpack(archive: &Path, stage: &Path, mut n_left: u64) -> Result<(), ArchiveError> {
    each_file(archive, |Content { folder, file, size, bytes }| {
        let changed = || ArchiveError::Archive(io::Error::other("it changed while it was read"));
        n_left = n_left.checked_sub(size).ok_or_else(changed)?;
        write_out(bytes, &stage.join(folder).join(file))
    })
}

fn write_out(from: &mut dyn Read, path: &Path) -> Result<(), ArchiveError> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    let mut file = File::create_new(path)?;
    io::copy(from, &mut file).map_err(|error| match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::PermissionDenied => error.into(),
        _ => ArchiveError::Archive(error),
    })?;
    Ok(file.sync_all()?)
}

/// Moves folders into `base`; where one cannot be, those before it are taken out again.
fn move_all(new: &[PathBuf], base: &Path) -> io::Result<()> {
    let mut moved: Vec<PathBuf> = Vec::new();
    for folder in new {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let names = std::iter::once(name.to_string()).chain((2..).map(|k: u32| format!("{name}-{k}")));
        let free = names.map(|name| base.join(name)).find(|path| !path.exists());
        let placed = free.ok_or_else(|| io::Error::other("no name is free")).and_then(|path| {
            fs::rename(folder, &path)?;
            moved.push(path);
            Ok(())
        });
        if let Err(error) = placed {
            for path in moved {
                let _stays = fs::remove_dir_all(path).is_err();
            }
            return Err(error);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_disk_has_no_room_for_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let survey = Survey { n_bytes: u64::MAX, ..Survey::default() };
        assert!(matches!(survey.check_space(folder.path()), Err(ArchiveError::NoSpace { .. })));
        Survey::default().check_space(folder.path()).unwrap();
    }
}
