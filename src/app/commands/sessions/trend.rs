//! `formcheck sessions trend`.

use std::fmt::Write as _;

use serde::Serialize;

use super::super::message::{json_line, print, say};
use super::super::remembered::{Remembered, failed};
use crate::app::commands::args::{Format, WhoseArgs};
use crate::app::outcome::Outcome;
use crate::core::exercise::Exercise;
use crate::core::exercises;
use crate::core::report::trend::{Trend, Verdict, Week};
use crate::core::safety::StopReason;
use crate::io::export::table;
use crate::io::recording::history::{Course, Quantity, Stopped};
use crate::io::words::Words;

/// One quantity of one exercise.
#[derive(Debug, Serialize)]
struct Told {
    exercise: &'static str,
    measure: String,
    #[serde(flatten)]
    course: Course,
}

pub(super) fn run(of: Option<&'static Exercise>, format: Format, whose: &WhoseArgs) -> Result<Outcome, Outcome> {
    let remembered = Remembered::open(whose)?;
    let done = remembered.history.exercises(&remembered.profile).map_err(failed)?;
    let is_done = |exercise: &&Exercise| done.iter().any(|id| id == exercise.id);
    let mut all = Vec::new();
    for exercise in of.map_or_else(exercises::all, |one| vec![one]).into_iter().filter(is_done) {
        all.extend(courses(&remembered, exercise)?);
    }
    if all.is_empty() {
        let what = of.map_or("any exercise", |one| one.id);
        say(&format!("{} has no sessions of {what} yet; `formcheck sessions list` names them", remembered.profile));
        return Err(Outcome::Refused);
    }
    Ok(print(&match format {
        Format::Text => text(&remembered.profile, &all),
        Format::Json => all.iter().map(json_line).collect(),
        Format::Csv => csv(&all),
    }))
}

/// The score and everything that was measured, as far as there is anything.
fn courses(remembered: &Remembered, exercise: &'static Exercise) -> Result<Vec<Told>, Outcome> {
    let Remembered { history, profile } = remembered;
    let measures = history.measures(profile, exercise.id).map_err(failed)?;
    let mut all = Vec::new();
    let told = [("score", Quantity::Score), ("pain_before", Quantity::PainBefore), ("pain_after", Quantity::PainAfter)];
    let read = measures.iter().map(|name| (name.as_str(), Quantity::Measure(name)));
    for (measure, quantity) in told.into_iter().chain(read) {
        let course = history.course(profile, exercise.id, quantity).map_err(failed)?;
        // Other rules' sessions, and those that were stopped, are told once, with the score.
        let has_others = !measures.is_empty() || !course.stopped.is_empty();
        if !course.points.is_empty() || (quantity == Quantity::Score && has_others) {
            all.push(Told { exercise: exercise.id, measure: measure.to_owned(), course });
        }
    }
    Ok(all)
}

fn text(profile: &str, all: &[Told]) -> String {
    let mut text = String::new();
    for of_one in all.chunk_by(|a, b| a.exercise == b.exercise) {
        let Some(Told { exercise, course, .. }) = of_one.first() else { continue };
        let n = course.points.len() + course.stopped.len();
        let _infallible = writeln!(
            text,
            "{profile}, {}: {n} session{}",
            Words::english().exercise(exercise),
            if n == 1 { "" } else { "s" }
        );
        for Stopped { at, reason } in &course.stopped {
            let why = StopReason::by_id(reason).map_or(reason.as_str(), |known| known.short());
            let day = at.get(..10).unwrap_or(at);
            let _infallible = writeln!(text, "  stopped on {day}: {why}; its score is left out");
        }
        if 0 < course.n_other_rules {
            let n = course.n_other_rules;
            let _infallible = writeln!(text, "  left out, as other rules judged them: {n} (`formcheck rescore --all`)");
        }
        for Told { measure, course, .. } in of_one.iter().filter(|told| !told.course.points.is_empty()) {
            let name = Words::english().reading(exercise, measure);
            let _infallible = writeln!(text, "  {name:<28}{}", said(&course.trend, decimals(measure)));
        }
    }
    text
}

/// So many digits after the point are worth something: of shares and trunk lengths two.
fn decimals(measure: &str) -> usize {
    let is_fine = ["_trunk", "_ratio", "_of_baseline"].iter().any(|end| measure.ends_with(end));
    if is_fine { 2 } else { 1 }
}

/// First and last week, and what may be said of the change.
fn said(Trend { weeks, change, detectable, verdict, .. }: &Trend, decimals: usize) -> String {
    let number = |value: f64| format!("{value:.decimals$}");
    let error =
        |error: f64| if number(error) == number(0.0) { String::new() } else { format!(" ± {}", number(error)) };
    let week = |week: Option<&Week>| {
        week.map(|week| format!("{}{}", number(week.value), error(week.error))).unwrap_or_default()
    };
    let first = week(weeks.first());
    let (Some(change), Some(least)) = (change, detectable) else {
        return format!("{first}, all in one week: no change can be told yet");
    };
    let what = match verdict {
        Verdict::Risen => "risen by more than error",
        Verdict::Fallen => "fallen by more than error",
        Verdict::NoChange | Verdict::TooFew => "no change that could be told from error",
    };
    let n_weeks = weeks.last().map_or(0, |week| week.idx);
    let weeks_later = format!("{n_weeks} week{} later", if n_weeks == 1 { "" } else { "s" });
    let least = number(*least);
    format!("{first}, {weeks_later} {}: {change:+.decimals$}, {what} (counts from {least} on)", week(weeks.last()))
}

fn csv(all: &[Told]) -> String {
    let head = table::line(&["exercise", "measure", "day", "value", "error_90"].map(str::to_owned));
    let rows = all.iter().flat_map(|told| {
        let origin = told.course.points.first().map_or(0.0, |point| point.day);
        told.course.points.iter().map(move |point| {
            let day = format!("{:.3}", point.day - origin);
            let [value, error] = [point.value, point.error].map(|number| format!("{number:.4}"));
            table::line(&[told.exercise.to_owned(), told.measure.clone(), day, value, error])
        })
    });
    std::iter::once(head).chain(rows).collect()
}
