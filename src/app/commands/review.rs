//! `formcheck review`: the window, looking back.

use super::live::write_report;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use super::message::{cancelled_by_ctrl_c, say};
use super::remembered::folder_or_file;
use crate::app::commands::args::{ReviewArgs, WhoseArgs};
use crate::app::desktop::{self, Back, Launch, Places, Swaps, review_outcome};
use crate::app::outcome::Outcome;
use crate::app::review::check;
use crate::core::time::Timestamp;
use crate::io::inference::data_folder;

/// Opens the window at what was named; what cannot be read is said without one.
pub fn run(args: &ReviewArgs, begun: Instant) -> Outcome {
    let whose = WhoseArgs { profile: None, data: None };
    let input = match args.input.as_deref().map(|input| folder_or_file(input, &whose)).transpose() {
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
    let (stopped, places) = (Arc::clone(&cancelled), Places::of_user(&data));
    let at = Timestamp::from_secs(args.at.unwrap_or(0.0));
    let review = Some(Back { input, at, search: args.exercise });
    let swaps = Arc::new(Swaps::new(begun));
    let launch = Launch {
        write_report,
        options: None,
        review,
        is_hands_free: false,
        is_kept: true,
        is_led: true,
        transcript: None,
        places,
        cancelled,
        swaps,
    };
    match desktop::run(launch) {
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
