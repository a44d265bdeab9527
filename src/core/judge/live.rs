//! What the athlete may see while it happens: a state, never a change.

use super::framing::Framing;
use super::rhythm::{RhythmFollower, RhythmView};
use super::warning::ViewWarning;
use super::watch::Watch;
use super::{Judge, Phase, effort, left_over};
use crate::core::exercise::{Exercise, Goal, Reading};
use crate::core::report::{Finding, NotCounted, Rep};
use crate::core::time::Timestamp;
use crate::core::track::{Leg, TrackedPose};

/// A judge at one instant.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveView {
    /// The athlete, smoothed, as far as seen.
    pub pose: Option<TrackedPose>,
    /// The exercise that they seem to be at: the one that is looked for, or the one that moves most.
    pub exercise: &'static Exercise,
    /// True where it was asked for by name, or where the last repetition that counted was of it.
    pub is_certain: bool,
    /// The leg that seems to work.
    pub leg: Leg,
    /// Where in a repetition of it they are.
    pub phase: Phase,
    /// Whole repetitions so far.
    pub n_reps: usize,
    /// Whole repetitions and the one that is nearly over: it may be withdrawn. What is counted aloud is this.
    pub provisional_reps: usize,
    /// How long the present hold has lasted, in s.
    pub hold_secs: f64,
    /// The last whole repetition.
    pub last_rep: Option<Rep>,
    /// The last movement that did not count, as long as it is spoken of.
    pub last_not_counted: Option<NotCounted>,
    /// The best reading so far where the least is best, in the unit of the exercise's measure.
    pub best: Option<f64>,
    /// Steps a minute of the last seconds, of an exercise that goes on evenly.
    pub cadence: Option<Reading>,
    /// The rhythm, where one is followed.
    pub rhythm: Option<RhythmView>,
    /// What spoils the view now, the gravest first.
    pub warnings: Vec<ViewWarning>,
    /// How the athlete lies in the picture, and what else is in it.
    pub framing: Framing,
    /// Amount that the set is to have.
    pub goal: Goal,
}

/// The exercise that counted last is done again where its signal moves by this share of its least range: more than noise.
const AGAIN_SHARE: f32 = 0.5;

/// The remark on the last movement, the same on every picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LiveRemark<'a> {
    /// No person is in view.
    Nobody,
    /// A movement did not count.
    NotCounted(&'a NotCounted),
    /// The worst finding of the last repetition.
    Cue {
        /// Repetition that it was found in.
        rep: &'a Rep,
        /// Finding that costs most.
        worst: &'a Finding,
    },
    /// The last repetition was good.
    Good,
    /// Nothing of the last repetition could be judged.
    NotJudged,
}

/// A repetition is spoken of for this long after its end, in s.
pub const SPOKEN_OF_SECS: f64 = 6.0;

impl LiveView {
    /// Returns the last repetition as long as it is spoken of: for some seconds, unless the next one is at its top
    /// before.
    pub fn spoken_of(&self, at: Timestamp) -> Option<&Rep> {
        self.last_rep.as_ref().filter(|rep| self.is_before_next_top() && at.secs() < rep.end_s + SPOKEN_OF_SECS)
    }

    fn is_before_next_top(&self) -> bool {
        !matches!(self.phase, Phase::Top | Phase::Lowering)
    }

    /// Returns the last movement that did not count, unless a repetition is spoken of, or the next one is at its top: that
    /// may turn out to be the same movement. One that may have been a repetition itself comes before the repetition
    /// that it followed.
    pub fn left_over(&self, at: Timestamp) -> Option<&NotCounted> {
        let other = self.last_not_counted.as_ref().filter(|_| self.is_before_next_top())?;
        let is_first = |rep: &Rep| other.reason.may_be_one() && rep.end_s < other.end_s;
        self.spoken_of(at).is_none_or(is_first).then_some(other)
    }

    /// Returns what is said at an instant, if anything is.
    pub fn remark(&self, at: Timestamp) -> Option<LiveRemark<'_>> {
        if self.pose.is_none() {
            return Some(LiveRemark::Nobody);
        }
        self.left_over(at).map(LiveRemark::NotCounted).or_else(|| self.spoken_of(at).map(LiveRemark::on))
    }
}

impl<'a> LiveRemark<'a> {
    fn on(rep: &'a Rep) -> Self {
        match rep.findings.iter().max_by(|a, b| a.cost.total_cmp(&b.cost)) {
            Some(worst) => Self::Cue { rep, worst },
            None if rep.score.is_none() => Self::NotJudged,
            None => Self::Good,
        }
    }
}

impl Judge {
    /// Returns the state after the last sample.
    pub fn view(&self) -> LiveView {
        let (exercise, leg, phase) = self.at_work();
        LiveView {
            pose: self.smooth_pose().copied(),
            exercise,
            is_certain: self.is_certain(exercise),
            leg,
            phase,
            n_reps: self.reps.len(),
            provisional_reps: self.reps.len() + self.n_provisional(exercise),
            hold_secs: self.at.zip(self.top_since).map_or(0.0, |(at, since)| at.secs_since(since)),
            last_rep: self.reps.last().cloned(),
            last_not_counted: self.at.and_then(|at| self.last_not_counted(at)),
            best: self.best(exercise),
            cadence: self.at.and_then(|at| effort::cadence_now(&self.reps, exercise, at.secs())),
            rhythm: self.at.zip(self.rhythm_of(exercise)).map(|(at, rhythm)| rhythm.view(at)),
            warnings: self.warnings_for(exercise),
            framing: self.framing,
            goal: Goal::of(exercise),
        }
    }

    /// Returns the athlete in the last sample as they are judged: not smoothed.
    pub fn pose(&self) -> Option<&TrackedPose> {
        self.tracked.as_ref().map(|tracked| &tracked.raw)
    }

    /// Returns the athlete in the last sample, smoothed for the eye.
    pub fn smooth_pose(&self) -> Option<&TrackedPose> {
        self.tracked.as_ref().map(|tracked| &tracked.smooth)
    }

    /// Returns what spoils the view now, the gravest first.
    pub fn warnings(&self) -> Vec<ViewWarning> {
        self.warnings_for(self.at_work().0)
    }

    /// Returns how the athlete lies in the picture, and what else is in it.
    pub const fn framing(&self) -> Framing {
        self.framing
    }

    fn warnings_for(&self, exercise: &Exercise) -> Vec<ViewWarning> {
        self.smooth_pose().map(|pose| self.recent.warnings(pose, &exercise.posture)).unwrap_or_default()
    }

    /// The exercise and the leg that move most, and where in it the athlete is.
    pub(super) fn at_work(&self) -> (&'static Exercise, Leg, Phase) {
        let asked = || self.watches.iter().filter(|watch| watch.is_asked);
        let by_progress = |a: &&Watch, b: &&Watch| a.progress().total_cmp(&b.progress());
        let most = asked().max_by(by_progress);
        let counted = asked().filter(|watch| self.has_counted_last(watch.exercise)).max_by(by_progress);
        let again = counted.filter(|watch| AGAIN_SHARE <= watch.progress());
        let moving = again.or(most).filter(|watch| 0.0 < watch.progress()).or_else(|| asked().next());
        moving.map_or_else(
            || (self.search.first(), Leg::Near, Phase::Away),
            |watch| (watch.exercise, watch.leg(), watch.phase()),
        )
    }

    fn is_certain(&self, exercise: &Exercise) -> bool {
        !self.search.is_open() || self.has_counted_last(exercise)
    }

    fn has_counted_last(&self, exercise: &Exercise) -> bool {
        self.reps.last().is_some_and(|rep| rep.exercise == exercise.id)
    }

    fn last_not_counted(&self, at: Timestamp) -> Option<NotCounted> {
        let is_recent = |it: &&NotCounted| at.secs() < it.end_s + SPOKEN_OF_SECS;
        let recent: Vec<NotCounted> = self.not_counted.iter().filter(is_recent).cloned().collect();
        left_over::left_over(recent, &self.reps, &self.partial_reps, self.search).pop()
    }

    /// How many repetitions of a rhythm count for the time being.
    fn n_provisional(&self, exercise: &Exercise) -> usize {
        usize::from(self.rhythm_of(exercise).is_some_and(RhythmFollower::is_provisional))
    }

    fn rhythm_of(&self, exercise: &Exercise) -> Option<&RhythmFollower> {
        self.watches.iter().filter(|watch| watch.exercise == exercise).find_map(Watch::rhythm)
    }

    fn best(&self, exercise: &Exercise) -> Option<f64> {
        let measure = exercise.best_is_least?;
        let of_it = self.reps.iter().filter(|rep| rep.exercise == exercise.id);
        of_it.filter_map(|rep| rep.measures.get(measure.id)).map(|reading| reading.value).min_by(f64::total_cmp)
    }
}
