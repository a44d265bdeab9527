//! A plan of exercises that a therapist writes and a person follows: TOML in, a [`Plan`] or the line and cause of what is
//! wrong out. Every key: `docs/plans.md`.

pub mod activities;
mod days;
pub mod done;
mod item;
mod keys;
mod level_text;
pub mod levels;
pub mod play;
pub mod progress;
mod read;
mod said;

pub use days::{Due, Rhythm};
pub use item::{Amount, Dose, Item, ItemKey, Target, WorkSide};
use jiff::civil::Date;
pub use level_text::with_level;
pub use read::parse;
pub use said::{dose_said, target_said, text};

/// The version of the format that is read.
pub const FORMAT: u32 = 1;
/// The largest file that is read, in bytes: five times a plan with every text at its limit that still fits a page.
pub const MOST_BYTES: u64 = 64 * 1024;
/// For editors: what a file may hold, as JSON Schema.
pub const SCHEMA: &str = include_str!("../../tests/plan.schema.json");
/// Starting plans by their level, 1 the easiest.
pub const STARTING: [&str; 3] = [
    include_str!("../../assets/plans/level_1.toml"),
    include_str!("../../assets/plans/level_2.toml"),
    include_str!("../../assets/plans/level_3.toml"),
];

/// The same plans in German.
const STARTING_GERMAN: [&str; 3] = [
    include_str!("../../assets/plans/de/level_1.toml"),
    include_str!("../../assets/plans/de/level_2.toml"),
    include_str!("../../assets/plans/de/level_3.toml"),
];

/// Returns the texts of the starting plans in the language of a code, else in English.
pub fn starting_texts(code: &str) -> [&'static str; 3] {
    if code == "de" { STARTING_GERMAN } else { STARTING }
}

/// A plan.
#[derive(Debug)]
pub struct Plan {
    /// Its heading.
    pub title: String,
    /// The person it is for, by a name of their choice.
    pub person: Option<String>,
    /// The person who wrote it.
    pub author: Option<String>,
    /// Its first day.
    pub from: Option<Date>,
    /// Its last day.
    pub until: Option<Date>,
    /// The days on which its exercises are due.
    pub rhythm: Rhythm,
    /// True if steps to another level are offered.
    pub offers_levels: bool,
    /// Source of its numbers.
    pub source: Option<String>,
    /// Texts to read during the week.
    pub reading: Vec<String>,
    /// Activities that are hard for this person, to be rated each week.
    pub activities: Vec<String>,
    /// Advice for a flare-up.
    pub flare_up: String,
    /// When to stop.
    pub stop_when: String,
    /// Exercises in their order.
    pub items: Vec<Item>,
}

/// Returns the starting plan of a level, from 1 on, beginning on that day; a comment shows the other keys.
pub fn starting(level: usize, from: Date) -> Option<String> {
    starting_in("en", level, from)
}

/// Returns the same in the language of a code.
pub fn starting_in(code: &str, level: usize, from: Date) -> Option<String> {
    let texts = starting_texts(code);
    let text = texts.get(level.checked_sub(1)?)?;
    let until = from.checked_add(jiff::Span::new().days(STARTING_DAYS - 1)).ok()?;
    let dates = format!("from = {from}\nuntil = {until}\n");
    let place = text.lines().find(|line| line.starts_with(DATES))?;
    Some(text.replacen(&format!("{place}\n"), &dates, 1))
}

/// A starting plan lasts six weeks, in days: then it is looked at again.
const STARTING_DAYS: i64 = 42;
/// Beginning of the line of a starting plan that gives way to its dates.
const DATES: &str = "# from ";

#[cfg(test)]
mod tests;
