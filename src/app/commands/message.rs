//! The one sentence on stderr, and the exit code that goes with it.

use std::io::Write as _;
use std::panic::PanicHookInfo;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::app::outcome::Outcome;
use crate::io::plain;

/// One sentence on stderr.
pub(crate) fn say(sentence: &str) {
    // File names and what is quoted of files may hold line breaks, and commands to the terminal.
    let sentence = plain::line(sentence);
    // Where nobody listens on stderr, there is nobody to tell.
    let _unheard = writeln!(std::io::stderr(), "formcheck: {sentence}").is_err();
}

/// Says that the program itself went wrong.
pub(crate) fn say_mistake(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(|at| format!(" at {}:{}", in_its_crate(at.file()), at.line())).unwrap_or_default();
    let why = panic.payload_as_str().unwrap_or("no reason given").replace('\n', " ");
    say(&format!("a mistake in the program stopped it{place} ({why}); please report this line and the command"));
}

/// A source file's path from its crate's folder on: the folders above are those of the machine that built the program.
fn in_its_crate(file: &str) -> &str {
    let crates = ["/registry/src/", "/git/checkouts/", "/rustc/"];
    let after = crates.iter().find_map(|folder| file.split_once(folder)).and_then(|(_, rest)| rest.split_once('/'));
    match after {
        Some((_index, rest)) => rest,
        // Ours are named from the checkout on.
        None if file.starts_with('/') => file.rsplit('/').next().unwrap_or(file),
        None => file,
    }
}

/// One line of JSON.
pub(super) fn json_line(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).map(|json| format!("{}\n", plain::json(&json))).unwrap_or_default()
}

/// Prints to stdout; a reader that hangs up (`| head`) is no fault.
pub(super) fn print(text: &str) -> Outcome {
    match std::io::stdout().write_all(plain::lines(text).as_bytes()).and_then(|()| std::io::stdout().flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            say(&format!("cannot write the report ({error}); send it to another place"));
            Outcome::CannotWrite
        }
        _ => Outcome::Done,
    }
}

/// A flag that Ctrl-C sets.
///
/// A second Ctrl-C ends the program at once, whatever it waits for.
#[expect(clippy::exit, reason = "a program that waits for a device or a pipe can be ended in no other way")]
pub(super) fn cancelled_by_ctrl_c() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&flag);
    let handled = ctrlc::set_handler(move || {
        if set.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(Outcome::Stopped.code()));
        }
    });
    if let Err(error) = handled {
        tracing::warn!(%error, "Ctrl-C will end the program at once");
    }
    flag
}

#[cfg(test)]
mod tests {
    use super::in_its_crate;

    #[test]
    fn where_the_program_was_built_is_not_shown() {
        let registry = "/home/anna/.cargo/registry/src/index.crates.io-1949/egui-0.37.0/src/ui.rs";
        assert_eq!(in_its_crate(registry), "egui-0.37.0/src/ui.rs");
        assert_eq!(
            in_its_crate("/rustc/ded5c06cf21d2b93bffd5d884aa6e96934ee4234/library/core/src/cell.rs"),
            "library/core/src/cell.rs"
        );
        assert_eq!(in_its_crate("/home/anna/formcheck/src/cue.rs"), "cue.rs");
        assert_eq!(in_its_crate("src/guide/cue.rs"), "src/guide/cue.rs");
    }
}
