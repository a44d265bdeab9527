//! The signal of an exercise, and the effort that it asks for.

use serde::Deserialize;

use super::{Fault, Rhythm};
use crate::core::measure::Measure;
use crate::core::track::Leg;

/// Quantity that rises from rest to the top of a repetition and falls back.
#[derive(Debug, Clone, Copy)]
pub enum Signal {
    /// A measure of joints.
    Joints(JointSignal),
    /// Texture, where it tells more than joints.
    Texture(Rhythm),
}

/// A signal that joints tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JointSignal {
    /// Measure that rises and falls.
    pub measure: Measure,
    /// The limbs that it is followed on.
    pub limbs: Limbs,
    /// Smallest range that makes a repetition, in its unit; less is fidgeting, breathing or a smaller exercise.
    pub least_range: f32,
}

/// Limbs that do the movement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Limbs {
    /// Both do the same: the side towards the camera tells of both.
    Both,
    /// Each by itself or both together, told as near and far: for a view from the side.
    Each,
    /// Left and right by themselves, told apart from the side and from the front.
    LeftAndRight,
}

impl Limbs {
    /// Returns the limbs that are followed, each by itself.
    pub const fn followed(self) -> &'static [Leg] {
        match self {
            Self::Both => &[Leg::Near],
            Self::Each => &[Leg::Near, Leg::Far],
            Self::LeftAndRight => &[Leg::Left, Leg::Right],
        }
    }
}

/// Direction of a repetition from rest to the top; the words for its pace follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Way {
    /// Something is lifted and lowered: "up" and "down".
    #[default]
    UpDown,
    /// Something is pulled in or stretched out and let go: "in" and "and back".
    InOut,
}

impl Way {
    /// Every one.
    pub const ALL: [Self; 2] = [Self::UpDown, Self::InOut];

    /// Returns its name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::UpDown => "up_down",
            Self::InOut => "in_out",
        }
    }
}

/// Effort that an exercise asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Effort {
    /// Repetitions; how many, where the exercise says so.
    Repetitions {
        /// Number of repetitions.
        goal: Option<usize>,
    },
    /// Holding still at the top for a while; how long is the limit of the fault that reads the hold.
    Hold,
    /// Going on evenly, told by its cadence.
    Cycles {
        /// Steps a minute that are asked for, from and to.
        per_minute: Option<[f32; 2]>,
    },
}

/// The signal's own limits of one fault: how long a hold should last.
pub(super) fn hold_fault(faults: &'static [Fault]) -> Option<&'static Fault> {
    faults.iter().find(|fault| fault.reads == super::Reads::Span(super::SpanOf::Hold))
}
