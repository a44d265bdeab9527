//! Pause, resume, finish: buttons and keys; and how the machine keeps up.

use eframe::egui::{Align, Key, Layout, Ui};

use crate::live::{Numbers, Stage};
use crate::ui::icons::Icon;
use crate::ui::parts::{Button, Kind, faint};
use crate::ui::theme::{BIG_BUTTON_HEIGHT, BUTTON_HEIGHT};
use crate::ui::words::fill;
use crate::ui::{Action, Context, pressed};

/// Height of the bar in a room that is so high.
pub(super) fn height(room: f32) -> f32 {
    if room < 450.0 { BUTTON_HEIGHT } else { BIG_BUTTON_HEIGHT }
}

/// What a key asks for: Space pauses and resumes, Esc and Enter finish.
pub(super) fn keys(ui: &Ui, stage: &Stage) -> Option<Action> {
    let has_focus = ui.memory(|memory| memory.focused().is_some());
    let ends = pressed(ui, Key::Escape) || (!has_focus && pressed(ui, Key::Enter));
    let toggles = pressed(ui, Key::Space);
    match stage {
        Stage::Starting | Stage::Failed(_) | Stage::Done(_) => ends.then_some(Action::Home),
        _ if ends => Some(Action::Stop),
        Stage::Paused => toggles.then_some(Action::Resume),
        Stage::Running | Stage::Lost(_) => toggles.then_some(Action::Pause),
    }
}

pub(super) fn controls_ui(ui: &mut Ui, context: Context<'_>, stage: &Stage) -> Option<Action> {
    let numbers = context.view.shown.map(|shown| &shown.numbers);
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        let asked = buttons_ui(ui, context, stage);
        if let Some(numbers) = numbers {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| numbers_ui(ui, context, numbers));
        }
        asked
    })
    .inner
}

fn buttons_ui(ui: &mut Ui, context: Context<'_>, stage: &Stage) -> Option<Action> {
    let Context { words, theme, .. } = context;
    let (app, live) = (&words.app, &words.live);
    let is_big = BIG_BUTTON_HEIGHT <= ui.available_height();
    let mut button =
        |kind, icon, text, key| Button { is_big, ..Button::new(kind, icon, text).key(key) }.show(ui, &theme);
    match stage {
        Stage::Starting | Stage::Failed(_) | Stage::Done(_) => {
            button(Kind::Main, Icon::Home, &app.home, &app.esc).then_some(Action::Home)
        }
        Stage::Paused => {
            let resumes = button(Kind::Main, Icon::Play, &live.resume, &app.space);
            let stops = button(Kind::Other, Icon::Stop, &live.stop, &app.esc);
            resumes.then_some(Action::Resume).or_else(|| stops.then_some(Action::Stop))
        }
        Stage::Running | Stage::Lost(_) => {
            let pauses = button(Kind::Main, Icon::Pause, &live.pause, &app.space);
            let stops = button(Kind::Other, Icon::Stop, &live.stop, &app.esc);
            pauses.then_some(Action::Pause).or_else(|| stops.then_some(Action::Stop))
        }
    }
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
