//! A drawing as SVG, to be put into HTML.

use std::fmt::Write as _;

use super::markup::escaped;
use crate::core::geometry::Point;
use crate::io::drawing::{Anchor, Cap, Drawing, Ink, Shape, Stroke};

/// The drawing as an `svg` element.
pub(super) fn svg(drawing: &Drawing) -> String {
    let (width, height, alt) = (drawing.width, drawing.height, escaped(&drawing.alt));
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{alt}\">"
    );
    for shape in &drawing.shapes {
        let _infallible = match shape {
            Shape::Line { points, stroke } => {
                writeln!(text, "<polyline points=\"{}\" fill=\"none\" {}/>", list(points), stroke_of(*stroke))
            }
            Shape::Area { points, ink } => writeln!(text, "<polygon points=\"{}\" {}/>", list(points), fill(*ink)),
            Shape::Disc { at, radius, ink } => {
                writeln!(text, "<circle cx=\"{:.2}\" cy=\"{:.2}\" r=\"{radius:.2}\" {}/>", at.x, at.y, fill(*ink))
            }
            Shape::Ring { at, radius, width, ink } => {
                let (at, pen) = (*at, pen(*width, *ink));
                writeln!(text, "<circle cx=\"{:.2}\" cy=\"{:.2}\" r=\"{radius:.2}\" fill=\"none\" {pen}/>", at.x, at.y)
            }
            Shape::Text { at, text: words, size, anchor, ink } => writeln!(
                text,
                "<text x=\"{:.2}\" y=\"{:.2}\" font-size=\"{size}\" text-anchor=\"{}\" {}>{}</text>",
                at.x,
                at.y,
                anchor_name(*anchor),
                fill(*ink),
                escaped(words)
            ),
        };
    }
    text.push_str("</svg>");
    text
}

fn list(points: &[Point]) -> String {
    points.iter().map(|point| format!("{:.2},{:.2}", point.x, point.y)).collect::<Vec<_>>().join(" ")
}

fn hex(ink: Ink) -> String {
    let [red, green, blue] = ink.rgb;
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn fill(ink: Ink) -> String {
    let opacity = ink.share().map(|share| format!(" fill-opacity=\"{share:.2}\"")).unwrap_or_default();
    format!("fill=\"{}\"{opacity}", hex(ink))
}

fn stroke_of(Stroke { width, ink, dash, cap }: Stroke) -> String {
    let dash = dash.map(|[dash, gap]| format!(" stroke-dasharray=\"{dash} {gap}\"")).unwrap_or_default();
    let cap = match cap {
        Cap::Round => "round",
        Cap::Flat => "butt",
    };
    format!("{} stroke-linecap=\"{cap}\" stroke-linejoin=\"round\"{dash}", pen(width, ink))
}

fn pen(width: f32, ink: Ink) -> String {
    let opacity = ink.share().map(|share| format!(" stroke-opacity=\"{share:.2}\"")).unwrap_or_default();
    format!("stroke=\"{}\" stroke-width=\"{width}\"{opacity}", hex(ink))
}

const fn anchor_name(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    }
}
