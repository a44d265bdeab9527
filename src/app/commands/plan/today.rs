//! `formcheck plan today`.

use std::fmt::Write as _;

use jiff::Zoned;
use jiff::civil::Date;
use serde::Serialize;

use super::found;
use super::sessions::{day_of, read};
use crate::app::commands::args::{BenchFormat, PlanArgs};
use crate::app::commands::message::{json_line, print, say};
use crate::app::commands::remembered::{Remembered, folder, profile_of};
use crate::app::outcome::Outcome;
use crate::core::plan::activities::ActivityOfDay;
use crate::core::plan::done::{Done, DoneSession, done_on, offer_on};
use crate::core::plan::levels::Offer;
use crate::core::plan::play::{DayNotes, Felt, Standing, next};
use crate::core::plan::{Amount, Due, Item, Plan, dose_said, target_said};
use crate::core::safety::{STOP_RULE, StopReason};
use crate::io::recording::{MOST_PLAN_SESSIONS, read_notes};

/// Report of a day.
#[derive(Debug, Serialize)]
struct Told {
    title: String,
    day: String,
    /// `due`, `rest`, `not_yet` or `over`.
    state: &'static str,
    /// The day that the state names, if it names one.
    state_day: Option<String>,
    stopped: Option<&'static str>,
    items: Vec<ToldItem>,
    /// Activities that were rated on the day or are to be rated.
    activities: Vec<ToldActivity>,
    next: Option<&'static str>,
    /// Place of that item: the two sides of an exercise may be two items.
    #[serde(skip)]
    next_at: Option<usize>,
}

/// Report of an item.
#[derive(Debug, Serialize)]
struct ToldItem {
    exercise: &'static str,
    name: String,
    dose: String,
    note: Option<String>,
    amount: f64,
    asked: f64,
    unit: &'static str,
    n_sessions: usize,
    is_done: bool,
    /// `left_out`, `later` or `without_camera`, which is never judged.
    mark: Option<&'static str>,
    /// Answers after its sets of the day: `too_hard`, `right` or `too_easy`.
    felt: Vec<&'static str>,
    target: Option<String>,
    n_in_target: Option<usize>,
    n_read: Option<usize>,
    level: usize,
    n_levels: usize,
    offer: Option<ToldOffer>,
}

/// Report of an activity.
#[derive(Debug, Serialize)]
struct ToldActivity {
    name: String,
    /// Its rating of the day, 0–10.
    rating: Option<u8>,
    /// True if it was not rated for a week.
    is_due: bool,
}

impl From<ActivityOfDay> for ToldActivity {
    fn from(ActivityOfDay { name, today, is_due }: ActivityOfDay) -> Self {
        Self { name, rating: today, is_due }
    }
}

/// A step that is offered, or why none is.
#[derive(Debug, Serialize)]
struct ToldOffer {
    /// `up`, `back` or `stay`.
    step: &'static str,
    to_level: Option<usize>,
    /// The dose of that level.
    dose: Option<String>,
    reason: String,
}

pub(super) fn run(which: &PlanArgs, on: Option<Date>, format: BenchFormat) -> Result<Outcome, Outcome> {
    let (_, plan) = found(which)?;
    let day = on.unwrap_or_else(|| Zoned::now().date());
    let sessions = sessions(&Remembered::open(&which.whose)?, day)?;
    let ratings = super::ratings(which)?;
    let activities = plan.activities.iter().map(|activity| ratings.of_day(activity, day));
    let activities = activities.filter(|activity| activity.is_due || activity.today.is_some());
    let told = Told {
        activities: activities.map(ToldActivity::from).collect(),
        ..told(&plan, day, &sessions, &notes(which, day)?)
    };
    Ok(print(&match format {
        BenchFormat::Text => text(&plan, day, &told),
        BenchFormat::Json => json_line(&told),
    }))
}

/// Decisions and answers of the profile on a day. Damaged ones are named, and the plan is shown without them.
fn notes(which: &PlanArgs, day: Date) -> Result<DayNotes, Outcome> {
    let data = folder(which.whose.data.as_deref())?;
    let profile = profile_of(&which.whose, &data)?;
    Ok(read_notes(&data, &profile, day).unwrap_or_else(|error| {
        say(&error.to_string());
        DayNotes::of(day)
    }))
}

/// Sessions up to a day, of which one that cannot be read is named.
fn sessions(remembered: &Remembered, until: Date) -> Result<Vec<DoneSession>, Outcome> {
    let mut sessions = Vec::new();
    for listed in remembered.all()? {
        let Some(day) = day_of(&listed) else { continue };
        if day <= until && sessions.len() < MOST_PLAN_SESSIONS {
            sessions.extend(read(remembered, &listed, day).map(|(session, _rules)| session));
        }
    }
    // The newest come first; a day's sessions stay in their order.
    sessions.reverse();
    Ok(sessions)
}

fn told(plan: &Plan, day: Date, sessions: &[DoneSession], notes: &DayNotes) -> Told {
    let (state, state_day, items) = match plan.due(day) {
        Due::NotYet(from) => ("not_yet", Some(from), Vec::new()),
        Due::Over(until) => ("over", Some(until), Vec::new()),
        Due::Rest(next) => ("rest", next, Vec::new()),
        Due::Items(items) => ("due", None, items),
    };
    let stop = sessions.iter().rev().filter(|session| session.day == day).find_map(|session| session.stop);
    let dones: Vec<Done> = items.iter().map(|item| done_on(item, day, sessions)).collect();
    let standing = |(item, done): (&&Item, &Done)| notes.standing(&item.key(), done.is_whole(item));
    let standings: Vec<Standing> = items.iter().zip(&dones).map(standing).collect();
    // After a stop nothing comes next.
    let next_at = next(standings.iter().copied()).filter(|_| stop.is_none());
    let offer = |item| offer_on(plan, item, (day, stop), sessions);
    let of_day = items.into_iter().zip(dones).zip(standings);
    let items: Vec<ToldItem> = of_day
        .map(|((item, done), standing)| ToldItem {
            mark: standing.mark_id(),
            felt: notes.felt(&item.key()).into_iter().map(Felt::id).collect(),
            ..told_item(item, done, offer(item))
        })
        .collect();
    Told {
        title: plan.heading(),
        day: day.to_string(),
        state,
        state_day: state_day.map(|day| day.to_string()),
        stopped: stop.map(StopReason::words),
        next: next_at.and_then(|next| items.get(next)).map(|item| item.exercise),
        next_at,
        items,
        activities: Vec::new(),
    }
}

fn told_item(item: &Item, done: Done, offer: Option<Offer>) -> ToldItem {
    let Done { amount, asked, n_sessions, in_target } = done;
    let unit = match item.dose().map(|dose| dose.amount) {
        Some(Amount::HoldSecs(_)) => "s",
        Some(Amount::Minutes(_)) => "min",
        _ => "repetitions",
    };
    ToldItem {
        exercise: item.exercise.id,
        name: item.name(),
        dose: item.dose().map(dose_said).unwrap_or_default(),
        note: item.note.clone(),
        amount,
        asked,
        unit,
        n_sessions,
        is_done: done.is_whole(item),
        mark: None,
        felt: Vec::new(),
        target: item.target.as_ref().map(target_said),
        n_in_target: in_target.map(|(n, _)| n),
        n_read: in_target.map(|(_, n)| n),
        level: item.level,
        n_levels: item.levels.len(),
        offer: offer.map(|offer| told_offer(item, offer)),
    }
}

fn told_offer(item: &Item, offer: Offer) -> ToldOffer {
    let (step, to_level, reason) = match offer {
        Offer::Up(to, reason) => ("up", Some(to), reason),
        Offer::Back(to, reason) => ("back", to, reason),
        Offer::Stay(reason) => ("stay", None, reason),
    };
    let dose = to_level.and_then(|to| item.levels.get(to.checked_sub(1)?)).map(dose_said);
    ToldOffer { step, to_level, dose, reason: reason.to_string() }
}

const WITHOUT_CAMERA: Option<&str> = Standing::WithoutCamera.mark_id();
const LEFT_OUT: Option<&str> = Standing::LeftOut.mark_id();

fn text(plan: &Plan, day: Date, told: &Told) -> String {
    let mut text = format!("{}\n{:?} {day}: ", told.title, day.weekday());
    let when = told.state_day.as_deref();
    let _infallible = match (told.state, when) {
        ("not_yet", Some(from)) => writeln!(text, "the plan begins on {from}"),
        ("over", Some(until)) => writeln!(text, "the plan ended on {until}"),
        ("rest", Some(next)) => writeln!(text, "nothing is due; next on {next}"),
        ("rest", None) => writeln!(text, "nothing is due, and nothing comes after"),
        _ => {
            let n_done = told.items.iter().filter(|item| item.is_done || item.mark == WITHOUT_CAMERA).count();
            let n_left_out = told.items.iter().filter(|item| item.mark == LEFT_OUT).count();
            let left_out = if n_left_out == 0 { String::new() } else { format!(", {n_left_out} left out") };
            writeln!(text, "{n_done} of {} done{left_out}", told.items.len())
        }
    };
    if let Some(stopped) = told.stopped {
        let _infallible = writeln!(text, "\nA session of this day was stopped. {stopped}");
    }
    for (k, item) in told.items.iter().enumerate() {
        push_item(&mut text, k + 1, item);
    }
    match told.next_at.and_then(|next| told.items.get(next)) {
        Some(next) => {
            let _infallible = writeln!(text, "\nNext: {} (`formcheck live --exercise {}`)", next.name, next.exercise);
        }
        None if told.state == "due" && told.stopped.is_none() => {
            let is_short = told.items.iter().any(|item| item.mark == LEFT_OUT);
            text.push_str(if is_short { "\nNothing is left for this day.\n" } else { "\nAll done for this day.\n" });
        }
        None => {}
    }
    for item in &told.items {
        push_offer(&mut text, (plan, day), item);
    }
    for activity in &told.activities {
        let ToldActivity { name, rating, .. } = activity;
        let _infallible = match rating {
            Some(rating) => writeln!(text, "\n{name}: rated {rating} of 10"),
            None => writeln!(
                text,
                "\nTo rate, from 0 not at all to 10 as before: {name} (`formcheck plan rate \"{name}\" N`)"
            ),
        };
    }
    let _infallible = writeln!(text, "\nStop when: {}\n{STOP_RULE}", plan.stop_when);
    text
}

fn push_item(text: &mut String, number: usize, item: &ToldItem) {
    let level =
        if item.n_levels == 1 { String::new() } else { format!(" (level {} of {})", item.level, item.n_levels) };
    let _infallible = writeln!(text, "\n{number}. {}: {}{level}", item.name, item.dose);
    let state = match (item.mark, item.is_done, item.amount) {
        (Some("without_camera"), ..) => "done without the camera, not judged; seen",
        (Some("left_out"), ..) => "left out; seen",
        (Some(_), ..) => "put off for later; seen",
        (None, true, _) => "done",
        (None, false, 0.0) => "open",
        (None, false, _) => "begun",
    };
    let times = match item.n_sessions {
        0 => String::new(),
        1 => ", in 1 session".to_owned(),
        n => format!(", in {n} sessions"),
    };
    let amount = if item.unit == "repetitions" { format!("{:.0}", item.amount) } else { format!("{:.1}", item.amount) };
    let _infallible = writeln!(text, "   {state}: {amount} of {} {}{times}", item.asked, item.unit);
    if let (Some(target), Some(n), Some(n_read)) = (&item.target, item.n_in_target, item.n_read) {
        let _infallible = writeln!(text, "   target {target}: {n} of {n_read} repetitions with a reading");
    }
    if !item.felt.is_empty() {
        let of_one = |id: &&str| Felt::ALL.into_iter().find(|felt| felt.id() == *id).map(Felt::words);
        let felt: Vec<&str> = item.felt.iter().filter_map(of_one).collect();
        let _infallible = writeln!(text, "   answers after its sets: {}", felt.join(", "));
    }
    if let Some(note) = &item.note {
        let _infallible = writeln!(text, "   {note}");
    }
}

fn push_offer(text: &mut String, (plan, day): (&Plan, Date), item: &ToldItem) {
    let Some(ToldOffer { step, to_level, dose, reason }) = &item.offer else { return };
    let dose = dose.as_deref().unwrap_or_default();
    let since = day.tomorrow().unwrap_or(day);
    let _infallible = match (*step, to_level) {
        ("up", Some(to)) => writeln!(
            text,
            "\nOffered: {} at level {to}, {dose}\n   because {reason}\n   Nothing changes by itself: to take it, write \
             `level = {to}` and `level_since = {since}` into the plan.",
            item.name
        ),
        ("back", Some(to)) => writeln!(
            text,
            "\nOffered: {} back at level {to}, {dose}\n   because {reason}\n   Nothing changes by itself: to take it, \
             write `level = {to}` and `level_since = {since}` into the plan.",
            item.name
        ),
        ("back", None) => {
            writeln!(text, "\n{}: no easier level is in the plan\n   {reason}\n   {}", item.name, plan.flare_up)
        }
        _ if item.n_levels == 1 => Ok(()),
        _ => writeln!(text, "\n{}: stays at level {}; {reason}", item.name, item.level),
    };
}
