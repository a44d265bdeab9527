//! Quality of the view while a person was in a posture that is asked for.

use std::cmp::Reverse;

use super::asked::Asked;
use super::view::{Sight, ViewLimits, ViewTally};
use crate::core::exercise::{CameraView, Exercise, PostureKind};
use crate::core::track::TrackedPose;

/// A view with one in so many of the poses of the one that was seen the most is compared with it: ranges of postures
/// differ, and poses of an upright body may be of several.
const MUCH_SEEN: u64 = 2;

/// Exercises in the same posture before the same camera share a view.
#[derive(Debug)]
struct Group {
    kind: PostureKind,
    views: &'static [CameraView],
    asked: Asked,
    tally: ViewTally,
    n_poses: u64,
}

/// The view by posture, and of everything that was followed.
#[derive(Debug)]
pub(super) struct Groups {
    exercises: Vec<(&'static Exercise, Asked)>,
    asked: Asked,
    by_posture: Vec<Group>,
    followed: ViewTally,
    n_in_posture: u64,
}

impl Groups {
    pub(super) fn new(exercises: Vec<&'static Exercise>, limits: ViewLimits) -> Self {
        let exercises: Vec<_> = exercises.into_iter().map(|exercise| (exercise, Asked::by(exercise))).collect();
        let mut groups: Vec<Group> = Vec::new();
        for (exercise, asked) in &exercises {
            let (kind, views) = (exercise.posture.kind, exercise.views);
            if let Some(group) = groups.iter_mut().find(|group| (group.kind, group.views) == (kind, views)) {
                group.asked = std::mem::take(&mut group.asked).and(asked);
            } else {
                let (asked, tally) = (asked.clone(), ViewTally::new(limits));
                groups.push(Group { kind, views, asked, tally, n_poses: 0 });
            }
        }
        let asked = all(&exercises);
        Self { exercises, asked, by_posture: groups, followed: ViewTally::new(limits), n_in_posture: 0 }
    }

    /// Takes a pose; returns what is asked of the picture by the exercises of its posture, or by all in any other.
    pub(super) fn push(&mut self, pose: &TrackedPose) -> Asked {
        let holds = |(exercise, _): &&(&Exercise, Asked)| exercise.posture.holds(pose) == Some(true);
        let holding: Vec<_> = self.exercises.iter().filter(holds).collect();
        self.n_in_posture += u64::from(!holding.is_empty());
        for group in &mut self.by_posture {
            if holding.iter().any(|(it, _)| (it.posture.kind, it.views) == (group.kind, group.views)) {
                group.n_poses += 1;
                group.tally.push(pose, &group.asked);
            }
        }
        let asked = if holding.is_empty() { self.asked.clone() } else { all(holding) };
        self.followed.push(pose, &asked);
        asked
    }

    /// In how many poses the posture was one that is asked for.
    pub(super) const fn n_in_posture(&self) -> u64 {
        self.n_in_posture
    }

    /// Returns how well the view serves an exercise.
    pub(super) fn sight(&self, exercise: &Exercise) -> Sight {
        let key = (exercise.posture.kind, exercise.views);
        let group = self.by_posture.iter().find(|group| (group.kind, group.views) == key);
        group.map_or_else(|| self.followed.sight(), |group| group.tally.sight())
    }

    /// The view in the posture that was seen the most, or of everything that was followed. Where exercises of one posture
    /// ask for different views, it is the one that is served best: a march may be filmed from the front, a squat may not.
    pub(super) fn main(&self) -> &ViewTally {
        let most = self.by_posture.iter().map(|group| group.n_poses).max().unwrap_or_default();
        let seen = self.by_posture.iter().filter(|group| 0 < group.n_poses && most <= MUCH_SEEN * group.n_poses);
        let best = seen.min_by_key(|group| (group.tally.grade(), Reverse(group.n_poses)));
        best.map_or(&self.followed, |group| &group.tally)
    }

    /// Of everything that was followed.
    pub(super) const fn followed(&self) -> &ViewTally {
        &self.followed
    }
}

/// What all of some exercises ask for.
fn all<'a>(exercises: impl IntoIterator<Item = &'a (&'static Exercise, Asked)>) -> Asked {
    exercises.into_iter().fold(Asked::default(), |all, (_, asked)| all.and(asked))
}
