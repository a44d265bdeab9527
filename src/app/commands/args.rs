//! What each command may be asked for, as clap reads it: one file for each, and here what several share.

mod agree;
mod exercises;
#[cfg(feature = "export")]
mod export;
mod learn;
#[cfg(feature = "gui")]
mod live;
mod packaging;
mod plan;
mod score;
mod sessions;

use std::path::PathBuf;

pub use agree::AgreeArgs;
use clap::ValueEnum;
use clap::builder::PossibleValuesParser;
pub use exercises::ExercisesCommand;
use exercises::{exercise, search};
pub use learn::LearnArgs;
pub use packaging::{CompletionsArgs, ManArgs, SchemaArgs, SchemaName};
#[cfg(feature = "export")]
use plan::sheet;
pub use plan::{PlanArgs, PlanCommand};
pub use score::{BatchArgs, ScoreArgs};
pub use sessions::{RescoreArgs, SessionsCommand, WhoseArgs};

#[cfg(feature = "export")]
pub use self::export::{ExportArgs, TargetArgs};
#[cfg(feature = "gui")]
pub use self::live::{LiveArgs, ReviewArgs};
use crate::core::exercise::Exercise;
use crate::core::judge::AUTO;
use crate::io::inference::Model;
use crate::io::video::STILLS_FPS;
use crate::io::words::LANGUAGES;

/// Way in which pictures are followed.
#[derive(Debug, Clone, clap::Args)]
pub struct FollowArgs {
    /// Landmark model: `heavy` takes four times as long and is better where the person is small or the room dark.
    #[arg(long, value_enum, default_value_t = ModelArg::Full)]
    pub model: ModelArg,
    /// Pictures per second, where the input is a folder of JPEG or PNG stills, or of `OpenPose` files.
    #[arg(long, value_name = "RATE", value_parser = stills_fps)]
    pub fps: Option<f64>,
    /// Run the landmark model on every frame. By default, the pose is kept for up to 0.2 s while the picture of the person
    /// does not change, which saves a third of its runs.
    #[arg(long)]
    pub every_frame: bool,
}

/// Arguments of `formcheck pose`.
#[derive(Debug, clap::Args)]
pub struct PoseArgs {
    /// Video, joints of other programs (.trc, folder of `OpenPose` files), folder of stills (with --fps), or `-` for standard input.
    #[arg(value_name = "INPUT")]
    pub input: PathBuf,
    /// File for the pose log [default: the input's name with the ending .poses, in this folder].
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "its type says it")]
    pub follow: FollowArgs,
}

/// Arguments of `formcheck bench`.
#[derive(Debug, clap::Args)]
pub struct BenchArgs {
    /// Folder of videos or pose logs with labels: `NAME.json`, `NAME.txt` with a line like `count: 5`, `NAME.eaf` of ELAN, or
    /// `NAME.labels.csv`.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// `text` for people, `json` for programs and for --check.
    #[arg(long, value_enum, default_value_t = BenchFormat::Text)]
    pub format: BenchFormat,
    /// Compare with stored figures (of --format json): exit code 1 if any is worse by more than its noise, or if rendered
    /// clips fall below exact counts, a faults F1 of 0.95 or no false repetition.
    #[arg(long, value_name = "FILE")]
    pub check: Option<PathBuf>,
    /// Keep pose logs here, so that a video is followed once.
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// The exercise of clips whose label names none [default: hip bridge]; with --against, of all [default: any].
    #[arg(long, value_name = "NAME|FILE", value_parser = exercise)]
    pub exercise: Option<&'static Exercise>,
    /// Compare readings with those of another instrument, such as a goniometer or motion capture: bias, limits of
    /// agreement, ICC. A CSV with the columns clip, repetition, measure and value; no labels are needed.
    #[arg(long, value_name = "FILE.csv", conflicts_with = "check")]
    pub against: Option<PathBuf>,
    /// Write the comparison with its plot; the ending decides: .html or .pdf. May be given twice.
    #[cfg(feature = "export")]
    #[arg(long, value_name = "FILE.html|FILE.pdf", value_parser = sheet, requires = "against")]
    pub to: Vec<PathBuf>,
    /// Landmark model.
    #[arg(long, value_enum, default_value_t = ModelArg::Full)]
    pub model: ModelArg,
}

/// Arguments of `formcheck stress`.
#[derive(Debug, clap::Args)]
pub struct StressArgs {
    /// Folder of videos or pose logs with labels.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Keep pose logs here, so that a video is followed once.
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// `text` for people, `json` for programs.
    #[arg(long, value_enum, default_value_t = BenchFormat::Text)]
    pub format: BenchFormat,
    /// Change pictures too: light, compression, size, blur, noise. Follows up to two clips of each exercise anew.
    #[arg(long)]
    pub frames: bool,
}

/// Format of what was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum BenchFormat {
    Text,
    Json,
}

/// Format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Format {
    Text,
    Json,
    Csv,
}

/// Landmark model on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ModelArg {
    Full,
    Heavy,
}

impl From<ModelArg> for Model {
    fn from(model: ModelArg) -> Self {
        match model {
            ModelArg::Full => Self::Full,
            ModelArg::Heavy => Self::Heavy,
        }
    }
}

/// The languages that reports can be in.
fn language() -> PossibleValuesParser {
    PossibleValuesParser::new(LANGUAGES)
}

/// Stills per second.
fn stills_fps(text: &str) -> Result<f64, String> {
    let fps = text.parse::<f64>().ok().filter(|fps| STILLS_FPS.contains(fps));
    let (least, most) = (STILLS_FPS.start(), STILLS_FPS.end());
    fps.ok_or_else(|| format!("{text} is no frame rate; give the stills per second, between {least} and {most}"))
}

/// A time that a session can last.
#[cfg(feature = "gui")]
fn seconds(text: &str) -> Result<f64, String> {
    let secs = text.parse::<f64>().ok().filter(|secs| 0.0 < *secs && *secs <= MOST_SECS);
    secs.ok_or_else(|| format!("give a number of seconds from above 0 to {MOST_SECS}"))
}

/// An instant of a recording.
#[cfg(feature = "gui")]
fn instant(text: &str) -> Result<f64, String> {
    let secs = text.parse::<f64>().ok().filter(|secs| 0.0 <= *secs && *secs <= MOST_SECS);
    secs.ok_or_else(|| format!("give a number of seconds from 0 to {MOST_SECS}"))
}

/// No person exercises for longer at a stretch.
#[cfg(feature = "gui")]
const MOST_SECS: f64 = 7200.0;
