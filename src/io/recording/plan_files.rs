//! Small files beside a profile's plan: each is written whole or not at all, and a damaged one is set aside, not lost.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::whole;
use crate::io::bounded::{self, Limit};

/// Why such a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum PlanNotesError {
    /// The system refuses the file, or it is too large.
    #[error("{what} cannot be read ({source}); check the file's rights, or remove it: {}", path.display())]
    Io {
        /// Its content, in words.
        what: PlanPart,
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is none of ours, or damaged.
    #[error("{what} are damaged ({cause}); remove the file, or it is set aside with the next entry: {}", path.display())]
    Damaged {
        /// Its content, in words.
        what: PlanPart,
        /// The file.
        path: PathBuf,
        /// Why.
        cause: String,
    },
}

/// A file that is kept beside a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanPart {
    /// Decisions and answers of a day.
    Notes,
    /// Ratings of activities.
    Ratings,
}

impl fmt::Display for PlanPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Notes => "the notes on today's plan",
            Self::Ratings => "the ratings of activities",
        })
    }
}

/// A file beside a plan.
pub(super) struct PlanFile<T> {
    /// Its content, in words.
    pub(super) what: PlanPart,
    /// Largest size.
    pub(super) limit: Limit,
    /// Returns the mistake in what was read, if there is one.
    pub(super) mistake: fn(&T) -> Option<String>,
}

impl<T: DeserializeOwned + Serialize> PlanFile<T> {
    /// Reads it; `None` where there is none.
    pub(super) fn read(&self, path: &Path) -> Result<Option<T>, PlanNotesError> {
        let what = self.what;
        let text = match bounded::read_to_string(path, self.limit) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(PlanNotesError::Io { what, path: path.to_owned(), source }),
        };
        let read = toml::from_str::<T>(&text).map_err(|error| error.message().to_owned());
        let read = read.and_then(|read| (self.mistake)(&read).map_or(Ok(read), Err));
        read.map(Some).map_err(|cause| PlanNotesError::Damaged { what, path: path.to_owned(), cause })
    }

    /// Changes what `read` gives; what cannot be read is not written over, and what is damaged is set aside.
    pub(super) fn change(
        path: &Path,
        read: Result<T, PlanNotesError>,
        empty: impl FnOnce() -> T,
        change: impl FnOnce(&mut T),
    ) -> io::Result<()> {
        let mut value = match read {
            Ok(value) => value,
            Err(PlanNotesError::Damaged { .. }) => {
                fs::rename(path, path.with_extension("damaged.toml"))?;
                empty()
            }
            Err(PlanNotesError::Io { source, .. }) => return Err(source),
        };
        change(&mut value);
        whole::write(path, toml::to_string(&value).map_err(io::Error::other)?.as_bytes())
    }
}
