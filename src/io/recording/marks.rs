//! What a person says of a session against what the program says: kept beside the report, never over it.

use std::io;
use std::path::Path;

use jiff::Zoned;
use serde::{Deserialize, Serialize};

use super::whole;
use crate::io::bounded::{self, Limit};

/// Name of the file in a session's folder.
pub(super) const FILE: &str = "marks.toml";
/// The largest such file: five thousand marks of 200 bytes.
pub(super) const LIMIT: Limit = Limit::mib(1);
const SCHEMA: u32 = 1;

/// All that was marked in a session, in the order in which it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Marks {
    schema: u32,
    /// The marks.
    #[serde(default)]
    pub marks: Vec<Mark>,
}

/// A correction or a note by a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Person who says it, by a name of their choice.
    pub by: String,
    /// When they said it: local time with its offset, RFC 3339.
    pub at: String,
    /// What they say.
    #[serde(flatten)]
    pub remark: Remark,
}

/// What a person says of a session. Repetitions are those of `report.json`, from 0, times seconds since its first picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Remark {
    /// What was counted was no repetition.
    NotARepetition {
        /// Its index.
        rep: usize,
        /// When it began, in s: other rules may count otherwise.
        start_s: f64,
    },
    /// Something to remember, of a repetition, of an instant, or of the whole session.
    Note {
        /// In the person's words.
        text: String,
        /// The repetition's index.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rep: Option<usize>,
        /// The instant, in s.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        time_s: Option<f64>,
    },
    /// A fault that was found was none.
    Disagrees {
        /// The repetition's index; `None` for a fault of a set.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rep: Option<usize>,
        /// Name of the fault.
        fault: String,
    },
    /// A fault that was there was not found.
    Overlooked {
        /// The repetition's index; `None` for a fault of a set.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rep: Option<usize>,
        /// Name of the fault.
        fault: String,
    },
}

impl Default for Marks {
    fn default() -> Self {
        Self { schema: SCHEMA, marks: Vec::new() }
    }
}

impl Marks {
    /// Returns those of a session; none where none were made.
    pub fn load(folder: &Path) -> io::Result<Self> {
        let text = match bounded::read_to_string(&folder.join(FILE), LIMIT) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            read => read?,
        };
        let marks: Self = toml::from_str(&text).map_err(io::Error::other)?;
        if SCHEMA < marks.schema {
            return Err(io::Error::other("they were made with a newer formcheck; update the program"));
        }
        Ok(marks)
    }

    /// Writes them into a session's folder, all or none.
    pub fn save(&self, folder: &Path) -> io::Result<()> {
        let text = toml::to_string_pretty(self).map_err(io::Error::other)?;
        whole::write(&folder.join(FILE), text.as_bytes())
    }

    /// Adds a mark, dated now, to a session's; marks that cannot be read are left alone, and the error says so.
    pub fn add(folder: &Path, by: &str, remark: Remark) -> io::Result<Self> {
        let mut marks = Self::load(folder)?;
        let at = Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
        marks.marks.push(Mark { by: by.to_owned(), at, remark });
        marks.save(folder)?;
        Ok(marks)
    }

    /// Returns true if the repetition that begins then is marked as none.
    pub fn is_no_repetition(&self, start_s: f64) -> bool {
        let is_it = |mark: &Mark| matches!(mark.remark, Remark::NotARepetition { start_s: at, .. } if at == start_s);
        self.marks.iter().any(is_it)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_marked_is_read_again_and_added_to() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Marks::load(folder.path()).unwrap(), Marks::default());
        let remarks = [
            Remark::NotARepetition { rep: 2, start_s: 12.0 },
            Remark::Note { text: "«quotes»,\n\"lines\" = [1]".into(), rep: None, time_s: Some(3.25) },
            Remark::Note { text: String::new(), rep: Some(1), time_s: None },
            Remark::Disagrees { rep: Some(0), fault: "hips_low".into() },
            Remark::Disagrees { rep: None, fault: "too_fast".into() },
            Remark::Overlooked { rep: Some(1), fault: "jerky".into() },
        ];
        for remark in &remarks {
            Marks::add(folder.path(), "Anna", remark.clone()).unwrap();
        }
        let marks = Marks::load(folder.path()).unwrap();
        assert_eq!(marks.marks.iter().map(|mark| mark.remark.clone()).collect::<Vec<_>>(), remarks);
        assert!(marks.marks.iter().all(|mark| mark.by == "Anna" && mark.at.starts_with("20")));
        assert!(marks.is_no_repetition(12.0) && !marks.is_no_repetition(3.25));
    }

    #[test]
    fn marks_that_cannot_be_read_are_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        for text in ["marks = [", "schema = 2\nmarks = []", "schema = 1\n[[marks]]\nkind = \"else\""] {
            std::fs::write(folder.path().join(FILE), text).unwrap();
            assert!(Marks::add(folder.path(), "Anna", Remark::NotARepetition { rep: 0, start_s: 0.0 }).is_err());
            assert_eq!(std::fs::read_to_string(folder.path().join(FILE)).unwrap(), text);
        }
    }
}
