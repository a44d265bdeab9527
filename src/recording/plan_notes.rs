//! A person's decisions and answers about today's plan, in a small file beside the plan, and a step of level that is taken.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::plans::{PlanFileError, keep_plan, plan_of, plan_text};
use super::whole;
use crate::bounded::{self, Limit};
use crate::plan::play::{DayNotes, FORMAT, ItemKey};
use crate::plan::with_level;

/// Name of the notes in the folder of a profile's plan.
const NOTES: &str = "day.toml";
/// Name that damaged notes get.
const DAMAGED: &str = "day.damaged.toml";
/// Twelve items in six sets each take a tenth of it.
const LIMIT: Limit = Limit::kib(64);

/// Why notes on a plan cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum NotesError {
    /// The system refuses the file, or it is too large.
    #[error("the notes on today's plan cannot be read ({source}); check the file's rights, or remove it: {}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is none of ours, or damaged.
    #[error(
        "the notes on today's plan are damaged ({cause}); remove the file, or it is set aside with the next entry: {}",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: String,
    },
}

/// Returns the notes of a profile on a day; empty ones where the file is of another day: each day begins anew.
pub fn read_notes(data: &Path, profile: &str, day: Date) -> Result<DayNotes, NotesError> {
    let path = notes_of(data, profile);
    let text = match bounded::read_to_string(&path, LIMIT) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(DayNotes::of(day)),
        Err(source) => return Err(NotesError::Io { path, source }),
    };
    let read = toml::from_str::<DayNotes>(&text).map_err(|error| error.message().to_owned());
    match read.and_then(|notes| if notes.format == FORMAT { Ok(notes) } else { Err(other_format(notes.format)) }) {
        Ok(notes) if notes.day == day.to_string() => Ok(notes),
        Ok(_of_another_day) => Ok(DayNotes::of(day)),
        Err(cause) => Err(NotesError::Damaged { path, cause }),
    }
}

fn other_format(format: u32) -> String {
    format!("format {format} is not known; this program reads format {FORMAT}")
}

/// Changes the notes of a profile on a day. The file is written whole or not at all; a damaged one is set aside.
pub fn change_notes(data: &Path, profile: &str, day: Date, change: impl FnOnce(&mut DayNotes)) -> io::Result<()> {
    let path = notes_of(data, profile);
    let mut notes = match read_notes(data, profile, day) {
        Ok(notes) => notes,
        Err(NotesError::Damaged { .. }) => {
            fs::rename(&path, path.with_file_name(DAMAGED))?;
            DayNotes::of(day)
        }
        Err(NotesError::Io { source, .. }) => return Err(source),
    };
    change(&mut notes);
    whole::write(&path, toml::to_string(&notes).map_err(io::Error::other)?.as_bytes())
}

/// Writes another level of an item into the plan of a profile, counting from a day on; the plan before is kept.
pub fn take_step(
    data: &Path,
    profile: &str,
    (item, level): (&ItemKey, usize),
    since: Date,
) -> Result<(), PlanFileError> {
    let path = plan_of(data, profile);
    let text = plan_text(&path)?;
    let changed = with_level(&text, item, level, since);
    let changed = changed.map_err(|mistake| PlanFileError::Wrong { path: path.clone(), mistake })?;
    keep_plan(data, profile, &changed).map(drop).map_err(|source| PlanFileError::Write { path, source })
}

fn notes_of(data: &Path, profile: &str) -> PathBuf {
    plan_of(data, profile).with_file_name(NOTES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::play::{Felt, Mark, Standing};
    use crate::plan::{STARTING, WorkSide, parse};
    use crate::recording::keep_plan;

    const DAY: Date = jiff::civil::date(2026, 12, 1);

    fn key() -> ItemKey {
        ItemKey { exercise: "pelvic_tilt".into(), side: WorkSide::Both }
    }

    #[test]
    fn notes_are_there_again_on_the_same_day_and_a_new_day_begins_anew() {
        let data = tempfile::tempdir().unwrap();
        let data = data.path();
        assert_eq!(read_notes(data, "Me", DAY).unwrap(), DayNotes::of(DAY));
        change_notes(data, "Me", DAY, |notes| notes.mark(&key(), Some(Mark::WithoutCamera))).unwrap();
        change_notes(data, "Me", DAY, |notes| notes.answer(&key(), "s1", Felt::TooHard)).unwrap();
        let again = read_notes(data, "Me", DAY).unwrap();
        assert_eq!(again.standing(&key(), false), Standing::WithoutCamera);
        assert_eq!(again.felt(&key()), [Felt::TooHard]);
        assert_eq!(read_notes(data, "Anna", DAY).unwrap(), DayNotes::of(DAY), "each profile has its own");
        let tomorrow = DAY.tomorrow().unwrap();
        assert_eq!(read_notes(data, "Me", tomorrow).unwrap(), DayNotes::of(tomorrow));
        change_notes(data, "Me", tomorrow, |notes| notes.mark(&key(), Some(Mark::Later))).unwrap();
        assert!(read_notes(data, "Me", tomorrow).unwrap().felt(&key()).is_empty(), "yesterday's are gone");
    }

    #[test]
    fn damaged_notes_are_named_and_set_aside_by_the_next_entry() {
        let data = tempfile::tempdir().unwrap();
        let path = notes_of(data.path(), "Me");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        for damaged in ["format = 1\nday = ", "format = 2\nday = \"2026-12-01\"\n"] {
            fs::write(&path, damaged).unwrap();
            let error = read_notes(data.path(), "Me", DAY).unwrap_err().to_string();
            assert!(error.contains("damaged") && error.contains("day.toml"), "{error}");
            change_notes(data.path(), "Me", DAY, |notes| notes.mark(&key(), Some(Mark::Later))).unwrap();
            assert_eq!(fs::read_to_string(path.with_file_name(DAMAGED)).unwrap(), damaged);
            assert_eq!(read_notes(data.path(), "Me", DAY).unwrap().standing(&key(), false), Standing::Later(0));
        }
        fs::write(&path, vec![b'#'; (64 << 10) + 1]).unwrap();
        let large = vec![read_notes(data.path(), "Me", DAY).unwrap_err().to_string()];
        assert!(large[0].contains("cannot be read"), "{large:?}");
        assert!(change_notes(data.path(), "Me", DAY, |_| ()).is_err(), "what cannot be read is not written over");
    }

    #[test]
    fn a_step_is_written_into_the_plan_and_the_plan_before_is_kept() {
        let data = tempfile::tempdir().unwrap();
        keep_plan(data.path(), "Me", STARTING[0]).unwrap();
        take_step(data.path(), "Me", (&key(), 2), DAY).unwrap();
        let path = plan_of(data.path(), "Me");
        assert_eq!(parse(&plan_text(&path).unwrap()).unwrap().items[0].level, 2);
        assert_eq!(plan_text(&path.with_file_name("plan.previous.toml")).unwrap(), STARTING[0]);
        assert!(take_step(data.path(), "Me", (&key(), 9), DAY).is_err());
        assert!(take_step(data.path(), "Anna", (&key(), 2), DAY).is_err(), "no plan");
    }
}
