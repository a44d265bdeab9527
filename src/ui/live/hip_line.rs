//! The angle that the exercise is about, with its two arms and where it should be.

use eframe::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::on_picture::OnScreen;
use super::target::Target;
use crate::session::{LiveView, Phase};
use crate::track::TrackedPose;
use crate::ui::Context;
use crate::ui::icons::{Icon, round_line};
use crate::ui::parts::spoken;
use crate::ui::theme::{CASING, ON_PLATE, PLATE, SIGNALS, strong};
use crate::ui::words::fill;

/// Radius of the arc, as a share of the shorter arm.
const ARC_SHARE: f32 = 0.55;
/// How strongly the target shows through.
const TARGET_OPACITY: f32 = 0.45;

pub(in crate::ui) fn paint(
    ui: &Ui,
    painter: &Painter,
    context: Context<'_>,
    (view, pose): (&LiveView, &TrackedPose),
    on_screen: OnScreen,
) {
    let target = Target::of(view.exercise);
    // What no rule limits is not told in degrees.
    let (Some(fine), Some(line)) = (target.fine_deg(), Line::of(view, pose, on_screen)) else { return };
    // On the way up the angle is not yet wrong.
    let verdict = target.verdict(line.angle_deg).filter(|_| view.phase == Phase::Top);
    let colour = verdict.map_or(SIGNALS.accent, |(severity, _)| SIGNALS.of_severity(severity));
    line.paint(painter, on_screen.unit(), fine, colour);
    let word = verdict.map(|(severity, fault)| {
        let is_fine = severity <= 0.0;
        let text =
            if is_fine { context.words.live.fine.clone() } else { context.words.fault_name(view.exercise.id, fault) };
        let is_low = target.low.is_some_and(|(low, _)| low == fault);
        (
            if is_fine {
                Icon::Check
            } else if is_low {
                Icon::Up
            } else {
                Icon::Down
            },
            text,
        )
    });
    line.label(ui, painter, (on_screen, colour), word.as_ref());
    let measure = context.words.exercises.get(view.exercise.id).map_or("", |words| words.measure.as_str());
    let degrees = format!("{:.0}", line.angle_deg);
    let said = fill(&context.words.live.angle_said, &[("measure", measure), ("n", &degrees)]);
    let place = Rect::from_center_size(line.points[1], vec2(40.0, 40.0));
    spoken(ui, place, "angle", &said, false);
}

/// The joints in the window.
struct Line {
    /// Of which the middle one is the vertex.
    points: [Pos2; 3],
    angle_deg: f32,
}

impl Line {
    fn of(view: &LiveView, pose: &TrackedPose, on_screen: OnScreen) -> Option<Self> {
        Some(Self {
            angle_deg: view.exercise.key.measure.of(pose, view.leg)?,
            points: view.exercise.key.measure.angle_in_image(pose, view.leg)?.map(|at| on_screen.at(at)),
        })
    }

    fn paint(&self, painter: &Painter, unit: f32, (low, high): (f32, f32), colour: Color32) {
        let Self { points: [a, vertex, b], angle_deg } = *self;
        let radius = ARC_SHARE * vertex.distance(a).min(vertex.distance(b));
        let target = self.arc(radius, low, high.min(low.max(180.0) + 180.0));
        let wedge = SIGNALS.good.gamma_multiply(TARGET_OPACITY);
        let mut fan = vec![vertex];
        fan.extend(&target);
        painter.add(Shape::Path(eframe::egui::epaint::PathShape {
            points: fan,
            closed: true,
            fill: wedge,
            stroke: Stroke::new(1.5 * unit, SIGNALS.good).into(),
        }));
        for (width, ink) in [(8.5 * unit, CASING), (5.0 * unit, colour)] {
            round_line(painter, &[a, vertex, b], width, ink);
        }
        let (dash, gap) = (5.0 * unit, 4.0 * unit);
        painter.extend(Shape::dashed_line(&[a, b], Stroke::new(3.4 * unit, CASING), dash, gap));
        painter.extend(Shape::dashed_line(&[a, b], Stroke::new(1.8 * unit, ON_PLATE), dash, gap));
        for at in [a, vertex, b] {
            painter.circle_filled(at, 6.5 * unit, CASING);
            painter.circle_filled(at, 4.6 * unit, ON_PLATE);
        }
        let arc = self.arc(radius * 0.8, 0.0, angle_deg);
        painter.line(arc.clone(), Stroke::new(5.0 * unit, CASING));
        painter.line(arc, Stroke::new(2.8 * unit, colour));
    }

    /// Points about the vertex from so many degrees off the first arm to so many, on the side on which the angle is.
    fn arc(&self, radius: f32, from_deg: f32, to_deg: f32) -> Vec<Pos2> {
        const N_STEPS: usize = 40;
        let [a, vertex, b] = self.points;
        let (from, to) = (a - vertex, b - vertex);
        let short_way = if from.x * to.y - from.y * to.x < 0.0 { -1.0 } else { 1.0 };
        let way = if self.angle_deg <= 180.0 { short_way } else { -short_way };
        let at = |k: usize| {
            let degrees = from_deg + (to_deg - from_deg) * k as f32 / N_STEPS as f32;
            vertex + radius * eframe::egui::Vec2::angled(from.angle() + way * degrees.to_radians())
        };
        (0..=N_STEPS).map(at).collect()
    }

    /// The angle and what it means, above the body.
    fn label(
        &self,
        ui: &Ui,
        painter: &Painter,
        (on_screen, colour): (OnScreen, Color32),
        word: Option<&(Icon, String)>,
    ) {
        let unit = on_screen.unit();
        let size = (17.0 * unit).max(11.0);
        let text = word.map_or_else(String::new, |(_, word)| format!(" {word}"));
        let text = format!("{:.0}°{text}", self.angle_deg);
        let galley = ui.painter().layout_no_wrap(text, strong(size), ON_PLATE);
        let icon_room = word.map_or(0.0, |_| size * 1.25);
        let plate_size = galley.size() + vec2(icon_room + size, size * 0.6);
        let [a, vertex, b] = self.points;
        let highest = a.y.min(vertex.y).min(b.y);
        let above = pos2(f32::midpoint(a.x, vertex.x), highest - plate_size.y);
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
