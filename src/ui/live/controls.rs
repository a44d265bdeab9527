//! Pause, resume, finish: buttons and keys; and how the machine keeps up.

use eframe::egui::{Align, Key, Layout, Sense, Ui, vec2};

use crate::live::{Numbers, RecorderStatus, Stage};
use crate::recording::Settings;
use crate::ui::icons::Icon;
use crate::ui::parts::{Button, Kind, faint, spoken};
use crate::ui::theme::{BIG_BUTTON_HEIGHT, BUTTON_HEIGHT};
use crate::ui::words::fill;
use crate::ui::{Action, Context, pressed};

/// With less width only the two main buttons have words.
const WORDY_WIDTH: f32 = 1000.0;
/// With less width these have no keys beside their words.
const KEYS_WIDTH: f32 = 640.0;
/// In less width no number can be read.
const NUMBERS_WIDTH: f32 = 130.0;

/// Height of the bar in a room that is so high.
pub(super) fn height(room: f32) -> f32 {
    if room < 450.0 { BUTTON_HEIGHT } else { BIG_BUTTON_HEIGHT }
}

/// What a key asks for: Space pauses and resumes, Esc and Enter finish, P tells of pain, M switches the sound.
pub(super) fn keys(ui: &Ui, settings: &Settings, stage: &Stage) -> Option<Action> {
    if pressed(ui, Key::M) {
        return Some(Action::Change(other_sound(settings)));
    }
    let has_focus = ui.memory(|memory| memory.focused().is_some());
    let ends = pressed(ui, Key::Escape) || (!has_focus && pressed(ui, Key::Enter));
    let toggles = pressed(ui, Key::Space);
    match stage {
        Stage::Starting | Stage::Failed(_) | Stage::Done(_) => ends.then_some(Action::Home),
        _ if ends => Some(Action::Stop),
        _ if pressed(ui, Key::P) => Some(Action::Hurts),
        Stage::Paused => toggles.then_some(Action::Resume),
        Stage::Running | Stage::Lost(_) => toggles.then_some(Action::Pause),
    }
}

pub(super) fn controls_ui(ui: &mut Ui, context: Context<'_>, stage: &Stage) -> Option<Action> {
    let numbers = context.view.shown.map(|shown| &shown.numbers);
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        let asked = buttons_ui(ui, context, stage);
        if let Some(shown) = context.view.shown {
            recording_ui(ui, context, &shown.recorder);
        }
        if let Some(numbers) = numbers.filter(|_| NUMBERS_WIDTH <= ui.available_width()) {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| numbers_ui(ui, context, numbers));
        }
        asked
    })
    .inner
}

fn buttons_ui(ui: &mut Ui, context: Context<'_>, stage: &Stage) -> Option<Action> {
    let Context { view, words, theme } = context;
    let (app, live) = (&words.app, &words.live);
    let is_big = BIG_BUTTON_HEIGHT <= ui.available_height();
    let is_wide = WORDY_WIDTH <= ui.available_width();
    let has_keys = KEYS_WIDTH <= ui.available_width();
    let mut button = |kind, icon, text, key| {
        let button = Button { is_big, ..Button::new(kind, icon, text) };
        if has_keys { button.key(key) } else { button }.show(ui, &theme)
    };
    let (kind, icon, text, key, action) = match stage {
        Stage::Starting | Stage::Failed(_) | Stage::Done(_) => {
            return button(Kind::Main, Icon::Home, &app.home, &app.esc).then_some(Action::Home);
        }
        Stage::Paused => (Kind::Main, Icon::Play, &live.resume, &app.space, Action::Resume),
        Stage::Running | Stage::Lost(_) => (Kind::Main, Icon::Pause, &live.pause, &app.space, Action::Pause),
    };
    let settings = view.settings;
    let sound = if settings.sound.is_muted { (Icon::Muted, &live.unmute) } else { (Icon::Sound, &live.mute) };
    let first = button(kind, icon, text, key).then_some(action);
    let stop = button(Kind::Other, Icon::Stop, &live.stop, &app.esc).then_some(Action::Stop);
    // Where there is no room for words, the icon stands for them.
    let mut button = |icon, text, key| {
        let wordy = Button::new(Kind::Other, icon, text).key(key);
        let button = if is_wide { wordy } else { Button::new(Kind::Other, icon, "").named(text) };
        Button { is_big, ..button }.show(ui, &theme)
    };
    let hurts = button(Icon::Warning, &live.hurts, &live.hurts_key).then_some(Action::Hurts);
    let is_other = button(sound.0, sound.1, &live.mute_key);
    let sound = is_other.then(|| Action::Change(other_sound(settings)));
    first.or(stop).or(hurts).or(sound)
}

/// A red dot while pictures are kept, a warning where something could not be.
fn recording_ui(ui: &mut Ui, context: Context<'_>, recorder: &RecorderStatus) {
    let Context { words, theme, .. } = context;
    let (icon, colour, said) = match recorder {
        RecorderStatus { trouble: Some(_), .. } => (Icon::Warning, theme.slight, &words.live.recording_lost),
        RecorderStatus { has_video: true, is_recording: true, .. } => {
            (Icon::Dot, theme.recording, &words.live.recording)
        }
        RecorderStatus { .. } => return,
    };
    let (area, response) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::hover());
    icon.paint(ui.painter(), area.center(), 16.0, colour);
    spoken(ui, area, "recording", said, true);
    // What exactly happened and what to do is for afterwards, or for who points there.
    response.on_hover_text(recorder.trouble.as_ref().unwrap_or(said));
}

/// The same settings with the sound the other way.
fn other_sound(settings: &Settings) -> Settings {
    let mut other = settings.clone();
    other.sound.is_muted = !other.sound.is_muted;
    other
}

fn numbers_ui(ui: &mut Ui, context: Context<'_>, numbers: &Numbers) {
    let words = &context.words.live;
    let rate = numbers.poses_hz.map(|hz| fill(&words.rate, &[("n", &format!("{hz:.0}"))]));
    let latency = numbers.pose_ms.map(|ms| fill(&words.latency, &[("n", &format!("{ms:.0}"))]));
    let count = |text: &str, n: u64| (0 < n).then(|| fill(text, &[("n", &n.to_string())]));
    // In a small window there is room for one line.
    let is_big = BIG_BUTTON_HEIGHT <= ui.available_height();
    let lost = [count(&words.skipped, numbers.n_skipped), count(&words.dropped, numbers.n_dropped)];
    let source = fill(&words.source, &[("source", &numbers.source), ("backend", &numbers.backend)]);
    let sleeps = context.view.may_sleep.then(|| words.may_sleep.clone());
    let kept_up: Vec<String> =
        [sleeps, rate, latency].into_iter().chain(lost.into_iter().filter(|_| is_big)).flatten().collect();
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.with_layout(Layout::top_down(Align::Max), |ui| {
            faint(ui, &kept_up.join(", "), &context.theme);
            if is_big {
                faint(ui, &source, &context.theme);
            }
        });
    });
}
