//! Actions on a session that is kept: its report written, its folder shown, all of it removed.

use std::path::Path;

use eframe::egui::{Key, Ui};

use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{Button, Kind, body, card, faint, heading};
use crate::app::ui::words::fill;
use crate::app::ui::{Action, Context, Memory, pressed};

pub(super) fn keep_ui(ui: &mut Ui, context: Context<'_>, folder: &Path, memory: &mut Memory) -> Option<Action> {
    let Context { view, words, theme } = context;
    let words = &words.keep;
    card(ui, &theme, |ui| {
        heading(ui, &words.title, &theme);
        if memory.is_removing {
            return remove_ui(ui, context, folder, memory);
        }
        let mut asked = None;
        ui.horizontal_wrapped(|ui| {
            let button = |icon, text| Button::new(Kind::Other, icon, text);
            if button(Icon::Down, &words.report).show(ui, &theme) {
                asked = Some(Action::SaveReport(folder.to_path_buf()));
            }
            if button(Icon::Square, &words.show).show(ui, &theme) {
                asked = Some(Action::ShowFolder(folder.to_path_buf()));
            }
            memory.is_removing = button(Icon::Cross, &words.remove).show(ui, &theme);
        });
        let Some((_, file)) = view.reported.filter(|(session, _)| *session == folder) else { return asked };
        body(ui, &fill(&words.reported, &[("file", &file.display().to_string())]), &theme);
        let place = file.parent().unwrap_or(file);
        let shows = Button::new(Kind::Other, Icon::Square, &words.show_report).show(ui, &theme);
        faint(ui, &words.faces, &theme);
        asked.or_else(|| shows.then(|| Action::ShowFolder(place.to_path_buf())))
    })
}

/// Asks once more.
fn remove_ui(ui: &mut Ui, context: Context<'_>, folder: &Path, memory: &mut Memory) -> Option<Action> {
    let (words, theme) = (&context.words.keep, context.theme);
    body(ui, &words.remove_sure, &theme);
    let mut is_sure = false;
    ui.horizontal_wrapped(|ui| {
        let keep = Button::new(Kind::Other, Icon::Back, &context.words.settings.profile_keep).show(ui, &theme);
        is_sure = Button::new(Kind::Alarm, Icon::Cross, &words.remove).show(ui, &theme);
        if keep || is_sure || pressed(ui, Key::Escape) {
            memory.is_removing = false;
        }
    });
    is_sure.then(|| Action::Remove(folder.to_path_buf()))
}
