//! Where a sitting's pictures come from: a camera, or a file that is played as if it were one.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::playback::Playback;
use crate::frame::Frame;
use crate::latest::Taken;

/// Which pictures to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceChoice {
    /// A camera: its number, its path or a part of its name; `None`: the first.
    Camera(Option<String>),
    /// A video, played in real time.
    File(PathBuf),
}

/// A picture with the instant at which it was taken.
#[derive(Debug, Clone)]
pub(super) struct Incoming {
    pub(super) frame: Frame,
    /// On the machine's clock.
    pub(super) taken: Instant,
}

/// Pictures on their way.
#[derive(Debug)]
pub(super) enum Source {
    File(Playback),
}

/// How pictures come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Health {
    /// Where from, in words.
    pub(super) name: String,
    /// Name of the camera, if it is one.
    pub(super) camera: Option<String>,
    /// Why none come, and what to do, in one sentence.
    pub(super) trouble: Option<String>,
    /// How many were damaged and thrown away.
    pub(super) n_dropped: u64,
}

impl Source {
    /// Starts the stream; its clock starts with the first picture.
    pub(super) fn start(choice: &SourceChoice) -> Result<Self, String> {
        match choice {
            SourceChoice::File(path) => Playback::start(path).map(Self::File).map_err(|error| error.to_string()),
            SourceChoice::Camera(_) => {
                Err("this program was built without a camera; build it with the feature `camera`".to_owned())
            }
        }
    }

    /// Waits for the newest picture.
    pub(super) fn wait(&self, at_most: Duration) -> Taken<Incoming> {
        match self {
            Self::File(playback) => playback.pictures.wait(at_most),
        }
    }

    /// How pictures come at present.
    pub(super) fn health(&self) -> Health {
        match self {
            Self::File(playback) => {
                Health { name: playback.name.clone(), trouble: playback.failure(), ..Health::default() }
            }
        }
    }

    /// Pictures that came while nobody had time for them.
    pub(super) fn n_skipped(&self) -> u64 {
        match self {
            Self::File(playback) => playback.pictures.n_lost(),
        }
    }

    /// What the reader of the report should know of the stream so far.
    pub(super) fn notes(&self) -> Vec<String> {
        match self {
            Self::File(playback) => playback.failure().into_iter().collect(),
        }
    }
}
