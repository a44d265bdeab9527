//! Arguments of `formcheck sessions` and `formcheck rescore`.

use std::path::PathBuf;

use clap::Subcommand;

use super::{AUTO, BenchFormat, Format, exercise, search};
use crate::core::exercise::Exercise;
use crate::core::judge::Search;

/// Folder and profile of sessions.
#[derive(Debug, Clone, clap::Args)]
pub struct WhoseArgs {
    /// Profile of the sessions [default: the profile in use].
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// Data folder [default: that of the window].
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

/// Tasks with past sessions.
#[derive(Debug, Subcommand)]
pub enum SessionsCommand {
    /// List them, the newest first.
    List {
        /// `text` for people, `json` (one object per line) or `csv` for programs.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        #[command(flatten)]
        #[expect(missing_docs, reason = "its type says it")]
        whose: WhoseArgs,
    },
    /// Show one with its report, its later reports and what was marked in it.
    Show {
        /// Its id, the beginning of its id, or its folder's name.
        id: String,
        /// `text` for people, `json` for programs.
        #[arg(long, value_enum, default_value_t = BenchFormat::Text)]
        format: BenchFormat,
        #[command(flatten)]
        #[expect(missing_docs, reason = "its type says it")]
        whose: WhoseArgs,
    },
    /// Say how an exercise went over weeks, and whether that is more than error.
    Trend {
        /// Exercise [default: all that there are sessions of].
        #[arg(long, value_name = "NAME|FILE", value_parser = exercise)]
        exercise: Option<&'static Exercise>,
        /// `text` for people, `json` (one object per line) or `csv` (one row per session) for programs.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        #[command(flatten)]
        #[expect(missing_docs, reason = "its type says it")]
        whose: WhoseArgs,
    },
    /// Remove some for good, with their pose logs, videos and marks.
    Delete {
        /// Their ids.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        #[command(flatten)]
        #[expect(missing_docs, reason = "its type says it")]
        whose: WhoseArgs,
    },
    /// Write some into one file, a tar archive compressed with zstd, to take them elsewhere.
    Export {
        /// Their ids [default: all].
        #[arg(value_name = "ID")]
        ids: Vec<String>,
        /// The file.
        #[arg(long, value_name = "FILE.tar.zst")]
        to: PathBuf,
        #[command(flatten)]
        #[expect(missing_docs, reason = "its type says it")]
        whose: WhoseArgs,
    },
    /// Take over what was exported: all that is not there yet, or nothing if the file is damaged.
    Import {
        /// The file.
        #[arg(value_name = "FILE.tar.zst")]
        file: PathBuf,
        /// Data folder [default: that of the window].
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
    },
    /// Remove everything about a person: sessions, what the history says of them, marks, and their profile.
    Forget {
        /// Person to forget.
        #[arg(long, value_name = "NAME")]
        profile: String,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
        /// Data folder [default: that of the window].
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
    },
}

/// Arguments of `formcheck rescore`.
#[derive(Debug, clap::Args)]
pub struct RescoreArgs {
    /// Sessions by id, pose logs, or folders of either.
    #[arg(required_unless_present = "all", conflicts_with = "all", value_name = "ID|LOG|FOLDER")]
    pub which: Vec<String>,
    /// All sessions of the profile that have a pose log.
    #[arg(long)]
    pub all: bool,
    /// Exercise to look for in pose logs that belong to no session. A session keeps its own; a file given here is its
    /// definition if it is of the same name.
    #[arg(long, value_name = "NAME|FILE", default_value = AUTO, value_parser = search)]
    pub exercise: Search,
    /// `text` for people, `json` (one object per line) for programs.
    #[arg(long, value_enum, default_value_t = BenchFormat::Text)]
    pub format: BenchFormat,
    #[command(flatten)]
    #[expect(missing_docs, reason = "its type says it")]
    pub whose: WhoseArgs,
}
