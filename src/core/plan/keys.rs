//! The keys of a plan. `tests/plan.schema.json` is derived from these types, and every key is explained in
//! `docs/plans.md`.

use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::item::WorkSide;
use crate::core::exercise_file::at::{At, Count, Number};

/// A plan as a text file.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "formcheck plan"))]
#[serde(deny_unknown_fields)]
pub(super) struct PlanText {
    /// Version of the format: 1.
    pub(super) format: At<Count>,
    /// Its heading.
    pub(super) title: At<String>,
    /// Name of the person it is for, one of their choice.
    #[serde(rename = "for")]
    pub(super) person: Option<At<String>>,
    /// Name of the person who wrote it.
    #[serde(rename = "by")]
    pub(super) author: Option<At<String>>,
    /// First day.
    pub(super) from: Option<At<Day>>,
    /// Last day.
    pub(super) until: Option<At<Day>>,
    /// Days of the week on which its exercises are due.
    pub(super) days: Option<At<Vec<WeekdayName>>>,
    /// Number of days from one day of exercise to the next, instead of `days`.
    pub(super) every_days: Option<At<Count>>,
    /// False where no step to another level is to be offered.
    #[serde(default = "yes")]
    pub(super) offer_levels: bool,
    /// Source of its numbers.
    pub(super) source: Option<At<String>>,
    /// Texts to read during the week.
    #[serde(default)]
    pub(super) reading: Vec<At<String>>,
    /// Activities that are hard for this person, to be rated each week.
    #[serde(default)]
    pub(super) activities: Vec<At<String>>,
    /// Advice for a flare-up.
    pub(super) flare_up: At<String>,
    /// When to stop.
    pub(super) stop_when: At<String>,
    /// Exercises in their order.
    pub(super) items: At<Vec<At<ItemText>>>,
}

const fn yes() -> bool {
    true
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(super) enum WeekdayName {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// A struct with the keys of a dose; `serde(flatten)` would let unknown keys pass.
macro_rules! with_dose {
    ($(#[$meta:meta])* struct $name:ident { $($(#[$key_meta:meta])* $key:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            $($(#[$key_meta])* pub(super) $key: $type,)*
            /// Number of sets.
            pub(super) sets: Option<At<Count>>,
            /// Number of repetitions in each set.
            pub(super) repetitions: Option<At<Count>>,
            /// Length of each hold in s.
            pub(super) hold_secs: Option<At<Number>>,
            /// Minutes in each set.
            pub(super) minutes: Option<At<Number>>,
            /// Rest after each set in s.
            pub(super) rest_secs: Option<At<Number>>,
            /// Load in kg.
            pub(super) load_kg: Option<At<Number>>,
            /// Load in words.
            pub(super) load: Option<At<String>>,
        }

        impl $name {
            pub(super) const fn dose(&self) -> DoseText<'_> {
                DoseText {
                    sets: self.sets,
                    repetitions: self.repetitions,
                    hold_secs: self.hold_secs,
                    minutes: self.minutes,
                    rest_secs: self.rest_secs,
                    load_kg: self.load_kg,
                    load: self.load.as_ref(),
                }
            }
        }
    };
}

/// The keys of a dose.
#[derive(Debug, Clone, Copy)]
pub(super) struct DoseText<'a> {
    pub(super) sets: Option<At<Count>>,
    pub(super) repetitions: Option<At<Count>>,
    pub(super) hold_secs: Option<At<Number>>,
    pub(super) minutes: Option<At<Number>>,
    pub(super) rest_secs: Option<At<Number>>,
    pub(super) load_kg: Option<At<Number>>,
    pub(super) load: Option<&'a At<String>>,
}

with_dose! {
    /// An exercise of the plan. The keys of a dose are those of its only level.
    struct ItemText {
        /// Name of the exercise.
        exercise: At<String>,
        /// The person's own side that works; `both` if left out.
        side: Option<At<WorkSide>>,
        /// Days of the week of its own, instead of the plan's.
        days: Option<At<Vec<WeekdayName>>>,
        /// Level that is done now, from 1 on; 1 if left out.
        level: Option<At<Count>>,
        /// First day whose sessions count towards the next level.
        level_since: Option<At<Day>>,
        /// Doses of several levels, the easiest first.
        levels: Option<At<Vec<At<LevelText>>>>,
        /// Range in which the reading of this person should lie.
        target: Option<At<TargetText>>,
        /// A word for this person.
        note: Option<At<String>>,
    }
}

with_dose! {
    /// Dose of a level.
    struct LevelText {}
}

/// A range of a measure, both ends included.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct TargetText {
    /// Name of a measure that the exercise reports; the one that it is about if left out.
    pub(super) measure: Option<At<String>>,
    /// Least value in degrees.
    pub(super) from_deg: Option<At<Number>>,
    /// Highest value in degrees.
    pub(super) to_deg: Option<At<Number>>,
    /// Least value in trunk lengths.
    pub(super) from_trunk: Option<At<Number>>,
    /// Highest value in trunk lengths.
    pub(super) to_trunk: Option<At<Number>>,
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day(pub(super) Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let of_text = |date: toml::value::Date| {
            let [month, day] = [date.month, date.day].map(|number| i8::try_from(number).ok());
            Date::new(i16::try_from(date.year).ok()?, month?, day?).ok()
        };
        let read = toml::value::Datetime::deserialize(deserializer).ok().filter(|read| read.time.is_none());
        let day = read.and_then(|read| read.date).and_then(of_text);
        day.map(Self).ok_or_else(|| D::Error::custom("a date such as 2026-12-01 is needed here, without quotes"))
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date", "description": "A day of the calendar." })
    }
}
