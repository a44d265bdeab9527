//! The measure that the exercise is about, drawn where it is read, and where it should be.

use eframe::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::on_screen::OnScreen;
use super::target::{Target, in_words, key_name};
use crate::app::ui::Context;
use crate::app::ui::icons::{Icon, round_line};
use crate::app::ui::parts::spoken;
use crate::app::ui::theme::{CASING, ON_PLATE, PLATE, SIGNALS, strong};
use crate::app::ui::words::fill;
use crate::core::judge::{LiveView, Phase};
use crate::core::measure::{Measure, Unit};
use crate::core::track::TrackedPose;

/// Radius of the arc, as a share of the shorter arm.
const ARC_SHARE: f32 = 0.55;
/// Opacity of the target.
const TARGET_OPACITY: f32 = 0.45;

pub(in crate::app::ui) fn paint(
    ui: &Ui,
    painter: &Painter,
    context: Context<'_>,
    (view, pose): (&LiveView, &TrackedPose),
    on_screen: OnScreen,
) {
    // Joints say nothing of a signal of texture.
    let is_of_joints = view.exercise.joint_signal().is_some();
    let Some(line) = Line::of(view, pose, on_screen).filter(|_| is_of_joints) else { return };
    let target = Target::of(view.exercise);
    // On the way up it is not yet wrong.
    let verdict = target.verdict(line.value).filter(|_| view.phase == Phase::Top);
    let colour = verdict.map_or(SIGNALS.accent, |(severity, _)| SIGNALS.of_severity(severity));
    line.paint(painter, on_screen.unit(), target.fine(), colour);
    let word = verdict.map(|(severity, fault)| {
        let is_low = target.low.is_some_and(|(low, _)| low == fault);
        if severity <= 0.0 {
            return (Icon::Check, context.words.live.fine.clone());
        }
        let icon = if is_low { Icon::Up } else { Icon::Down };
        (icon, context.words.fault_name(view.exercise.id, fault))
    });
    line.label(ui, painter, (on_screen, colour), (context, word.as_ref()));
    let measure = key_name(context.words, view.exercise);
    let said = match line.unit() {
        Unit::Deg => {
            let degrees = format!("{:.0}", line.value);
            fill(&context.words.live.angle_said, &[("measure", measure), ("n", &degrees)])
        }
        unit => format!("{measure} {}", in_words(context.words, unit, line.value)),
    };
    let middle = line.points.get(line.points.len() / 2).copied().unwrap_or_else(|| on_screen.area.center());
    spoken(ui, Rect::from_center_size(middle, vec2(40.0, 40.0)), "angle", &said, false);
}

/// The points in the window.
struct Line {
    measure: Measure,
    points: Vec<Pos2>,
    value: f32,
}

impl Line {
    fn of(view: &LiveView, pose: &TrackedPose, on_screen: OnScreen) -> Option<Self> {
        let measure = view.exercise.key.measure;
        let points = measure.line_in_image(pose, view.leg)?;
        Some(Self {
            measure,
            value: measure.of(pose, view.leg)?,
            points: points.into_iter().map(|at| on_screen.at(at)).collect(),
        })
    }

    const fn unit(&self) -> Unit {
        self.measure.unit()
    }

    fn paint(&self, painter: &Painter, unit: f32, fine: Option<(f32, f32)>, colour: Color32) {
        let radius = match *self.points.as_slice() {
            [a, vertex, b] => ARC_SHARE * vertex.distance(a).min(vertex.distance(b)),
            _ => 0.0,
        };
        if let (Some(fine), [_, vertex, _]) = (fine, self.points.as_slice()) {
            self.wedge(painter, *vertex, (radius, unit), fine);
        }
        for (width, ink) in [(8.5 * unit, CASING), (5.0 * unit, colour)] {
            round_line(painter, &self.points, width, ink);
        }
        if let Some(ends) = self.compared_with() {
            let (dash, gap) = (5.0 * unit, 4.0 * unit);
            painter.extend(Shape::dashed_line(&ends, Stroke::new(3.4 * unit, CASING), dash, gap));
            painter.extend(Shape::dashed_line(&ends, Stroke::new(1.8 * unit, ON_PLATE), dash, gap));
        }
        for at in &self.points {
            painter.circle_filled(*at, 6.5 * unit, CASING);
            painter.circle_filled(*at, 4.6 * unit, ON_PLATE);
        }
        let arc = self.arc(radius * 0.8, 0.0, self.measure.vertex_deg(self.value));
        painter.line(arc.clone(), Stroke::new(5.0 * unit, CASING));
        painter.line(arc, Stroke::new(2.8 * unit, colour));
    }

    /// Returns the line to compare with: the straight line between both ends of an angle, the level of a height.
    fn compared_with(&self) -> Option<[Pos2; 2]> {
        match *self.points.as_slice() {
            [a, _, b] => Some([a, b]),
            [from, to] if self.measure.is_against_level() => Some([from, pos2(to.x, from.y)]),
            _ => None,
        }
    }

    /// Draws the range in which the angle is fine.
    fn wedge(&self, painter: &Painter, vertex: Pos2, (radius, unit): (f32, f32), (low, high): (f32, f32)) {
        let [a, b] = [low, high].map(|value| self.measure.vertex_deg(value));
        let (low, high) = (a.min(b), a.max(b));
        let mut fan = vec![vertex];
        fan.extend(&self.arc(radius, low, high.min(low.max(180.0) + 180.0)));
        painter.add(Shape::Path(eframe::egui::epaint::PathShape {
            points: fan,
            closed: true,
            fill: SIGNALS.good.gamma_multiply(TARGET_OPACITY),
            stroke: Stroke::new(1.5 * unit, SIGNALS.good).into(),
        }));
    }

    /// Points about the vertex from so many degrees off the first arm to so many, on the side on which the angle is; none where it is no angle of three.
    fn arc(&self, radius: f32, from_deg: f32, to_deg: f32) -> Vec<Pos2> {
        const N_STEPS: usize = 40;
        let [a, vertex, b] = *self.points.as_slice() else { return Vec::new() };
        let (from, to) = (a - vertex, b - vertex);
        let short_way = if from.x * to.y - from.y * to.x < 0.0 { -1.0 } else { 1.0 };
        let way = if self.measure.vertex_deg(self.value) <= 180.0 { short_way } else { -short_way };
        let at = |k: usize| {
            let degrees = from_deg + (to_deg - from_deg) * k as f32 / N_STEPS as f32;
            vertex + radius * eframe::egui::Vec2::angled(from.angle() + way * degrees.to_radians())
        };
        (0..=N_STEPS).map(at).collect()
    }

    /// The reading and what it means, above the body.
    fn label(
        &self,
        ui: &Ui,
        painter: &Painter,
        (on_screen, colour): (OnScreen, Color32),
        (context, word): (Context<'_>, Option<&(Icon, String)>),
    ) {
        let unit = on_screen.unit();
        let size = (17.0 * unit).max(11.0);
        let text = word.map_or_else(String::new, |(_, word)| format!(" {word}"));
        let text = format!("{}{text}", in_words(context.words, self.unit(), self.value));
        let galley = ui.painter().layout_no_wrap(text, strong(size), ON_PLATE);
        let icon_room = word.map_or(0.0, |_| size * 1.25);
        let plate_size = galley.size() + vec2(icon_room + size, size * 0.6);
        let [a, b, ..] = *self.points.as_slice() else { return };
        let highest = self.points.iter().map(|at| at.y).fold(f32::MAX, f32::min);
        let above = pos2(f32::midpoint(a.x, b.x), highest - plate_size.y);
        let inside = on_screen.area.shrink(4.0);
        let half = plate_size / 2.0;
        let clamp = |value: f32, low: f32, high: f32| value.max(low).min(high.max(low));
        let centre = pos2(
            clamp(above.x, inside.left() + half.x, inside.right() - half.x),
            clamp(above.y, inside.top() + half.y, inside.bottom() - half.y),
        );
        let plate = Rect::from_center_size(centre, plate_size);
        painter.rect_filled(plate, size * 0.45, PLATE);
        if let Some((icon, _)) = word {
            let at = pos2(plate.left() + size * 0.5 + size * 0.5, centre.y);
            icon.paint(painter, at, size * 0.95, colour);
        }
        painter.galley(pos2(plate.left() + size * 0.5 + icon_room, centre.y - galley.size().y / 2.0), galley, ON_PLATE);
    }
}
