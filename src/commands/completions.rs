//! `formcheck completions`: what lets a shell complete commands and options.

use super::message::print;
use crate::cli::{CompletionsArgs, Outcome, definition};

/// Prints the script of one shell.
pub fn run(args: &CompletionsArgs) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut definition(), "formcheck", &mut script);
    print(&String::from_utf8_lossy(&script))
}
