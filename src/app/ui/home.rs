//! The start screen: today's plan, what to practise, what to clear before, camera and past sessions.

mod cards;
mod desk;
mod plan;

pub(super) use cards::{clearance, clearance_ui};
pub(super) use desk::{cameras_ui, session_ui};
pub(super) use plan::nothing_left;

use eframe::egui::{ScrollArea, Ui};

use super::alert::alert_ui;
use super::icons::Icon;
use super::parts::{Button, Kind, body, card, columns, faint, heading, marked, title};
use super::theme::{GAP, MARGIN};
use super::words::fill;
use super::{Action, Context, Memory};
use crate::core::judge::Search;
use crate::io::recording::Settings;

/// Wider than this lines are hard to read.
const WIDEST: f32 = 1240.0;
/// In a lower window, in points, the first screen would show no exercise below a full header.
const LOW_HOME: f32 = 400.0;
/// With less room than this for the name the menu goes below it.
const LEAST_NAME: f32 = 220.0;
/// Below this width a half goes below the other.
const LEAST_HALF: f32 = 420.0;

pub(super) fn home_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<Action> {
    let dropped = plan::dropped(ui);
    let mut asked = None;
    page(ui, |ui| {
        asked = header_ui(ui, context);
        if context.view.cameras.is_empty() {
            asked = desk::no_camera_ui(ui, context).or_else(|| asked.take());
        }
        asked = people_ui(ui, context).or_else(|| asked.take());
        if let Some(stop) = context.view.stop_today {
            alert_ui(ui, context, &context.words.stopped_today(stop));
        }
        asked = plan::plan_ui(ui, context, memory).or_else(|| asked.take());
        ui.add_space(GAP);
        heading(ui, &context.words.home.choose, &context.theme);
        asked = cards::cards_ui(ui, context, memory).or_else(|| asked.take());
        asked = any_ui(ui, context).or_else(|| asked.take());
        asked = plan::choose_card_ui(ui, context).or_else(|| asked.take());
        columns(ui, 2, LEAST_HALF, |ui, k| {
            let now =
                if k == 0 { desk::desk_ui(ui, context) } else { desk::recent_ui(ui, context, &mut memory.wants_weeks) };
            asked = now.or_else(|| asked.take());
        });
        asked = health_ui(ui, context).or_else(|| asked.take());
        faint(ui, &context.words.app.purpose, &context.theme);
    });
    asked.or(dropped)
}

/// Scrolls, with a margin, no wider than can be read.
pub(super) fn page<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let margin = if ui.available_width() < 700.0 { GAP } else { MARGIN };
    let shown = ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let side = margin.max((ui.available_width() - WIDEST) / 2.0);
        let frame = eframe::egui::Frame::new();
        frame.inner_margin(eframe::egui::Margin::symmetric(side as i8, margin as i8)).show(ui, contents).inner
    });
    shown.inner
}

fn header_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
    let Context { view, words, theme } = context;
    let who = fill(&words.home.profile, &[("name", words.person(view.settings.profile_name()))]);
    let menu = [
        (Icon::Person, who.as_str(), Action::OpenSettings),
        (Icon::Sliders, &words.app.settings, Action::OpenSettings),
        (Icon::Question, &words.learn.open, Action::OpenLearn),
        (Icon::Cross, &words.app.quit, Action::Quit),
    ];
    let button = |ui: &mut Ui, (icon, text, action): &(Icon, &str, Action)| {
        Button::new(Kind::Other, *icon, text).show(ui, &theme).then(|| action.clone())
    };
    // In a low window the first screen is for the exercises: the menu is a row of icons.
    if ui.ctx().content_rect().height() < LOW_HOME {
        return ui
            .horizontal_wrapped(|ui| {
                heading(ui, &words.app.name, &theme);
                let icon = |(icon, text, action): &(Icon, &str, Action), ui: &mut Ui| {
                    Button::new(Kind::Other, *icon, "").named(text).show(ui, &theme).then(|| action.clone())
                };
                menu.iter().filter_map(|it| icon(it, ui)).last()
            })
            .inner;
    }
    let spacing = ui.spacing().item_spacing.x;
    let menu_width = menu.iter().map(|(icon, text, _)| Button::new(Kind::Other, *icon, text).width(ui) + spacing);
    let menu_width: f32 = menu_width.sum();
    if ui.available_width() < menu_width + LEAST_NAME {
        title(ui, &words.app.name, &theme);
        faint(ui, &words.app.tagline, &theme);
        return ui.horizontal_wrapped(|ui| menu.iter().filter_map(|it| button(ui, it)).last()).inner;
    }
    let name_width = ui.available_width() - menu_width;
    let shown = ui.horizontal(|ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.set_width(name_width);
            title(ui, &words.app.name, &theme);
            faint(ui, &words.app.tagline, &theme);
        });
        // Left to right, as the keyboard goes.
        menu.iter().filter_map(|it| button(ui, it)).last()
    });
    shown.inner
}

/// Shows the people who practise, if there are several.
fn people_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
    let Context { view, words, theme } = context;
    if view.settings.profiles.len() < 2 {
        return None;
    }
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        for (k, profile) in view.settings.profiles.iter().enumerate() {
            let name = fill(&words.settings.profile_use, &[("name", words.person(&profile.name))]);
            if Button::choice(k == view.settings.profile, words.person(&profile.name)).named(&name).show(ui, &theme) {
                asked = Some(Action::Change(Settings { profile: k, ..view.settings.clone() }));
            }
        }
    });
    asked
}

/// Not every set is of one exercise.
fn any_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
    let Context { view, words, theme } = context;
    card(ui, &theme, |ui| {
        let button = Button::new(Kind::Other, Icon::Play, &words.home.any_start).enabled(!view.cameras.is_empty());
        heading(ui, &words.home.any_title, &theme);
        let clearance = clearance(context, Search::Auto);
        body(ui, &words.home.any_text, &theme);
        if let Some(said) = view.settings.answers().and_then(|answers| words.auto_left_out(answers)) {
            marked(ui, (Icon::Warning, theme.slight), &said, &theme);
        }
        if !clearance_ui(ui, context, clearance) {
            return None;
        }
        button.show(ui, &theme).then_some(Action::Start(Search::Auto))
    })
}

/// What to clear before the first session.
fn health_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
    let Context { view, words, theme } = context;
    card(ui, &theme, |ui| {
        heading(ui, &words.health.title, &theme);
        body(ui, &words.health.text, &theme);
        marked(ui, (Icon::Warning, theme.bad), &words.health.urgent, &theme);
        marked(ui, (Icon::Question, theme.slight), &words.health.flags, &theme);
        marked(ui, (Icon::Stop, theme.bad), &words.health.stop, &theme);
        if view.settings.answers().is_none() {
            faint(ui, &words.check.open_none, &theme);
        }
        let button = Button::new(Kind::Other, Icon::Check, &words.check.open);
        button.show(ui, &theme).then_some(Action::OpenAnswers)
    })
}
