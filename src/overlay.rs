//! What the program sees, drawn onto the picture: skeleton, hip line, angle, phase, count, hold, cue.

mod angle;
mod canvas;
mod font;
mod panels;
mod plate;
mod skeleton;
mod theme;
mod words;

use canvas::Canvas;
use font::Font;
use theme::Scale;

use crate::exercise::Exercise;
use crate::frame::Frame;
use crate::session::LiveView;

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
    pub fn draw(&self, frame: &mut Frame, view: &LiveView, exercise: &Exercise) {
        let Some(mut canvas) = Canvas::of(frame) else { return };
        if let Some(pose) = &view.pose {
            skeleton::draw(&mut canvas, pose, self.scale);
            angle::draw(&mut canvas, pose, &words::AngleWords::of(view, pose, exercise), &self.font, self.scale);
        }
        panels::draw(&mut canvas, &words::Words::of(view, frame.at), &self.font, self.scale);
        canvas.copy_to(frame);
    }
}

#[cfg(test)]
mod tests;
