//! Draws what the program sees onto the picture: skeleton, key measure of the exercise, phase, count, hold, cue.

mod canvas;
mod font;
mod key_line;
mod panels;
mod plate;
mod skeleton;
mod theme;
mod words;

use canvas::Canvas;
use font::Font;
use key_line::KeyLine;
use theme::Scale;
use words::Words;

use crate::core::frame::Frame;
use crate::core::judge::{LiveView, Phase};

/// Draws views onto pictures of one size.
#[derive(Debug)]
pub struct Overlay {
    font: Font,
    scale: Scale,
}

impl Overlay {
    /// An overlay for pictures of `width` by `height` px: lines and letters grow with the shorter side.
    pub fn new(width: u32, height: u32) -> Self {
        Self { font: Font::new(), scale: Scale::of(width, height) }
    }

    /// Draws `view`, which was found in `frame`, onto it.
    pub fn draw(&self, frame: &mut Frame, view: &LiveView) {
        let Some(mut canvas) = Canvas::of(frame) else { return };
        // Of a person in another posture the measure says nothing.
        let key_line =
            view.pose.as_ref().filter(|_| view.phase != Phase::Away).and_then(|pose| KeyLine::of(view, pose));
        if let Some(pose) = &view.pose {
            skeleton::draw(&mut canvas, pose, self.scale);
        }
        if let Some(line) = &key_line {
            line.draw(&mut canvas, self.scale);
        }
        let taken = panels::draw(&mut canvas, &Words::of(view, frame.at), &self.font, self.scale);
        if let Some(line) = &key_line {
            line.draw_label(&mut canvas, &taken, &self.font, self.scale);
        }
        canvas.copy_to(frame);
    }
}

#[cfg(test)]
mod tests;
