//! A plan in words, as the command line and the sheet show it.

use std::fmt::Write as _;

use jiff::civil::Weekday;

use super::item::{Amount, Dose, Item, Target};
use super::{Plan, Rhythm};
use crate::core::measure::Unit;
use crate::core::safety::{NOTICE, STOP_RULE};

/// Returns the plan in words.
pub fn text(plan: &Plan) -> String {
    let mut text = format!("{}\n", plan.heading());
    let _infallible = writeln!(text, "{}", plan.when());
    for (k, item) in plan.items.iter().enumerate() {
        let _infallible = write!(text, "\n{}. {}{}\n", k + 1, item.name(), own_days(item));
        for (n, dose) in (1..).zip(&item.levels) {
            let now = if n == item.level { " (now)" } else { "" };
            let level = if item.levels.len() == 1 { String::new() } else { format!("level {n}{now}: ") };
            let _infallible = writeln!(text, "   {level}{}", dose_said(dose));
        }
        let target = item.target.as_ref().map(|target| format!("target: {}", target_said(target)));
        for line in [target, item.note.clone()].into_iter().flatten() {
            let _infallible = writeln!(text, "   {line}");
        }
    }
    let levels = if plan.offers_levels { "steps to another level are offered, never taken" } else { "not offered" };
    let _infallible = write!(text, "\nLevels: {levels}\nStop when: {}\n{STOP_RULE}\n", plan.stop_when);
    let _infallible = writeln!(text, "In a flare-up: {}", plan.flare_up);
    if !plan.activities.is_empty() {
        let _infallible =
            writeln!(text, "To rate each week, from 0 not at all to 10 as before: {}", plan.activities.join("; "));
    }
    for reading in &plan.reading {
        let _infallible = writeln!(text, "To read: {reading}");
    }
    if let Some(source) = &plan.source {
        let _infallible = writeln!(text, "Source: {source}");
    }
    let _infallible = writeln!(text, "{NOTICE}");
    text
}

impl Plan {
    /// Returns its title with the persons it names.
    pub fn heading(&self) -> String {
        let person = self.person.as_ref().map(|name| format!(", for {name}")).unwrap_or_default();
        let author = self.author.as_ref().map(|name| format!(", by {name}")).unwrap_or_default();
        format!("{}{person}{author}", self.title)
    }

    /// Returns its days and its first and last one.
    pub fn when(&self) -> String {
        let rhythm = match &self.rhythm {
            Rhythm::Weekdays(days) => weekdays(days),
            Rhythm::Every(1) => "every day".to_owned(),
            Rhythm::Every(2) => "every other day".to_owned(),
            Rhythm::Every(n) => format!("every {n} days"),
        };
        let from = self.from.map(|day| format!(", from {day}")).unwrap_or_default();
        let until = self.until.map(|day| format!(", until {day}")).unwrap_or_default();
        format!("On {rhythm}{from}{until}").replacen("On every", "Every", 1)
    }
}

impl Item {
    /// Returns its days, if it has its own.
    pub fn days_said(&self) -> Option<String> {
        self.days.as_ref().map(|days| weekdays(days))
    }
}

/// Returns the days of an item in brackets, if it has its own.
fn own_days(item: &Item) -> String {
    item.days_said().map(|days| format!(" ({days})")).unwrap_or_default()
}

fn weekdays(days: &[Weekday]) -> String {
    if days.len() == 7 {
        return "every day".to_owned();
    }
    let mut days = days.to_vec();
    days.sort_by_key(|day| day.to_monday_zero_offset());
    days.iter().map(|day| format!("{day:?}")).collect::<Vec<_>>().join(", ")
}

/// Returns a dose in words: `2 × 8 repetitions, each held for 5 s, 60 s rest`.
pub fn dose_said(dose: &Dose) -> String {
    let sets = dose.sets;
    let amount = match dose.amount {
        Amount::Repetitions(n, held) => {
            let held = held.map(|secs| format!(", each held for {secs} s")).unwrap_or_default();
            format!("{sets} × {n} repetition{}{held}", if n == 1 { "" } else { "s" })
        }
        Amount::HoldSecs(held) => format!("{sets} × {held} s held"),
        Amount::Minutes(minutes) => format!("{sets} × {minutes} min"),
    };
    let rest = dose.rest_secs.filter(|secs| 0.0 < *secs).map(|secs| format!("{secs} s rest"));
    let load = [dose.load_kg.map(|kg| format!("{kg} kg")), dose.load.clone()];
    let load = load.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let load = (!load.is_empty()).then(|| format!("with {load}"));
    [Some(amount), rest, load].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Returns a target in words: `hip 150° to 175°`.
pub fn target_said(Target { measure, from, to }: &Target) -> String {
    let name = crate::core::exercise_file::measures::name(measure).replace('_', " ");
    match measure.unit() {
        Unit::Deg => format!("{name} {from:.0}° to {to:.0}°"),
        unit => format!("{name} {from:.2} to {to:.2} {}", unit.symbol()),
    }
}
