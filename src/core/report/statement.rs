//! Statements of the rules: a code with its values. The words of a language arise at the display.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

/// A statement of the rules: its code, the values that belong to it, and the same in English.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Statement {
    /// The statement, whatever the language.
    pub code: Code,
    /// Its values by name, as [`Code::values`] lists them.
    pub values: BTreeMap<String, String>,
    /// The same in English.
    pub text: String,
}

/// The list of statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A sentence of a file's reader, of a source or of an older report, which has no code.
    Free,
    /// A rule of the exercise, by its id.
    Rule,
    /// The same where hidden joints leave it open.
    HiddenRule,
    /// It was smaller than the smallest repetition.
    TooSmall,
    /// It was to be held and was not.
    NotHeld,
    /// The beginning of a repetition was not seen.
    BeginningNotSeen,
    /// The end of a repetition was not seen.
    EndNotSeen,
    /// Parts that a fault needs were not seen.
    NotSeen,
    /// A fault takes more repetitions.
    TakesMore,
    /// The camera looks on at an angle.
    AtAnAngle,
    /// Too few pictures a second.
    TooFewPictures,
    /// The lifted leg is in front of the working one.
    LegInFront,
    /// The camera zoomed during a repetition.
    CameraZoomed,
    /// The recording seems to be slow motion.
    SlowMotion,
    /// The picture stood still during a repetition.
    PictureStoodStill,
    /// Something that spoils the view.
    View,
    /// Every movement is implausibly slow.
    ImplausiblySlow,
    /// The picture stands still for some time.
    PictureStandsStill,
    /// The same, more often than is named.
    PictureStandsStillOften,
    /// The movement is hardly larger than noise.
    NearNoise,
    /// Nothing is counted from some time on.
    NothingCounted,
    /// Aspects of an exercise that can never be judged.
    NeverJudged,
    /// An exercise was learned from one demonstration.
    Learned,
    /// The set was paused.
    Paused,
    /// The set was stopped before anything could be judged.
    StoppedEarly,
    /// The program ended before the session did.
    EndedEarly,
    /// The program ended before anything was kept.
    NothingKept,
    /// Joints come from a file of others, whose model and error are unknown.
    ForeignModel,
}

impl Code {
    /// Every one.
    pub const ALL: [Self; 28] = [
        Self::Free,
        Self::Rule,
        Self::HiddenRule,
        Self::TooSmall,
        Self::NotHeld,
        Self::BeginningNotSeen,
        Self::EndNotSeen,
        Self::NotSeen,
        Self::TakesMore,
        Self::AtAnAngle,
        Self::TooFewPictures,
        Self::LegInFront,
        Self::CameraZoomed,
        Self::SlowMotion,
        Self::PictureStoodStill,
        Self::View,
        Self::ImplausiblySlow,
        Self::PictureStandsStill,
        Self::PictureStandsStillOften,
        Self::NearNoise,
        Self::NothingCounted,
        Self::NeverJudged,
        Self::Learned,
        Self::Paused,
        Self::StoppedEarly,
        Self::EndedEarly,
        Self::NothingKept,
        Self::ForeignModel,
    ];

    /// Names of the values that belong to it.
    pub const fn values(self) -> &'static [&'static str] {
        match self {
            Self::Rule | Self::HiddenRule => &["exercise", "rule"],
            Self::NotSeen | Self::TakesMore => &["exercise", "fault"],
            Self::AtAnAngle => &["asked_view"],
            Self::PictureStoodStill | Self::Paused => &["from_s", "to_s"],
            Self::View => &["warning"],
            Self::ImplausiblySlow => &["drop_s", "lift_s"],
            Self::PictureStandsStill => &["spans"],
            Self::PictureStandsStillOften => &["more", "spans"],
            Self::NothingCounted => &["at_s", "refusal"],
            Self::NeverJudged | Self::Learned => &["exercise"],
            Self::ForeignModel => &["source"],
            _ => &[],
        }
    }

    /// Returns its name in reports.
    pub fn id(self) -> String {
        let name = serde_json::to_value(self).ok();
        name.as_ref().and_then(|name| name.as_str()).unwrap_or_default().to_owned()
    }

    /// Returns the statement with these values, in the order of [`Self::values`], and these English words.
    pub fn says<const N: usize>(self, values: [&str; N], text: impl Into<String>) -> Statement {
        let values = self.values().iter().zip(values).map(|(name, value)| ((*name).to_owned(), value.to_owned()));
        Statement { code: self, values: values.collect(), text: text.into() }
    }
}

impl Statement {
    /// Returns a sentence without a code.
    pub fn free(text: impl Into<String>) -> Self {
        Code::Free.says([], text)
    }

    /// Returns one of its values.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }
}

impl Deref for Statement {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl PartialEq<&str> for Statement {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

/// As reports hold it: those of the second version and before hold the English words alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Text(String),
    Coded { code: Code, values: BTreeMap<String, String>, text: String },
}

impl From<Stored> for Statement {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Text(text) => Self::free(text),
            Stored::Coded { code, values, text } => Self { code, values, text },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_comes_back_from_a_report_and_one_of_an_older_report_has_no_code() {
        let said = Code::PictureStoodStill.says(["1.0", "2.5"], "the picture stood still at 1.0–2.5 s");
        let text = serde_json::to_string(&said).unwrap();
        assert!(text.starts_with(r#"{"code":"picture_stood_still","values":{"from_s":"1.0","to_s":"2.5"}"#), "{text}");
        assert_eq!(serde_json::from_str::<Statement>(&text).unwrap(), said);
        let old: Statement = serde_json::from_str(r#""its end was not seen""#).unwrap();
        assert_eq!((old.code, old), (Code::Free, Statement::free("its end was not seen")));
    }

    #[test]
    fn every_code_is_listed_once() {
        let mut all = Code::ALL.to_vec();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), Code::ForeignModel as usize + 1);
    }
}
