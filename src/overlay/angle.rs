//! The line that the exercise is about: shoulder, hip, knee, with its angle.

use super::canvas::{Canvas, Line};
use super::font::Font;
use super::plate::{Anchor, Badge, Plate, Run};
use super::theme::{CASING, CHORD, Colour, NEUTRAL, Scale, TEXT, colour_of};
use super::words::AngleWords;
use crate::geometry::Point;
use crate::skeleton::Part;
use crate::track::TrackedPose;

const ARC_RADIUS: f32 = 22.0;
const LABEL_SIZE: f32 = 15.0;
/// From the line through the body to its surface, as a share of the trunk.
const BODY_SHARE: f32 = 0.26;

/// Draws the hip line, the straight line to compare it with, and the angle between trunk and thigh.
pub(super) fn draw(canvas: &mut Canvas, pose: &TrackedPose, words: &AngleWords, font: &Font, scale: Scale) {
    let parts = [Part::Shoulder, Part::Hip, Part::Knee].map(|part| pose.near(part));
    let ([Some(shoulder), Some(hip), Some(knee)], Some(angle_deg)) = (parts, words.angle_deg) else { return };
    let colour = words.verdict.as_ref().map_or(NEUTRAL, |verdict| colour_of(verdict.severity));
    canvas.line(&[shoulder, hip, knee], Line::cased(scale.px(5.0), colour));
    let chord = Line { dash: Some(scale.px(4.0)), ..Line::cased(scale.px(1.6), CHORD) };
    canvas.line(&[shoulder, knee], chord);
    for at in [shoulder, hip, knee] {
        canvas.disc(at, scale.px(5.5), CASING);
        canvas.disc(at, scale.px(4.0), TEXT);
    }
    let radius = scale.px(ARC_RADIUS).min(hip.distance(shoulder) * 0.6).min(hip.distance(knee) * 0.6);
    let arc = arc(shoulder - hip, knee - hip, angle_deg, radius);
    let points: Vec<Point> = arc.iter().map(|offset| hip + *offset).collect();
    canvas.line(&points, Line::cased(scale.px(2.2), colour));
    label(words, angle_deg, colour).draw(canvas, label_place([shoulder, hip, knee], scale), font, scale);
}

fn label(words: &AngleWords, angle_deg: f32, colour: Colour) -> Plate {
    let word = words.verdict.as_ref().map_or_else(String::new, |verdict| format!(" {}", verdict.word));
    let sign = words.verdict.as_ref().map_or("∠", |verdict| verdict.sign);
    let row = vec![Run::new(format!("{angle_deg:.0}°{word}"), LABEL_SIZE, TEXT)];
    Plate { rows: vec![row], badge: Some(Badge { colour, sign }) }
}

/// Over the trunk: from the hip towards the shoulder, above both lines by the thickness of a body.
fn label_place([shoulder, hip, knee]: [Point; 3], scale: Scale) -> Anchor {
    let along = (hip.x - shoulder.x) / (knee.x - shoulder.x);
    let chord_y = if (0.0..=1.0).contains(&along) { shoulder.y + (knee.y - shoulder.y) * along } else { hip.y };
    let body_px = BODY_SHARE * shoulder.distance(hip);
    let at = Point::new(hip.x, hip.y.min(chord_y) - body_px.max(scale.px(ARC_RADIUS)));
    if hip.x <= shoulder.x { Anchor::RightOf(at) } else { Anchor::LeftOf(at) }
}

/// Offsets along the arc from one arm to the other, on the side on which they include `angle_deg`.
fn arc(from: Point, to: Point, angle_deg: f32, radius: f32) -> Vec<Point> {
    let short_way = if from.cross(to) < 0.0 { -1.0 } else { 1.0 };
    let way = if angle_deg <= 180.0 { short_way } else { -short_way };
    let (start, sweep) = (from.y.atan2(from.x), way * angle_deg.to_radians());
    let n_steps = 32;
    let offset = |step: i32| {
        let (sin, cos) = (start + sweep * step as f32 / n_steps as f32).sin_cos();
        Point::new(cos, sin) * radius
    };
    (0..=n_steps).map(offset).collect()
}
