//! Frames of an mp4, in order of presentation.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use super::samples::Sample;
use super::track::{Codec, Track};
use super::{Mp4Refusal, read_index};
use crate::frame::Frame;
use crate::time::Timestamp;
use crate::video::colour::{Colour, Picture};
use crate::video::decode::{DecodeFailure, SampleDecoder};
use crate::video::error::Warnings;
use crate::video::orient::Orientation;
use crate::video::{FrameSource, SourceInfo, VideoError, VideoWarning};

/// Pictures held for reordering; both codecs allow 16.
const MAX_HELD: usize = 17;

/// A file, its index, and the pictures decoded but not yet shown.
pub(in crate::video) struct Mp4Source {
    path: PathBuf,
    file: File,
    decoder: SampleDecoder,
    plan: Plan,
    orientation: Orientation,
    colour: Colour,
    info: SourceInfo,
    warnings: Warnings,
    held: BTreeMap<Timestamp, Picture>,
    last_shown: Option<Timestamp>,
    sample: Vec<u8>,
}

/// Which samples to decode, in order, and when each is shown.
struct Plan {
    steps: std::vec::IntoIter<Step>,
}

/// One sample to decode.
#[derive(Debug, Clone, Copy)]
struct Step {
    offset: u64,
    size: u32,
    /// `None` if decoded for others' sake alone.
    shown_at: Option<Timestamp>,
    /// What is shown before this cannot come from here on.
    shown_from: Timestamp,
}

impl Mp4Source {
    /// Opens a file and decodes up to the first picture.
    pub(in crate::video) fn open(
        path: &Path,
        mut file: File,
        file_len: u64,
    ) -> Result<Self, Mp4Refusal> {
        let (track, samples) = read_index(&mut file, file_len)?;
        let decoder = match &track.codec {
            Codec::H264(config) => SampleDecoder::h264(config)?,
            Codec::Hevc(config) => SampleDecoder::hevc(config)?,
            Codec::Other(name) => {
                return Err(Mp4Refusal::Unsupported(format!("codec {name} in mp4")));
            }
        };
        let mut warnings = Warnings::default();
        let (plan, fps) = Plan::new(&track, &samples, file_len, &mut warnings)?;
        if 0.01 < (track.pixel_aspect - 1.0).abs() {
            warnings.push(VideoWarning::NonSquarePixels {
                aspect: track.pixel_aspect,
            });
        }
        let n_frames = plan
            .steps
            .as_slice()
            .iter()
            .filter(|step| step.shown_at.is_some())
            .count() as u64;
        let info = SourceInfo {
            width: 0,
            height: 0,
            fps,
            n_frames: Some(n_frames),
            decoder: decoder.name(),
        };
        let mut this = Self {
            path: path.to_path_buf(),
            file,
            decoder,
            plan,
            orientation: track.orientation,
            colour: track.colour,
            info,
            warnings,
            held: BTreeMap::new(),
            last_shown: None,
            sample: Vec::new(),
        };
        this.prime()?;
        Ok(this)
    }

    /// Decodes up to the first picture, to learn its size and whether we can decode at all.
    fn prime(&mut self) -> Result<(), Mp4Refusal> {
        let mut first_failure = None;
        while self.held.is_empty() {
            let Some(step) = self.plan.steps.next() else {
                return Err(first_failure.map_or(Mp4Refusal::NoFrames, Mp4Refusal::from));
            };
            match self.decode(step) {
                Err(failure @ (DecodeFailure::Unsupported(_) | DecodeFailure::Size(_))) => {
                    return Err(failure.into());
                }
                Err(failure) => first_failure = first_failure.or(Some(failure)),
                Ok(()) => {}
            }
        }
        if let Some(picture) = self.held.values().next() {
            (self.info.width, self.info.height) =
                self.orientation.size(picture.width, picture.height);
            crate::video::check_size(self.info.width, self.info.height)?;
        }
        Ok(())
    }

    /// Decodes one sample and holds its picture.
    fn decode(&mut self, step: Step) -> Result<(), DecodeFailure> {
        let decoded = match self.read(step) {
            Some(()) => self.decoder.decode(&self.sample),
            None => Err(DecodeFailure::Corrupt),
        };
        match (decoded, step.shown_at) {
            (Ok(Some(picture)), Some(at)) if self.last_shown < Some(at) => {
                if self.held.insert(at, picture).is_some() {
                    self.warnings
                        .count(VideoWarning::RepeatedTimes { n_frames: 1 });
                }
            }
            (Ok(Some(_)), Some(_)) => self
                .warnings
                .count(VideoWarning::RepeatedTimes { n_frames: 1 }),
            (Ok(_), _) => {}
            (Err(failure), shown_at) => {
                if shown_at.is_some() {
                    self.warnings
                        .count(VideoWarning::CorruptFrames { n_frames: 1 });
                }
                return Err(failure);
            }
        }
        Ok(())
    }

    fn read(&mut self, step: Step) -> Option<()> {
        self.sample.clear();
        self.file.seek(SeekFrom::Start(step.offset)).ok()?;
        let n_read = self
            .file
            .by_ref()
            .take(u64::from(step.size))
            .read_to_end(&mut self.sample)
            .ok()?;
        (n_read == step.size as usize).then_some(())
    }

    /// The next picture in order of presentation.
    fn next_picture(&mut self) -> Option<(Timestamp, Picture)> {
        loop {
            let next = self.plan.steps.as_slice().first().copied();
            let is_ready =
                |(at, _): (&Timestamp, &Picture)| next.is_none_or(|step| *at < step.shown_from);
            if self.held.first_key_value().is_some_and(is_ready) || MAX_HELD <= self.held.len() {
                return self.held.pop_first();
            }
            self.plan.steps.next();
            // A failure is counted among the warnings; what follows may be fine again.
            drop(self.decode(next?));
        }
    }

    /// The picture upright in RGB; `None`, with a warning, if it is unlike the first.
    fn frame(&mut self, at: Timestamp, picture: &Picture) -> Option<Frame> {
        let (width, height) = self.orientation.size(picture.width, picture.height);
        if (width, height) != (self.info.width, self.info.height) {
            self.warnings.count(VideoWarning::OtherSize { n_frames: 1 });
            return None;
        }
        let Some(rgb) = picture.to_rgb(self.decoder.colour().or(self.colour)) else {
            self.warnings
                .count(VideoWarning::CorruptFrames { n_frames: 1 });
            return None;
        };
        let rgb = self.orientation.apply(rgb, picture.width, picture.height);
        Some(Frame {
            at,
            width,
            height,
            rgb,
        })
    }
}

impl FrameSource for Mp4Source {
    fn next_frame(&mut self) -> Result<Option<Frame>, VideoError> {
        while let Some((at, picture)) = self.next_picture() {
            if let Some(frame) = self.frame(at, &picture) {
                self.last_shown = Some(at);
                return Ok(Some(frame));
            }
        }
        if self.last_shown.is_none() {
            return Err(VideoError::NoFrames {
                path: self.path.clone(),
            });
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

impl Plan {
    /// Decides what to decode; warns of samples beyond the file's end; also tells the mean rate in Hz.
    fn new(
        track: &Track,
        samples: &[Sample],
        file_len: u64,
        warnings: &mut Warnings,
    ) -> Result<(Self, Option<f64>), Mp4Refusal> {
        if samples.is_empty() {
            return Err(Mp4Refusal::NoFrames);
        }
        let scale = f64::from(track.timescale);
        let is_shown = |sample: &&Sample| track.edits.shown_at(sample.at).is_some();
        let is_readable =
            |sample: &&Sample| sample.offset.saturating_add(u64::from(sample.size)) <= file_len;
        let secs = |ticks: u64| ticks as f64 / scale;
        let total: u64 = samples
            .iter()
            .filter(is_shown)
            .map(|s| u64::from(s.duration))
            .sum();
        let readable: u64 = samples
            .iter()
            .filter(is_shown)
            .filter(is_readable)
            .map(|s| u64::from(s.duration))
            .sum();
        if samples
            .iter()
            .filter(is_shown)
            .any(|sample| !is_readable(&sample))
        {
            let missing_secs = secs(total.saturating_sub(readable));
            warnings.push(VideoWarning::Truncated {
                readable_secs: secs(readable),
                missing_secs,
            });
        }
        let times =
            Times::of(track, samples.iter().filter(is_readable)).ok_or(Mp4Refusal::NoFrames)?;
        if times.first == times.last && 1 < times.n_shown {
            return Err(Mp4Refusal::NoTimestamps);
        }
        let steps = steps(track, samples, &times, |sample| is_readable(&sample));
        Ok((
            Self {
                steps: steps.into_iter(),
            },
            times.mean_fps(),
        ))
    }
}

/// When the frames of a track are shown.
struct Times {
    /// The first frame, in ticks.
    first: i64,
    /// The last frame, in ticks.
    last: i64,
    n_shown: usize,
    /// Ticks per second.
    timescale: u32,
}

impl Times {
    /// `None` if no sample is shown.
    fn of<'a>(track: &Track, samples: impl Iterator<Item = &'a Sample>) -> Option<Self> {
        let shown: Vec<i64> = samples
            .filter_map(|sample| track.edits.shown_at(sample.at))
            .collect();
        let (first, last) = (*shown.iter().min()?, *shown.iter().max()?);
        Some(Self {
            first,
            last,
            n_shown: shown.len(),
            timescale: track.timescale,
        })
    }

    /// Since the first frame; saturates beyond three centuries, which only damage asks for.
    fn timestamp(&self, at: i64) -> Timestamp {
        let nanos =
            (i128::from(at) - i128::from(self.first)) * 1_000_000_000 / i128::from(self.timescale);
        Timestamp::from_nanos(i64::try_from(nanos).unwrap_or(i64::MAX))
    }

    fn mean_fps(&self) -> Option<f64> {
        let secs = self.timestamp(self.last).secs();
        (0.0 < secs).then(|| (self.n_shown - 1) as f64 / secs)
    }
}

/// The readable samples from the last sync sample before the first edit to the last that is shown.
fn steps(
    track: &Track,
    samples: &[Sample],
    times: &Times,
    is_readable: impl Fn(&Sample) -> bool,
) -> Vec<Step> {
    let first_at = track.edits.first_at();
    let start = samples
        .iter()
        .rposition(|sample| sample.is_sync && sample.at <= first_at)
        .unwrap_or(0);
    let readable = samples
        .iter()
        .skip(start)
        .filter(|sample| is_readable(sample));
    let end = Timestamp::from_nanos(i64::MAX);
    let mut steps: Vec<Step> = readable
        .map(|sample| {
            let shown_at = track
                .edits
                .shown_at(sample.at)
                .map(|at| times.timestamp(at));
            Step {
                offset: sample.offset,
                size: sample.size,
                shown_at,
                shown_from: end,
            }
        })
        .collect();
    while steps.last().is_some_and(|step| step.shown_at.is_none()) {
        steps.pop();
    }
    let mut shown_from = end;
    for step in steps.iter_mut().rev() {
        shown_from = step.shown_at.map_or(shown_from, |at| at.min(shown_from));
        step.shown_from = shown_from;
    }
    steps
}

impl From<DecodeFailure> for Mp4Refusal {
    fn from(failure: DecodeFailure) -> Self {
        match failure {
            DecodeFailure::Corrupt => Self::Damaged("none of its frames can be decoded"),
            DecodeFailure::Unsupported(what) => Self::Unsupported(what),
            DecodeFailure::Size(size) => Self::Size(size),
        }
    }
}
