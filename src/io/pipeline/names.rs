//! What a recording's name looks like.

use std::ffi::OsStr;
use std::path::Path;

use crate::io::recording::{KEYPOINTS_ENDING, POSES};

/// What the name of a video or of a pose log ends with. `.ts` is left out: more programs than videos are named so.
const ENDINGS: [&str; 20] = [
    "mp4", "m4v", "mov", "3gp", "3g2", "webm", "mkv", "avi", "gif", "flv", "ogv", "wmv", "asf", "mpg", "mpeg", "mts",
    "m2ts", "mxf", "vob", "poses",
];

/// Returns true if this is a video or a pose log, by its name; hidden files are none.
pub fn is_recording_name(path: &Path) -> bool {
    let ending = path.extension().map(OsStr::to_ascii_lowercase).unwrap_or_default();
    let name = path.file_name().unwrap_or_default();
    let is_known = name == POSES || ENDINGS.iter().any(|known| ending == *known);
    // macOS writes hidden «._clip.mp4» files beside videos on foreign disks.
    is_known && !name.as_encoded_bytes().starts_with(b".")
}

/// Returns true if this is a frame of a folder of `OpenPose`, by its name.
pub fn is_keypoints_name(path: &Path) -> bool {
    path.file_name().unwrap_or_default().to_string_lossy().ends_with(KEYPOINTS_ENDING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_is_known_by_its_ending_whatever_its_case() {
        for name in ["a.mp4", "b/A.MOV", "c.poses", "x/poses.log.zst", "00012.MTS"] {
            assert!(is_recording_name(Path::new(name)), "{name}");
        }
        for name in ["a.json", "mp4", ".mp4", "._a.mp4", "a.mp4.part", "b.log.zst", "src/index.ts", ""] {
            assert!(!is_recording_name(Path::new(name)), "{name}");
        }
    }
}
