//! Folders of sessions that are to be gone.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use super::open::is_running;

/// How the name of a folder begins that is being removed.
const REMOVED: &str = ".removed-";
/// How the name of a folder begins into which something is being imported.
pub(in crate::io::recording) const IMPORTED: &str = ".import-";

/// Removes a session with everything that was kept of it.
pub fn remove(folder: &Path) -> io::Result<()> {
    if is_running(folder) {
        return Err(io::Error::other("it is going on in another window; end it there first"));
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let aside = folder.with_file_name(format!("{REMOVED}{name}"));
    // In one step it is no session any more: a removal that is broken off leaves no half of one.
    fs::rename(folder, &aside)?;
    fs::remove_dir_all(&aside)
}

/// Clears away what a removal or an import that was broken off has left.
pub(in crate::io::recording) fn clear_remains(base: &Path) {
    let may_clear_imports = import_lock(base).is_ok_and(|lock| lock.try_lock().is_ok());
    for entry in fs::read_dir(base).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_removed = name.starts_with(REMOVED) || (may_clear_imports && name.starts_with(IMPORTED));
        if is_removed && let Err(error) = fs::remove_dir_all(entry.path()) {
            tracing::warn!(%error, "what is left of a removed session stays");
        }
    }
}

/// What whoever imports holds.
pub(in crate::io::recording) fn import_lock(base: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).truncate(false).write(true).open(base.join(".import.lock"))
}
