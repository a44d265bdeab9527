//! A small person on a mat, in the pose that an exercise is about.

use eframe::egui::{Pos2, Rect, Sense, Shape, Stroke, Ui, Vec2};

use super::icons::{arc, round_line};
use super::theme::Theme;

/// Joints in a box of 2 by 1, the head at the left.
struct Pose {
    head: (f32, f32),
    shoulder: (f32, f32),
    hip: (f32, f32),
    knee: (f32, f32),
    ankle: (f32, f32),
    toe: (f32, f32),
    elbow: (f32, f32),
    hand: (f32, f32),
}

const BRIDGE: Pose = Pose {
    head: (0.24, 0.76),
    shoulder: (0.44, 0.80),
    hip: (0.98, 0.56),
    knee: (1.42, 0.36),
    ankle: (1.52, 0.83),
    toe: (1.66, 0.85),
    elbow: (0.66, 0.86),
    hand: (0.88, 0.87),
};

const KNEE_TO_CHEST: Pose = Pose {
    head: (0.24, 0.78),
    shoulder: (0.46, 0.82),
    hip: (1.06, 0.82),
    knee: (0.84, 0.38),
    ankle: (1.22, 0.46),
    toe: (1.30, 0.36),
    elbow: (0.62, 0.62),
    hand: (0.92, 0.44),
};

const TILT: Pose = Pose {
    head: (0.24, 0.78),
    shoulder: (0.46, 0.82),
    hip: (1.04, 0.82),
    knee: (1.36, 0.40),
    ankle: (1.54, 0.83),
    toe: (1.68, 0.85),
    elbow: (0.66, 0.87),
    hand: (0.86, 0.88),
};

/// The drawing of an exercise, across the whole width.
pub(super) fn figure_ui(ui: &mut Ui, exercise: &str, height: f32, theme: &Theme) {
    let (area, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), height), Sense::hover());
    let unit = height.min(area.width() / 2.0);
    let origin = area.center() - Vec2::new(unit * 0.98, unit * 0.5);
    Figure { ui, unit, origin, theme }.paint(exercise, area);
}

struct Figure<'a> {
    ui: &'a Ui,
    unit: f32,
    origin: Pos2,
    theme: &'a Theme,
}

impl Figure<'_> {
    fn at(&self, (x, y): (f32, f32)) -> Pos2 {
        self.origin + Vec2::new(x, y) * self.unit
    }

    fn paint(&self, exercise: &str, area: Rect) {
        self.ui.painter().rect_filled(area, 10.0, self.theme.ground);
        let mat = Rect::from_two_pos(self.at((0.04, 0.90)), self.at((1.92, 0.96)));
        self.ui.painter().rect_filled(mat, 4.0, self.theme.control_hovered);
        match exercise {
            "knee_to_chest" => {
                self.person(&KNEE_TO_CHEST);
                self.turn(KNEE_TO_CHEST.hip, 0.30, (-150.0, -118.0));
            }
            "pelvic_tilt" => {
                self.person(&TILT);
                self.turn(TILT.hip, 0.27, (-175.0, -85.0));
            }
            _ => {
                self.person(&BRIDGE);
                self.straight(&BRIDGE);
            }
        }
    }

    fn person(&self, pose: &Pose) {
        let painter = self.ui.painter();
        let width = self.unit * 0.085;
        let body = self.theme.faint_text;
        let line = |joints: &[(f32, f32)], width: f32| {
            let points: Vec<Pos2> = joints.iter().map(|joint| self.at(*joint)).collect();
            round_line(painter, &points, width, body);
        };
        line(&[pose.hip, pose.knee, pose.ankle, pose.toe], width);
        line(&[pose.shoulder, pose.hip], width * 1.35);
        line(&[pose.head, pose.shoulder], width * 0.8);
        painter.circle_filled(self.at(pose.head), self.unit * 0.1, body);
        line(&[pose.shoulder, pose.elbow, pose.hand], width * 0.62);
    }

    /// The straight line that a bridge is about.
    fn straight(&self, pose: &Pose) {
        let lift = Vec2::new(0.0, -0.13 * self.unit);
        let ends = [self.at(pose.shoulder) + lift, self.at(pose.knee) + lift];
        let stroke = Stroke::new(self.unit * 0.026, self.theme.accent);
        let (dash, gap) = (self.unit * 0.07, self.unit * 0.05);
        self.ui.painter().extend(Shape::dashed_line(&ends, stroke, dash, gap));
        for end in ends {
            self.ui.painter().circle_filled(end, self.unit * 0.028, self.theme.accent);
        }
    }

    /// An arrow about a joint, from one angle to another.
    fn turn(&self, about: (f32, f32), radius: f32, (from, to): (f32, f32)) {
        let points = arc(self.at(about), radius * self.unit, from, to);
        let width = self.unit * 0.03;
        round_line(self.ui.painter(), &points, width, self.theme.accent);
        if let [tip, before, ..] = points.as_slice() {
            let ahead = (*tip - *before).normalized();
            let across = ahead.rot90();
            let size = width * 2.6;
            let head = vec![*tip + ahead * size, *tip + across * size * 0.8, *tip - across * size * 0.8];
            self.ui.painter().add(Shape::convex_polygon(head, self.theme.accent, Stroke::NONE));
        }
    }
}

/// A figure is as high as this share of its width at most.
pub(super) fn figure_height(width: f32) -> f32 {
    (width * 0.42).clamp(84.0, 150.0)
}

#[cfg(test)]
mod tests {
    use eframe::egui::pos2;

    use super::*;

    #[test]
    fn shoulder_hip_and_knee_of_the_drawn_bridge_are_in_line() {
        let [a, b, c] = [BRIDGE.shoulder, BRIDGE.hip, BRIDGE.knee].map(|(x, y)| pos2(x, y));
        let (one, other) = ((b - a).normalized(), (c - b).normalized());
        assert!((one.x * other.y - one.y * other.x).abs() < 0.02);
    }
}
