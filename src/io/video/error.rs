//! What can be wrong with a video: errors that stop it, warnings that do not.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::pace::Pace;
use super::shape::PixelAspect;
use crate::core::time::Timestamp;

/// Why frames cannot be read: what failed, why, and what to do next, in one sentence.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VideoError {
    /// Nothing is at the path.
    #[error("no such file or folder; check the spelling: {}", path.display())]
    NotFound {
        /// What was asked for.
        path: PathBuf,
    },
    /// A folder where a file was expected.
    #[error("this is a folder, not a video; give --fps to read it as a folder of stills: {}", path.display())]
    IsDirectory {
        /// What was asked for.
        path: PathBuf,
    },
    /// The system refuses to open it.
    #[error("permission denied; make the file readable for your user (chmod u+r): {}", path.display())]
    PermissionDenied {
        /// What was asked for.
        path: PathBuf,
    },
    /// Reading failed below us.
    #[error("cannot read the file ({source}); check the disk, or copy the file again: {}", path.display())]
    Io {
        /// What was being read.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Zero bytes long.
    #[error("the file is empty; copy or export the video again: {}", path.display())]
    Empty {
        /// What was asked for.
        path: PathBuf,
    },
    /// Its content is of no kind that we know.
    #[error("this is not a video, whatever its name says; give an mp4, mov or webm file: {}", path.display())]
    NotAVideo {
        /// What was asked for.
        path: PathBuf,
    },
    /// A pipe or a device.
    #[error(
        "this is a pipe or a device, which can be read only once and may never end; save it as a file, or give - and send it \
         to standard input: {}", path.display()
    )]
    NotAFile {
        /// What was asked for.
        path: PathBuf,
    },
    /// The container's index is broken or not there.
    #[error("the video is damaged ({what}); copy or export it again: {}", path.display())]
    Damaged {
        /// What is wrong, as a clause.
        what: &'static str,
        /// What was asked for.
        path: PathBuf,
    },
    /// Sound or data only.
    #[error("the file holds no pictures, only sound or data; give the video itself: {}", path.display())]
    NoVideo {
        /// What was asked for.
        path: PathBuf,
    },
    /// A video track without a single frame that can be shown.
    #[error("the video holds no frame that can be shown; record or export it again: {}", path.display())]
    NoFrames {
        /// What was asked for.
        path: PathBuf,
    },
    /// Frames without times: nothing can be measured.
    #[error("the video carries no time stamps; give it a rate with `ffmpeg -r 30 -i IN OUT.mp4`: {}", path.display())]
    NoTimestamps {
        /// What was asked for.
        path: PathBuf,
    },
    /// Below [`MIN_SIDE_PX`](super::MIN_SIDE_PX).
    #[error(
        "the picture is too small ({width}x{height} px), nobody can be seen in it; record at 640x360 or more: {}",
        path.display()
    )]
    TooSmall {
        /// Width in px.
        width: u32,
        /// Height in px.
        height: u32,
        /// What was asked for.
        path: PathBuf,
    },
    /// Above [`MAX_SIDE_PX`](super::MAX_SIDE_PX) or [`MAX_AREA_PX`](super::MAX_AREA_PX).
    #[error(
        "the picture is too large ({width}x{height} px; 4096x2304 at most, for memory); \
         scale it down with `ffmpeg -i IN -vf scale=1280:-2 OUT.mp4`: {}", path.display()
    )]
    TooLarge {
        /// Width in px.
        width: u32,
        /// Height in px.
        height: u32,
        /// What was asked for.
        path: PathBuf,
    },
    /// Needs `ffmpeg`, which is not there.
    #[error(
        "this video ({what}) needs ffmpeg, which is not installed; install it \
         (Debian, Ubuntu: apt install ffmpeg; macOS: brew install ffmpeg) or convert to H.264 in mp4: {}", path.display()
    )]
    FfmpegMissing {
        /// Container, codec or feature that only `ffmpeg` can read.
        what: String,
        /// What was asked for.
        path: PathBuf,
    },
    /// Read by `ffmpeg`, which goes forward only.
    #[error("this video ({what}) cannot be gone through to and fro; convert it to H.264 in mp4: {}", path.display())]
    CannotSeek {
        /// Container, codec or feature that only `ffmpeg` can read.
        what: String,
        /// What was asked for.
        path: PathBuf,
    },
    /// `ffmpeg` ran and gave up.
    #[error("ffmpeg could not read the video ({message}); convert it to H.264 in mp4: {}", path.display())]
    Ffmpeg {
        /// The last line it wrote.
        message: String,
        /// What was asked for.
        path: PathBuf,
    },
    /// A folder without a JPEG or PNG that can be read.
    #[error("the folder holds no JPEG or PNG stills that can be read; name them img1.jpg, img2.jpg, …: {}", path.display())]
    NoStills {
        /// What was asked for.
        path: PathBuf,
    },
    /// A rate of stills that is no rate.
    #[error("{fps} is no frame rate; give the stills per second with --fps, between 0.1 and 1000")]
    BadRate {
        /// What was given, in stills per second.
        fps: f64,
    },
}

impl VideoError {
    /// What the system said about `path`, sorted into the cases that differ in what to do.
    pub(super) fn from_io(source: io::Error, path: &Path) -> Self {
        let path = path.to_path_buf();
        match source.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidFilename => {
                Self::NotFound { path }
            }
            io::ErrorKind::PermissionDenied => Self::PermissionDenied { path },
            io::ErrorKind::IsADirectory => Self::IsDirectory { path },
            _ => Self::Io { path, source },
        }
    }
}

/// What is wrong with a source that can be read all the same.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum VideoWarning {
    /// The file ends before its frames do.
    Truncated {
        /// How much of the video can be read, in seconds.
        readable_secs: f64,
        /// How much is lost, in seconds.
        missing_secs: f64,
    },
    /// Frames that could not be decoded were left out.
    CorruptFrames {
        /// How many, so far.
        n_frames: u64,
    },
    /// Stills of another size than the first were left out.
    OtherSize {
        /// How many, so far.
        n_frames: u64,
    },
    /// Frames not later than the one before were left out.
    RepeatedTimes {
        /// How many, so far.
        n_frames: u64,
    },
    /// Stills that cannot be read were left out.
    UnreadableStills {
        /// How many, so far.
        n_stills: u64,
        /// The first one's file name.
        first: String,
    },
    /// Pixels are not square: pictures were stretched until they were.
    Stretched {
        /// A pixel's width over its height.
        aspect: f64,
    },
    /// The picture's size changes on the way: later pictures were scaled to the first.
    SizeChanges {
        /// How often, so far.
        n_changes: u64,
        /// When it first changes, in seconds.
        at_secs: f64,
    },
    /// The file declares slow motion or a time lapse: times are those of life.
    OtherPace {
        /// Frames that the camera took in a second.
        capture_fps: f64,
        /// Frames that the file shows in a second.
        played_fps: f64,
    },
    /// The file plays parts of itself slower or faster (edit list): times are those of the camera.
    EditedPace {
        /// The slowest rate at which a part is played, 1 for life.
        slowest: f64,
    },
}

impl fmt::Display for VideoWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated { readable_secs, missing_secs } => {
                write!(f, "the file is cut off: {missing_secs:.1} s are missing, {readable_secs:.1} s were read")
            }
            Self::CorruptFrames { n_frames } => {
                write!(f, "{} skipped, damaged in the file", frames(*n_frames))
            }
            Self::OtherSize { n_frames } => write!(f, "{} skipped, not as large as the first", frames(*n_frames)),
            Self::RepeatedTimes { n_frames } => {
                write!(f, "{} skipped, not later than the frame before", frames(*n_frames))
            }
            Self::UnreadableStills { n_stills, first } => {
                write!(f, "{n_stills} unreadable still(s) skipped: {first}")
            }
            Self::Stretched { aspect } => {
                write!(
                    f,
                    "pixels are not square ({aspect:.2} as wide as high): pictures were stretched to their true shape"
                )
            }
            Self::SizeChanges { n_changes, at_secs } => {
                let often = if *n_changes == 1 { String::new() } else { format!(", {n_changes} times in all") };
                write!(f, "the picture's size changes at {at_secs:.1} s{often}: pictures were scaled to the first size")
            }
            Self::OtherPace { capture_fps, played_fps } => {
                let factor = capture_fps / played_fps;
                let (kind, change) = if 1.0 < factor {
                    ("slow motion", format!("divided by {factor:.1}"))
                } else {
                    ("a time lapse", format!("multiplied by {:.1}", factor.recip()))
                };
                write!(
                    f,
                    "the file is {kind} ({capture_fps:.0} frames a second filmed, {played_fps:.0} played): all times were {change}"
                )
            }
            Self::EditedPace { slowest } => {
                write!(
                    f,
                    "parts of the file play at another pace (down to {slowest:.2}): times are those of the camera"
                )
            }
        }
    }
}

fn frames(n: u64) -> String {
    if n == 1 { "1 frame".to_owned() } else { format!("{n} frames") }
}

/// The warnings of one source; counted kinds appear once.
#[derive(Debug, Default)]
pub(super) struct Warnings {
    list: Vec<VideoWarning>,
    /// Size of the last picture, in px.
    size: Option<(u32, u32)>,
}

impl Warnings {
    pub(super) fn list(&self) -> &[VideoWarning] {
        &self.list
    }

    pub(super) fn push(&mut self, warning: VideoWarning) {
        self.list.push(warning);
    }

    /// Notes that pictures are stretched, if they are.
    pub(super) fn push_stretched(&mut self, aspect: PixelAspect) {
        if !aspect.is_square() {
            self.push(VideoWarning::Stretched { aspect: aspect.ratio() });
        }
    }

    /// Notes a pace that is not life's.
    pub(super) fn push_pace(&mut self, declared: Option<Pace>, slowest_edit: Option<f64>) {
        let other = |Pace { capture_fps, played_fps }| VideoWarning::OtherPace { capture_fps, played_fps };
        self.list.extend(declared.map(other));
        self.list.extend(slowest_edit.map(|slowest| VideoWarning::EditedPace { slowest }));
    }

    /// Notes the size of the next picture; going back to one counts as a change, too.
    pub(super) fn follow_size(&mut self, at: Timestamp, size: (u32, u32)) {
        if self.size.replace(size).is_some_and(|before| before != size) {
            self.count(VideoWarning::SizeChanges { n_changes: 1, at_secs: at.secs() });
        }
    }

    /// Adds one to the entry of the same kind, or `warning` itself, which counts one.
    pub(super) fn count(&mut self, warning: VideoWarning) {
        for known in &mut self.list {
            match (known, &warning) {
                (VideoWarning::CorruptFrames { n_frames }, VideoWarning::CorruptFrames { .. })
                | (VideoWarning::OtherSize { n_frames }, VideoWarning::OtherSize { .. })
                | (VideoWarning::RepeatedTimes { n_frames }, VideoWarning::RepeatedTimes { .. }) => {
                    *n_frames += 1;
                    return;
                }
                (VideoWarning::SizeChanges { n_changes, .. }, VideoWarning::SizeChanges { .. }) => {
                    *n_changes += 1;
                    return;
                }
                (VideoWarning::UnreadableStills { n_stills, .. }, VideoWarning::UnreadableStills { .. }) => {
                    *n_stills += 1;
                    return;
                }
                _ => {}
            }
        }
        self.list.push(warning);
    }
}

#[cfg(test)]
mod tests {
    use super::{VideoWarning, Warnings};

    #[test]
    fn a_counted_warning_appears_once() {
        let mut warnings = Warnings::default();
        warnings.count(VideoWarning::CorruptFrames { n_frames: 1 });
        warnings.count(VideoWarning::OtherSize { n_frames: 1 });
        warnings.count(VideoWarning::CorruptFrames { n_frames: 1 });
        assert_eq!(warnings.list()[0], VideoWarning::CorruptFrames { n_frames: 2 });
        assert_eq!(warnings.list()[0].to_string(), "2 frames skipped, damaged in the file");
        assert_eq!(warnings.list().len(), 2);
    }
}
