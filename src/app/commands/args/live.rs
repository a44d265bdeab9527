//! The window on the command line.

use std::path::PathBuf;

use super::{ModelArg, instant, search, seconds};
use crate::core::judge::{AUTO, Search};

/// Arguments of `formcheck live`.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
pub struct LiveArgs {
    /// Exercise to look for; `auto` tells by itself which one it is.
    #[arg(long, value_name = "NAME|FILE", default_value = AUTO, value_parser = search)]
    pub exercise: Search,
    /// Camera: its number, its path or a part of its name [default: the one used last, else the first]. `file:CLIP.mp4`
    /// plays a video as if it were a camera; `nokhwa:` before a name goes through that library on Linux too.
    #[arg(long, value_name = "CAMERA")]
    pub camera: Option<String>,
    /// Needs no hands: begin at once, end when the video does, or when the camera is pulled out or has given nothing for
    /// five seconds, and close the window.
    #[arg(long, conflicts_with = "secs")]
    pub until_end: bool,
    /// Needs no hands: the same after so many seconds.
    #[arg(long = "for", value_name = "SECONDS", value_parser = seconds)]
    pub secs: Option<f64>,
    /// Write the report of `score --format json` when the set is over.
    #[arg(long, value_name = "FILE.json")]
    pub report: Option<PathBuf>,
    /// Keep it as a session, with its video where the settings ask for that, although no question can be answered.
    #[arg(long)]
    pub keep: bool,
    /// Lead the session by voice, for a person who cannot press anything.
    #[arg(long)]
    pub voice: bool,
    /// Write all that is said and sounded, with times in seconds since the first picture.
    #[arg(long, value_name = "FILE.txt")]
    pub transcript: Option<PathBuf>,
    /// Landmark model.
    #[arg(long, value_enum, default_value_t = ModelArg::Full)]
    pub model: ModelArg,
    /// Print at the end how many poses were shown a second and how late.
    #[arg(long)]
    pub speed: bool,
}

/// Arguments of `formcheck review`.
#[derive(Debug, clap::Args)]
pub struct ReviewArgs {
    /// Id or folder of a session, a video (judged first), a pose log, or a .trc file [default: the newest session].
    #[arg(value_name = "INPUT")]
    pub input: Option<PathBuf>,
    /// Exercise to look for in a video or a pose log; a session keeps its own judgement.
    #[arg(long, value_name = "NAME|FILE", default_value = AUTO, value_parser = search)]
    pub exercise: Search,
    /// Begin there, in seconds, paused.
    #[arg(long, value_name = "SECONDS", value_parser = instant)]
    pub at: Option<f64>,
}
