//! Today's plan: what is due, what of it has been done, a start of the next, and steps to other levels.

mod activities;
mod choose;
mod remind;
mod step;

use eframe::egui::{CollapsingHeader, Ui};

use super::cards::{clearance, clearance_ui};
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{Button, Kind, body, card, faint, heading, label, marked};
use crate::app::ui::played::marks_ui;
use crate::app::ui::words::fill;
use crate::app::ui::{Action, Context, Memory, PlanAsk, entered};
use crate::core::judge::Search;
use crate::core::plan::play::Standing;
use crate::io::recording::{DueItem, PlanDay, PlanState};

pub(super) use choose::{choose_card_ui, dropped};

pub(super) fn plan_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<Action> {
    let Context { view, words, theme } = context;
    let plan = view.plan?;
    card(ui, &theme, |ui| {
        heading(ui, &words.plan.title, &theme);
        faint(ui, &plan.title, &theme);
        let with_day = |text: &str, day: &str| fill(text, &[("day", day)]);
        let asked = match &plan.state {
            PlanState::NotYet(day) => {
                body(ui, &with_day(&words.plan.not_yet, day), &theme);
                None
            }
            PlanState::Over(day) => {
                body(ui, &with_day(&words.plan.over, day), &theme);
                None
            }
            PlanState::Rest(next) => {
                let next = next.as_ref().map(|day| with_day(&words.plan.next_day, day)).unwrap_or_default();
                body(ui, format!("{} {next}", words.plan.rest).trim_end(), &theme);
                None
            }
            PlanState::Due(items) => items_ui(ui, context, (plan, items), memory),
        };
        let asked = activities::activities_ui(ui, context, plan).or(asked);
        let asked = remind::remind_ui(ui, context, plan).or(asked);
        let other = CollapsingHeader::new(&words.plan.choose_other).id_salt("another plan");
        let chosen = other.show(ui, |ui| choose::choose_ui(ui, context)).body_returned.flatten();
        chosen.or(asked)
    })
}

fn items_ui(
    ui: &mut Ui,
    context: Context<'_>,
    (plan, items): (&PlanDay, &[DueItem]),
    memory: &mut Memory,
) -> Option<Action> {
    // Above the list: a long one would push it out of the window.
    let mut asked = next_ui(ui, context, plan);
    for item in items {
        asked = item_ui(ui, context, item).or_else(|| asked.take());
        asked = step::step_ui(ui, context, (plan, item), memory).or_else(|| asked.take());
    }
    asked
}

fn item_ui(ui: &mut Ui, context: Context<'_>, item: &DueItem) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let (plan, name) = (&words.plan, words.item_name(item));
    match item.standing {
        Standing::Done => marked(ui, (Icon::Check, theme.good), &format!("{name}: {}", plan.done), &theme),
        Standing::WithoutCamera => {
            marked(ui, (Icon::Check, theme.faint_text), &format!("{name}: {}", plan.without_camera), &theme);
        }
        Standing::LeftOut => {
            marked(ui, (Icon::Cross, theme.faint_text), &format!("{name}: {}", plan.left_out), &theme);
        }
        Standing::Later(_) => label(ui, &format!("{name}: {}", plan.put_off), &theme),
        Standing::Open => label(ui, &name, &theme),
    }
    let dose = item.dose.as_ref().map(|dose| words.plan_dose(dose));
    let said: Vec<String> = dose.into_iter().chain(words.plan_progress(item)).collect();
    faint(ui, &said.join(" · "), &theme);
    if !item.felt.is_empty() {
        let answers: Vec<&str> = item.felt.iter().map(|felt| words.felt(*felt)).collect();
        faint(ui, &fill(&plan.felt_today, &[("answers", &answers.join(", "))]), &theme);
    }
    if let Some(note) = &item.note {
        faint(ui, note, &theme);
    }
    if item.standing == Standing::Done {
        return None;
    }
    let folded = CollapsingHeader::new(words.plan_named(&plan.change, item));
    let shown = folded.id_salt((item.exercise.id, item.side as u8)).show(ui, |ui| marks_ui(ui, context, item));
    shown.body_returned.flatten()
}

/// Offers the item that comes next; after a stop none does.
fn next_ui(ui: &mut Ui, context: Context<'_>, plan: &PlanDay) -> Option<Action> {
    let Context { view, words, theme } = context;
    let Some(next) = plan.next() else {
        body(ui, nothing_left(context, plan), &theme);
        return None;
    };
    let search = Search::One(next.exercise);
    if view.stop_today.is_some() || !clearance_ui(ui, context, clearance(context, search)) {
        return None;
    }
    let text = fill(&words.plan.start, &[("exercise", &words.item_name(next))]);
    let can_begin = !view.cameras.is_empty();
    let is_pressed = Button::new(Kind::Main, Icon::Play, &text).enabled(can_begin).show(ui, &theme);
    let begins = is_pressed || can_begin && entered(ui);
    begins.then(|| Action::Plan(PlanAsk::Begin(next.key())))
}

/// Says that nothing comes next: it is not all done where something was left out.
pub(in crate::app::ui) fn nothing_left<'a>(context: Context<'a>, plan: &PlanDay) -> &'a str {
    let is_short = plan.items().iter().any(|item| item.standing == Standing::LeftOut);
    if is_short { &context.words.plan.nothing_left } else { &context.words.plan.all_done }
}
