//! The plan of each profile, and plans of files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::whole;
use crate::core::exercise_file::{Mistake, sha256};
use crate::core::plan::{MOST_BYTES, Plan, parse};
use crate::io::bounded::{self, Limit};

/// Folder of all plans in the data folder.
const PLANS: &str = "plans";
/// Name of a plan in the folder of its profile.
pub const PLAN: &str = "plan.toml";
/// Plans that were there before and are kept, the last first: more than the steps of a plan of twelve weeks.
const MOST_PREVIOUS: usize = 20;
/// The largest plan.
pub(super) const PLAN_LIMIT: Limit = Limit::kib(MOST_BYTES >> 10);

/// Of a plan's sessions the newest alone are read: twelve items in six sets each, on more than the two days that levels
/// look at.
pub const MOST_PLAN_SESSIONS: usize = 200;

/// Why a plan cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PlanFileError {
    /// It cannot be read.
    #[error("the plan cannot be read ({source}); check its name and whether you may read it: {}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Something is wrong in it.
    #[error("{mistake}; correct this plan, docs/plans.md explains every key: {}", path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// The mistake in it.
        mistake: Mistake,
    },
    /// It cannot be written.
    #[error("the plan cannot be written ({source}); free some space or check the folder's rights: {}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Reads a plan.
pub fn read_plan(path: &Path) -> Result<Plan, PlanFileError> {
    let text = plan_text(path)?;
    parse(&text).map_err(|mistake| PlanFileError::Wrong { path: path.to_owned(), mistake })
}

/// Reads the text of a plan, whatever it says.
pub fn plan_text(path: &Path) -> Result<String, PlanFileError> {
    let read = bounded::read_to_string(path, PLAN_LIMIT);
    read.map_err(|source| PlanFileError::Io { path: path.to_owned(), source })
}

/// Returns the place of a profile's plan in a data folder.
pub fn plan_of(data: &Path, profile: &str) -> PathBuf {
    folder(data, profile).join(PLAN)
}

/// Letters of a profile's name that its folder shows.
const SHOWN: usize = 40;

/// A name may hold anything, and systems differ in what a folder may be called: it is told by the hash.
fn folder(data: &Path, profile: &str) -> PathBuf {
    let shown: String = profile.chars().filter(char::is_ascii_alphanumeric).take(SHOWN).collect();
    let hash: String = sha256(profile).chars().take(12).collect();
    data.join(PLANS).join(format!("{}-{hash}", shown.to_lowercase()))
}

/// Makes a text the plan of a profile; those before are kept beside it.
pub fn keep_plan(data: &Path, profile: &str, text: &str) -> io::Result<PathBuf> {
    let path = plan_of(data, profile);
    // Before older plans make room: on a full disk, each try would drop one of them.
    let new = whole::staged(&path, text.as_bytes())?;
    if path.exists() {
        keep_previous(&path)?;
    }
    new.persist(&path).map_err(|error| error.error)?;
    Ok(path)
}

/// Keeps a copy of the plan: a kill in between must not leave the profile without one.
fn keep_previous(path: &Path) -> io::Result<()> {
    let newest = previous(path, 1);
    let copy = whole::hidden_beside(&newest)?;
    fs::copy(path, copy.path())?;
    for k in (1..MOST_PREVIOUS).rev() {
        let older = previous(path, k);
        if older.exists() {
            fs::rename(older, previous(path, k + 1))?;
        }
    }
    copy.persist(newest).map(drop).map_err(|error| error.error)
}

/// Returns the place of a plan that was there before: `plan.previous.toml` for the last one, then `plan.previous.2.toml`.
fn previous(path: &Path, k: usize) -> PathBuf {
    let number = if k == 1 { String::new() } else { format!(".{k}") };
    path.with_file_name(format!("plan.previous{number}.toml"))
}

/// Removes the plans of a profile; returns whether there were any.
pub(super) fn forget_plans(data: &Path, profile: &str) -> io::Result<bool> {
    match fs::remove_dir_all(folder(data, profile)) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::plan::STARTING;

    #[test]
    fn each_profile_has_its_own_plan_whatever_its_name_and_the_one_before_is_kept() {
        let data = tempfile::tempdir().unwrap();
        let names = ["Me", "me", "../me", "Übung", "", "a/b", &"x".repeat(300)];
        for name in names {
            keep_plan(data.path(), name, &format!("# {name}")).unwrap();
        }
        for name in names {
            let path = plan_of(data.path(), name);
            assert!(path.starts_with(data.path().join(PLANS)), "{}", path.display());
            assert_eq!(plan_text(&path).unwrap(), format!("# {name}"));
        }
        let path = keep_plan(data.path(), "Me", STARTING[0]).unwrap();
        assert_eq!(fs::read_to_string(path.with_file_name("plan.previous.toml")).unwrap(), "# Me");
        assert!(read_plan(&path).is_ok());
        assert!(forget_plans(data.path(), "Me").unwrap() && !path.exists());
        assert!(!forget_plans(data.path(), "Me").unwrap() && plan_of(data.path(), "me").exists());
    }

    #[test]
    fn plans_before_the_last_one_are_kept_too_and_the_oldest_goes() {
        let data = tempfile::tempdir().unwrap();
        let path = plan_of(data.path(), "Me");
        for k in 0..=MOST_PREVIOUS + 1 {
            keep_plan(data.path(), "Me", &format!("# {k}")).unwrap();
        }
        let kept: Vec<String> = (1..=MOST_PREVIOUS).map(|k| plan_text(&previous(&path, k)).unwrap()).collect();
        let expected: Vec<String> = (1..=MOST_PREVIOUS).rev().map(|k| format!("# {k}")).collect();
        assert_eq!(kept, expected);
        assert!(!previous(&path, MOST_PREVIOUS + 1).exists());
    }
}
