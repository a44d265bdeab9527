//! Files that are written whole, or not at all.

use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::io::plain;

/// Writes a file in one step, with the folders that it lies in. What is no file (`/dev/stdout`, a pipe) is written into.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.metadata().is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        return std::fs::OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    staged(path, bytes)?.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Writes a file beside `path`, with the folders that it lies in: once it is there, it takes that place without further room.
pub(super) fn staged(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    std::fs::create_dir_all(folder_of(path))?;
    let mut file = hidden_beside(path)?;
    file.as_file_mut().write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Returns a file beside `path` that goes when dropped, with the rights of any new file.
pub fn hidden_beside(path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".formcheck-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder_of(path)).map_err(plain::error)
}

/// Checks that what is written does not take the place of the recording.
pub fn check_is_other(path: &Path, recording: &Path) -> io::Result<()> {
    let is_same = path.canonicalize().is_ok_and(|path| recording.canonicalize().is_ok_and(|other| other == path));
    if is_same { Err(io::Error::other("it is the recording itself")) } else { Ok(()) }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}
