//! A plan for who has none, or another one: one of the starting plans, or that of a file.

use eframe::egui::Ui;

use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{Button, Kind, body, card, faint, heading};
use crate::app::ui::words::fill;
use crate::app::ui::{Action, Context, PlanAsk};
use crate::core::plan::{parse, starting_texts};

/// The card of a profile without a plan.
pub(in crate::app::ui) fn choose_card_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
    if context.view.plan.is_some() {
        return None;
    }
    card(ui, &context.theme, |ui| {
        heading(ui, &context.words.plan.choose_title, &context.theme);
        choose_ui(ui, context)
    })
}

/// The starting plans, and how the plan of a file is taken over.
pub(super) fn choose_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
    let Context { words, theme, view } = context;
    body(ui, &words.plan.choose_text, &theme);
    let titles = starting_texts(&words.code).into_iter().filter_map(|text| parse(text).ok()).map(|plan| plan.title);
    let row = ui.horizontal_wrapped(|ui| {
        let pressed = |ui: &mut Ui, title: &str| {
            let name = fill(&words.plan.choose, &[("title", title)]);
            Button::new(Kind::Other, Icon::Plus, title).named(&name).show(ui, &theme)
        };
        titles.enumerate().filter(|(_, title)| pressed(ui, title)).last()
    });
    if view.plan.is_some() {
        faint(ui, &words.plan.choose_kept, &theme);
    }
    row.inner.map(|(k, _)| Action::Plan(PlanAsk::Choose(k)))
}

/// The file of a plan that was let go over the window.
pub(in crate::app::ui) fn dropped(ui: &Ui) -> Option<Action> {
    let file = ui.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_path_buf()));
    file.map(|file| Action::Plan(PlanAsk::Take(file)))
}
