//! Patches on a body: laid once, followed from picture to picture, let go when they are no longer what they were.

use super::background::Background;
use super::stance::{PELVIS, Stance, is_covered};
use super::template::{Place, Template};
use super::window::{Cells, Window};
use crate::core::frame::View;
use crate::core::geometry::Point;
use crate::core::pose::{Patch, PatchShift, Person, SetupRefusal};
use crate::core::time::Timestamp;

/// Pictures are reduced until the trunk is this long, in cells; finer gains nothing (prototype).
const TRUNK_CELLS: f32 = 160.0;
/// Room around the patches, in trunks: how far they may go.
const ROOM: f32 = 0.35;
/// Clothes flatter than this cannot be followed: smaller eigenvalue of the gradients, in grey levels² per cell².
const MIN_TEXTURE: f32 = 0.4;
/// A match worse than this is none: something else is there. A change of focus costs less.
const POOR_QUALITY: f32 = 0.5;
/// So long a patch may match poorly: a hand that brushes past comes back.
const POOR_SECS: f64 = 0.5;
/// A lost patch is itself again, at its place, when it matches so well.
const BACK_QUALITY: f32 = 0.7;

/// Patches that lie on a body.
#[derive(Debug)]
pub(super) struct Held {
    stance: Stance,
    window: Window,
    patches: Vec<Followed>,
    background: Background,
}

#[derive(Debug)]
struct Followed {
    patch: Patch,
    template: Template,
    poor_since: Option<Timestamp>,
    lost_since: Option<Timestamp>,
}

impl Held {
    /// A window around all patches.
    pub(super) fn window(picture: View<'_>, stance: &Stance) -> Window {
        let margin_px = ROOM * stance.body.trunk_px;
        let places = [stance.hip, stance.shoulder, stance.knee, foot(stance)];
        Window::around(picture, &places, margin_px, stance.body.trunk_px / TRUNK_CELLS)
    }

    /// Lays patches on what a window showed of a body that held still; `picture` is the last one of it.
    pub(super) fn lay(stance: Stance, window: Window, cells: &Cells, picture: View<'_>) -> Result<Self, SetupRefusal> {
        let trunk = stance.body.trunk_px / window.px_per_cell();
        let followed = |(patch, origin, [low, high]): (Patch, Point, [[f32; 2]; 2])| {
            let axes = [stance.body.along, stance.body.up];
            let origin = window.in_cells(origin);
            let place = Place { origin, axes, low: low.map(|c| c * trunk), high: high.map(|c| c * trunk) };
            Followed { patch, template: Template::new(cells, &place), poor_since: None, lost_since: None }
        };
        let mut patches: Vec<Followed> = layout(&stance).into_iter().map(followed).collect();
        let is_plain = |followed: &Followed| followed.template.texture < MIN_TEXTURE;
        if patches.iter().any(|followed| followed.patch == Patch::Pelvis && is_plain(followed)) {
            return Err(SetupRefusal::TooPlain);
        }
        // The others only serve to say what else moved: the pelvis is followed without them.
        patches.retain(|followed| !is_plain(followed));
        let background = Background::new(picture, person_box(&stance), window.px_per_cell());
        Ok(Self { stance, window, patches, background })
    }

    /// Where the patches are in the next picture; lost ones are left out.
    pub(super) fn follow(&mut self, picture: View<'_>) -> Vec<PatchShift> {
        let cells = self.window.read(picture);
        let px_per_cell = self.window.px_per_cell();
        let reach = ROOM * self.stance.body.trunk_px / px_per_cell;
        let background = self.background.follow(picture);
        for followed in &mut self.patches {
            followed.find(picture.at(), &cells, reach);
        }
        let kept = self.patches.iter().filter(|followed| followed.lost_since.is_none());
        let shifts = kept.map(|Followed { patch, template, .. }| PatchShift {
            patch: *patch,
            shift: template.shift * px_per_cell,
            match_quality: template.quality,
        });
        shifts.chain(background).collect()
    }

    /// Since when the pelvis has been lost.
    pub(super) fn lost_since(&self) -> Option<Timestamp> {
        self.patches.iter().find(|followed| followed.patch == Patch::Pelvis)?.lost_since
    }

    /// Why the pelvis is lost, as far as key points tell.
    pub(super) fn cause_of_loss(&self, person: Option<&Person>) -> SetupRefusal {
        let is_covered = person.is_some_and(|person| is_covered(&self.stance, person));
        if is_covered { SetupRefusal::Covered } else { SetupRefusal::Lost }
    }
}

impl Followed {
    fn find(&mut self, at: Timestamp, cells: &Cells, reach: f32) {
        // A lost patch is looked for at its place, where a body at rest brings it back.
        let start = if self.lost_since.is_some() { Point::default() } else { self.template.shift };
        self.template.find(cells, start);
        let Template { shift, quality, .. } = self.template;
        let is_within = shift.length() <= reach;
        if is_within && BACK_QUALITY <= quality {
            self.lost_since = None;
        }
        if is_within && POOR_QUALITY <= quality {
            self.poor_since = None;
            return;
        }
        let since = *self.poor_since.get_or_insert(at);
        if !is_within || POOR_SECS <= at.secs_since(since) {
            self.lost_since.get_or_insert(at);
        }
    }
}

/// Each patch with its origin in the picture and its rectangle in trunks, along and up: low, high.
fn layout(stance: &Stance) -> [(Patch, Point, [[f32; 2]; 2]); 5] {
    let hip = stance.hip;
    [
        (Patch::Pelvis, hip, PELVIS),
        (Patch::Abdomen, hip, [[0.3, 0.0], [0.6, 0.27]]),
        (Patch::Chest, hip, [[0.65, -0.1], [1.0, 0.28]]),
        (Patch::Knee, stance.knee, [[-0.15, -0.2], [0.15, 0.08]]),
        (Patch::Foot, foot(stance), [[-0.16, -0.14], [0.16, 0.14]]),
    ]
}

/// Between ankle and toe.
fn foot(stance: &Stance) -> Point {
    stance.ankle * 0.6 + stance.toe * 0.4
}

/// All of the body and the mat around it, which a tilt drags along.
fn person_box(stance: &Stance) -> [Point; 2] {
    let margin = Point::new(1.0, 1.0) * (ROOM * stance.body.trunk_px);
    // The head lies beyond the shoulder.
    let head = stance.shoulder + stance.body.along * (0.5 * stance.body.trunk_px);
    let joints = [stance.hip, stance.shoulder, stance.knee, stance.ankle, stance.toe, head];
    let low = joints.iter().fold(Point::new(f32::MAX, f32::MAX), |a, b| Point::new(a.x.min(b.x), a.y.min(b.y)));
    let high = joints.iter().fold(Point::new(f32::MIN, f32::MIN), |a, b| Point::new(a.x.max(b.x), a.y.max(b.y)));
    [low - margin, high + margin]
}
