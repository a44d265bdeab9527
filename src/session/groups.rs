//! Quality of the view while a person was in a posture that is asked for.

use super::view::{Sight, ViewLimits, ViewTally};
use crate::exercise::{CameraView, Exercise, PostureKind};
use crate::track::TrackedPose;

/// Exercises in the same posture before the same camera share a view.
#[derive(Debug)]
struct Group {
    kind: PostureKind,
    views: &'static [CameraView],
    tally: ViewTally,
    n_poses: u64,
}

/// The view by posture, and of everything that was followed.
#[derive(Debug)]
pub(super) struct Groups {
    asked: Vec<&'static Exercise>,
    by_posture: Vec<Group>,
    followed: ViewTally,
    n_in_posture: u64,
}

impl Groups {
    pub(super) fn new(asked: Vec<&'static Exercise>, limits: ViewLimits) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for exercise in &asked {
            let (kind, views) = (exercise.posture.kind, exercise.views);
            if !groups.iter().any(|group| (group.kind, group.views) == (kind, views)) {
                groups.push(Group { kind, views, tally: ViewTally::new(limits), n_poses: 0 });
            }
        }
        Self { asked, by_posture: groups, followed: ViewTally::new(limits), n_in_posture: 0 }
    }

    /// Takes a pose; the views from which what is asked for in its posture may be seen.
    pub(super) fn push(&mut self, pose: &TrackedPose) -> Vec<CameraView> {
        let holding: Vec<&Exercise> =
            self.asked.iter().filter(|exercise| exercise.posture.holds(pose) == Some(true)).copied().collect();
        self.n_in_posture += u64::from(!holding.is_empty());
        for group in &mut self.by_posture {
            let is_of_it = |it: &&Exercise| (it.posture.kind, it.views) == (group.kind, group.views);
            if holding.iter().any(is_of_it) {
                group.n_poses += 1;
                group.tally.push(pose, group.views, Some(group.kind));
            }
        }
        let views: Vec<CameraView> = holding.iter().flat_map(|exercise| exercise.views).copied().collect();
        let views = if views.is_empty() { self.all_views() } else { views };
        self.followed.push(pose, &views, None);
        views
    }

    /// The views of all that is asked for.
    fn all_views(&self) -> Vec<CameraView> {
        self.by_posture.iter().flat_map(|group| group.views).copied().collect()
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

    /// The view in the posture that was seen the most, or of everything that was followed.
    pub(super) fn main(&self) -> &ViewTally {
        let most = self.by_posture.iter().rev().max_by_key(|group| group.n_poses).filter(|group| 0 < group.n_poses);
        most.map_or(&self.followed, |group| &group.tally)
    }

    /// Of everything that was followed.
    pub(super) const fn followed(&self) -> &ViewTally {
        &self.followed
    }
}
