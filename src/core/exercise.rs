//! The words in which an exercise is described: one engine interprets them all.

mod about;
pub mod body;
mod fault;
mod goal;
mod needs;
mod posture;
mod reads;
mod rhythm;
mod rocking;
mod signal;
mod target;
mod trace;
mod view;

pub use crate::core::track::Leg;
pub use about::{About, Dose, Family, FaultWords, FigurePose, ON_THE_BACK, Origin, Words};
pub use fault::{Fault, Limit, Viewed};
pub use goal::Goal;
pub(crate) use posture::ON_THE_SIDE_DEG;
pub use posture::{LOWEST_LYING_HIPS, PoseRange, Posture, PostureKind};
pub use reads::{Criterion, Lifted, PatchShare, Reads, Reason, SpanOf};
pub use rhythm::{Cycle, Gate, GateKind, Patch, PatchRange, Rhythm, SetFault, SetReads, Tempo};
pub use rocking::Rocking;
pub use signal::{Effort, JointSignal, Limbs, Signal, Way};
pub use target::{KeyTarget, KeyVerdict};
pub use trace::{Reading, RepTrace, SPAN_ERROR_SECS, Spans, median};
pub use view::{AskedView, CameraView, off_view_deg};

use crate::core::measure::Measure;
use crate::core::skeleton::Side;

/// An exercise: a value that says everything about it.
#[derive(Debug, Clone)]
pub struct Exercise {
    /// Name in reports and on the command line.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Posture of the body from rest to the top.
    pub posture: Posture,
    /// Views from which the camera may look on.
    pub views: &'static [CameraView],
    /// What rises from rest to the top of a repetition and falls back.
    pub signal: Signal,
    /// Effort that it asks for.
    pub effort: Effort,
    /// Direction of a repetition from rest to the top.
    pub way: Way,
    /// Rules that confirm a movement of the signal as a repetition of this exercise and no other.
    pub confirms: Confirms,
    /// Ways of doing a repetition.
    pub variants: Variants,
    /// Measures that are reported of every repetition, taken at the top of the limb that worked.
    pub measures: &'static [Measure],
    /// Other readings that are reported, where they can be read.
    pub also: &'static [Also],
    /// The measure of which the least in a session is the person's best, if there is one.
    pub best_is_least: Option<Measure>,
    /// The measure that it is about.
    pub key: KeyMeasure,
    /// What can be wrong with a repetition.
    pub faults: &'static [Fault],
    /// Faults of a set, whose repetitions may all be right.
    pub set_faults: &'static [SetFault],
    /// Aspects that can never be judged from the place of the camera, stated once per report.
    pub never_judged: &'static str,
    /// Words, dose, cautions, picture.
    pub about: About,
}

/// Rules that confirm a repetition.
#[derive(Debug, Clone, Copy)]
pub enum Confirms {
    /// All of these; as sure as the least sure one. One that cannot be read leaves it unclear.
    Criteria(&'static [Criterion]),
    /// A rule that needs code.
    Custom(fn(&RepTrace<'_>) -> Sureness),
}

/// Confidence that a movement is a repetition of an exercise and no other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sureness {
    /// 0–1; it counts from [`LEAST_CONFIDENCE`]. `None` where it cannot be seen.
    pub value: Option<f32>,
    /// Strongest reason against it.
    pub against: Reason,
}

impl Sureness {
    /// Returns true if it says that the movement is another one.
    pub fn denies(&self) -> bool {
        self.value.is_some_and(|value| value < LEAST_CONFIDENCE)
    }

    /// Returns the least sure of several; what denies it is enough, whatever else is hidden.
    pub fn least(all: impl IntoIterator<Item = Self>) -> Self {
        let mut least = Self { value: Some(1.0), against: Reason::new("", "") };
        let mut hidden = None;
        for one in all {
            match one.value {
                None => hidden = hidden.or(Some(one)),
                Some(value) if least.value.is_some_and(|so_far| value < so_far) => least = one,
                Some(_) => {}
            }
        }
        hidden.filter(|_| !least.denies()).unwrap_or(least)
    }
}

impl Confirms {
    /// Returns the confidence that a movement is a repetition.
    pub fn sureness(&self, rep: &RepTrace<'_>) -> Sureness {
        match self {
            Self::Criteria(all) => {
                Sureness::least(all.iter().map(|it| Sureness { value: it.sureness(rep), against: it.why }))
            }
            Self::Custom(rule) => rule(rep),
        }
    }
}

/// Ways of doing a repetition.
#[derive(Debug, Clone, Copy)]
pub enum Variants {
    /// One, with both sides.
    Both(&'static str),
    /// One, with the limb whose signal moved.
    OneLimb(&'static str),
    /// A rule that needs code.
    Custom(fn(&RepTrace<'_>) -> Variant),
}

impl Variants {
    /// Returns the way in which a repetition was done.
    pub fn of(&self, rep: &RepTrace<'_>) -> Variant {
        match self {
            Self::Both(id) => Variant { id, side: None, hides_working_leg: false },
            Self::OneLimb(id) => {
                let side = rep.hold.first().map(|pose| pose.side(rep.leg));
                Variant { id, side, hides_working_leg: false }
            }
            Self::Custom(rule) => rule(rep),
        }
    }
}

/// Something that is reported of a repetition in addition to its measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Also {
    /// Period, amplitude and evenness of a rocking during the hold.
    Rocking,
    /// Period, ratio of both ways and range of a texture's rhythm.
    Rhythm,
}

impl Also {
    /// Returns the values that can be read, by name.
    pub fn of(self, rep: &RepTrace<'_>) -> Vec<(&'static str, Reading)> {
        match self {
            Self::Rocking => rep.rocking_readings(),
            Self::Rhythm => rep.rhythm_readings(),
        }
    }
}

/// The measure that an exercise is about: drawn, and in every summary.
#[derive(Debug, Clone, Copy)]
pub struct KeyMeasure {
    /// One of the exercise's measures.
    pub measure: Measure,
    /// What it is called in a table, in one short word.
    pub name: &'static str,
    /// Its name on the axis of a plot.
    pub label: &'static str,
    /// What is said of it where nothing is wrong.
    pub fine: &'static str,
    /// Range that a body can reach at the top, from and to, in its unit. A reading beyond it is a tracking error.
    pub plausible: Option<[f32; 2]>,
}

/// Exercises are statics: their names tell them apart.
impl PartialEq for Exercise {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Exercise {
    /// Returns the rhythm that texture tells, if that is what it is followed by. Such a movement counts for nothing
    /// where it is a part of another.
    pub const fn rhythm(&self) -> Option<&Rhythm> {
        match &self.signal {
            Signal::Joints(_) => None,
            Signal::Texture(rhythm) => Some(rhythm),
        }
    }

    /// Returns the signal that joints tell, if that is what it is followed by.
    pub const fn joint_signal(&self) -> Option<&JointSignal> {
        match &self.signal {
            Signal::Joints(signal) => Some(signal),
            Signal::Texture(_) => None,
        }
    }

    /// Returns the fault that is read from the length of the hold, if there is one.
    pub fn hold_fault(&self) -> Option<&'static Fault> {
        signal::hold_fault(self.faults)
    }

    /// Returns the length of hold that is asked for, in s: up to where the rule calls it fine.
    pub fn hold_goal_secs(&self) -> Option<f32> {
        self.hold_fault().map(|fault| fault.limit.fine)
    }

    /// Returns the same exercise where each hold is to last so long, in s; itself where nothing is held or its own hold is no
    /// shorter. It stays for the life of the process, as exercises of files do: a few hundred bytes for each set of a plan.
    pub fn with_hold(&'static self, secs: f32) -> &'static Self {
        if self.hold_goal_secs().is_none_or(|own| secs <= own) {
            return self;
        }
        let faults: Vec<Fault> =
            self.faults.iter().map(|fault| Fault { limit: fault.limit_of_hold(secs), ..*fault }).collect();
        Box::leak(Box::new(Self { faults: faults.leak(), ..self.clone() }))
    }

    /// Returns the number of repetitions that are asked for.
    pub const fn goal(&self) -> Option<usize> {
        match self.effort {
            Effort::Repetitions { goal } => goal,
            Effort::Hold | Effort::Cycles { .. } => None,
        }
    }

    /// Returns true if steps follow one another evenly and nothing is held.
    pub const fn is_cyclic(&self) -> bool {
        matches!(self.effort, Effort::Cycles { .. })
    }

    /// Returns the cadence that is asked for, from and to, in steps a minute.
    pub const fn asked_per_minute(&self) -> Option<[f32; 2]> {
        match self.effort {
            Effort::Cycles { per_minute } => per_minute,
            Effort::Hold | Effort::Repetitions { .. } => None,
        }
    }

    /// Returns the faults that are read from this very measure at the top.
    pub fn faults_on(&self, measure: &Measure) -> impl Iterator<Item = &'static Fault> {
        self.faults.iter().filter(move |fault| fault.reads.is_top_of(measure))
    }
}

/// Movements less sure than this are not counted.
pub const LEAST_CONFIDENCE: f32 = 0.5;

/// Returns how sure a criterion is that must reach a limit: 0.5 at the limit, 1 at twice the limit, 0 at none of it.
pub fn confidence(reading: f32, limit: f32) -> f32 {
    (LEAST_CONFIDENCE * reading / limit).clamp(0.0, 1.0)
}

/// Way in which an exercise was done, and whether what carries the body could be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant {
    /// Name in reports.
    pub id: &'static str,
    /// The side that worked; `None`: both.
    pub side: Option<Side>,
    /// True if the working leg is hidden behind one that does something else.
    pub hides_working_leg: bool,
}
