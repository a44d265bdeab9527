//! mp4 and mov, read and decoded in-process: only the index is held in memory, samples are read one by one.

#![cfg_attr(not(test), warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss))]

mod boxes;
mod edits;
mod fragments;
mod meta;
mod plan;
mod samples;
mod source;
mod track;

pub(super) use source::Mp4Source;

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};

use self::boxes::{TopBox, boxes, child, top_boxes};
use self::samples::Samples;
use self::track::Track;
use super::BadSize;
use super::pace::CAPTURE_FPS;

/// The largest index that is read, in bytes; a day of video has less.
const MAX_INDEX_BYTES: u64 = 256 << 20;

/// Video tracks that are looked at for the longest; cameras write one or two.
const MAX_VIDEO_TRACKS: usize = 16;

/// Why an mp4 cannot be read here.
#[derive(Debug)]
pub(super) enum Mp4Refusal {
    /// Broken; no person can read it.
    Damaged(&'static str),
    /// Only sound or data.
    NoVideo,
    /// A video track without samples.
    NoFrames,
    /// All samples at one time.
    NoTimestamps,
    /// A larger or smaller picture than we read.
    Size(BadSize),
    /// Fine perhaps, but not for us; says what.
    Unsupported(String),
    /// Reading failed.
    Io(io::Error),
}

impl From<BadSize> for Mp4Refusal {
    fn from(size: BadSize) -> Self {
        Self::Size(size)
    }
}

impl From<io::Error> for Mp4Refusal {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What is read of a file before its pictures.
struct Index {
    /// The video track.
    track: Track,
    /// Its samples in order of decoding.
    samples: Samples,
    /// Frames that the camera took in a second, where the file says it.
    capture_fps: Option<f64>,
}

/// The video track of a file and its samples in order of decoding.
fn read_index(file: &mut File, file_len: u64) -> Result<Index, Mp4Refusal> {
    let tops = top_boxes(file, file_len, &[*b"moov", *b"moof"])?;
    let moov = tops.iter().find(|top| top.kind == *b"moov");
    let moov = read_payload(file, moov.ok_or(Mp4Refusal::Damaged("its index is missing"))?, file_len)?;
    let (track, mut samples, own_fps) = longest_track(&moov, file_len)?;
    let capture_fps = own_fps.or_else(|| meta::number(&moov, CAPTURE_FPS));
    let defaults = fragments::Defaults::read(&moov, track.id);
    drop(moov);
    for moof in tops.iter().filter(|top| top.kind == *b"moof" && !top.is_cut(file_len)) {
        let payload = read_payload(file, moof, file_len)?;
        fragments::append(&payload, moof.start, defaults, &mut samples);
    }
    Ok(Index { track, samples, capture_fps })
}

fn longest_track(moov: &[u8], file_len: u64) -> Result<(Track, Samples, Option<f64>), Mp4Refusal> {
    let movie_timescale = child(moov, *b"mvhd").and_then(track::timescale).unwrap_or(1);
    let mut best: Option<(Track, Samples, Option<f64>)> = None;
    let videos = boxes(moov).filter(|(kind, trak)| kind == b"trak" && track::is_video(trak));
    for (number, (_, trak)) in videos.enumerate() {
        if MAX_VIDEO_TRACKS <= number {
            return Err(Mp4Refusal::Damaged("it has more than 16 video tracks"));
        }
        let found = Track::read(trak, movie_timescale)?;
        let samples = track::samples(trak, file_len);
        let samples = samples.ok_or(Mp4Refusal::Damaged("its sample tables are incomplete"))?;
        if best.as_ref().is_none_or(|(_, known, _)| known.list.len() < samples.list.len()) {
            best = Some((found, samples, meta::number(trak, CAPTURE_FPS)));
        }
    }
    best.ok_or(Mp4Refusal::NoVideo)
}

fn read_payload(file: &mut File, top: &TopBox, file_len: u64) -> Result<Vec<u8>, Mp4Refusal> {
    let n_bytes = top.end.saturating_sub(top.payload);
    if top.is_cut(file_len) || MAX_INDEX_BYTES < n_bytes {
        return Err(Mp4Refusal::Damaged("its index is cut off"));
    }
    file.seek(SeekFrom::Start(top.payload))?;
    let mut payload = Vec::new();
    file.by_ref().take(n_bytes).read_to_end(&mut payload)?;
    Ok(payload)
}
