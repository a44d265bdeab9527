//! Progress of a plan over weeks: what was asked for and done, what was read, pain. It counts no days in a row.

use jiff::Span;
use jiff::civil::Date;

use super::activities::{FirstAndLast, Ratings};
use super::done::{Done, DoneSession, done_on, offer_on, reps};
use super::levels::Offer;
use super::{Due, Item, Plan};
use crate::core::exercise::SPAN_ERROR_SECS;
use crate::core::measure::Unit;
use crate::core::report::trend::{GONIOMETER_DEG, Mean, Point, Trend, over_reps, trend};
use crate::core::report::{MeasureReport, Rep};
use crate::core::safety::StopReason;

/// Progress of a plan between two days.
#[derive(Debug)]
pub struct Progress<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Every day, from the first to the last.
    pub days: Vec<Day>,
    /// Every item, in the plan's order.
    pub items: Vec<ItemProgress<'a>>,
    /// Pain around sessions, the first first.
    pub pains: Vec<Pain>,
    /// Sessions that were stopped.
    pub stops: Vec<(Date, StopReason)>,
    /// First and last ratings of the plan's activities, in its order.
    pub activities: Vec<Option<FirstAndLast>>,
}

/// A day of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Its date.
    pub date: Date,
    /// Items that were due.
    pub n_due: usize,
    /// Those of them whose whole amount was done.
    pub n_whole: usize,
    /// Those of which a part was done.
    pub n_begun: usize,
    /// Sessions, due or not.
    pub n_sessions: usize,
    /// True if a session was stopped.
    pub is_stopped: bool,
}

/// Pain around a session, 0–10, as far as it was reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pain {
    /// The day.
    pub day: Date,
    /// Before the session.
    pub before: Option<u8>,
    /// After it.
    pub after: Option<u8>,
}

/// Progress of an item.
#[derive(Debug)]
pub struct ItemProgress<'a> {
    /// The item.
    pub item: &'a Item,
    /// Days on which it was due.
    pub n_due: usize,
    /// Those of them on which its whole amount was done.
    pub n_whole: usize,
    /// Those of them on which a part was done.
    pub n_begun: usize,
    /// Repetitions whose reading lies in the target range, and those with a reading.
    pub in_target: Option<(usize, usize)>,
    /// Readings over the weeks.
    pub courses: Vec<Course>,
    /// The step that is offered, where the plan offers any.
    pub offer: Option<Offer>,
}

/// One reading over the weeks.
#[derive(Debug)]
pub struct Course {
    /// Its name, for people.
    pub name: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// Mean of the session that was the person's best; `None` where neither more nor less is better.
    pub best: Option<f64>,
    /// First and last week, and whether the change is more than its error.
    pub trend: Trend,
}

impl<'a> Progress<'a> {
    /// Returns the progress between two days; sessions come in order of time.
    pub fn between(plan: &'a Plan, (from, until): (Date, Date), sessions: &[DoneSession], ratings: &Ratings) -> Self {
        let rated = |activity: &String| ratings.first_and_last(activity, (from, until));
        let within: Vec<DoneSession> =
            sessions.iter().filter(|session| from <= session.day && session.day <= until).cloned().collect();
        let days: Vec<Day> = dates(from, until).map(|day| day_of(plan, day, &within)).collect();
        let items = plan.items.iter().map(|item| item_progress(plan, item, (from, until), sessions, &within));
        let pain =
            |session: &DoneSession| Pain { day: session.day, before: session.pain_before, after: session.pain_after };
        let is_known = |pain: &Pain| pain.before.is_some() || pain.after.is_some();
        Self {
            items: items.collect(),
            days,
            pains: within.iter().map(pain).filter(is_known).collect(),
            activities: plan.activities.iter().map(rated).collect(),
            stops: within.iter().filter_map(|session| Some((session.day, session.stop?))).collect(),
            plan,
        }
    }

    /// Returns the number of items that were due, and of those whose whole amount was done.
    pub fn due_and_whole(&self) -> (usize, usize) {
        let sum = |of: fn(&Day) -> usize| self.days.iter().map(of).sum();
        (sum(|day| day.n_due), sum(|day| day.n_whole))
    }
}

fn dates(from: Date, until: Date) -> impl Iterator<Item = Date> {
    from.series(Span::new().days(1)).take_while(move |day| *day <= until)
}

fn due_on(plan: &Plan, day: Date) -> Vec<&Item> {
    match plan.due(day) {
        Due::Items(items) => items,
        Due::NotYet(_) | Due::Over(_) | Due::Rest(_) => Vec::new(),
    }
}

fn is_begun(item: &Item, done: &Done) -> bool {
    0.0 < done.amount && !done.is_whole(item)
}

fn day_of(plan: &Plan, day: Date, sessions: &[DoneSession]) -> Day {
    let due = due_on(plan, day);
    let of_day = || sessions.iter().filter(|session| session.day == day);
    let done: Vec<(&Item, Done)> = due.iter().map(|item| (*item, done_on(item, day, sessions))).collect();
    let n_whole = done.iter().filter(|(item, done)| done.is_whole(item)).count();
    Day {
        date: day,
        n_due: due.len(),
        n_whole,
        n_begun: done.iter().filter(|(item, done)| is_begun(item, done)).count(),
        n_sessions: of_day().count(),
        is_stopped: of_day().any(|session| session.stop.is_some()),
    }
}

fn item_progress<'a>(
    plan: &Plan,
    item: &'a Item,
    (from, until): (Date, Date),
    all: &[DoneSession],
    within: &[DoneSession],
) -> ItemProgress<'a> {
    let is_due = |day: &Date| due_on(plan, *day).iter().any(|due| std::ptr::eq(*due, item));
    let done: Vec<Done> = dates(from, until).filter(is_due).map(|day| done_on(item, day, within)).collect();
    let n_whole = done.iter().filter(|done| done.is_whole(item)).count();
    let in_target = done.iter().filter_map(|done| done.in_target).reduce(|(n, of), (m, other)| (n + m, of + other));
    let stop = within.iter().rev().filter(|session| session.day == until).find_map(|session| session.stop);
    ItemProgress {
        item,
        n_due: done.len(),
        n_whole,
        n_begun: done.iter().filter(|done| is_begun(item, done)).count(),
        in_target,
        courses: [key_course(item, within), hold_course(item, within)].into_iter().flatten().collect(),
        offer: offer_on(plan, item, (until, stop), all),
    }
}

/// Returns the course of the measure that the exercise is about.
fn key_course(item: &Item, sessions: &[DoneSession]) -> Option<Course> {
    let measure = item.exercise.key.measure;
    if item.exercise.rhythm().is_some() {
        return None;
    }
    let fault = item.exercise.faults_on(&measure).next();
    let floor = if measure.unit() == Unit::Deg { GONIOMETER_DEG } else { 0.0 };
    let read = |rep: &Rep| rep.measures.get(measure.id).copied();
    let points = points(item, sessions, measure.change_error.map(f64::from), read);
    course(item.exercise.key.label, measure.unit(), fault.map(|fault| fault.limit.is_low()), &points, floor)
}

/// Returns the course of the holds, of an exercise that is held.
fn hold_course(item: &Item, sessions: &[DoneSession]) -> Option<Course> {
    item.exercise.hold_fault()?;
    let read = |rep: &Rep| {
        let value = rep.peak_end_s - rep.peak_start_s;
        (0.0 < value).then_some(MeasureReport { value, error: SPAN_ERROR_SECS.into() })
    };
    course("hold", Unit::Secs, Some(true), &points(item, sessions, None, read), 0.0)
}

fn points(
    item: &Item,
    sessions: &[DoneSession],
    change_error: Option<f64>,
    read: impl Fn(&Rep) -> Option<MeasureReport>,
) -> Vec<Point> {
    let first = sessions.first().map(|session| session.day);
    let point = |session: &DoneSession| {
        let readings: Vec<MeasureReport> = reps(item, &session.judgement).filter_map(&read).collect();
        let Mean { value, error, change_error } = over_reps(&readings, change_error)?;
        let day = f64::from(session.day.since(first?).ok()?.get_days());
        Some(Point { day, value, error, change_error })
    };
    sessions.iter().filter_map(point).collect()
}

/// Returns the course of these readings, if there are any; `more_is_better` where the exercise says so.
fn course(
    name: &'static str,
    unit: Unit,
    more_is_better: Option<bool>,
    points: &[Point],
    floor: f64,
) -> Option<Course> {
    let values = || points.iter().map(|point| point.value);
    let best = match more_is_better {
        Some(true) => values().reduce(f64::max),
        Some(false) => values().reduce(f64::min),
        None => None,
    };
    (!points.is_empty()).then(|| Course { name, unit, best, trend: trend(points, floor) })
}
