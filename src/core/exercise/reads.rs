//! Readings that faults and criteria take from a repetition, as data that drawing, sound and print can query.

use serde::Deserialize;

use super::{Cycle, Patch, Reading, RepTrace, Spans};
use crate::core::measure::{Measure, Unit};
use crate::core::skeleton::Part;

/// A reading of one repetition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reads {
    /// Median at the top.
    Top(Measure),
    /// Median at rest before.
    Rest(Measure),
    /// From rest to the top.
    Change(Measure),
    /// The farthest that it leaves its rest while moving, either way.
    Drift(Measure),
    /// Fall of a measure while at the top.
    Sag(Measure),
    /// Difference of both legs at the top, where the parts of the far one are seen beyond doubt.
    Difference(Measure, &'static [Part]),
    /// The farthest that a part rises over its rest while moving, ÷ trunk.
    Rise(Lifted),
    /// Height of a part over its rest while at the top, ÷ trunk.
    TopRise(Lifted),
    /// Distance of a part at the top from its rest, along the floor, ÷ trunk.
    Travel(Lifted),
    /// Distance of both sides' parts at the top, ÷ shank.
    Apart(Part),
    /// Duration of a part of the repetition, in s.
    Span(SpanOf),
    /// Time to the next repetition of a texture's rhythm, in s.
    Period,
    /// Range ÷ that of the first repetitions of a texture's rhythm.
    OfBaseline,
    /// Motion of a patch ÷ the motion that a repetition of this range may cause.
    PatchShare(PatchShare),
}

/// A part that should stay where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifted {
    /// The part, on the side towards the camera.
    pub part: Part,
    /// Another part that stays: the motion that it shares is the camera's.
    pub contact: Option<Part>,
}

/// The motion of a patch in what a repetition of texture's rhythm may move it by: `per_amplitude` × amplitude + `plus`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PatchShare {
    /// Patch whose motion is read.
    pub patch: Patch,
    /// True where only its motion perpendicular to the trunk counts, false where the larger direction counts.
    pub is_up: bool,
    /// Motion that belongs to the repetition, in its amplitudes.
    pub per_amplitude: f32,
    /// Motion that noise adds, in trunks.
    pub plus: f32,
}

impl PatchShare {
    /// Returns its value in a cycle; 1 is as much as the repetition itself may move it.
    pub fn of(&self, cycle: &Cycle) -> f32 {
        let moved = if self.is_up { cycle.up(self.patch) } else { cycle.either(self.patch) };
        moved / (self.per_amplitude * cycle.amplitude() + self.plus)
    }
}

/// A part of a repetition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum SpanOf {
    /// From rest to the top.
    Lift,
    /// At the top.
    Hold,
    /// Back to rest.
    Drop,
    /// The shorter of lift and drop.
    Quicker,
}

impl SpanOf {
    /// Returns its duration in s.
    pub const fn of(self, spans: &Spans) -> f32 {
        match self {
            Self::Lift => spans.lift_secs,
            Self::Hold => spans.hold_secs,
            Self::Drop => spans.drop_secs,
            Self::Quicker => spans.lift_secs.min(spans.drop_secs),
        }
    }
}

impl Reads {
    /// Returns the reading; `None` where a joint is hidden.
    pub fn of(&self, rep: &RepTrace<'_>) -> Option<Reading> {
        match self {
            Self::Top(measure) => rep.hold_median(measure),
            Self::Rest(measure) => rep.rest_median(measure),
            Self::Change(measure) => {
                let (rest, top) = (rep.rest_median(measure)?, rep.hold_median(measure)?);
                Some(Reading { value: top.value - rest.value, error: top.error.hypot(rest.error) })
            }
            Self::Drift(measure) => rep.drift(measure),
            Self::Sag(measure) => rep.sag(measure),
            Self::Difference(measure, sure) => {
                let (near, far) = (rep.hold_median(measure)?, rep.sure_far_hold_median(measure, sure)?);
                Some(Reading { value: (near.value - far.value).abs(), error: near.error.hypot(far.error) })
            }
            Self::Rise(Lifted { part, contact }) => rep.rise(*part, *contact),
            Self::TopRise(Lifted { part, contact }) => rep.hold_rise(*part, *contact),
            Self::Travel(Lifted { part, contact }) => rep.travel(*part, *contact),
            Self::Apart(part) => rep.distance_of_both(*part),
            Self::Span(span) => rep.span(*span),
            Self::Period => rep.cycle?.period,
            Self::OfBaseline => rep.cycle?.of_baseline,
            Self::PatchShare(share) => rep.patch_share(*share),
        }
    }

    /// Returns the measure that it is a reading of, if it is one.
    pub const fn measure(&self) -> Option<&Measure> {
        match self {
            Self::Top(measure)
            | Self::Rest(measure)
            | Self::Change(measure)
            | Self::Drift(measure)
            | Self::Sag(measure)
            | Self::Difference(measure, _) => Some(measure),
            _ => None,
        }
    }

    /// Returns true if it is the reading of this very measure at the top.
    pub fn is_top_of(&self, measure: &Measure) -> bool {
        matches!(self, Self::Top(own) if own.quantity == measure.quantity)
    }

    /// Returns true if places in the picture are compared with those at rest.
    pub const fn compares_places(&self) -> bool {
        matches!(self, Self::Rise(_) | Self::TopRise(_) | Self::Travel(_))
    }

    /// Returns the unit of the reading.
    pub const fn unit(&self) -> Unit {
        if let Some(measure) = self.measure() {
            return measure.unit();
        }
        match self {
            Self::Span(_) | Self::Period => Unit::Secs,
            Self::OfBaseline | Self::PatchShare(_) => Unit::Ratio,
            _ => Unit::Bodies,
        }
    }
}

/// A reason why a movement is no repetition of an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// Its name in reports, one of the exercise's.
    pub id: &'static str,
    /// The same in English.
    pub words: &'static str,
}

impl Reason {
    /// Returns a reason by its id and in words.
    pub const fn new(id: &'static str, words: &'static str) -> Self {
        Self { id, words }
    }
}

/// A condition that a repetition meets or not, with a slope between.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Criterion {
    /// Reason that is reported of a movement that does not meet it.
    pub why: Reason,
    /// Value that is read.
    pub reads: Reads,
    /// The reading from which on the movement counts; sureness is 0.5 there.
    pub counts_from: f32,
    /// The reading from which on it is beyond doubt; may lie below `counts_from`.
    pub sure_from: f32,
    /// True if a movement meets it where it cannot be read: a limb that does what this excludes would be in sight.
    pub hidden_counts: bool,
}

/// Confidence in a criterion that hidden joints are taken to meet: half-way between the least that counts and certainty.
const HIDDEN_CONFIDENCE: f32 = 0.75;

impl Criterion {
    /// Returns the confidence that the movement is a repetition, 0–1; `None` where it cannot be read.
    pub fn sureness(&self, rep: &RepTrace<'_>) -> Option<f32> {
        let Some(Reading { value, .. }) = self.reads.of(rep) else {
            return self.hidden_counts.then_some(HIDDEN_CONFIDENCE);
        };
        let beyond = (value - self.counts_from) / (self.sure_from - self.counts_from);
        Some((super::LEAST_CONFIDENCE * (1.0 + beyond)).clamp(0.0, 1.0))
    }
}
