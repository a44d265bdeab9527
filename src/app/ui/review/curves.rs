//! Readings over time: press or drag to go there.

use eframe::egui::Ui;
use egui_plot::{Axis, FilledArea, LineStyle, PlotUi, Span, VLine};

use super::plot::{Ink, Spec, legend_ui, plot_ui, runs};
use super::{Seen, go};
use crate::app::review::{Heights, Move, Plots, Run};
use crate::app::ui::live::reading::{key_name, unit_name};
use crate::app::ui::parts::{faint, label};
use crate::app::ui::words::fill;
use crate::app::ui::{Action, Context};
use crate::core::exercise::KeyTarget;
use crate::core::time::Timestamp;

/// No more is shown at once, in s: of longer recordings the part where one is.
const MOST_SECS: f64 = 60.0;
/// Around a repetition that is played round and round, in s.
const AROUND_SECS: f64 = 0.5;
/// How strongly bands show through.
const BAND: f32 = 0.16;
const ERROR_BAND: f32 = 0.22;
/// So much of what lies beyond a limit is shown at least, of what is shown beside one elsewhere: 5°.
const BEYOND: f64 = 1.0 / 6.0;

pub(super) fn curves_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>) -> Option<Action> {
    let words = &context.words.review;
    let film = &seen.opened.film;
    if !film.has_poses() {
        faint(ui, &words.only_report, &context.theme);
        return None;
    }
    let at = At { window: window(seen), now: seen.shown.player.at().secs() };
    let measure = key_name(context.words, film.exercise);
    let plots = &film.plots;
    // All are drawn, whichever was pressed.
    let mut pressed = vec![key_ui(ui, context, (plots, film.exercise), at, measure)];
    pressed.extend(plots.heights.as_ref().map(|heights| heights_ui(ui, context, heights, at)));
    if !plots.rhythm.is_empty() {
        pressed.push(rhythm_ui(ui, context, plots, at));
    }
    for (measure, all) in &plots.others {
        let name = context.words.measures.get(measure.id).map_or(measure.id, String::as_str);
        pressed.push(one_ui(ui, context, all, at, (measure.id, name)));
    }
    faint(ui, &words.curves_hint, &context.theme);
    pressed.into_iter().flatten().next().map(|secs| go(Move::To(Timestamp::from_secs(secs))))
}

/// What is in view, and where one is, in s.
#[derive(Debug, Clone, Copy)]
struct At {
    window: (f64, f64),
    now: f64,
}

fn window(seen: Seen<'_>) -> (f64, f64) {
    let film = &seen.opened.film;
    let (from, to) = film.span();
    if let Some((begin, end)) = seen.shown.player.looped().and_then(|k| film.rep_span(k)) {
        return ((begin - AROUND_SECS).max(from), (end + AROUND_SECS).min(to));
    }
    if to - from <= MOST_SECS {
        return (from, to);
    }
    let page = ((seen.shown.player.at().secs() - from) / MOST_SECS).floor();
    (from + page * MOST_SECS, (from + (page + 1.0) * MOST_SECS).min(to))
}

fn key_ui(
    ui: &mut Ui,
    context: Context<'_>,
    (plots, exercise): (&Plots, &'static crate::core::exercise::Exercise),
    at: At,
    measure: &str,
) -> Option<f64> {
    let (words, theme) = (&context.words.review, context.theme);
    let target = KeyTarget::of(exercise);
    label(ui, &format!("{measure} ({})", unit_name(context.words, target.unit())), &theme);
    let ink = Ink::solid(theme.accent);
    let error = Ink { width: 0.0, ..Ink::solid(theme.accent.gamma_multiply(ERROR_BAND)) };
    let fine = Ink { width: 0.0, ..Ink::solid(theme.good.gamma_multiply(2.0 * BAND)) };
    let bad = Ink { width: 0.0, ..Ink::solid(theme.bad.gamma_multiply(2.0 * BAND)) };
    let entries = [(measure, ink), (&words.error_band, error), (&words.fine_band, fine), (&words.bad_band, bad)];
    let n_entries = if target.fine().is_some() { entries.len() } else { 2 };
    legend_ui(ui, context, entries.get(..n_entries).unwrap_or_default());
    let limits = [target.low, target.high].into_iter().flatten().map(|(_, limit)| f64::from(limit.fine));
    // The nearest limit is in view, and a little of what lies beyond it.
    let beyond = BEYOND * f64::from(target.beside());
    let y = limits.min_by(f64::total_cmp).map(|limit| (limit - beyond, limit + beyond));
    let spec = Spec { y, ..Spec::of_time("angle", measure, at.window, at.now) };
    let clicked = plot_ui(ui, context, spec, |plot| {
        bands(plot, &target, context);
        error_band(plot, &plots.key, at.window, error);
        runs(plot, &plots.key, at.window, measure, ink);
    });
    ui.add_space(4.0);
    clicked
}

/// Where the angle is fine, and where it is as bad as can be.
fn bands(plot: &mut PlotUi<'_>, target: &KeyTarget, context: Context<'_>) {
    let (least, most) = target.ends();
    let theme = context.theme;
    let mut band = |from: f64, to: f64, colour: eframe::egui::Color32| {
        plot.span(Span::new("", from..=to).axis(Axis::Y).fill(colour.gamma_multiply(BAND)));
    };
    if let Some((low, high)) = target.fine() {
        band(low.into(), high.min(most).into(), theme.good);
    }
    if let Some((_, limit)) = target.low {
        band(least.into(), limit.bad.into(), theme.bad);
    }
    if let Some((_, limit)) = target.high {
        band(limit.bad.into(), most.into(), theme.bad);
    }
}

fn error_band(plot: &mut PlotUi<'_>, all: &[Run], (from, to): (f64, f64), ink: Ink) {
    for run in all {
        let inside: Vec<_> = run.iter().filter(|dot| from <= dot.secs && dot.secs <= to).collect();
        let of = |read: fn(&crate::app::review::Dot) -> f64| inside.iter().map(|dot| read(dot)).collect::<Vec<f64>>();
        let (xs, low, high) = (of(|dot| dot.secs), of(|dot| dot.value - dot.error), of(|dot| dot.value + dot.error));
        if 1 < xs.len() {
            plot.add(FilledArea::new("", &xs, &low, &high).fill_color(ink.colour).allow_hover(false));
        }
    }
}

fn heights_ui(ui: &mut Ui, context: Context<'_>, heights: &Heights, at: At) -> Option<f64> {
    let (words, theme) = (&context.words.review, context.theme);
    label(ui, &words.heights, &theme);
    let dashed = Ink { style: LineStyle::Dashed { length: 8.0 }, ..Ink::solid(theme.slight) };
    let dotted = Ink { style: LineStyle::Dotted { spacing: 5.0 }, ..Ink::solid(theme.good) };
    let lines = [
        (words.hip.as_str(), Ink::solid(theme.accent), &heights.hip),
        (words.shoulder.as_str(), dashed, &heights.shoulder),
        (words.head.as_str(), dotted, &heights.head),
    ];
    legend_ui(ui, context, &lines.map(|(name, ink, _)| (name, ink)));
    let clicked = plot_ui(ui, context, Spec::of_time("heights", &words.heights, at.window, at.now), |plot| {
        for (name, ink, all) in lines {
            runs(plot, all, at.window, name, ink);
        }
    });
    ui.add_space(4.0);
    clicked
}

fn rhythm_ui(ui: &mut Ui, context: Context<'_>, plots: &Plots, at: At) -> Option<f64> {
    let (words, theme) = (&context.words.review, context.theme);
    label(ui, &words.rhythm, &theme);
    let clicked = plot_ui(ui, context, Spec::of_time("rhythm", &words.rhythm, at.window, at.now), |plot| {
        for beat in &plots.beats {
            plot.vline(VLine::new("", *beat).color(theme.good).width(1.0).allow_hover(false));
        }
        runs(plot, &plots.rhythm, at.window, &words.rhythm, Ink::solid(theme.accent));
    });
    let n = plots.beats.len().to_string();
    faint(ui, &fill(&words.beats, &[("n", &n)]), &theme);
    clicked
}

fn one_ui(ui: &mut Ui, context: Context<'_>, all: &[Run], at: At, (id, name): (&str, &str)) -> Option<f64> {
    let theme = context.theme;
    label(ui, name, &theme);
    let ink = Ink::solid(theme.accent);
    let error = Ink { width: 0.0, ..Ink::solid(theme.accent.gamma_multiply(ERROR_BAND)) };
    let clicked = plot_ui(ui, context, Spec::of_time(id, name, at.window, at.now), |plot| {
        error_band(plot, all, at.window, error);
        runs(plot, all, at.window, name, ink);
    });
    ui.add_space(4.0);
    clicked
}
