//! Arguments of `formcheck completions` and `formcheck man`, which packages are made with.

use std::path::PathBuf;

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
