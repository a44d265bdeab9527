//! What is shown where no picture is, or not of now.

use eframe::egui::{Align2, Color32, Rect, Ui, pos2, vec2};

use super::coach::fitted;
use super::for_posture;
use crate::app::live::LiveStage;
use crate::app::ui::Context;
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::spoken;
use crate::app::ui::theme::{ON_PLATE, ROUNDING, SIGNALS, VEIL, plain, strong};

/// What a stage says: a word, and a sentence.
struct Said<'a> {
    icon: Icon,
    colour: Color32,
    title: &'a str,
    text: String,
}

fn said<'a>(context: Context<'a>, stage: &LiveStage) -> Option<Said<'a>> {
    let words = &context.words.live;
    let lost = |sentence: String| Said {
        icon: Icon::Warning,
        colour: SIGNALS.slight,
        title: &words.lost,
        text: format!("{sentence}\n{}", words.lost_advice),
    };
    Some(match stage {
        LiveStage::Running | LiveStage::Done(_) => return None,
        LiveStage::Starting => Said {
            icon: Icon::Camera,
            colour: context.theme.accent,
            title: &words.starting,
            text: starting_advice(context),
        },
        LiveStage::Paused => {
            // The body is read only where somebody is led.
            let is_led = context.view.shown.is_some_and(|shown| shown.guide.is_some());
            let text = if is_led { &words.paused_led } else { &words.paused_advice };
            Said { icon: Icon::Pause, colour: SIGNALS.accent, title: &words.paused, text: text.clone() }
        }
        LiveStage::Lost(trouble) => lost(context.words.trouble(trouble)),
        LiveStage::Failed(trouble) => Said {
            icon: Icon::Warning,
            colour: context.theme.bad,
            title: &words.failed,
            text: format!("{}\n{}", context.words.trouble(trouble), words.failed_advice),
        },
    })
}

fn starting_advice(context: Context<'_>) -> String {
    let words = &context.words.live;
    for_posture(context, &words.starting_advice, &words.starting_advice_other).to_owned()
}

/// Over the whole of the room.
pub(super) fn big_ui(ui: &Ui, area: Rect, context: Context<'_>, stage: &LiveStage) {
    ui.painter().rect_filled(area, ROUNDING, context.theme.card);
    let words = &context.words.live;
    let waiting = Said {
        icon: Icon::Camera,
        colour: context.theme.accent,
        title: &words.starting,
        text: starting_advice(context),
    };
    let said = said(context, stage).unwrap_or(waiting);
    paint(ui, area, &said, (context.theme.text, context.theme.faint_text));
}

/// Over a picture that is not of now.
pub(super) fn veil_ui(ui: &Ui, area: Rect, context: Context<'_>, stage: &LiveStage, is_stale: bool) {
    let frozen = LiveStage::Lost("".into());
    let stage = if is_stale && matches!(stage, LiveStage::Running) { &frozen } else { stage };
    let Some(said) = said(context, stage) else { return };
    ui.painter().rect_filled(area, ROUNDING, VEIL);
    paint(ui, area, &said, (ON_PLATE, ON_PLATE));
}

fn paint(ui: &Ui, area: Rect, said: &Said<'_>, (ink, faint): (Color32, Color32)) {
    let size = (area.height() * 0.16).clamp(24.0, 96.0);
    let room = vec2((area.width() * 0.86).min(900.0), area.height() * 0.42);
    let title = fitted(ui, said.title, strong, vec2(room.x, area.height() * 0.2), (size * 0.7, 15.0));
    let text = fitted(ui, said.text.trim(), plain, room, ((size * 0.34).max(16.0), 10.0));
    let total = size * 1.2 + title.size().y + 8.0 + text.size().y;
    let mut y = area.center().y - total / 2.0;
    said.icon.paint(ui.painter(), pos2(area.center().x, y + size / 2.0), size, said.colour);
    y += size * 1.2;
    let heading = Align2::CENTER_TOP.anchor_size(pos2(area.center().x, y), title.size());
    y += title.size().y + 8.0;
    ui.painter().galley(heading.min, title, ink);
    let left = area.center().x - text.size().x / 2.0;
    ui.painter().galley(pos2(left, y), text, faint);
    spoken(ui, area, "stage", &format!("{}. {}", said.title.trim_end_matches('…'), said.text), true);
}
