//! The questions before a profile's first session, and what follows from the answers.

mod follows;

use eframe::egui::{Rect, Sense, Ui, UiBuilder, pos2, vec2};

use super::bar::with_bar;
use super::icons::Icon;
use super::parts::{Button, Kind, body, card, columns, faint, page_title, spoken};
use super::theme::{BIG_BUTTON_HEIGHT, BODY, GAP, plain};
use super::words::fill;
use super::{Action, Context, Memory};
use crate::core::safety::{QUESTIONS, Question};
use crate::io::recording::Answers;

/// Below this width a half goes below the other.
const LEAST_HALF: f32 = 480.0;
/// Below this width answers go below their question.
const LEAST_ROW: f32 = 400.0;
const ANSWER_WIDTH: f32 = 108.0;

pub(super) fn check_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<Action> {
    match context.view.settings.answers() {
        Some(answers) if !memory.is_answering => follows::follows_ui(ui, context, answers, memory),
        _ => asking_ui(ui, context, memory),
    }
}

fn asking_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<Action> {
    let Context { view, words, theme } = context;
    let given = given(memory);
    let (n, total) = (memory.answers.len().to_string(), QUESTIONS.len().to_string());
    let main = |ui: &mut Ui| {
        let button = Button::new(Kind::Main, Icon::Check, &words.check.go_on).enabled(given.is_some());
        let is_pressed = button.show(ui, &theme);
        given.filter(|_| is_pressed).map(|answers| Action::Change(view.settings.with_answers(answers)))
    };
    let asked = with_bar(ui, context, main, |ui| {
        page_title(ui, &words.check.title, &theme);
        card(ui, &theme, |ui| {
            body(ui, &words.safety.notice, &theme);
            faint(ui, &fill(&words.check.why, &[("name", words.person(view.settings.profile_name()))]), &theme);
        });
        let half = QUESTIONS.len().div_ceil(2);
        columns(ui, 2, LEAST_HALF, |ui, k| {
            card(ui, &theme, |ui| {
                QUESTIONS.iter().skip(k * half).take(half).for_each(|it| question_ui(ui, context, it, memory));
            });
        });
        faint(ui, &fill(&words.check.progress, &[("n", &n), ("total", &total)]), &theme);
        None
    });
    if matches!(asked, Some(Action::Change(_))) {
        (memory.is_answering, memory.answers) = (false, std::collections::BTreeMap::new());
    }
    asked
}

/// The answers, when all are given. Whether a person was asked about them is told afterwards.
fn given(memory: &Memory) -> Option<Answers> {
    let answers = QUESTIONS.iter().map(|question| Some((question.id, *memory.answers.get(question.id)?)));
    let answers: Vec<(&str, bool)> = answers.collect::<Option<_>>()?;
    let yes = answers.into_iter().filter(|(_, is_yes)| *is_yes).map(|(id, _)| id.to_owned());
    Some(Answers { yes: yes.collect(), has_asked: false })
}

/// A question with its two answers, beside it or below.
fn question_ui(ui: &mut Ui, context: Context<'_>, question: &Question, memory: &mut Memory) {
    let Context { words, theme, .. } = context;
    let (text, width) = (words.question(question), ui.available_width());
    let is_narrow = width < LEAST_ROW;
    let answer = if is_narrow { (width - GAP) / 2.0 } else { ANSWER_WIDTH };
    let answers = 2.0 * answer + GAP;
    let room = if is_narrow { width } else { width - answers - GAP };
    let said = ui.painter().layout(text.to_owned(), plain(BODY), theme.text, room);
    let below = if is_narrow { said.size().y + GAP / 2.0 } else { 0.0 };
    let height = below + BIG_BUTTON_HEIGHT.max(if is_narrow { 0.0 } else { said.size().y });
    let (area, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let top = if is_narrow { area.top() } else { area.center().y - said.size().y / 2.0 };
    let place = Rect::from_min_size(pos2(area.left(), top), said.size());
    ui.painter().galley(place.min, said, theme.text);
    spoken(ui, place, question.id, text, false);
    let first = pos2(area.right() - answers, area.top() + below);
    for (k, (is_yes, text)) in [(true, &words.check.yes), (false, &words.check.no)].into_iter().enumerate() {
        let min = first + vec2(k as f32 * (answer + GAP), 0.0);
        let place = Rect::from_min_size(min, vec2(answer, area.bottom() - min.y));
        let name = answered(context, question, text);
        let is_chosen = memory.answers.get(question.id) == Some(&is_yes);
        let button = Button { is_big: true, ..Button::choice(is_chosen, text).named(&name).wide() };
        let shown = ui.scope_builder(UiBuilder::new().max_rect(place), |ui| button.show(ui, &theme));
        if shown.inner {
            memory.answers.insert(question.id, is_yes);
        }
    }
}

fn answered(context: Context<'_>, question: &Question, answer: &str) -> String {
    fill(&context.words.check.answered, &[("question", context.words.question(question)), ("answer", answer)])
}
