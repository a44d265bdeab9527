//! The person's own notes, and what the machine has to say besides.

use eframe::egui::{Key, Ui};

use super::{Seen, go};
use crate::app::review::{Ask, Move};
use crate::app::ui::field::field_ui;
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{Button, Kind, body, card, faint, heading, marked};
use crate::app::ui::words::{Words, fill};
use crate::app::ui::{Action, Context, result};
use crate::core::time::Timestamp;
use crate::io::recording::Remark;

/// Longer notes belong elsewhere, in letters.
const LONGEST: usize = 300;

pub(super) fn notes_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>, typed: &mut String) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let asked = card(ui, &theme, |ui| {
        heading(ui, &words.review.your_notes, &theme);
        let added = add_ui(ui, context, seen, typed);
        let listed = list_ui(ui, context, seen);
        others_ui(ui, context, seen);
        faint(ui, &words.review.marks_hint, &theme);
        added.or(listed)
    });
    card(ui, &theme, |ui| result::notes::notes_ui(ui, context, &seen.opened.film.report));
    asked
}

fn add_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>, typed: &mut String) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let at = seen.shown.player.at().secs();
    let is_done = ui
        .horizontal_wrapped(|ui| {
            let response = field_ui(ui, typed, &words.review.note_hint, (260.0, LONGEST));
            let is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let text = fill(&words.review.note_add, &[("time", &context.words.clock(at))]);
            let button = Button::new(Kind::Other, Icon::Plus, &text).enabled(!typed.trim().is_empty());
            button.show(ui, &theme) || is_entered
        })
        .inner;
    if !is_done || typed.trim().is_empty() {
        return None;
    }
    let text = std::mem::take(typed).trim().to_owned();
    // To the millisecond, as in reports.
    let at = crate::core::report::round(at);
    Some(Action::Review(Ask::Mark(Remark::Note { text, rep: None, time_s: Some(at) })))
}

fn list_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let mut asked = None;
    for (at, text) in seen.shown.remarks.notes() {
        ui.horizontal_wrapped(|ui| {
            let said = fill(&words.review.note_go, &[("time", &context.words.clock(at))]);
            if Button::new(Kind::Other, Icon::Play, &context.words.clock(at)).named(&said).show(ui, &theme) {
                asked = Some(go(Move::To(Timestamp::from_secs(at))));
            }
            body(ui, text, &theme);
            let said = fill(&words.review.note_remove, &[("time", &context.words.clock(at))]);
            if Button::new(Kind::Other, Icon::Cross, "").named(&said).show(ui, &theme) {
                let remark = Remark::Note { text: text.to_owned(), rep: None, time_s: Some(at) };
                asked = Some(Action::Review(Ask::Mark(remark)));
            }
        });
    }
    asked
}

/// What others say of it, each in a line.
fn others_ui(ui: &mut Ui, context: Context<'_>, seen: Seen<'_>) {
    let Context { words, theme, .. } = context;
    for mark in seen.shown.others() {
        let said = said(words, seen, &mark.remark);
        marked(ui, (Icon::Person, theme.faint_text), &format!("{}: {said}", mark.by), &theme);
    }
}

fn said(words: &Words, seen: Seen<'_>, remark: &Remark) -> String {
    let of = |rep: Option<usize>, text: &str| {
        let rep = rep.map(|k| fill(&words.result.rep_title, &[("n", &(k + 1).to_string())]));
        rep.map_or_else(|| text.to_owned(), |rep| format!("{rep}: {text}"))
    };
    let name = |rep: Option<usize>, fault: &str| {
        let rep = rep.and_then(|k| seen.opened.film.rep(k));
        words.fault_name(rep.map_or(seen.opened.film.exercise.id, |rep| &rep.exercise), fault)
    };
    match remark {
        Remark::NotARepetition { rep, .. } => of(Some(*rep), &words.review.no_rep),
        Remark::Note { text, rep, time_s: Some(at) } => of(*rep, &format!("{}: {text}", words.clock(*at))),
        Remark::Note { text, rep, time_s: None } => of(*rep, text),
        Remark::Disagrees { rep, fault } => {
            of(*rep, &fill(&words.review.disagrees_other, &[("fault", &name(*rep, fault))]))
        }
        Remark::Overlooked { rep, fault } => {
            of(*rep, &fill(&words.review.overlooked_other, &[("fault", &name(*rep, fault))]))
        }
    }
}
