//! Faults that the person saw and the machine did not.

use eframe::egui::Ui;

use super::Seen;
use crate::app::review::Ask;
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{Button, Kind, marked};
use crate::app::ui::words::fill;
use crate::app::ui::{Action, Context};
use crate::core::exercise::Fault;
use crate::core::exercises;
use crate::core::report::Rep;
use crate::io::recording::Remark;

/// What was marked so, and the choice of more.
pub(super) fn overlooked_ui(
    ui: &mut Ui,
    context: Context<'_>,
    seen: Seen<'_>,
    (k, rep): (usize, &Rep),
    is_adding: &mut bool,
) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let mut asked = None;
    let remark = |fault: &Fault| Remark::Overlooked { rep: Some(k), fault: fault.id.to_owned() };
    let (marked_so, others): (Vec<&Fault>, Vec<&Fault>) =
        not_found(rep).partition(|fault| seen.shown.remarks.has(&remark(fault)));
    for fault in marked_so {
        let named = [("fault", &*words.fault_name(&rep.exercise, fault.id))];
        marked(ui, (Icon::Person, theme.accent), &fill(&words.review.overlooked_said, &named), &theme);
        let name = fill(&words.review.overlooked_back, &named);
        if Button::new(Kind::Other, Icon::Repeat, &words.review.agree).named(&name).show(ui, &theme) {
            asked = Some(Action::Review(Ask::Mark(remark(fault))));
        }
    }
    if others.is_empty() {
        return asked;
    }
    let icon = if *is_adding { Icon::Cross } else { Icon::Plus };
    if Button::new(Kind::Other, icon, &words.review.overlooked).show(ui, &theme) {
        *is_adding = !*is_adding;
    }
    if !*is_adding {
        return asked;
    }
    let chosen = ui.horizontal_wrapped(|ui| {
        let is_chosen = |fault: &&Fault| {
            let name = words.fault_name(&rep.exercise, fault.id);
            Button::new(Kind::Other, Icon::Warning, &name).show(ui, &theme)
        };
        others.into_iter().filter(is_chosen).last()
    });
    if let Some(fault) = chosen.inner {
        (asked, *is_adding) = (Some(Action::Review(Ask::Mark(remark(fault)))), false);
    }
    asked
}

/// What a repetition of this kind can have and was not found to have.
fn not_found(rep: &Rep) -> impl Iterator<Item = &'static Fault> {
    let faults = exercises::by_name(&rep.exercise).map_or(&[][..], |exercise| exercise.faults);
    faults
        .iter()
        .filter(|fault| fault.can_be_in(&rep.variant) && rep.findings.iter().all(|finding| finding.fault != fault.id))
}
