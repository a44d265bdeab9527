//! What follows from the answers, the answers themselves, and the way to change them.

use eframe::egui::Ui;

use super::answered;
use crate::app::ui::alert::alert_ui;
use crate::app::ui::bar::with_bar;
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{Button, Kind, body, card, columns, faint, heading, label, marked, page_title};
use crate::app::ui::words::{fill, sentence};
use crate::app::ui::{Action, Context, Memory};
use crate::core::exercises::all;
use crate::core::judge::Search;
use crate::core::safety::{Clearance, QUESTIONS};
use crate::io::recording::Answers;

const LEAST_HALF: f32 = 420.0;

pub(super) fn follows_ui(ui: &mut Ui, context: Context<'_>, answers: &Answers, memory: &mut Memory) -> Option<Action> {
    let Context { view, words, theme } = context;
    let mut asked = None;
    with_bar(
        ui,
        context,
        |_| None,
        |ui| {
            page_title(ui, &words.check.title, &theme);
            if let Some(search) = view.wanted {
                wanted_ui(ui, context, search, answers);
            }
            columns(ui, 2, LEAST_HALF, |ui, k| {
                let now = card(ui, &theme, |ui| {
                    if k == 0 {
                        return exercises_ui(ui, context, answers);
                    }
                    answers_ui(ui, context, answers, memory);
                    None
                });
                asked = now.or_else(|| asked.take());
            });
            faint(ui, &words.safety.notice, &theme);
            asked
        },
    )
}

/// Why what was to begin does not.
fn wanted_ui(ui: &mut Ui, context: Context<'_>, search: Search, answers: &Answers) {
    let (words, clearance) = (context.words, answers.clearance(search));
    match (search, clearance, words.clearance(clearance)) {
        // A doctor is about the person, all else about an exercise.
        (_, Clearance::SeeDoctor, Some(said)) => alert_ui(ui, context, said),
        (_, _, Some(said)) => alert_ui(ui, context, &format!("{}. {said}", sentence(words.search_name(search)))),
        (_, _, None) => {}
    }
}

/// Each exercise with what is said of it; what may begin begins here where something was to.
fn exercises_ui(ui: &mut Ui, context: Context<'_>, answers: &Answers) -> Option<Action> {
    let Context { view, words, theme } = context;
    let mut asked = None;
    heading(ui, &words.check.follows, &theme);
    for search in all().into_iter().map(Search::One) {
        let clearance = answers.clearance(search);
        let name = words.search_name(search);
        label(ui, name, &theme);
        match words.clearance(clearance) {
            Some(said) => marked(ui, (Icon::Warning, theme.bad), said, &theme),
            None => marked(ui, (Icon::Check, theme.good), &words.check.fine, &theme),
        }
        let start = fill(&words.home.start_named, &[("exercise", name)]);
        let is_offered = view.wanted.is_some() && clearance == Clearance::Begin;
        if is_offered && Button::new(Kind::Main, Icon::Play, &start).show(ui, &theme) {
            asked = Some(Action::Start(search));
        }
    }
    if all().into_iter().any(|exercise| answers.clearance(Search::One(exercise)) == Clearance::AskFirst) {
        body(ui, &words.check.asked_note, &theme);
        if Button::new(Kind::Other, Icon::Check, &words.check.asked).show(ui, &theme) {
            let answers = Answers { has_asked: true, ..answers.clone() };
            asked = Some(Action::Change(view.settings.with_answers(answers)));
        }
    } else if answers.has_asked {
        faint(ui, &words.check.has_asked, &theme);
    }
    asked
}

fn answers_ui(ui: &mut Ui, context: Context<'_>, answers: &Answers, memory: &mut Memory) {
    let Context { view, words, theme } = context;
    heading(ui, &words.check.answers, &theme);
    faint(ui, &fill(&words.check.why, &[("name", words.person(view.settings.profile_name()))]), &theme);
    if Button::new(Kind::Other, Icon::Repeat, &words.check.again).show(ui, &theme) {
        memory.is_answering = true;
    }
    for question in &QUESTIONS {
        if answers.yes.iter().any(|id| id == question.id) {
            label(ui, &answered(context, question, &words.check.yes), &theme);
        } else {
            faint(ui, &answered(context, question, &words.check.no), &theme);
        }
    }
}
