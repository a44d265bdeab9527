//! Path of the camera since the scene began.

use crate::core::geometry::Point;
use crate::core::pose::{PoseSample, Stream};

/// The camera's motion added up: what was at `p` in the first picture is at `zoom · p + shift` now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CameraPath {
    pub(super) shift: Point,
    pub(super) zoom: f32,
}

impl Default for CameraPath {
    fn default() -> Self {
        Self { shift: Point::default(), zoom: 1.0 }
    }
}

impl CameraPath {
    /// Adds what happened since the sample before; a zoom goes about the middle of the picture.
    pub(super) fn push(&mut self, sample: &PoseSample, stream: Stream) {
        let zoom = sample.camera_zoom.unwrap_or(1.0);
        let middle = Point::new(stream.width as f32, stream.height as f32) * 0.5;
        self.shift = self.shift * zoom + middle * (1.0 - zoom) + sample.camera_shift.unwrap_or_default();
        self.zoom *= zoom;
    }
}
