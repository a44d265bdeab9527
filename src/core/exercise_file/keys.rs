//! The keys of an exercise file. `tests/exercise.schema.json` is derived from these types, and every key is explained in
//! `docs/exercise-files.md`.

mod rules;
mod words;

use std::collections::BTreeMap;

pub(super) use rules::{CriterionText, FaultText, ReadsText, ViewedText};

use serde::Deserialize;
pub(super) use words::{
    BodyText, DoseText, FaultWordsText, FigureText, LanguagesText, MeasureNameText, TranslatedFaultText, WordsText,
};

use super::at::{At, Count, Number};
use super::names::{PartName, PointName};
use crate::core::exercise::{CameraView, Family, Limbs, PostureKind, Way};

/// An exercise as a text file.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "formcheck exercise"))]
#[serde(deny_unknown_fields)]
pub(super) struct ExerciseText {
    /// Version of the format: 1.
    pub(super) format: At<Count>,
    /// Name in reports and on the command line: small letters, digits and `_`.
    pub(super) id: At<String>,
    /// Kind of exercise.
    pub(super) family: Family,
    /// Posture from rest to the top.
    pub(super) posture: At<PostureKind>,
    /// Up to two parts that stay on the floor; the line through two is the floor.
    #[serde(default)]
    pub(super) contacts: Vec<At<PartName>>,
    /// Places of the camera from which it can be judged.
    pub(super) views: At<Vec<CameraView>>,
    /// Name of the way it is done, as in reports.
    pub(super) variant: Option<At<String>>,
    /// Measures that are reported of every repetition; only the key measure where this is left out.
    pub(super) reported: Option<Vec<At<String>>>,
    /// Other readings that are reported of every repetition.
    #[serde(default)]
    pub(super) also: Vec<AlsoText>,
    /// Measure whose least value in a session is the person's best.
    pub(super) best_is_least: Option<At<String>>,
    /// Ids of the health questions; it is not offered to a person who answers yes.
    #[serde(default)]
    pub(super) cautions: Vec<At<String>>,
    /// True where it was derived from one demonstration and not validated.
    #[serde(default)]
    pub(super) learned: bool,
    /// Effort that is asked for.
    pub(super) effort: At<EffortText>,
    /// Direction of a repetition from rest to the top; `up_down` if left out.
    #[serde(default)]
    pub(super) way: Way,
    /// Limits of measures that the posture keeps to, from rest to the top.
    #[serde(default)]
    pub(super) posture_ranges: Vec<At<RangeText>>,
    /// Measures of its own, by name; the program's measures need no definition.
    #[serde(default)]
    pub(super) measures: BTreeMap<String, At<MeasureText>>,
    /// Signal: the measure that rises from rest to the top of a repetition and falls back.
    pub(super) signal: At<SignalText>,
    /// Conditions that a movement must all meet to count.
    pub(super) criteria: At<Vec<At<CriterionText>>>,
    /// The measure that the exercise is about.
    pub(super) key: At<KeyText>,
    /// Faults of a repetition.
    #[serde(default)]
    pub(super) faults: Vec<At<FaultText>>,
    /// The exercise in words, by language.
    pub(super) words: LanguagesText<WordsText>,
    /// Usual amount of it.
    pub(super) dose: Option<At<DoseText>>,
    /// The body as drawn on the exercise's card.
    pub(super) figure: Option<FigureText>,
}

/// Readings that are reported of a repetition apart from measures.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(super) enum AlsoText {
    /// Period, amplitude and evenness of a rocking during the hold.
    Rocking,
}

/// Effort that is asked for.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct EffortText {
    /// Repetitions, a hold, or cycles that go on evenly.
    pub(super) kind: EffortKind,
    /// Number of repetitions; for `repetitions`.
    pub(super) goal: Option<At<Count>>,
    /// Least cadence; for `cycles`.
    pub(super) from_per_minute: Option<At<Number>>,
    /// Highest cadence; for `cycles`.
    pub(super) to_per_minute: Option<At<Number>>,
}

/// Kind of effort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(super) enum EffortKind {
    /// Repetitions.
    Repetitions,
    /// Holding still at the top.
    Hold,
    /// Going on evenly.
    Cycles,
}

/// Limits of a measure, both included.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct RangeText {
    /// Name of a measure, read on the side towards the camera.
    pub(super) measure: At<String>,
    /// Least value in degrees.
    pub(super) from_deg: Option<At<Number>>,
    /// Highest value in degrees.
    pub(super) to_deg: Option<At<Number>>,
    /// Least value in trunk lengths.
    pub(super) from_trunk: Option<At<Number>>,
    /// Highest value in trunk lengths.
    pub(super) to_trunk: Option<At<Number>>,
}

/// A measure: one of the first nine keys, and its error.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct MeasureText {
    /// Angle at the second of three points, 0 to 180 degrees.
    pub(super) angle: Option<[PointName; 3]>,
    /// The same with its side, 0 to 360 degrees: less than 180 with the second point below the line of the others.
    pub(super) signed_angle: Option<[PointName; 3]>,
    /// 180 degrees less the angle at the second of three points: grows as the joint bends.
    pub(super) flexion: Option<[PointName; 3]>,
    /// 180 degrees less the angle with its side: below 0 where the outer points hang under the middle one.
    pub(super) signed_flexion: Option<[PointName; 3]>,
    /// Height of the first point over the second, in trunk lengths.
    pub(super) height: Option<[PointName; 2]>,
    /// Distance of two points, in trunk lengths.
    pub(super) distance: Option<[PointName; 2]>,
    /// Slope of the line from the first point to the second, -90 to 90 degrees, up is positive.
    pub(super) inclination: Option<[PointName; 2]>,
    /// Distance of a point from the closer of a part's two sides, in trunk lengths.
    pub(super) nearest: Option<NearestText>,
    /// Distance of a point from the farther of a part's two sides, of those that are seen, in trunk lengths.
    pub(super) farthest: Option<NearestText>,
    /// Half-width that holds 9 of 10 readings, in degrees.
    pub(super) error_deg: Option<At<Number>>,
    /// Half-width that holds 9 of 10 readings, in trunk lengths.
    pub(super) error_trunk: Option<At<Number>>,
    /// Error added for each degree of camera yaw, in the measure's unit.
    pub(super) error_per_yaw_deg: At<Number>,
    /// Its name for people; its id is shown where this is left out. The key measure has its name in `words`.
    pub(super) name: Option<MeasureNameText>,
}

/// A point and a part of either side.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct NearestText {
    /// The point.
    pub(super) point: PointName,
    /// The part, on whichever side is closer.
    pub(super) part: PartName,
}

/// Signal: the measure that rises from rest to the top of a repetition and falls back.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct SignalText {
    /// The measure that rises.
    pub(super) measure: At<String>,
    /// The limbs that it is followed on.
    pub(super) limbs: At<Limbs>,
    /// Smallest range that makes a repetition, in degrees.
    pub(super) least_range_deg: Option<At<Number>>,
    /// Smallest range that makes a repetition, in trunk lengths.
    pub(super) least_range_trunk: Option<At<Number>>,
}

/// The measure that the exercise is about.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct KeyText {
    /// One of the reported measures.
    pub(super) measure: At<String>,
    /// Its name in a table, in one short word.
    pub(super) name: At<String>,
    /// Its name on the axis of a plot.
    pub(super) label: At<String>,
    /// Verdict on it where nothing is wrong, in one word.
    pub(super) fine: At<String>,
    /// Least value at the top that a body can have, in degrees.
    pub(super) plausible_from_deg: Option<At<Number>>,
    /// Highest value at the top that a body can have, in degrees.
    pub(super) plausible_to_deg: Option<At<Number>>,
    /// Least value at the top that a body can have, in trunk lengths.
    pub(super) plausible_from_trunk: Option<At<Number>>,
    /// Highest value at the top that a body can have, in trunk lengths.
    pub(super) plausible_to_trunk: Option<At<Number>>,
}
