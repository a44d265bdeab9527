//! Paints display lists into the window.

use eframe::egui::epaint::PathShape;
use eframe::egui::{Align2, Painter, Pos2, Shape as Painted, Stroke as Line, pos2, vec2};

use super::icons::round_line;
use super::theme::{colour, strong};
use crate::core::geometry::Point;
use crate::io::drawing::{Anchor, Cap, Shape, Stroke};

/// From the middle of a capital letter to its base line, as a share of the size.
const HALF_CAPITAL: f32 = 0.365;

/// Paints shapes whose lengths are those of the window, the first lowest.
pub(super) fn paint(painter: &Painter, shapes: &[Shape]) {
    for shape in shapes {
        match shape {
            Shape::Line { points, stroke } => line(painter, points, *stroke),
            Shape::Area { points, ink } => {
                let fill = colour(*ink);
                painter.add(PathShape { points: places(points), closed: true, fill, stroke: Line::NONE.into() });
            }
            Shape::Disc { at, radius, ink } => {
                painter.circle_filled(place(*at), *radius, colour(*ink));
            }
            Shape::Ring { at, radius, width, ink } => {
                painter.circle_stroke(place(*at), *radius, Line::new(*width, colour(*ink)));
            }
            Shape::Text { at, text, size, anchor, ink } => {
                let anchor = match anchor {
                    Anchor::Start => Align2::LEFT_CENTER,
                    Anchor::Middle => Align2::CENTER_CENTER,
                    Anchor::End => Align2::RIGHT_CENTER,
                };
                let middle = place(*at) - vec2(0.0, HALF_CAPITAL * size);
                painter.text(middle, anchor, text, strong(*size), colour(*ink));
            }
        }
    }
}

fn line(painter: &Painter, points: &[Point], Stroke { width, ink, dash, cap }: Stroke) {
    let (points, ink) = (places(points), colour(ink));
    match (dash, cap) {
        (Some([dash, gap]), _) => {
            painter.extend(Painted::dashed_line(&points, Line::new(width, ink), dash, gap));
        }
        (None, Cap::Round) => round_line(painter, &points, width, ink),
        (None, Cap::Flat) => {
            painter.line(points, Line::new(width, ink));
        }
    }
}

fn places(points: &[Point]) -> Vec<Pos2> {
    points.iter().copied().map(place).collect()
}

const fn place(at: Point) -> Pos2 {
    pos2(at.x, at.y)
}
