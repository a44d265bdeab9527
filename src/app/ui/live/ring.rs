//! The hold: a ring that fills until it is long enough.

use eframe::egui::{Align2, Color32, Rect, Stroke, Ui};

use crate::app::ui::Context;
use crate::app::ui::icons::{Icon, arc, round_line};
use crate::app::ui::parts::spoken;
use crate::app::ui::theme::{plain, strong};
use crate::app::ui::words::fill;

/// Draws the ring of a hold of so many seconds; `None`: not at the top.
pub(super) fn paint(ui: &Ui, area: Rect, context: Context<'_>, hold_secs: Option<f64>, goal_secs: f64) {
    let Context { words, theme, .. } = context;
    let size = area.width().min(area.height());
    let (centre, radius, width) = (area.center(), size * 0.43, size * 0.1);
    ui.painter().circle_stroke(centre, radius, Stroke::new(width, theme.control));
    let secs = hold_secs.unwrap_or(0.0);
    let share = (secs / goal_secs).clamp(0.0, 1.0) as f32;
    let colour = if 1.0 <= share { theme.good } else { theme.accent };
    if 0.0 < share {
        round_line(ui.painter(), &arc(centre, radius, -90.0, 360.0_f32.mul_add(share, -90.0)), width, colour);
    }
    let number = hold_secs.map_or_else(|| "–".to_owned(), |secs| words.number(secs, 1));
    let ink = if hold_secs.is_some() { theme.text } else { theme.faint_text };
    let text = |dy: f32, text: &str, font, ink: Color32| {
        ui.painter().text(centre + eframe::egui::vec2(0.0, dy * size), Align2::CENTER_CENTER, text, font, ink);
    };
    text(-0.02, &number, strong(size * 0.25), ink);
    if 1.0 <= share {
        // Long enough: said by a shape, too.
        Icon::Check.paint(ui.painter(), centre + eframe::egui::vec2(0.0, 0.19 * size), size * 0.14, theme.good);
    } else if 80.0 < size {
        let goal = fill(&words.live.hold_goal, &[("n", &format!("{goal_secs:.0}"))]);
        text(0.16, &goal, plain((size * 0.085).max(11.0)), theme.faint_text);
    }
    if 80.0 < size {
        text(-0.2, &words.live.hold, plain((size * 0.085).max(11.0)), theme.faint_text);
    }
    let (n, goal) = (words.number(secs, 1), words.number(goal_secs, 0));
    spoken(ui, area, "hold", &fill(&words.live.hold_said, &[("n", &n), ("goal", &goal)]), false);
}
