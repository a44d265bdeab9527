//! Export and removal: reports, folders, sessions, everything about a person.

use std::path::Path;

use crate::io::recording::{forget, remove_session};
use crate::io::words::{Trouble, TroubleCode, Value};

/// Shows a folder in the system's own program.
pub(super) fn show(folder: &Path) -> Result<(), Trouble> {
    open::that_detached(folder).map_err(|error| of_folder(TroubleCode::FolderNotShown, &error, folder))
}

pub(super) fn remove(session: &Path) -> Result<(), Trouble> {
    remove_session(session).map_err(|error| of_folder(TroubleCode::SessionNotRemoved, &error, session))
}

pub(super) fn forget_all(sessions: &Path, profile: &str) -> Result<(), Trouble> {
    let data = sessions.parent().unwrap_or(sessions);
    let forgotten = forget(data, profile).map_err(|error| Trouble::from(&error))?;
    match forgotten.unreadable.first() {
        None => Ok(()),
        Some(folder) => Err(Trouble::new(TroubleCode::SessionOfNobody, [("path", Value::path(folder))])),
    }
}

fn of_folder(code: TroubleCode, error: &std::io::Error, folder: &Path) -> Trouble {
    Trouble::new(code, [("source", Value::cause(error)), ("path", Value::path(folder))])
}
