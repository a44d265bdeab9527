//! Frames from files: mp4 and mov in-process, everything else through `ffmpeg`, stills from a folder; and back into mp4.

mod bits;
mod colour;
mod decode;
mod encode;
mod error;
mod ffmpeg;
mod h264_sps;
mod helped;
mod hevc_sps;
mod mp4;
mod orient;
mod pace;
mod seek;
mod shape;
mod sniff;
mod stills;

use std::fs::File;
use std::io;
use std::num::NonZeroUsize;
use std::path::Path;

pub use self::encode::{LiveMp4Writer, MAX_WRITE_SHORT_SIDE_PX, MAX_WRITE_SIDE_PX, Mp4Writer, VideoWriteError};
pub use self::error::{VideoError, VideoWarning};
pub use self::seek::Seeker;
pub use self::stills::{STILLS_FPS, open_stills};

use sha2::{Digest as _, Sha256};

use self::helped::Helped;
use self::mp4::{Mp4Refusal, Mp4Source};
use self::sniff::Container;
use crate::core::frame::{Frame, Picture};

/// Below this width or height, in px, no person can be made out, and codecs' blocks are larger.
pub const MIN_SIDE_PX: u32 = 16;

/// The longest side read, in px; see [`MAX_AREA_PX`].
pub const MAX_SIDE_PX: u32 = 4096;

/// The largest picture read, in px.
///
/// For memory: decoders hold up to 17 pictures for reference and as many for reordering, 14 MB each at this size.
pub const MAX_AREA_PX: u32 = 4096 * 2304;

/// Pictures from this size on, in px, stay in planes: below, RGB of the whole picture costs no more than of the pixels that
/// are read.
const LARGE_AREA_PX: u32 = 1280 * 720;

/// From so many px of all frames on, `ffmpeg` decodes them where it is installed, as it does large pictures. Its start takes
/// 0.07 to 0.1 s of CPU time, and a frame of `bridge_good_man` 0.7 ms where the in-process decoder takes 2.9 ms: half of
/// this would do.
const MUCH_TO_DECODE_PX: u64 = 640 * 360 * 100;

/// Where frames come from. Blocking; whoever needs a thread owns it.
pub trait FrameSource: Send {
    /// The next frame in order of presentation, each later than the one before, or `None` at the end.
    fn next_frame(&mut self) -> Result<Option<Frame>, VideoError>;
    /// The same, as the source has it: large pictures may come in the planes of their decoder.
    fn next_picture(&mut self) -> Result<Option<Picture>, VideoError> {
        Ok(self.next_frame()?.map(Picture::from))
    }
    /// Leaves out all but every `n`-th frame from the first on, before any is read; returns whether the source does so.
    fn thin(&mut self, n: NonZeroUsize) -> bool {
        n.get() == 1
    }
    /// What is known before the first frame.
    fn info(&self) -> &SourceInfo;
    /// What went wrong so far without stopping the source; complete after the last frame.
    fn warnings(&self) -> &[VideoWarning];
}

/// What a source knows of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceInfo {
    /// Width of the upright picture, in px.
    pub width: u32,
    /// Height of the upright picture, in px.
    pub height: u32,
    /// Mean frames per second; `None` if the source does not say.
    pub fps: Option<f64>,
    /// Number of frames to expect, for a progress bar; `None` if unknown.
    pub n_frames: Option<u64>,
    /// Decoder, e.g. `rust_h264`.
    pub decoder: &'static str,
}

/// Opens a video file, whatever its name says it is, and decodes its first frame.
///
/// H.264 and HEVC in mp4 and mov are read in-process, with memory independent of the length; the rest needs `ffmpeg`.
pub fn open(path: &Path) -> Result<Box<dyn FrameSource>, VideoError> {
    let (file, len, container) = sniff::open(path)?;
    match container {
        Container::Mp4 => open_mp4(path, file, len),
        Container::Foreign(name) => ffmpeg::open(path, name),
        Container::Sound => Err(VideoError::NoVideo { path: path.to_path_buf() }),
        Container::Unknown if ffmpeg::is_installed() => ffmpeg::open(path, "of unknown kind"),
        Container::NotAVideo | Container::Unknown => Err(VideoError::NotAVideo { path: path.to_path_buf() }),
    }
}

/// Opens a video file as [`open`](fn@open) does, and lets `ffmpeg` decode large pictures and long videos where it is installed.
///
/// It takes a third of the time and gives the same pixels; from where it fails on, the file is decoded in-process.
pub fn open_fastest(path: &Path) -> Result<Box<dyn FrameSource>, VideoError> {
    let (file, len, container) = sniff::open(path)?;
    match container {
        Container::Mp4 => match Mp4Source::open(path, file, len) {
            Ok(source) => Ok(Box::new(Helped::new(source))),
            Err(refusal) => refused(refusal, path).map_or_else(|what| ffmpeg::open(path, &what), Err),
        },
        _ => open(path),
    }
}

/// Returns the SHA-256 of a video file, in hexadecimal digits.
pub fn sha256(path: &Path) -> Result<String, VideoError> {
    let (mut file, ..) = sniff::open(path)?;
    let mut sum = Sha256::new();
    io::copy(&mut file, &mut sum).map_err(|error| VideoError::from_io(error, path))?;
    Ok(format!("{:x}", sum.finalize()))
}

fn open_mp4(path: &Path, file: File, len: u64) -> Result<Box<dyn FrameSource>, VideoError> {
    match Mp4Source::open(path, file, len) {
        Ok(source) => Ok(Box::new(source)),
        Err(refusal) => match refused(refusal, path) {
            Ok(error) => Err(error),
            Err(what) => ffmpeg::open(path, &what),
        },
    }
}

/// The error of a file that no person can read; or what it needs that is not in here.
fn refused(refusal: Mp4Refusal, path: &Path) -> Result<VideoError, String> {
    let path_buf = path.to_path_buf();
    Ok(match refusal {
        Mp4Refusal::Unsupported(what) => return Err(what),
        Mp4Refusal::Damaged(what) => VideoError::Damaged { what, path: path_buf },
        Mp4Refusal::NoVideo => VideoError::NoVideo { path: path_buf },
        Mp4Refusal::NoFrames => VideoError::NoFrames { path: path_buf },
        Mp4Refusal::NoTimestamps => VideoError::NoTimestamps { path: path_buf },
        Mp4Refusal::Size(size) => size.of(path),
        Mp4Refusal::Io(source) => VideoError::from_io(source, path),
    })
}

/// A picture outside our limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct BadSize {
    width: u32,
    height: u32,
}

const fn is_large(width: u32, height: u32) -> bool {
    LARGE_AREA_PX <= width * height
}

fn check_size(width: u32, height: u32) -> Result<(), BadSize> {
    let is_small = width.min(height) < MIN_SIDE_PX;
    let is_large = MAX_SIDE_PX < width.max(height) || u64::from(MAX_AREA_PX) < u64::from(width) * u64::from(height);
    if is_small || is_large { Err(BadSize { width, height }) } else { Ok(()) }
}

impl BadSize {
    /// The error of the file that holds it.
    fn of(self, path: &Path) -> VideoError {
        let (Self { width, height }, path) = (self, path.to_path_buf());
        if width.min(height) < MIN_SIDE_PX {
            VideoError::TooSmall { width, height, path }
        } else {
            VideoError::TooLarge { width, height, path }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{BadSize, VideoError, check_size};

    #[test]
    fn four_k_fits_upright_and_lying_and_eight_k_does_not() {
        assert_eq!(check_size(3840, 2160), Ok(()));
        assert_eq!(check_size(2160, 3840), Ok(()));
        assert_eq!(check_size(16, 16), Ok(()));
        assert_eq!(check_size(7680, 4320), Err(BadSize { width: 7680, height: 4320 }));
        assert_eq!(check_size(1, 1), Err(BadSize { width: 1, height: 1 }));
        let error = |width, height| BadSize { width, height }.of(Path::new("a.mp4"));
        assert!(matches!(error(7680, 4320), VideoError::TooLarge { .. }));
        assert!(matches!(error(1, 1), VideoError::TooSmall { .. }));
    }
}
