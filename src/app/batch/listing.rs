//! Which recordings a batch has: those of a folder and all below it, or those of a list.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs::{DirEntry, FileType};
use std::io;
use std::path::{Path, PathBuf};

use super::BatchError;
use crate::io::pipeline::is_recording_name;

/// A recording of a batch.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recording {
    /// Its name in results: its path from the folder, or as the list has it, with `/` between the parts.
    pub path: String,
    /// Where it lies.
    pub input: PathBuf,
}

/// The recordings of a batch, in order of their paths.
#[derive(Debug, Default)]
pub struct Listing {
    /// Each once.
    pub recordings: Vec<Recording>,
    /// Number of other files.
    pub n_ignored: usize,
    /// Folders below that cannot be read, with what the system said.
    pub unread: Vec<(PathBuf, io::Error)>,
}

impl Listing {
    fn sorted(mut self) -> Self {
        self.recordings.sort();
        self.recordings.dedup_by(|a, b| a.path == b.path);
        self
    }
}

/// Returns the recordings in a folder and all below it, links followed. With stills, a folder that holds stills and no
/// other recording is one too. What is hidden is passed over.
pub fn in_folder(folder: &Path, with_stills: bool) -> Result<Listing, BatchError> {
    let failed = |source| BatchError::List { path: folder.to_path_buf(), source };
    let real = folder.canonicalize().map_err(failed)?;
    let mut walk = Walk { with_stills, found: Listing::default() };
    walk.folder(folder, "", &mut vec![real]).map_err(failed)?;
    Ok(walk.found.sorted())
}

/// Returns the recordings that a text names, one path a line, whatever they are called; from the working folder.
pub fn in_list(text: &str) -> Listing {
    let lines = text.lines().map(|line| line.strip_prefix("./").unwrap_or(line)).filter(|line| !line.trim().is_empty());
    let recordings = lines.map(|line| Recording { path: line.to_owned(), input: PathBuf::from(line) }).collect();
    Listing { recordings, ..Listing::default() }.sorted()
}

struct Walk {
    with_stills: bool,
    found: Listing,
}

impl Walk {
    /// `above` are the true paths of this folder and of all on the way to it: who meets one of them again goes round.
    fn folder(&mut self, folder: &Path, path: &str, above: &mut Vec<PathBuf>) -> io::Result<()> {
        let entries = folder.read_dir()?.collect::<Result<Vec<DirEntry>, _>>()?;
        let (mut n_stills, mut n_recordings) = (0, 0);
        for entry in entries.iter().filter(|entry| !is_hidden(&entry.file_name())) {
            let (input, name) = (entry.path(), entry.file_name());
            let path = if path.is_empty() { spelled(&name) } else { format!("{path}/{}", spelled(&name)) };
            let kind = kind(entry);
            if kind.is_some_and(|kind| kind.is_dir()) {
                self.below(&input, &path, above);
            } else if is_recording_name(&input) && kind.is_none_or(|kind| kind.is_file()) {
                n_recordings += 1;
                self.found.recordings.push(Recording { path, input });
            } else if is_still(&input) {
                n_stills += 1;
            } else {
                self.found.n_ignored += 1;
            }
        }
        if self.with_stills && 0 < n_stills && n_recordings == 0 {
            let path = if path.is_empty() { "." } else { path };
            self.found.recordings.push(Recording { path: path.to_owned(), input: folder.to_path_buf() });
        } else {
            self.found.n_ignored += n_stills;
        }
        Ok(())
    }

    fn below(&mut self, folder: &Path, path: &str, above: &mut Vec<PathBuf>) {
        let walked = folder.canonicalize().and_then(|real| {
            if above.contains(&real) {
                return Ok(());
            }
            above.push(real);
            let walked = self.folder(folder, path, above);
            above.pop();
            walked
        });
        if let Err(error) = walked {
            self.found.unread.push((folder.to_path_buf(), error));
        }
    }
}

/// What an entry is, or what its link leads to; `None` where that is not to be had.
fn kind(entry: &DirEntry) -> Option<FileType> {
    let kind = entry.file_type().ok()?;
    if kind.is_symlink() { entry.path().metadata().ok().map(|there| there.file_type()) } else { Some(kind) }
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// As the reader of stills tells them.
pub(super) fn is_still(path: &Path) -> bool {
    let ending = path.extension().map(OsStr::to_ascii_lowercase).unwrap_or_default();
    ["jpg", "jpeg", "png"].iter().any(|known| ending == *known) && !path.file_name().is_none_or(is_hidden)
}

/// A name as text; what is no text in it as `\xFF`, so that two names stay two.
fn spelled(name: &OsStr) -> String {
    let mut text = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _never = write!(text, "\\x{byte:02X}").is_err();
        }
    }
    text
}
