//! What is beside the picture: one of several.

use eframe::egui::Ui;

use super::{ReviewMemory, Seen, compare, curves, notes, reps, trend};
use crate::app::ui::parts::Button;
use crate::app::ui::{Action, Context};

/// What is beside the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::app::ui) enum Tab {
    /// Repetitions, and why they were scored so.
    #[default]
    Reps,
    /// Readings over time.
    Curves,
    /// Past sessions in a row.
    Weeks,
    /// Another session.
    Compare,
    /// Notes of the person and of the program.
    Notes,
}

/// The choice of them.
pub(super) fn tabs_ui(ui: &mut Ui, context: Context<'_>, tab: &mut Tab) {
    let words = &context.words.review;
    let all = [
        (Tab::Reps, &context.words.result.reps),
        (Tab::Curves, &words.curves),
        (Tab::Weeks, &words.trend),
        (Tab::Compare, &words.compare),
        (Tab::Notes, &words.notes),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for (one, text) in all {
            if Button::choice(*tab == one, text).show(ui, &context.theme) {
                *tab = one;
            }
        }
    });
}

pub(super) fn tab_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>, memory: &mut ReviewMemory) -> Option<Action> {
    match memory.tab {
        Tab::Reps => reps::reps_ui(ui, context, seen, &mut memory.is_adding),
        Tab::Curves => curves::curves_ui(ui, context, seen),
        Tab::Weeks => {
            trend::trend_ui(ui, context, seen);
            None
        }
        Tab::Compare => compare::compare_ui(ui, context, seen),
        Tab::Notes => notes::notes_ui(ui, context, seen, &mut memory.note),
    }
}
