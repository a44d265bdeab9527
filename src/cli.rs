//! The command line: what can be asked for, and which number the program ends with.

mod agree;
mod exercises;
mod exit_codes;
#[cfg(feature = "export")]
mod export;
mod learn;
#[cfg(feature = "gui")]
mod live;
mod packaging;
mod plan;
mod score;
mod sessions;
mod silence;

use std::path::PathBuf;
use std::process::ExitCode;

pub use agree::AgreeArgs;
use clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand as MissingCommand;
use clap::{Parser, Subcommand, ValueEnum};
pub use exercises::ExercisesCommand;
use exercises::{exercise, search};
pub use exit_codes::CAUTION;
pub use learn::LearnArgs;
pub use packaging::{CompletionsArgs, ManArgs, definition};
#[cfg(feature = "export")]
use plan::sheet;
pub use plan::{PlanArgs, PlanCommand};
pub use score::{BatchArgs, ScoreArgs};
pub use sessions::{RescoreArgs, SessionsCommand, WhoseArgs};

#[cfg(feature = "export")]
pub use self::export::{ExportArgs, TargetArgs};
#[cfg(feature = "gui")]
pub use self::live::{LiveArgs, ReviewArgs};
#[cfg(feature = "export")]
use crate::commands::export as export_command;
use crate::commands::{
    agree as agree_command, bench, completions, doctor, exercises as exercises_command, learn as learn_command, man,
    plan as plan_command, pose, rescore, say, say_mistake, score as score_command, sessions as sessions_command,
    stress,
};
#[cfg(feature = "gui")]
use crate::commands::{live as live_command, review};
use crate::exercise::Exercise;
use crate::inference::Model;
use crate::session::AUTO;
use crate::video::STILLS_FPS;

/// Scores the form of back exercises from one camera or video. Offline; for education and practice only.
///
/// Without a command it opens its window.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = cfg!(not(feature = "gui")), after_help = exit_codes::after_help())]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the window straight at an exercise, and judge it while it happens.
    #[cfg(feature = "gui")]
    Live(LiveArgs),
    /// Look back at a session, a video or a pose log: what was seen when, and why it was judged so.
    #[cfg(feature = "gui")]
    Review(ReviewArgs),
    /// Judge recordings: count the repetitions, say what was good and what was not, and how sure that is.
    Score(ScoreArgs),
    /// Hand results on: a report for people as HTML and PDF, tables as CSV, JSON, and what OpenSim reads.
    #[cfg(feature = "export")]
    Export(ExportArgs),
    /// Follow the body and write the pose log alone, from which `score` can judge without the video.
    Pose(PoseArgs),
    /// Measure how good the program is, on clips with labels, and check that it has not got worse.
    Bench(BenchArgs),
    /// Change labelled clips in every way, a little more each time, and say how far counts and faults stay right.
    Stress(StressArgs),
    /// List, show, remove, export and import past sessions, or forget somebody.
    #[command(subcommand)]
    Sessions(SessionsCommand),
    /// Judge the pose logs of past sessions by today's rules, and say what is different; the old reports are kept.
    Rescore(RescoreArgs),
    /// Compare what persons say of repetitions with each other and with the program: agreement and κ, fault by fault.
    Agree(AgreeArgs),
    /// List, show, check and begin exercises: an exercise is a text file.
    #[command(subcommand)]
    Exercises(ExercisesCommand),
    /// Check, show, print and hand over a plan that a therapist writes, and say what of it is due today.
    #[command(subcommand)]
    Plan(PlanCommand),
    /// Derive an exercise file from one demonstration: posture, view, signal, range, tempo and hold.
    Learn(LearnArgs),
    /// Say what works on this machine and what to do about the rest.
    Doctor,
    /// Print what lets a shell complete commands and options.
    Completions(CompletionsArgs),
    /// Print a page of the manual, or write all of them.
    Man(ManArgs),
}

impl Command {
    /// Returns true if the command may meet exercises; it then warns of exercise files that cannot be used.
    const fn judges(&self) -> bool {
        !matches!(self, Self::Pose(_) | Self::Completions(_) | Self::Man(_))
    }
}

/// How pictures are followed.
#[derive(Debug, Clone, clap::Args)]
pub struct FollowArgs {
    /// Landmark model: `heavy` takes four times as long and is better where the person is small or the room dark.
    #[arg(long, value_enum, default_value_t = ModelArg::Full)]
    pub model: ModelArg,
    /// Stills per second, where the input is a folder of JPEG or PNG stills.
    #[arg(long, value_name = "RATE", value_parser = stills_fps)]
    pub fps: Option<f64>,
}

/// Arguments of `formcheck pose`.
#[derive(Debug, clap::Args)]
pub struct PoseArgs {
    /// Video, folder of stills (with --fps), or `-` for standard input.
    #[arg(value_name = "INPUT")]
    pub input: PathBuf,
    /// Where to write the pose log [default: the input's name with the ending .poses, in this folder].
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

/// What the program ends with. Where several things went wrong, the first in this order counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Outcome {
    /// Ctrl-C.
    Stopped,
    /// A wrong command line.
    Usage,
    /// A mistake of the program, or a check that failed.
    Internal,
    /// No window can be opened.
    Window,
    /// The model or its engine does not work.
    Model,
    /// A file cannot be written.
    CannotWrite,
    /// A recording cannot be read.
    Input,
    /// A recording was read and cannot be judged.
    Refused,
    /// All is well.
    #[default]
    Done,
}

impl Outcome {
    /// The exit code.
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Internal => 1,
            Self::Usage => USAGE_CODE,
            Self::Input => 3,
            Self::Refused => 4,
            Self::CannotWrite => 5,
            Self::Model => 6,
            Self::Window => 7,
            Self::Stopped => 130,
        }
    }
}

/// Exit code of clap for a wrong command line.
const USAGE_CODE: u8 = 2;

/// Runs the program.
pub fn main() -> ExitCode {
    silence::keep_runtime_silent();
    #[cfg(feature = "gui")]
    let begun = crate::live::now();
    let filter = tracing_subscriber::EnvFilter::try_from_env("FORMCHECK_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("off"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    // Before the command line is read: their names may stand in it.
    let unusable = exercises_command::load_own();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() && error.kind() != MissingCommand => {
            // The name that is not known may be in one of them.
            for unusable in &unusable {
                say(&unusable.to_string());
            }
            return usage(&error);
        }
        Err(help) => {
            let _unheard = help.print().is_err();
            return ExitCode::from(if help.use_stderr() { USAGE_CODE } else { 0 });
        }
    };
    if cli.command.as_ref().is_none_or(Command::judges) {
        for error in &unusable {
            say(&error.to_string());
        }
    }
    let run = || match &cli.command {
        #[cfg(feature = "gui")]
        None => live_command::run(None, begun),
        #[cfg(not(feature = "gui"))]
        None => Outcome::Usage,
        #[cfg(feature = "gui")]
        Some(Command::Live(args)) => live_command::run(Some(args), begun),
        #[cfg(feature = "gui")]
        Some(Command::Review(args)) => review::run(args, begun),
        Some(Command::Score(args)) => score_command::run(args),
        #[cfg(feature = "export")]
        Some(Command::Export(args)) => export_command::run(args),
        Some(Command::Pose(args)) => pose::run(args),
        Some(Command::Bench(args)) => bench::run(args),
        Some(Command::Stress(args)) => stress::run(args),
        Some(Command::Sessions(command)) => sessions_command::run(command),
        Some(Command::Rescore(args)) => rescore::run(args),
        Some(Command::Agree(args)) => agree_command::run(args),
        Some(Command::Exercises(command)) => exercises_command::run(command),
        #[cfg(feature = "gui")]
        Some(Command::Plan(PlanCommand::Play { transcript })) => live_command::play(transcript.clone(), begun),
        Some(Command::Plan(command)) => plan_command::run(command),
        Some(Command::Learn(args)) => learn_command::run(args),
        Some(Command::Doctor) => doctor::run(),
        Some(Command::Completions(args)) => completions::run(args),
        Some(Command::Man(args)) => man::run(args),
    };
    std::panic::set_hook(Box::new(say_mistake));
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).unwrap_or(Outcome::Internal);
    ExitCode::from(outcome.code())
}

/// A wrong command line: one sentence instead of clap's paragraphs.
fn usage(error: &clap::Error) -> ExitCode {
    say(&usage_sentence(&error.render().to_string()));
    ExitCode::from(USAGE_CODE)
}

/// What clap says is wrong, and its tip, on one line; how to call the program is what `--help` says.
fn usage_sentence(rendered: &str) -> String {
    let is_about_the_error = |line: &&str| !line.starts_with("Usage:") && !line.starts_with("For more information");
    let lines = rendered.lines().take_while(is_about_the_error).map(str::trim).filter(|line| !line.is_empty());
    let said = lines.collect::<Vec<_>>().join(" ").replace(" tip: ", "; ");
    format!("{}; see `formcheck --help`", said.trim_start_matches("error: "))
}

/// Stills per second.
fn stills_fps(text: &str) -> Result<f64, String> {
    let fps = text.parse::<f64>().ok().filter(|fps| STILLS_FPS.contains(fps));
    let (least, most) = (STILLS_FPS.start(), STILLS_FPS.end());
    fps.ok_or_else(|| format!("{text} is no frame rate; give the stills per second, between {least} and {most}"))
}

/// A time that a sitting can last.
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

/// Nobody exercises for longer at a stretch.
#[cfg(feature = "gui")]
const MOST_SECS: f64 = 7200.0;

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_gravest_outcome_of_a_batch_counts() {
        let batch = [Outcome::Done, Outcome::Refused, Outcome::Input, Outcome::CannotWrite, Outcome::Model];
        assert_eq!(batch.map(Outcome::code), [0, 4, 3, 5, 6]);
        let worst = |n: usize| batch.iter().take(n).min().map(|outcome| outcome.code());
        assert_eq!([1, 2, 3, 4, 5].map(worst), [Some(0), Some(4), Some(3), Some(5), Some(6)]);
    }

    #[test]
    fn a_wrong_command_line_is_one_sentence() {
        let sentence = |arguments: &str| {
            let error = Cli::try_parse_from(arguments.split(' ')).unwrap_err();
            usage_sentence(&error.render().to_string())
        };
        assert_eq!(
            sentence("formcheck score a.mp4 --format xml"),
            "invalid value 'xml' for '--format <FORMAT>' [possible values: text, json, csv]; see `formcheck --help`"
        );
        assert_eq!(
            sentence("formcheck score a.mp4 --formt json"),
            "unexpected argument '--formt' found; a similar argument exists: '--format'; see `formcheck --help`"
        );
        assert_eq!(
            sentence("formcheck score --format json"),
            "the following required arguments were not provided: <INPUT>...; see `formcheck --help`"
        );
    }
}
