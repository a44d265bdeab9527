//! What is shown while it is read, or where it cannot be.

use eframe::egui::{ProgressBar, Ui};

use crate::app::ui::home::page;
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{Button, Kind, body, card, heading, marked};
use crate::app::ui::words::fill;
use crate::app::ui::{Action, Context};
use crate::io::words::Trouble;

pub(super) fn opening_ui(ui: &mut Ui, context: Context<'_>, (n, of): (u64, Option<u64>)) -> Option<Action> {
    let Context { words, theme, .. } = context;
    page(ui, |ui| {
        card(ui, &theme, |ui| {
            heading(ui, &words.review.opening, &theme);
            if 0 < n {
                body(ui, &words.review.following, &theme);
                let frames = fill(&words.review.frames, &[("n", &n.to_string())]);
                let share = of.map_or(0.0, |of| n as f32 / of.max(1) as f32);
                let text = of.map_or(frames, |_| format!("{:.0} %", share * 100.0));
                ui.add(ProgressBar::new(share).text(text).desired_height(28.0).fill(theme.control_hovered));
            }
            let button = Button::new(Kind::Other, Icon::Cross, &words.review.cancel).key(&words.app.esc);
            button.show(ui, &theme).then_some(Action::Home)
        })
    })
}

pub(super) fn failed_ui(ui: &mut Ui, context: Context<'_>, why: &Trouble) -> Option<Action> {
    let Context { words, theme, .. } = context;
    page(ui, |ui| {
        card(ui, &theme, |ui| {
            heading(ui, &words.review.failed, &theme);
            marked(ui, (Icon::Warning, theme.slight), &words.trouble(why), &theme);
            let button = Button::new(Kind::Main, Icon::Home, &words.app.home).key(&words.app.esc);
            button.show(ui, &theme).then_some(Action::Home)
        })
    })
}
