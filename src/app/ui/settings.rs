//! The settings: how the window looks, whose sessions these are, what is stored.

mod profiles;
mod sound;

use eframe::egui::{Key, Ui};

use super::home::{cameras_ui, page};
use super::icons::Icon;
use super::parts::{Button, Kind, body, card, columns, faint, heading, label, title};
use super::words::{Words, fill};
use super::{Action, Context, Memory, pressed, stepped};
use crate::io::recording::{Look, Settings};

const LEAST_HALF: f32 = 420.0;

pub(super) fn settings_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<Action> {
    let Context { words, theme, .. } = context;
    // Esc in a text field leaves the field.
    let mut asked = (memory.typed_name.is_none() && pressed(ui, Key::Escape)).then_some(Action::Home);
    page(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            if Button::new(Kind::Other, Icon::Back, &words.app.back).key(&words.app.esc).show(ui, &theme) {
                asked = Some(Action::Home);
            }
            title(ui, &words.settings.title, &theme);
        });
        columns(ui, 2, LEAST_HALF, |ui, k| {
            let now = if k == 0 { window_ui(ui, context) } else { people_ui(ui, context, memory) };
            asked = now.or_else(|| asked.take());
        });
        faint(ui, &words.app.purpose, &theme);
    });
    asked
}

fn window_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
    let theme = context.theme;
    let look = card(ui, &theme, |ui| look_ui(ui, context));
    let scale = card(ui, &theme, |ui| scale_ui(ui, context));
    let language = card(ui, &theme, |ui| language_ui(ui, context));
    let details = card(ui, &theme, |ui| details_ui(ui, context));
    let sound = card(ui, &theme, |ui| sound::sound_ui(ui, context));
    look.or(scale).or(language).or(details).map(Action::Change).or(sound)
}

fn people_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let profiles = card(ui, &theme, |ui| profiles::profiles_ui(ui, context, memory));
    let camera = card(ui, &theme, |ui| {
        heading(ui, &words.home.camera, &theme);
        let camera = cameras_ui(ui, context);
        label(ui, &words.settings.mirror, &theme);
        let mirror = mirror_ui(ui, context).map(Action::Change);
        camera.or(mirror)
    });
    let stored = card(ui, &theme, |ui| {
        heading(ui, &words.settings.stored, &theme);
        body(ui, &words.settings.stored_text, &theme);
        let show = context.view.kept_in.and_then(|folder| {
            faint(ui, &fill(&words.settings.stored_in, &[("folder", &folder.display().to_string())]), &theme);
            let button = Button::new(Kind::Other, Icon::Dash, &words.settings.stored_show);
            button.show(ui, &theme).then(|| Action::ShowFolder(folder.to_path_buf()))
        });
        label(ui, &words.settings.video, &theme);
        let all = [(false, &*words.settings.video_off), (true, &*words.settings.video_on)];
        let has_video = choices(ui, context, &context.view.settings.has_video, &all);
        show.or_else(|| {
            has_video.map(|has_video| Action::Change(Settings { has_video, ..context.view.settings.clone() }))
        })
    });
    profiles.or(camera).or(stored)
}

/// A row of which one is chosen; the one that was pressed.
fn choices<T: PartialEq + Clone>(ui: &mut Ui, context: Context<'_>, now: &T, all: &[(T, &str)]) -> Option<T> {
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        for (value, text) in all {
            if Button::choice(value == now, text).show(ui, &context.theme) {
                chosen = Some(value.clone());
            }
        }
    });
    chosen
}

fn look_ui(ui: &mut Ui, context: Context<'_>) -> Option<Settings> {
    let Context { view, words, theme } = context;
    heading(ui, &words.settings.look, &theme);
    let words = &words.settings;
    let all = [(Look::System, &*words.look_system), (Look::Dark, &words.look_dark), (Look::Light, &words.look_light)];
    let look = choices(ui, context, &view.settings.look, &all)?;
    Some(Settings { look, ..view.settings.clone() })
}

fn scale_ui(ui: &mut Ui, context: Context<'_>) -> Option<Settings> {
    let Context { view, words, theme } = context;
    let now = view.settings.scale;
    heading(ui, &words.settings.scale, &theme);
    let mut scale = now;
    ui.horizontal_wrapped(|ui| {
        let button = |icon, text, n: f32| Button::new(Kind::Other, icon, text).enabled(stepped(now, n) != now);
        if button(Icon::Minus, &words.settings.smaller, -1.0).show(ui, &theme) {
            scale = stepped(now, -1.0);
        }
        if button(Icon::Plus, &words.settings.larger, 1.0).show(ui, &theme) {
            scale = stepped(now, 1.0);
        }
        body(ui, &fill(&words.settings.scale_said, &[("n", &format!("{:.0}", now * 100.0))]), &theme);
    });
    faint(ui, &words.settings.scale_keys, &theme);
    (scale != now).then(|| Settings { scale, ..view.settings.clone() })
}

fn mirror_ui(ui: &mut Ui, context: Context<'_>) -> Option<Settings> {
    let Context { view, words, theme } = context;
    let all = [(true, &*words.settings.mirror_on), (false, &*words.settings.mirror_off)];
    let mirrored = choices(ui, context, &view.settings.mirrored, &all);
    faint(ui, &words.settings.mirror_note, &theme);
    Some(Settings { mirrored: mirrored?, ..view.settings.clone() })
}

fn details_ui(ui: &mut Ui, context: Context<'_>) -> Option<Settings> {
    let Context { view, words, theme } = context;
    heading(ui, &words.settings.details, &theme);
    let all = [(false, &*words.settings.details_off), (true, &*words.settings.details_on)];
    let has_details = choices(ui, context, &view.settings.has_details, &all);
    faint(ui, &words.settings.details_note, &theme);
    Some(Settings { has_details: has_details?, ..view.settings.clone() })
}

fn language_ui(ui: &mut Ui, context: Context<'_>) -> Option<Settings> {
    let Context { view, words, theme } = context;
    heading(ui, &words.settings.language, &theme);
    let own = Words::all().map(|words| (Some(words.code.clone()), words.language.as_str()));
    // Named apart from the look's «as the system» by its place only: so it says what it would be.
    let system = Words::of(None, view.locale);
    let text = format!("{} ({})", words.settings.language_system, system.language);
    let all: Vec<(Option<String>, &str)> = std::iter::once((None, text.as_str())).chain(own).collect();
    let language = choices(ui, context, &view.settings.language, &all)?;
    Some(Settings { language, ..view.settings.clone() })
}
