//! What is heard during a session, and how loud.

use eframe::egui::Ui;

use super::choices;
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{Button, Kind, body, faint, heading, label};
use crate::app::ui::words::fill;
use crate::app::ui::{Action, Context};
use crate::io::recording::{BeatChoice, Settings, SoundSettings};

/// Steps in which the volume changes.
const STEP: f32 = 0.1;

pub(super) fn sound_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
    let Context { view, words, theme } = context;
    let now = &view.settings.sound;
    heading(ui, &words.settings.sound, &theme);
    let mut asked = volume_ui(ui, context);
    let on_off = [(false, &*words.settings.sound_on), (true, &*words.settings.sound_off)];
    let muted = choices(ui, context, &now.is_muted, &on_off).map(|is_muted| SoundSettings { is_muted, ..now.clone() });
    faint(ui, &words.settings.sound_note, &theme);
    let counts = switch(ui, context, &words.settings.counts, now.counts);
    let paces = switch(ui, context, &words.settings.paces, now.paces);
    let tone = switch(ui, context, &words.settings.tone, now.tone);
    let changed = counts.map(|counts| SoundSettings { counts, ..now.clone() });
    let changed = changed.or_else(|| paces.map(|paces| SoundSettings { paces, ..now.clone() }));
    let changed = changed.or_else(|| tone.map(|tone| SoundSettings { tone, ..now.clone() }));
    let changed = beat_ui(ui, context).or(changed).or(muted);
    let all = |sound| Action::Change(Settings { sound, ..view.settings.clone() });
    asked = changed.map(all).or(asked);
    asked
}

fn volume_ui(ui: &mut Ui, context: Context<'_>) -> Option<Action> {
    let Context { view, words, theme } = context;
    let now = &view.settings.sound;
    let stepped = |n: f32| ((now.volume / STEP).round() + n).clamp(0.0, 1.0 / STEP) * STEP;
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        for (icon, text, n) in [(Icon::Minus, &words.settings.quieter, -1.0), (Icon::Plus, &words.settings.louder, 1.0)]
        {
            let volume = stepped(n);
            if Button::new(Kind::Other, icon, text).enabled(volume != now.volume).show(ui, &theme) {
                let sound = SoundSettings { volume, ..now.clone() };
                asked = Some(Action::Change(Settings { sound, ..view.settings.clone() }));
            }
        }
        body(ui, &fill(&words.settings.volume, &[("n", &format!("{:.0}", now.volume * 100.0))]), &theme);
        if Button::new(Kind::Other, Icon::Sound, &words.settings.sound_check).show(ui, &theme) {
            asked = Some(Action::CheckSound);
        }
    });
    asked
}

/// Something that is on or off; what it is to be, where that was asked for.
fn switch(ui: &mut Ui, context: Context<'_>, text: &str, is_on: bool) -> Option<bool> {
    let words = &context.words.settings;
    label(ui, text, &context.theme);
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        for (value, name) in [(true, &words.on), (false, &words.off)] {
            let said = format!("{text}: {name}");
            if Button::choice(value == is_on, name).named(&said).show(ui, &context.theme) {
                asked = Some(value);
            }
        }
    });
    asked
}

fn beat_ui(ui: &mut Ui, context: Context<'_>) -> Option<SoundSettings> {
    let (words, now) = (&context.words.settings, &context.view.settings.sound);
    label(ui, &words.beat, &context.theme);
    let all = [
        (BeatChoice::Off, &*words.beat_off),
        (BeatChoice::Own, &*words.beat_own),
        (BeatChoice::Slow, &*words.beat_slow),
    ];
    choices(ui, context, &now.beat, &all).map(|beat| SoundSettings { beat, ..now.clone() })
}
