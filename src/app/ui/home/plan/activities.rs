//! Activities of the plan that are hard for the person, rated by them once a week.

use eframe::egui::Ui;

use crate::app::ui::parts::{Button, faint, heading, label};
use crate::app::ui::words::fill;
use crate::app::ui::{Action, Context, PlanAsk};
use crate::core::plan::activities::{ActivityOfDay, BEST};
use crate::io::recording::PlanDay;

/// Shows those that are to be rated, and those that were rated today.
pub(super) fn activities_ui(ui: &mut Ui, context: Context<'_>, plan: &PlanDay) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let is_shown = |activity: &&ActivityOfDay| activity.is_due || activity.today.is_some();
    let shown: Vec<&ActivityOfDay> = plan.activities.iter().filter(is_shown).collect();
    if shown.is_empty() {
        return None;
    }
    heading(ui, &words.plan.activities, &theme);
    faint(ui, &words.plan.activities_scale, &theme);
    shown.into_iter().filter_map(|activity| activity_ui(ui, context, activity)).last()
}

fn activity_ui(ui: &mut Ui, context: Context<'_>, activity: &ActivityOfDay) -> Option<Action> {
    let Context { words, theme, .. } = context;
    label(ui, &activity.name, &theme);
    let rating = |ui: &mut Ui, value: u8| {
        let is_chosen = activity.today == Some(value);
        let text = value.to_string();
        let name = fill(&words.plan.activity_rated, &[("activity", &activity.name), ("n", &text)]);
        let is_pressed = Button::choice(is_chosen, &text).named(&name).show(ui, &theme);
        // Pressed again it is taken back.
        is_pressed.then(|| Action::Plan(PlanAsk::Rate(activity.name.clone(), (!is_chosen).then_some(value))))
    };
    ui.horizontal_wrapped(|ui| (0..=BEST).filter_map(|value| rating(ui, value)).last()).inner
}
