//! How it was: pain and what is new since. It counts more than the score.

use eframe::egui::Ui;

use crate::app::ui::parts::{Button, Kind, card, faint, heading, label};
use crate::app::ui::rating::{Keys, rating_ui};
use crate::app::ui::{Action, Context, Told};
use crate::core::safety::Symptom;
use crate::io::recording::Aftermath;

/// The questions; what was told now.
pub(super) fn told_ui(ui: &mut Ui, context: Context<'_>, told: &Told) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let mut after = told.after.clone();
    let (asked, new, keys) = if told.is_past {
        (&words.pain.after_then, &words.pain.new_then, Keys::AtCells)
    } else {
        (&words.pain.after, &words.pain.new, Keys::Digits)
    };
    card(ui, &theme, |ui| {
        heading(ui, asked, &theme);
        if told.is_past {
            faint(ui, &words.pain_said(told.before, told.after.pain_after), &theme);
        }
        after.pain_after = rating_ui(ui, context, after.pain_after, keys).or(after.pain_after);
        if keys == Keys::Digits {
            faint(ui, &words.pain.keys_after, &theme);
        }
        label(ui, new, &theme);
        ui.horizontal_wrapped(|ui| {
            for symptom in Symptom::ALL {
                symptom_ui(ui, context, symptom, &mut after);
            }
        });
        if told.stop().is_none() {
            faint(ui, &words.pain.counts_more, &theme);
        }
    });
    (after != told.after).then_some(Action::Tell(after))
}

/// Pressed once it is new, pressed again it is not.
fn symptom_ui(ui: &mut Ui, context: Context<'_>, symptom: Symptom, after: &mut Aftermath) {
    let is_new = after.new_symptoms.iter().any(|id| id == symptom.id());
    let button = Button { kind: Kind::Toggle(is_new), ..Button::choice(is_new, context.words.symptom(symptom)) };
    if !button.show(ui, &context.theme) {
        return;
    }
    if is_new {
        after.new_symptoms.retain(|id| id != symptom.id());
    } else {
        after.new_symptoms.push(symptom.id().to_owned());
    }
}
