//! One session in front of a camera: its threads, its clock, and what it shows.
//!
//! ```text
//! capture or playback ─ Latest<Incoming> ─> coach thread ─ Latest<LiveState> ─> window
//! window ─ sync_channel(8): Control ────────────┘ │  └──── SoundSink ──────────> loudspeaker
//!                        (Estimator, Judge, Cues)   └ bounded queues ────> recorder thread
//! ```

mod coach;
mod incoming;
mod keep;
mod numbers;
mod playback;
mod recorder;
mod session;
mod session_writer;
mod sign_watch;
mod source;
mod state;
mod transcript;
mod voice_guide;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

use coach::{Out, sit};
pub use playback::PlayClock;
pub use recorder::{Recorded, Recorder, RecorderError, RecorderStatus, VideoPlan};
pub use sign_watch::SignWatch;
pub use source::SourceChoice;
pub use state::{LiveStage, LiveState, Numbers, Picture};
pub use transcript::write_between;
pub use voice_guide::{SoundSink, VoiceGuideOptions, VoiceGuideView};

use crate::app::outcome::Outcome;
use crate::core::exercise::Goal;
use crate::core::judge::Search;
use crate::core::report::{Report, StopReport};
use crate::io::inference::Model;
use crate::io::latest::Latest;
use crate::io::recording::Keep;
use crate::io::words::{Trouble, TroubleCode};

/// What the person asks of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// Nothing is judged until [`Control::Resume`].
    Pause,
    /// Go on.
    Resume,
    /// The set is over: judge it.
    Stop,
    /// It hurts: the set is over, and no result is said.
    Hurts,
}

/// When a session is over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Until {
    /// When the person says so, or the file ends.
    Asked,
    /// When the file ends, or the camera is pulled out or has given nothing for five seconds.
    End,
    /// After so many seconds of the stream, or at its end.
    Secs(f64),
}

/// What a session is to be.
#[derive(Debug, Clone)]
pub struct SessionOptions {
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
    /// File that the report is written to, too.
    pub report: Option<PathBuf>,
    /// How it is led by voice, if it is.
    pub guide: Option<VoiceGuideOptions>,
    /// Where it is kept, if it is.
    pub keep: Option<Keep>,
    /// True if its pictures are kept too.
    pub has_video: bool,
    /// Set from outside to give up: what was recorded is judged.
    pub cancelled: Arc<AtomicBool>,
}

/// How a session ended.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ended {
    /// What the program ends with where the session was all that was asked for.
    pub outcome: Outcome,
    /// What went wrong, in one sentence.
    pub said: Option<Trouble>,
    /// What is to be said of the exercise.
    pub report: Option<Arc<Report>>,
    /// Where it is kept.
    pub folder: Option<PathBuf>,
    /// The stop that ended it, if one did.
    pub stop: Option<StopReport>,
    /// How long what is left to be said takes, in s.
    pub talk_secs: f64,
}

/// A session under way. Dropping it ends it and keeps what was recorded.
#[derive(Debug)]
pub struct Live {
    shown: Arc<Latest<LiveState>>,
    commands: SyncSender<Control>,
    coach: Option<JoinHandle<Ended>>,
}

impl Live {
    /// Begins; `wake` is called whenever there is something new to show.
    pub fn start(options: SessionOptions, wake: impl Fn() + Send + 'static) -> std::io::Result<Self> {
        let shown = Arc::new(Latest::default());
        let (commands, inbox) = sync_channel(8);
        let out = Out { shown: Arc::clone(&shown), wake: Box::new(wake) };
        let coach = std::thread::Builder::new().name("coach".into()).spawn(move || sit(options, out, inbox))?;
        Ok(Self { shown, commands, coach: Some(coach) })
    }

    /// Returns what is new, if anything is.
    pub fn shown(&self) -> Option<LiveState> {
        self.shown.take()
    }

    /// Asks for something; a session that is over does nothing more.
    pub fn send(&self, command: Control) {
        let _is_over = self.commands.try_send(command).is_err();
    }

    /// Ends it, if it has not ended by itself, and waits until all is kept.
    pub fn end(mut self) -> Ended {
        self.send(Control::Stop);
        let ended = self.coach.take().and_then(|coach| coach.join().ok());
        ended.unwrap_or_else(|| Ended {
            outcome: Outcome::Internal,
            said: Some(Trouble::new(TroubleCode::JudgeDied, [])),
            ..Ended::default()
        })
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.send(Control::Stop);
        if let Some(coach) = self.coach.take() {
            let _ended_early = coach.join().is_err();
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "pictures are stamped, and waited for, on the machine's clock")]
pub(crate) fn now() -> std::time::Instant {
    std::time::Instant::now()
}
