//! The days on which a plan asks for something.

use jiff::civil::{Date, Weekday};

use super::{Item, Plan};

/// The days of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rhythm {
    /// These days of the week.
    Weekdays(Vec<Weekday>),
    /// Every so many days, from the plan's first day on.
    Every(i32),
}

/// Exercises that a plan asks for on a day.
#[derive(Debug)]
pub enum Due<'a> {
    /// It begins later.
    NotYet(Date),
    /// It was over.
    Over(Date),
    /// Nothing; the next day with something, if there is one.
    Rest(Option<Date>),
    /// These items, in the plan's order.
    Items(Vec<&'a Item>),
}

/// Days looked ahead for the next one with something: a plan's rhythm repeats within two weeks.
const LOOK_AHEAD: i64 = 14;

impl Plan {
    /// Returns what is due on a day.
    pub fn due(&self, day: Date) -> Due<'_> {
        match (self.from, self.until) {
            (Some(from), _) if day < from => return Due::NotYet(from),
            (_, Some(until)) if until < day => return Due::Over(until),
            _ => {}
        }
        let items = self.items_of(day);
        if items.is_empty() { Due::Rest(self.next_day(day)) } else { Due::Items(items) }
    }

    fn items_of(&self, day: Date) -> Vec<&Item> {
        let is_of_plan = self.has(day);
        let is_due = |item: &&Item| match &item.days {
            Some(days) => days.contains(&day.weekday()),
            None => is_of_plan,
        };
        self.items.iter().filter(is_due).collect()
    }

    fn has(&self, day: Date) -> bool {
        match (&self.rhythm, self.from) {
            (Rhythm::Weekdays(days), _) => days.contains(&day.weekday()),
            (Rhythm::Every(n), Some(from)) => {
                day.since(from).is_ok_and(|since| since.get_days().rem_euclid((*n).max(1)) == 0)
            }
            // The reader refuses longer rhythms without a first day.
            (Rhythm::Every(_), None) => true,
        }
    }

    fn next_day(&self, after: Date) -> Option<Date> {
        let later = (1..=LOOK_AHEAD).filter_map(|n| after.checked_add(jiff::Span::new().days(n)).ok());
        let is_within = |day: &Date| self.until.is_none_or(|until| *day <= until);
        later.take_while(is_within).find(|day| !self.items_of(*day).is_empty())
    }
}
