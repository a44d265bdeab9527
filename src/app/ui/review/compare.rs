//! Another session beside this one: mean repetitions over each other, and what differs by more than the error.

use super::numbers::{digits, measure_name, signed};
use eframe::egui::Ui;
use egui_plot::{FilledArea, LineStyle};

use super::Seen;
use super::plot::{Ink, Spec, legend_ui, line, plot_ui};
use crate::app::review::{Ask, Difference, Mean, Opened, differences, mean};
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{Button, Kind, body, columns, faint, heading, label, marked};
use crate::app::ui::words::fill;
use crate::app::ui::{Action, Context};
use crate::io::recording::Session;

/// So many sessions can be chosen from.
const MOST: usize = 8;
const BAND: f32 = 0.2;

pub(super) fn compare_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>) -> Option<Action> {
    let Context { words, theme, .. } = context;
    match &seen.shown.other {
        Some(other) => {
            heading(ui, &fill(&words.review.beside, &[("name", &words.session_moment(&other.name))]), &theme);
            both_ui(ui, context, seen, other);
            let button = Button::new(Kind::Other, Icon::Cross, &words.review.compare_none);
            button.show(ui, &theme).then_some(Action::Review(Ask::Compare(None)))
        }
        None => choose_ui(ui, context, seen),
    }
}

fn choose_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>) -> Option<Action> {
    let Context { words, theme, view } = context;
    heading(ui, &words.review.compare_with, &theme);
    let exercise = seen.opened.film.exercise.id;
    let is_other = |session: &&Session| {
        Some(&session.folder) != seen.opened.folder.as_ref()
            && 0 < session.n_reps
            && [exercise, crate::core::judge::AUTO].contains(&session.exercise.as_str())
    };
    let listed: Vec<&Session> = view.sessions.iter().filter(is_other).take(MOST).collect();
    if listed.is_empty() {
        faint(ui, &words.review.compare_nothing, &theme);
    }
    let is_chosen = |ui: &mut Ui, session: &Session| {
        let outcome = || words.outcome((session.n_reps, session.goal), session.score);
        let text = format!(
            "{}, {}",
            words.day(&session.began),
            session.stop.map_or_else(outcome, |reason| words.stopped(reason))
        );
        Button::new(Kind::Other, Icon::Plus, &text).show(ui, &theme)
    };
    let row = ui.horizontal_wrapped(|ui| listed.into_iter().filter(|session| is_chosen(ui, session)).last());
    row.inner.map(|session| Action::Review(Ask::Compare(Some(session.folder.clone()))))
}

fn both_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>, other: &Opened) {
    let (words, theme) = (&context.words.review, context.theme);
    let (ours, theirs) = (mean(&seen.opened.film.aligned), mean(&other.film.aligned));
    let solid = Ink { width: 2.6, ..Ink::solid(theme.accent) };
    let dashed = Ink { width: 2.6, style: LineStyle::Dashed { length: 8.0 }, ..Ink::solid(theme.slight) };
    if ours.is_empty() || theirs.is_empty() {
        faint(ui, &words.compare_no_curves, &theme);
    } else {
        label(ui, &words.mean_curves, &theme);
        legend_ui(ui, context, &[(&words.here, solid), (&words.there, dashed)]);
        let percent = |part: f64| format!("{part:.0} %");
        let spec = Spec { id: "means", name: &words.mean_curves, x: (0.0, 100.0), y: None, now: None, x_said: percent };
        plot_ui(ui, context, spec, |plot| {
            for (all, ink, name) in [(&ours, solid, &words.here), (&theirs, dashed, &words.there)] {
                band(plot, all, ink);
                line(plot, all.iter().map(|mean| [mean.share * 100.0, mean.value]).collect(), name, ink);
            }
        });
        faint(ui, &words.mean_hint, &theme);
    }
    table_ui(ui, context, &differences(&seen.opened.film.report, &other.film.report));
}

/// One standard deviation either way.
fn band(plot: &mut egui_plot::PlotUi<'_>, all: &[Mean], ink: Ink) {
    let of = |read: fn(&Mean) -> f64| all.iter().map(read).collect::<Vec<f64>>();
    let (xs, low, high) = (of(|it| it.share * 100.0), of(|it| it.value - it.spread), of(|it| it.value + it.spread));
    plot.add(FilledArea::new("", &xs, &low, &high).fill_color(ink.colour.gamma_multiply(BAND)).allow_hover(false));
}

fn table_ui(ui: &mut Ui, context: Context<'_>, all: &[Difference]) {
    let Context { words, theme, .. } = context;
    let heads = [&words.review.measure, &words.review.here, &words.review.there];
    columns(ui, heads.len(), 0.0, |ui, k| label(ui, heads.get(k).map_or("", |head| head.as_str()), &theme));
    for one in all {
        let told = |it: crate::core::report::trend::Mean| {
            format!("{} ± {}", digits(words, it.value, &one.measure), digits(words, it.error, &one.measure))
        };
        let row = [measure_name(words, &one.measure).to_owned(), told(one.here), told(one.there)];
        columns(ui, row.len(), 0.0, |ui, k| body(ui, row.get(k).map_or("", String::as_str), &theme));
    }
    for one in all {
        let (icon, text) = if one.is_told() {
            (if 0.0 < one.change() { Icon::Up } else { Icon::Down }, &words.review.more_than_error)
        } else {
            (Icon::Dash, &words.review.within_error)
        };
        let values = [
            ("measure", measure_name(words, &one.measure)),
            ("change", &signed(words, one.change(), &one.measure)),
            ("least", &digits(words, one.detectable(), &one.measure)),
        ];
        let colour = if one.is_told() { theme.accent } else { theme.faint_text };
        marked(ui, (icon, colour), &fill(text, &values), &theme);
    }
    if all.is_empty() {
        faint(ui, &words.review.compare_nothing, &theme);
    }
}
