//! The report: what was found in a recording, as JSON and for people. Schema: `tests/report.schema.json`.

mod change;
mod jackknife;
mod refusal;
mod rep_side;
mod set;
mod statement;
mod times;
pub mod trend;

use std::collections::BTreeMap;

pub use change::{Change, Changed};
pub use jackknife::{LEAST_CLIPS, jackknife_95};
pub use refusal::{Refusal, RefusalReason, Tally};
pub use rep_side::RepSide;
use serde::{Deserialize, Serialize};
pub use set::{CadenceReport, HoldReport, RhythmReport, Set};
pub use statement::{Code, Statement};
pub use times::are_same;

use crate::core::exercise::{Exercise, Reading};
use crate::core::exercises::definitions;
use crate::core::measure::Unit;

/// Name and version of the report's format.
///
/// Version 1 had neither `recorded_at` nor `session`, and version 2 had sentences without codes; both are still read.
pub const SCHEMA: &str = "formcheck.report/3";
/// Version of the rules: grows when the same track would be judged otherwise.
pub const RULES_VERSION: u32 = 7;

/// Everything that is said of one recording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: String,
    /// File that was read, as named.
    pub video: String,
    /// Time of the recording, RFC 3339; `None` where neither the session nor the file states it.
    #[serde(default)]
    pub recorded_at: Option<String>,
    /// Pain and stop, of a session that was kept; filled in when it is exported, because both can be told later.
    #[serde(default)]
    pub session: Option<SessionReport>,
    /// Judgement of the rules.
    #[serde(flatten)]
    pub judgement: Judgement,
    /// How long it took; absent when a pose log was read.
    pub timing: Option<Timing>,
    /// Engine that ran the model.
    pub backend: String,
    /// Model that found the key points.
    pub model: ModelReport,
    /// [`RULES_VERSION`].
    pub rules_version: u32,
    /// SHA-256 of the files that define the exercises, by name; none of the program's own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub definitions: BTreeMap<String, String>,
}

impl Report {
    /// Returns a report of today's rules. Where the model is unknown, a note says so.
    pub fn of(
        video: String,
        mut judgement: Judgement,
        timing: Option<Timing>,
        backend: String,
        model: ModelReport,
    ) -> Self {
        if model.is_unknown() {
            judgement.notes.push(foreign_model(&backend));
            judgement.refusal = judgement.refusal.map(Refusal::without_pictures);
        }
        let done = judgement.reps.iter().map(|rep| rep.exercise.as_str());
        let definitions = definitions(done.chain([judgement.exercise.as_str()]));
        let (schema, rules_version) = (SCHEMA.into(), RULES_VERSION);
        let (recorded_at, session) = (None, None);
        Self { schema, video, recorded_at, session, judgement, timing, backend, model, rules_version, definitions }
    }
}

/// Answers of the person around a session. They count more than the score.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SessionReport {
    /// Pain before, 0–10, where it was reported.
    pub pain_before: Option<u8>,
    /// Pain after, 0–10, where it was reported.
    pub pain_after: Option<u8>,
    /// New symptoms since the start, by id of [`crate::core::safety::Symptom`].
    pub new_symptoms: Vec<String>,
    /// Why the session was stopped, if it was.
    pub stop: Option<StopReport>,
}

/// A stop, and what led to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StopReport {
    /// Id of a [`crate::core::safety::StopReason`].
    pub reason: String,
    /// Time at which "It hurts" was pressed, in s since the beginning of the set; `None` where the answers after it led
    /// to the stop.
    #[serde(default)]
    pub at_s: Option<f64>,
}

/// What the rules say of one recording; depends on the pose samples alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// Exercise that was looked for; `auto` for all of them.
    pub exercise: String,
    /// Mean over the scored repetitions, 0–100.
    pub score: Option<f64>,
    /// Faults that the score leaves out, as they could not be judged in every repetition that it is of.
    #[serde(default)]
    pub score_leaves_out: Vec<String>,
    /// Whole repetitions in order of time.
    pub reps: Vec<Rep>,
    /// Findings that belong to a set and not to a repetition.
    pub findings: Vec<Finding>,
    /// What could not be judged of the set.
    pub not_judged: Vec<NotJudged>,
    /// Runs of repetitions.
    pub sets: Vec<Set>,
    /// Repetitions of which a part was not seen; not scored.
    pub partial_reps: Vec<PartialRep>,
    /// Movements that were seen and did not count, with the reason.
    #[serde(default)]
    pub not_counted: Vec<NotCounted>,
    /// Share of the frames in which the athlete was followed, 0–1.
    pub coverage: f64,
    /// What the view was like.
    pub view: View,
    /// What the reader should know.
    pub notes: Vec<Statement>,
    /// Why nothing is scored, if so.
    pub refusal: Option<Refusal>,
}

impl Judgement {
    /// Returns an exercise with the length of hold by which its sets were judged.
    pub fn as_asked(&self, exercise: &'static Exercise) -> &'static Exercise {
        let asked = self.sets.iter().find(|set| set.exercise == exercise.id).and_then(|set| set.hold_goal_s);
        asked.map_or(exercise, |secs| exercise.with_hold(secs as f32))
    }

    /// Returns the notes that a person should read. Of an exercise of which nothing was counted, what can never be judged
    /// is no news.
    pub fn notes_to_read(&self) -> impl Iterator<Item = &Statement> {
        let is_done = |id: &str| self.reps.iter().any(|rep| rep.exercise == id);
        self.notes
            .iter()
            .filter(move |note| note.code != Code::NeverJudged || note.value("exercise").is_some_and(is_done))
    }

    /// Returns the number of repetitions that the exercise asks for, if fewer were counted. A score of these few is not
    /// a score of the set.
    pub fn goal_missed(&self) -> Option<usize> {
        let first = self.sets.first()?;
        let goal = first.asked_reps()?;
        let is_one = self.sets.iter().all(|set| set.exercise == first.exercise);
        (is_one && self.reps.len() < goal).then_some(goal)
    }
}

/// One repetition. Times are seconds since the recording's first frame.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rep {
    /// First instant of motion.
    pub start_s: f64,
    /// First instant of the hold.
    pub peak_start_s: f64,
    /// Last instant of the hold.
    pub peak_end_s: f64,
    /// Last instant of motion.
    pub end_s: f64,
    /// 0–100, or `None` where nothing could be judged.
    pub score: Option<f64>,
    /// Exercise it belongs to.
    pub exercise: String,
    /// How sure it is that it is one of this exercise and no other, 0.5–1.
    pub confidence: f64,
    /// Index of its set.
    pub set: usize,
    /// The athlete's own side that worked.
    pub side: RepSide,
    /// Way in which the exercise was done.
    pub variant: String,
    /// What was wrong.
    pub findings: Vec<Finding>,
    /// What could not be judged.
    pub not_judged: Vec<NotJudged>,
    /// Readings at the top, by name.
    pub measures: BTreeMap<String, MeasureReport>,
}

/// A fault in a repetition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Name of the fault.
    pub fault: String,
    /// Measure that was read.
    pub reading: f64,
    /// Its unit.
    pub unit: Unit,
    /// Half-width that holds 9 of 10 readings.
    pub error: f64,
    /// 0–1 along the slope.
    pub severity: f64,
    /// The slope.
    pub limit: LimitReport,
    /// From when it shows.
    pub from_s: f64,
    /// Until when.
    pub to_s: f64,
    /// Points that it takes off the score.
    pub cost: f64,
    /// Where the limit comes from.
    pub source: String,
    /// What to do about it.
    pub cue: String,
}

/// Milder findings are no faults yet: half-way between fine and grave lies far above the readings' noise, and from here on
/// the samples' labels count as faults (`tests/pictures/samples.rs`).
pub const LEAST_SEVERITY: f64 = 0.25;
/// From here on a finding is strong.
const STRONG_SEVERITY: f64 = 0.75;

impl Finding {
    /// Returns its severity in a word.
    pub fn degree(&self) -> &'static str {
        match self.severity {
            severity if severity < LEAST_SEVERITY => "slight",
            severity if severity < STRONG_SEVERITY => "clear",
            _ => "strong",
        }
    }

    /// Returns what the reading's error can do to the cost, in points: as many as it moves along the slope from fine to
    /// bad.
    pub fn cost_error(&self) -> f64 {
        let slope = self.limit.bad - self.limit.fine;
        let severity = |reading: f64| ((reading - self.limit.fine) / slope).clamp(0.0, 1.0);
        let strays = |by: f64| (severity(self.reading + by) - severity(self.reading)).abs();
        let worst = if 0.0 < self.severity { self.cost / self.severity } else { 0.0 };
        if slope == 0.0 { 0.0 } else { worst * strays(self.error).max(strays(-self.error)) }
    }
}

/// A slope: severity 0 at `fine`, 1 at `bad`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "said above")]
pub struct LimitReport {
    pub fine: f64,
    pub bad: f64,
}

/// A fault that could not be judged, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "said above")]
pub struct NotJudged {
    pub fault: String,
    pub why: Statement,
}

/// A reading with its error.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "said above")]
pub struct MeasureReport {
    pub value: f64,
    pub error: f64,
}

impl MeasureReport {
    /// Rounds a reading for the report.
    pub fn new(reading: Reading) -> Self {
        Self { value: round(reading.value.into()), error: round(reading.error.into()) }
    }
}

/// A repetition of which a part was not seen, or which could not be distinguished from noise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as in the report")]
pub struct PartialRep {
    pub start_s: f64,
    pub end_s: f64,
    pub why: Statement,
}

/// A movement of an exercise's signal that did not count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NotCounted {
    /// First instant of motion, in s.
    pub start_s: f64,
    /// Last instant of motion, in s.
    pub end_s: f64,
    /// Exercise whose signal moved.
    pub exercise: String,
    /// The side that moved.
    pub side: RepSide,
    /// The kind of reason.
    pub reason: WhyNot,
    /// The reason.
    pub why: Statement,
}

/// Why a movement did not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// It was another movement.
    AnotherMovement,
    /// It was smaller than the smallest repetition, and larger than noise.
    TooSmall,
    /// A joint was hidden: it may have been a repetition.
    Hidden,
    /// It was to be held and was left at once.
    NotHeld,
    /// The reading is impossible for a body.
    Implausible,
    /// Too few pictures showed it.
    TooFewPictures,
}

impl WhyNot {
    /// Returns true if it may have been a repetition.
    pub const fn may_be_one(self) -> bool {
        matches!(self, Self::Hidden | Self::TooFewPictures)
    }
}

/// What the view was like, medians over the time in which the athlete was in the exercise's posture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// True if everything could be judged; `None` where no person was seen.
    pub side_on: Option<bool>,
    /// Angle between the camera and the view that is asked for, in degrees, ±8.
    pub yaw_deg: Option<f64>,
    /// Length of the person in the picture, head to foot along the body, in px.
    pub person_px: Option<f64>,
    /// What to do better.
    pub warnings: Vec<Statement>,
}

/// How long it took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timing {
    /// Frames that were read.
    pub frames: u64,
    /// Frames per second of work, all stages together.
    pub fps: f64,
    /// Work per frame by stage, in ms; stages overlap.
    pub stages_ms: BTreeMap<String, f64>,
}

/// Model that found the key points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "said above")]
pub struct ModelReport {
    pub name: String,
    pub sha256: String,
}

impl ModelReport {
    /// Name where joints came from a file of others, which does not say what found them.
    pub const UNKNOWN: &str = "unknown";

    /// Returns true if the joints came from a file of others. Nothing was found by a model in an empty session: that has
    /// no name at all.
    pub fn is_unknown(&self) -> bool {
        self.name == Self::UNKNOWN
    }
}

/// The statement that the error of joints is unknown; `source` is the kind of file that they came from.
fn foreign_model(source: &str) -> Statement {
    let text = format!(
        "the joints come from a file ({source}): the model that found them is unknown, and so is its error; every ± is \
         that of formcheck's own model"
    );
    Code::ForeignModel.says([source], text)
}

/// Rounds to three decimals: ms, and far below every error.
pub fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
