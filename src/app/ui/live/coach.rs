//! Count, hold, phase and the one thing to say: readable from the mat.

use std::sync::Arc;

use eframe::egui::{Align2, Color32, CornerRadius, FontId, Galley, Rect, StrokeKind, Ui, pos2, vec2};

use super::message::Message;
use super::{for_posture, ring};
use crate::app::live::{Picture, VoiceGuideView};
use crate::app::ui::Context;
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::spoken;
use crate::app::ui::theme::{GAP, ROUNDING, plain, strong};
use crate::app::ui::words::{fill, sentence};
use crate::core::judge::{LiveRemark, LiveView, Phase};
use crate::guide::cue::{CueStage, Prompt};

/// Size of the count's letters as a share of the window's height…
const COUNT_SHARE: f32 = 0.25;

/// …so that digits take a sixth of it at least.
fn count_size(window_height: f32) -> f32 {
    COUNT_SHARE * window_height
}

pub(super) fn paint(ui: &Ui, area: Rect, context: Context<'_>, picture: &Picture) {
    let guide = context.view.shown.and_then(|shown| shown.guide);
    let view = &picture.view;
    let height = ui.max_rect().height();
    let unit = (height / 720.0).clamp(0.42, 2.0);
    let count_height = height * COUNT_SHARE + 34.0 * unit;
    let (count, below) = area.split_top_bottom_at_y(area.top() + count_height);
    match guide.and_then(countdown) {
        Some(n) => paint_countdown(ui, count, context, n),
        None => paint_count(ui, count, context, view, unit),
    }
    let phase_height = 46.0 * unit;
    let (phase, message) = below.split_top_bottom_at_y(below.top() + phase_height);
    paint_phase(ui, phase, context, view, unit);
    let message = message.with_min_y(message.top() + GAP * unit);
    paint_message(ui, message, context, Message::of(view, picture.frame.at, guide), unit);
}

/// The number that the countdown is at.
fn countdown(guide: VoiceGuideView) -> Option<u8> {
    match (guide.stage, guide.said) {
        (CueStage::CountingDown, Some(Prompt::Countdown(n))) => Some(n),
        _ => None,
    }
}

fn paint_countdown(ui: &Ui, area: Rect, context: Context<'_>, n: u8) {
    let theme = context.theme;
    ui.painter().rect_filled(area, ROUNDING, theme.card);
    let font = strong(count_size(ui.max_rect().height()));
    ui.painter().text(area.center(), Align2::CENTER_CENTER, n, font, theme.accent);
    spoken(ui, area, "count", &context.words.said(Prompt::Countdown(n)), true);
}

fn paint_count(ui: &Ui, area: Rect, context: Context<'_>, view: &LiveView, unit: f32) {
    let Context { words, theme, .. } = context;
    ui.painter().rect_filled(area, ROUNDING, theme.card);
    let hold = view.goal.hold_secs.map(f64::from).filter(|_| view.is_certain);
    let n = view.provisional_reps.to_string();
    let goal = view.goal.reps.filter(|_| view.rhythm.is_some() || view.is_certain);
    let is_reached = goal.is_some_and(|goal| goal <= view.provisional_reps);
    let goal = goal.map(|goal| goal.to_string());
    let counted = match &goal {
        Some(goal) if is_reached => fill(&words.live.goal_reached, &[("n", goal)]),
        Some(goal) => fill(&words.live.of_goal, &[("n", goal)]),
        None if view.provisional_reps == 1 => words.live.reps_one.clone(),
        None => words.live.reps_many.clone(),
    };
    let cadence = view.cadence.map(|it| fill(&words.effort.cadence_now, &[("n", &format!("{:.0}", it.value))]));
    let unit_words = [Some(counted), cadence].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let number = ui.painter().layout_no_wrap(n.clone(), strong(count_size(ui.max_rect().height())), theme.text);
    // The number has the room it needs, the ring the rest.
    let half = if hold.is_some() { area.width() / 2.0 } else { area.width() };
    let (left, right) = area.split_left_right_at_x(area.left() + half.max(number.size().x + 20.0 * unit));
    let centre = left.center().x;
    let top = area.top() + (area.height() - number.size().y - 16.0 * unit) / 2.0 - 4.0 * unit;
    let at = pos2(centre - number.size().x / 2.0, top);
    let caption_y = at.y + number.size().y - 6.0 * unit;
    ui.painter().galley(at, number, theme.text);
    let caption = plain((19.0 * unit).max(11.0));
    let ink = if is_reached { theme.good } else { theme.faint_text };
    ui.painter().text(pos2(centre, caption_y), Align2::CENTER_CENTER, unit_words, caption, ink);
    let reps = if view.provisional_reps == 1 { &words.live.reps_one } else { &words.live.reps_many };
    let said = match &goal {
        Some(goal) if is_reached => format!("{n} {reps}. {}", fill(&words.live.goal_reached, &[("n", goal)])),
        Some(goal) => fill(&words.live.count_goal_said, &[("n", &n), ("goal", goal)]),
        None => format!("{n} {reps}"),
    };
    spoken(ui, area, "count", &said, true);
    if let Some(goal_secs) = hold {
        let right = right.with_max_x(area.right() - 14.0 * unit).shrink2(vec2(0.0, 8.0 * unit));
        let secs = (view.phase == Phase::Top).then_some(view.hold_secs);
        ring::paint(ui, right, context, secs, goal_secs);
    }
}

fn paint_phase(ui: &Ui, area: Rect, context: Context<'_>, view: &LiveView, unit: f32) {
    let Context { words, theme, .. } = context;
    let phase = if view.pose.is_some() { view.phase } else { Phase::Away };
    let name = words.phase(phase, view.exercise);
    let size = (27.0 * unit).max(14.0);
    let colour = if phase == Phase::Away { theme.faint_text } else { theme.accent };
    let centre = pos2(area.left() + 12.0 + size * 0.5, area.center().y + 4.0 * unit);
    Icon::of(phase).paint(ui.painter(), centre, size * 0.85, colour);
    let at = pos2(centre.x + size * 0.9, centre.y);
    ui.painter().text(at, Align2::LEFT_CENTER, name, strong(size), theme.text);
    spoken(ui, area, "phase", &fill(&words.live.phase_said, &[("phase", name)]), false);
}

/// What is said: icon, its colour, text, more about it, and how a screen reader says it.
struct Said {
    icon: Icon,
    colour: Color32,
    text: String,
    more: Option<String>,
    name: String,
}

fn paint_message(ui: &Ui, area: Rect, context: Context<'_>, message: Option<Message<'_>>, unit: f32) {
    let theme = context.theme;
    let Some(said) = message.map(|message| said(message, context)) else { return };
    ui.painter().rect_filled(area, ROUNDING, theme.card);
    let edge = CornerRadius { ne: 0, se: 0, ..CornerRadius::same(ROUNDING) };
    ui.painter().rect_filled(area.with_max_x(area.left() + 8.0), edge, said.colour);
    ui.painter().rect_stroke(area, ROUNDING, (2.0, said.colour), StrokeKind::Inside);
    let inner = area.shrink2(vec2(16.0 * unit + 6.0, 10.0 * unit));
    let size = (40.0 * unit).max(16.0);
    let is_wide = 230.0 < inner.width();
    // In a narrow column the words have the whole width.
    let (icon_at, words) = if is_wide {
        (pos2(inner.left() + 6.0 + size / 2.0, inner.center().y), inner.with_min_x(inner.left() + 6.0 + size * 1.4))
    } else {
        let row = size.min(inner.height() * 0.25);
        (pos2(inner.left() + 4.0 + row / 2.0, inner.top() + row / 2.0), inner.with_min_y(inner.top() + row + 3.0))
    };
    said.icon.paint(ui.painter(), icon_at, if is_wide { size } else { size.min(inner.height() * 0.25) }, said.colour);
    let more = said.more.map(|more| fitted(ui, &more, plain, words.size() * vec2(1.0, 0.45), (18.0 * unit, 10.0)));
    let room = words.height() - more.as_ref().map_or(0.0, |more| more.size().y + 6.0);
    let text = fitted(ui, &said.text, strong, vec2(words.width(), room), (31.0 * unit, 11.0));
    let total = text.size().y + more.as_ref().map_or(0.0, |more| more.size().y + 6.0);
    let top = pos2(words.left(), words.center().y - total / 2.0);
    let below = top + vec2(0.0, text.size().y + 6.0);
    ui.painter().galley(top, text, theme.text);
    if let Some(more) = more {
        ui.painter().galley(below, more, theme.faint_text);
    }
    spoken(ui, area, "message", &said.name, true);
}

fn said(message: Message<'_>, context: Context<'_>) -> Said {
    let Context { words, theme, .. } = context;
    match message {
        Message::Said(prompt) => plainly(Icon::Sound, theme.accent, &words.said(prompt)),
        Message::Seen(remark) => seen(remark, context),
        Message::Ready => plainly(Icon::Dot, theme.accent, &words.live.ready),
    }
}

fn seen(remark: LiveRemark<'_>, context: Context<'_>) -> Said {
    let Context { words, theme, .. } = context;
    match remark {
        LiveRemark::Nobody => Said {
            more: Some(for_posture(context, &words.live.nobody_advice, &words.live.nobody_advice_other).to_owned()),
            ..plainly(Icon::Question, theme.slight, &words.live.nobody)
        },
        LiveRemark::Good => plainly(Icon::Check, theme.good, &words.live.good),
        LiveRemark::NotJudged => plainly(Icon::Question, theme.faint_text, &words.live.not_judged),
        LiveRemark::NotCounted(other) => {
            let said = fill(&words.result.not_counted, &[("what", &words.say(&other.why))]);
            plainly(Icon::Question, theme.faint_text, &said)
        }
        LiveRemark::Cue { rep, worst } => {
            let (exercise, fault) = (rep.exercise.as_str(), worst.fault.as_str());
            let cue = sentence(words.cue(exercise, fault, &worst.cue));
            let name = fill(&words.live.cue_said, &[("cue", &cue)]);
            let (icon, colour) = (Icon::Warning, theme.of_severity(worst.severity as f32));
            Said { icon, colour, text: cue, more: Some(words.fault_name(exercise, fault)), name }
        }
    }
}

fn plainly(icon: Icon, colour: Color32, text: &str) -> Said {
    Said { icon, colour, text: text.into(), more: None, name: text.into() }
}

/// Text as large as fits, between two sizes.
pub(super) fn fitted(
    ui: &Ui,
    text: &str,
    font: fn(f32) -> FontId,
    room: eframe::egui::Vec2,
    (most, least): (f32, f32),
) -> Arc<Galley> {
    let mut size = most.max(least);
    loop {
        let galley = ui.painter().layout(text.to_owned(), font(size), Color32::PLACEHOLDER, room.x.max(40.0));
        if (galley.size().y <= room.y && galley.size().x <= room.x) || size <= least {
            return galley;
        }
        size = (size * 0.92).max(least);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Height of a digit of the strong face, as a share of its size.
    const DIGIT_SHARE: f32 = 0.729;

    #[test]
    fn the_counts_digits_are_a_sixth_of_the_window_high() {
        for height in [288.0, 540.0, 720.0, 1440.0] {
            assert!(height / 6.0 <= DIGIT_SHARE * count_size(height), "{height}");
        }
    }
}
