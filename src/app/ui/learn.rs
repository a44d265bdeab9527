//! What the exercises are for, how often, what to leave out; what is known, and what cannot be seen.

use eframe::egui::{Key, Ui};

use super::home::page;
use super::icons::Icon;
use super::parts::{Button, Kind, body, card, columns, faint, heading, label, marked, page_title};
use super::words::{ExerciseWords, Topic, fill};
use super::{Action, Context, pressed};
use crate::core::exercise::Exercise;

const LEAST_HALF: f32 = 420.0;
/// More exercises than this have headings.
const MOST_UNSORTED: usize = 4;

pub(super) fn learn_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let mut asked = pressed(ui, Key::Escape).then_some(Action::Home);
    page(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            if Button::new(Kind::Other, Icon::Back, &words.app.back).key(&words.app.esc).show(ui, &theme) {
                asked = Some(Action::Home);
            }
            page_title(ui, &words.learn.title, &theme);
        });
        body(ui, &words.learn.intro, &theme);
        columns(ui, 2, LEAST_HALF, |ui, k| if k == 0 { general_ui(ui, context) } else { exercises_ui(ui, context) });
        faint(ui, &words.safety.notice, &theme);
    });
    asked
}

fn general_ui(ui: &mut Ui, context: Context<'_>) {
    let learn = &context.words.learn;
    let exercise = [&learn.works, &learn.often, &learn.avoid, &learn.posture, &learn.feedback];
    let passive = [&learn.heat, &learn.massage, &learn.ultrasound, &learn.therapist];
    let everyday = [&learn.everyday, &learn.self_care];
    for topic in exercise.into_iter().chain(passive).chain(everyday) {
        topic_ui(ui, context, topic);
    }
}

fn topic_ui(ui: &mut Ui, context: Context<'_>, topic: &Topic) {
    let Context { words, theme, .. } = context;
    card(ui, &theme, |ui| {
        heading(ui, &topic.title, &theme);
        body(ui, &topic.text, &theme);
        if let Some(source) = &topic.source {
            faint(ui, &fill(&words.learn.source, &[("source", source)]), &theme);
        }
    });
}

fn exercises_ui(ui: &mut Ui, context: Context<'_>) {
    let Context { words, theme, .. } = context;
    let mut exercises = context.view.exercises.to_vec();
    let is_sorted = MOST_UNSORTED < exercises.len();
    if is_sorted {
        exercises.sort_by_key(|exercise| exercise.about.family);
    }
    let mut last = None;
    for exercise in exercises {
        let Some(said) = words.exercises.get(exercise.id) else { continue };
        let family = exercise.about.family;
        if is_sorted && last.replace(family) != Some(family) {
            heading(ui, words.family(family), &theme);
        }
        exercise_ui(ui, context, exercise, said);
    }
    topic_ui(ui, context, &words.learn.help);
    topic_ui(ui, context, &words.learn.limits);
}

/// Shows one exercise: its lesson, or without one the usual amount; each with its source.
fn exercise_ui(ui: &mut Ui, context: Context<'_>, exercise: &'static Exercise, said: &ExerciseWords) {
    let Context { words, theme, .. } = context;
    let sourced = |ui: &mut Ui, source: &str| faint(ui, &fill(&words.learn.source, &[("source", source)]), &theme);
    card(ui, &theme, |ui| {
        heading(ui, &said.name, &theme);
        body(ui, &said.purpose, &theme);
        let lesson = words.learn.lessons.get(exercise.id);
        if let Some(lesson) = lesson {
            label(ui, &words.learn.how_often, &theme);
            body(ui, &lesson.often, &theme);
            label(ui, &words.learn.leave_out, &theme);
            body(ui, &lesson.avoid, &theme);
        }
        if let Some(dose) = &exercise.about.dose {
            label(ui, &words.dose.title, &theme);
            body(ui, &words.dose_said(dose), &theme);
            sourced(ui, dose.source);
        }
        marked(ui, (Icon::Warning, theme.slight), &said.caution, &theme);
        if let Some(lesson) = lesson {
            sourced(ui, &lesson.source);
        }
    });
}
