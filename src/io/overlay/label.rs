//! The reading of the key measure and what it means, beside the line where it is read.

use super::plate::{Anchor, Area, Badge, Paper, Plate, Run};
use super::theme::Scale;
use crate::core::exercise::KeyVerdict;
use crate::core::geometry::Point;
use crate::io::drawing::{KeyLine, Shape, WHITE};

const SIZE: f32 = 15.0;
/// Least distance from the line.
const ABOVE: f32 = 22.0;
/// From the line through the body to its surface, as a share of the trunk.
const BODY_SHARE: f32 = 0.26;

/// Draws the label beside what is `taken`; `fine` is the word where nothing is wrong.
pub(super) fn shapes(line: &KeyLine, fine: &str, taken: &[Area], paper: Paper<'_>) -> Option<Vec<Shape>> {
    let (word, sign) = line.verdict.map_or_else(|| (String::new(), "∠"), |verdict| in_words(verdict, fine));
    let row = vec![Run::new(format!("{}{word}", line.unit.with(line.value)), SIZE, WHITE)];
    let plate = Plate { rows: vec![row], badge: Some(Badge { ink: line.ink(), sign }) };
    Some(plate.shapes(place(line, paper.scale)?, taken, paper).0)
}

/// Returns the word for a verdict, and a sign that says the same.
pub(super) fn in_words(verdict: KeyVerdict, fine: &str) -> (String, &'static str) {
    match verdict {
        KeyVerdict { severity, .. } if severity <= 0.0 => (format!(" {fine}"), "✓"),
        KeyVerdict { fault, is_low, .. } => (format!(" {}", fault.replace('_', " ")), if is_low { "▼" } else { "▲" }),
    }
}

/// Above the line; of an angle over its first arm: from the vertex towards its end, above both lines by the thickness
/// of a body.
fn place(line: &KeyLine, scale: Scale) -> Option<Anchor> {
    let [a, vertex, b] = match *line.points.as_slice() {
        [a, vertex, b] => [a, vertex, b],
        [a, b] => [a, b, b],
        _ => return None,
    };
    let along = (vertex.x - a.x) / (b.x - a.x);
    let chord_y = if (0.0..=1.0).contains(&along) { a.y + (b.y - a.y) * along } else { vertex.y };
    let body_px = BODY_SHARE * a.distance(vertex);
    let at = Point::new(vertex.x, vertex.y.min(chord_y) - body_px.max(scale.px(ABOVE)));
    Some(if vertex.x <= a.x { Anchor::RightOf(at) } else { Anchor::LeftOf(at) })
}
