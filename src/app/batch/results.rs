//! The file of results: a line as each recording is done, so that a run that was killed goes on.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::line::{JudgedWith, ResultLine};
use super::old::{Old, Standing, each_line};
use super::{BatchError, Recording, Shard};

/// Where results are kept.
#[derive(Debug, Clone)]
pub struct Place {
    folder: PathBuf,
    /// `results`, or `results-03-of-16`.
    stem: String,
    n_shares: Option<u32>,
}

impl Place {
    /// Names the results in a folder, which need not be there yet; each shard has a file of its own.
    pub fn new(folder: &Path, shard: Option<Shard>) -> Self {
        let stem = shard.map_or_else(|| RESULTS.to_owned(), |shard| format!("{RESULTS}-{shard}"));
        Self { folder: folder.to_path_buf(), stem, n_shares: shard.map(Shard::of) }
    }

    /// Returns the file of results.
    pub fn results(&self) -> PathBuf {
        self.file("", ".jsonl")
    }

    /// Returns where lines go that stand no longer: no report that was made once is lost.
    pub fn replaced(&self) -> PathBuf {
        self.file("replaced-", ".jsonl")
    }

    /// Returns the file that notes the recordings being judged.
    pub(super) fn begun(&self) -> PathBuf {
        self.file(".", ".begun")
    }

    fn file(&self, prefix: &str, suffix: &str) -> PathBuf {
        self.folder.join(format!("{prefix}{}{suffix}", self.stem))
    }

    /// Joined by the shell, files of two ways of sharing out would name a recording twice.
    fn check_shares(&self) -> Result<(), BatchError> {
        let entries = self.folder.read_dir().and_then(Iterator::collect::<io::Result<Vec<_>>>);
        for entry in entries.map_err(|source| keep_error(&self.folder, source))? {
            let name = entry.file_name();
            if shares(&name.to_string_lossy()).is_some_and(|n_shares| n_shares != self.n_shares) {
                return Err(BatchError::SharedOtherwise { path: entry.path() });
            }
        }
        Ok(())
    }
}

const RESULTS: &str = "results";

/// In how many shares a file of results was made; `None` of another file.
#[expect(clippy::option_option, reason = "a file of results, which may be one of several")]
fn shares(name: &str) -> Option<Option<u32>> {
    let shard = name.strip_prefix(RESULTS)?.strip_suffix(".jsonl")?;
    if shard.is_empty() {
        return Some(None);
    }
    let (_, of) = shard.strip_prefix('-')?.split_once("-of-")?;
    of.parse().ok().map(Some)
}

/// The file of results, open for more lines; no other program writes it meanwhile.
#[derive(Debug)]
pub struct Results {
    file: File,
    path: PathBuf,
    len: u64,
    /// Free as soon as the process ends, however that happens; `None` where the file system knows no locks.
    lock: Option<File>,
}

impl Results {
    /// Takes up the results of these recordings, which are in order of their paths, where they were left; tells of each
    /// whether it is done. Lines that stand no longer go elsewhere; those judged otherwise only if `again`.
    pub fn open(
        place: &Place,
        recordings: &[Recording],
        now: &JudgedWith,
        again: bool,
    ) -> Result<(Self, Vec<bool>, Standing), BatchError> {
        let path = place.results();
        std::fs::create_dir_all(&place.folder).map_err(|source| keep_error(&place.folder, source))?;
        if path.metadata().is_ok_and(|there| !there.is_file()) {
            return Err(keep_error(&path, io::Error::other("it is not an ordinary file")));
        }
        let lock = lock(place)?;
        place.check_shares()?;
        let old = Old::read(&path, recordings, now, again)?;
        if let Some(what) = old.otherwise.as_ref().filter(|_| !again) {
            return Err(BatchError::JudgedOtherwise { path, n_lines: old.standing.otherwise, what: what.clone() });
        }
        if old.lacks_end || !old.dropped.is_empty() || !old.moved.is_empty() {
            sort_out(place, &old)?;
        }
        let file = OpenOptions::new().create(true).append(true).open(&path);
        let file = file.map_err(|source| keep_error(&path, source))?;
        let len = file.metadata().map_err(|source| keep_error(&path, source))?.len();
        Ok((Self { file, path, len, lock }, old.done, old.standing))
    }

    /// Returns true if no other program can write the file meanwhile.
    pub const fn is_locked(&self) -> bool {
        self.lock.is_some()
    }

    /// Adds a line, in one piece; if there is no room for it, nothing of it stays.
    pub fn add(&mut self, line: &ResultLine) -> Result<(), BatchError> {
        let failed = |source| keep_error(&self.path, source);
        let mut bytes = serde_json::to_vec(line).map_err(|error| failed(error.into()))?;
        bytes.push(b'\n');
        if let Err(source) = self.file.write_all(&bytes) {
            // If this fails too, the next run cuts the torn line off.
            let _left = self.file.set_len(self.len).is_err();
            return Err(failed(source));
        }
        self.len += bytes.len() as u64;
        Ok(())
    }

    /// Returns when all lines are on disk. A shared file system may take lines that it has no room for, and report that
    /// here only.
    pub fn finish(&self) -> Result<(), BatchError> {
        self.file.sync_data().map_err(|source| keep_error(&self.path, source))
    }
}

pub(super) fn keep_error(path: &Path, source: io::Error) -> BatchError {
    BatchError::Keep { path: path.to_path_buf(), source }
}

/// Waits only as long as a run that was killed may take to be gone.
fn lock(place: &Place) -> Result<Option<File>, BatchError> {
    let path = place.file(".", ".lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|source| keep_error(&path, source))?;
    for _ in 0..PATIENCE.as_millis() / PAUSE.as_millis() {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            Err(TryLockError::Error(error)) => {
                tracing::warn!(%error, "the file system knows no locks");
                return Ok(None);
            }
        }
    }
    Err(BatchError::Busy { path: place.results() })
}

/// How long a lock is waited for, and how long between two tries.
const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(20);

/// Moves the lines that stand no longer beside the others, and cuts off what was torn. What goes is written elsewhere
/// before a new file takes the place of the old one, at once.
fn sort_out(place: &Place, old: &Old) -> Result<(), BatchError> {
    let mut kept = Side::open(place.file(".", ".part"), OpenOptions::new().create(true).truncate(true).write(true))?;
    let append = || Side::open(place.replaced(), OpenOptions::new().create(true).append(true));
    let mut moved = if old.moved.is_empty() { None } else { Some(append()?) };
    each_line(&place.results(), |number, line| match &mut moved {
        Some(moved) if old.moved.contains(&number) => moved.add(line),
        _ if old.dropped.contains(&number) => Ok(()),
        _ => kept.add(line),
    })?;
    if let Some(moved) = moved {
        moved.finish()?;
    }
    let kept = kept.finish()?;
    std::fs::rename(&kept, place.results()).map_err(|source| keep_error(&kept, source))
}

/// One of the files that lines are sorted into.
struct Side {
    file: BufWriter<File>,
    path: PathBuf,
}

impl Side {
    fn open(path: PathBuf, how: &OpenOptions) -> Result<Self, BatchError> {
        let file = how.open(&path).map_err(|source| keep_error(&path, source))?;
        Ok(Self { file: BufWriter::new(file), path })
    }

    fn add(&mut self, line: &[u8]) -> Result<(), BatchError> {
        let end: &[u8] = if line.ends_with(b"\n") { b"" } else { b"\n" };
        let written = self.file.write_all(line).and_then(|()| self.file.write_all(end));
        written.map_err(|source| keep_error(&self.path, source))
    }

    fn finish(self) -> Result<PathBuf, BatchError> {
        let Self { file, path } = self;
        let written = file.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| file.sync_all());
        written.map_err(|source| keep_error(&path, source))?;
        Ok(path)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::fd::OwnedFd;

    use super::*;

    #[test]
    fn lines_that_do_not_reach_the_disk_are_an_error() {
        // A pipe takes what is written and cannot be synchronized: as a disk that turns out to be full later.
        let (_reader, writer) = io::pipe().unwrap();
        let file = File::from(OwnedFd::from(writer));
        let mut results = Results { file, path: "results.jsonl".into(), len: 0, lock: None };
        results.file.write_all(b"a line\n").unwrap();
        assert!(matches!(results.finish(), Err(BatchError::Keep { .. })));
    }
}
