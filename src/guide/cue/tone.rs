//! What sounds without words: a tone that follows the movement, and a beat.

use super::{Beat, Sound};
use crate::core::exercise::Exercise;
use crate::core::judge::{LiveView, Phase};
use crate::core::time::Timestamp;

/// A smaller change of pitch is not told (of 0–1): 1° of the 45° of a bridge.
const LEAST_STEP: f32 = 0.02;

/// Follows the exercise's angle from rest to where it is fine.
#[derive(Debug, Clone, Default)]
pub(super) struct Tone {
    rest: Option<f32>,
    pitch: Option<f32>,
}

impl Tone {
    /// What is to sound now, if that changes; silence where it is off.
    pub(super) fn push(&mut self, view: &LiveView, is_on: bool) -> Option<Sound> {
        let share = self.share(view);
        let is_moving = is_on && matches!(view.phase, Phase::Rising | Phase::Top | Phase::Lowering);
        match share.filter(|_| is_moving) {
            Some(share) if self.pitch.is_none_or(|pitch| LEAST_STEP <= (share - pitch).abs()) => {
                self.pitch = Some(share);
                Some(Sound::Tone { pitch_share: share })
            }
            Some(_) => None,
            None => self.pitch.take().map(|_| Sound::ToneEnd),
        }
    }

    fn share(&mut self, view: &LiveView) -> Option<f32> {
        let pose = view.pose.as_ref()?;
        let now = view.exercise.key.measure.of(pose, view.leg)?;
        if view.phase == Phase::Rest {
            self.rest = Some(now);
        }
        let (rest, target) = (self.rest?, target(view.exercise)?);
        let way = target - rest;
        (f32::EPSILON < way.abs()).then(|| ((now - rest) / way).clamp(0.0, 1.0))
    }
}

/// Returns the value from which a rule calls the key measure fine: the first rule that reads it.
fn target(exercise: &Exercise) -> Option<f32> {
    exercise.faults_on(&exercise.key.measure).next().map(|fault| fault.limit.fine)
}

/// Returns the time from one beat to the next of a rhythm, in s.
fn rhythm_secs(beat: Beat, view: &LiveView) -> Option<f64> {
    let own = view.rhythm.as_ref()?.period.map(|period| f64::from(period.value));
    match beat {
        Beat::Own => own,
        Beat::Every(secs) => Some(secs),
    }
}

/// Returns the time from one step to the next, in s: within the cadence that the exercise asks for, the person's own
/// where that is wanted and known. A beat of so many seconds is one of slower movements: steps get the slowest that is
/// asked for.
fn step_secs(beat: Beat, view: &LiveView) -> Option<f64> {
    let own = view.cadence.map(|cadence| cadence.value).filter(|_| beat == Beat::Own);
    let per_minute = match view.exercise.asked_per_minute() {
        Some([from, to]) => Some(own.map_or(from, |own| own.max(from).min(to))),
        None => own,
    };
    per_minute.filter(|per_minute| 0.0 < *per_minute).map(|per_minute| 60.0 / f64::from(per_minute))
}

/// When the beat sounded last.
#[derive(Debug, Clone, Default)]
pub(super) struct Metronome {
    last: Option<f64>,
}

impl Metronome {
    /// Whether a beat is due: one, however long nothing was pushed.
    pub(super) fn push(&mut self, at: Timestamp, beat: Beat, view: &LiveView) -> Option<Sound> {
        let period_secs = if view.exercise.is_cyclic() { step_secs(beat, view)? } else { rhythm_secs(beat, view)? };
        let now = at.secs();
        let due = self.last.map_or(now, |last| last + period_secs);
        if period_secs <= 0.0 || now < due {
            return None;
        }
        // In step with the last one as long as none is left out.
        self.last = Some(if now < due + period_secs { due } else { now });
        Some(Sound::Beat)
    }

    /// The next beat begins anew.
    pub(super) const fn stop(&mut self) {
        self.last = None;
    }
}
