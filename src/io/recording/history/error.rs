//! Why the history cannot be used.

use std::io;
use std::path::PathBuf;

use super::schema::VERSION;

/// Why the history cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// A later program has made the database; it is left as it is.
    #[error(
        "the history was made by a newer formcheck (format {found}, and this one knows {VERSION}); update the program, \
         or move this file away to have it made anew: {path}"
    )]
    Newer {
        /// Version of its format.
        found: i64,
        /// The database.
        path: PathBuf,
    },
    /// Another program uses the database while it has to be changed from the ground up.
    #[error("the history has to be made anew while another formcheck uses it; close that one and try again")]
    InUse,
    /// The system refuses a file.
    #[error("the history cannot be read or written ({0}); check the data folder and its free space")]
    Io(#[from] io::Error),
    /// `SQLite` refuses.
    #[error(
        "the history cannot be used ({0}); try again, and if that does not help remove history.sqlite: it is made anew"
    )]
    Sql(#[from] rusqlite::Error),
}
