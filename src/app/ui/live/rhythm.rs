//! The last seconds of a rhythm: the movement, its beats, how fast and how even.

use eframe::egui::{Align2, Pos2, Rect, Stroke, Ui, pos2, vec2};

use super::coach::fitted;
use crate::app::ui::Context;
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::spoken;
use crate::app::ui::theme::{ROUNDING, plain, strong};
use crate::app::ui::words::fill;
use crate::core::exercise::Reading;
use crate::core::judge::{RhythmView, STRIP_SECS};
use crate::core::report::RefusalReason;
use crate::core::time::Timestamp;

/// Smaller movements are shown small: about twice a tilt's, in trunks.
const LEAST_SPREAD: f32 = 0.02;

pub(super) fn paint(ui: &Ui, area: Rect, context: Context<'_>, rhythm: &RhythmView, at: Timestamp) {
    let Context { words, theme, .. } = context;
    ui.painter().rect_filled(area, ROUNDING, theme.card);
    let unit = (area.height() / 122.0).clamp(0.42, 1.3);
    let inner = area.shrink2(vec2(18.0, 10.0 * unit));
    let said = tempo(context, rhythm);
    let caption = (15.0 * unit).max(11.0);
    ui.painter().text(inner.left_top(), Align2::LEFT_TOP, &words.live.rhythm, plain(caption), theme.faint_text);
    let left = ui.painter().layout_no_wrap(words.live.rhythm.clone(), plain(caption), theme.text).size().x;
    let room = vec2(inner.width() - left - 20.0, caption * 1.5);
    let sizes = ((17.0 * unit).max(11.0), 9.0);
    let whole = fitted(ui, &said, strong, room, sizes);
    // The tempo stands alone in a narrow window: more lines would leave no room for the strip.
    let is_cut = room.y < whole.size().y;
    let tempo_said = if is_cut { fitted(ui, &period(context, rhythm), strong, room, sizes) } else { whole };
    let head_height = tempo_said.size().y;
    let tempo_at = Align2::RIGHT_TOP.anchor_size(inner.right_top(), tempo_said.size()).min;
    ui.painter().galley(tempo_at, tempo_said, theme.text);
    let plot = inner.with_min_y(inner.top() + (caption * 1.5).max(head_height));
    let mut name = format!("{}. {said}", fill(&words.live.beats_said, &[("n", &rhythm.beats.len().to_string())]));
    if let Some(why) = rhythm.trouble {
        let trouble = words.refusal(RefusalReason::from(why)).unwrap_or_default();
        trouble_ui(ui, plot, context, trouble);
        name = format!("{trouble} {name}");
    } else {
        let strip = Strip { plot: plot.shrink2(vec2(0.0, 4.0)), from: at.secs() - STRIP_SECS };
        strip.paint(ui, context, rhythm, unit);
    }
    spoken(ui, area, "rhythm", &name, false);
}

fn period(context: Context<'_>, rhythm: &RhythmView) -> String {
    let words = &context.words.live;
    let number = |secs: f32| context.words.number(secs, 1);
    let of = |Reading { value, error }| fill(&words.period, &[("n", &number(value)), ("error", &number(error))]);
    rhythm.period.map_or_else(|| words.period_none.clone(), of)
}

fn tempo(context: Context<'_>, rhythm: &RhythmView) -> String {
    let words = &context.words.live;
    let period = period(context, rhythm);
    let evenness = rhythm.unevenness.map_or_else(
        || words.evenness_none.clone(),
        |Reading { value, error }| {
            let percent = |share: f32| format!("{:.0}", share * 100.0);
            fill(&words.evenness, &[("n", &percent(value)), ("error", &percent(error))])
        },
    );
    format!("{period}   {evenness}")
}

fn trouble_ui(ui: &Ui, plot: Rect, context: Context<'_>, trouble: &str) {
    let icon = plot.height().min(28.0);
    let words = plot.with_min_x(plot.left() + icon + 12.0);
    Icon::Warning.paint(ui.painter(), pos2(plot.left() + icon / 2.0, plot.center().y), icon, context.theme.slight);
    let galley = fitted(ui, trouble, plain, words.size(), (20.0, 10.0));
    ui.painter().galley(pos2(words.left(), plot.center().y - galley.size().y / 2.0), galley, context.theme.text);
}

struct Strip {
    plot: Rect,
    from: f64,
}

impl Strip {
    fn x(&self, secs: f64) -> f32 {
        self.plot.left() + ((secs - self.from) / STRIP_SECS) as f32 * self.plot.width()
    }

    fn paint(&self, ui: &Ui, context: Context<'_>, rhythm: &RhythmView, unit: f32) {
        let theme = context.theme;
        let painter = ui.painter().with_clip_rect(self.plot.expand(4.0).intersect(ui.clip_rect()));
        painter.hline(self.plot.x_range(), self.plot.center().y, theme.border());
        let values = rhythm.strip.iter().map(|(_, value)| *value);
        let (low, high) = values.fold((f32::MAX, f32::MIN), |(low, high), v| (low.min(v), high.max(v)));
        let (middle, spread) = (f32::midpoint(low, high), (high - low).max(LEAST_SPREAD));
        let y = |value: f32| self.plot.center().y - (value - middle) / spread * self.plot.height() * 0.9;
        // A gap in time is a gap in the line.
        for run in rhythm.strip.chunk_by(|a, b| b.0 - a.0 < MOST_GAP_SECS) {
            let points: Vec<Pos2> = run.iter().map(|(secs, value)| pos2(self.x(*secs), y(*value))).collect();
            painter.line(points, Stroke::new((2.6 * unit).max(1.5), theme.accent));
        }
        for beat in &rhythm.beats {
            let x = self.x(*beat);
            painter.vline(x, self.plot.y_range(), Stroke::new(1.5, theme.good));
            painter.circle_filled(pos2(x, self.plot.bottom() - 5.0 * unit), 5.0 * unit, theme.good);
        }
    }
}

/// Pictures come several times a second.
const MOST_GAP_SECS: f64 = 0.6;
