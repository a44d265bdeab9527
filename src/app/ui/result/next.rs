//! After a set of the plan: how it was, what comes next, how to lie or stand for it, and the rest before it.

use eframe::egui::Ui;

use crate::app::ui::home::{clearance, clearance_ui, nothing_left};
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{Button, Kind, body, card, faint, heading, label};
use crate::app::ui::played::marks_ui;
use crate::app::ui::words::fill;
use crate::app::ui::{Action, AfterSet, Context, PlanAsk, Told, entered};
use crate::core::judge::Search;
use crate::core::plan::play::Felt;
use crate::core::safety::Clearance;
use crate::io::recording::DueItem;

/// Returns the item that comes next, once the plan counts the set that has just ended; after a stop none does.
pub(super) fn next_item(context: Context<'_>) -> Option<&DueItem> {
    let view = context.view;
    view.after_set.filter(|after| after.is_counted && !is_stopped(context))?;
    view.plan?.next()
}

/// Returns the item that comes next, if the health answers let it begin.
pub(super) fn offered_item(context: Context<'_>) -> Option<&DueItem> {
    let allowed = |item: &&DueItem| clearance(context, Search::One(item.exercise)) <= Clearance::AskFirst;
    next_item(context).filter(allowed)
}

fn is_stopped(context: Context<'_>) -> bool {
    context.view.stop_today.is_some() || context.view.told.and_then(Told::stop).is_some()
}

pub(super) fn next_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
    let Context { view, words, theme } = context;
    let (after, plan) = (view.after_set?, view.plan?);
    if is_stopped(context) {
        return None;
    }
    card(ui, &theme, |ui| {
        let felt = if after.is_kept { felt_ui(ui, context, after.felt) } else { None };
        let now = match next_item(context) {
            Some(item) => item_ui(ui, context, (item, after)),
            None if after.is_counted => {
                heading(ui, nothing_left(context, plan), &theme);
                None
            }
            None => None,
        };
        // The bar has no room for it if it leads on.
        let leads_on = offered_item(context).is_some();
        let again = leads_on && Button::new(Kind::Other, Icon::Repeat, &words.result.again).show(ui, &theme);
        felt.or(now).or_else(|| again.then_some(Action::Again))
    })
}

/// Leads on to the next item.
pub(super) fn bar_ui(ui: &mut Ui, context: Context<'_>, item: &DueItem) -> Option<Action> {
    let Context { view, words, theme } = context;
    let name = words.plan_named(&words.plan.next, item);
    let button = Button::new(Kind::Main, Icon::Play, &words.plan.next).named(&name);
    let can_begin = !view.cameras.is_empty();
    let begins = button.enabled(can_begin).show(ui, &theme) || can_begin && entered(ui);
    begins.then(|| Action::Plan(PlanAsk::Begin(item.key())))
}

fn felt_ui(ui: &mut Ui, context: Context<'_>, felt: Option<Felt>) -> Option<Action> {
    let Context { words, theme, .. } = context;
    heading(ui, &words.plan.felt, &theme);
    let answer = |ui: &mut Ui, one: Felt| {
        let is_pressed = Button::choice(felt == Some(one), words.felt(one)).show(ui, &theme);
        is_pressed.then_some(Action::Plan(PlanAsk::Felt(one)))
    };
    ui.horizontal_wrapped(|ui| Felt::ALL.into_iter().filter_map(|one| answer(ui, one)).last()).inner
}

fn item_ui(ui: &mut Ui, context: Context<'_>, (item, after): (&DueItem, AfterSet)) -> Option<Action> {
    let Context { words, theme, .. } = context;
    heading(ui, &fill(&words.plan.next_named, &[("exercise", &words.item_name(item))]), &theme);
    if let Some(dose) = &item.dose {
        let [n, total] = [dose.set_after(item.done.amount), dose.sets].map(|n| n.to_string());
        let set = fill(&words.plan.set_of, &[("n", &n), ("total", &total)]);
        label(ui, &format!("{set} · {}", words.plan_dose(dose)), &theme);
    }
    body(ui, words.plan_view(item), &theme);
    if let Some(said) = words.exercises.get(item.exercise.id) {
        faint(ui, &said.how, &theme);
    }
    if let Some(note) = &item.note {
        faint(ui, note, &theme);
    }
    if clearance_ui(ui, context, clearance(context, Search::One(item.exercise))) {
        rest_ui(ui, context, after);
    }
    marks_ui(ui, context, item)
}

/// Counts the rest down, and says how it goes on.
fn rest_ui(ui: &mut Ui, context: Context<'_>, after: AfterSet) {
    let Context { view, words, theme } = context;
    let is_pain_told = view.told.is_some_and(|told| told.after.pain_after.is_some());
    let plan = &words.plan;
    let (rest, how) = match after.rest_left_secs.map(f64::ceil) {
        None => (None, &plan.by_press),
        Some(left) if 0.0 < left => {
            let how = if is_pain_told { &plan.by_itself } else { &plan.tell_pain };
            (Some(fill(&plan.rest_left, &[("n", &format!("{left:.0}"))])), how)
        }
        Some(_) => (Some(plan.rest_over.clone()), &plan.by_press),
    };
    if let Some(rest) = rest {
        heading(ui, &rest, &theme);
    }
    faint(ui, how, &theme);
    if after.looks_for_sign {
        faint(ui, &plan.by_sign, &theme);
    }
}
