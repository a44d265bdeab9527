//! A step to another level: offered with its reason, and written into the plan only after a confirmation.

use eframe::egui::Ui;

use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{Button, Kind, body, faint, marked};
use crate::app::ui::words::{fill, sentence};
use crate::app::ui::{Action, Context, Memory, PlanAsk};
use crate::io::recording::{DueItem, PlanDay, StepOffer};

pub(super) fn step_ui(
    ui: &mut Ui,
    context: Context<'_>,
    (plan, item): (&PlanDay, &DueItem),
    memory: &mut Memory,
) -> Option<Action> {
    let Context { view, words, theme } = context;
    // After a stop that only the settings know of, too, no step up is offered on that day.
    let offer = item.offer.as_ref().filter(|offer| !offer.is_up || view.stop_today.is_none())?;
    let icon = if offer.is_up { Icon::Up } else { Icon::Down };
    marked(ui, (icon, theme.accent), &offered(context, (plan, item), offer), &theme);
    faint(ui, &words.plan_reason(item, &offer.reason), &theme);
    let to = offer.to?;
    let with_level = |text: &str| fill(text, &[("n", &to.to_string())]);
    if memory.step.as_ref() != Some(&item.key()) {
        let text = with_level(&words.plan.step);
        let name = words.plan_named(&text, item);
        if Button::new(Kind::Other, icon, &text).named(&name).show(ui, &theme) {
            memory.step = Some(item.key());
        }
        return None;
    }
    body(ui, &with_level(&words.plan.step_sure), &theme);
    ui.horizontal_wrapped(|ui| {
        let is_sure = Button::new(Kind::Main, Icon::Check, &words.plan.step_yes).show(ui, &theme);
        let is_kept = Button::new(Kind::Other, Icon::Cross, &words.plan.step_no).show(ui, &theme);
        if is_sure || is_kept {
            memory.step = None;
        }
        is_sure.then(|| Action::Plan(PlanAsk::Step(item.key(), to)))
    })
    .inner
}

fn offered(context: Context<'_>, (plan, item): (&PlanDay, &DueItem), offer: &StepOffer) -> String {
    let words = context.words;
    let name = sentence(&words.item_name(item));
    let Some(to) = offer.to else {
        return fill(&words.plan.no_easier, &[("exercise", &name), ("advice", &plan.flare_up)]);
    };
    let dose = offer.dose.as_ref().map(|dose| words.plan_dose(dose)).unwrap_or_default();
    let text = if offer.is_up { &words.plan.step_up } else { &words.plan.step_back };
    fill(text, &[("exercise", &name), ("n", &to.to_string()), ("dose", &dose)])
}
