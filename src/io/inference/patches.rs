//! Follows texture on a lying body, far finer than key points tell: a pelvic tilt moves the pelvis by a few px.
//!
//! Key points place the patches once, when the body holds still; from then on each picture is compared with that one.
//! The reference is never renewed while it holds, so shifts cannot drift.

mod background;
mod held;
mod stance;
mod template;
mod window;

use held::Held;
use stance::{Rest, Stance};
use window::{Cells, Window};

use crate::core::frame::View;
use crate::core::pose::{PatchSetup, PatchShift, Person, SetupRefusal};
use crate::core::time::Timestamp;

/// The reference is the mean of so many pictures, as noise in it is taken for motion ever after.
const N_REFERENCE: usize = 3;
/// So long a lost pelvis is waited for at its old place before patches are laid anew: a bridge or a pulled knee ends.
const RETURN_SECS: f64 = 2.0;
/// A pelvis that is lost for this long, and on which no patches could be laid anew, is given up.
const LOST_SECS: f64 = 5.0;
/// A reason against laying patches must hold for this long to be told.
const REASON_SECS: f64 = 0.5;
/// A zoom by more than this moves patches at the body's length by as much as a small tilt moves the pelvis, .003 trunks.
const MOST_ZOOM: f32 = 0.003;
/// Patches are not laid for so long after the last zoom: a camera that follows the person zooms again.
const ZOOM_ENDS_SECS: f64 = 2.0;
/// A person whom no person sees for this long is gone; the model misses single frames.
const GONE_SECS: f64 = 0.5;

/// What the patches tell in a frame.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PatchReading {
    /// Where they are, against the picture in which they were laid.
    pub shifts: Vec<PatchShift>,
    /// Patches were laid, or given up, in this frame.
    pub setup: Option<PatchSetup>,
}

/// Lays patches on one person and follows them through a stream of frames.
#[derive(Debug, Default)]
pub struct PatchTracker {
    rest: Rest,
    stage: Stage,
    reasons: Reasons,
    /// Since when the pelvis has been lost, and why.
    lost: Option<(Timestamp, SetupRefusal)>,
    seen_at: Option<Timestamp>,
    size: (u32, u32),
    zoom: Zoom,
}

/// How much the camera has zoomed since patches were laid, and when it did so last.
#[derive(Debug)]
struct Zoom {
    by: f32,
    last_at: Option<Timestamp>,
}

impl Default for Zoom {
    fn default() -> Self {
        Self { by: 1.0, last_at: None }
    }
}

#[derive(Debug, Default)]
enum Stage {
    #[default]
    Waiting,
    Taking(Box<Reference>),
    Holding(Box<Held>),
}

/// A picture of a body at rest that is being taken.
#[derive(Debug)]
struct Reference {
    stance: Stance,
    window: Window,
    sum: Cells,
    n_taken: usize,
}

impl PatchTracker {
    /// Takes how much larger the camera shows everything in the next frame.
    pub fn zoom(&mut self, at: Timestamp, by: f32) {
        if by != 1.0 {
            self.zoom = Zoom { by: self.zoom.by * by, last_at: Some(at) };
        }
    }

    /// Takes the next frame with the person in it; `cut` says that what was learnt of the scene is void.
    pub fn push<'a>(&mut self, picture: impl Into<View<'a>>, person: Option<&Person>, cut: bool) -> PatchReading {
        let picture = picture.into();
        let size = (picture.width(), picture.height());
        if cut || self.size != size {
            *self = Self { size, ..Self::default() };
        }
        if MOST_ZOOM < (self.zoom.by - 1.0).abs() && matches!(self.stage, Stage::Holding(_) | Stage::Taking(_)) {
            self.stage = Stage::Waiting;
            self.lost = None;
            let setup = self.reasons.tell_now(SetupRefusal::Zooms);
            return PatchReading { shifts: Vec::new(), setup };
        }
        if let Some(person) = person {
            self.seen_at = Some(picture.at());
            self.rest.push(picture.at(), person);
        } else if self.is_gone(picture.at()) {
            return self.give_up();
        }
        let mut reading = self.advance(picture, person);
        reading.setup = reading.setup.or_else(|| self.tell_loss(picture.at()));
        reading
    }

    fn is_gone(&self, at: Timestamp) -> bool {
        self.seen_at.is_none_or(|seen| GONE_SECS < at.secs_since(seen))
    }

    fn give_up(&mut self) -> PatchReading {
        let had_patches = matches!(self.stage, Stage::Holding(_));
        *self = Self { size: self.size, ..Self::default() };
        let refused = PatchSetup::Refused(SetupRefusal::NotInView);
        PatchReading { shifts: Vec::new(), setup: had_patches.then_some(refused) }
    }

    fn advance(&mut self, picture: View<'_>, person: Option<&Person>) -> PatchReading {
        match std::mem::take(&mut self.stage) {
            Stage::Holding(held) => self.hold(held, picture, person),
            Stage::Taking(reference) => PatchReading { shifts: Vec::new(), setup: self.take(*reference, picture) },
            Stage::Waiting => PatchReading { shifts: Vec::new(), setup: self.begin(picture) },
        }
    }

    /// Begins a set-up if the body holds still and lies well.
    fn begin(&mut self, picture: View<'_>) -> Option<PatchSetup> {
        let Some(stance) = self.rest.stance() else {
            self.reasons.pending = None;
            return None;
        };
        let zooms = self.zoom.last_at.is_some_and(|last| picture.at().secs_since(last) < ZOOM_ENDS_SECS);
        let zooms = zooms.then_some(SetupRefusal::Zooms);
        if let Some(why) = zooms.or_else(|| self.rest.refusal(&stance, picture)) {
            return self.reasons.tell(picture.at(), why);
        }
        let window = Held::window(picture, &stance);
        self.zoom = Zoom::default();
        self.take(Reference { stance, window, sum: Cells::default(), n_taken: 0 }, picture)
    }

    /// Adds a picture to the reference, and lays the patches when it is complete.
    fn take(&mut self, mut reference: Reference, picture: View<'_>) -> Option<PatchSetup> {
        self.rest.stance()?;
        let cells = reference.window.read(picture);
        reference.sum.add(&cells);
        reference.n_taken += 1;
        if reference.n_taken < N_REFERENCE {
            self.stage = Stage::Taking(Box::new(reference));
            return None;
        }
        let Reference { stance, window, mut sum, .. } = reference;
        sum.divide(N_REFERENCE as f32);
        match Held::lay(stance, window, &sum, picture) {
            Ok(held) => {
                self.stage = Stage::Holding(Box::new(held));
                (self.reasons, self.lost) = (Reasons::default(), None);
                Some(PatchSetup::Laid(stance.body))
            }
            Err(why) => self.reasons.tell(picture.at(), why),
        }
    }

    fn hold(&mut self, mut held: Box<Held>, picture: View<'_>, person: Option<&Person>) -> PatchReading {
        let shifts = held.follow(picture);
        let lost_secs = held.lost_since().map(|since| picture.at().secs_since(since));
        self.lost = held.lost_since().map(|since| (since, held.cause_of_loss(person)));
        let setup = if lost_secs.is_some_and(|secs| RETURN_SECS <= secs) { self.begin(picture) } else { None };
        if setup.is_some() {
            // Whoever is told that nothing is held must not see it come back.
            self.lost = None;
        } else if matches!(self.stage, Stage::Waiting) && lost_secs.is_none_or(|secs| secs < LOST_SECS) {
            self.stage = Stage::Holding(held);
        }
        PatchReading { shifts, setup }
    }

    /// Tells once that the pelvis is lost for good, if nothing better was to be told.
    fn tell_loss(&mut self, at: Timestamp) -> Option<PatchSetup> {
        let (_, why) = self.lost.take_if(|(since, _)| LOST_SECS <= at.secs_since(*since))?;
        self.reasons.tell_now(why)
    }
}

/// Reasons against laying patches, each told once.
#[derive(Debug, Default)]
struct Reasons {
    pending: Option<(SetupRefusal, Timestamp)>,
    told: Option<SetupRefusal>,
}

impl Reasons {
    /// Tells a reason that has held for a while, unless it was the last that was told.
    fn tell(&mut self, at: Timestamp, why: SetupRefusal) -> Option<PatchSetup> {
        let since = match self.pending {
            Some((pending, since)) if pending == why => since,
            _ => at,
        };
        self.pending = Some((why, since));
        if at.secs_since(since) < REASON_SECS { None } else { self.tell_now(why) }
    }

    fn tell_now(&mut self, why: SetupRefusal) -> Option<PatchSetup> {
        (self.told.replace(why) != Some(why)).then_some(PatchSetup::Refused(why))
    }
}

#[cfg(test)]
mod tests;
