//! From the text of a plan to its value, each mistake with its line, its cause and what is allowed.

use jiff::civil::{Date, Weekday};

use super::item::{Amount, Dose, Item, Target, WorkSide};
use super::keys::{DoseText, ItemText, PlanText, TargetText, WeekdayName};
use super::{FORMAT, MOST_BYTES, Plan, Rhythm};
use crate::core::exercise::{Exercise, Limbs};
use crate::core::exercise_file::Mistake;
use crate::core::exercise_file::at::{At, Count, Number};
use crate::core::exercise_file::measures;
use crate::core::exercise_file::mistake::{self, Wrong, wrong};
use crate::core::exercise_file::units::{KeyUnit, range, within};
use crate::core::exercises;
use crate::core::measure::Measure;

/// Most characters of a heading or a name: they stand on one line of the sheet.
const MOST_OF_NAME: usize = 80;
/// Most characters of a note or a load, as they fit a cell of the sheet.
const MOST_OF_NOTE: usize = 200;
/// Most characters of a paragraph, as in exercise files.
const MOST_OF_PARAGRAPH: usize = 1000;
/// Twice as many exercises as a day's practice has.
const MOST_ITEMS: usize = 12;
const MOST_LEVELS: usize = 6;
const MOST_READING: usize = 10;
/// The scale asks for three to five.
const MOST_ACTIVITIES: usize = 5;
/// A plan is looked at again after a year at the latest, in days.
const MOST_DAYS: i32 = 366;
/// Rhythms of more than two weeks are no practice.
const MOST_EVERY_DAYS: u32 = 14;
// Beyond these a number is a slip of the pen: about ten times the usual doses (docs/criteria.md and the exercises' own).
const MOST_SETS: u32 = 20;
const MOST_REPETITIONS: u32 = 200;
const HOLD_SECS: [f32; 2] = [0.5, 600.0];
const MINUTES: [f32; 2] = [0.5, 120.0];
const REST_SECS: [f32; 2] = [0.0, 900.0];
const LOAD_KG: [f32; 2] = [0.1, 200.0];

/// Reads a plan from a text. Its exercises must be known to [`exercises`].
pub fn parse(text: &str) -> Result<Plan, Mistake> {
    if MOST_BYTES < text.len() as u64 {
        let cause = format!("the file has {} bytes; {MOST_BYTES} are the limit", text.len());
        return Err(Mistake { line: None, cause });
    }
    let read: PlanText = toml::from_str(text).map_err(|error| mistake::of_toml(&error, text))?;
    plan(&read).map_err(|wrong| wrong.in_text(text))
}

fn plan(text: &PlanText) -> Result<Plan, Wrong> {
    let At { value: Count(format), offset } = text.format;
    if format != FORMAT {
        return wrong(offset, format!("format {format} is not known; this program reads format {FORMAT}"));
    }
    let [from, until] = [text.from, text.until].map(|day| day.map(|day| day.value.0));
    check_span(text)?;
    if let Some(beyond) = text.reading.get(MOST_READING) {
        return wrong(
            beyond.offset,
            format!("there are {} texts to read; {MOST_READING} are the limit", text.reading.len()),
        );
    }
    let name = |name: &Option<At<String>>| name.as_ref().map(|name| words(name, MOST_OF_NAME)).transpose();
    let paragraph = |text: &At<String>| words(text, MOST_OF_PARAGRAPH);
    Ok(Plan {
        title: words(&text.title, MOST_OF_NAME)?,
        person: name(&text.person)?,
        author: name(&text.author)?,
        from,
        until,
        rhythm: rhythm(text)?,
        offers_levels: text.offer_levels,
        source: text.source.as_ref().map(paragraph).transpose()?,
        reading: text.reading.iter().map(paragraph).collect::<Result<_, _>>()?,
        activities: activities(&text.activities)?,
        flare_up: paragraph(&text.flare_up)?,
        stop_when: paragraph(&text.stop_when)?,
        items: items(&text.items)?,
    })
}

fn activities(texts: &[At<String>]) -> Result<Vec<String>, Wrong> {
    if let Some(beyond) = texts.get(MOST_ACTIVITIES) {
        return wrong(beyond.offset, format!("there are {} activities; {MOST_ACTIVITIES} are the limit", texts.len()));
    }
    let mut activities = Vec::new();
    for text in texts {
        let activity = words(text, MOST_OF_NAME)?;
        if activities.contains(&activity) {
            return wrong(text.offset, format!("\"{activity}\" is named twice; name each activity once"));
        }
        activities.push(activity);
    }
    Ok(activities)
}

fn check_span(text: &PlanText) -> Result<(), Wrong> {
    let (Some(from), Some(until)) = (text.from, text.until) else { return Ok(()) };
    let n_days = until.value.0.since(from.value.0).map_or(MOST_DAYS, |span| span.get_days());
    match n_days {
        n if n < 0 => wrong(
            until.offset,
            format!("the plan ends on {} before it begins; `until` is `from` or later", until.value.0),
        ),
        n if MOST_DAYS <= n => wrong(until.offset, format!("the plan lasts {} days; {MOST_DAYS} are the limit", n + 1)),
        _ => Ok(()),
    }
}

fn rhythm(text: &PlanText) -> Result<Rhythm, Wrong> {
    match (&text.days, text.every_days) {
        (Some(days), None) => Ok(Rhythm::Weekdays(weekdays(days)?)),
        (None, Some(every)) => {
            let n = count(every, MOST_EVERY_DAYS)?;
            if n != 1 && text.from.is_none() {
                return wrong(
                    every.offset,
                    "`every_days` counts from the first day, which is missing; give it as `from`",
                );
            }
            Ok(Rhythm::Every(n.cast_signed()))
        }
        (Some(_), Some(every)) => wrong(every.offset, "both `days` and `every_days` are given; keep one of them"),
        (None, None) => {
            wrong(text.title.offset, "the plan names no days; give `days = [\"monday\", …]` or `every_days = 2`")
        }
    }
}

fn weekdays(days: &At<Vec<WeekdayName>>) -> Result<Vec<Weekday>, Wrong> {
    let is_again = |(k, day): &(usize, &WeekdayName)| days.value.iter().take(*k).any(|other| other == *day);
    if days.value.is_empty() {
        return wrong(days.offset, "no day is named; allowed are `monday` to `sunday`");
    }
    if days.value.iter().enumerate().any(|it| is_again(&it)) {
        return wrong(days.offset, "a day is named twice; name each day once");
    }
    Ok(days.value.iter().map(|day| weekday(*day)).collect())
}

const fn weekday(name: WeekdayName) -> Weekday {
    match name {
        WeekdayName::Monday => Weekday::Monday,
        WeekdayName::Tuesday => Weekday::Tuesday,
        WeekdayName::Wednesday => Weekday::Wednesday,
        WeekdayName::Thursday => Weekday::Thursday,
        WeekdayName::Friday => Weekday::Friday,
        WeekdayName::Saturday => Weekday::Saturday,
        WeekdayName::Sunday => Weekday::Sunday,
    }
}

fn items(texts: &At<Vec<At<ItemText>>>) -> Result<Vec<Item>, Wrong> {
    if texts.value.is_empty() {
        return wrong(texts.offset, "the plan has no exercise; add at least one under `[[items]]`");
    }
    if let Some(beyond) = texts.value.get(MOST_ITEMS) {
        return wrong(beyond.offset, format!("there are {} items; {MOST_ITEMS} are the limit", texts.value.len()));
    }
    let mut items: Vec<Item> = Vec::new();
    for text in &texts.value {
        let item = item(text)?;
        if items.iter().any(|other| other.exercise.id == item.exercise.id && sides_meet(other.side, item.side)) {
            let cause = format!("{} is in the plan already; what is done could not be told apart", item.name());
            return wrong(
                text.value.exercise.offset,
                format!("{cause}: give one item more sets, or each its own side"),
            );
        }
        items.push(item);
    }
    Ok(items)
}

/// Returns true if a repetition may belong to both.
fn sides_meet(a: WorkSide, b: WorkSide) -> bool {
    !matches!((a, b), (WorkSide::Left, WorkSide::Right) | (WorkSide::Right, WorkSide::Left))
}

fn item(At { value: text, offset }: &At<ItemText>) -> Result<Item, Wrong> {
    let exercise = exercise(&text.exercise)?;
    let levels = levels(text, *offset)?;
    let level = text.level.map_or(Ok(1), |level| count(level, levels.len() as u32))?;
    Ok(Item {
        exercise,
        side: side(text, exercise, &levels)?,
        level: level as usize,
        level_since: text.level_since.map(|day| -> Date { day.value.0 }),
        levels,
        target: text.target.as_ref().map(|target| self::target(target, exercise)).transpose()?,
        note: text.note.as_ref().map(|note| words(note, MOST_OF_NOTE)).transpose()?,
        days: text.days.as_ref().map(weekdays).transpose()?,
    })
}

fn levels(text: &ItemText, offset: usize) -> Result<Vec<Dose>, Wrong> {
    let own = text.dose();
    let Some(levels) = &text.levels else { return Ok(vec![dose(own, offset)?]) };
    if let Some(beside) = own.first_offset() {
        return wrong(beside, "the item has `levels`; write this key into each of them and not beside them");
    }
    if levels.value.is_empty() || MOST_LEVELS < levels.value.len() {
        return wrong(levels.offset, format!("there are {} levels; allowed is 1 to {MOST_LEVELS}", levels.value.len()));
    }
    levels.value.iter().map(|level| dose(level.value.dose(), level.offset)).collect()
}

impl DoseText<'_> {
    /// Returns the place of the first key that is given.
    fn first_offset(&self) -> Option<usize> {
        let counts = [self.sets, self.repetitions].map(|count| count.map(|count| count.offset));
        let numbers = [self.hold_secs, self.minutes, self.rest_secs, self.load_kg];
        let numbers = numbers.map(|number| number.map(|number| number.offset));
        let load = self.load.map(|load| load.offset);
        counts.into_iter().chain(numbers).chain([load]).flatten().min()
    }
}

fn dose(text: DoseText<'_>, offset: usize) -> Result<Dose, Wrong> {
    let number = |number: Option<At<Number>>, [least, most]: [f32; 2]| {
        number.map(|number| within(number, least, most).map(|it| it.value)).transpose()
    };
    let Some(sets) = text.sets else {
        return wrong(offset, "the key `sets` is missing");
    };
    let (hold_secs, minutes) = (number(text.hold_secs, HOLD_SECS)?, number(text.minutes, MINUTES)?);
    let amount = match (text.repetitions, hold_secs, minutes) {
        (Some(repetitions), hold_secs, None) => Amount::Repetitions(count(repetitions, MOST_REPETITIONS)?, hold_secs),
        (None, Some(held), None) => Amount::HoldSecs(held),
        (None, None, Some(minutes)) => Amount::Minutes(minutes),
        (None, None, None) => {
            return wrong(offset, "the amount is missing; give `repetitions`, `hold_secs` or `minutes`");
        }
        _ => {
            let offset = text.minutes.map_or(offset, |minutes| minutes.offset);
            return wrong(offset, "`minutes` stand alone; leave out `repetitions` and `hold_secs`, or the minutes");
        }
    };
    Ok(Dose {
        sets: count(sets, MOST_SETS)?,
        amount,
        rest_secs: number(text.rest_secs, REST_SECS)?,
        load_kg: number(text.load_kg, LOAD_KG)?,
        load: text.load.map(|load| words(load, MOST_OF_NOTE)).transpose()?,
    })
}

fn side(text: &ItemText, exercise: &Exercise, levels: &[Dose]) -> Result<WorkSide, Wrong> {
    let Some(At { value: side, offset }) = text.side else { return Ok(WorkSide::Both) };
    let has_sides = exercise.joint_signal().is_some_and(|signal| signal.limbs != Limbs::Both);
    let has_minutes = levels.iter().any(|level| matches!(level.amount, Amount::Minutes(_)));
    if side == WorkSide::Both || has_sides && !has_minutes {
        return Ok(side);
    }
    let why =
        if has_sides { "minutes are not told apart by side" } else { "both sides work together in this exercise" };
    wrong(offset, format!("{why}; allowed is `both`"))
}

/// The exercise of that name, or which ones were probably meant.
fn exercise(name: &At<String>) -> Result<&'static Exercise, Wrong> {
    if let Some(exercise) = exercises::by_name(&name.value) {
        return Ok(exercise);
    }
    let all = exercises::all();
    let likeness = |exercise: &Exercise| strsim::jaro_winkler(exercise.id, &name.value.to_lowercase());
    let mut near: Vec<&Exercise> = all.iter().copied().filter(|exercise| LEAST_LIKENESS < likeness(exercise)).collect();
    near.sort_by(|a, b| likeness(b).total_cmp(&likeness(a)));
    let list = |some: &[&Exercise]| some.iter().map(|it| format!("`{}`", it.id)).collect::<Vec<_>>().join(", ");
    let shown: String = name.value.chars().filter(|c| !is_command(*c)).take(MOST_OF_NAME).collect();
    let cause = format!("there is no exercise \"{shown}\"");
    let near = near.get(..near.len().min(3)).unwrap_or_default();
    let meant = if near.is_empty() { String::new() } else { format!("; near are {}", list(near)) };
    wrong(name.offset, format!("{cause}{meant}; known are {}", list(&all)))
}

/// Names less alike than this are no slips of one another (Jaro-Winkler, 0–1); strangers of this list lie below 0.65.
const LEAST_LIKENESS: f64 = 0.7;

fn target(At { value: text, offset }: &At<TargetText>, exercise: &Exercise) -> Result<Target, Wrong> {
    let measure = match &text.measure {
        None => exercise.key.measure,
        Some(name) => reported(name, exercise)?,
    };
    let unit = KeyUnit::of_measure(&measure);
    let from = [(KeyUnit::Deg, &text.from_deg), (KeyUnit::Trunk, &text.from_trunk)];
    let to = [(KeyUnit::Deg, &text.to_deg), (KeyUnit::Trunk, &text.to_trunk)];
    let [from, to] = range([unit.number("from", &from, *offset)?, unit.number("to", &to, *offset)?])?;
    Ok(Target { measure, from, to })
}

fn reported(name: &At<String>, exercise: &Exercise) -> Result<Measure, Wrong> {
    let all = || exercise.measures.iter().copied();
    if let Some(found) = all().find(|measure| measures::name(measure) == name.value) {
        return Ok(found);
    }
    let allowed = all().map(|measure| format!("`{}`", measures::name(&measure))).collect::<Vec<_>>().join(", ");
    wrong(name.offset, format!("{} reports no such measure; allowed are {allowed}", exercise.id))
}

fn count(number: At<Count>, most: u32) -> Result<u32, Wrong> {
    let At { value: Count(value), offset } = number;
    if (1..=most).contains(&value) {
        Ok(value)
    } else {
        wrong(offset, format!("{value} is out of range; allowed is 1 to {most}"))
    }
}

/// A text that is there, not too long, on one line, and commands nothing.
fn words(words: &At<String>, most: usize) -> Result<String, Wrong> {
    let trimmed = words.value.trim();
    let n_chars = trimmed.chars().count();
    if trimmed.is_empty() {
        return wrong(words.offset, "this text is empty; write it or leave the key out");
    }
    if most < n_chars {
        return wrong(words.offset, format!("this text has {n_chars} characters; {most} are the limit"));
    }
    if trimmed.contains(is_command) {
        return wrong(words.offset, "this text has a line break or another control character; write it on one line");
    }
    Ok(trimmed.to_owned())
}

/// Control characters, and the marks that turn the order of what follows (Unicode 9, annex 9).
fn is_command(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}
