//! The trunk of an exercise that rocks the pelvis: the low back leaves the floor and is pressed onto it.

use eframe::egui::{Pos2, Shape, Stroke, Vec2};

use super::{Figure, trunk_of};
use crate::app::ui::icons::{arc, round_line};
use crate::core::exercise::body::{Body, Place};

/// Height of the arch of the low back at rest, in trunks. More than a body has, or it would not be seen.
const ARCH: f32 = 0.15;
/// The pelvis leans by so much to either side of the middle, in degrees: larger than life, too.
const LEAN_DEG: f32 = 20.0;
/// Half the length of the line across the pelvis, in trunks.
const HALF_PELVIS: f32 = 0.21;
/// Number of pieces of a curve.
const N_PIECES: u8 = 16;

impl Figure<'_> {
    /// Draws the trunk at this share of the way from the arched to the flat low back, with the pelvis that rocks.
    pub(super) fn pelvis(&self, body: &Body, share: f32) {
        let Some([hip, shoulder]) = trunk_of(body) else { return };
        let trunk = self.frame.px_per_trunk;
        let arch = ARCH * (1.0 - share);
        let back: Vec<Pos2> = curve(hip, shoulder, arch).map(|place| self.frame.at(place)).collect();
        round_line(self.painter, &back, 0.195 * trunk, self.theme.faint_text);
        // The room below the low back: a gap at rest, none once it is pressed down.
        let low_back: Vec<Pos2> = curve(hip, shoulder, arch).map(|[x, y]| self.frame.at([x, y - 0.1])).collect();
        let low_back = low_back.get(..=usize::from(N_PIECES) / 2).unwrap_or_default();
        self.painter.add(Shape::line(low_back.to_vec(), Stroke::new(0.05 * trunk, self.theme.accent)));
        self.lean(self.frame.at(hip), LEAN_DEG * 2.0_f32.mul_add(share, -1.0));
    }

    /// A line across the pelvis that leans with it, and an arrow the way that it is rocked.
    fn lean(&self, hip: Pos2, lean_deg: f32) {
        let trunk = self.frame.px_per_trunk;
        // Up, and towards the head where the pelvis is rocked back.
        let up = Vec2::angled((-90.0 - lean_deg).to_radians()) * HALF_PELVIS * trunk;
        round_line(self.painter, &[hip + up, hip - up * 0.5], 0.07 * trunk, self.theme.accent);
        self.arrow(&arc(hip, 0.42 * trunk, -90.0 + LEAN_DEG, -90.0 - LEAN_DEG));
    }
}

/// Returns the places from the hip to the shoulder; the part at the hip is raised by the arch.
fn curve([ax, ay]: Place, [bx, by]: Place, arch: f32) -> impl Iterator<Item = Place> {
    (0..=N_PIECES).map(move |k| {
        let along = f32::from(k) / f32::from(N_PIECES);
        // One wave over the half at the hip.
        let raised = if along < 0.5 { (std::f32::consts::TAU * along).sin().max(0.0) } else { 0.0 };
        [ax + (bx - ax) * along, ay + (by - ay) * along + arch * raised]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_low_back_is_off_the_floor_at_rest_and_on_it_at_the_top() {
        let highest =
            |share: f32| curve([0.0, 0.0], [-1.0, 0.0], ARCH * (1.0 - share)).map(|[_, y]| y).fold(0.0, f32::max);
        assert!((highest(0.0) - ARCH).abs() < 1e-3 && highest(1.0) < 1e-6, "{} {}", highest(0.0), highest(1.0));
        let ends: Vec<Place> = curve([0.0, 0.2], [-1.0, 0.1], ARCH).collect();
        assert_eq!((ends.first(), ends.last()), (Some(&[0.0, 0.2]), Some(&[-1.0, 0.1])));
    }
}
