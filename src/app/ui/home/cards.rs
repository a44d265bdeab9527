//! The exercises, one card each: a few beside one another, many by family, one family at a time, and with a search field.

use eframe::egui::{CollapsingHeader, Ui};

use super::LOW_HOME;
use crate::app::ui::field::field_ui;
use crate::app::ui::figure::{card_figure_ui, figure_height, remember};
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{Button, Kind, body, card, columns, faint, grid, heading, label, marked};
use crate::app::ui::theme::GAP;
use crate::app::ui::words::fill;
use crate::app::ui::{Action, Context, Memory};
use crate::core::exercise::{Exercise, Family};
use crate::core::judge::Search;
use crate::core::safety::Clearance;

const LEAST_WIDTH: f32 = 280.0;
/// The same of a card in a row of many.
const LEAST_OF_MANY: f32 = 320.0;
/// So many fit beside one another, with all that is said of each; more are arranged.
const MOST_BESIDE: usize = 4;
/// Longer is no name of an exercise.
const LONGEST_SOUGHT: usize = 40;

pub(super) fn cards_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<Action> {
    let all = context.view.exercises;
    let mut asked = None;
    if all.len() <= MOST_BESIDE {
        columns(ui, all.len(), LEAST_WIDTH, |ui, k| {
            let Some(exercise) = all.get(k) else { return };
            asked = card_ui(ui, exercise, context, (memory, false)).or_else(|| asked.take());
        });
        return asked;
    }
    // In a low window a search field would push the exercises out of sight.
    let is_low = ui.ctx().content_rect().height() < LOW_HOME;
    if !is_low {
        search_ui(ui, context, &mut memory.sought_exercise);
    }
    let found: Vec<&'static Exercise> =
        all.iter().copied().filter(|it| is_found(it, context, &memory.sought_exercise)).collect();
    if found.is_empty() {
        body(ui, &fill(&context.words.home.search_none, &[("sought", memory.sought_exercise.trim())]), &context.theme);
    }
    let is_sought = !memory.sought_exercise.trim().is_empty();
    let families = if is_sought { Family::ALL.to_vec() } else { vec![family_ui(ui, context, memory)] };
    for family in families {
        let of_family: Vec<_> = found.iter().filter(|exercise| exercise.about.family == family).collect();
        if of_family.is_empty() {
            continue;
        }
        ui.add_space(GAP);
        if is_sought {
            heading(ui, context.words.family(family), &context.theme);
        }
        grid(ui, of_family.len(), LEAST_OF_MANY, |ui, k| {
            let Some(exercise) = of_family.get(k) else { return };
            asked = card_ui(ui, exercise, context, (memory, true)).or_else(|| asked.take());
        });
    }
    if is_low {
        search_ui(ui, context, &mut memory.sought_exercise);
    }
    asked
}

/// Asks for a family; returns the one that is shown, at first that of the last session.
fn family_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Family {
    let all = context.view.exercises;
    let has_some = |family: &Family| all.iter().any(|exercise| exercise.about.family == *family);
    let families: Vec<Family> = Family::ALL.into_iter().filter(has_some).collect();
    let last = context.view.sessions.first().map(|session| session.exercise.as_str());
    let of_last = || all.iter().find(|exercise| Some(exercise.id) == last).map(|exercise| exercise.about.family);
    let mut shown = memory.family.or_else(of_last).or_else(|| families.first().copied()).unwrap_or(Family::Supine);
    ui.horizontal_wrapped(|ui| {
        for family in families {
            if Button::choice(family == shown, context.words.family(family)).show(ui, &context.theme) {
                (memory.family, shown) = (Some(family), family);
            }
        }
    });
    shown
}

fn search_ui(ui: &mut Ui, context: Context<'_>, sought: &mut String) {
    let Context { words, theme, .. } = context;
    ui.horizontal_wrapped(|ui| {
        field_ui(ui, sought, &words.home.search, (320.0, LONGEST_SOUGHT));
        if !sought.is_empty() && Button::new(Kind::Other, Icon::Cross, &words.home.search_all).show(ui, &theme) {
            sought.clear();
        }
    });
}

/// Returns true if the exercise's name, purpose or family contains every word that was typed.
fn is_found(exercise: &'static Exercise, context: Context<'_>, sought: &str) -> bool {
    let words = context.words;
    let said = words.exercises.get(exercise.id);
    let purpose = said.map_or("", |said| said.purpose.as_str());
    let text = [name(exercise, context), purpose, words.family(exercise.about.family)].join(" ").to_lowercase();
    sought.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// In this language where it is known, else the exercise's own.
fn name<'a>(exercise: &'static Exercise, context: Context<'a>) -> &'a str {
    context.words.exercises.get(exercise.id).map_or(exercise.name, |said| said.name.as_str())
}

fn card_ui(
    ui: &mut Ui,
    exercise: &'static Exercise,
    context: Context<'_>,
    (memory, is_short): (&mut Memory, bool),
) -> Option<Action> {
    card(ui, &context.theme, |ui| {
        let height = figure_height(ui.available_width());
        let moving = [&mut memory.figure_over, &mut memory.figure_focused];
        card_figure_ui(ui, exercise, moving, height, context);
        let asked = exercise_ui(ui, exercise, context, is_short);
        let is_here = is_at(ui);
        remember(ui, &mut memory.figure_focused, exercise.id, is_here, context);
        asked
    })
}

/// Returns true if the keyboard is at something in this part of the page.
fn is_at(ui: &Ui) -> bool {
    let focused = ui.memory(eframe::egui::Memory::focused);
    let place = focused.and_then(|id| ui.ctx().read_response(id));
    place.is_some_and(|response| ui.min_rect().contains_rect(response.rect))
}

fn exercise_ui(ui: &mut Ui, exercise: &'static Exercise, context: Context<'_>, is_short: bool) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let said = words.exercises.get(exercise.id);
    heading(ui, name(exercise, context), &theme);
    // As high in every card, so that buttons are in one row.
    let row = ui.text_style_height(&eframe::egui::TextStyle::Body);
    ui.scope(|ui| {
        ui.set_min_height(3.0 * row);
        body(ui, said.map_or("", |said| said.purpose.as_str()), &theme);
    });
    let clearance = clearance(context, Search::One(exercise));
    let is_pressed = clearance_ui(ui, context, clearance) && start_ui(ui, context, name(exercise, context));
    if let Some(said) = said {
        let dose = exercise.about.dose.as_ref().map(|dose| words.dose_said(dose)).unwrap_or_default();
        let details = [
            (&words.home.position, &said.how),
            (&words.home.checked, &said.checked),
            (&words.dose.title, &dose),
            (&words.home.caution, &said.caution),
        ];
        let show = |ui: &mut Ui| {
            for (title, text) in details.into_iter().filter(|(_, text)| !text.is_empty()) {
                ui.add_space(4.0);
                label(ui, title, &theme);
                faint(ui, text, &theme);
            }
        };
        if is_short {
            let header = CollapsingHeader::new(&words.home.more).id_salt(exercise.id).show(ui, show).header_response;
            // A card's own, for who hears them one after the other.
            let named = format!("{}: {}", words.home.more, name(exercise, context));
            ui.ctx().accesskit_node_builder(header.id, |node| node.set_label(named));
        } else {
            show(ui);
        }
    }
    is_pressed.then_some(Action::Start(Search::One(exercise)))
}

fn start_ui(ui: &mut Ui, context: Context<'_>, exercise: &str) -> bool {
    let Context { view, words, theme } = context;
    let name = fill(&words.home.start_named, &[("exercise", exercise)]);
    let button = Button::new(Kind::Main, Icon::Play, &words.home.start).named(&name).wide();
    button.enabled(!view.cameras.is_empty()).show(ui, &theme)
}

/// What the answers allow; who was not asked yet is asked at the start.
pub(in crate::app::ui) fn clearance(context: Context<'_>, search: Search) -> Clearance {
    context.view.settings.answers().map_or(Clearance::Begin, |answers| answers.clearance(search))
}

/// Says what is to be said of it; whether a start is offered: asking first begins with one, too.
pub(in crate::app::ui) fn clearance_ui(ui: &mut Ui, context: Context<'_>, clearance: Clearance) -> bool {
    let Context { words, theme, .. } = context;
    let is_offered = clearance <= Clearance::AskFirst;
    let icon = if is_offered { (Icon::Question, theme.slight) } else { (Icon::Stop, theme.bad) };
    if let Some(said) = words.clearance(clearance) {
        marked(ui, icon, said, &theme);
    }
    is_offered
}
