//! The phases of a repetition.

use serde::{Deserialize, Serialize};

/// Where in a repetition the athlete is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Not there, or not lying as for the exercise.
    Away,
    /// Between repetitions.
    Rest,
    /// On the way to the top.
    Rising,
    /// At the top.
    Top,
    /// On the way back.
    Lowering,
}

impl Phase {
    /// Returns its word for people.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Away => "not in position",
            Self::Rest => "rest",
            Self::Rising => "rising",
            Self::Top => "top",
            Self::Lowering => "lowering",
        }
    }
}
