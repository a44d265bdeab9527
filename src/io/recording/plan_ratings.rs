//! Ratings of activities, in a small file beside the plan.

use std::io;
use std::path::{Path, PathBuf};

use super::plan_files::{PlanFile, PlanNotesError, PlanPart};
use super::plans::plan_of;
use crate::core::plan::activities::Ratings;
use crate::io::bounded::Limit;

/// Five activities on every day of a year take a seventh of it; they stay over all plans of a person.
const FILE: PlanFile<Ratings> =
    PlanFile { what: PlanPart::Ratings, limit: Limit::kib(1024), mistake: Ratings::mistake };

/// Returns the ratings of a profile.
pub fn read_ratings(data: &Path, profile: &str) -> Result<Ratings, PlanNotesError> {
    FILE.read(&ratings_of(data, profile)).map(Option::unwrap_or_default)
}

/// Changes the ratings of a profile.
pub fn change_ratings(data: &Path, profile: &str, change: impl FnOnce(&mut Ratings)) -> io::Result<()> {
    PlanFile::change(&ratings_of(data, profile), read_ratings(data, profile), Ratings::default, change)
}

fn ratings_of(data: &Path, profile: &str) -> PathBuf {
    plan_of(data, profile).with_file_name("ratings.toml")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn ratings_of_a_profile_stay_and_a_damaged_file_is_set_aside_by_the_next_one() {
        let data = tempfile::tempdir().unwrap();
        let day = jiff::civil::date(2026, 12, 1);
        let rate = |value| change_ratings(data.path(), "Me", |ratings| ratings.rate(day, "Sit", Some(value)));
        let session = || read_ratings(data.path(), "Me").map(|ratings| ratings.of_day("Sit", day).today);
        assert_eq!(session().unwrap(), None);
        rate(4).unwrap();
        assert_eq!(session().unwrap(), Some(4));
        assert_eq!(read_ratings(data.path(), "Anna").unwrap(), Ratings::default(), "each profile has its own");
        let path = ratings_of(data.path(), "Me");
        fs::write(&path, "format = 1\nratings = 3\n").unwrap();
        let error = session().unwrap_err().to_string();
        assert!(error.contains("the ratings of activities are damaged") && error.contains("ratings.toml"), "{error}");
        rate(5).unwrap();
        assert_eq!(session().unwrap(), Some(5));
        assert!(path.with_file_name("ratings.damaged.toml").exists());
    }
}
