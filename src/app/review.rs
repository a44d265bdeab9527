//! Looking back at a session, a video or a pose log: what was seen in every frame, and why it was judged so.
//!
//! ```text
//! folder, video, log ─ thread «review» ─> Opened (Film: states, report, plots, spans)
//! elapsed time, Ask ─> Player ─ Latest<Timestamp> ─> thread «pictures» ─ Latest<Frame> ─> window
//! ```
//!
//! What is drawn on a picture is the state of that very frame, looked up by the frame's own time.

mod aligned;
mod compare;
mod film;
mod frame_state;
mod marks;
mod open;
mod past;
mod pictures;
mod player;
mod plots;
mod state;
mod task;
mod timeline;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

pub use aligned::{Aligned, Mean, mean};
pub use compare::{Difference, SCORE, differences};
pub use film::Way;
pub use film::{Film, Folded, fold, search_of};
pub use frame_state::FrameState;
pub use marks::Remarks;
pub use open::{Opened, ReviewError, Version, check};
pub use past::Past;
pub use pictures::{InOrder, Pictures};
pub use player::{Move, Player, Speed};
pub use plots::{Dot, Heights, Plots, Run};
pub use state::{ReviewStage, ReviewState};
pub use timeline::{Span, What};

use crate::core::exercise::Exercise;
use crate::core::judge::Search;
use crate::core::time::Timestamp;
use crate::io::recording::Remark;
use crate::io::words::{Trouble, TroubleCode, Value};
use pictures::{Served, Server, by_time};
use task::Task;

/// What is asked of a review.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// Go somewhere, or go on otherwise.
    Move(Move),
    /// Say this of it, or take it back.
    Mark(Remark),
    /// Lay the session of this folder beside it; `None`: none any more.
    Compare(Option<PathBuf>),
    /// Show another of its reports, by its place in [`Opened::versions`].
    Version(usize),
}

/// A review under way, with its threads.
#[derive(Debug)]
pub struct Review {
    shown: ReviewState,
    wake: Wake,
    opener: Option<Task<Result<Opened, ReviewError>>>,
    other: Option<Task<Result<Opened, ReviewError>>>,
    past: Option<Task<Option<Result<Past, Trouble>>>>,
    server: Option<Server>,
    /// The frame that was asked for last.
    wanted: Option<Timestamp>,
    ticked: Option<Instant>,
    failure: Option<ReviewError>,
}

/// Wakes the window.
#[derive(Clone)]
struct Wake(Arc<dyn Fn() + Send + Sync>);

impl std::fmt::Debug for Wake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Wake")
    }
}

impl Wake {
    fn caller(&self) -> impl Fn() + Send + Sync + use<> {
        let wake = Arc::clone(&self.0);
        move || wake()
    }
}

impl Review {
    /// Begins to read, for somebody of the name `by`; what is no session is searched for `search`. `wake` is called whenever there is something new to show.
    pub fn start(
        input: &Path,
        at: Timestamp,
        search: Search,
        by: &str,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let wake = Wake(Arc::new(wake));
        Ok(Self {
            shown: ReviewState::opening(at, by),
            opener: Some(opener(input, 0, search, &wake)?),
            wake,
            other: None,
            past: None,
            server: None,
            wanted: None,
            ticked: None,
            failure: None,
        })
    }

    /// Returns what is shown.
    pub fn shown(&self) -> &ReviewState {
        &self.shown
    }

    /// Returns why it cannot be reviewed, once.
    pub fn failure(&mut self) -> Option<ReviewError> {
        self.failure.take()
    }

    /// Does what was asked.
    pub fn ask(&mut self, asked: Ask) {
        match asked {
            Ask::Move(to) => self.shown.go(to),
            Ask::Mark(remark) => self.shown.remarks.toggle(remark),
            Ask::Compare(None) => (self.other, self.shown.other) = (None, None),
            Ask::Compare(Some(folder)) => self.other = self.begin(&folder, 0),
            Ask::Version(version) => {
                if let Some(folder) = self.shown.opened().and_then(|opened| opened.folder.clone()) {
                    self.opener = self.begin(&folder, version);
                }
            }
        }
        self.want();
    }

    fn begin(&mut self, folder: &Path, version: usize) -> Option<Task<Result<Opened, ReviewError>>> {
        let begun = opener(folder, version, Search::Auto, &self.wake);
        begun.map_err(|error| self.shown.trouble = Some(no_thread(&error))).ok()
    }

    /// Takes over what threads have found, and lets time pass until `now`; whether time goes on.
    pub fn tick(&mut self, now: Instant) -> bool {
        self.hear();
        let before = self.ticked.replace(now);
        let is_playing = self.shown.player.is_playing();
        if let Some(before) = before {
            self.shown.advance(now.saturating_duration_since(before).as_secs_f64());
        }
        self.want();
        is_playing
    }

    fn hear(&mut self) {
        if let Some((n, of)) = self.opener.as_ref().and_then(Task::progress) {
            self.shown.stage = ReviewStage::Opening(n, of);
        }
        if let Some(opened) = self.opener.as_ref().and_then(Task::done) {
            self.opener = None;
            self.take(opened);
        }
        if let Some(other) = self.other.as_ref().and_then(Task::done) {
            self.other = None;
            match other {
                Ok(other) => self.shown.other = Some(Arc::new(other)),
                Err(error) => self.shown.trouble = Some(Trouble::from(&error)),
            }
        }
        if let Some(past) = self.past.as_ref().and_then(Task::done) {
            self.past = None;
            match past {
                Some(Ok(past)) => self.shown.past = Some(Arc::new(past)),
                Some(Err(why)) => self.shown.trouble = Some(why),
                None => {}
            }
        }
        match self.server.as_ref().and_then(Server::served) {
            Some(Served::Picture(frame)) => self.shown.picture = Some(frame),
            Some(Served::Failed(why)) => self.shown.trouble = Some(why),
            None => {}
        }
    }

    fn take(&mut self, opened: Result<Opened, ReviewError>) {
        match opened {
            Ok(opened) => {
                self.serve(opened.video.as_deref());
                self.shown.open(opened);
                self.look_back();
            }
            Err(error) => {
                self.shown.stage = ReviewStage::Failed(Trouble::from(&error));
                self.failure = Some(error);
            }
        }
    }

    fn serve(&mut self, video: Option<&Path>) {
        let Some(video) = video.map(Path::to_path_buf) else { return };
        match Server::start(move || by_time(&video), self.wake.caller()) {
            Ok(server) => (self.server, self.wanted) = (Some(server), None),
            Err(error) => self.shown.trouble = Some(no_thread(&error)),
        }
    }

    /// Asks for the picture of where one is, if it is another.
    fn want(&mut self) {
        let (Some(server), Some(opened)) = (&self.server, self.shown.opened()) else { return };
        let Some(frame) = opened.film.shown_at(self.shown.player.at()).map(|state| state.at) else { return };
        if self.wanted.replace(frame) != Some(frame) {
            server.want(frame);
        }
    }

    /// Reads how past sessions went.
    fn look_back(&mut self) {
        let Some(opened) = self.shown.opened() else { return };
        let Some(folder) = opened.folder.clone() else { return };
        let exercise = opened.film.exercise;
        self.past = Task::start(self.wake.caller(), move |_| past::past(&folder, exercise)).ok();
    }
}

/// Returns the measure that an exercise is about, as reports name it: of a rhythm its period.
pub fn main_measure(exercise: &Exercise) -> &'static str {
    if exercise.rhythm().is_some() { "period_s" } else { exercise.key.measure.id }
}

fn opener(
    input: &Path,
    version: usize,
    search: Search,
    wake: &Wake,
) -> std::io::Result<Task<Result<Opened, ReviewError>>> {
    let input = input.to_path_buf();
    Task::start(wake.caller(), move |told| open::open(&input, version, search, told))
}

fn no_thread(error: &std::io::Error) -> Trouble {
    Trouble::new(TroubleCode::NoThread, [("source", Value::cause(error))])
}
