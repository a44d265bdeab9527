//! Arguments of `formcheck score`.

use std::path::PathBuf;

use super::{FollowArgs, Format, language, search};
use crate::app::batch::Shard;
use crate::core::judge::{AUTO, Search};

/// Arguments of `formcheck score`.
#[derive(Debug, clap::Args)]
pub struct ScoreArgs {
    /// Videos, pose logs, joints of other programs (.trc, folders of `OpenPose` files with --fps), folders of stills (with
    /// --fps), or `-` for standard input.
    #[arg(required_unless_present = "batch", value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Exercise to look for; `auto` tells by itself which one it is.
    #[arg(long, value_name = "NAME|FILE", default_value = AUTO, value_parser = search)]
    pub exercise: Search,
    /// `text` for people, `json` (one object per line) or `csv` (one row per repetition) for programs.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Language of the text: `en` or `de` [default: that of the settings, else the system's]. JSON and CSV are the same in all.
    #[arg(long, value_name = "CODE", value_parser = language())]
    pub language: Option<String>,
    /// Write the video with what was seen drawn into it. One input only.
    #[arg(long, value_name = "OUT.mp4")]
    pub annotate: Option<PathBuf>,
    /// Write the pose log. One input only.
    #[arg(long, value_name = "OUT")]
    pub poses: Option<PathBuf>,
    /// Number of recordings to work on at a time [default: as many as there are cores].
    #[arg(short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "its type says it")]
    pub follow: FollowArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "its type says it")]
    pub batch: BatchArgs,
}

/// Many recordings in place of INPUT.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Many recordings")]
pub struct BatchArgs {
    /// Judge every recording in this folder and all below it, links followed, or every path of a text file (`-` for stdin),
    /// and write one JSON line for each into --out. Stopped in whatever way, the same command goes on where it was. Ends
    /// with 0 when every recording has its line, be it scored, refused or failed.
    #[arg(long, value_name = "DIR|LIST", requires = "out")]
    #[arg(conflicts_with_all = ["inputs", "format", "annotate", "poses"])]
    pub batch: Option<PathBuf>,
    /// Folder for `results.jsonl`, or with --shard `results-03-of-16.jsonl`; it need not be there yet.
    #[arg(long, value_name = "DIR", requires = "batch", conflicts_with = "inputs")]
    pub out: Option<PathBuf>,
    /// Only share K of N, with K from 1 to N: run one for each K, anywhere, and join their files. The share of a
    /// recording depends on its path alone.
    #[arg(long, value_name = "K/N", requires = "batch", conflicts_with = "inputs")]
    pub shard: Option<Shard>,
    /// Judge again what was judged by other rules, another model or other options; the old lines go to `replaced-….jsonl`.
    #[arg(long, requires = "batch", conflicts_with = "inputs")]
    pub again: bool,
}
