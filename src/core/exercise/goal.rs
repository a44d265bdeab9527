//! The amount that a set is to have.

use super::Exercise;

/// Amount that a set is to have. The length of a hold is what the exercise's rule judges by, too.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Goal {
    /// Number of repetitions, if one is asked for.
    pub reps: Option<usize>,
    /// Length of each hold in s, if it is held.
    pub hold_secs: Option<f32>,
}

impl Goal {
    /// Returns the amount that the exercise itself asks for.
    pub fn of(exercise: &Exercise) -> Self {
        Self { reps: exercise.goal(), hold_secs: exercise.hold_goal_secs() }
    }

    /// Returns the exercise with this length of hold in its rule.
    pub fn asked_of(self, exercise: &'static Exercise) -> &'static Exercise {
        self.hold_secs.map_or(exercise, |secs| exercise.with_hold(secs))
    }
}
