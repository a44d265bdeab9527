//! `formcheck` and `formcheck live`: the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use super::message::{cancelled_by_ctrl_c, print, say};
use crate::app::commands::args::LiveArgs;
use crate::app::desktop::{self, Launch, Places, Speed, Swaps};
use crate::app::live::{PlayClock, SessionOptions, SourceChoice, Until};
use crate::app::outcome::Outcome;
use crate::io::inference::data_folder;
use crate::io::words::Trouble;

/// A camera of this name is a file that is played.
const FILE: &str = "file:";

/// Writes the report for people of a session in the language of a code; returns the file to print.
#[cfg(feature = "export")]
pub(crate) fn write_report(session: &Path, to: &Path, language: &str) -> Result<PathBuf, Trouble> {
    let [_, print] = super::export::for_people(session, to, language)?;
    Ok(print)
}

#[cfg(not(feature = "export"))]
pub(crate) fn write_report(_session: &Path, _to: &Path, _language: &str) -> Result<PathBuf, Trouble> {
    Err(Trouble::new(crate::io::words::TroubleCode::ReportNotBuilt, []))
}

/// Opens the window at home, which begins with the plan of today.
pub fn play(transcript: Option<PathBuf>, begun: Instant) -> Outcome {
    show(None, transcript, begun)
}

/// Opens the window at home, or straight at an exercise.
pub fn run(args: Option<&LiveArgs>, begun: Instant) -> Outcome {
    show(args, args.and_then(|args| args.transcript.clone()), begun)
}

fn show(args: Option<&LiveArgs>, transcript: Option<PathBuf>, begun: Instant) -> Outcome {
    let cancelled = cancelled_by_ctrl_c();
    let Some(data) = data_folder() else {
        say("this system names no home folder to keep sessions in; set HOME");
        return Outcome::CannotWrite;
    };
    let places = Places::of_user(&data);
    let options = args.map(|args| SessionOptions {
        search: args.exercise,
        goal: None,
        source: source(args.camera.as_deref()),
        until: until(args),
        model: args.model.into(),
        report: args.report.clone(),
        guide: None,
        keep: None,
        has_video: false,
        cancelled: Arc::clone(&cancelled),
    });
    let is_hands_free = options.as_ref().is_some_and(|options| options.until != Until::Asked);
    let swaps = Arc::new(Swaps::new(begun));
    let stopped = Arc::clone(&cancelled);
    let is_led = !is_hands_free || args.is_some_and(|args| args.voice || args.transcript.is_some());
    let is_kept = !is_hands_free || args.is_some_and(|args| args.keep);
    let (review, swaps_seen) = (None, Arc::clone(&swaps));
    let launch = Launch {
        write_report,
        options,
        review,
        is_hands_free,
        is_kept,
        is_led,
        transcript,
        places,
        cancelled,
        swaps: swaps_seen,
    };
    let ended = match desktop::run(launch) {
        Ok(ended) => ended,
        Err(error) => {
            say(&error.to_string());
            return Outcome::Window;
        }
    };
    if args.is_some_and(|args| args.speed) {
        print(&swaps.speed().map_or_else(|| "no picture was shown\n".to_owned(), |speed| table(&speed)));
    }
    let is_stopped = stopped.load(Ordering::Relaxed);
    let Some(ended) = ended else { return if is_stopped { Outcome::Stopped } else { Outcome::Done } };
    if let Some(said) = &ended.said {
        say(said);
    }
    ended.outcome
}

fn source(camera: Option<&str>) -> SourceChoice {
    match camera.and_then(|camera| camera.strip_prefix(FILE)) {
        Some(path) => SourceChoice::File(PathBuf::from(path), PlayClock::Machine),
        None => SourceChoice::Camera { choice: camera.map(str::to_owned), remembered: None },
    }
}

fn until(args: &LiveArgs) -> Until {
    match args.secs {
        Some(secs) => Until::Secs(secs),
        None if args.until_end => Until::End,
        None => Until::Asked,
    }
}

fn table(speed: &Speed) -> String {
    let [median, p95, worst] = speed.delay_ms;
    let first = speed.first_pose_secs.map_or_else(|| "none".to_owned(), |secs| format!("{secs:.2} s"));
    format!(
        "poses shown per second      {:.1}\n\
         capture to end of swap      median {median:.0} ms, 95 % within {p95:.0} ms, worst {worst:.0} ms\n\
         first pose after start      {first}\n\
         times drawn                 {}\n\
         pictures shown              {}\n",
        speed.shown_hz, speed.n_drawn, speed.n_shown
    )
}
