//! Arguments of `formcheck completions` and `formcheck man`, which packages are made with, and of `formcheck schema`.

use std::path::PathBuf;

use clap::ValueEnum;
use clap_complete::Shell;

/// Arguments of `formcheck completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// Shell in whose language it is written.
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Arguments of `formcheck man`.
#[derive(Debug, clap::Args)]
pub struct ManArgs {
    /// Command, e.g. `score` or `sessions list` [default: of formcheck itself].
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
    /// Write all pages into this folder, which is made if need be, and print none.
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub to: Option<PathBuf>,
}

/// Arguments of `formcheck schema`.
#[derive(Debug, clap::Args)]
pub struct SchemaArgs {
    /// Name of the schema [default: list them].
    #[arg(value_enum, value_name = "NAME")]
    pub name: Option<SchemaName>,
}

/// The schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the function below says it")]
pub enum SchemaName {
    Report,
    Result,
    Exercise,
    Plan,
    PoseLog,
}

impl SchemaName {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Report, Self::Result, Self::Exercise, Self::Plan, Self::PoseLog];

    /// Returns its name on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Result => "result",
            Self::Exercise => "exercise",
            Self::Plan => "plan",
            Self::PoseLog => "pose-log",
        }
    }

    /// Returns what it is of.
    pub const fn of_what(self) -> &'static str {
        match self {
            Self::Report => "a report, `score --format json`",
            Self::Result => "a line of `score --batch`",
            Self::Exercise => "an exercise file",
            Self::Plan => "a plan",
            Self::PoseLog => "a line of a pose log, `pose`",
        }
    }
}
