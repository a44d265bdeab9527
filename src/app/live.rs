//! One sitting in front of a camera: its threads, its clock, and what it shows.
//!
//! ```text
//! capture or playback ─ Latest<Incoming> ─> coach thread ─ Latest<Shown> ─> window
//! window ─ sync_channel(8): Command ────────────┘ │  └──── Ear ──────────> loudspeaker
//!                        (Estimator, Session, Cues) └ bounded queues ────> recorder thread
//! ```

mod coach;
mod floor;
mod incoming;
mod keep;
mod numbers;
mod playback;
mod recorder;
mod shown;
mod sign_watch;
mod sitting;
mod source;
mod tape;
mod transcript;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

use coach::{Out, sit};
pub use floor::{Ear, FloorPlan, FloorView};
pub use recorder::{Recorded, Recorder, RecorderError, RecorderStatus, VideoPlan};
pub use shown::{Numbers, Picture, Shown, Stage};
pub use sign_watch::SignWatch;
pub use source::SourceChoice;
pub use transcript::write_between;

use crate::app::outcome::Outcome;
use crate::core::exercise::Goal;
use crate::core::report::{Report, StopReport};
use crate::core::session::Search;
use crate::io::inference::Model;
use crate::io::latest::Latest;
use crate::io::recording::Keep;

/// What the person asks of a sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Nothing is judged until [`Command::Resume`].
    Pause,
    /// Go on.
    Resume,
    /// The set is over: judge it.
    Stop,
    /// It hurts: the set is over, and no result is told.
    Hurts,
}

/// When a sitting is over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Until {
    /// When the person says so, or the file ends.
    Asked,
    /// When the file ends, or the camera is pulled out or has given nothing for five seconds.
    End,
    /// After so many seconds of the stream, or at its end.
    Secs(f64),
}

/// What a sitting is to be.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The exercise.
    pub search: Search,
    /// Amount that the set is to have, where it is not the exercise's own.
    pub goal: Option<Goal>,
    /// Where pictures come from.
    pub source: SourceChoice,
    /// When it is over.
    pub until: Until,
    /// Landmark model.
    pub model: Model,
    /// Where to write the report, besides.
    pub report: Option<PathBuf>,
    /// How it is led by ear, if it is.
    pub floor: Option<FloorPlan>,
    /// Where it is kept, if it is.
    pub keep: Option<Keep>,
    /// Whether its pictures are kept too.
    pub has_video: bool,
    /// Set from outside to give up: what there is is judged.
    pub cancelled: Arc<AtomicBool>,
}

/// How a sitting ended.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ended {
    /// What the program ends with where the sitting was all that was asked for.
    pub outcome: Outcome,
    /// What went wrong, in one sentence.
    pub said: Option<String>,
    /// What is to be said of the exercise.
    pub report: Option<Arc<Report>>,
    /// Where it is kept.
    pub folder: Option<PathBuf>,
    /// The stop that ended it, if one did.
    pub stop: Option<StopReport>,
    /// How long what is left to be said takes, in s.
    pub talk_secs: f64,
}

/// A sitting under way. Dropping it ends it and keeps what there is.
#[derive(Debug)]
pub struct Live {
    shown: Arc<Latest<Shown>>,
    commands: SyncSender<Command>,
    coach: Option<JoinHandle<Ended>>,
}

impl Live {
    /// Begins; `wake` is called whenever there is something new to show.
    pub fn start(plan: Plan, wake: impl Fn() + Send + 'static) -> std::io::Result<Self> {
        let shown = Arc::new(Latest::default());
        let (commands, inbox) = sync_channel(8);
        let out = Out { shown: Arc::clone(&shown), wake: Box::new(wake) };
        let coach = std::thread::Builder::new().name("coach".into()).spawn(move || sit(plan, out, inbox))?;
        Ok(Self { shown, commands, coach: Some(coach) })
    }

    /// What is new, if anything is.
    pub fn shown(&self) -> Option<Shown> {
        self.shown.take()
    }

    /// Asks for something; a sitting that is over does nothing more.
    pub fn send(&self, command: Command) {
        let _is_over = self.commands.try_send(command).is_err();
    }

    /// Ends it, if it has not ended by itself, and waits until all is kept.
    pub fn end(mut self) -> Ended {
        self.send(Command::Stop);
        let ended = self.coach.take().and_then(|coach| coach.join().ok());
        ended.unwrap_or_else(|| Ended {
            outcome: Outcome::Internal,
            said: Some("the part that judges stopped early; please report what you did".to_owned()),
            ..Ended::default()
        })
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.send(Command::Stop);
        if let Some(coach) = self.coach.take() {
            let _ended_early = coach.join().is_err();
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "pictures are stamped, and waited for, on the machine's clock")]
pub(crate) fn now() -> std::time::Instant {
    std::time::Instant::now()
}
