//! How far the camera moved since the set-up: many small patches away from the athlete.

use super::template::{Place, Template};
use super::window::Window;
use crate::core::frame::View;
use crate::core::geometry::Point;
use crate::core::pose::{Patch, PatchShift};

/// Half a patch' side, in cells.
const HALF: f32 = 8.0;
/// Room around a patch for finding it again, in cells.
const ROOM: f32 = 8.0;
/// Flatter patches follow noise: smaller eigenvalue of the gradients, in grey levels² per cell². Noise of 6 grey levels
/// leaves .5 at full size, and such a patch matches nothing.
const TEXTURE: f32 = 1.0;
/// No more patches are followed: they cost, and no more agree better.
const MAX_PATCHES: usize = 16;
/// Fewer cannot outvote a person who walks by.
const MIN_AGREEING: usize = 8;
/// Patches agree that lie within this of the median, in cells.
const AGREEMENT: f32 = 0.5;
/// A worse match is no match.
const MIN_QUALITY: f32 = 0.5;

/// Patches of the room.
#[derive(Debug)]
pub(super) struct Background {
    patches: Vec<(Window, Template)>,
    /// The last shift that was agreed upon, in cells.
    shift: Point,
}

impl Background {
    /// Lays patches where there is most texture, outside of the box from `low` to `high`.
    pub(super) fn new(picture: View<'_>, [low, high]: [Point; 2], px_per_cell: f32) -> Self {
        let side_px = 2.0 * HALF * px_per_cell.max(1.0);
        let reach = side_px / 2.0;
        let is_away = |at: &Point| {
            let within = |value: f32, low: f32, high: f32| low - reach < value && value < high + reach;
            !within(at.x, low.x, high.x) || !within(at.y, low.y, high.y)
        };
        let mut patches: Vec<(Window, Template)> = middles(picture, side_px)
            .filter(is_away)
            .map(|at| lay(picture, at, px_per_cell))
            .filter(|(_, template)| TEXTURE <= template.texture)
            .collect();
        patches.sort_by(|(_, a), (_, b)| b.texture.total_cmp(&a.texture));
        patches.truncate(MAX_PATCHES);
        Self { patches, shift: Point::default() }
    }

    /// How far the room moved in the picture; `None` where too little of it agrees.
    pub(super) fn follow(&mut self, picture: View<'_>) -> Option<PatchShift> {
        if self.patches.len() < MIN_AGREEING {
            return None;
        }
        let start = self.shift;
        let mut px_per_cell = 1.0;
        for (window, template) in &mut self.patches {
            template.find(&window.read(picture), start);
            px_per_cell = window.px_per_cell();
        }
        let found = self.patches.iter().map(|(_, template)| template).filter(|found| MIN_QUALITY <= found.quality);
        let shifts: Vec<Point> = found.map(|template| template.shift).collect();
        let median = Point::new(median(&shifts, |at| at.x)?, median(&shifts, |at| at.y)?);
        let n_agreeing = shifts.iter().filter(|shift| shift.distance(median) < AGREEMENT).count();
        if n_agreeing < MIN_AGREEING {
            return None;
        }
        self.shift = median;
        let match_quality = n_agreeing as f32 / self.patches.len() as f32;
        Some(PatchShift { patch: Patch::Background, shift: median * px_per_cell, match_quality })
    }
}

/// Middles of squares that tile the picture.
fn middles(picture: View<'_>, side_px: f32) -> impl Iterator<Item = Point> + use<> {
    let fits = |length: u32| (length as f32 / side_px) as usize;
    let (columns, rows) = (fits(picture.width()), fits(picture.height()));
    let middle = move |idx: usize| (idx as f32 + 0.5) * side_px;
    (0..rows).flat_map(move |row| (0..columns).map(move |column| Point::new(middle(column), middle(row))))
}

fn lay(picture: View<'_>, at: Point, px_per_cell: f32) -> (Window, Template) {
    let margin_px = (HALF + ROOM) * px_per_cell.max(1.0);
    let mut window = Window::around(picture, &[at], margin_px, px_per_cell);
    let axes = [Point::new(1.0, 0.0), Point::new(0.0, 1.0)];
    let place = Place { origin: window.in_cells(at), axes, low: [-HALF; 2], high: [HALF; 2] };
    let template = Template::new(&window.read(picture), &place);
    (window, template)
}

fn median(shifts: &[Point], axis: fn(&Point) -> f32) -> Option<f32> {
    let mut values: Vec<f32> = shifts.iter().map(axis).collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}
