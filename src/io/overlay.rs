//! Draws what the program sees onto the picture: skeleton, key measure of the exercise, phase, count, hold, cue.

mod canvas;
mod font;
mod label;
mod panels;
mod plate;
mod theme;
mod words;

use canvas::Canvas;
use font::Font;
use theme::Scale;
use words::Words;

use crate::core::frame::Frame;
use crate::core::judge::{LiveView, Phase};
use crate::io::drawing::{KeyLine, Look, Shape, skeleton};

/// Draws views onto pictures of one size.
#[derive(Debug)]
pub struct Overlay {
    font: Font,
    scale: Scale,
}

impl Overlay {
    /// Returns an overlay for pictures of `width` by `height` px: lines and letters grow with the shorter side.
    pub fn new(width: u32, height: u32) -> Self {
        Self { font: Font::new(), scale: Scale::of(width, height) }
    }

    /// Draws `view`, which was found in `frame`, onto it.
    pub fn draw(&self, frame: &mut Frame, view: &LiveView) {
        let Some(mut canvas) = Canvas::of(frame) else { return };
        canvas.paint(&self.shapes(canvas.size(), view, frame), &self.font);
        canvas.copy_to(frame);
    }

    fn shapes(&self, size: (f32, f32), view: &LiveView, frame: &Frame) -> Vec<Shape> {
        let unit = self.scale.px(1.0);
        let in_place = |at| at;
        let mut shapes = view.pose.map(|pose| skeleton(&pose, in_place, &Look::ON_PICTURE, unit)).unwrap_or_default();
        // Of a person in another posture the measure says nothing.
        let pose = view.pose.as_ref().filter(|_| view.phase != Phase::Away);
        let line = pose.and_then(|pose| KeyLine::of(view, pose, in_place));
        shapes.extend(line.iter().flat_map(|line| line.shapes(&Look::ON_PICTURE, unit)));
        let paper = plate::Paper { size, font: &self.font, scale: self.scale };
        let (panels, taken) = panels::shapes(&Words::of(view, frame.at), paper);
        shapes.extend(panels);
        shapes.extend(
            line.and_then(|line| label::shapes(&line, view.exercise.key.fine, &taken, paper)).unwrap_or_default(),
        );
        shapes
    }
}

#[cfg(test)]
mod tests;
