//! `formcheck review`: the window, looking back.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use super::message::{cancelled_by_ctrl_c, say};
use super::remembered::Remembered;
use crate::app::{self, Back, Launch, Places, Swaps, review_outcome};
use crate::cli::{Outcome, ReviewArgs, WhoseArgs};
use crate::inference::data_folder;
use crate::review::check;
use crate::time::Timestamp;

/// Opens the window at what was named; what cannot be read is said without one.
pub fn run(args: &ReviewArgs, begun: Instant) -> Outcome {
    let input = match args.input.as_deref().map(folder_or_file).transpose() {
        Ok(input) => input,
        Err(outcome) => return outcome,
    };
    if let Some(Err(error)) = input.as_deref().map(check) {
        say(&error.to_string());
        return review_outcome(&error);
    }
    let cancelled = cancelled_by_ctrl_c();
    let Some(data) = data_folder() else {
        say("this system names no home folder to keep sessions in; set HOME");
        return Outcome::CannotWrite;
    };
    let (stopped, places) = (Arc::clone(&cancelled), Places::in_folder(&data));
    let at = Timestamp::from_secs(args.at.unwrap_or(0.0));
    let review = Some(Back { input, at, search: args.exercise });
    let swaps = Arc::new(Swaps::new(begun));
    let launch = Launch {
        plan: None,
        review,
        is_hands_free: false,
        is_kept: true,
        is_led: true,
        transcript: None,
        places,
        cancelled,
        swaps,
    };
    match app::run(launch) {
        Err(error) => {
            say(&error.to_string());
            Outcome::Window
        }
        Ok(Some(ended)) => {
            if let Some(said) = &ended.said {
                say(said);
            }
            ended.outcome
        }
        Ok(None) if stopped.load(Ordering::Relaxed) => Outcome::Stopped,
        Ok(None) => Outcome::Done,
    }
}

/// What lies there, or the folder of the session with this id.
fn folder_or_file(input: &Path) -> Result<PathBuf, Outcome> {
    let id = input.to_str().filter(|id| !input.exists() && looks_like_an_id(id));
    let Some(id) = id else { return Ok(input.to_owned()) };
    let remembered = Remembered::open(&WhoseArgs { profile: None, data: None })?;
    remembered.find(id).map(|listed| remembered.folder(&listed))
}

/// As in `formcheck sessions list`: no path has only such letters, unless it is a mistyped one without an ending.
fn looks_like_an_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
}
