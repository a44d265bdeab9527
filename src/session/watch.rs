//! One signal of one exercise, watched.

use super::finder::Finder;
use super::judge::{Verdict, judge};
use super::phase::Phase;
use super::rhythm::RhythmFollower;
use super::view::Sight;
use crate::exercise::{Exercise, JointSignal, Signal};
use crate::pose::PoseSample;
use crate::track::{Leg, TrackedPose};

/// Follows an exercise and judges what it finds.
#[derive(Debug)]
pub(super) struct Watch {
    pub(super) exercise: &'static Exercise,
    /// Whether it is looked for, and not only known so that it is not taken for another.
    pub(super) is_asked: bool,
    follower: Follower,
}

/// What an exercise is followed by.
#[derive(Debug)]
enum Follower {
    /// Its signal on one leg.
    Joints { signal: JointSignal, leg: Leg, finder: Finder },
    /// Texture.
    Patches(Box<RhythmFollower>),
}

impl Watch {
    /// One for each leg that the exercise is followed on, or one for all where texture is followed.
    pub(super) fn all(exercise: &'static Exercise, is_asked: bool) -> impl Iterator<Item = Self> {
        let followers: Vec<Follower> = match exercise.signal {
            Signal::Joints(signal) => {
                let finder = |leg: Leg| Finder::new(exercise.posture, signal, leg);
                let limbs = signal.limbs.followed().iter();
                limbs.map(|leg| Follower::Joints { signal, leg: *leg, finder: finder(*leg) }).collect()
            }
            Signal::Texture(rhythm) => vec![Follower::Patches(Box::new(RhythmFollower::new(exercise, rhythm)))],
        };
        followers.into_iter().map(move |follower| Self { exercise, is_asked, follower })
    }

    pub(super) fn push(&mut self, sample: &PoseSample, pose: Option<&TrackedPose>, sight: Sight) -> Verdict {
        match &mut self.follower {
            Follower::Joints { signal, leg, finder } => {
                let movement = finder.push(sample.at, pose);
                movement.map_or(Verdict::Nothing, |movement| judge((self.exercise, signal), *leg, &movement, sight))
            }
            Follower::Patches(rhythm) => rhythm.push(sample, sight),
        }
    }

    /// The stream ends, or what follows has nothing to do with what came before.
    pub(super) fn interrupt(&mut self, sight: Sight) -> Verdict {
        match &mut self.follower {
            Follower::Joints { signal, leg, finder } => {
                let movement = finder.interrupt();
                movement.map_or(Verdict::Nothing, |movement| judge((self.exercise, signal), *leg, &movement, sight))
            }
            Follower::Patches(rhythm) => rhythm.interrupt(sight),
        }
    }

    /// The leg that is followed; the near one where it is texture.
    pub(super) const fn leg(&self) -> Leg {
        match &self.follower {
            Follower::Joints { leg, .. } => *leg,
            Follower::Patches(_) => Leg::Near,
        }
    }

    pub(super) fn phase(&self) -> Phase {
        match &self.follower {
            Follower::Joints { finder, .. } => finder.phase(),
            Follower::Patches(rhythm) => rhythm.phase(),
        }
    }

    pub(super) fn progress(&self) -> f32 {
        match &self.follower {
            Follower::Joints { finder, .. } => finder.progress(),
            Follower::Patches(rhythm) => rhythm.progress(),
        }
    }

    /// The rhythm that it follows, if it does.
    pub(super) fn rhythm(&self) -> Option<&RhythmFollower> {
        match &self.follower {
            Follower::Joints { .. } => None,
            Follower::Patches(rhythm) => Some(rhythm),
        }
    }

    /// The rhythm that it follows, if it does.
    pub(super) fn rhythm_mut(&mut self) -> Option<&mut RhythmFollower> {
        match &mut self.follower {
            Follower::Joints { .. } => None,
            Follower::Patches(rhythm) => Some(rhythm),
        }
    }
}
