//! Keys of words, dose and picture.

use serde::Deserialize;

use crate::core::exercise_file::at::{At, Count, Number};

/// Something in each language.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::core::exercise_file) struct LanguagesText<T> {
    /// In English.
    pub(in crate::core::exercise_file) en: At<T>,
    /// In German.
    pub(in crate::core::exercise_file) de: Option<At<T>>,
}

/// The exercise in one language.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::core::exercise_file) struct WordsText {
    /// Its name.
    pub(in crate::core::exercise_file) name: At<String>,
    /// Its purpose.
    pub(in crate::core::exercise_file) purpose: At<String>,
    /// Instructions, from the set-up on.
    pub(in crate::core::exercise_file) how: At<String>,
    /// Aspects that are checked.
    pub(in crate::core::exercise_file) checked: At<String>,
    /// People who should ask a doctor or therapist first.
    pub(in crate::core::exercise_file) caution: Option<At<String>>,
    /// Aspects that can never be judged.
    pub(in crate::core::exercise_file) never_judged: At<String>,
    /// Name of the measure that the exercise is about.
    pub(in crate::core::exercise_file) measure: At<String>,
}

/// A fault in one language.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::core::exercise_file) struct FaultWordsText {
    /// Its name.
    pub(in crate::core::exercise_file) name: At<String>,
    /// Instruction that corrects it, as shown.
    pub(in crate::core::exercise_file) cue: At<String>,
    /// Instruction that corrects it, as spoken.
    pub(in crate::core::exercise_file) said: At<String>,
}

/// A fault in another language than English.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::core::exercise_file) struct TranslatedFaultText {
    /// Its name.
    pub(in crate::core::exercise_file) name: At<String>,
    /// Instruction that corrects it, as shown.
    pub(in crate::core::exercise_file) cue: At<String>,
    /// Instruction that corrects it, as spoken.
    pub(in crate::core::exercise_file) said: At<String>,
    /// Parts that must be seen to judge it; the English ones are shown where this is left out.
    pub(in crate::core::exercise_file) needs: Option<At<String>>,
    /// Source of the limits; the English one is shown where this is left out.
    pub(in crate::core::exercise_file) source: Option<At<String>>,
}

/// Name of a measure, by language.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::core::exercise_file) struct MeasureNameText {
    /// In English.
    pub(in crate::core::exercise_file) en: At<String>,
    /// In German.
    pub(in crate::core::exercise_file) de: Option<At<String>>,
}

/// Usual amount of an exercise.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::core::exercise_file) struct DoseText {
    /// Number of sets.
    pub(in crate::core::exercise_file) sets: At<Count>,
    /// Number of repetitions in each set.
    pub(in crate::core::exercise_file) repetitions: Option<At<Count>>,
    /// Length of each hold in s.
    pub(in crate::core::exercise_file) hold_secs: Option<At<Number>>,
    /// Duration in minutes.
    pub(in crate::core::exercise_file) minutes: Option<At<Number>>,
    /// On how many days a week.
    pub(in crate::core::exercise_file) days_a_week: At<Count>,
    /// Source of these numbers.
    pub(in crate::core::exercise_file) source: At<String>,
}

/// The body at rest and at the top.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::core::exercise_file) struct FigureText {
    /// At rest.
    pub(in crate::core::exercise_file) rest: At<BodyText>,
    /// At the top.
    pub(in crate::core::exercise_file) top: At<BodyText>,
}

/// Places of the parts in trunk lengths, right and up from the hip. `far_` parts are the other side's, if they differ.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(in crate::core::exercise_file) struct BodyText {
    pub(in crate::core::exercise_file) ear: Option<At<[Number; 2]>>,
    pub(in crate::core::exercise_file) shoulder: Option<At<[Number; 2]>>,
    pub(in crate::core::exercise_file) elbow: Option<At<[Number; 2]>>,
    pub(in crate::core::exercise_file) wrist: Option<At<[Number; 2]>>,
    pub(in crate::core::exercise_file) hip: Option<At<[Number; 2]>>,
    pub(in crate::core::exercise_file) knee: Option<At<[Number; 2]>>,
    pub(in crate::core::exercise_file) ankle: Option<At<[Number; 2]>>,
    pub(in crate::core::exercise_file) heel: Option<At<[Number; 2]>>,
    pub(in crate::core::exercise_file) toe: Option<At<[Number; 2]>>,
    pub(in crate::core::exercise_file) far_elbow: Option<At<[Number; 2]>>,
    pub(in crate::core::exercise_file) far_wrist: Option<At<[Number; 2]>>,
    pub(in crate::core::exercise_file) far_knee: Option<At<[Number; 2]>>,
    pub(in crate::core::exercise_file) far_ankle: Option<At<[Number; 2]>>,
    pub(in crate::core::exercise_file) far_heel: Option<At<[Number; 2]>>,
    pub(in crate::core::exercise_file) far_toe: Option<At<[Number; 2]>>,
}
