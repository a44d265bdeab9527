//! From the picture to the screen.

use eframe::egui::{Pos2, Rect, pos2, vec2};

use crate::core::geometry::Point;

/// From the picture's pixels to the window; mirrored or not.
#[derive(Debug, Clone, Copy)]
pub(in crate::app::ui) struct OnScreen {
    pub(in crate::app::ui) area: Rect,
    per_px: f32,
    pub(in crate::app::ui) is_mirrored: bool,
}

impl OnScreen {
    /// A picture of this size, whole and as large as fits.
    pub(in crate::app::ui) fn fit(room: Rect, (width, height): (u32, u32), is_mirrored: bool) -> Self {
        let size = vec2(width as f32, height as f32);
        let per_px = (room.width() / size.x).min(room.height() / size.y);
        Self { area: Rect::from_center_size(room.center(), size * per_px), per_px, is_mirrored }
    }

    /// Where a point of the picture is in the window.
    pub(in crate::app::ui) fn at(&self, point: Point) -> Pos2 {
        let x = point.x * self.per_px;
        let x = if self.is_mirrored { self.area.right() - x } else { self.area.left() + x };
        pos2(x, point.y.mul_add(self.per_px, self.area.top()))
    }

    /// The same as a point of a display list.
    pub(in crate::app::ui) fn place(&self, point: Point) -> Point {
        let Pos2 { x, y } = self.at(point);
        Point::new(x, y)
    }

    /// A length of the drawing: 1 where the picture is 360 high.
    pub(in crate::app::ui) fn unit(&self) -> f32 {
        (self.area.height() / 360.0).clamp(0.45, 2.0)
    }
}
