//! Agreement with another instrument as a document: figures with their intervals, and the plot of Bland and Altman (1986,
//! 10.1016/S0140-6736(86)90837-8).

use super::axes::{Axes, LETTERS};
use super::document::{Block, Content, Document, Figure, Headline, Section, Table};
use super::words;
use crate::core::geometry::Point;
use crate::core::safety::NOTICE;
use crate::io::drawing::{Anchor, Drawing, Ink};
use crate::io::words::Words;

/// Size of a plot, in points: as wide as a page.
const SIZE: (f32, f32) = (510.0, 220.0);
/// Room beyond the outermost value, as a share of the scale.
const BESIDE: f32 = 0.08;

/// Agreement on one measure, in the measure's unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Name of the measure in reports.
    pub measure: String,
    /// Its unit, as [`Unit::symbol`](crate::core::measure::Unit::symbol) names it.
    pub unit: &'static str,
    /// Figures for people, with their intervals: name and value.
    pub figures: Vec<(&'static str, String)>,
    /// Mean of the differences.
    pub bias: f64,
    /// Limits of agreement.
    pub limits: [f64; 2],
    /// Readings of the program and of the other instrument.
    pub pairs: Vec<(f64, f64)>,
}

/// Returns the document for both HTML and PDF; `other` names the other instrument's table.
pub fn bland_altman(other: &str, all: &[Compared], left_out: &[String]) -> Document {
    let n: usize = all.iter().map(|compared| compared.pairs.len()).sum();
    let figures = all.iter().map(|compared| Figure {
        caption: format!("{}: difference against mean, program less the other", words::fault(&compared.measure)),
        content: Content::Drawing(plot(compared)),
    });
    let tables = all.iter().map(|compared| {
        Block::Table(Table {
            caption: words::fault(&compared.measure),
            columns: vec![("figure", 1.5), ("value", 2.0)],
            rows: compared.figures.iter().map(|(name, value)| vec![(*name).to_owned(), value.clone()]).collect(),
        })
    });
    let mut sections = vec![
        Section { heading: "Figures", blocks: tables.collect() },
        Section { heading: "Plots", blocks: figures.map(|figure| Block::Figures(vec![figure])).collect() },
    ];
    if !left_out.is_empty() {
        sections.push(Section { heading: "Left out", blocks: vec![Block::List(left_out.to_vec())] });
    }
    Document {
        title: "Agreement with another instrument".to_owned(),
        name: None,
        facts: vec![("Other instrument", other.to_owned())],
        headline: Headline {
            stop: None,
            mark: None,
            verdict: format!("{} of readings", words::counted(n, "pair")),
            counted: format!("{} left out", words::counted(left_out.len(), "reading")),
        },
        sections,
        notice: NOTICE,
        words: Words::english(),
    }
}

/// Differences against means, with the bias and the limits of agreement.
fn plot(compared: &Compared) -> Drawing {
    let points: Vec<(f32, f32)> = compared
        .pairs
        .iter()
        .map(|(reading, other)| (f64::midpoint(*reading, *other) as f32, (reading - other) as f32))
        .collect();
    let [lower, upper] = compared.limits.map(|limit| limit as f32);
    let bias = compared.bias as f32;
    let alt = format!("differences against means of {}, with limits of agreement", compared.measure);
    let mut drawing = Drawing::new(SIZE.0, SIZE.1, alt);
    let across = range(points.iter().map(|(x, _)| *x));
    let up = range(points.iter().map(|(_, y)| *y).chain([0.0, lower, upper]));
    let axes = Axes::within(&drawing, across, up);
    axes.draw(&mut drawing, [&format!("mean of both, {}", compared.unit), "difference"], true);
    axes.band(&mut drawing, axes.x, (lower, upper), Ink::BLUE.soft());
    for (value, name) in [(lower, "lower limit"), (bias, "bias"), (upper, "upper limit")] {
        drawing.dashed(&[axes.at(axes.x.0, value), axes.at(axes.x.1, value)], 0.8, Ink::RED, 2.5);
        axes.note(&mut drawing, value, &format!("{name} {value:.1}"), Ink::DARK);
    }
    for (x, y) in points {
        drawing.disc(axes.at(x, y), 2.0, Ink::DARK);
    }
    let n = words::counted(compared.pairs.len(), "pair");
    drawing.text(axes.corner + Point::new(4.0, LETTERS + 2.0), n, (LETTERS, Anchor::Start), Ink::GREY);
    drawing
}

/// From the least to the most, with some room beside; `(0, 1)` of nothing.
fn range(values: impl Iterator<Item = f32>) -> (f32, f32) {
    let (low, high) = values.fold((f32::MAX, f32::MIN), |(low, high), value| (low.min(value), high.max(value)));
    let room = BESIDE * (high - low).max(1.0);
    if low <= high { (low - room, high + room) } else { (0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::drawing::Shape;

    #[test]
    fn every_pair_is_a_disc_and_the_limits_have_their_names() {
        let compared = Compared {
            measure: "knee_deg".into(),
            unit: "deg",
            figures: vec![("bias", "−1.0".into())],
            bias: -1.0,
            limits: [-5.0, 3.0],
            pairs: vec![(90.0, 91.0), (100.0, 99.0), (80.0, 83.0)],
        };
        let drawing = plot(&compared);
        let n_discs = drawing.shapes.iter().filter(|shape| matches!(shape, Shape::Disc { .. })).count();
        assert_eq!(n_discs, 3);
        let texts: Vec<&str> = drawing
            .shapes
            .iter()
            .filter_map(|shape| if let Shape::Text { text, .. } = shape { Some(text.as_str()) } else { None })
            .collect();
        for name in ["lower limit -5.0", "bias -1.0", "upper limit 3.0", "3 pairs"] {
            assert!(texts.contains(&name), "{texts:?}");
        }
        let document = bland_altman("gonio.csv", &[compared], &["clip, repetition 9, knee_deg: none".into()]);
        assert_eq!((document.sections.len(), document.headline.verdict.as_str()), (3, "3 pairs of readings"));
        assert_eq!(range(std::iter::empty()), (0.0, 1.0));
    }
}
