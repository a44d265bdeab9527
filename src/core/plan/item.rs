//! One exercise of a plan: how much of it, on which side, at which level.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::core::exercise::{Exercise, Goal};
use crate::core::measure::Measure;

/// Names an item within its plan: no exercise stands there twice with the same side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemKey {
    /// Id of the exercise.
    pub exercise: String,
    /// The side that works.
    pub side: WorkSide,
}

/// An exercise of a plan.
#[derive(Debug)]
pub struct Item {
    /// The exercise.
    pub exercise: &'static Exercise,
    /// The side that works.
    pub side: WorkSide,
    /// The level that is done now, from 1 on.
    pub level: usize,
    /// The first day whose sessions count towards the next level; of the whole plan where there is none.
    pub level_since: Option<Date>,
    /// The dose of each level, the easiest first.
    pub levels: Vec<Dose>,
    /// Range in which the reading of this person should lie.
    pub target: Option<Target>,
    /// A word for this person.
    pub note: Option<String>,
    /// Days of its own.
    pub days: Option<Vec<jiff::civil::Weekday>>,
}

impl Item {
    /// Returns the dose of the present level.
    pub fn dose(&self) -> Option<&Dose> {
        self.levels.get(self.level.checked_sub(1)?)
    }

    /// Returns what names it within its plan.
    pub fn key(&self) -> ItemKey {
        ItemKey { exercise: self.exercise.id.to_owned(), side: self.side }
    }

    /// Returns its name with the side, if one is asked for.
    pub fn name(&self) -> String {
        let mut name = self.exercise.name.to_owned();
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        name.push_str(match self.side {
            WorkSide::Both => "",
            WorkSide::Left => ", left",
            WorkSide::Right => ", right",
            WorkSide::Each => ", each side",
        });
        name
    }
}

/// The person's own side that works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WorkSide {
    /// Both together, or either: the sides are not counted apart.
    Both,
    /// The left one.
    Left,
    /// The right one.
    Right,
    /// The whole amount with each side.
    Each,
}

/// How much of an exercise.
#[derive(Debug, Clone, PartialEq)]
pub struct Dose {
    /// Number of sets.
    pub sets: u32,
    /// Amount in each set.
    pub amount: Amount,
    /// Rest after each set, in s.
    pub rest_secs: Option<f32>,
    /// Load in kg.
    pub load_kg: Option<f32>,
    /// Load in words: the colour of a band.
    pub load: Option<String>,
}

/// Amount in a set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// Repetitions, each held for so long in s, if it is held.
    Repetitions(u32, Option<f32>),
    /// One hold of so long, in s.
    HoldSecs(f32),
    /// So many minutes.
    Minutes(f32),
}

impl Dose {
    /// Returns the amount of all sets together, in repetitions, s or minutes.
    pub fn asked(&self) -> f64 {
        f64::from(self.sets) * self.of_one()
    }

    /// Returns the goal of a set of an exercise. The hold is never shorter than what the exercise's rule calls fine: the eye,
    /// the ear and the corrections then ask for the same. With each side by itself repetitions are not counted together.
    pub fn goal(&self, exercise: &Exercise, side: WorkSide) -> Goal {
        let own = Goal::of(exercise);
        let (reps, held) = match self.amount {
            Amount::Repetitions(n, held) => (Some(n as usize), held),
            Amount::HoldSecs(secs) => (None, Some(secs)),
            Amount::Minutes(_) => (None, None),
        };
        let hold_secs = own.hold_secs.map(|fine| held.map_or(fine, |held| held.max(fine)));
        Goal { reps: reps.filter(|_| side != WorkSide::Each), hold_secs }
    }

    /// Returns the amount of one set, in repetitions, s or minutes.
    fn of_one(&self) -> f64 {
        match self.amount {
            Amount::Repetitions(n, _) => f64::from(n),
            Amount::HoldSecs(secs) => f64::from(secs),
            Amount::Minutes(minutes) => f64::from(minutes),
        }
    }

    /// Returns the number of the set that comes next after this amount, from 1 on and no higher than the last one.
    pub fn set_after(&self, amount: f64) -> u32 {
        let whole = (amount / self.of_one()).clamp(0.0, f64::from(self.sets.saturating_sub(1)));
        whole as u32 + 1
    }
}

/// A range for one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// The measure that is read.
    pub measure: Measure,
    /// Least value, in the measure's unit.
    pub from: f32,
    /// Highest value, in the measure's unit.
    pub to: f32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::exercises::{HIP_BRIDGE, PELVIC_TILT};

    #[test]
    fn the_goal_of_a_set_is_the_doses_and_never_a_shorter_hold_than_the_rule_asks_for() {
        let of = |amount| Dose { sets: 2, amount, rest_secs: None, load_kg: None, load: None };
        let fine = HIP_BRIDGE.hold_goal_secs().unwrap();
        let goal = |amount, side| of(amount).goal(&HIP_BRIDGE, side);
        let ten = goal(Amount::Repetitions(10, Some(fine + 2.0)), WorkSide::Both);
        assert_eq!(ten, Goal { reps: Some(10), hold_secs: Some(fine + 2.0) });
        assert_eq!(goal(Amount::Repetitions(10, Some(0.5)), WorkSide::Both).hold_secs, Some(fine));
        assert_eq!(goal(Amount::Repetitions(10, None), WorkSide::Each), Goal { reps: None, hold_secs: Some(fine) });
        assert_eq!(goal(Amount::HoldSecs(20.0), WorkSide::Both), Goal { reps: None, hold_secs: Some(20.0) });
        let tilt = of(Amount::Repetitions(10, Some(5.0))).goal(&PELVIC_TILT, WorkSide::Both);
        assert_eq!(tilt, Goal { reps: Some(10), hold_secs: None }, "its hold is not seen");
    }
}
