//! A plan in the words of its home sheet.

use jiff::civil::{Date, Weekday};

use super::{Words, fill};
use crate::core::exercise_file::measures::name;
use crate::core::measure::Unit;
use crate::core::plan::{Amount, Dose, Item, Plan, Rhythm, Target, WorkSide};

impl Words {
    /// Returns the name of an item, with its side.
    pub fn plan_item(&self, item: &Item) -> String {
        let [left, right, each] = &self.sheet.sides;
        let side = match item.side {
            WorkSide::Both => "",
            WorkSide::Left => left,
            WorkSide::Right => right,
            WorkSide::Each => each,
        };
        format!("{}{side}", super::sentence(&self.exercise(item.exercise.id)))
    }

    /// Returns a dose: `2 × 8 repetitions, each held for 5 s, 60 s rest`.
    pub fn plan_dose(&self, dose: &Dose) -> String {
        let (words, sets) = (&self.sheet, dose.sets.to_string());
        let with = |text: &str, n: String| fill(text, &[("sets", &sets), ("n", &n)]);
        let decimal = |n: f32| self.decimal(&n.to_string());
        let amount = match dose.amount {
            Amount::Repetitions(n, held) => {
                let reps = if n == 1 { &words.reps_one } else { &words.reps_many };
                let held = held.map(|secs| with(&words.each_held, decimal(secs))).unwrap_or_default();
                format!("{}{held}", with(reps, n.to_string()))
            }
            Amount::HoldSecs(length) => with(&words.held, decimal(length)),
            Amount::Minutes(minutes) => with(&words.minutes, decimal(minutes)),
        };
        let rest = dose.rest_secs.filter(|secs| 0.0 < *secs).map(|secs| with(&words.rest, decimal(secs)));
        let load = [dose.load_kg.map(|kg| format!("{} kg", decimal(kg))), dose.load.clone()];
        let load = load.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let load = (!load.is_empty()).then(|| fill(&words.load, &[("load", &load)]));
        [Some(amount), rest, load].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Returns a target: `target hip 150° to 175°`.
    pub fn plan_target(&self, exercise: &str, Target { measure, from, to }: &Target) -> String {
        let id = name(measure);
        let named = if self.is_english() { id.replace('_', " ") } else { self.reading(exercise, id) };
        let [from, to] = match measure.unit() {
            Unit::Deg => [from, to].map(|value| format!("{value:.0}°")),
            unit => [format!("{from:.2}"), format!("{to:.2} {}", unit.symbol())].map(|value| self.decimal(&value)),
        };
        fill(&self.sheet.target, &[("name", &named), ("from", &from), ("to", &to)])
    }

    /// Returns the days of a plan, with its first and its last one.
    pub fn plan_days(&self, plan: &Plan) -> String {
        let words = &self.sheet;
        let rhythm = match &plan.rhythm {
            Rhythm::Weekdays(days) if days.len() < 7 => fill(&words.on, &[("days", &self.weekdays(days))]),
            Rhythm::Weekdays(_) | Rhythm::Every(1) => words.daily.clone(),
            Rhythm::Every(2) => words.every_other_day.clone(),
            Rhythm::Every(n) => fill(&words.every, &[("n", &n.to_string())]),
        };
        let day =
            |text: &str, day: Option<Date>| day.map(|day| fill(text, &[("day", &self.day(day))])).unwrap_or_default();
        format!("{rhythm}{}{}", day(&words.from, plan.from), day(&words.until, plan.until))
    }

    /// Returns an item's own days.
    pub fn own_days(&self, item: &Item) -> String {
        match &item.days {
            None => self.sheet.as_above.clone(),
            Some(days) if days.len() == 7 => self.sheet.own_daily.clone(),
            Some(days) => self.weekdays(days),
        }
    }

    fn day(&self, day: Date) -> String {
        if self.is_english() { day.to_string() } else { day.strftime("%d.%m.%Y").to_string() }
    }

    fn weekdays(&self, days: &[Weekday]) -> String {
        let mut days: Vec<usize> = days.iter().map(|day| day.to_monday_zero_offset() as usize).collect();
        days.sort_unstable();
        days.into_iter().filter_map(|day| self.sheet.weekdays.get(day)).cloned().collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::plan::{dose_said, parse, starting, target_said};

    #[test]
    fn in_english_the_sheet_says_what_the_command_line_says() {
        let words = Words::english();
        assert_eq!(words.sheet.stop_rule, crate::core::safety::STOP_RULE);
        for level in 1..=3 {
            let text = starting(level, Date::constant(2026, 12, 1)).unwrap();
            let plan = parse(&text).unwrap();
            assert_eq!(words.plan_days(&plan), plan.when());
            for item in &plan.items {
                assert_eq!(words.plan_item(item), item.name());
                assert_eq!(
                    item.levels.iter().map(|it| words.plan_dose(it)).collect::<Vec<_>>(),
                    item.levels.iter().map(dose_said).collect::<Vec<_>>()
                );
                let targets = item.target.iter().map(|it| words.plan_target(item.exercise.id, it));
                assert!(targets.zip(&item.target).all(|(said, it)| said == format!("target {}", target_said(it))));
            }
        }
    }

    #[test]
    fn in_german_numbers_days_and_doses_are_german() {
        let words = Words::of(Some("de"), None);
        let dose = Dose {
            sets: 2,
            amount: Amount::Repetitions(8, Some(2.5)),
            rest_secs: Some(60.0),
            load_kg: Some(1.5),
            load: Some("rotes Band".into()),
        };
        let said = "2 × 8 Wiederholungen, je 2,5 s gehalten, 60 s Pause, mit 1,5 kg, rotes Band";
        assert_eq!(words.plan_dose(&dose), said);
        assert_eq!(words.weekdays(&[Weekday::Friday, Weekday::Monday]), "Montag, Freitag");
        let mut plan = parse(&starting(1, Date::constant(2026, 12, 1)).unwrap()).unwrap();
        plan.rhythm = Rhythm::Every(1);
        plan.until = None;
        assert_eq!(words.plan_days(&plan), "Jeden Tag, ab 01.12.2026");
        plan.items[0].days = Some((0..7).map(|day| Weekday::from_monday_zero_offset(day).unwrap()).collect());
        assert_eq!(words.own_days(&plan.items[0]), "jeden Tag");
    }
}
