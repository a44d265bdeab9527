//! `formcheck completions`: what lets a shell complete commands and options.

use super::message::print;
use crate::app::commands::args::CompletionsArgs;
use crate::app::outcome::Outcome;

/// Prints the script of one shell for `program`.
pub fn run(args: &CompletionsArgs, program: &mut clap::Command) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, program, "formcheck", &mut script);
    print(&String::from_utf8_lossy(&script))
}
