//! One exercise of a plan: how much of it, on which side, at which level.

use jiff::civil::Date;

use crate::exercise::Exercise;
use crate::measure::Measure;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
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
        let of_one = match self.amount {
            Amount::Repetitions(n, _) => f64::from(n),
            Amount::HoldSecs(secs) => f64::from(secs),
            Amount::Minutes(minutes) => f64::from(minutes),
        };
        f64::from(self.sets) * of_one
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
