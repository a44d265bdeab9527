//! The files in an archive, each checked before a byte of it is written: its name, its kind, its size.

#![cfg_attr(not(test), warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss))]

use std::collections::BTreeSet;
use std::io::{self, BufReader, Read};
use std::path::Path;

use tar::{Archive, Entry};

use super::{ArchiveError, FILES};
use crate::io::bounded::{self, Limit, Unpacked};
use crate::io::recording::sessions::{self, REPORT_LIMIT, REPORTS};
use crate::io::recording::{POSES, VIDEO, marks};

/// The most files and folders of an archive: ten thousand sessions of ten files.
const MAX_ENTRIES: usize = 100_000;
/// The largest pose log: nine hours at 30 samples a second, 300 bytes each.
const POSES_LIMIT: Limit = Limit::mib(512);
/// The longest name, in bytes: file systems take 255 of each part, and ours has three parts.
const NAME_LIMIT: Limit = Limit::kib(1);

/// A file of a session in an archive.
pub(super) struct Content<'a> {
    /// The session's folder.
    pub(super) folder: &'a str,
    /// Its path in that folder, with `/`.
    pub(super) file: &'a str,
    /// In bytes, within the limit of its kind.
    pub(super) size: u64,
    /// Its bytes.
    pub(super) bytes: &'a mut dyn Read,
}

/// Reads an archive from start to end, its checksum included, and hands on each file.
pub(super) fn each_file(
    archive: &Path,
    mut take: impl FnMut(Content<'_>) -> Result<(), ArchiveError>,
) -> Result<(), ArchiveError> {
    let packed = BufReader::new(bounded::open(archive)?);
    let mut archive = Archive::new(Unpacked::new(packed).map_err(ArchiveError::Archive)?);
    let (mut long_name, mut seen) = (None, BTreeSet::new());
    // Raw: of its own accord the library takes names and headers of any size into memory.
    for (number, entry) in archive.entries().map_err(ArchiveError::Archive)?.raw(true).enumerate() {
        let mut entry = entry.map_err(ArchiveError::Archive)?;
        if MAX_ENTRIES <= number {
            return Err(ArchiveError::TooMuch(format!("more than {MAX_ENTRIES} files")));
        }
        if entry.header().entry_type().is_gnu_longname() {
            long_name = Some(read_long_name(&mut entry)?);
            continue;
        }
        let name = long_name.take().unwrap_or_else(|| String::from_utf8_lossy(&entry.path_bytes()).into_owned());
        let Some((folder, file)) = checked_name(&name, entry.header().entry_type())? else { continue };
        // Systems that do not tell upper from lower case would write one over the other.
        if !seen.insert(name.to_lowercase()) {
            return Err(ArchiveError::Foreign(name));
        }
        let size = entry.size();
        if limit_of(file).is_some_and(|limit| limit.bytes() < size) {
            return Err(ArchiveError::TooMuch(format!("a file of {size} bytes: {name:?}")));
        }
        take(Content { folder, file, size, bytes: &mut entry })?;
    }
    if seen.is_empty() {
        return Err(ArchiveError::Archive(io::Error::other("it holds no session")));
    }
    // The checksum stands behind the last file: only whoever reads on to the end has it checked.
    io::copy(&mut archive.into_inner(), &mut io::sink()).map_err(ArchiveError::Archive)?;
    Ok(())
}

fn read_long_name(entry: &mut Entry<'_, impl Read>) -> Result<String, ArchiveError> {
    let bytes = bounded::read_from(entry, NAME_LIMIT).map_err(ArchiveError::Archive)?;
    Ok(String::from_utf8_lossy(&bytes).trim_end_matches('\0').to_owned())
}

/// Folder and file of a name that belongs to a session; `None` of a folder, which is made with its files.
fn checked_name(name: &str, kind: tar::EntryType) -> Result<Option<(&str, &str)>, ArchiveError> {
    if kind.is_dir() && name.trim_end_matches('/').split('/').all(is_plain) {
        return Ok(None);
    }
    let parts = name.split_once('/').filter(|(folder, file)| is_plain(folder) && is_file_of_session(file));
    parts.filter(|_| kind.is_file()).map(Some).ok_or_else(|| ArchiveError::Foreign(name.to_owned()))
}

/// The most bytes of a file; `None` for a video, which only the free space limits.
fn limit_of(file: &str) -> Option<Limit> {
    match file {
        VIDEO => None,
        POSES => Some(POSES_LIMIT),
        marks::FILE => Some(marks::LIMIT),
        sessions::FILE => Some(sessions::LIMIT),
        _ => Some(REPORT_LIMIT),
    }
}

/// Returns true if a path in a session's folder is one of the files that are carried along.
pub(super) fn is_file_of_session(file: &str) -> bool {
    let is_later_report = || {
        let name = file.strip_prefix(REPORTS).and_then(|rest| rest.strip_prefix('/'));
        name.is_some_and(|name| is_plain(name) && Path::new(name).extension().is_some_and(|ending| ending == "json"))
    };
    FILES.contains(&file) || is_later_report()
}

/// Returns true if a name is one file or folder, here and on every other system.
pub(super) fn is_plain(name: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '+');
    let is_whole = !name.is_empty() && name.len() <= LONGEST_PART && name.chars().all(is_plain);
    is_whole && !name.starts_with(['.', ' ']) && !name.ends_with(['.', ' ']) && !is_device(name)
}

/// Bytes of a file's name that every file system takes.
const LONGEST_PART: usize = 255;

/// Returns true if Windows takes the name for a device, whatever follows its first dot (learn.microsoft.com, "Naming
/// Files, Paths, and Namespaces").
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let is_numbered = |port: &str| {
        let number = stem.strip_prefix(port).map(|rest| rest.chars().collect::<Vec<_>>());
        matches!(number.as_deref(), Some(['0'..='9' | '¹' | '²' | '³']))
    };
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str())
        || is_numbered("COM")
        || is_numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_windows_takes_for_devices_are_not_plain() {
        for name in ["CON", "nul", "Aux.json", "com1", "COM¹", "lpt9.tar.gz", "PRN .json", "a.", "a ", ".a", "", "a/b"]
        {
            assert!(!is_plain(name), "{name:?}");
        }
        for name in ["console", "com", "com10", "lpta", "null", "2026-11-22T18-30-00-hip_bridge", "Übung 1.json"] {
            assert!(is_plain(name), "{name:?}");
        }
        assert!(!is_plain(&"a".repeat(256)) && is_plain(&"a".repeat(255)));
    }
}
