//! The exercises, one card each.

use eframe::egui::Ui;

use crate::exercise::Exercise;
use crate::exercises::all;
use crate::safety::Clearance;
use crate::session::Search;
use crate::ui::figure::{figure_height, figure_ui};
use crate::ui::icons::Icon;
use crate::ui::parts::{Button, Kind, body, card, columns, faint, heading, label, marked};
use crate::ui::words::fill;
use crate::ui::{Action, Context};

const LEAST_WIDTH: f32 = 280.0;

pub(super) fn cards_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
    let mut asked = None;
    columns(ui, all().len(), LEAST_WIDTH, |ui, k| {
        if let Some(exercise) = all().get(k) {
            asked = card(ui, &context.theme, |ui| exercise_ui(ui, exercise, context)).or_else(|| asked.take());
        }
    });
    asked
}

fn exercise_ui(ui: &mut Ui, exercise: &'static Exercise, context: Context<'_>) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let said = words.exercises.get(exercise.id)?;
    figure_ui(ui, exercise.id, figure_height(ui.available_width()), &theme);
    heading(ui, &said.name, &theme);
    // As high in every card, so that buttons are in one row.
    let row = ui.text_style_height(&eframe::egui::TextStyle::Body);
    ui.scope(|ui| {
        ui.set_min_height(3.0 * row);
        body(ui, &said.purpose, &theme);
    });
    let clearance = clearance(context, Search::One(exercise));
    let is_pressed = clearance_ui(ui, context, clearance) && start_ui(ui, context, &said.name);
    for (title, text) in [
        (&words.home.how_to_lie, &said.how),
        (&words.home.checked, &said.checked),
        (&words.home.caution, &said.caution),
    ] {
        ui.add_space(4.0);
        label(ui, title, &theme);
        faint(ui, text, &theme);
    }
    is_pressed.then_some(Action::Start(Search::One(exercise)))
}

fn start_ui(ui: &mut Ui, context: Context<'_>, exercise: &str) -> bool {
    let Context { view, words, theme } = context;
    let name = fill(&words.home.start_named, &[("exercise", exercise)]);
    let button = Button::new(Kind::Main, Icon::Play, &words.home.start).named(&name).wide();
    button.enabled(!view.cameras.is_empty()).show(ui, &theme)
}

/// What the answers allow; who was not asked yet is asked at the start.
pub(super) fn clearance(context: Context<'_>, search: Search) -> Clearance {
    context.view.settings.answers().map_or(Clearance::Begin, |answers| answers.clearance(search))
}

/// Says what is to be said of it; whether a start is offered: asking first begins with one, too.
pub(super) fn clearance_ui(ui: &mut Ui, context: Context<'_>, clearance: Clearance) -> bool {
    let Context { words, theme, .. } = context;
    let is_offered = clearance <= Clearance::AskFirst;
    let icon = if is_offered { (Icon::Question, theme.slight) } else { (Icon::Stop, theme.bad) };
    if let Some(said) = words.clearance(clearance) {
        marked(ui, icon, said, &theme);
    }
    is_offered
}
