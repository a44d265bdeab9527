//! Removal as the person asks for it: a session, or everything about a profile.

use std::path::PathBuf;

use super::App;
use super::worker::Job;
use crate::io::recording::{Profile, Settings};

impl App {
    /// Removes a session and goes home, where it is listed no more.
    pub(super) fn remove_session(&mut self, folder: PathBuf) {
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
