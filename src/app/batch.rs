//! Many recordings at a time: which ones, one line of results for each, and going on where a run was stopped.

mod begun;
mod line;
mod listing;
mod old;
mod results;
mod shard;

use std::io;
use std::path::PathBuf;

pub use begun::{Begun, SortedOut};
pub use line::{Failure, FailureKind, Input, JudgedWith, ResultLine, SCHEMA, Status};
pub use listing::{Listing, Recording, in_folder, in_list};
pub use old::Standing;
pub use results::{Place, Results};
pub use shard::Shard;

use crate::io::plain;

/// Why a batch cannot be begun or go on: one sentence that says what failed, why, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The folder of recordings, or the list of them, cannot be read.
    #[error("the recordings cannot be listed ({source}); name a folder, or a text file with a path on each line: {}", path.display())]
    List {
        /// What was named.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is nothing to do.
    #[error(
        "no recording is there (a video or a pose log, known by its ending; a folder of stills with --fps); name \
         another folder or list: {}", path.display()
    )]
    NoRecordings {
        /// What was named.
        path: PathBuf,
    },
    /// The results cannot be read or written.
    #[error("cannot keep the results ({source}); {}, and run it again: {}", plain::advice(source), path.display())]
    Keep {
        /// What was to be read or written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another run writes the same file.
    #[error("another run is writing these results; let it end, or choose another --out or --shard: {}", path.display())]
    Busy {
        /// The results.
        path: PathBuf,
    },
    /// The file was not written by us, or by a newer version.
    #[error("line {line} of this file is no result of formcheck, or one of a newer version; choose another --out: {}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// Number of the line, from 1.
        line: usize,
    },
    /// Results that are there were judged otherwise.
    #[error(
        "{n_lines} of the results there were judged otherwise ({what}); choose another --out, or give --again to judge \
         these files again: {}", path.display()
    )]
    JudgedOtherwise {
        /// The results.
        path: PathBuf,
        /// How many.
        n_lines: usize,
        /// What is different.
        what: String,
    },
    /// Results of the same recordings, shared out in another way.
    #[error(
        "the folder holds results that were shared out in another way, so that files would stand there twice; choose \
         another --out, or move this file away: {}", path.display()
    )]
    SharedOtherwise {
        /// The other file.
        path: PathBuf,
    },
}
