//! The one sentence on stderr, and the exit code that goes with it.

use std::io::Write as _;
use std::panic::PanicHookInfo;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::cli::Outcome;
use crate::pipeline::PipelineError;

/// How the program ends after this.
pub(crate) fn outcome(error: &PipelineError) -> Outcome {
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

/// One sentence on stderr.
pub(crate) fn say(sentence: &str) {
    // File names and what is quoted of files may hold line breaks, and signals to the terminal.
    let sentence = sentence.replace(char::is_control, " ");
    // Where nobody listens on stderr, there is nobody to tell.
    let _unheard = writeln!(std::io::stderr(), "formcheck: {sentence}").is_err();
}

/// Says that the program itself went wrong.
pub(crate) fn say_mistake(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(|at| format!(" at {}:{}", at.file(), at.line())).unwrap_or_default();
    let why = panic.payload_as_str().unwrap_or("no reason given").replace('\n', " ");
    say(&format!("a mistake in the program stopped it{place} ({why}); please report this line and the command"));
}

/// One line of JSON.
pub(super) fn json_line(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).map(|json| format!("{json}\n")).unwrap_or_default()
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
