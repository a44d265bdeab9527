//! A session's reports: that of its day, and those of later rules.

use eframe::egui::Ui;

use super::Seen;
use crate::app::review::{Ask, Version};
use crate::app::ui::parts::{Button, faint};
use crate::app::ui::words::fill;
use crate::app::ui::{Action, Context};

/// The choice of them, where there are several.
pub(super) fn versions_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>) -> Option<Action> {
    let words = &context.words.review;
    let opened = seen.opened;
    if opened.versions.len() < 2 {
        return None;
    }
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        for (k, Version { rules, day }) in opened.versions.iter().enumerate() {
            let rules = rules.to_string();
            let text = match day {
                None => fill(&words.version_first, &[("rules", &rules)]),
                Some(day) => fill(&words.version_later, &[("day", &context.words.day(day)), ("rules", &rules)]),
            };
            if Button::choice(k == opened.version, &text).show(ui, &context.theme) && k != opened.version {
                asked = Some(Action::Review(Ask::Version(k)));
            }
        }
    });
    if !opened.is_of_its_day() {
        faint(ui, &words.version_hint, &context.theme);
    }
    asked
}
