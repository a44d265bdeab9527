//! What crosses to the window: a state, so that nothing is missed when one is.

use std::sync::Arc;
use std::time::Instant;

use super::{RecorderStatus, VoiceGuideView};
use crate::core::frame::Frame;
use crate::core::judge::LiveView;
use crate::core::report::Report;
use crate::io::words::Trouble;

/// A session at one instant.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveState {
    /// How far it has come.
    pub stage: LiveStage,
    /// The last picture with what was found in it; it stays while no new one comes.
    pub picture: Option<Picture>,
    /// Seconds of the set, pauses and gaps included.
    pub secs: f64,
    /// How it is led by voice, if it is.
    pub guide: Option<VoiceGuideView>,
    /// What is recorded.
    pub recorder: RecorderStatus,
    /// How the machine keeps up.
    pub numbers: Numbers,
}

impl LiveState {
    /// Returns a state before there is any picture.
    pub fn of(stage: LiveStage) -> Self {
        Self {
            stage,
            picture: None,
            secs: 0.0,
            guide: None,
            recorder: RecorderStatus::default(),
            numbers: Numbers::default(),
        }
    }
}

/// How far a session has come.
#[derive(Debug, Clone, PartialEq)]
pub enum LiveStage {
    /// The model is loaded, the camera opened.
    Starting,
    /// Pictures come and are judged.
    Running,
    /// The person has paused.
    Paused,
    /// No pictures come; one sentence: what happened, and what to do. The set goes on when they do.
    Lost(Trouble),
    /// The set is over.
    Done(Arc<Report>),
    /// Nothing can be judged; one sentence: what failed, why, what to do.
    Failed(Trouble),
}

/// A picture and what was found in it travel together.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The picture, as taken.
    pub frame: Arc<Frame>,
    /// What was found in it.
    pub view: LiveView,
    /// When it was taken, on the machine's clock.
    pub taken: Instant,
}

/// How the machine keeps up.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Numbers {
    /// Poses per second over the last seconds.
    pub poses_hz: Option<f64>,
    /// From taking a picture until its pose was known, in ms: median of the last seconds.
    pub pose_ms: Option<f64>,
    /// Pictures that came while the model was busy.
    pub n_skipped: u64,
    /// Pictures that were damaged and thrown away.
    pub n_dropped: u64,
    /// Where pictures come from, in words.
    pub source: String,
    /// Name of the camera, if it is one.
    pub camera: Option<String>,
    /// Engine that runs the model.
    pub backend: String,
}
