//! Where a session's pictures come from: a camera, or a file that is played as if it were one.

use super::incoming::Incoming;
use std::path::PathBuf;
use std::time::Duration;

use super::playback::{PlayClock, Playback};
#[cfg(feature = "camera")]
use crate::io::camera::{CameraConfig, CameraFault, CameraFeed, CameraState, CameraStatus, Gap};

use crate::io::latest::Taken;
use crate::io::words::Trouble;

/// Source of the pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceChoice {
    /// A camera.
    Camera {
        /// Its number, its path or a part of its name; `None`: the remembered one if it is there, else the first.
        choice: Option<String>,
        /// Name of the one used last.
        remembered: Option<String>,
    },
    /// A video, and the clock by which it is played.
    File(PathBuf, PlayClock),
}

/// Pictures on their way.
#[derive(Debug)]
pub(super) enum Source {
    File(Playback),
    #[cfg(feature = "camera")]
    Camera(CameraFeed),
}

/// How pictures come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Health {
    /// Where from, in words.
    pub(super) name: String,
    /// Name of the camera, if it is one.
    pub(super) camera: Option<String>,
    /// Whether the camera was pulled out.
    pub(super) is_unplugged: bool,
    /// Why none come, and what to do, in one sentence.
    pub(super) trouble: Option<Trouble>,
    /// How many were damaged and thrown away.
    pub(super) n_dropped: u64,
}

impl Source {
    /// Starts the stream; its clock starts with the first picture. A camera that gives nothing for longer than `patience` is
    /// opened again.
    pub(super) fn start(choice: &SourceChoice, patience: Option<Duration>) -> Result<Self, Trouble> {
        match choice {
            SourceChoice::File(path, clock) => {
                Playback::start(path, *clock).map(Self::File).map_err(|error| Trouble::from(&error))
            }
            #[cfg(feature = "camera")]
            SourceChoice::Camera { choice, remembered } => {
                let choice = choice.as_deref().unwrap_or_default().parse().unwrap_or_default();
                let remembered = remembered.clone();
                let config = CameraConfig { choice, remembered, patience, ..CameraConfig::default() };
                Ok(Self::Camera(CameraFeed::start(config, || ())))
            }
            #[cfg(not(feature = "camera"))]
            SourceChoice::Camera { .. } => Err(Trouble::new(crate::io::words::TroubleCode::CameraNotBuilt, [])),
        }
    }

    /// Waits for the newest picture.
    pub(super) fn wait(&self, at_most: Duration) -> Taken<Incoming> {
        match self {
            Self::File(playback) => playback.pictures.wait(at_most),
            #[cfg(feature = "camera")]
            Self::Camera(feed) => match feed.frames().wait(at_most) {
                Taken::Value(picture) => Taken::Value(Incoming { frame: picture.frame, taken: picture.taken }),
                Taken::Nothing => Taken::Nothing,
                Taken::Closed => Taken::Closed,
            },
        }
    }

    /// How pictures come at present.
    pub(super) fn health(&self) -> Health {
        match self {
            Self::File(playback) => {
                Health { name: playback.name.clone(), trouble: playback.failure(), ..Health::default() }
            }
            #[cfg(feature = "camera")]
            Self::Camera(feed) => camera_health(&feed.status()),
        }
    }

    /// Pictures that came while no person had time for them.
    pub(super) fn n_skipped(&self) -> u64 {
        match self {
            Self::File(playback) => playback.pictures.n_lost(),
            #[cfg(feature = "camera")]
            Self::Camera(feed) => feed.frames().n_lost(),
        }
    }

    /// What the reader of the report should know of the stream so far.
    pub(super) fn notes(&self) -> Vec<String> {
        match self {
            Self::File(playback) => playback.failure().iter().map(ToString::to_string).collect(),
            #[cfg(feature = "camera")]
            Self::Camera(feed) => camera_notes(&feed.status()),
        }
    }
}

#[cfg(feature = "camera")]
fn camera_health(status: &CameraStatus) -> Health {
    let n_dropped = status.counts.n_dropped();
    match &status.state {
        CameraState::Opening => Health { n_dropped, ..Health::default() },
        CameraState::Streaming { name, mode } => {
            let camera = Some(name.clone());
            Health { name: format!("{name}, {mode}"), camera, n_dropped, ..Health::default() }
        }
        CameraState::Lost { fault, .. } => Health {
            is_unplugged: *fault == CameraFault::Unplugged,
            trouble: Some(Trouble::from(fault)),
            n_dropped,
            ..Health::default()
        },
    }
}

#[cfg(feature = "camera")]
fn camera_notes(status: &CameraStatus) -> Vec<String> {
    let gap = |gap: &Gap| format!("no pictures from {:.1} to {:.1} s: {}", gap.from.secs(), gap.to.secs(), gap.fault);
    let mut notes: Vec<String> = status.gaps.iter().map(gap).collect();
    if let CameraState::Lost { fault, .. } = &status.state {
        notes.push(format!("no pictures came at the end: {fault}"));
    }
    if status.counts.n_dropped() != 0 {
        notes.push(format!("{} damaged pictures were left out", status.counts.n_dropped()));
    }
    notes
}
