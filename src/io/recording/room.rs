//! Checks that sessions can be kept in a folder, before one begins.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::whole::hidden_beside;

/// A session of 20 minutes takes this, in bytes: its pose log 5.3 MB (`tests/pictures/pose_log_size.rs`), its reports and the index.
const SESSION_BYTES: u64 = 20_000_000;
/// The same with its video: 4 Mbit/s at 1280×720 (1 Mbit/s at 640×360, `video/encode/pictures.rs`).
const VIDEO_BYTES: u64 = 600_000_000;

/// Bytes that an import or a copy leaves free, so that sessions and other programs can go on writing.
pub const KEPT_FREE: u64 = 256 << 20;

/// Why a session may not be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoRoom {
    /// The system refuses to write there.
    Refused {
        /// The folder.
        folder: PathBuf,
        /// The system's words.
        cause: String,
    },
    /// The disk is nearly full.
    Full {
        /// The folder.
        folder: PathBuf,
        /// Free space, in bytes.
        free: u64,
    },
}

/// Looks whether a session can be kept below this folder, with its video or without; the folder is made if need be.
pub fn room(base: &Path, has_video: bool) -> Result<(), NoRoom> {
    let needed = if has_video { VIDEO_BYTES } else { SESSION_BYTES };
    room_for(base, needed)
}

fn room_for(base: &Path, needed: u64) -> Result<(), NoRoom> {
    let folder = || base.to_path_buf();
    match probe(base) {
        Err(error) if error.kind() == io::ErrorKind::StorageFull => {
            return Err(NoRoom::Full { folder: folder(), free: 0 });
        }
        Err(error) => return Err(NoRoom::Refused { folder: folder(), cause: error.to_string() }),
        Ok(()) => {}
    }
    // If the system does not report the free space, the probe must suffice.
    let free = fs4::available_space(base).unwrap_or(u64::MAX);
    if free < needed { Err(NoRoom::Full { folder: folder(), free }) } else { Ok(()) }
}

/// Writes a little there, and removes it.
fn probe(base: &Path) -> io::Result<()> {
    std::fs::create_dir_all(base)?;
    let mut file = hidden_beside(&base.join("probe"))?;
    file.write_all(&[0; 4096])?;
    file.as_file().sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_room_is_made_and_left_empty() {
        let data = tempfile::tempdir().unwrap();
        let base = data.path().join("a/sittings");
        assert_eq!(room(&base, false), Ok(()));
        assert_eq!(std::fs::read_dir(&base).unwrap().count(), 0);
    }

    #[test]
    fn what_cannot_be_written_and_what_is_too_small_is_told_apart() {
        let data = tempfile::tempdir().unwrap();
        let Err(NoRoom::Full { free, .. }) = room_for(data.path(), u64::MAX - 1) else { panic!("no disk is so large") };
        assert!(0 < free);
        std::fs::write(data.path().join("file"), "").unwrap();
        let below = data.path().join("file/sittings");
        assert!(matches!(room(&below, false), Err(NoRoom::Refused { folder, .. }) if folder == below));
    }
}
