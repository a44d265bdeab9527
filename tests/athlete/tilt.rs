//! Made-up patches: how the texture of an athlete's clothes moves while they tilt the pelvis, breathe, sway or slide.

use formcheck::core::geometry::Point;
use formcheck::core::pose::{BodyFrame, Patch, PatchSetup, PatchShift, PoseSample, SetupRefusal};
use formcheck::core::skeleton::{Part, Side};
use formcheck::io::recording::rounded;

use crate::athlete::{Athlete, Script, noise};

/// How a repetition is done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tilt {
    pub(crate) deg: f32,
    pub(crate) up_secs: f64,
    pub(crate) hold_secs: f64,
    pub(crate) down_secs: f64,
    pub(crate) rest_secs: f64,
    /// How far the hips are lifted and the knees swing besides, in trunks.
    pub(crate) lift: f32,
    pub(crate) knees: f32,
    /// How far the whole body slides besides.
    pub(crate) slide: f32,
}

impl Tilt {
    pub(crate) const GOOD: Self = Self {
        deg: 10.0,
        up_secs: 0.9,
        hold_secs: 0.7,
        down_secs: 0.9,
        rest_secs: 0.7,
        lift: 0.0,
        knees: 0.0,
        slide: 0.0,
    };
    /// Nothing of the pelvis's own.
    pub(crate) const NONE: Self = Self { deg: 0.0, ..Self::GOOD };

    /// The same at another speed.
    pub(crate) fn in_secs(self, secs: f64) -> Self {
        let share = secs / (self.up_secs + self.hold_secs + self.down_secs + self.rest_secs);
        Self {
            up_secs: self.up_secs * share,
            hold_secs: self.hold_secs * share,
            down_secs: self.down_secs * share,
            rest_secs: self.rest_secs * share,
            ..self
        }
    }

    /// How much of it is done so long after its start.
    fn share_at(&self, secs: f64) -> f32 {
        let smooth = |share: f64| (0.5 - 0.5 * (share.clamp(0.0, 1.0) * std::f64::consts::PI).cos()) as f32;
        smooth(secs / self.up_secs) - smooth((secs - self.up_secs - self.hold_secs) / self.down_secs)
    }
}

/// Tilts one after the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plan {
    tilts: Vec<(f64, Tilt)>,
    pub(crate) secs: f64,
}

impl Plan {
    /// Lying still.
    pub(crate) fn rest(mut self, secs: f64) -> Self {
        self.secs += secs;
        self
    }

    pub(crate) fn tilts(self, n: usize, tilt: Tilt) -> Self {
        (0..n).fold(self, |plan, _| plan.tilt(tilt))
    }

    pub(crate) fn tilt(mut self, tilt: Tilt) -> Self {
        self.tilts.push((self.secs, tilt));
        self.rest(tilt.up_secs + tilt.hold_secs + tilt.down_secs + tilt.rest_secs)
    }

    /// When repetitions happened: start, top, end of the top, end.
    pub(crate) fn reps(&self) -> Vec<[f64; 4]> {
        let times = |(start, tilt): &(f64, Tilt)| {
            let top = start + tilt.up_secs;
            [*start, top, top + tilt.hold_secs, top + tilt.hold_secs + tilt.down_secs]
        };
        self.tilts.iter().map(times).collect()
    }
}

/// What else is to be seen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    pub(crate) athlete: Athlete,
    /// Standard deviation of each patch, in trunks.
    pub(crate) jitter: f32,
    /// How far the belly rises, in trunks, every four seconds.
    pub(crate) breath: f32,
    /// Where the camera's motion puts everything, in trunks to the right and down.
    pub(crate) camera: fn(f64) -> [f32; 2],
    pub(crate) has_background: bool,
    /// When patches are laid.
    pub(crate) laid_at: &'static [f64],
    pub(crate) refused: Option<(f64, SetupRefusal)>,
    /// Between these the texture is another.
    pub(crate) lost: [f64; 2],
}

impl Look {
    pub(crate) const GOOD: Self = Self {
        athlete: Athlete::SIDE_ON,
        jitter: 0.0005,
        breath: 0.006,
        camera: |_| [0.0, 0.0],
        has_background: true,
        laid_at: &[0.5],
        refused: None,
        lost: [f64::MAX; 2],
    };

    /// Tilts of somebody who lies there.
    pub(crate) fn samples(&self, plan: &Plan) -> Vec<PoseSample> {
        let script = Script::lying().stay((plan.secs - 2.0).max(0.1));
        self.with_patches(&script, |patch, secs| tilted(plan, patch, secs))
    }

    /// What patches do in a script that moves the joints.
    pub(crate) fn of_script(&self, script: &Script) -> Vec<PoseSample> {
        let place = |patch: Patch, secs: f64| {
            let (part, share) = match patch {
                Patch::Pelvis => (Part::Hip, 1.0),
                Patch::Abdomen => (Part::Hip, 0.6),
                Patch::Chest => (Part::Hip, 0.3),
                Patch::Knee => (Part::Knee, 1.0),
                Patch::Foot => (Part::Ankle, 1.0),
                Patch::Background => (Part::Hip, 0.0),
            };
            let [x, y] = script.stance_at(secs).place(part, true);
            [x * share, y * share]
        };
        self.with_patches(script, |patch, secs| {
            let ([x, y], [x0, y0]) = (place(patch, secs), place(patch, 0.0));
            [x - x0, y - y0]
        })
    }

    fn with_patches(&self, script: &Script, moved: impl Fn(Patch, f64) -> [f32; 2]) -> Vec<PoseSample> {
        let mut samples = self.athlete.samples(script);
        let mut laid: Option<f64> = None;
        let mut laid_at = self.laid_at.iter().peekable();
        for (k, sample) in samples.iter_mut().enumerate() {
            let secs = sample.at.secs() - self.athlete.start_secs;
            if laid_at.next_if(|at| **at <= secs).is_some() {
                laid = Some(secs);
                sample.patch_setup = Some(PatchSetup::Laid(self.frame()));
            }
            if let Some((_, why)) = self.refused.filter(|(at, _)| *at <= secs && secs < at + 1.5 / self.athlete.fps) {
                laid = None;
                sample.patch_setup = Some(PatchSetup::Refused(why));
            }
            let Some(since) = laid else { continue };
            sample.patches = PATCHES
                .into_iter()
                .filter(|patch| self.has_background || *patch != Patch::Background)
                .map(|patch| self.shift(patch, k, [since, secs], |secs| moved(patch, secs)))
                .collect();
            *sample = rounded(sample);
        }
        samples
    }

    fn shift(
        &self,
        patch: Patch,
        frame: usize,
        [since, secs]: [f64; 2],
        moved: impl Fn(f64) -> [f32; 2],
    ) -> PatchShift {
        let place = |secs: f64| {
            let ([x, y], [right, down]) = (moved(secs), (self.camera)(secs));
            let breath = if patch == Patch::Abdomen { self.breath * (1.6 * secs).sin() as f32 } else { 0.0 };
            self.in_picture([x, y + breath]) + Point::new(right, down) * self.athlete.trunk_px
        };
        let seed = (frame as u64 * 8 + patch as u64) * 2 + 77;
        // The background is the median of many patches.
        let jitter = if patch == Patch::Background { 0.4 * self.jitter } else { self.jitter };
        let [dx, dy] = [seed, seed + 1].map(|seed| (0..3).map(|k| noise(3 * seed + k)).sum::<f32>() * jitter);
        let is_lost = self.lost[0] <= secs && secs < self.lost[1];
        let match_quality = if is_lost && patch == Patch::Pelvis { 0.3 } else { 0.93 };
        let shake = self.in_picture([dx, dy]);
        PatchShift { patch, shift: place(secs) - place(since) + shake, match_quality }
    }

    fn frame(&self) -> BodyFrame {
        let unit = |offset: [f32; 2]| self.in_picture(offset) * self.athlete.trunk_px.recip();
        BodyFrame { trunk_px: self.athlete.trunk_px, along: unit([-1.0, 0.0]), up: unit([0.0, 1.0]) }
    }

    /// An offset towards the feet and up, in trunks, as it is in the picture.
    fn in_picture(&self, [x, y]: [f32; 2]) -> Point {
        let x = if self.athlete.head == Side::Left { x } else { -x };
        Point::new(x, -y) * self.athlete.trunk_px
    }
}

const PATCHES: [Patch; 6] = [Patch::Pelvis, Patch::Abdomen, Patch::Chest, Patch::Knee, Patch::Foot, Patch::Background];

/// Towards the feet and up. Shares of the pelvis's way: measured on a filmed clip (waist .65, chest .45, knee .2, foot .02).
fn tilted(plan: &Plan, patch: Patch, secs: f64) -> [f32; 2] {
    let (mut x, mut y) = (0.0, 0.0);
    for (start, tilt) in &plan.tilts {
        let share = tilt.share_at(secs - start);
        let pelvis = -0.004 * tilt.deg * share;
        let (along, up) = match patch {
            Patch::Pelvis => (1.0, tilt.lift * share - 0.25 * pelvis),
            Patch::Abdomen => (0.65, 0.5 * tilt.lift * share),
            Patch::Chest => (0.45, 0.0),
            Patch::Knee => (0.2, -0.3 * pelvis),
            Patch::Foot => (0.02, 0.0),
            Patch::Background => (0.0, 0.0),
        };
        let knees = if patch == Patch::Knee { tilt.knees * share } else { 0.0 };
        let slide = if patch == Patch::Background { 0.0 } else { tilt.slide * share };
        (x, y) = (x + along * pelvis + knees - slide, y + up);
    }
    [x, y]
}
