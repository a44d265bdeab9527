//! Export and removal: reports, folders, sessions, everything about a person.

use std::path::{Path, PathBuf};

use super::App;
use super::clerk::Job;
use crate::recording::{Profile, Settings, forget, remove_sitting};

impl App {
    /// Removes a sitting and goes home, where it is listed no more.
    pub(super) fn remove_sitting(&mut self, folder: PathBuf) {
        self.ask(Job::Remove(folder));
        self.go_home();
    }

    /// Removes everything about the profile in use; another one is in use from then on.
    pub(super) fn forget(&mut self) {
        let name = self.settings.profile_name().to_owned();
        self.change(without_profile_in_use(&self.settings));
        self.ask(Job::Forget(name));
        self.list();
    }
}

/// The settings without the profile in use; a new one takes its place where it was the only one.
fn without_profile_in_use(settings: &Settings) -> Settings {
    let mut changed = settings.clone();
    if changed.profile < changed.profiles.len() {
        changed.profiles.remove(changed.profile);
    }
    if changed.profiles.is_empty() {
        changed.profiles.push(Profile { name: "Me".into(), ..Profile::default() });
    }
    changed.profile = changed.profile.min(changed.profiles.len() - 1);
    changed
}

/// Writes the report for people of a sitting; returns the file to print.
#[cfg(feature = "export")]
pub(super) fn write_report(sitting: &Path, to: &Path) -> Result<PathBuf, String> {
    let [_, print] = crate::commands::export::for_people(sitting, to)?;
    Ok(print)
}

#[cfg(not(feature = "export"))]
pub(super) fn write_report(_sitting: &Path, _to: &Path) -> Result<PathBuf, String> {
    Err("this program was built without reports; build it with the feature `export`".to_owned())
}

/// Shows a folder in the system's own program.
pub(super) fn show(folder: &Path) -> Result<(), String> {
    open::that_detached(folder)
        .map_err(|error| format!("the system shows no folders ({error}); open it yourself: {}", folder.display()))
}

pub(super) fn remove(sitting: &Path) -> Result<(), String> {
    remove_sitting(sitting).map_err(|error| {
        format!("the session cannot be removed ({error}); remove its folder yourself: {}", sitting.display())
    })
}

pub(super) fn forget_all(sittings: &Path, profile: &str) -> Result<(), String> {
    let data = sittings.parent().unwrap_or(sittings);
    let forgotten = forget(data, profile).map_err(|error| error.to_string())?;
    match forgotten.unreadable.first() {
        None => Ok(()),
        Some(folder) => Err(format!(
            "it cannot be told whose this session is, so it was left; look into its folder: {}",
            folder.display()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_is_always_left_to_practise() {
        let mut settings = Settings::default();
        assert_eq!(without_profile_in_use(&settings).profile_name(), "Me");
        settings.profiles.push(Profile { name: "Heron".into(), ..Profile::default() });
        settings.profile = 1;
        assert_eq!(without_profile_in_use(&settings).profile_name(), "Me");
        settings.profile = 0;
        let left = without_profile_in_use(&settings);
        assert_eq!((left.profile_name(), left.profiles.len()), ("Heron", 1));
    }
}
