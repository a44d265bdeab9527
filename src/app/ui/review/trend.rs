//! Past sessions of the same exercise in a row: the score and what it is about, with their errors and the change that counts.

use eframe::egui::{Color32, Ui};
use egui_plot::{FilledArea, MarkerShape, PlotPoints, Points};

use super::Seen;
use super::numbers::{digits, is_shown_as_zero, measure_name, signed};
use super::plot::{Ink, Spec, line, plot_ui};
use crate::app::review::{SCORE, main_measure};
use crate::app::ui::Context;
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{faint, heading, label, marked};
use crate::app::ui::words::fill;
use crate::core::report::trend::{Point, Verdict};
use crate::core::safety::StopReason;
use crate::io::recording::history::{Course, Stopped};

pub(super) fn trend_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>) {
    let Context { words, theme, .. } = context;
    let Some(past) = &seen.shown.past else { return };
    heading(ui, &words.review.trend, &theme);
    // Pain counts more than any score.
    course_ui(ui, context, "pain_before", &past.pain_before);
    course_ui(ui, context, "pain_after", &past.pain_after);
    for Stopped { at, reason } in &past.score.stopped {
        let reason = StopReason::by_id(reason).unwrap_or(StopReason::MorePain);
        let day = at.get(..10).unwrap_or(at);
        marked(ui, (Icon::Stop, theme.bad), &format!("{}: {}", words.day(day), words.stopped(reason)), &theme);
    }
    if !past.score.stopped.is_empty() {
        faint(ui, &words.review.trend_stopped, &theme);
    }
    course_ui(ui, context, SCORE, &past.score);
    course_ui(ui, context, main_measure(seen.opened.film.exercise), &past.main);
    if 0 < past.score.n_other_rules {
        faint(ui, &fill(&words.review.other_rules, &[("n", &past.score.n_other_rules.to_string())]), &theme);
    }
}

fn course_ui(ui: &mut Ui, context: Context<'_>, measure: &str, course: &Course) {
    let Context { words, theme, .. } = context;
    let (Some(first), Some(last)) = (course.points.first(), course.points.last()) else { return };
    let name = measure_name(words, measure);
    label(ui, name, &theme);
    let days = last.day - first.day;
    // One day is no course.
    if days < 1.0 {
        return faint(ui, &words.review.trend_few, &theme);
    }
    let margin = (days * 0.04).max(0.2);
    let spec = Spec {
        id: measure,
        name,
        x: (-margin, days + margin),
        y: range_of(measure),
        now: None,
        x_said: |day| format!("{day:.0}"),
    };
    plot_ui(ui, context, spec, |plot| {
        if let Some((low, high)) = course.trend.band {
            let (xs, faint) = ([-margin, days + margin], faded(theme.faint_text));
            plot.add(FilledArea::new("", &xs, &[low; 2], &[high; 2]).fill_color(faint).allow_hover(false));
        }
        points(plot, (&course.points, first.day), (name, theme.accent));
    });
    faint(ui, &words.review.days, &theme);
    said_ui(ui, context, measure, course);
}

/// The whole scale of a measure that has one: half a step of pain must not look like all of it.
fn range_of(measure: &str) -> Option<(f64, f64)> {
    match measure {
        SCORE => Some((0.0, 100.0)),
        _ if measure.starts_with("pain_") => Some((0.0, 10.0)),
        _ => None,
    }
}

/// The readings with their errors as bars: what lies within these is not told apart.
fn points(plot: &mut egui_plot::PlotUi<'_>, (all, origin): (&[Point], f64), (name, colour): (&str, Color32)) {
    for point in all {
        let ends = [point.value - point.error, point.value + point.error];
        let bar = Ink { width: 6.0, ..Ink::solid(faded(colour)) };
        line(plot, ends.map(|value| [point.day - origin, value]).to_vec(), "", bar);
    }
    let middle: Vec<[f64; 2]> = all.iter().map(|point| [point.day - origin, point.value]).collect();
    line(plot, middle.clone(), name, Ink { width: 1.5, ..Ink::solid(colour) });
    let dots = Points::new(name.to_owned(), PlotPoints::from(middle));
    plot.points(dots.radius(4.0).shape(MarkerShape::Circle).color(colour));
}

/// What may be said of it.
fn said_ui(ui: &mut Ui, context: Context<'_>, measure: &str, course: &Course) {
    let Context { words, theme, .. } = context;
    let (Some(change), Some(least)) = (course.trend.change, course.trend.detectable) else {
        return faint(ui, &words.review.trend_few, &theme);
    };
    let (icon, colour, text) = match course.trend.verdict {
        Verdict::Risen => (Icon::Up, theme.accent, &words.review.trend_told),
        Verdict::Fallen => (Icon::Down, theme.accent, &words.review.trend_told),
        Verdict::NoChange | Verdict::TooFew => (Icon::Dash, theme.faint_text, &words.review.trend_within),
    };
    // A change of nothing needs no error to be told from.
    if is_shown_as_zero(change, measure) && is_shown_as_zero(least, measure) {
        return marked(ui, (Icon::Dash, theme.faint_text), &words.review.trend_same, &theme);
    }
    let values = [("change", &*signed(words, change, measure)), ("least", &*digits(words, least, measure))];
    marked(ui, (icon, colour), &fill(text, &values), &theme);
}

fn faded(colour: Color32) -> Color32 {
    colour.gamma_multiply(0.3)
}
