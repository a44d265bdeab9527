//! Export and removal: reports, folders, sessions, everything about a person.

use std::path::Path;

use crate::io::recording::{forget, remove_session};

/// Shows a folder in the system's own program.
pub(super) fn show(folder: &Path) -> Result<(), String> {
    open::that_detached(folder)
        .map_err(|error| format!("the system shows no folders ({error}); open it yourself: {}", folder.display()))
}

pub(super) fn remove(session: &Path) -> Result<(), String> {
    remove_session(session).map_err(|error| {
        format!("the session cannot be removed ({error}); remove its folder yourself: {}", session.display())
    })
}

pub(super) fn forget_all(sessions: &Path, profile: &str) -> Result<(), String> {
    let data = sessions.parent().unwrap_or(sessions);
    let forgotten = forget(data, profile).map_err(|error| error.to_string())?;
    match forgotten.unreadable.first() {
        None => Ok(()),
        Some(folder) => Err(format!(
            "it cannot be told whose this session is, so it was left; look into its folder: {}",
            folder.display()
        )),
    }
}
