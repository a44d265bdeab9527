//! Readings of every picture, kept while the samples are judged.

use crate::core::judge::{Judge, LiveView, Search};
use crate::core::pose::{PoseSample, Stream};
use crate::core::report::{Judgement, Rep, RepSide};
use crate::core::time::Timestamp;
use crate::core::track::{Leg, TrackedPose};

/// A recording's samples with the athlete as far as seen: raw, as it is judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The picture's size.
    pub stream: Stream,
    /// Every sample, in order of time.
    pub samples: Vec<PoseSample>,
    /// The athlete in each, or `None` where not followed.
    pub poses: Vec<Option<TrackedPose>>,
}

impl Series {
    /// Judges samples and keeps the athlete in each.
    pub fn judged(search: Search, stream: Stream, samples: Vec<PoseSample>) -> (Self, Judgement) {
        let mut poses = Vec::with_capacity(samples.len());
        let judge = Judge::new(search, stream);
        let judgement = judge.judge_with(&samples, |_, judge| poses.push(judge.pose().copied()));
        (Self { stream, samples, poses }, judgement)
    }

    /// Returns every sample with its pose.
    pub fn iter(&self) -> impl Iterator<Item = (&PoseSample, Option<&TrackedPose>)> {
        self.samples.iter().zip(self.poses.iter().map(Option::as_ref))
    }

    /// Returns the sample nearest to an instant, with its pose; `None` where there is no sample at all.
    pub fn nearest(&self, secs: f64) -> Option<(&PoseSample, Option<&TrackedPose>)> {
        self.iter().min_by(|a, b| (a.0.at.secs() - secs).abs().total_cmp(&(b.0.at.secs() - secs).abs()))
    }

    /// Returns the view at the sample of each of these instants, in the same order.
    pub fn views(&self, search: Search, instants: &[Timestamp]) -> Vec<Option<LiveView>> {
        let mut views = vec![None; instants.len()];
        Judge::new(search, self.stream).judge_with(&self.samples, |sample, judge| {
            for (_, seen) in instants.iter().zip(&mut views).filter(|(at, _)| **at == sample.at) {
                *seen = Some(judge.view());
            }
        });
        views
    }

    /// Returns the pictures per second: the median, so that gaps do not count; `None` of less than two.
    pub fn rate_hz(&self) -> Option<f64> {
        let pairs = self.samples.iter().zip(self.samples.iter().skip(1));
        let mut steps: Vec<f64> = pairs.map(|(a, b)| b.at.secs_since(a.at)).collect();
        steps.sort_by(f64::total_cmp);
        steps.get(steps.len() / 2).map(|step| 1.0 / step)
    }
}

/// Returns the repetition during which an instant lies, with its index.
pub fn rep_at(reps: &[Rep], secs: f64) -> Option<(usize, &Rep)> {
    reps.iter().enumerate().find(|(_, rep)| rep.start_s <= secs && secs <= rep.end_s)
}

/// Returns the leg that worked in a repetition, as seen in a pose: the near one where both did.
pub fn leg_of(rep: Option<&Rep>, pose: &TrackedPose) -> Leg {
    let far = RepSide::from(Some(pose.side(Leg::Far)));
    if rep.is_some_and(|rep| rep.side == far) { Leg::Far } else { Leg::Near }
}
