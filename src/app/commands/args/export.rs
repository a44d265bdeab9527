//! What `formcheck export` is asked for.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{AUTO, FollowArgs, WhoseArgs, language, search};
use crate::core::judge::Search;
use crate::io::export::opensim::CoordinateModel;

/// Arguments of `formcheck export`.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "A file that is asked for by its own option and cannot be given is an error (3); --to gives what can be \
                        given and says what not. Files are written whole or not at all, and never over the input."
)]
pub struct ExportArgs {
    /// Video, pose log, joints of other programs (.trc, folder of `OpenPose` files with --fps), folder of stills (with --fps), or
    /// a past session by its id or folder.
    #[arg(value_name = "INPUT")]
    pub input: PathBuf,
    #[command(flatten)]
    #[expect(missing_docs, reason = "its type says it")]
    pub targets: Box<TargetArgs>,
    /// Name of the person, shown in HTML and PDF [default: none].
    #[arg(long, value_name = "TEXT")]
    pub name: Option<String>,
    /// Language of HTML and PDF: `en` or `de` [default: that of the settings, else the system's]. Tables and JSON are the same
    /// in all.
    #[arg(long, value_name = "CODE", value_parser = language())]
    pub language: Option<String>,
    /// Make the face in pictures unrecognisable; a picture in which that is not sure is left out.
    #[arg(long)]
    pub blur_faces: bool,
    /// Body height, to give markers in metres (C3D: in mm) [default: in px].
    #[arg(long, value_name = "CM", value_parser = height)]
    pub height_cm: Option<f32>,
    /// Name the angles of --mot as a model of `OpenSim` does, with its zeros and signs [default: `right_knee`, `left_hip` …].
    #[arg(long, value_enum, value_name = "MODEL")]
    pub mot_model: Option<MotModelArg>,
    /// Fill gaps of the markers of --trc along straight lines where they last no longer than this, up to 1 s [default: gaps
    /// stay `NaN`].
    #[arg(long, value_name = "SECONDS", value_parser = gap)]
    pub fill_gaps: Option<f64>,
    /// The participant's label in the dataset of --bids: letters and digits.
    #[arg(long, value_name = "LABEL", value_parser = label, requires = "bids")]
    pub subject: Option<String>,
    /// Number of the recording in the dataset of --bids, where a participant did the same exercise several times.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), requires = "bids")]
    pub run: Option<u32>,
    /// Exercise to look for; `auto` tells by itself which one it is. A past session keeps its own judgement.
    #[arg(long, value_name = "NAME|FILE", default_value = AUTO, value_parser = search)]
    pub exercise: Search,
    #[command(flatten)]
    #[expect(missing_docs, reason = "its type says it")]
    pub follow: FollowArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "its type says it")]
    pub whose: WhoseArgs,
}

/// Files to write.
#[derive(Debug, Clone, Default, Args)]
#[group(required = true, multiple = true)]
pub struct TargetArgs {
    /// Everything but --openpose and --bids, into this folder, named after the input.
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
    /// The report for people as one page.
    #[arg(long, value_name = "FILE.html")]
    pub html: Option<PathBuf>,
    /// The same for printing.
    #[arg(long, value_name = "FILE.pdf")]
    pub pdf: Option<PathBuf>,
    /// The report for programs, as `score --format json`.
    #[arg(long, value_name = "FILE.json")]
    pub json: Option<PathBuf>,
    /// One row per repetition.
    #[arg(long, value_name = "FILE.csv")]
    pub csv: Option<PathBuf>,
    /// One row per repetition and reading, with error and unit.
    #[arg(long, value_name = "FILE.csv")]
    pub tidy_csv: Option<PathBuf>,
    /// Measures over 0-100 % of a repetition's time: mean and standard deviation by exercise and side.
    #[arg(long, value_name = "FILE.csv")]
    pub curves_csv: Option<PathBuf>,
    /// The data dictionary: columns and readings of --tidy-csv and --curves-csv with unit and meaning.
    #[arg(long, value_name = "FILE.csv")]
    pub dictionary_csv: Option<PathBuf>,
    /// One row per picture: joints, confidences, angles.
    #[arg(long, value_name = "FILE.csv")]
    pub frames_csv: Option<PathBuf>,
    /// Places of the joints, for OpenSim.
    #[arg(long, value_name = "FILE.trc")]
    pub trc: Option<PathBuf>,
    /// Angles of the joints, for OpenSim.
    #[arg(long, value_name = "FILE.mot")]
    pub mot: Option<PathBuf>,
    /// Places of the joints, for motion capture software; in mm with --height-cm.
    #[arg(long, value_name = "FILE.c3d")]
    pub c3d: Option<PathBuf>,
    /// Joints as `OpenPose` writes them (`BODY_25`, px), one JSON file per frame. The folder must be new, empty, or hold such files only, which are replaced.
    #[arg(long, value_name = "DIR")]
    pub openpose: Option<PathBuf>,
    /// Places of the joints in m, added to this dataset in the form of BIDS 1.10 (Motion); it need not be there yet.
    #[arg(long, value_name = "DIR", requires = "subject", requires = "height_cm")]
    pub bids: Option<PathBuf>,
}

/// A height that a person can have.
fn height(text: &str) -> Result<f32, String> {
    let cm = text.parse::<f32>().ok().filter(|cm| 50.0 <= *cm && *cm <= 272.0);
    cm.ok_or_else(|| "give the body height in cm, from 50 to 272".to_owned())
}

/// A label of BIDS.
fn label(text: &str) -> Result<String, String> {
    let is_label = !text.is_empty() && text.len() <= 64 && text.chars().all(|c| c.is_ascii_alphanumeric());
    if is_label { Ok(text.to_owned()) } else { Err("give up to 64 letters and digits, without sub-".to_owned()) }
}

/// The longest gap that may be filled, in s: in half a second a leg can be lifted.
const LONGEST_GAP_SECS: f64 = 1.0;

/// A gap that may be filled.
fn gap(text: &str) -> Result<f64, String> {
    let secs = text.parse::<f64>().ok().filter(|secs| 0.0 < *secs && *secs <= LONGEST_GAP_SECS);
    secs.ok_or_else(|| format!("give a number of seconds from above 0 to {LONGEST_GAP_SECS}"))
}

/// A family of `OpenSim` models on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MotModelArg {
    /// gait2392 and gait2354: a bent knee is negative.
    Gait2392,
    /// Rajagopal 2016 and models made from it: a bent knee is positive, arms included.
    Rajagopal,
}

impl From<MotModelArg> for CoordinateModel {
    fn from(model: MotModelArg) -> Self {
        match model {
            MotModelArg::Gait2392 => Self::Gait2392,
            MotModelArg::Rajagopal => Self::Rajagopal,
        }
    }
}
