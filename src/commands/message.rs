//! The one sentence on stderr, and the exit code that goes with it.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::cli::Outcome;
use crate::pipeline::PipelineError;

/// Says what went wrong with `input`, and how the program will end.
pub(super) fn report_error(error: &PipelineError) -> Outcome {
    say(&error.to_string());
    outcome(error)
}

fn outcome(error: &PipelineError) -> Outcome {
    match error {
        PipelineError::Video(_)
        | PipelineError::Log { .. }
        | PipelineError::TooShort { .. }
        | PipelineError::NoPictures { .. } => Outcome::Input,
        PipelineError::Write { .. } | PipelineError::WriteVideo(_) => Outcome::CannotWrite,
        PipelineError::Inference(_) => Outcome::Model,
        PipelineError::Cancelled => Outcome::Stopped,
    }
}

/// Says why a recording was not judged.
pub(super) fn report_refusal(input: &Path, message: &str) -> Outcome {
    say(&format!("{message}: {}", input.display()));
    Outcome::Refused
}

/// One sentence on stderr.
pub(super) fn say(sentence: &str) {
    // Where nobody listens on stderr, there is nobody to tell.
    let _unheard = writeln!(std::io::stderr(), "formcheck: {sentence}").is_err();
}

/// Prints to stdout; a reader that hangs up (`| head`) is no fault.
pub(super) fn print(text: &str) -> Outcome {
    match std::io::stdout().write_all(text.as_bytes()).and_then(|()| std::io::stdout().flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            say(&format!("cannot write the report ({error}); send it to another place"));
            Outcome::CannotWrite
        }
        _ => Outcome::Done,
    }
}

/// A flag that Ctrl-C sets.
pub(super) fn cancelled_by_ctrl_c() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&flag);
    let handled = ctrlc::set_handler(move || set.store(true, Ordering::Relaxed));
    if let Err(error) = handled {
        tracing::warn!(%error, "Ctrl-C will end the program at once");
    }
    flag
}
