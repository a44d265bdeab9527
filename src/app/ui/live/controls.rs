//! Pause, resume, finish: buttons and keys; and how the machine keeps up.

mod buttons;

use eframe::egui::{Align, Key, Layout, Sense, Ui, vec2};

use crate::app::live::{LiveStage, Numbers, RecorderStatus};
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{faint, spoken};
use crate::app::ui::theme::{BIG_BUTTON_HEIGHT, BUTTON_HEIGHT};
use crate::app::ui::words::fill;
use crate::app::ui::{Action, Context, pressed};
use crate::io::recording::Settings;

/// In less width no number can be read.
const NUMBERS_WIDTH: f32 = 220.0;

/// Height of the bar in a room that is so high.
pub(super) fn height(room: f32) -> f32 {
    if room < 450.0 { BUTTON_HEIGHT } else { BIG_BUTTON_HEIGHT }
}

/// What a key asks for: Space pauses and resumes, Esc and Enter finish, P tells of pain, M switches the sound.
pub(super) fn keys(ui: &Ui, settings: &Settings, stage: &LiveStage) -> Option<Action> {
    if pressed(ui, Key::M) {
        return Some(Action::Change(other_sound(settings)));
    }
    let has_focus = ui.memory(|memory| memory.focused().is_some());
    let ends = pressed(ui, Key::Escape) || (!has_focus && pressed(ui, Key::Enter));
    let toggles = pressed(ui, Key::Space);
    match stage {
        LiveStage::Failed(_) | LiveStage::Done(_) => ends.then_some(Action::Home),
        // Before anything else: whoever is in pain must not be asked twice.
        _ if pressed(ui, Key::P) => Some(Action::Hurts),
        LiveStage::Starting => ends.then_some(Action::Home),
        _ if ends => Some(Action::Stop),
        LiveStage::Paused => toggles.then_some(Action::Resume),
        LiveStage::Running | LiveStage::Lost(_) => toggles.then_some(Action::Pause),
    }
}

pub(super) fn controls_ui(ui: &mut Ui, context: Context<'_>, stage: &LiveStage) -> Option<Action> {
    let numbers = context.view.shown.map(|shown| &shown.numbers);
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        let (asked, is_whole) = buttons::buttons_ui(ui, context, stage);
        if let Some(shown) = context.view.shown {
            recording_ui(ui, context, &shown.recorder);
        }
        // The machine's performance numbers are the first to go if there is little room.
        if let Some(numbers) = numbers.filter(|_| is_whole && NUMBERS_WIDTH <= ui.available_width()) {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| numbers_ui(ui, context, numbers));
        }
        asked
    })
    .inner
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
    let trouble = recorder.trouble.as_ref().map(|trouble| words.trouble(trouble));
    response.on_hover_text(trouble.as_ref().unwrap_or(said));
}

/// The same settings with the sound the other way.
pub(super) fn other_sound(settings: &Settings) -> Settings {
    let mut other = settings.clone();
    other.sound.is_muted = !other.sound.is_muted;
    other
}

fn numbers_ui(ui: &mut Ui, context: Context<'_>, numbers: &Numbers) {
    let words = &context.words.live;
    let sleeps = context.view.may_sleep.then(|| words.may_sleep.clone());
    if !context.view.settings.has_details {
        let sleeps = sleeps.unwrap_or_default();
        return faint(ui, &sleeps, &context.theme);
    }
    let rate = numbers.poses_hz.map(|hz| fill(&words.rate, &[("n", &format!("{hz:.0}"))]));
    let latency = numbers.pose_ms.map(|ms| fill(&words.latency, &[("n", &format!("{ms:.0}"))]));
    let count = |text: &str, n: u64| (0 < n).then(|| fill(text, &[("n", &n.to_string())]));
    // In a small window there is room for one line.
    let is_big = BIG_BUTTON_HEIGHT <= ui.available_height();
    let lost = [count(&words.skipped, numbers.n_skipped), count(&words.dropped, numbers.n_dropped)];
    let named = [&numbers.source, &numbers.backend].into_iter().filter(|name| !name.is_empty());
    let source = named.map(String::as_str).collect::<Vec<_>>().join(", ");
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
