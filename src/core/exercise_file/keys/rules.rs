//! Keys of criteria and faults.

use serde::Deserialize;

use super::words::{FaultWordsText, TranslatedFaultText};
use crate::core::exercise::{Lifted, Reads, SpanOf};
use crate::core::exercise_file::at::{At, Number};
use crate::core::exercise_file::names::PartName;
use crate::core::measure::Measure;

/// Largest deviation from a pure view at which a fault can still be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(in crate::core::exercise_file) enum ViewedText {
    /// Only squarely.
    Square,
    /// From the side, or as the exercise asks.
    SideOn,
    /// At an angle, too.
    Oblique,
}

/// A struct with the keys that say what is read; `serde(flatten)` would let unknown keys pass.
macro_rules! with_reads {
    ($(#[$meta:meta])* struct $name:ident { $($(#[$key_meta:meta])* $key:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        pub(in crate::core::exercise_file) struct $name {
            /// Median of a measure at the top.
            pub(in crate::core::exercise_file) top: Option<At<String>>,
            /// Median of a measure at rest before.
            pub(in crate::core::exercise_file) rest: Option<At<String>>,
            /// Change of a measure from rest to the top.
            pub(in crate::core::exercise_file) change: Option<At<String>>,
            /// The farthest that a measure leaves its rest while moving, either way.
            pub(in crate::core::exercise_file) drift: Option<At<String>>,
            /// Fall of a measure while at the top.
            pub(in crate::core::exercise_file) sag: Option<At<String>>,
            /// Difference of a measure between both sides at the top.
            pub(in crate::core::exercise_file) difference: Option<At<String>>,
            /// The farthest that a part rises over its rest while moving.
            pub(in crate::core::exercise_file) rise: Option<At<PartName>>,
            /// Height of a part over its rest while at the top.
            pub(in crate::core::exercise_file) top_rise: Option<At<PartName>>,
            /// Distance of a part at the top from its rest, along the floor.
            pub(in crate::core::exercise_file) travel: Option<At<PartName>>,
            /// Distance of both sides' parts at the top, in shank lengths.
            pub(in crate::core::exercise_file) apart: Option<At<PartName>>,
            /// Duration of a part of the repetition.
            pub(in crate::core::exercise_file) span: Option<At<SpanOf>>,
            /// Another part that stays: the motion that it shares is the camera's. For `rise`, `top_rise`, `travel`.
            pub(in crate::core::exercise_file) steadied_by: Option<At<PartName>>,
            /// Parts of the far side that must be seen beyond doubt. For `difference`.
            pub(in crate::core::exercise_file) sure: Option<At<Vec<PartName>>>,
            $($(#[$key_meta])* pub(in crate::core::exercise_file) $key: $type,)*
        }

        impl $name {
            pub(in crate::core::exercise_file) const fn reads(&self) -> ReadsText<'_> {
                ReadsText {
                    measures: [
                        (&self.top, Reads::Top),
                        (&self.rest, Reads::Rest),
                        (&self.change, Reads::Change),
                        (&self.drift, Reads::Drift),
                        (&self.sag, Reads::Sag),
                    ],
                    lifted: [
                        (&self.rise, Reads::Rise),
                        (&self.top_rise, Reads::TopRise),
                        (&self.travel, Reads::Travel),
                    ],
                    difference: &self.difference,
                    apart: &self.apart,
                    span: &self.span,
                    steadied_by: &self.steadied_by,
                    sure: &self.sure,
                }
            }
        }
    };
}

/// The value of a key, and what is read of what it names.
type Key<'a, T, Of> = (&'a Option<At<T>>, fn(Of) -> Reads);

/// Keys of a rule that name its reading; one of all but the last two is given.
#[derive(Debug, Clone, Copy)]
pub(in crate::core::exercise_file) struct ReadsText<'a> {
    pub(in crate::core::exercise_file) measures: [Key<'a, String, Measure>; 5],
    pub(in crate::core::exercise_file) lifted: [Key<'a, PartName, Lifted>; 3],
    pub(in crate::core::exercise_file) difference: &'a Option<At<String>>,
    pub(in crate::core::exercise_file) apart: &'a Option<At<PartName>>,
    pub(in crate::core::exercise_file) span: &'a Option<At<SpanOf>>,
    pub(in crate::core::exercise_file) steadied_by: &'a Option<At<PartName>>,
    pub(in crate::core::exercise_file) sure: &'a Option<At<Vec<PartName>>>,
}

with_reads! {
    /// A condition with a slope.
    struct CriterionText {
        /// Reason that is reported of a movement that does not meet it.
        why: At<String>,
        /// The same reason in German.
        why_de: Option<At<String>>,
        /// Counts from here on, in degrees.
        counts_from_deg: Option<At<Number>>,
        /// Beyond doubt from here on, in degrees; may lie below.
        sure_from_deg: Option<At<Number>>,
        /// Counts from here on, in trunk lengths.
        counts_from_trunk: Option<At<Number>>,
        /// Beyond doubt from here on, in trunk lengths; may lie below.
        sure_from_trunk: Option<At<Number>>,
        /// Counts from here on, in shank lengths.
        counts_from_shank: Option<At<Number>>,
        /// Beyond doubt from here on, in shank lengths; may lie below.
        sure_from_shank: Option<At<Number>>,
        /// Counts from here on, in s.
        counts_from_secs: Option<At<Number>>,
        /// Beyond doubt from here on, in s; may lie below.
        sure_from_secs: Option<At<Number>>,
        /// A movement meets it where it cannot be read: a limb that does what this excludes would be in sight.
        #[serde(default)]
        hidden_counts: bool,
    }
}

with_reads! {
    /// A fault of a repetition.
    struct FaultText {
        /// Named for what is wrong: small letters, digits and `_`.
        id: At<String>,
        /// No fault up to here, in degrees.
        fine_deg: Option<At<Number>>,
        /// At its worst from here on, in degrees; may lie below.
        bad_deg: Option<At<Number>>,
        /// No fault up to here, in trunk lengths.
        fine_trunk: Option<At<Number>>,
        /// At its worst from here on, in trunk lengths; may lie below.
        bad_trunk: Option<At<Number>>,
        /// No fault up to here, in shank lengths.
        fine_shank: Option<At<Number>>,
        /// At its worst from here on, in shank lengths; may lie below.
        bad_shank: Option<At<Number>>,
        /// No fault up to here, in s.
        fine_secs: Option<At<Number>>,
        /// At its worst from here on, in s; may lie below.
        bad_secs: Option<At<Number>>,
        /// Points deducted at its worst.
        points: At<Number>,
        /// Largest deviation from a pure view at which it can still be judged.
        view: ViewedText,
        /// Parts that must be seen to judge it.
        needs: At<String>,
        /// Source of the limits.
        source: At<String>,
        /// In English.
        en: At<FaultWordsText>,
        /// In German.
        de: Option<At<TranslatedFaultText>>,
    }
}
