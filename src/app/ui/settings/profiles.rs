//! Who uses the program: switch, add, rename, remove.

use eframe::egui::{Key, Ui};

use crate::app::ui::field::field_ui;
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{Button, Kind, body, faint, heading, marked};
use crate::app::ui::words::fill;
use crate::app::ui::{Action, Context, Memory, pressed};
use crate::io::recording::{Profile, Settings};

/// Shows them; the settings as changed, or that everything about the profile in use is to be gone.
pub(super) fn profiles_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<Action> {
    let Context { words, theme, .. } = context;
    heading(ui, &words.settings.profiles, &theme);
    faint(ui, &words.settings.profile_note, &theme);
    let switched = switch_ui(ui, context);
    if switched.is_some() {
        (memory.typed_name, memory.is_removing) = (None, false);
    }
    let changed = if memory.is_removing {
        remove_ui(ui, context, memory)
    } else {
        rename_ui(ui, context, memory).map(Action::Change)
    };
    switched.map(Action::Change).or(changed)
}

fn switch_ui(ui: &mut Ui, context: Context<'_>) -> Option<Settings> {
    let Context { view, words, theme } = context;
    let mut changed = None;
    ui.horizontal_wrapped(|ui| {
        for (k, profile) in view.settings.profiles.iter().enumerate() {
            let name = fill(&words.settings.profile_use, &[("name", words.person(&profile.name))]);
            if Button::choice(k == view.settings.profile, words.person(&profile.name)).named(&name).show(ui, &theme) {
                changed = Some(Settings { profile: k, ..view.settings.clone() });
            }
        }
        if Button::new(Kind::Other, Icon::Plus, &words.settings.profile_add).show(ui, &theme) {
            changed = Some(added(view.settings, &words.settings.profile_new));
        }
    });
    changed
}

/// With one more, of a name that is free, which is in use from then on.
fn added(settings: &Settings, numbered: &str) -> Settings {
    let mut changed = settings.clone();
    let is_free = |name: &String| settings.profiles.iter().all(|profile| profile.name != *name);
    let names = (settings.profiles.len() + 1..).map(|n| fill(numbered, &[("n", &n.to_string())]));
    changed.profile = settings.profiles.len();
    changed.profiles.extend(names.into_iter().find(is_free).map(|name| Profile { name, ..Profile::default() }));
    changed
}

fn rename_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<Settings> {
    let Context { view, words, theme } = context;
    let now = view.settings.profiles.get(view.settings.profile)?;
    let mut typed = memory.typed_name.clone().unwrap_or_else(|| words.person(&now.name).to_owned());
    let mut is_done = false;
    // Sessions are kept by name: two of the same would be one.
    let is_taken = view.settings.profiles.iter().any(|profile| profile.name == typed.trim());
    ui.horizontal_wrapped(|ui| {
        let response = field_ui(ui, &mut typed, &words.settings.profile_name, (180.0, LONGEST));
        if response.changed() {
            memory.typed_name = Some(typed.clone());
        }
        is_done = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let is_new = !typed.trim().is_empty() && !is_taken;
        let button = Button::new(Kind::Other, Icon::Check, &words.settings.profile_rename).enabled(is_new);
        is_done = (is_done || button.show(ui, &theme)) && is_new;
        let name = fill(&words.settings.profile_remove_named, &[("name", words.person(&now.name))]);
        let button = Button::new(Kind::Other, Icon::Cross, &words.settings.profile_remove).named(&name);
        memory.is_removing = button.show(ui, &theme);
    });
    if is_taken && memory.typed_name.is_some() && typed.trim() != now.name {
        marked(ui, (Icon::Warning, theme.slight), &words.settings.profile_taken, &theme);
    }
    faint(ui, &words.settings.profile_rename_note, &theme);
    is_done.then(|| {
        memory.typed_name = None;
        let mut changed = view.settings.clone();
        changed.profiles.iter_mut().skip(changed.profile).take(1).for_each(|it| typed.trim().clone_into(&mut it.name));
        changed
    })
}

/// Longer names do not fit a button.
const LONGEST: usize = 24;

/// Asks once more; the sessions stay, or go too.
fn remove_ui(ui: &mut Ui, context: Context<'_>, memory: &mut Memory) -> Option<Action> {
    let Context { view, words, theme } = context;
    let now = view.settings.profiles.get(view.settings.profile)?;
    body(ui, &fill(&words.settings.profile_remove_sure, &[("name", words.person(&now.name))]), &theme);
    faint(ui, &fill(&words.settings.profile_forget_note, &[("name", words.person(&now.name))]), &theme);
    let (mut is_sure, mut forgets) = (false, false);
    let is_only = view.settings.profiles.len() < 2;
    ui.horizontal_wrapped(|ui| {
        let keep = Button::new(Kind::Other, Icon::Back, &words.settings.profile_keep).show(ui, &theme);
        let button = Button::new(Kind::Main, Icon::Cross, &words.settings.profile_remove);
        is_sure = button.enabled(!is_only).show(ui, &theme);
        forgets = Button::new(Kind::Alarm, Icon::Cross, &words.settings.profile_forget).show(ui, &theme);
        if keep || is_sure || forgets || pressed(ui, Key::Escape) {
            memory.is_removing = false;
        }
    });
    if forgets {
        return Some(Action::Forget);
    }
    is_sure.then(|| {
        let mut changed = view.settings.clone();
        changed.profiles.remove(changed.profile);
        changed.profile = changed.profile.min(changed.profiles.len().saturating_sub(1));
        Action::Change(changed)
    })
}
