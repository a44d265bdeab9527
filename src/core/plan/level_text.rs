//! Writes another level into the text of a plan and leaves all else as it is.

use jiff::civil::Date;

use super::item::ItemKey;
use super::keys::{ItemText, PlanText};
use super::{Plan, parse};
use crate::core::exercise_file::Mistake;
use crate::core::exercise_file::mistake;

/// Returns the text of a plan with another level of one item, whose sessions count from a day on. The result is read
/// again: where anything but the level would change, the text is refused.
pub fn with_level(text: &str, key: &ItemKey, level: usize, since: Date) -> Result<String, Mistake> {
    let mut asked = parse(text)?;
    let read: PlanText = toml::from_str(text).map_err(|error| mistake::of_toml(&error, text))?;
    let place = asked.items.iter().position(|item| item.key() == *key);
    let item = place.and_then(|place| read.items.value.get(place)).map(|item| &item.value);
    let (Some(place), Some(item)) = (place, item) else {
        return Err(Mistake { line: None, cause: format!("{} is no longer in the plan", key.exercise) });
    };
    let changed = edited(text, item, level, since);
    if let Some(item) = asked.items.get_mut(place) {
        (item.level, item.level_since) = (level, Some(since));
    }
    let is_as_asked = |plan: &Plan| format!("{plan:?}") == format!("{asked:?}");
    match changed.filter(|text| parse(text).is_ok_and(|plan| is_as_asked(&plan))) {
        Some(text) => Ok(text),
        None => Err(Mistake {
            line: None,
            cause: format!(
                "the level of {} cannot be changed without changing more; write `level = {level}` and `level_since = \
                 {since}` into the plan yourself",
                key.exercise
            ),
        }),
    }
}

/// Replaces both values where they stand; a key that is missing goes below the item's `exercise`.
fn edited(text: &str, item: &ItemText, level: usize, since: Date) -> Option<String> {
    let is_number = |c: char| c.is_ascii_digit() || c == '_';
    let is_date = |c: char| c.is_ascii_digit() || c == '-';
    let after_line = line_end(text, item.exercise.offset)?;
    let level = match item.level {
        Some(at) => (at.offset, value_end(text, at.offset, is_number)?, level.to_string()),
        None => (after_line, after_line, format!("\nlevel = {level}")),
    };
    let since = match item.level_since {
        Some(at) => (at.offset, value_end(text, at.offset, is_date)?, since.to_string()),
        None => (after_line, after_line, format!("\nlevel_since = {since}")),
    };
    let mut edits = [level, since];
    edits.sort_by_key(|(from, ..)| *from);
    let (mut changed, mut done) = (String::new(), 0);
    for (from, to, with) in edits {
        changed.push_str(text.get(done..from)?);
        changed.push_str(&with);
        done = to;
    }
    changed.push_str(text.get(done..)?);
    Some(changed)
}

/// Returns the place of the line break after an offset, or the end of the text.
fn line_end(text: &str, offset: usize) -> Option<usize> {
    let rest = text.get(offset..)?;
    Some(offset + rest.find(['\r', '\n']).unwrap_or(rest.len()))
}

fn value_end(text: &str, offset: usize, is_of_value: impl Fn(char) -> bool) -> Option<usize> {
    let rest = text.get(offset..)?;
    Some(offset + rest.find(|c| !is_of_value(c)).unwrap_or(rest.len()))
}

#[cfg(test)]
mod tests {
    use super::super::{STARTING, WorkSide};
    use super::*;

    const DAY: Date = jiff::civil::date(2026, 12, 4);

    fn key(exercise: &str, side: WorkSide) -> ItemKey {
        ItemKey { exercise: exercise.into(), side }
    }

    /// Lines that are in one text and not in the other.
    fn difference<'a>(one: &'a str, other: &str) -> Vec<&'a str> {
        one.lines().filter(|line| !other.lines().any(|it| it == *line)).collect()
    }

    #[test]
    fn only_the_two_lines_of_the_item_change_and_all_else_stays_as_it_was_written() {
        let plan = STARTING[0];
        let tilt = key("pelvic_tilt", WorkSide::Both);
        let up = with_level(plan, &tilt, 2, DAY).unwrap();
        assert_eq!(difference(&up, plan), ["level = 2", "level_since = 2026-12-04"]);
        assert!(difference(plan, &up).is_empty());
        let read = parse(&up).unwrap();
        assert_eq!((read.items[0].level, read.items[0].level_since), (2, Some(DAY)));
        assert!(read.items[1..].iter().all(|item| item.level == 1 && item.level_since.is_none()));
        let commented = up.replace("level = 2", "level = 2   # since the visit");
        let back = with_level(&commented, &tilt, 1, DAY.tomorrow().unwrap()).unwrap();
        assert_eq!(difference(&back, &up), ["level = 1   # since the visit", "level_since = 2026-12-05"]);
        assert!(back.starts_with("# A plan for formcheck"));
        let windows = plan.replace('\n', "\r\n");
        assert_eq!(parse(&with_level(&windows, &tilt, 2, DAY).unwrap()).unwrap().items[0].level, 2);
    }

    #[test]
    fn a_plan_that_cannot_be_changed_by_lines_is_refused_with_what_to_write() {
        let head = "format = 1\ntitle = \"T\"\nevery_days = 1\nflare_up = \"Rest.\"\nstop_when = \"It hurts.\"\n";
        let inline = "items = [{ exercise = \"hip_bridge\", levels = [{ sets = 1, repetitions = 5 }, { sets = 2, repetitions = 5 }] }]";
        let bridge = key("hip_bridge", WorkSide::Both);
        let refused = with_level(&format!("{head}{inline}"), &bridge, 2, DAY).unwrap_err().to_string();
        assert!(refused.contains("write `level = 2` and `level_since = 2026-12-04`"), "{refused}");
        assert!(with_level(STARTING[0], &bridge, 7, DAY).is_err(), "there is no such level");
        let gone = with_level(STARTING[0], &key("squat", WorkSide::Both), 2, DAY).unwrap_err().to_string();
        assert_eq!(gone, "squat is no longer in the plan");
    }
}
