//! Before each session: how strong the pain is now, and when to stop.

use eframe::egui::{Key, Ui};

use super::alert::stop_ui;
use super::bar::with_bar;
use super::figure::moving_figure_ui;
use super::icons::Icon;
use super::parts::{Button, Kind, body, card, faint, heading, page_title};
use super::rating::{Keys, is_at, rating_ui};
use super::words::{fill, sentence};
use super::{Action, Context, Memory, Rated, pressed, stop_before};
use crate::session::Search;

/// Height of the figure that shows how the exercise moves, in points.
const FIGURE_HEIGHT: f32 = 120.0;

pub(super) fn before_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<Action> {
    let (words, chosen) = (context.words, memory.pain);
    let stop = chosen.and_then(|Rated(pain)| stop_before(pain));
    let leave = chosen.filter(|_| stop.is_none());
    let main = |ui: &mut Ui| {
        let button = Button::new(Kind::Main, Icon::Play, &words.home.start).enabled(leave.is_some());
        let is_pressed = stop.is_none() && button.show(ui, &context.theme);
        leave.filter(|_| is_pressed).map(|Rated(pain)| Action::Begin(pain))
    };
    let mut by_key = None;
    let asked = with_bar(ui, context, main, |ui| {
        page_title(ui, &fill(&words.pain.before_title, &[("exercise", &wanted(context))]), &context.theme);
        stop_ui(ui, context, stop);
        by_key = card(ui, &context.theme, |ui| pain_ui(ui, context, memory))
            .and(leave)
            .map(|Rated(pain)| Action::Begin(pain));
        if let Some(Search::One(exercise)) = context.view.wanted.filter(|_| stop.is_none()) {
            moving_figure_ui(ui, exercise, &mut memory.figure_since, FIGURE_HEIGHT, context);
        }
        card(ui, &context.theme, |ui| {
            heading(ui, &words.pain.stop_title, &context.theme);
            body(ui, &words.safety.stop_rule, &context.theme);
            faint(ui, &words.pain.counts_more, &context.theme);
        });
        faint(ui, &words.safety.notice, &context.theme);
        None
    });
    asked.or(by_key)
}

/// What is to begin.
fn wanted(context: Context<'_>) -> String {
    let name = |search: Search| context.words.search_name(search).to_owned();
    sentence(&context.view.wanted.map_or_else(|| context.words.live.any_exercise.clone(), name))
}

/// The question; whether Enter asks to begin.
fn pain_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<()> {
    let Context { words, theme, .. } = context;
    let rating = memory.pain.and_then(|Rated(pain)| pain);
    let is_free = ui.memory(|memory| memory.focused().is_none());
    let begins = (is_free || rating.is_some_and(|rating| is_at(ui, rating))) && pressed(ui, Key::Enter);
    heading(ui, &words.pain.before, &theme);
    if let Some(rating) = rating_ui(ui, context, rating, Keys::Always) {
        memory.pain = Some(Rated(Some(rating)));
    }
    if Button::choice(memory.pain == Some(Rated(None)), &words.pain.not_said).show(ui, &theme) {
        memory.pain = Some(Rated(None));
    }
    faint(ui, &words.pain.keys, &theme);
    begins.then_some(())
}
