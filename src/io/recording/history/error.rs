//! Why the history cannot be used.

use std::io;
use std::path::PathBuf;

use super::schema::VERSION;
use crate::io::words::{Trouble, TroubleCode as Code, Value};

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

impl From<&HistoryError> for Trouble {
    fn from(error: &HistoryError) -> Self {
        match error {
            HistoryError::Newer { found, path } => {
                let [found, known] = [*found, VERSION].map(Value::number);
                Self::new(Code::HistoryNewer, [("found", found), ("known", known), ("path", Value::path(path))])
            }
            HistoryError::InUse => Self::new(Code::HistoryInUse, []),
            HistoryError::Io(source) => Self::new(Code::HistoryIo, [("source", Value::cause(source))]),
            HistoryError::Sql(cause) => Self::new(Code::HistorySql, [("cause", Value::text(cause))]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::words::assert_says_as_printed;

    #[test]
    fn errors_of_the_history_print_the_words_of_their_code() {
        assert_says_as_printed(
            "history_",
            &[
                HistoryError::Newer { found: 9, path: "/a place/history.sqlite".into() },
                HistoryError::InUse,
                HistoryError::Io(io::Error::from_raw_os_error(28)),
                HistoryError::Sql(rusqlite::Error::InvalidQuery),
            ],
        );
    }
}
