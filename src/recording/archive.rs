//! Sittings in one file, to be carried to another machine: their folders in a tar archive, compressed with zstd.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use tar::{Archive, Builder, Header};
use zstd::stream::{read::Decoder, write::Encoder};

use super::sittings::{IMPORTED, REPORTS, SessionFile, folders, import_lock};
use super::{POSES, REPORT, VIDEO, marks, report_of, whole};

/// Files of a sitting that are carried along; besides, `reports/*.json`.
const FILES: [&str; 5] = ["session.toml", REPORT, marks::FILE, POSES, VIDEO];

/// Why sittings cannot be exported or imported.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The system refuses a file.
    #[error("a file cannot be read or written ({0}); check the place and its free space")]
    Io(#[from] io::Error),
    /// The archive is damaged, or none.
    #[error("this is no archive of formcheck, or it is damaged ({0}); export it anew")]
    Archive(io::Error),
    /// Something in it is no part of a sitting.
    #[error("the archive holds what belongs to no sitting, so nothing of it was taken; export it anew: {0:?}")]
    Foreign(String),
    /// A sitting in it is not whole.
    #[error("a sitting in the archive is not whole ({cause}), so nothing of it was taken; export it anew: {name:?}")]
    Sitting {
        /// Its folder.
        name: String,
        /// What is wrong with it.
        cause: String,
    },
}

/// What was imported.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// Ids of the sittings that are new.
    pub added: Vec<String>,
    /// Ids of those that were there already, which were left as they are.
    pub known: Vec<String>,
}

/// Good compression of reports at little cost; pose logs and videos do not get smaller.
const ZSTD_LEVEL: i32 = 3;

/// Writes these sittings' folders into an archive, whole or not at all.
pub fn export(sittings: &[PathBuf], to: &Path) -> Result<(), ArchiveError> {
    let mut encoder = Encoder::new(whole::hidden_beside(to)?, ZSTD_LEVEL)?;
    encoder.include_checksum(true)?;
    let mut builder = Builder::new(encoder);
    for folder in sittings {
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

/// The files of a sitting by their path in its folder, with `/`.
pub(super) fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join(REPORTS)).into_iter().flatten().flatten();
    let mut later: Vec<String> =
        entries.map(|entry| format!("{REPORTS}/{}", entry.file_name().to_string_lossy())).collect();
    later.sort();
    let all = FILES.into_iter().map(str::to_owned).chain(later);
    all.filter(|file| is_file_of_sitting(file) && folder.join(file).is_file()).collect()
}

/// Takes over every sitting of an archive that is not there yet: all that are new, or none.
pub fn import(base: &Path, archive: &Path) -> Result<Imported, ArchiveError> {
    fs::create_dir_all(base)?;
    let lock = import_lock(base)?;
    lock.lock()?;
    let stage = tempfile::Builder::new().prefix(IMPORTED).tempdir_in(base)?;
    unpack(BufReader::new(File::open(archive)?), stage.path())?;
    let mut imported = Imported::default();
    let mut ids: BTreeSet<String> =
        folders(base).iter().filter_map(|folder| Some(SessionFile::read(folder).ok()?.id)).collect();
    let mut new = Vec::new();
    for folder in folders(stage.path()) {
        let id = checked(&folder)?;
        if ids.insert(id.clone()) {
            new.push(folder);
            imported.added.push(id);
        } else {
            imported.known.push(id);
        }
    }
    move_all(&new, base)?;
    Ok(imported)
}

fn unpack(archive: BufReader<File>, stage: &Path) -> Result<(), ArchiveError> {
    let mut archive = Archive::new(Decoder::with_buffer(archive).map_err(ArchiveError::Archive)?);
    let mut is_empty = true;
    for entry in archive.entries().map_err(ArchiveError::Archive)? {
        let mut entry = entry.map_err(ArchiveError::Archive)?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let kind = entry.header().entry_type();
        if kind.is_dir() && name.trim_end_matches('/').split('/').all(is_plain) {
            continue;
        }
        let is_known = name.split_once('/').is_some_and(|(folder, file)| is_plain(folder) && is_file_of_sitting(file));
        if !is_known || !kind.is_file() {
            return Err(ArchiveError::Foreign(name));
        }
        write_out(&mut entry, &stage.join(&name))?;
        is_empty = false;
    }
    // The checksum stands behind the last file: only whoever reads on to the end has it checked.
    io::copy(&mut archive.into_inner(), &mut io::sink()).map_err(ArchiveError::Archive)?;
    if is_empty {
        return Err(ArchiveError::Archive(io::Error::other("it holds no session")));
    }
    Ok(())
}

fn write_out(from: &mut impl Read, path: &Path) -> Result<(), ArchiveError> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    let mut file = File::create_new(path)?;
    io::copy(from, &mut file).map_err(|error| match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::PermissionDenied => error.into(),
        _ => ArchiveError::Archive(error),
    })?;
    Ok(file.sync_all()?)
}

/// The id of a sitting in an archive that can be taken over as it is.
fn checked(folder: &Path) -> Result<String, ArchiveError> {
    let name = || folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bad = |cause: String| ArchiveError::Sitting { name: name(), cause };
    let session = SessionFile::read(folder).map_err(|error| bad(error.to_string()))?;
    report_of(folder).map_err(|error| bad(error.to_string()))?;
    if !session.is_over() {
        return Err(bad("it was going on".to_owned()));
    }
    // With its id written down: it may come to lie under another name.
    session.write(folder)?;
    Ok(session.id)
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

fn is_file_of_sitting(file: &str) -> bool {
    let is_later_report = || {
        let name = file.strip_prefix(REPORTS).and_then(|rest| rest.strip_prefix('/'));
        name.is_some_and(|name| is_plain(name) && Path::new(name).extension().is_some_and(|ending| ending == "json"))
    };
    FILES.contains(&file) || is_later_report()
}

/// Whether a name is one file or folder, here and on every other system.
fn is_plain(name: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '+');
    !name.is_empty() && !name.starts_with(['.', ' ']) && !name.ends_with(['.', ' ']) && name.chars().all(is_plain)
}
