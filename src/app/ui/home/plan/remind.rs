//! A reminder of the plan, for whoever asks for one.

use eframe::egui::{CollapsingHeader, Ui};

use crate::app::ui::parts::Button;
use crate::app::ui::words::fill;
use crate::app::ui::{Action, Context, PlanAsk};
use crate::io::recording::{PlanDay, TimeOfDay};

/// Hours that are offered; `formcheck plan remind --at` takes any time.
const HOURS: [u8; 5] = [8, 12, 15, 18, 20];

/// Offers some times of day behind a heading, which names the time that is set.
pub(super) fn remind_ui(ui: &mut Ui, context: Context<'_>, plan: &PlanDay) -> Option<Action> {
    let words = context.words;
    let heading = match plan.reminder {
        Some(time) => format!("{}: {time}", words.plan.remind),
        None => words.plan.remind.clone(),
    };
    let folded = CollapsingHeader::new(heading).id_salt("reminder");
    let shown = folded.show(ui, |ui| {
        let times = HOURS.into_iter().filter_map(|hour| TimeOfDay::new(hour, 0)).map(Some);
        let all: Vec<Option<TimeOfDay>> = [None].into_iter().chain(times).collect();
        ui.horizontal_wrapped(|ui| all.into_iter().filter_map(|time| time_ui(ui, context, plan, time)).last()).inner
    });
    shown.body_returned.flatten()
}

fn time_ui(ui: &mut Ui, context: Context<'_>, plan: &PlanDay, time: Option<TimeOfDay>) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let text = time.map_or_else(|| words.plan.remind_off.clone(), |time| time.to_string());
    let name = time.map_or_else(|| text.clone(), |_| fill(&words.plan.remind_at, &[("time", &text)]));
    let is_pressed = Button::choice(plan.reminder == time, &text).named(&name).show(ui, &theme);
    is_pressed.then_some(Action::Plan(PlanAsk::Remind(time)))
}
