//! The recording that a command is to read: a path, or `-` for standard input.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use tempfile::TempDir;

use super::message::say;
use crate::app::outcome::Outcome;
use crate::io::bounded::Limit;
use crate::io::pipeline::PipelineError;
use crate::io::recording::KEPT_FREE;

/// The largest recording that standard input can be: nine hours at 8 Mbit/s are 32 GB, an hour at 16 Mbit/s is 7 GB.
const LIMIT: Limit = Limit::mib(8 << 10);
/// Longest delay until Ctrl-C is noticed while standard input is silent.
const PATIENCE: Duration = Duration::from_millis(50);

/// A recording to be read.
#[derive(Debug)]
pub(super) struct Input {
    path: PathBuf,
    /// Of standard input: where it is kept, until this is dropped. A recording is read to and fro, a stream only once.
    kept: Option<TempDir>,
}

impl Input {
    /// Takes a path as it is, and copies standard input to a file where the path is `-`.
    pub(super) fn of(named: &Path, cancelled: &AtomicBool) -> Result<Self, Outcome> {
        if named != Path::new("-") {
            return Ok(Self { path: named.to_owned(), kept: None });
        }
        if io::stdin().is_terminal() {
            say("standard input is a terminal, not a recording; send it one, as in `formcheck score - < CLIP.mp4`");
            return Err(Outcome::Usage);
        }
        let folder = tempfile::Builder::new().prefix("formcheck-").tempdir().map_err(|error| refused(&error))?;
        let path = folder.path().join("stdin");
        let file = File::create_new(&path).map_err(|error| refused(&error))?;
        let most = fs4::available_space(folder.path()).map_or(LIMIT.bytes(), |free| free.saturating_sub(KEPT_FREE));
        copied(file, most.min(LIMIT.bytes()), cancelled)?;
        Ok(Self { path, kept: Some(folder) })
    }

    /// Returns the path from which the recording can be read.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The same text with the recording named as the user named it.
    pub(super) fn renamed(&self, text: &str) -> String {
        match self.kept {
            Some(_) => text.replace(&*self.path.to_string_lossy(), "-"),
            None => text.to_owned(),
        }
    }
}

/// Copies standard input; on a thread of its own, for nothing else ends a read that waits for data.
fn copied(mut file: File, most: u64, cancelled: &AtomicBool) -> Result<(), Outcome> {
    let (sender, done) = sync_channel(1);
    let copy = move || {
        let copied = io::copy(&mut io::stdin().lock().take(most.saturating_add(1)), &mut file);
        let _nobody_waits = sender.send(copied).is_err();
    };
    std::thread::Builder::new().name("stdin".into()).spawn(copy).map_err(|error| refused(&error))?;
    loop {
        match done.recv_timeout(PATIENCE) {
            Ok(Ok(n)) if n <= most => return Ok(()),
            Ok(Ok(_)) => {
                let most = most >> 20;
                say(&format!(
                    "standard input is larger than {most} MB, the most that is kept of it; save it as a file"
                ));
                return Err(Outcome::Input);
            }
            Ok(Err(error)) => return Err(refused(&error)),
            Err(RecvTimeoutError::Disconnected) => return Err(refused(&io::Error::other("its reader ended"))),
            Err(RecvTimeoutError::Timeout) if cancelled.load(Ordering::Relaxed) => {
                say(&PipelineError::Cancelled.to_string());
                return Err(Outcome::Stopped);
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

fn refused(error: &io::Error) -> Outcome {
    say(&format!("standard input cannot be kept while it is read ({error}); free some space, or save it as a file"));
    Outcome::CannotWrite
}
