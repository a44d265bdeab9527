//! Troubles: codes with their values. The words of a language arise at the display, as those of the rules do.

mod codes;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::ops::Deref;
use std::path::Path;

pub use codes::TroubleCode;
use serde::Deserialize;

use super::{Words, fill, sentence};
use crate::io::plain::Remedy;

/// A trouble, for a person: a code, the values that belong to it, and the same in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    code: TroubleCode,
    values: Vec<(&'static str, Value)>,
    text: String,
}

/// A value of what went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A name, or a library's own words: the same in every language.
    Text(String),
    /// A number, as English writes it.
    Number(String),
    /// A cause that the system names, and its own words.
    Cause(Option<io::ErrorKind>, String),
    /// Advice about a file.
    Remedy(Remedy),
    /// Another trouble that explains it.
    Trouble(Box<Trouble>),
}

/// The words of one language: `assets/words/trouble`.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TroubleWords {
    troubles: BTreeMap<String, String>,
    advice: BTreeMap<String, String>,
    causes: BTreeMap<String, String>,
}

impl Trouble {
    /// Returns what went wrong with these values, which the words of the code name.
    pub fn new<const N: usize>(code: TroubleCode, values: [(&'static str, Value); N]) -> Self {
        let mut made = Self { code, values: values.into(), text: String::new() };
        made.text = Words::english().trouble(&made);
        made
    }

    /// Returns its code.
    pub const fn code(&self) -> TroubleCode {
        self.code
    }
}

impl Value {
    /// Returns the name of a file or folder.
    pub fn path(path: &Path) -> Self {
        Self::Text(path.display().to_string())
    }

    /// Returns the words of another program or of a file.
    pub fn text(text: impl fmt::Display) -> Self {
        Self::Text(text.to_string())
    }

    /// Returns a number.
    pub fn number(number: impl fmt::Display) -> Self {
        Self::Number(number.to_string())
    }

    /// Returns the cause of the system's refusal; what the program itself wrote into the error stays as it is.
    pub fn cause(error: &io::Error) -> Self {
        let text = error.to_string();
        // An error that lost the name of its file has lost the number, too: see `plain::error`.
        let is_of_system = error.raw_os_error().is_some() || text.contains(" (os error ");
        Self::Cause(is_of_system.then(|| error.kind()), text)
    }

    /// Returns a trouble as the reason of another one.
    pub fn trouble(of: impl Into<Trouble>) -> Self {
        Self::Trouble(Box::new(of.into()))
    }
}

impl Words {
    /// Returns the sentence for what went wrong.
    pub fn trouble(&self, trouble: &Trouble) -> String {
        let Some(text) = self.troubles.troubles.get(trouble.code.id()) else { return trouble.text.clone() };
        let values: Vec<(&str, String)> =
            trouble.values.iter().map(|(name, value)| (*name, self.trouble_value(value))).collect();
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fill(text, &values)
    }

    fn trouble_value(&self, value: &Value) -> String {
        match value {
            Value::Text(text) => text.clone(),
            Value::Number(number) => self.decimal(number),
            Value::Cause(kind, own) => {
                let known = kind.and_then(|kind| self.troubles.causes.get(&format!("{kind:?}")));
                known.cloned().unwrap_or_else(|| own.clone())
            }
            Value::Remedy(remedy) => self.troubles.advice.get(remedy.id()).cloned().unwrap_or_default(),
            Value::Trouble(other) => self.trouble(other),
        }
    }

    /// Returns the same as a sentence of its own.
    pub fn trouble_sentence(&self, trouble: &Trouble) -> String {
        sentence(&self.trouble(trouble))
    }
}

impl Deref for Trouble {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<String> for Trouble {
    fn from(text: String) -> Self {
        Self { code: TroubleCode::Free, values: Vec::new(), text }
    }
}

impl From<&str> for Trouble {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// Fails unless each error prints the English words of its trouble, and these errors have all codes that begin so.
#[cfg(all(test, feature = "history"))]
pub(crate) fn assert_says_as_printed<E: fmt::Display>(prefix: &str, errors: &[E])
where
    for<'a> Trouble: From<&'a E>,
{
    let said: std::collections::BTreeSet<&str> = errors
        .iter()
        .map(|error| {
            let trouble = Trouble::from(error);
            assert_eq!(trouble.to_string(), error.to_string());
            trouble.code.id()
        })
        .collect();
    for code in TroubleCode::ALL.iter().filter(|code| code.id().starts_with(prefix)) {
        assert!(said.contains(code.id()), "no error says {}", code.id());
    }
}
