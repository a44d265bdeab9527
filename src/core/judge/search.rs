//! What is looked for in a judge.

use crate::core::exercise::{Exercise, PostureKind};
use crate::core::exercises::{BUILT_IN, all};
use crate::core::report::RefusalReason;

/// One exercise, or whichever is done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Search {
    /// This one only.
    One(&'static Exercise),
    /// Every one that is known; what is none of them counts as nothing.
    Auto,
    /// Every one of these, told from all others.
    Among(&'static [&'static Exercise]),
}

impl Search {
    /// Returns the exercises that are looked for; at least one.
    pub fn exercises(self) -> Vec<&'static Exercise> {
        match self {
            Self::One(exercise) => vec![exercise],
            Self::Auto => all(),
            Self::Among(exercises) => exercises.to_vec(),
        }
    }

    /// Those and the ones that a movement must be told from: joints tell those that have no rhythm from one another.
    pub(super) fn watched(self) -> Vec<(&'static Exercise, bool)> {
        let asked = self.exercises();
        let has_rhythm = asked.iter().any(|exercise| exercise.rhythm().is_some());
        // An exercise that is left out must not pass for one that is looked for.
        let has_rivals = has_rhythm || matches!(self, Self::Among(_));
        let rivals = all().into_iter().filter(|exercise| has_rivals && !asked.contains(exercise));
        let rivals: Vec<_> = rivals.map(|exercise| (exercise, false)).collect();
        asked.into_iter().map(|exercise| (exercise, true)).chain(rivals).collect()
    }

    /// Returns its name in reports and on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::One(exercise) => exercise.id,
            Self::Auto | Self::Among(_) => AUTO,
        }
    }

    /// Returns its name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::One(exercise) => exercise.name,
            Self::Auto | Self::Among(_) => "known exercise",
        }
    }

    /// Why nothing is scored of a person in another posture.
    pub(super) fn not_in_posture(self) -> RefusalReason {
        let are_supine = self.exercises().iter().all(|exercise| exercise.posture.kind == PostureKind::Supine);
        if are_supine { RefusalReason::NotLyingDown } else { RefusalReason::NotInPosture }
    }

    pub(super) const fn first(self) -> &'static Exercise {
        match self {
            Self::One(exercise) => exercise,
            Self::Auto => BUILT_IN[0],
            Self::Among(exercises) => match exercises {
                [first, ..] => first,
                [] => BUILT_IN[0],
            },
        }
    }

    /// Returns true if the exercise is not known beforehand.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::One(_))
    }
}

/// Name of [`Search::Auto`].
pub const AUTO: &str = "auto";

impl From<&'static Exercise> for Search {
    fn from(exercise: &'static Exercise) -> Self {
        Self::One(exercise)
    }
}
