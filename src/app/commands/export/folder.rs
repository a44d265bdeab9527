//! A folder with one file per frame, written whole or not at all.

use std::io;
use std::path::Path;

use crate::io::export::openpose::ENDING;

/// Checks that a folder is new, empty, or holds files of this kind only, which may be replaced.
pub(super) fn check(path: &Path) -> io::Result<()> {
    let entries = match std::fs::read_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return beside(path).map(drop),
        entries => entries?,
    };
    for entry in entries {
        let name = entry?.file_name();
        if !name.to_string_lossy().ends_with(ENDING) {
            return Err(io::Error::other(format!("the folder holds something else, {}", name.to_string_lossy())));
        }
    }
    beside(path).map(drop)
}

/// Writes files of these names and texts, in place of what the folder held.
pub(super) fn write(path: &Path, files: impl Iterator<Item = (String, String)>) -> io::Result<()> {
    std::fs::create_dir_all(parent(path))?;
    let new = beside(path)?;
    for (name, text) in files {
        std::fs::write(new.path().join(name), text)?;
    }
    let old = beside(path)?;
    if path.exists() {
        check(path)?;
        std::fs::rename(path, old.path().join("old"))?;
    }
    std::fs::rename(new.path(), path)
}

/// A hidden folder beside another, or beside the nearest one that is there; it goes when dropped.
fn beside(path: &Path) -> io::Result<tempfile::TempDir> {
    let nearest = parent(path).ancestors().find(|folder| folder.as_os_str().is_empty() || folder.exists());
    let nearest = nearest.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".formcheck-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o777));
    }
    builder.tempdir_in(nearest).map_err(crate::io::plain::error)
}

fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}
