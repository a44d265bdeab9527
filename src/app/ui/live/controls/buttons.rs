//! The buttons below the picture. If there is little room, "It hurts" is the last to lose its words.

use eframe::egui::Ui;

use super::other_sound;
use crate::app::live::LiveStage;
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::{Button, Kind};
use crate::app::ui::theme::BIG_BUTTON_HEIGHT;
use crate::app::ui::{Action, Context};

/// Parts of itself that a button shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shows {
    Icon,
    Words,
    /// Words, and the key that does the same.
    Key,
}

/// Parts that each button shows.
#[derive(Debug, Clone, Copy)]
struct Step {
    main: Shows,
    end: Shows,
    hurts: Shows,
    sound: Shows,
}

const fn step([main, end, hurts, sound]: [Shows; 4]) -> Step {
    Step { main, end, hurts, sound }
}

/// Order in which the buttons shrink. The last step is for any room.
const STEPS: [Step; 6] = {
    use Shows::{Icon, Key, Words};
    [
        step([Key, Key, Key, Key]),
        step([Key, Key, Key, Icon]),
        step([Words, Words, Key, Icon]),
        step([Words, Icon, Key, Icon]),
        step([Icon, Icon, Key, Icon]),
        step([Icon, Icon, Words, Icon]),
    ]
};

/// Width of the sign beside them for kept pictures, with the gap before it.
const DOT: f32 = 32.0;

/// A button of the bar.
struct Control<'a> {
    button: Button<'a>,
    key: &'a str,
    /// Parts that it shows in a step.
    shows: fn(Step) -> Shows,
    action: Action,
}

impl<'a> Control<'a> {
    fn in_step(&self, step: Step) -> Button<'a> {
        match (self.shows)(step) {
            Shows::Icon => Button { text: "", name: Some(self.button.text), ..self.button },
            Shows::Words => self.button,
            Shows::Key => self.button.key(self.key),
        }
    }
}

/// Shows them; what was asked for, and whether there was room for all of their words.
pub(super) fn buttons_ui(ui: &mut Ui, context: Context<'_>, stage: &LiveStage) -> (Option<Action>, bool) {
    let is_big = BIG_BUTTON_HEIGHT <= ui.available_height();
    let mut controls = controls(context, stage);
    for control in &mut controls {
        control.button.is_big = is_big;
    }
    let gaps = ui.spacing().item_spacing.x * controls.len().saturating_sub(1) as f32;
    let width = |step: Step| controls.iter().map(|control| control.in_step(step).width(ui)).sum::<f32>() + gaps;
    let recorder = context.view.shown.map(|shown| &shown.recorder);
    let has_dot = recorder.is_some_and(|recorder| recorder.has_video || recorder.trouble.is_some());
    let room = ui.available_width() - if has_dot { DOT } else { 0.0 };
    let [first, .., last] = STEPS;
    let step = STEPS.into_iter().find(|step| width(*step) <= room).unwrap_or(last);
    let is_whole = width(first) <= room;
    let mut asked = None;
    for control in &controls {
        if control.in_step(step).show(ui, &context.theme) {
            asked = Some(control.action.clone());
        }
    }
    (asked, is_whole)
}

fn controls<'a>(context: Context<'a>, stage: &LiveStage) -> Vec<Control<'a>> {
    let (app, live) = (&context.words.app, &context.words.live);
    let control = |button, key, shows, action| Control { button, key, shows, action };
    let main = |icon, text, key, action| control(Button::new(Kind::Main, icon, text), key, |step| step.main, action);
    let home = || main(Icon::Home, &app.home, &app.esc, Action::Home);
    let hurts = Button::new(Kind::Alarm, Icon::Warning, &live.hurts);
    let hurts = control(hurts, &live.hurts_key, |step| step.hurts, Action::Hurts);
    let first = match stage {
        LiveStage::Failed(_) | LiveStage::Done(_) => return vec![home()],
        LiveStage::Starting => return vec![home(), hurts],
        LiveStage::Paused => main(Icon::Play, &live.resume, &app.space, Action::Resume),
        LiveStage::Running | LiveStage::Lost(_) => main(Icon::Pause, &live.pause, &app.space, Action::Pause),
    };
    let end = Button::new(Kind::Other, Icon::Stop, &live.stop);
    let settings = context.view.settings;
    let (icon, text) = if settings.sound.is_muted { (Icon::Muted, &live.unmute) } else { (Icon::Sound, &live.mute) };
    let sound = Button::new(Kind::Other, icon, text);
    vec![
        first,
        control(end, &app.esc, |step| step.end, Action::Stop),
        hurts,
        control(sound, &live.mute_key, |step| step.sound, Action::Change(other_sound(settings))),
    ]
}
