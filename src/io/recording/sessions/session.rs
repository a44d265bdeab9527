//! `session.toml`: whose session it is, when it was, and what is known of it besides the report.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::super::whole;
use crate::core::report::{SessionReport, StopReport};
use crate::core::safety::{StopReason, stop_told};
use crate::io::bounded::{self, Limit};

/// Its name.
pub(in crate::io::recording) const FILE: &str = "session.toml";
/// The largest such file: ours have 1 kB, and a note of a person is the only thing in it that can grow.
pub(in crate::io::recording) const LIMIT: Limit = Limit::kib(64);
/// Version of its format. Version 1 had no id, no state and nothing of the recording; version 2 had no stop.
pub const SESSION_SCHEMA: u32 = 3;

/// What `session.toml` holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionFile {
    schema: u32,
    /// Name of the session for good, wherever its folder goes; of version 1 the folder's name.
    #[serde(default)]
    pub id: String,
    /// Profile that it belongs to.
    pub profile: String,
    /// When it began: local time with its offset, RFC 3339.
    pub at: String,
    /// Exercise that was looked for.
    pub exercise: String,
    /// State of the session.
    #[serde(default)]
    pub state: SessionState,
    /// The program was ended before the session was, and what there was has been judged since.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ended_early: bool,
    /// Pain before it, 0–10, where it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain_before: Option<u8>,
    /// Answers after it.
    #[serde(flatten)]
    pub after: Aftermath,
    /// Version of the program; empty where it is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub program: String,
    /// Version of the rules by which `report.json` was judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules_version: Option<u32>,
    /// What was recorded.
    #[serde(flatten)]
    pub about: About,
    /// Name of the video in the folder, if one was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub video: Option<String>,
    /// What the recorder could not keep up with.
    #[serde(default)]
    pub dropped: Dropped,
    /// The stop during the set, if «It hurts» was pressed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<StopReport>,
}

/// State of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    /// It has begun and is not over, or the program was killed.
    Open,
    /// It is over, and its report is there.
    #[default]
    Whole,
    /// The same, and a safety rule ended it or was met after it: its score counts for nothing.
    Stopped,
}

/// Answers after a session.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Aftermath {
    /// Pain after it, 0–10.
    pub pain_after: Option<u8>,
    /// What is new since, by id of [`crate::core::safety::Symptom`].
    pub new_symptoms: Vec<String>,
}

/// What was recorded, as far as it is known.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// Camera or file.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Landmark model.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub model: String,
    /// Width and height of the picture, in px.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size_px: Option<[u32; 2]>,
    /// Pictures per second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fps: Option<f64>,
    /// Length that each hold was to have, in s, where a plan asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold_goal_s: Option<f32>,
}

/// Number of pictures that the recorder left out because it could not keep up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Dropped {
    /// From the pose log.
    pub poses: u64,
    /// From the video.
    pub video: u64,
}

impl SessionFile {
    /// One that has just begun.
    pub(super) fn begun(id: String, at: String, [profile, exercise]: [&str; 2], about: About) -> Self {
        Self {
            schema: SESSION_SCHEMA,
            id,
            profile: profile.to_owned(),
            at,
            exercise: exercise.to_owned(),
            state: SessionState::Open,
            ended_early: false,
            pain_before: None,
            after: Aftermath::default(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            rules_version: Some(crate::core::report::RULES_VERSION),
            about,
            video: None,
            dropped: Dropped::default(),
            stop: None,
        }
    }

    /// Returns why the set was ended before its time, if it was.
    pub fn stopped_during(&self) -> Option<StopReason> {
        // A reason that only a newer program knows is one, too.
        self.stop.as_ref().map(|stop| StopReason::by_id(&stop.reason).unwrap_or(StopReason::MorePain))
    }

    /// Returns why it was stopped, if it was: during the set, or by what was reported after it.
    pub fn stop_reason(&self) -> Option<StopReason> {
        self.stopped_during().or_else(|| stop_told(self.pain_before, self.after.pain_after, &self.after.new_symptoms))
    }

    /// Returns true if it is no longer open.
    pub fn is_over(&self) -> bool {
        self.state != SessionState::Open
    }

    /// Returns the part of its report that was not seen: pain, new symptoms and the stop.
    pub fn told(&self) -> SessionReport {
        let by_answers = || self.stop_reason().map(|reason| StopReport { reason: reason.id().to_owned(), at_s: None });
        SessionReport {
            pain_before: self.pain_before,
            pain_after: self.after.pain_after,
            new_symptoms: self.after.new_symptoms.clone(),
            stop: self.stop.clone().or_else(by_answers),
        }
    }

    /// With the state of a session that is over: what is told later may change it.
    pub(super) fn over(mut self) -> Self {
        self.state = if self.told().stop.is_some() { SessionState::Stopped } else { SessionState::Whole };
        self
    }

    /// Reads that of a folder; one of version 1 comes as one of today's.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        Self::parse(&bounded::read_to_string(&folder.join(FILE), LIMIT)?, &name)
    }

    /// The same from the text of the file and the folder's name.
    pub(in crate::io::recording) fn parse(text: &str, folder: &str) -> io::Result<Self> {
        let mut session: Self = toml::from_str(text).map_err(io::Error::other)?;
        if SESSION_SCHEMA < session.schema {
            return Err(io::Error::other("it was kept by a newer formcheck; update the program"));
        }
        session.schema = SESSION_SCHEMA;
        if session.id.is_empty() {
            folder.clone_into(&mut session.id);
        }
        Ok(if session.is_over() { session.over() } else { session })
    }

    /// Writes it into a folder, whole or not at all.
    pub(in crate::io::recording) fn write(&self, folder: &Path) -> io::Result<()> {
        let text = toml::to_string(self).map_err(io::Error::other)?;
        whole::write(&folder.join(FILE), text.as_bytes())
    }

    /// Returns when it began, for people: `2026-11-22 18:30`.
    pub fn began(&self) -> String {
        self.at.get(..16).unwrap_or(&self.at).replace('T', " ")
    }
}
