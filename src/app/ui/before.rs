//! Before each session: how strong the pain is now, and when to stop.

use eframe::egui::{Key, Ui};

use super::alert::{alert_ui, stop_ui};
use super::bar::with_bar;
use super::figure::phases_ui;
use super::icons::Icon;
use super::parts::{Button, Kind, body, card, faint, heading, page_title};
use super::rating::{Keys, is_at, rating_ui};
use super::setup::setup_ui;
use super::words::{fill, sentence};
use super::{Action, Context, Memory, Rated, StopToday, pressed, stop_before};
use crate::core::exercise::Exercise;
use crate::core::judge::Search;

/// Height of the figure that shows how the exercise moves, in points.
const FIGURE_HEIGHT: f32 = 120.0;

pub(super) fn before_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<Action> {
    let Context { view, words, .. } = context;
    let chosen = memory.pain;
    let stop = chosen.and_then(|Rated(pain)| stop_before(pain));
    // After a stop today it takes more than a rating.
    let earlier = view.stop_today.filter(|_| stop.is_none());
    let leave = chosen.filter(|_| stop.is_none() && (earlier.is_none() || view.is_confirmed));
    let main = |ui: &mut Ui| {
        let button = Button::new(Kind::Main, Icon::Play, &words.home.start).enabled(leave.is_some());
        let is_pressed = stop.is_none() && button.show(ui, &context.theme);
        leave.filter(|_| is_pressed).map(|Rated(pain)| Action::Begin(pain))
    };
    let (mut by_key, mut confirmed, mut is_to_be_said) = (None, None, false);
    let asked = with_bar(ui, context, main, |ui| {
        page_title(ui, &fill(&words.pain.before_title, &[("exercise", &wanted(context))]), &context.theme);
        stop_ui(ui, context, stop);
        confirmed = earlier.and_then(|stop| earlier_ui(ui, context, stop));
        by_key = card(ui, &context.theme, |ui| pain_ui(ui, context, memory))
            .and(leave)
            .map(|Rated(pain)| Action::Begin(pain));
        if let Some(Search::One(exercise)) = context.view.wanted.filter(|_| stop.is_none()) {
            phases_ui(ui, exercise, &mut memory.figure_since, FIGURE_HEIGHT, context);
            is_to_be_said = how_ui(ui, context, exercise);
            if let Some(dose) = &exercise.about.dose {
                faint(ui, &format!("{}: {}", words.dose.title, words.dose_said(dose)), &context.theme);
            }
            setup_ui(ui, context, exercise);
        }
        if let (Some(Search::Among(_)), Some(answers)) = (view.wanted, view.settings.answers()) {
            faint(ui, &words.auto_left_out(answers).unwrap_or_default(), &context.theme);
        }
        card(ui, &context.theme, |ui| {
            heading(ui, &words.pain.stop_title, &context.theme);
            body(ui, &words.safety.stop_rule, &context.theme);
            body(ui, &words.pain.gesture, &context.theme);
            faint(ui, &words.pain.counts_more, &context.theme);
        });
        faint(ui, &words.safety.notice, &context.theme);
        None
    });
    let told = not_today(chosen, memory);
    told.or(asked).or(confirmed).or(by_key).or_else(|| is_to_be_said.then_some(Action::Explain))
}

/// Shows how the exercise is done; returns true if it is to be spoken.
fn how_ui(ui: &mut Ui, context: Context<'_>, exercise: &Exercise) -> bool {
    let Context { view, words, theme } = context;
    body(ui, words.how(exercise), &theme);
    view.speaks_any_text && Button::new(Kind::Other, Icon::Sound, &words.before.hear).show(ui, &theme)
}

/// A set was stopped earlier today: whether another one is wanted all the same, if that was said now.
fn earlier_ui(ui: &mut Ui, context: Context<'_>, stop: StopToday) -> Option<Action> {
    let Context { view, words, theme } = context;
    alert_ui(ui, context, &words.stopped_today(stop));
    card(ui, &theme, |ui| {
        body(ui, &words.pain.confirm_text, &theme);
        let kind = Kind::Toggle(view.is_confirmed);
        let button = Button { kind, ..Button::choice(view.is_confirmed, &words.pain.confirm) };
        button.show(ui, &theme).then_some(Action::Confirm(!view.is_confirmed))
    })
}

/// Remembers a rating that forbids a set today as soon as it is chosen; another one takes it back.
fn not_today(before: Option<Rated>, memory: &Memory) -> Option<Action> {
    let forbidding = |rated: Option<Rated>| rated.and_then(|Rated(pain)| pain.filter(|_| stop_before(pain).is_some()));
    let (was, is) = (forbidding(before), forbidding(memory.pain));
    // A stop from before this page is not taken back on it.
    let is_mistake = is.is_none() && !memory.was_stopped;
    (was != is && (is.is_some() || is_mistake)).then_some(Action::NotToday(is))
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
