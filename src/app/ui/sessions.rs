//! All past sessions of the profile in use, found by any word of their row.

use eframe::egui::{Key, Ui};

use super::field::field_ui;
use super::home::{page, session_ui};
use super::icons::Icon;
use super::parts::{Button, Kind, card, faint, page_title};
use super::words::{Words, fill};
use super::{Action, Context, Memory, pressed};
use crate::io::recording::Session;

/// Longer is found in no row.
const LONGEST_SOUGHT: usize = 80;

pub(super) fn sessions_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<Action> {
    let Context { view, words, theme } = context;
    let mut asked = pressed(ui, Key::Escape).then_some(Action::Home);
    page(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            if Button::new(Kind::Other, Icon::Back, &words.app.back).key(&words.app.esc).show(ui, &theme) {
                asked = Some(Action::Home);
            }
            page_title(
                ui,
                &fill(&words.sessions.title, &[("name", words.person(view.settings.profile_name()))]),
                &theme,
            );
        });
        field_ui(ui, &mut memory.sought, &words.sessions.seek, (420.0, LONGEST_SOUGHT));
        let found: Vec<&Session> =
            view.sessions.iter().filter(|session| is_found(words, session, &memory.sought)).collect();
        let counts = [("n", found.len().to_string()), ("total", view.sessions.len().to_string())];
        let counts: Vec<(&str, &str)> = counts.iter().map(|(name, n)| (*name, n.as_str())).collect();
        faint(ui, &fill(&words.sessions.found, &counts), &theme);
        card(ui, &theme, |ui| {
            for session in found {
                if session_ui(ui, session, context) {
                    asked = Some(Action::OpenSession(session.folder.clone()));
                }
            }
        });
    });
    asked
}

/// Returns true if the row contains every word that is looked for, whatever its case.
fn is_found(words: &Words, session: &Session, sought: &str) -> bool {
    let stopped = session.stop.map(|reason| words.stopped(reason)).unwrap_or_default();
    let pain = words.pain_said(session.pain_before, session.pain_after);
    let exercise = words.exercise_name(&session.exercise);
    let began = words.day(&session.began);
    let row = format!("{exercise} {} {began} {pain} {stopped}", session.began).to_lowercase();
    sought.to_lowercase().split_whitespace().all(|word| row.contains(word))
}
