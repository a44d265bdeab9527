//! Past sittings of the same exercise in a row: the score and what it is about, with their errors.

use eframe::egui::{Color32, Ui};
use egui_plot::{MarkerShape, PlotPoints, Points};

use super::Seen;
use super::compare::{digits, measure_name, signed};
use super::plot::{Ink, Spec, line, plot_ui};
use crate::report::MeasureReport;
use crate::review::{Past, SCORE, main_measure, trend};
use crate::ui::Context;
use crate::ui::icons::Icon;
use crate::ui::parts::{faint, heading, label, marked};
use crate::ui::words::fill;

pub(super) fn trend_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>) {
    let Context { words, theme, .. } = context;
    let past = &seen.shown.past;
    if seen.opened.folder.is_none() {
        return;
    }
    heading(ui, &words.review.trend, &theme);
    if past.len() < 2 {
        return faint(ui, &words.review.trend_few, &theme);
    }
    one_ui(ui, context, past, SCORE, |past| past.score);
    one_ui(ui, context, past, main_measure(seen.opened.film.exercise), |past| past.main);
}

fn one_ui(ui: &mut Ui, context: Context<'_>, past: &[Past], measure: &str, of: fn(&Past) -> Option<MeasureReport>) {
    let Context { words, theme, .. } = context;
    let dots: Vec<(f64, MeasureReport)> = past.iter().filter_map(|past| Some((past.day, of(past)?))).collect();
    let readings: Vec<MeasureReport> = dots.iter().map(|(_, reading)| *reading).collect();
    let Some(trend) = trend(&readings) else { return };
    let name = measure_name(words, measure);
    label(ui, name, &theme);
    let last = dots.iter().map(|(day, _)| *day).fold(0.0, f64::max);
    let margin = (last * 0.04).max(0.2);
    let spec =
        Spec { id: measure, name, x: (-margin, last + margin), y: None, now: None, x_said: |day| format!("{day:.0}") };
    plot_ui(ui, context, spec, |plot| {
        let ink = Ink { width: 1.5, ..Ink::solid(theme.accent) };
        for (day, reading) in &dots {
            // The error as a bar: what lies within it is not told apart.
            let bar = Ink { width: 6.0, ..Ink::solid(faded(theme.accent)) };
            let ends = [reading.value - reading.error, reading.value + reading.error];
            line(plot, ends.map(|value| [*day, value]).to_vec(), "", bar);
        }
        let middle: Vec<[f64; 2]> = dots.iter().map(|(day, reading)| [*day, reading.value]).collect();
        line(plot, middle.clone(), name, ink);
        let dots = Points::new(name.to_owned(), PlotPoints::from(middle));
        plot.points(dots.radius(4.0).shape(MarkerShape::Circle).color(theme.accent));
    });
    faint(ui, &words.review.days, &theme);
    let text = if trend.is_told() { &words.review.trend_told } else { &words.review.trend_within };
    let icon = match trend.is_told() {
        true if 0.0 < trend.change => (Icon::Up, theme.accent),
        true => (Icon::Down, theme.accent),
        false => (Icon::Dash, theme.faint_text),
    };
    let values = [("change", &*signed(trend.change, measure)), ("least", &*digits(trend.detectable, measure))];
    marked(ui, icon, &fill(text, &values), &theme);
}

fn faded(colour: Color32) -> Color32 {
    colour.gamma_multiply(0.3)
}
