//! Arguments of `formcheck agree`.

use std::path::PathBuf;

use super::Format;

/// Arguments of `formcheck agree`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct AgreeArgs {
    /// Sheets that persons have filled in; each is called as its file.
    #[arg(value_name = "SHEET.csv")]
    pub sheets: Vec<PathBuf>,
    /// Reports of the program: a session's folder, a folder of them, or a file with a report a line (`score --format json`,
    /// `score --batch`). Marks made while looking back at sessions count as ratings, too. May be repeated.
    #[arg(long, value_name = "INPUT")]
    pub of: Vec<PathBuf>,
    /// Write the empty sheet for these recordings instead: a row a repetition, a column a fault.
    #[arg(long, value_name = "FILE.csv", requires = "of", conflicts_with = "sheets")]
    pub sheet: Option<PathBuf>,
    /// `text` for people, `json` (one object per line) or `csv` for programs.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

const EXAMPLE: &str = "Example:\n  formcheck score clips/*.mp4 --format json > said.json\n  \
    formcheck agree --of said.json --sheet empty.csv   (Anna and Ben fill in a copy each, not seeing said.json)\n  \
    formcheck agree anna.csv ben.csv --of said.json";
