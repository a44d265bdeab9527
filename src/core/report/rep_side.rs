//! The side of the body that worked.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::core::skeleton::Side;
use crate::core::track::Leg;

/// The athlete's own side that worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepSide {
    /// The left.
    Left,
    /// The right.
    Right,
    /// Both, or it has no side.
    Both,
}

impl RepSide {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Left, Self::Right, Self::Both];

    /// Returns the leg that shows a repetition: the near one where both worked.
    pub const fn leg(self) -> Leg {
        match self {
            Self::Left => Leg::Left,
            Self::Right => Leg::Right,
            Self::Both => Leg::Near,
        }
    }

    /// Returns its name in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Both => "both",
        }
    }
}

impl From<Option<Side>> for RepSide {
    fn from(side: Option<Side>) -> Self {
        match side {
            Some(Side::Left) => Self::Left,
            Some(Side::Right) => Self::Right,
            None => Self::Both,
        }
    }
}

impl fmt::Display for RepSide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
