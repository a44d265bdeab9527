//! Troubles with plans and reminders, from the errors that the program prints.

use super::{PlanFileError, PlanNotesError, ReminderError};
use crate::io::words::{Trouble, TroubleCode as Code, Value};

impl From<&PlanFileError> for Trouble {
    fn from(error: &PlanFileError) -> Self {
        use PlanFileError as It;
        let (code, name, value, path) = match error {
            It::Io { path, source } => (Code::PlanIo, "source", Value::cause(source), path),
            It::Wrong { path, mistake } => (Code::PlanWrong, "mistake", Value::text(mistake), path),
            It::Write { path, source } => (Code::PlanWrite, "source", Value::cause(source), path),
        };
        Self::new(code, [(name, value), ("path", Value::path(path))])
    }
}

impl From<&PlanNotesError> for Trouble {
    fn from(error: &PlanNotesError) -> Self {
        use super::PlanPart as Part;
        let (code, name, value, path) = match error {
            PlanNotesError::Io { what: Part::Notes, path, source } => {
                (Code::PlanNotesIo, "source", Value::cause(source), path)
            }
            PlanNotesError::Io { what: Part::Ratings, path, source } => {
                (Code::PlanRatingsIo, "source", Value::cause(source), path)
            }
            PlanNotesError::Damaged { what: Part::Notes, path, cause } => {
                (Code::PlanNotesDamaged, "cause", Value::text(cause), path)
            }
            PlanNotesError::Damaged { what: Part::Ratings, path, cause } => {
                (Code::PlanRatingsDamaged, "cause", Value::text(cause), path)
            }
        };
        Self::new(code, [(name, value), ("path", Value::path(path))])
    }
}

impl From<&ReminderError> for Trouble {
    fn from(error: &ReminderError) -> Self {
        match error {
            ReminderError::Io { path, source } => {
                Self::new(Code::ReminderIo, [("source", Value::cause(source)), ("path", Value::path(path))])
            }
            ReminderError::Systemd(cause) => Self::new(Code::ReminderSystemd, [("cause", Value::text(cause))]),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::PathBuf;

    use super::super::PlanPart;
    use super::*;
    use crate::io::words::assert_says_as_printed;

    fn path() -> PathBuf {
        "/a place/it.toml".into()
    }

    fn full() -> io::Error {
        io::Error::from_raw_os_error(28)
    }

    #[test]
    fn errors_of_plans_print_the_words_of_their_code() {
        let mistake = crate::core::plan::parse("x = 1").unwrap_err();
        assert_says_as_printed(
            "plan_w",
            &[
                PlanFileError::Io { path: path(), source: full() },
                PlanFileError::Wrong { path: path(), mistake },
                PlanFileError::Write { path: path(), source: full() },
            ],
        );
        for what in [PlanPart::Notes, PlanPart::Ratings] {
            let cause = "key `x` is unknown".to_owned();
            assert_says_as_printed(
                "none",
                &[
                    PlanNotesError::Io { what, path: path(), source: full() },
                    PlanNotesError::Damaged { what, path: path(), cause },
                ],
            );
        }
        assert_says_as_printed(
            "reminder_",
            &[ReminderError::Io { path: path(), source: full() }, ReminderError::Systemd("no bus".into())],
        );
    }
}
