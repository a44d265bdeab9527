//! Description of an exercise apart from its rules: words, dose, cautions, picture, origin.

use serde::Deserialize;

use crate::core::skeleton::Part;

/// An exercise in words and pictures.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// The kind of exercise: what the home screen and Learn are arranged by.
    pub family: Family,
    /// Purpose, instructions and checks, by language; empty where the program's own words have them.
    pub words: &'static [Words],
    /// Answers to the health questions (their ids) with which it is not offered.
    pub cautions: &'static [&'static str],
    /// Usual amount of it.
    pub dose: Option<Dose>,
    /// At rest and at the top, as drawn on its card; `None` where the program draws it by itself.
    pub figure: Option<[FigurePose; 2]>,
    /// Origin of its definition.
    pub origin: Origin,
}

/// On the back with bent knees, as drawn.
pub const ON_THE_BACK: FigurePose = &[
    (Part::Ear, [-1.38, 0.07]),
    (Part::Shoulder, [-1.0, 0.0]),
    (Part::Elbow, [-0.66, -0.09]),
    (Part::Wrist, [-0.31, -0.10]),
    (Part::Hip, [0.0, 0.0]),
    (Part::Knee, [0.55, 0.72]),
    (Part::Ankle, [0.86, -0.02]),
    (Part::Toe, [1.10, -0.05]),
];

impl About {
    /// Describes an exercise whose words are the program's own.
    pub const fn in_program(family: Family, cautions: &'static [&'static str], figure: [FigurePose; 2]) -> Self {
        Self { family, words: &[], cautions, dose: None, figure: Some(figure), origin: Origin::BuiltIn }
    }
}

/// The kind of exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Family {
    /// On the back, from static to dynamic.
    Supine,
    /// On hands and knees, on the belly, on the side.
    HandsAndKnees,
    /// Standing, with a load, small jumps.
    Standing,
    /// Stretches.
    Stretch,
    /// Low-impact aerobic conditioning.
    Aerobic,
}

impl Family {
    /// Every one, in the order of the screens.
    pub const ALL: [Self; 5] = [Self::Supine, Self::HandsAndKnees, Self::Standing, Self::Stretch, Self::Aerobic];

    /// Returns its name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Supine => "supine",
            Self::HandsAndKnees => "hands_and_knees",
            Self::Standing => "standing",
            Self::Stretch => "stretch",
            Self::Aerobic => "aerobic",
        }
    }
}

/// The words of an exercise in one language.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// Code of the language: `en`, `de`.
    pub language: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its purpose.
    pub purpose: &'static str,
    /// Instructions, from the set-up on.
    pub how: &'static str,
    /// Aspects that are checked.
    pub checked: &'static str,
    /// People who should ask first.
    pub caution: &'static str,
    /// Aspects that can never be judged.
    pub never_judged: &'static str,
    /// Name of the measure that it is about.
    pub measure: &'static str,
    /// Each fault, by its id.
    pub faults: &'static [FaultWords],
    /// Names of its own measures, by their ids in reports.
    pub measures: &'static [(&'static str, &'static str)],
    /// Reasons why a movement is none of it, by their ids.
    pub reasons: &'static [(&'static str, &'static str)],
}

impl Words {
    /// Returns a reason in words, if it has some.
    pub fn reason(&self, id: &str) -> Option<&'static str> {
        self.reasons.iter().find(|(reason, _)| *reason == id).map(|(_, said)| *said)
    }

    /// Returns the name of a measure, if it has one.
    pub fn measure_name(&self, id: &str) -> Option<&'static str> {
        self.measures.iter().find(|(measure, _)| *measure == id).map(|(_, name)| *name)
    }
}

/// A fault in words.
#[derive(Debug, Clone, Copy)]
pub struct FaultWords {
    /// Id of the fault.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Instruction that corrects it.
    pub cue: &'static str,
    /// The same for the ear.
    pub said: &'static str,
    /// Parts that must be seen, where it is said otherwise than by the fault.
    pub needs: Option<&'static str>,
    /// Source of the limits, where it is said otherwise than by the fault.
    pub source: Option<&'static str>,
}

/// Usual amount of an exercise; education, not a prescription.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dose {
    /// Number of sets.
    pub sets: usize,
    /// Number of repetitions in each set, if they are counted.
    pub repetitions: Option<usize>,
    /// Length of each hold in s, if it is held.
    pub hold_secs: Option<f32>,
    /// Duration in minutes, if it is cyclic.
    pub minutes: Option<f32>,
    /// On how many days a week.
    pub days_a_week: usize,
    /// Source of these numbers.
    pub source: &'static str,
}

/// A body from the side or the front: where its parts are, in trunk lengths, right and up from the hip. A part that is
/// there twice is that of both sides, the near one first.
pub type FigurePose = &'static [(Part, [f32; 2])];

impl Origin {
    /// Returns the SHA-256 of the file's text in hex, if it is a file.
    pub const fn sha256(self) -> Option<&'static str> {
        match self {
            Self::BuiltIn => None,
            Self::File { sha256 } | Self::Learned { sha256 } => Some(sha256),
        }
    }
}

/// Origin of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Part of the program.
    BuiltIn,
    /// A file, with the hash of its text.
    File {
        /// SHA-256 of the text, in hex.
        sha256: &'static str,
    },
    /// A file derived from one demonstration.
    Learned {
        /// SHA-256 of the text, in hex.
        sha256: &'static str,
    },
}
