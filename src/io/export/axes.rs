//! A frame with two scales, into which plots are drawn.

use crate::core::geometry::Point;
use crate::io::drawing::{Anchor, Drawing, Ink};

/// Size of numbers and names, in points.
pub(super) const LETTERS: f32 = 8.0;

/// Where values lie in a drawing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axes {
    /// The frame's upper left and lower right corner.
    pub(super) corner: Point,
    pub(super) opposite: Point,
    /// First and last value of each scale.
    pub(super) x: (f32, f32),
    pub(super) y: (f32, f32),
}

impl Axes {
    /// A frame in a drawing, with room for numbers to its left and below.
    pub(super) fn within(drawing: &Drawing, x: (f32, f32), y: (f32, f32)) -> Self {
        let opposite = Point::new(drawing.width - 78.0, drawing.height - 26.0);
        Self { corner: Point::new(34.0, 26.0), opposite, x: widened(x), y: widened(y) }
    }

    /// Where a value lies across.
    pub(super) fn across(&self, x: f32) -> f32 {
        let share = (x - self.x.0) / (self.x.1 - self.x.0);
        self.corner.x + share.clamp(0.0, 1.0) * (self.opposite.x - self.corner.x)
    }

    /// Where a value lies down the page.
    pub(super) fn down(&self, y: f32) -> f32 {
        let share = (y - self.y.0) / (self.y.1 - self.y.0);
        self.opposite.y - share.clamp(0.0, 1.0) * (self.opposite.y - self.corner.y)
    }

    /// Where a pair of values lies.
    pub(super) fn at(&self, x: f32, y: f32) -> Point {
        Point::new(self.across(x), self.down(y))
    }

    /// Draws grid, numbers and the names of both scales.
    pub(super) fn draw(&self, drawing: &mut Drawing, [across, up]: [&str; 2], wants_numbers_across: bool) {
        for y in ticks(self.y) {
            drawing.line(&[self.at(self.x.0, y), self.at(self.x.1, y)], 0.4, Ink::PALE);
            let at = Point::new(self.corner.x - 4.0, self.down(y) + 2.8);
            drawing.text(at, number(y, self.y), (LETTERS, Anchor::End), Ink::GREY);
        }
        for x in ticks(self.x).into_iter().filter(|_| wants_numbers_across) {
            let at = Point::new(self.across(x), self.opposite.y + 10.0);
            drawing.line(&[self.at(x, self.y.0), at - Point::new(0.0, 7.5)], 0.6, Ink::GREY);
            drawing.text(at, number(x, self.x), (LETTERS, Anchor::Middle), Ink::GREY);
        }
        drawing.line(&[self.at(self.x.0, self.y.0), self.at(self.x.1, self.y.0)], 0.8, Ink::GREY);
        let below = Point::new(f32::midpoint(self.corner.x, self.opposite.x), self.opposite.y + 21.0);
        drawing.text(below, across, (LETTERS, Anchor::Middle), Ink::GREY);
        drawing.text(Point::new(self.corner.x - 30.0, self.corner.y - 16.0), up, (LETTERS, Anchor::Start), Ink::GREY);
    }

    /// Fills everything between two values, over a span of the other scale.
    pub(super) fn band(&self, drawing: &mut Drawing, over: (f32, f32), (from, to): (f32, f32), ink: Ink) {
        let (top, bottom) = (self.down(from.max(to)), self.down(from.min(to)));
        let (left, right) = (self.across(over.0), self.across(over.1));
        if top < bottom {
            drawing.rect(Point::new(left, top), Point::new(right.max(left + 1.0), bottom), ink);
        }
    }

    /// Writes to the right of the frame, at a value.
    pub(super) fn note(&self, drawing: &mut Drawing, y: f32, words: &str, ink: Ink) {
        let at = Point::new(self.opposite.x + 5.0, self.down(y) + 2.8);
        for (k, line) in lines(words).into_iter().enumerate() {
            drawing.text(at + Point::new(0.0, k as f32 * 1.1 * LETTERS), line, (LETTERS, Anchor::Start), ink);
        }
    }
}

/// So many letters have room beside the frame.
const NOTE_LETTERS: usize = 18;

/// Words in lines that have room beside the frame, as far as their blanks allow.
fn lines(words: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ') {
        match lines.last_mut().filter(|line| line.chars().count() + word.chars().count() < NOTE_LETTERS) {
            Some(line) => line.extend([" ", word]),
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

fn widened((low, high): (f32, f32)) -> (f32, f32) {
    if low < high { (low, high) } else { (low - 0.5, low + 0.5) }
}

/// Round numbers within a scale, about five of them.
fn ticks((low, high): (f32, f32)) -> Vec<f32> {
    let step = step((low, high));
    let first = (low / step).ceil() as i32;
    let last = (high / step).floor() as i32;
    (first..=last).map(|k| k as f32 * step).collect()
}

fn step((low, high): (f32, f32)) -> f32 {
    let rough = (high - low) / 5.0;
    let ten = 10.0_f32.powf(rough.log10().floor());
    let round = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * ten);
    round.into_iter().find(|step| rough <= *step * 1.001).unwrap_or(ten * 10.0)
}

fn number(value: f32, scale: (f32, f32)) -> String {
    let decimals = usize::from(step(scale) < 1.0);
    format!("{value:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_on_a_scale_are_round_and_few() {
        assert_eq!(ticks((132.0, 201.0)), [140.0, 160.0, 180.0, 200.0]);
        assert_eq!(ticks((0.0, 2.4)), [0.0, 0.5, 1.0, 1.5, 2.0]);
        assert_eq!(number(0.5, (0.0, 2.4)), "0.5");
    }

    #[test]
    fn a_long_name_takes_two_lines() {
        assert_eq!(lines("hips low"), ["hips low"]);
        assert_eq!(lines("Hüfte sinkt beim Halten"), ["Hüfte sinkt beim", "Halten"]);
    }

    #[test]
    fn a_value_beyond_the_scale_stays_in_the_frame_and_up_is_up() {
        let axes = Axes::within(&Drawing::new(500.0, 180.0, ""), (0.0, 10.0), (100.0, 200.0));
        assert_eq!(axes.at(20.0, 300.0), Point::new(axes.opposite.x, axes.corner.y));
        assert!(axes.down(200.0) < axes.down(100.0));
    }
}
