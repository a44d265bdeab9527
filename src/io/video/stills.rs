//! A folder of JPEG and PNG stills as a video.

use std::cmp::Ordering;
use std::ffi::OsStr;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use image::{DynamicImage, ImageDecoder as _, ImageReader};

use super::error::Warnings;
use super::{FrameSource, SourceInfo, VideoError, VideoWarning, check_size};
use crate::core::frame::Frame;
use crate::core::time::Timestamp;
use crate::io::bounded::{self, Limit};

/// The largest file that a still can be; 4096 x 2304 px with four channels of 16 bits are 72 MiB before compression.
const MAX_STILL: Limit = Limit::mib(128);

/// Stills per second that a folder of them can have.
pub const STILLS_FPS: std::ops::RangeInclusive<f64> = 0.1..=1000.0;

/// Opens a folder of JPEG and PNG stills, taken `fps` times a second, in natural order of their names.
///
/// EXIF orientation is applied. A still that cannot be read, or of another size than the first, is left out with a
/// warning; the others keep their times.
pub fn open_stills(dir: &Path, fps: f64) -> Result<Box<dyn FrameSource>, VideoError> {
    if !STILLS_FPS.contains(&fps) {
        return Err(VideoError::BadRate { fps });
    }
    let mut stills = list(dir)?;
    stills.sort_by(|a, b| natural_order(&file_name(a), &file_name(b)));
    let mut warnings = Warnings::default();
    let mut waiting = stills.into_iter().enumerate();
    let n_listed = waiting.len() as u64;
    let first = loop {
        let Some((index, path)) = waiting.next() else {
            return Err(VideoError::NoStills { path: dir.to_path_buf() });
        };
        match read(&path, at(index, fps)) {
            Some(frame) => break frame,
            None => warnings.count(unreadable(&path)),
        }
    };
    check_size(first.width, first.height).map_err(|size| size.of(dir))?;
    let (width, height) = (first.width, first.height);
    let info = SourceInfo { width, height, fps: Some(fps), n_frames: Some(n_listed), decoder: "image" };
    Ok(Box::new(Stills { first: Some(first), waiting, fps, info, warnings }))
}

struct Stills {
    first: Option<Frame>,
    waiting: std::iter::Enumerate<std::vec::IntoIter<PathBuf>>,
    fps: f64,
    info: SourceInfo,
    warnings: Warnings,
}

impl FrameSource for Stills {
    fn next_frame(&mut self) -> Result<Option<Frame>, VideoError> {
        if let Some(first) = self.first.take() {
            return Ok(Some(first));
        }
        for (index, path) in self.waiting.by_ref() {
            match read(&path, at(index, self.fps)) {
                None => self.warnings.count(unreadable(&path)),
                Some(frame) if (frame.width, frame.height) == (self.info.width, self.info.height) => {
                    return Ok(Some(frame));
                }
                Some(_) => self.warnings.count(VideoWarning::OtherSize { n_frames: 1 }),
            }
        }
        Ok(None)
    }

    fn info(&self) -> &SourceInfo {
        &self.info
    }

    fn warnings(&self) -> &[VideoWarning] {
        self.warnings.list()
    }
}

fn at(index: usize, fps: f64) -> Timestamp {
    Timestamp::from_secs(index as f64 / fps)
}

fn unreadable(path: &Path) -> VideoWarning {
    VideoWarning::UnreadableStills { n_stills: 1, first: file_name(path) }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(OsStr::to_string_lossy).unwrap_or_default().into_owned()
}

fn list(dir: &Path) -> Result<Vec<PathBuf>, VideoError> {
    let fail = |error| VideoError::from_io(error, dir);
    let mut stills = Vec::new();
    for entry in dir.read_dir().map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let extension = path.extension().map(OsStr::to_ascii_lowercase).unwrap_or_default();
        let is_still = ["jpg", "jpeg", "png"].iter().any(|known| extension == *known);
        // macOS writes hidden «._img.jpg» files beside pictures on foreign disks.
        if is_still && !file_name(&path).starts_with('.') && !path.is_dir() {
            stills.push(path);
        }
    }
    Ok(stills)
}

/// A still, upright; `None` if it cannot be read or is too large to try.
fn read(path: &Path, at: Timestamp) -> Option<Frame> {
    let file = bounded::open(path).ok()?;
    if MAX_STILL.bytes() < file.metadata().ok()?.len() {
        return None;
    }
    let reader = ImageReader::new(BufReader::new(file)).with_guessed_format().ok()?;
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    check_size(width.max(super::MIN_SIDE_PX), height.max(super::MIN_SIDE_PX)).ok()?;
    let orientation = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    let rgb = picture.into_rgb8();
    Some(Frame { at, width: rgb.width(), height: rgb.height(), rgb: rgb.into_raw() })
}

/// `img2` before `img10`: runs of digits compare as numbers, the rest as text without case.
fn natural_order(a: &str, b: &str) -> Ordering {
    let mut left = chunks(a).into_iter();
    let mut right = chunks(b).into_iter();
    loop {
        match (left.next(), right.next()) {
            (None, None) => return a.cmp(b),
            (l, r) if l != r => return l.cmp(&r),
            _ => {}
        }
    }
}

/// A piece of a name.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Chunk {
    /// Length and digits without leading zeros: compares as the number, however long.
    Number(usize, String),
    Text(String),
}

fn chunks(name: &str) -> Vec<Chunk> {
    let mut rest = name;
    let mut chunks = Vec::new();
    while let Some(first) = rest.chars().next() {
        let is_number = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_number).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        let digits = run.trim_start_matches('0');
        chunks.push(if is_number {
            Chunk::Number(digits.len(), digits.to_owned())
        } else {
            Chunk::Text(run.to_lowercase())
        });
    }
    chunks
}

#[cfg(test)]
mod tests {
    use super::natural_order;

    #[test]
    fn numbers_in_names_count() {
        let mut names = ["img10.png", "img2.png", "IMG1.png", "img002b.png", "a99999999999999999999.png", "a3.png"];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(names, ["a3.png", "a99999999999999999999.png", "IMG1.png", "img2.png", "img002b.png", "img10.png"]);
    }
}
