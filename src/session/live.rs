//! What the athlete may see while it happens: a state, never a change.

use super::framing::Framing;
use super::rhythm::RhythmView;
use super::warning::ViewWarning;
use super::{Phase, Session, effort};
use crate::exercise::{Exercise, Reading};
use crate::pose::PoseSample;
use crate::report::Rep;
use crate::time::Timestamp;
use crate::track::{Leg, TrackedPose};

/// A session at one instant.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveView {
    /// The athlete, smoothed, as far as seen.
    pub pose: Option<TrackedPose>,
    /// The exercise that they seem to be at: the one that is looked for, or the one that moves most.
    pub exercise: &'static Exercise,
    /// The leg that seems to work.
    pub leg: Leg,
    /// Where in a repetition of it they are.
    pub phase: Phase,
    /// Whole repetitions so far.
    pub n_reps: usize,
    /// Whole repetitions and the one that is as good as over: it may be withdrawn. What is counted aloud is this.
    pub provisional_reps: usize,
    /// How long the present hold has lasted, in s.
    pub hold_secs: f64,
    /// The last whole repetition.
    pub last_rep: Option<Rep>,
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
}

/// A repetition is spoken of for this long after its end, in s.
pub const SPOKEN_OF_SECS: f64 = 6.0;

impl LiveView {
    /// The last repetition as long as it is spoken of: for some seconds, unless the next one is at its top before.
    pub fn spoken_of(&self, at: Timestamp) -> Option<&Rep> {
        let is_before_next_top = !matches!(self.phase, Phase::Top | Phase::Lowering);
        self.last_rep.as_ref().filter(|rep| is_before_next_top && at.secs() < rep.end_s + SPOKEN_OF_SECS)
    }
}

impl Session {
    /// What is shown with this sample.
    pub(super) fn view(&self, sample: &PoseSample, pose: Option<&TrackedPose>) -> LiveView {
        let (exercise, leg, phase) = self.at_work();
        let is_lying = pose.map(|pose| exercise.posture.holds(pose) == Some(true));
        LiveView {
            pose: pose.copied(),
            exercise,
            leg,
            phase,
            n_reps: self.reps.len(),
            provisional_reps: self.reps.len() + self.n_provisional(exercise),
            hold_secs: self.top_since.map_or(0.0, |since| sample.at.secs_since(since)),
            last_rep: self.reps.last().cloned(),
            best: self.best(exercise),
            cadence: effort::cadence_now(&self.reps, exercise, sample.at.secs()),
            rhythm: self.rhythm_of(exercise).map(|rhythm| rhythm.view(sample.at)),
            warnings: is_lying
                .map(|is_lying| self.recent.warnings(is_lying, exercise.posture.kind))
                .unwrap_or_default(),
            framing: self.framing,
        }
    }

    fn best(&self, exercise: &Exercise) -> Option<f64> {
        let measure = exercise.best_is_least?;
        let of_it = self.reps.iter().filter(|rep| rep.exercise == exercise.id);
        of_it.filter_map(|rep| rep.measures.get(measure.id)).map(|reading| reading.value).min_by(f64::total_cmp)
    }
}
