//! Everything about one person is removed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::history::{self, History, HistoryError};
use super::plans::forget_plans;
use super::sessions::{SessionFile, clear_remains, folders, is_running, remove};
use super::settings::{Profile, Settings};

/// What was removed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forgotten {
    /// Sessions, each with its reports, poses, video and marks.
    pub n_sessions: usize,
    /// How large they were, in bytes.
    pub n_bytes: u64,
    /// True if the settings knew the profile.
    pub was_in_settings: bool,
    /// True if it had a plan.
    pub had_plan: bool,
    /// Damaged files that had been set aside and may have held something of it.
    pub set_aside: Vec<PathBuf>,
    /// Folders of which it cannot be told whose they are; they are left.
    pub unreadable: Vec<PathBuf>,
}

/// Removes the sessions of a profile, what the history says of them, its plans, and the profile from the settings.
pub fn forget(data: &Path, profile: &str) -> Result<Forgotten, HistoryError> {
    let base = data.join(history::SESSIONS);
    clear_remains(&base);
    let mut forgotten = Forgotten::default();
    let mut own = Vec::new();
    for folder in folders(&base) {
        match SessionFile::read(&folder) {
            Ok(session) if session.profile == profile => own.push(folder),
            Ok(_) => {}
            Err(_) if is_empty(&folder) => {}
            Err(_) => forgotten.unreadable.push(folder),
        }
    }
    if own.iter().any(|folder| is_running(folder)) {
        return Err(io::Error::other("a session of this profile goes on in another window; end it there first").into());
    }
    for folder in own {
        let n_bytes = size(&folder);
        remove(&folder)?;
        forgotten.n_sessions += 1;
        forgotten.n_bytes += n_bytes;
    }
    History::open(data)?.forget(profile)?;
    forgotten.was_in_settings = leave_settings(&data.join("settings.toml"), profile)?;
    forgotten.had_plan = forget_plans(data, profile)?;
    forgotten.set_aside = remove_set_aside(data)?;
    Ok(forgotten)
}

fn leave_settings(path: &Path, profile: &str) -> io::Result<bool> {
    let (mut settings, _aside) = Settings::load(path)?;
    if !path.exists() || !settings.profiles.iter().any(|other| other.name == profile) {
        return Ok(false);
    }
    let in_use = settings.profile_name().to_owned();
    settings.profiles.retain(|other| other.name != profile);
    if settings.profiles.is_empty() {
        settings.profiles.push(Profile { name: "Me".into(), ..Profile::default() });
    }
    settings.profile = settings.profiles.iter().position(|other| other.name == in_use).unwrap_or(0);
    settings.save(path)?;
    Ok(true)
}

/// Damaged settings and databases cannot be searched, and nothing needs them any more.
fn remove_set_aside(data: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(data).into_iter().flatten().flatten();
    let is_aside = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name == "settings.damaged.toml" || name.starts_with(history::SET_ASIDE)
    };
    let mut aside: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_aside).collect();
    aside.sort();
    for path in &aside {
        fs::remove_file(path)?;
    }
    Ok(aside)
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let of_one = |path: PathBuf| if path.is_dir() { size(&path) } else { path.metadata().map_or(0, |file| file.len()) };
    entries.map(|entry| of_one(entry.path())).sum()
}
