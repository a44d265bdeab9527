//! Arguments of `formcheck learn`.

use std::num::NonZero;
use std::path::PathBuf;

use super::FollowArgs;

/// Arguments of `formcheck learn`.
#[derive(Debug, clap::Args)]
pub struct LearnArgs {
    /// Demonstration: video, pose log, folder of stills (with --fps), or `-` for standard input.
    #[arg(value_name = "CLIP")]
    pub input: PathBuf,
    /// Name of the exercise: small letters, digits and `_`.
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// Repetitions that the demonstration shows; checked against what is counted.
    #[arg(long, value_name = "N")]
    pub reps: Option<NonZero<usize>>,
    /// File for the exercise [default: NAME.toml in this folder].
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "its type says it")]
    pub follow: FollowArgs,
}
