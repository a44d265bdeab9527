//! Today's plan: what is due, what of it has been done, and a start of the next.

use eframe::egui::Ui;

use super::cards::{clearance, clearance_ui};
use crate::plan::{Amount, WorkSide};
use crate::recording::{DueItem, PlanState};
use crate::session::Search;
use crate::ui::icons::Icon;
use crate::ui::parts::{Button, Kind, body, card, faint, heading, label, marked};
use crate::ui::words::{Words, fill};
use crate::ui::{Action, Context};

pub(super) fn plan_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
    let Context { view, words, theme } = context;
    let plan = view.plan?;
    card(ui, &theme, |ui| {
        heading(ui, &words.plan.title, &theme);
        faint(ui, &plan.title, &theme);
        let with_day = |text: &str, day: &str| fill(text, &[("day", day)]);
        let items = match &plan.state {
            PlanState::NotYet(day) => {
                body(ui, &with_day(&words.plan.not_yet, day), &theme);
                return None;
            }
            PlanState::Over(day) => {
                body(ui, &with_day(&words.plan.over, day), &theme);
                return None;
            }
            PlanState::Rest(next) => {
                let next = next.as_ref().map(|day| with_day(&words.plan.next_day, day)).unwrap_or_default();
                body(ui, format!("{} {next}", words.plan.rest).trim_end(), &theme);
                return None;
            }
            PlanState::Due(items) => items,
        };
        for item in items {
            item_ui(ui, context, item);
        }
        next_ui(ui, context, items)
    })
}

fn item_ui(ui: &mut Ui, context: Context<'_>, item: &DueItem) {
    let Context { words, theme, .. } = context;
    let name = item_name(words, item);
    if item.is_done {
        marked(ui, (Icon::Check, theme.good), &format!("{name}: {}", words.plan.done), &theme);
    } else {
        label(ui, &name, &theme);
    }
    let begun = (0.0 < item.done.amount && !item.is_done).then(|| progress(words, item));
    let said: Vec<String> = item.dose.as_ref().map(|_| dose_said(words, item)).into_iter().chain(begun).collect();
    faint(ui, &said.join(" · "), &theme);
    if let Some(note) = &item.note {
        faint(ui, note, &theme);
    }
}

/// Offers the first that is not done; after a stop nothing comes next.
fn next_ui(ui: &mut Ui, context: Context<'_>, items: &[DueItem]) -> Option<Action> {
    let Context { view, words, theme } = context;
    let Some(next) = items.iter().find(|item| !item.is_done) else {
        body(ui, &words.plan.all_done, &theme);
        return None;
    };
    let search = Search::One(next.exercise);
    if view.stop_today.is_some() || !clearance_ui(ui, context, clearance(context, search)) {
        return None;
    }
    let text = fill(&words.plan.start, &[("exercise", words.exercise_name(next.exercise.id))]);
    let button = Button::new(Kind::Main, Icon::Play, &text).enabled(!view.cameras.is_empty());
    button.show(ui, &theme).then_some(Action::Start(search))
}

fn item_name(words: &Words, item: &DueItem) -> String {
    let name = words.exercise_name(item.exercise.id);
    match item.side {
        WorkSide::Both => name.to_owned(),
        WorkSide::Left => format!("{name}, {}", words.plan.left),
        WorkSide::Right => format!("{name}, {}", words.plan.right),
        WorkSide::Each => format!("{name}, {}", words.plan.each),
    }
}

/// `2 sets of 10 repetitions, each held for 3 s`.
fn dose_said(words: &Words, item: &DueItem) -> String {
    let Some(dose) = &item.dose else { return String::new() };
    let number = |text: &str, n: f64| fill(text, &[("n", &n.to_string())]);
    let sets = if dose.sets == 1 { words.dose.set.clone() } else { number(&words.dose.sets, dose.sets.into()) };
    let held = |time: f32| number(&words.dose.held, time.into());
    let amount = match dose.amount {
        Amount::Repetitions(n, each) => {
            let reps = number(&words.dose.repetitions, n.into());
            let each = each.map(|time| format!(", {}", held(time))).unwrap_or_default();
            return format!("{sets} {reps}{each}");
        }
        Amount::HoldSecs(time) => held(time),
        Amount::Minutes(minutes) => number(&words.dose.minutes, minutes.into()),
    };
    format!("{sets}, {amount}")
}

/// `4 of 20 repetitions`.
fn progress(words: &Words, item: &DueItem) -> String {
    let text = match item.dose.as_ref().map(|dose| dose.amount) {
        Some(Amount::HoldSecs(_)) => &words.plan.begun_secs,
        Some(Amount::Minutes(_)) => &words.plan.begun_minutes,
        _ => &words.plan.begun_reps,
    };
    let [n, goal] = [item.done.amount, item.done.asked].map(|amount| ((10.0 * amount).round() / 10.0).to_string());
    fill(text, &[("n", &n), ("goal", &goal)])
}
