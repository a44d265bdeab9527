//! The command line: reads what is asked for and hands it to the command.

mod silence;

use std::process::ExitCode;

use clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand as MissingCommand;
use clap::{CommandFactory as _, Parser, Subcommand};

#[cfg(feature = "export")]
use crate::app::commands::args::ExportArgs;
use crate::app::commands::args::{
    AgreeArgs, BenchArgs, CompletionsArgs, ExercisesCommand, LearnArgs, ManArgs, PlanCommand, PoseArgs, RescoreArgs,
    SchemaArgs, ScoreArgs, SessionsCommand, StressArgs,
};
#[cfg(feature = "gui")]
use crate::app::commands::args::{LiveArgs, ReviewArgs};
#[cfg(feature = "export")]
use crate::app::commands::export as export_command;
use crate::app::commands::{
    agree as agree_command, bench, completions, doctor, exercises as exercises_command, learn as learn_command, man,
    plan as plan_command, pose, rescore, say, say_mistake, schema, score as score_command,
    sessions as sessions_command, stress,
};
#[cfg(feature = "gui")]
use crate::app::commands::{live as live_command, review};
use crate::app::outcome::{CAUTION, Outcome};

/// Scores the form of back exercises from one camera or video. Offline; for education and practice only.
///
/// Without a command it opens its window.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = cfg!(not(feature = "gui")), after_help = after_help())]
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
    /// List, show, remove, export and import past sessions, or forget a person.
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
    /// Print a JSON schema: of a report, of a line of a batch, of an exercise, a plan or a pose log.
    Schema(SchemaArgs),
    /// Print what lets a shell complete commands and options.
    Completions(CompletionsArgs),
    /// Print a page of the manual, or write all of them.
    Man(ManArgs),
}

impl Command {
    /// Returns true if the command may meet exercises; it then warns of exercise files that cannot be used.
    const fn judges(&self) -> bool {
        !matches!(self, Self::Pose(_) | Self::Schema(_) | Self::Completions(_) | Self::Man(_))
    }
}

/// Runs the program.
pub fn main() -> ExitCode {
    silence::keep_runtime_silent();
    #[cfg(feature = "gui")]
    let begun = crate::app::live::now();
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
            return ExitCode::from(if help.use_stderr() { Outcome::Usage.code() } else { 0 });
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
        Some(Command::Schema(args)) => schema::run(args),
        Some(Command::Completions(args)) => completions::run(args, &mut definition()),
        Some(Command::Man(args)) => man::run(args, &definition()),
    };
    std::panic::set_hook(Box::new(say_mistake));
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).unwrap_or(Outcome::Internal);
    ExitCode::from(outcome.code())
}

/// What stands below the options in `--help`.
fn after_help() -> String {
    let codes = Outcome::BY_CODE.map(|outcome| format!("{} {}", outcome.code(), outcome.meaning()));
    format!("Exit codes: {}.\n\n{CAUTION}", codes.join(" · "))
}

/// All that can be asked for: the program's name, its commands and their arguments.
fn definition() -> clap::Command {
    let mut definition = Cli::command().disable_help_subcommand(true);
    definition.build();
    definition
}

/// A wrong command line: one sentence instead of clap's paragraphs.
fn usage(error: &clap::Error) -> ExitCode {
    say(&usage_sentence(&error.render().to_string()));
    ExitCode::from(Outcome::Usage.code())
}

/// What clap says is wrong, and its tip, on one line; how to call the program is what `--help` says.
fn usage_sentence(rendered: &str) -> String {
    let is_about_the_error = |line: &&str| !line.starts_with("Usage:") && !line.starts_with("For more information");
    let lines = rendered.lines().take_while(is_about_the_error).map(str::trim).filter(|line| !line.is_empty());
    let said = lines.collect::<Vec<_>>().join(" ").replace(" tip: ", "; ");
    format!("{}; see `formcheck --help`", said.trim_start_matches("error: "))
}

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

    #[test]
    fn a_file_is_an_exercise_for_every_command() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("any_name.toml");
        std::fs::write(&path, crate::core::exercise_file::template("named_by_command")).unwrap();
        for command in [
            "score clip.poses",
            "bench clips",
            "rescore --all",
            #[cfg(feature = "export")]
            "export clip.poses --to out",
            #[cfg(feature = "gui")]
            "live",
            #[cfg(feature = "gui")]
            "review clip.poses",
        ] {
            let words = ["formcheck"].into_iter().chain(command.split(' '));
            let words = words.chain(["--exercise", path.to_str().unwrap()]);
            assert!(Cli::try_parse_from(words).is_ok(), "{command}");
        }
    }
}
