//! The progress report of a plan, for the therapist: days, pain, what was asked for and done, readings, steps; two pages.

use jiff::civil::{Date, Weekday};

use super::axes::{Axes, LETTERS};
use super::document::{Block, Content, Document, Figure, Headline, Section, Table};
use super::words;
use crate::core::geometry::Point;
use crate::core::plan::activities::{ACTIVITY_CHANGE, MEAN_CHANGE, means};
use crate::core::plan::dose_said;
use crate::core::plan::levels::Offer;
use crate::core::plan::progress::{Course, Day, ItemProgress, Pain, Progress};
use crate::core::report::trend::Verdict;
use crate::core::safety::NOTICE;
use crate::io::drawing::{Anchor, Drawing, Ink};
use crate::io::words::Words;

const DAYS_A_WEEK: usize = 7;
/// Size of the drawing of pain, in points: as wide as a page.
const PAIN_SIZE: (f32, f32) = (510.0, 120.0);
/// The whole scale of pain.
const PAIN_SCALE: (f32, f32) = (0.0, 10.0);
/// Limits of the report, which it states.
const LIMITS: [&str; 3] = [
    "Exercises that were done without the camera are not counted here.",
    "A change counts as one only where it exceeds the error of a change within one person, with the camera in the same \
     place. It says nothing about its cause.",
    "Pain is what the person reported before and after a session, 0 none to 10 the worst imaginable.",
];

/// Returns the report as a document for both HTML and PDF.
pub fn progress(progress: &Progress<'_>) -> Document {
    let Progress { plan, days, .. } = progress;
    let (n_due, n_whole) = progress.due_and_whole();
    let n_active = days.iter().filter(|day| 0 < day.n_sessions).count();
    let span = days.first().zip(days.last()).map(|(first, last)| format!("{} to {}", first.date, last.date));
    let stop = progress.stops.last().map(|(day, reason)| format!("On {day} a session was stopped: {}", reason.short()));
    let sections = [
        ("Days", vec![Block::Table(calendar(days)), Block::Text(legend())]),
        ("Pain", pain(progress)),
        ("Asked for and done", vec![Block::Table(done(&progress.items))]),
        ("Activities, rated by the person", activities(progress)),
        ("Readings: first and last week", readings(&progress.items)),
        ("Steps", vec![Block::List(steps(&progress.items))]),
        ("What this report cannot tell", vec![Block::List(LIMITS.map(str::to_owned).to_vec())]),
    ];
    let is_empty = |blocks: &[Block]| blocks.is_empty() || blocks == [Block::List(Vec::new())];
    Document {
        title: format!("Progress: {}", plan.title),
        name: plan.person.as_ref().map(|name| format!("For {name}")),
        facts: span.map(|span| ("Days", span)).into_iter().collect(),
        headline: Headline {
            stop,
            // No large figure: it would read as a reproach.
            mark: None,
            verdict: format!("{n_whole} of {n_due} exercises that were due were done as a whole"),
            counted: format!("{} with a session", words::counted(n_active, "day")),
        },
        sections: sections
            .into_iter()
            .filter(|(_, blocks)| !is_empty(blocks))
            .map(|(heading, blocks)| Section { heading, blocks })
            .collect(),
        notice: NOTICE,
        words: Words::english(),
    }
}

/// Weeks as rows, Monday first.
fn calendar(days: &[Day]) -> Table {
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let columns = std::iter::once(("week from", 1.6)).chain(names.map(|name| (name, 1.2))).collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for day in days {
        let weekday = day.date.weekday();
        if rows.is_empty() || weekday == Weekday::Monday {
            let monday = monday_of(day.date);
            rows.push(std::iter::once(monday.to_string()).chain([const { String::new() }; DAYS_A_WEEK]).collect());
        }
        let place = usize::try_from(weekday.to_monday_one_offset()).unwrap_or(1);
        if let Some(cell) = rows.last_mut().and_then(|row| row.get_mut(place)) {
            *cell = cell_of(day);
        }
    }
    Table { caption: String::new(), columns, rows }
}

fn monday_of(day: Date) -> Date {
    let since = i32::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(jiff::Span::new().days(since)).unwrap_or(day)
}

fn cell_of(day: &Day) -> String {
    let amount = match (day.n_due, day.n_sessions) {
        (0, 0) => "–".to_owned(),
        (0, n) => format!("+{n}"),
        (due, _) => format!("{} of {due}", day.n_whole),
    };
    if day.is_stopped { format!("{amount}, stop") } else { amount }
}

fn legend() -> String {
    "2 of 4: two of four exercises that were due were done as a whole; –: nothing was due; +1: one session on a day \
     without exercises that were due; stop: a session was stopped."
        .to_owned()
}

fn pain(progress: &Progress<'_>) -> Vec<Block> {
    let Progress { days, pains, .. } = progress;
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Vec::new() };
    if pains.is_empty() {
        return vec![Block::Text("No rating of pain was given: whether there was pain is unknown.".to_owned())];
    }
    let caption = "Pain before (ring) and after (disc) each session".to_owned();
    let drawing = pain_drawing((first.date, last.date), pains);
    let both: Vec<(u8, u8)> = pains.iter().filter_map(|pain| pain.before.zip(pain.after)).collect();
    let n = both.iter().filter(|(before, after)| before < after).count();
    let n_both = words::counted(both.len(), "session");
    vec![
        Block::Figures(vec![Figure { caption, content: Content::Drawing(drawing) }]),
        Block::Text(format!("More pain after than before: {n} of {n_both} with both ratings.")),
    ]
}

fn pain_drawing((from, until): (Date, Date), pains: &[Pain]) -> Drawing {
    let after = |day: Date| day.since(from).map_or(0.0, |since| since.get_days() as f32);
    let mut drawing = Drawing::new(PAIN_SIZE.0, PAIN_SIZE.1, "pain before and after sessions over the days");
    let axes = Axes::within(&drawing, (0.0, after(until).max(1.0)), PAIN_SCALE);
    axes.draw(&mut drawing, ["days", "pain, 0–10"], true);
    for Pain { day, before, after: later } in pains {
        let at = |value: u8| axes.at(after(*day), f32::from(value));
        if let (Some(before), Some(later)) = (before, later) {
            drawing.line(&[at(*before), at(*later)], 1.0, Ink::GREY);
        }
        if let Some(before) = before {
            drawing.disc(at(*before), 3.0, Ink::BLUE);
            drawing.disc(at(*before), 1.8, Ink::PAPER);
        }
        if let Some(later) = later {
            drawing.disc(at(*later), 2.2, Ink::DARK);
        }
    }
    let corner = Point::new(axes.opposite.x + 5.0, axes.corner.y + LETTERS);
    drawing.text(corner, from.to_string(), (LETTERS, Anchor::Start), Ink::GREY);
    let corner = Point::new(axes.opposite.x + 5.0, axes.corner.y + 2.5 * LETTERS);
    drawing.text(corner, format!("to {until}"), (LETTERS, Anchor::Start), Ink::GREY);
    drawing
}

fn done(items: &[ItemProgress<'_>]) -> Table {
    let columns = vec![
        ("exercise", 2.2),
        ("asked for", 3.0),
        ("days due", 1.0),
        ("whole", 0.9),
        ("in part", 0.9),
        ("in target", 1.4),
    ];
    let row = |it: &ItemProgress<'_>| {
        let target = it.in_target.map(|(n, of)| format!("{n} of {of}")).unwrap_or_default();
        let dose = it.item.dose().map(dose_said).unwrap_or_default();
        let [due, whole, begun] = [it.n_due, it.n_whole, it.n_begun].map(|n| n.to_string());
        vec![it.item.name(), dose, due, whole, begun, target]
    };
    Table { caption: String::new(), columns, rows: items.iter().map(row).collect() }
}

/// The Patient-Specific Functional Scale: each activity, and the mean where all were rated twice.
fn activities(progress: &Progress<'_>) -> Vec<Block> {
    let Progress { plan, activities, .. } = progress;
    if activities.iter().all(Option::is_none) {
        return Vec::new();
    }
    let columns =
        vec![("activity", 3.0), ("first", 1.8), ("last", 1.8), ("change", 1.0), ("counts from", 1.2), ("", 2.2)];
    let on_day = |(day, value): (Date, u8)| format!("{value} on {day}");
    let mut rows: Vec<Vec<String>> = plan
        .activities
        .iter()
        .zip(activities)
        .map(|(name, rated)| {
            let [first, last] = [rated.map(|it| it.first), rated.and_then(|it| it.last)];
            let [first, last] = [first, last].map(|it| it.map(on_day).unwrap_or_default());
            let change = rated.and_then(|it| it.change());
            [vec![name.clone(), first, last], change_cells(change, ACTIVITY_CHANGE)].concat()
        })
        .collect();
    let mean = means(activities).filter(|_| 1 < activities.len());
    rows.extend(mean.map(|(first, last)| {
        let name = vec!["mean of all".to_owned(), format!("{first:.1}"), format!("{last:.1}")];
        [name, change_cells(Some(last - first), MEAN_CHANGE)].concat()
    }));
    let scale = "From 0, not able at all, to 10, able as before (Patient-Specific Functional Scale). Changes from 3 points of one \
                 activity and from 2 points of the mean exceed the error in 90 of 100 (Stratford et al. 1995, Physiother Can \
                 47:258).";
    vec![Block::Table(Table { caption: String::new(), columns, rows }), Block::Text(scale.to_owned())]
}

fn change_cells(change: Option<f64>, counts_from: f64) -> Vec<String> {
    let verdict = match change {
        None => "rated once or never",
        Some(change) if counts_from <= change => "better, beyond error",
        Some(change) if change <= -counts_from => "worse, beyond error",
        Some(_) => "no change beyond error",
    };
    let change = change.map(|change| format!("{change:+.1}")).unwrap_or_default();
    vec![change, format!("{counts_from:.0}"), verdict.to_owned()]
}

fn readings(items: &[ItemProgress<'_>]) -> Vec<Block> {
    let columns = vec![
        ("exercise", 2.0),
        ("reading", 1.8),
        ("first week", 1.4),
        ("last week", 1.4),
        ("change", 1.0),
        ("counts from", 1.2),
        ("best", 1.0),
        ("", 1.9),
    ];
    let of_item = |it: &ItemProgress<'_>| -> Vec<Vec<String>> {
        it.courses.iter().map(|course| reading(&it.item.name(), course)).collect()
    };
    let rows: Vec<Vec<String>> = items.iter().flat_map(of_item).collect();
    if rows.is_empty() { Vec::new() } else { vec![Block::Table(Table { caption: String::new(), columns, rows })] }
}

fn reading(item: &str, course: &Course) -> Vec<String> {
    let unit = course.unit.symbol();
    let with_unit = |value: f64| words::with_unit(Words::english(), value, (unit, ""));
    let weeks = &course.trend.weeks;
    let week = |at: Option<&crate::core::report::trend::Week>| {
        at.map(|week| words::reading(Words::english(), (week.value, week.error), unit)).unwrap_or_default()
    };
    let last = if 1 < weeks.len() { week(weeks.last()) } else { String::new() };
    let [difference, counts_from] =
        [course.trend.change, course.trend.detectable].map(|it| it.map(with_unit).unwrap_or_default());
    let verdict = match course.trend.verdict {
        Verdict::Risen => "more, beyond error",
        Verdict::Fallen => "less, beyond error",
        Verdict::NoChange => "no change beyond error",
        Verdict::TooFew => "one week only",
    };
    let best = course.best.map(with_unit).unwrap_or_default();
    vec![
        item.to_owned(),
        course.name.to_owned(),
        week(weeks.first()),
        last,
        difference,
        counts_from,
        best,
        verdict.to_owned(),
    ]
}

fn steps(items: &[ItemProgress<'_>]) -> Vec<String> {
    let step = |it: &ItemProgress<'_>| {
        let (name, level, n) = (it.item.name(), it.item.level, it.item.levels.len());
        match it.offer.as_ref()? {
            Offer::Up(to, reason) => Some(format!("{name}: level {to} of {n} is offered, because {reason}")),
            Offer::Back(Some(to), reason) => Some(format!("{name}: back to level {to} is offered, because {reason}")),
            Offer::Back(None, reason) => Some(format!("{name}: there is no easier level; {reason}")),
            Offer::Stay(reason) if 1 < n => Some(format!("{name}: stays at level {level} of {n}; {reason}")),
            Offer::Stay(_) => None,
        }
    };
    items.iter().filter_map(step).collect()
}
