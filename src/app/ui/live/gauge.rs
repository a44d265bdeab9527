//! The measure that the exercise is about on a bar: now, the best so far, and where it is fine.

use eframe::egui::{Align2, Color32, Rect, Stroke, Ui, pos2, vec2};

use super::reading::{in_words, key_name};
use crate::app::ui::Context;
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::spoken;
use crate::app::ui::theme::{ROUNDING, Theme, plain, strong};
use crate::app::ui::words::{Words, fill};
use crate::core::exercise::KeyTarget;
use crate::core::judge::LiveView;
use crate::core::measure::Unit;
use crate::io::drawing::GRAVE;

pub(super) fn paint(ui: &Ui, area: Rect, context: Context<'_>, view: &LiveView) {
    let Context { words, theme, .. } = context;
    ui.painter().rect_filled(area, ROUNDING, theme.card);
    if !view.is_certain {
        let text = &words.live.uncertain;
        let size = (area.height() * 0.14).clamp(11.0, 18.0);
        ui.painter().text(area.center(), Align2::CENTER_CENTER, text, plain(size), theme.faint_text);
        return spoken(ui, area, "gauge", text, false);
    }
    // A joint never stands in for a signal of texture.
    if view.exercise.joint_signal().is_none() {
        return;
    }
    let target = KeyTarget::of(view.exercise);
    let bar = Bar::of(area, &target, view.exercise.best_is_least.is_some());
    let now = view.pose.as_ref().and_then(|pose| view.exercise.key.measure.of(pose, view.leg));
    let unit = unit_of(area);
    let caption = plain((unit * 15.0).max(11.0));
    let measure = key_name(words, view.exercise);
    let said_of = |text: &str, value: f32| fill(text, &[("n", &in_words(words, target.unit(), value))]);
    let best = view.best.map(|best| said_of(&words.live.range_best, best as f32));
    let now_said = now.map_or_else(|| words.live.range_none.clone(), |now| said_of(&words.live.range_now, now));
    let track = track(area, unit);
    let top = track.top() - unit * 12.0;
    ui.painter().text(pos2(track.left(), top), Align2::LEFT_BOTTOM, measure, caption.clone(), theme.faint_text);
    let said = [Some(now_said), best.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let numbers = strong((unit * 18.0).max(12.0));
    ui.painter().text(pos2(track.right(), top), Align2::RIGHT_BOTTOM, &said, numbers, theme.text);
    // A measure that nothing limits has no bar: it is shown as a number.
    if let Some(bar) = bar {
        bar.paint(ui, context, &target);
        if let Some(best) = view.best {
            bar.best(ui, best as f32, theme.text);
        }
        if let Some(now) = now {
            bar.now(ui, now, theme.text);
        }
    }
    spoken(ui, area, "gauge", &format!("{measure}: {said}"), false);
}

/// A reading at the bar: with its sign where that is short.
fn in_words_short(words: &Words, unit: Unit, value: f32) -> String {
    let number = words.local(&unit.number(value));
    if unit == Unit::Deg { format!("{number}°") } else { number }
}

/// A length of the drawing.
fn unit_of(area: Rect) -> f32 {
    (area.height() / 122.0).clamp(0.42, 1.3)
}

fn track(area: Rect, unit: f32) -> Rect {
    let centre = area.center() + vec2(0.0, area.height() * 0.08);
    Rect::from_center_size(centre, vec2(area.width() - 36.0, 24.0 * unit))
}

/// A bar of readings; where less is better, less is to the right.
struct Bar {
    track: Rect,
    left_value: f32,
    right_value: f32,
    unit: f32,
}

impl Bar {
    fn of(area: Rect, target: &KeyTarget, less_is_better: bool) -> Option<Self> {
        let (low, high) = target.fine()?;
        let unit = unit_of(area);
        let beside = target.beside();
        let from = target.low.map_or(high - 2.0 * beside, |(_, limit)| limit.bad - beside);
        let to = target.high.map_or(low + 2.0 * beside, |(_, limit)| limit.bad + beside);
        let (left_value, right_value) = if less_is_better { (to, from) } else { (from, to) };
        Some(Self { track: track(area, unit), left_value, right_value, unit })
    }

    fn x(&self, value: f32) -> f32 {
        let share = ((value - self.left_value) / (self.right_value - self.left_value)).clamp(0.0, 1.0);
        self.track.left() + share * self.track.width()
    }

    fn zone(&self, from: f32, to: f32) -> Rect {
        let (a, b) = (self.x(from), self.x(to));
        Rect::from_x_y_ranges(a.min(b)..=a.max(b), self.track.y_range())
    }

    fn paint(&self, ui: &Ui, context: Context<'_>, target: &KeyTarget) {
        let theme = context.theme;
        let rounding = self.track.height() * 0.3;
        ui.painter().rect_filled(self.track, rounding, theme.bad.gamma_multiply(0.35));
        for (_, limit) in [target.low, target.high].into_iter().flatten() {
            ui.painter().rect_filled(self.zone(limit.fine, limit.bad), 0.0, theme.slight.gamma_multiply(GRAVE));
        }
        let Some((low, high)) = target.fine() else { return };
        let fine = self.zone(low, high);
        ui.painter().rect_filled(fine, rounding, theme.good);
        // Numbers at both limits need room, too.
        let has_numbers = context.view.settings.has_details;
        let room = if has_numbers { 6.0 } else { 0.5 };
        self.word(ui, fine, (&context.words.live.target, Some(Icon::Check), room), &theme);
        if !has_numbers {
            let (too_little, too_much) = (&context.words.live.too_little, &context.words.live.too_much);
            let less_is_better = self.right_value < self.left_value;
            let [below, above] = if less_is_better { [too_much, too_little] } else { [too_little, too_much] };
            if target.low.is_some() {
                self.word(ui, self.zone(f32::MIN, low), (below, None, room), &theme);
            }
            if target.high.is_some() {
                self.word(ui, self.zone(high, f32::MAX), (above, None, room), &theme);
            }
            return;
        }
        let font = plain((13.0 * self.unit).max(10.0));
        for (_, limit) in [target.low, target.high].into_iter().flatten() {
            for value in [limit.fine, limit.bad] {
                let at = pos2(self.x(value), self.track.bottom() + 5.0 * self.unit);
                let text = in_words_short(context.words, target.unit(), value);
                ui.painter().text(at, Align2::CENTER_TOP, text, font.clone(), theme.faint_text);
            }
        }
    }

    /// Names a zone below it, where there is room for it and for so much more, in letters.
    fn word(&self, ui: &Ui, zone: Rect, (word, icon, room): (&str, Option<Icon>, f32), theme: &Theme) {
        let size = (13.0 * self.unit).max(10.0);
        let word = ui.painter().layout_no_wrap(word.to_owned(), strong(size), theme.text);
        if zone.width() < word.size().x + room * size {
            return;
        }
        let icon_width = icon.map_or(0.0, |_| size * 1.3);
        let left = zone.center().x - f32::midpoint(word.size().x, icon_width);
        let top = self.track.bottom() + 5.0 * self.unit;
        if let Some(icon) = icon {
            icon.paint(ui.painter(), pos2(left + size / 2.0, top + word.size().y / 2.0), size * 0.8, theme.good);
        }
        ui.painter().galley(pos2(left + icon_width, top), word, theme.text);
    }

    /// A needle with a head.
    fn now(&self, ui: &Ui, value: f32, colour: Color32) {
        let x = self.x(value);
        let reach = 5.0 * self.unit;
        ui.painter().vline(x, self.track.y_range().expand(reach), Stroke::new(4.0 * self.unit.max(0.6), colour));
        let head = 13.0 * self.unit;
        Icon::Down.paint(ui.painter(), pos2(x, self.track.top() - head * 0.55), head, colour);
    }

    /// A thin line with a diamond below.
    fn best(&self, ui: &Ui, value: f32, colour: Color32) {
        let x = self.x(value);
        ui.painter().vline(x, self.track.y_range(), Stroke::new(2.0, colour));
        Icon::Up.paint(ui.painter(), pos2(x, self.track.bottom() + 5.0 * self.unit), 10.0 * self.unit, colour);
    }
}
