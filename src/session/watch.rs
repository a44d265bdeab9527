//! One signal of one exercise, watched.

use super::finder::Finder;
use super::judge::{Verdict, judge};
use super::phase::Phase;
use super::view::Sight;
use crate::exercise::Exercise;
use crate::time::Timestamp;
use crate::track::{Leg, TrackedPose};

/// Follows an exercise's signal on one leg and judges what it finds.
#[derive(Debug)]
pub(super) struct Watch {
    pub(super) exercise: &'static Exercise,
    pub(super) leg: Leg,
    finder: Finder,
}

impl Watch {
    /// One for each leg that the exercise is followed on.
    pub(super) fn all(exercise: &'static Exercise) -> impl Iterator<Item = Self> {
        let watch = move |leg: &Leg| Self { exercise, leg: *leg, finder: Finder::new(exercise, *leg) };
        exercise.legs.iter().map(watch)
    }

    pub(super) fn push(&mut self, at: Timestamp, pose: Option<&TrackedPose>, sight: Sight) -> Verdict {
        let movement = self.finder.push(at, pose);
        movement.map_or(Verdict::Nothing, |movement| judge(self.exercise, self.leg, &movement, sight))
    }

    /// The stream ends, or what follows has nothing to do with what came before.
    pub(super) fn interrupt(&mut self, sight: Sight) -> Verdict {
        let movement = self.finder.interrupt();
        movement.map_or(Verdict::Nothing, |movement| judge(self.exercise, self.leg, &movement, sight))
    }

    pub(super) fn phase(&self) -> Phase {
        self.finder.phase()
    }

    pub(super) fn progress(&self) -> f32 {
        self.finder.progress()
    }
}
