//! What every plot has in common.

use eframe::egui::{Color32, Role, Ui, Vec2b, WidgetInfo};
use egui_plot::{HoverPosition, Line, LineStyle, Plot, PlotPoints, PlotUi, VLine};

use super::clock;
use crate::app::review::Run;
use crate::app::ui::Context;
use crate::app::ui::icons::Icon;
use crate::app::ui::parts::faint;

pub(super) const HEIGHT: f32 = 150.0;

/// One plot: from where to where, and how it is told to who cannot see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spec<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
    /// From the first to the last instant shown, in s, or shares.
    pub(super) x: (f64, f64),
    /// Always in view.
    pub(super) y: Option<(f64, f64)>,
    /// Where one is.
    pub(super) now: Option<f64>,
    /// Written below a place.
    pub(super) x_said: fn(f64) -> String,
}

impl Spec<'_> {
    pub(super) const fn of_time<'a>(id: &'a str, name: &'a str, x: (f64, f64), now: f64) -> Spec<'a> {
        Spec { id, name, x, y: None, now: Some(now), x_said: clock }
    }
}

/// Shows it; where it is pressed or dragged to.
pub(super) fn plot_ui<'a>(
    ui: &mut Ui,
    context: Context<'_>,
    spec: Spec<'_>,
    contents: impl FnOnce(&mut PlotUi<'a>) + 'a,
) -> Option<f64> {
    let Spec { x: (from, to), y, now, x_said, .. } = spec;
    let (words, theme) = (context.words, context.theme);
    let said = move |at: &HoverPosition<'_>| match at {
        HoverPosition::NearDataPoint { plot_name, position, .. } if !plot_name.is_empty() => {
            Some(format!("{plot_name}: {}, {}", words.number(position.y, 2), words.local(&x_said(position.x))))
        }
        _ => None,
    };
    let mut plot = Plot::new(spec.id)
        .height(HEIGHT)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .auto_bounds(Vec2b::new(false, true))
        .show_background(false)
        .y_axis_min_width(38.0)
        .x_axis_formatter(move |mark, _| words.local(&x_said(mark.value)))
        .y_axis_formatter(move |mark, _| words.local(&tick(mark.value, mark.step_size)))
        .cursor_color(theme.faint_text)
        .grid_color(theme.line)
        .label_formatter(said);
    for at in y.into_iter().flat_map(|(low, high)| [low, high]) {
        plot = plot.include_y(at);
    }
    let shown = plot.show(ui, move |plot| {
        plot.set_plot_bounds_x(from..=to.max(from + 0.1));
        contents(plot);
        if let Some(now) = now {
            plot.vline(VLine::new("", now).color(theme.text).width(2.0).allow_hover(false));
        }
        let is_pressed = plot.response().is_pointer_button_down_on() || plot.response().clicked();
        plot.pointer_coordinate().filter(|_| is_pressed).map(|at| at.x.clamp(from, to))
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, spec.name));
    shown.inner
}

/// A value at an axis with as many decimals as its steps have; there is no minus zero.
fn tick(value: f64, step: f64) -> String {
    let decimals = (-step.abs().log10().floor()).clamp(0.0, 4.0) as usize;
    let value = if value.abs() < step.abs() / 1000.0 { 0.0 } else { value };
    format!("{value:.decimals$}")
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    pub(super) colour: Color32,
    pub(super) style: LineStyle,
    pub(super) width: f32,
}

impl Ink {
    pub(super) const fn solid(colour: Color32) -> Self {
        Self { colour, style: LineStyle::Solid, width: 2.0 }
    }
}

/// Draws a reading over time as far as it is in view.
pub(super) fn runs(plot: &mut PlotUi<'_>, all: &[Run], (from, to): (f64, f64), name: &str, ink: Ink) {
    for run in all {
        let begin = run.partition_point(|dot| dot.secs < from).saturating_sub(1);
        let end = (run.partition_point(|dot| dot.secs <= to) + 1).min(run.len());
        let inside = run.get(begin..end).unwrap_or_default();
        let points: Vec<[f64; 2]> = inside.iter().map(|dot| [dot.secs, dot.value]).collect();
        if !points.is_empty() {
            line(plot, points, name, ink);
        }
    }
}

pub(super) fn line(plot: &mut PlotUi<'_>, points: Vec<[f64; 2]>, name: &str, ink: Ink) {
    plot.line(Line::new(name, PlotPoints::from(points)).color(ink.colour).width(ink.width).style(ink.style));
}

/// Which line is which.
pub(super) fn legend_ui(ui: &mut Ui, context: Context<'_>, entries: &[(&str, Ink)]) {
    ui.scope(|ui| {
        // As high as its letters, not as a button.
        ui.spacing_mut().interact_size.y = 14.0;
        ui.horizontal_wrapped(|ui| entries_ui(ui, context, entries));
    });
}

fn entries_ui(ui: &mut Ui, context: Context<'_>, entries: &[(&str, Ink)]) {
    ui.spacing_mut().item_spacing = eframe::egui::vec2(8.0, 2.0);
    for (name, ink) in entries {
        let (area, _) = ui.allocate_exact_size(eframe::egui::vec2(26.0, 14.0), eframe::egui::Sense::hover());
        let ends = [area.left_center(), area.right_center()];
        let stroke = eframe::egui::Stroke::new(ink.width, ink.colour);
        match ink.style {
            LineStyle::Solid => {
                ui.painter().line_segment(ends, stroke);
            }
            LineStyle::Dashed { length } => {
                ui.painter().extend(eframe::egui::Shape::dashed_line(&ends, stroke, length, length * 0.6));
            }
            LineStyle::Dotted { spacing } => {
                ui.painter().extend(eframe::egui::Shape::dotted_line(&ends, ink.colour, spacing, ink.width));
            }
        }
        if ink.width <= 0.0 {
            Icon::Square.paint(ui.painter(), area.center(), 12.0, ink.colour);
        }
        faint(ui, name, &context.theme);
    }
}
