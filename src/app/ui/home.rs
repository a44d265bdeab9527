//! The start screen: today's plan, what to practise, what to clear before, camera and past sessions.

mod cards;
mod desk;
mod plan;

pub(super) use cards::{clearance, clearance_ui};
pub(super) use desk::{cameras_ui, session_ui};
pub(super) use plan::nothing_left;

use eframe::egui::{Align, Layout, ScrollArea, Ui};

use super::alert::alert_ui;
use super::icons::Icon;
use super::parts::{Button, Kind, body, card, columns, faint, heading, marked, title};
use super::theme::{GAP, MARGIN, SMALL, plain};
use super::words::fill;
use super::{Action, Context, Memory};
use crate::core::judge::Search;
use crate::core::safety::Clearance;
use crate::io::recording::Settings;

/// Wider than this lines are hard to read.
const WIDEST: f32 = 1240.0;
/// Below this width the menu goes below the name.
const LEAST_HEADER: f32 = 640.0;
/// Below this width a half goes below the other.
const LEAST_HALF: f32 = 420.0;

pub(super) fn home_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<Action> {
    let mut asked = None;
    page(ui, |ui| {
        asked = header_ui(ui, context);
        if context.view.cameras.is_empty() {
            asked = desk::no_camera_ui(ui, context).or_else(|| asked.take());
        }
        asked = people_ui(ui, context).or_else(|| asked.take());
        if let Some(reason) = context.view.stop_today {
            alert_ui(ui, context, &context.words.stopped_today(reason));
        }
        asked = plan::plan_ui(ui, context, memory).or_else(|| asked.take());
        ui.add_space(GAP);
        heading(ui, &context.words.home.choose, &context.theme);
        asked = cards::cards_ui(ui, context, memory).or_else(|| asked.take());
        asked = any_ui(ui, context).or_else(|| asked.take());
        columns(ui, 2, LEAST_HALF, |ui, k| {
            let now = if k == 0 { desk::desk_ui(ui, context) } else { desk::recent_ui(ui, context) };
            asked = now.or_else(|| asked.take());
        });
        asked = health_ui(ui, context).or_else(|| asked.take());
        faint(ui, &context.words.app.purpose, &context.theme);
    });
    asked
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
    let who = fill(&words.home.profile, &[("name", view.settings.profile_name())]);
    let menu = [
        (Icon::Person, who.as_str(), Action::OpenSettings),
        (Icon::Sliders, &words.app.settings, Action::OpenSettings),
        (Icon::Question, &words.learn.open, Action::OpenLearn),
        (Icon::Cross, &words.app.quit, Action::Quit),
    ];
    let button = |ui: &mut Ui, (icon, text, action): &(Icon, &str, Action)| {
        Button::new(Kind::Other, *icon, text).show(ui, &theme).then(|| action.clone())
    };
    if ui.available_width() < LEAST_HEADER {
        title(ui, &words.app.name, &theme);
        faint(ui, &words.app.tagline, &theme);
        return ui.horizontal_wrapped(|ui| menu.iter().filter_map(|it| button(ui, it)).last()).inner;
    }
    let shown = ui.horizontal_wrapped(|ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            title(ui, &words.app.name, &theme);
            let tagline = ui.painter().layout_no_wrap(words.app.tagline.clone(), plain(SMALL), theme.faint_text);
            ui.set_min_width(tagline.size().x.min(ui.available_width()));
            faint(ui, &words.app.tagline, &theme);
        });
        let from_right = Layout::right_to_left(Align::Center).with_main_wrap(true);
        ui.with_layout(from_right, |ui| menu.iter().rev().filter_map(|it| button(ui, it)).last()).inner
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
            let name = fill(&words.settings.profile_use, &[("name", &profile.name)]);
            if Button::choice(k == view.settings.profile, &profile.name).named(&name).show(ui, &theme) {
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
        if clearance == Clearance::NotOffered {
            let said = view.settings.answers().map(|answers| words.auto_left_out(answers)).unwrap_or_default();
            marked(ui, (Icon::Warning, theme.bad), &said, &theme);
            return None;
        }
        body(ui, &words.home.any_text, &theme);
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
