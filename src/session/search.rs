//! What is looked for in a session.

use crate::exercise::Exercise;
use crate::exercises::ALL;

/// One exercise, or whichever is done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Search {
    /// This one only.
    One(&'static Exercise),
    /// Every one that is known; what is none of them counts as nothing.
    Auto,
}

impl Search {
    /// The exercises that are looked for; at least one.
    pub fn exercises(&self) -> &[&'static Exercise] {
        match self {
            Self::One(exercise) => std::slice::from_ref(exercise),
            Self::Auto => &ALL,
        }
    }

    /// Those and the ones that a movement must be told from: joints tell those that have no rhythm from one another.
    pub(super) fn watched(&self) -> impl Iterator<Item = (&'static Exercise, bool)> {
        let asked = self.exercises().iter().map(|exercise| (*exercise, true));
        let has_rhythm = self.exercises().iter().any(|exercise| exercise.rhythm().is_some());
        let rivals = ALL.iter().filter(move |exercise| has_rhythm && !self.exercises().contains(exercise));
        asked.chain(rivals.map(|exercise| (*exercise, false)))
    }

    /// Name in reports and on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::One(exercise) => exercise.id,
            Self::Auto => AUTO,
        }
    }

    /// Name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::One(exercise) => exercise.name,
            Self::Auto => "known exercise",
        }
    }

    pub(super) const fn first(self) -> &'static Exercise {
        match self {
            Self::One(exercise) => exercise,
            Self::Auto => ALL[0],
        }
    }
}

/// Name of [`Search::Auto`].
pub const AUTO: &str = "auto";

impl From<&'static Exercise> for Search {
    fn from(exercise: &'static Exercise) -> Self {
        Self::One(exercise)
    }
}
