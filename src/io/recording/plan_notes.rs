//! A person's decisions and answers about today's plan, in a small file beside the plan, and a step of level that is taken.

use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::plan_files::{PlanFile, PlanNotesError, PlanPart};
use super::plans::{PlanFileError, keep_plan, plan_of, plan_text};
use crate::core::plan::ItemKey;
use crate::core::plan::play::DayNotes;
use crate::core::plan::with_level;
use crate::io::bounded::Limit;

/// Name of the notes in the folder of a profile's plan.
const NOTES: &str = "day.toml";
/// Twelve items in six sets each take a tenth of its limit.
const FILE: PlanFile<DayNotes> = PlanFile { what: PlanPart::Notes, limit: Limit::kib(64), mistake: DayNotes::mistake };

/// Returns the notes of a profile on a day; empty ones where the file is of another day: each day begins anew.
pub fn read_notes(data: &Path, profile: &str, day: Date) -> Result<DayNotes, PlanNotesError> {
    let read = FILE.read(&notes_of(data, profile))?;
    Ok(read.filter(|notes| notes.day == day.to_string()).unwrap_or_else(|| DayNotes::of(day)))
}

/// Changes the notes of a profile on a day.
pub fn change_notes(data: &Path, profile: &str, day: Date, change: impl FnOnce(&mut DayNotes)) -> io::Result<()> {
    PlanFile::change(&notes_of(data, profile), read_notes(data, profile, day), || DayNotes::of(day), change)
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
    use std::fs;

    use super::*;
    use crate::core::plan::play::{Felt, Mark, Standing};
    use crate::core::plan::{STARTING, WorkSide, parse};
    use crate::io::recording::keep_plan;

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
            assert_eq!(fs::read_to_string(path.with_file_name("day.damaged.toml")).unwrap(), damaged);
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
