//! One signal of one exercise, watched.

use super::finder::{Finder, Movement};
use super::phase::Phase;
use super::repetition::{Verdict, judge, too_small};
use super::rhythm::RhythmFollower;
use super::view::Sight;
use crate::core::exercise::{Exercise, JointSignal, Signal};
use crate::core::pose::PoseSample;
use crate::core::track::{Leg, TrackedPose};

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
    Joints(Box<JointFollower>),
    /// Texture.
    Patches(Box<RhythmFollower>),
}

/// Follows a signal of joints twice: for movements as large as a repetition, and for all that exceed noise.
#[derive(Debug)]
struct JointFollower {
    signal: JointSignal,
    leg: Leg,
    finder: Finder,
    any: Finder,
}

/// Movements from this share of the least range of a repetition on are listed as too small: below lie breathing (hips by
/// less than .02 of the trunk, a third of a bridge's least rise) and noise.
const SMALL_SHARE: f32 = 0.5;

impl JointFollower {
    fn new(exercise: &'static Exercise, signal: JointSignal, leg: Leg) -> Self {
        let small = JointSignal { least_range: SMALL_SHARE * signal.least_range, ..signal };
        let finder = |signal: JointSignal| Finder::new(exercise, signal, leg);
        Self { signal, leg, finder: finder(signal), any: finder(small) }
    }

    /// Judges the movements that end now: one as large as a repetition, and one of any size above noise. Where both find
    /// the same movement the first counts.
    fn judge(&self, exercise: &'static Exercise, [large, any]: [Option<Movement>; 2], sight: Sight) -> [Verdict; 2] {
        let of = (exercise, &self.signal);
        let large = large.map(|movement| judge(of, self.leg, &movement, sight));
        let small = any.and_then(|movement| too_small(of, self.leg, &movement));
        [large.unwrap_or(Verdict::Nothing), small.map_or(Verdict::Nothing, Verdict::NotCounted)]
    }
}

impl Watch {
    /// One for each leg that the exercise is followed on, or one for all where texture is followed.
    pub(super) fn all(exercise: &'static Exercise, is_asked: bool) -> impl Iterator<Item = Self> {
        let followers: Vec<Follower> = match exercise.signal {
            Signal::Joints(signal) => {
                let joints = |leg: &Leg| Follower::Joints(Box::new(JointFollower::new(exercise, signal, *leg)));
                signal.limbs.followed().iter().map(joints).collect()
            }
            Signal::Texture(rhythm) => vec![Follower::Patches(Box::new(RhythmFollower::new(exercise, rhythm)))],
        };
        followers.into_iter().map(move |follower| Self { exercise, is_asked, follower })
    }

    pub(super) fn push(&mut self, sample: &PoseSample, pose: Option<&TrackedPose>, sight: Sight) -> [Verdict; 2] {
        match &mut self.follower {
            Follower::Joints(joints) => {
                let ended = [joints.finder.push(sample.at, pose), joints.any.push(sample.at, pose)];
                joints.judge(self.exercise, ended, sight)
            }
            Follower::Patches(rhythm) => [rhythm.push(sample, sight), Verdict::Nothing],
        }
    }

    /// The stream ends, or what follows has nothing to do with what came before.
    pub(super) fn interrupt(&mut self, sight: Sight) -> [Verdict; 2] {
        match &mut self.follower {
            Follower::Joints(joints) => {
                let ended = [joints.finder.interrupt(), joints.any.interrupt()];
                joints.judge(self.exercise, ended, sight)
            }
            Follower::Patches(rhythm) => [rhythm.interrupt(sight), Verdict::Nothing],
        }
    }

    /// The leg that is followed; the near one where it is texture.
    pub(super) const fn leg(&self) -> Leg {
        match &self.follower {
            Follower::Joints(joints) => joints.leg,
            Follower::Patches(_) => Leg::Near,
        }
    }

    pub(super) fn phase(&self) -> Phase {
        match &self.follower {
            Follower::Joints(joints) => joints.finder.phase(),
            Follower::Patches(rhythm) => rhythm.phase(),
        }
    }

    pub(super) fn progress(&self) -> f32 {
        match &self.follower {
            Follower::Joints(joints) => joints.finder.progress(),
            Follower::Patches(rhythm) => rhythm.progress(),
        }
    }

    /// The rhythm that it follows, if it does.
    pub(super) fn rhythm(&self) -> Option<&RhythmFollower> {
        match &self.follower {
            Follower::Joints(_) => None,
            Follower::Patches(rhythm) => Some(rhythm),
        }
    }

    /// The rhythm that it follows, if it does.
    pub(super) fn rhythm_mut(&mut self) -> Option<&mut RhythmFollower> {
        match &mut self.follower {
            Follower::Joints(_) => None,
            Follower::Patches(rhythm) => Some(rhythm),
        }
    }
}
