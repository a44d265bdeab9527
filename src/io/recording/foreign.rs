//! Joints that a program of others found: markers of Sports2D and Pose2Sim (`.trc`), and JSON of `OpenPose`.
//!
//! The model that found them is unknown, and so is its error: headers name no model. Places are those of the file; what the
//! file lacks is told from the joints or stays unknown:
//!
//! | | |
//! |---|---|
//! | a marker that is absent, empty, `NaN` or too unsure | unseen |
//! | size of the picture | the space that the joints take up |
//! | depth, turn of the body | from the markers where they have depth, else from the picture, see `body` |
//! | texture, motion of the camera | unknown |

mod body;
mod frames;
mod names;
mod openpose;
mod trc;

use std::io::Read as _;
use std::path::Path;

use self::body::Body;
use self::frames::{Frame, Placed};
use super::pose_log::LogHeader;
use crate::core::pose::PoseSample;
use crate::core::report::ModelReport;
use crate::io::bounded;

/// The ending of the files of a folder of `OpenPose`, one for each frame.
pub const KEYPOINTS_ENDING: &str = "_keypoints.json";
/// How a `.trc` file begins.
const TRC_START: &[u8] = b"PathFileType";
/// Pictures are unknown: neither dark nor bright, of 0–255.
const BRIGHTNESS: f32 = 128.0;

/// A kind of file with joints that others found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForeignKind {
    /// Markers over the time.
    Trc,
    /// A folder with one file per frame.
    OpenPose,
}

impl ForeignKind {
    /// Returns the kind of what lies there; `None` if it is of no such kind or cannot be read.
    pub fn of(path: &Path) -> Option<Self> {
        if path.is_dir() {
            return openpose::is_folder(path).then_some(Self::OpenPose);
        }
        let mut start = [0; TRC_START.len()];
        bounded::open(path).ok()?.read_exact(&mut start).ok()?;
        (start == TRC_START).then_some(Self::Trc)
    }

    /// Returns its name, which reports give in place of the engine of a model.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Trc => "TRC file",
            Self::OpenPose => "OpenPose JSON",
        }
    }
}

/// Why joints of others cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ForeignError {
    /// The system refuses the file, or it is too large.
    #[error("the joints cannot be read ({0}); check the file's name, size and permissions")]
    Io(#[from] std::io::Error),
    /// `OpenPose` writes no times.
    #[error("a folder of OpenPose files has no times; give the pictures per second with --fps")]
    NoRate,
    /// The file is damaged, or no file of this kind.
    #[error("the {} cannot be read at {place} ({cause}); export it anew from the program that made it", kind.name())]
    Damaged {
        /// Kind of file that is expected.
        kind: ForeignKind,
        /// The line or file.
        place: String,
        /// Cause of the error.
        cause: String,
    },
    /// It holds no body that could be judged.
    #[error("the {} has no body to judge ({cause}); export shoulder, hip, knee and ankle of one side at least", kind.name())]
    NoBody {
        /// Kind of the file.
        kind: ForeignKind,
        /// Part that is missing.
        cause: String,
    },
}

/// Reads joints of others as samples.
#[derive(Debug)]
pub struct ForeignReader {
    header: LogHeader,
    frames: std::vec::IntoIter<Frame>,
    body: Body,
}

impl ForeignReader {
    /// Reads a file or folder of this kind; `fps` are pictures per second, which only `OpenPose` needs.
    pub fn open(path: &Path, kind: ForeignKind, fps: Option<f64>) -> Result<Self, ForeignError> {
        let frames = match kind {
            ForeignKind::Trc => trc::read(path)?,
            ForeignKind::OpenPose => openpose::read(path, fps.ok_or(ForeignError::NoRate)?)?,
        };
        let Placed { frames, stream, is_spatial } = frames.in_picture(kind)?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let header = LogHeader::new(&name, stream, [ModelReport::UNKNOWN, "", kind.name()]);
        let body = Body::new(is_spatial, frames.iter().filter_map(|frame| frame.joints.as_deref()));
        Ok(Self { header, frames: frames.into_iter(), body })
    }

    /// Returns what the samples have in common; its model is unknown.
    pub fn header(&self) -> &LogHeader {
        &self.header
    }

    /// Returns the next sample, or `None` at the end.
    pub fn next_sample(&mut self) -> Option<PoseSample> {
        let Frame { at, n_people, joints } = self.frames.next()?;
        Some(PoseSample {
            at,
            person: joints.map(|joints| self.body.person(at, &joints)),
            n_people,
            cut: false,
            brightness: BRIGHTNESS,
            repeated: false,
            camera_shift: None,
            camera_zoom: None,
            patches: Vec::new(),
            patch_setup: None,
        })
    }
}
