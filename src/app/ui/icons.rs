//! Icons, drawn: fonts lack half of them.

use eframe::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, Vec2, vec2};

use crate::core::judge::Phase;

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Icon {
    Play,
    Pause,
    Stop,
    Back,
    Home,
    Sliders,
    Person,
    Camera,
    Check,
    Warning,
    Question,
    Plus,
    Minus,
    Cross,
    Repeat,
    Dot,
    Up,
    Down,
    Square,
    Dash,
    Sound,
    Muted,
}

impl Icon {
    /// The shape of a phase: none has another's.
    pub(super) const fn of(phase: Phase) -> Self {
        match phase {
            Phase::Away => Self::Dash,
            Phase::Rest => Self::Dot,
            Phase::Rising => Self::Up,
            Phase::Top => Self::Square,
            Phase::Lowering => Self::Down,
        }
    }

    /// Draws it into a square around `centre`.
    pub(super) fn paint(self, painter: &Painter, centre: Pos2, size: f32, colour: Color32) {
        let pen = Pen { painter, centre, unit: size / 2.0, colour };
        match self {
            Self::Play => pen.filled(&[(-0.55, -0.8), (0.85, 0.0), (-0.55, 0.8)]),
            Self::Up => pen.filled(&[(-0.85, 0.65), (0.0, -0.8), (0.85, 0.65)]),
            Self::Down => pen.filled(&[(-0.85, -0.65), (0.85, -0.65), (0.0, 0.8)]),
            Self::Pause => {
                pen.bar((-0.65, -0.75), (-0.15, 0.75));
                pen.bar((0.15, -0.75), (0.65, 0.75));
            }
            Self::Stop | Self::Square => pen.bar((-0.7, -0.7), (0.7, 0.7)),
            Self::Dash => pen.bar((-0.8, -0.18), (0.8, 0.18)),
            Self::Dot => pen.disc((0.0, 0.0), 0.72),
            Self::Back => {
                pen.line(&[(0.0, -0.7), (-0.75, 0.0), (0.0, 0.7)]);
                pen.line(&[(-0.75, 0.0), (0.8, 0.0)]);
            }
            Self::Home => {
                pen.line(&[(-0.9, 0.0), (0.0, -0.8), (0.9, 0.0), (0.6, -0.2), (0.6, 0.8), (-0.6, 0.8), (-0.6, -0.2)]);
            }
            Self::Sliders => sliders(&pen),
            Self::Person => {
                pen.disc((0.0, -0.45), 0.38);
                let shoulders = [(-0.75, 0.85), (-0.6, 0.3), (-0.25, 0.08), (0.25, 0.08), (0.6, 0.3), (0.75, 0.85)];
                pen.filled(&shoulders);
            }
            Self::Camera => {
                pen.line(&[(-0.9, -0.5), (0.35, -0.5), (0.35, 0.55), (-0.9, 0.55), (-0.9, -0.5)]);
                pen.filled(&[(0.45, -0.02), (0.95, -0.45), (0.95, 0.5), (0.45, 0.08)]);
            }
            Self::Check => pen.line(&[(-0.75, 0.05), (-0.2, 0.6), (0.8, -0.6)]),
            Self::Warning => {
                pen.line(&[(0.0, -0.8), (0.9, 0.75), (-0.9, 0.75), (0.0, -0.8), (0.9, 0.75)]);
                pen.line(&[(0.0, -0.2), (0.0, 0.25)]);
                pen.disc((0.0, 0.5), 0.11);
            }
            Self::Question => {
                pen.line(&[
                    (-0.4, -0.35),
                    (-0.25, -0.7),
                    (0.1, -0.8),
                    (0.45, -0.5),
                    (0.35, -0.15),
                    (0.0, 0.1),
                    (0.0, 0.35),
                ]);
                pen.disc((0.0, 0.72), 0.13);
            }
            Self::Plus => {
                pen.line(&[(-0.75, 0.0), (0.75, 0.0)]);
                pen.line(&[(0.0, -0.75), (0.0, 0.75)]);
            }
            Self::Minus => pen.line(&[(-0.75, 0.0), (0.75, 0.0)]),
            Self::Cross => {
                pen.line(&[(-0.6, -0.6), (0.6, 0.6)]);
                pen.line(&[(0.6, -0.6), (-0.6, 0.6)]);
            }
            Self::Repeat => repeat(&pen),
            Self::Sound => {
                loudspeaker(&pen);
                pen.line(&[(0.4, -0.35), (0.55, 0.0), (0.4, 0.35)]);
                pen.line(&[(0.65, -0.65), (0.9, 0.0), (0.65, 0.65)]);
            }
            Self::Muted => {
                loudspeaker(&pen);
                pen.line(&[(0.4, -0.3), (0.95, 0.3)]);
                pen.line(&[(0.95, -0.3), (0.4, 0.3)]);
            }
        }
    }
}

/// Draws in a square from −1 to 1.
struct Pen<'a> {
    painter: &'a Painter,
    centre: Pos2,
    unit: f32,
    colour: Color32,
}

impl Pen<'_> {
    fn at(&self, (x, y): (f32, f32)) -> Pos2 {
        self.centre + vec2(x, y) * self.unit
    }

    fn stroke(&self) -> Stroke {
        Stroke::new((self.unit * 0.24).max(1.5), self.colour)
    }

    fn filled(&self, points: &[(f32, f32)]) {
        let points = points.iter().map(|point| self.at(*point)).collect();
        self.painter.add(Shape::convex_polygon(points, self.colour, Stroke::NONE));
    }

    fn line(&self, points: &[(f32, f32)]) {
        let points: Vec<Pos2> = points.iter().map(|point| self.at(*point)).collect();
        for end in points.first().into_iter().chain(points.last()) {
            self.painter.circle_filled(*end, self.stroke().width / 2.0, self.colour);
        }
        self.painter.line(points, self.stroke());
    }

    fn bar(&self, from: (f32, f32), to: (f32, f32)) {
        self.painter.rect_filled(Rect::from_two_pos(self.at(from), self.at(to)), self.unit * 0.15, self.colour);
    }

    fn disc(&self, at: (f32, f32), radius: f32) {
        self.painter.circle_filled(self.at(at), radius * self.unit, self.colour);
    }
}

fn sliders(pen: &Pen<'_>) {
    for (y, x) in [(-0.6, 0.3), (0.0, -0.35), (0.6, 0.1)] {
        pen.line(&[(-0.85, y), (0.85, y)]);
        pen.disc((x, y), 0.24);
    }
}

fn loudspeaker(pen: &Pen<'_>) {
    pen.bar((-0.9, -0.3), (-0.5, 0.3));
    pen.filled(&[(-0.6, -0.3), (0.1, -0.8), (0.1, 0.8), (-0.6, 0.3)]);
}

fn repeat(pen: &Pen<'_>) {
    let on_circle = |degrees: f32| Vec2::angled(degrees.to_radians()) * 0.7;
    let arc: Vec<(f32, f32)> = (0..=27).map(|k| on_circle(-60.0 + 10.0 * k as f32).into()).collect();
    pen.line(&arc);
    let tip = on_circle(-60.0);
    pen.filled(&[(tip.x - 0.42, tip.y - 0.22), (tip.x + 0.25, tip.y - 0.42), (tip.x + 0.12, tip.y + 0.35)]);
}

/// Points of an arc about `centre`, from one angle to another, clockwise from the right, in degrees.
pub(super) fn arc(centre: Pos2, radius: f32, from_deg: f32, to_deg: f32) -> Vec<Pos2> {
    let n_steps = ((to_deg - from_deg).abs() / 4.0).ceil().max(1.0);
    let at = |k: f32| (from_deg + (to_deg - from_deg) * k / n_steps).to_radians();
    (0..=n_steps as usize).map(|k| centre + radius * Vec2::angled(at(k as f32))).collect()
}

/// A line with round ends and corners.
pub(super) fn round_line(painter: &Painter, points: &[Pos2], width: f32, colour: Color32) {
    for at in points {
        painter.circle_filled(*at, width / 2.0, colour);
    }
    // Of a few points, corners would be cut; of many, seams would show.
    if points.len() <= 4 {
        for ends in points.windows(2) {
            painter.line(ends.to_vec(), Stroke::new(width, colour));
        }
    } else {
        painter.line(points.to_vec(), Stroke::new(width, colour));
    }
}
