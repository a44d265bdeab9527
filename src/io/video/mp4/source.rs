//! Frames of an mp4, in order of presentation.

mod picture;
mod seek;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use self::picture::Thinned;
use super::plan::{Plan, Step};
use super::track::Codec;
use super::{Index, Mp4Refusal, read_index};
use crate::core::frame::{Frame, Picture};
use crate::core::time::Timestamp;
use crate::io::video::colour::{Colour, Picture as Decoded};
use crate::io::video::decode::{DecodeFailure, SampleDecoder};
use crate::io::video::error::Warnings;
use crate::io::video::orient::Orientation;
use crate::io::video::shape::{Canvas, PixelAspect};
use crate::io::video::{FrameSource, SourceInfo, VideoError, VideoWarning};

/// Pictures held for reordering; both codecs allow 16.
const MAX_HELD: usize = 17;

/// The longest coded frame that is read, in bytes: more than the largest picture has uncoded, in 16 bits (38 MB).
const MAX_SAMPLE_BYTES: u32 = 64 << 20;

/// A file, its index, and the pictures decoded but not yet shown.
pub(in crate::io::video) struct Mp4Source {
    path: PathBuf,
    file: File,
    /// The track's number in the file.
    track: u32,
    codec: Codec,
    decoder: SampleDecoder,
    plan: Plan,
    /// The step to be done next.
    next_step: usize,
    /// The key frame that decoding began with, if not at the start: what is shown before it cannot be decoded.
    entry_at: Option<Timestamp>,
    orientation: Orientation,
    colour: Colour,
    pixel_aspect: Option<PixelAspect>,
    canvas: Canvas,
    info: SourceInfo,
    warnings: Warnings,
    held: BTreeMap<Timestamp, Held>,
    last_shown: Option<Timestamp>,
    sample: Vec<u8>,
    thinned: Thinned,
}

/// A picture that waits for its turn, with the shape of its pixels where the stream says it.
struct Held {
    picture: Decoded,
    pixel_aspect: Option<PixelAspect>,
}

impl Mp4Source {
    /// Opens a file and decodes up to the first picture.
    pub(in crate::io::video) fn open(path: &Path, mut file: File, file_len: u64) -> Result<Self, Mp4Refusal> {
        let index = read_index(&mut file, file_len)?;
        let decoder = decoder(&index.track.codec)?;
        let plan = Plan::new(&index)?;
        let Index { track, .. } = index;
        let mut warnings = Warnings::default();
        plan.truncated.iter().for_each(|warning| warnings.push(warning.clone()));
        warnings.push_pace(plan.pace, track.edits.slowest());
        let info =
            SourceInfo { width: 0, height: 0, fps: plan.fps, n_frames: Some(plan.n_frames), decoder: decoder.name() };
        let mut this = Self {
            path: path.to_path_buf(),
            file,
            track: track.id,
            codec: track.codec,
            decoder,
            plan,
            next_step: 0,
            entry_at: None,
            orientation: track.orientation,
            colour: track.colour,
            pixel_aspect: track.pixel_aspect,
            canvas: Canvas { width: 0, height: 0 },
            info,
            warnings,
            held: BTreeMap::new(),
            last_shown: None,
            sample: Vec::new(),
            thinned: Thinned::default(),
        };
        this.prime()?;
        Ok(this)
    }

    /// Decodes up to the first picture, to learn its size and whether we can decode at all.
    fn prime(&mut self) -> Result<(), Mp4Refusal> {
        let mut first_failure = None;
        while self.held.is_empty() {
            let Some(step) = self.advance() else {
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
        if let Some(held) = self.held.values().next() {
            let aspect = self.shown_aspect(held);
            let (width, height) = self.orientation.size(held.picture.width, held.picture.height);
            self.warnings.follow_size(Timestamp::ZERO, (width, height));
            self.canvas = Canvas::for_first(width, height, aspect)?;
            (self.info.width, self.info.height) = (self.canvas.width, self.canvas.height);
            self.warnings.push_stretched(aspect);
        }
        Ok(())
    }

    fn advance(&mut self) -> Option<Step> {
        let step = self.plan.steps.get(self.next_step).copied()?;
        self.next_step += 1;
        Some(step)
    }

    /// Decodes one sample and holds its picture.
    fn decode(&mut self, step: Step) -> Result<(), DecodeFailure> {
        let decoded = match self.read(step) {
            Some(()) if self.is_for_nothing(step) => Ok(None),
            Some(()) => self.decoder.decode(&self.sample),
            None => Err(DecodeFailure::Corrupt),
        };
        match (decoded, step.shown_at) {
            (Ok(Some(_)), Some(at)) if self.thinned.leaves_out(at) => {}
            (Ok(Some(picture)), Some(at)) if self.last_shown < Some(at) => {
                let held = Held { picture, pixel_aspect: self.decoder.pixel_aspect() };
                if self.held.insert(at, held).is_some() {
                    self.warnings.count(VideoWarning::RepeatedTimes { n_frames: 1 });
                }
            }
            (Ok(Some(_)), Some(_)) => self.warnings.count(VideoWarning::RepeatedTimes { n_frames: 1 }),
            (Ok(_), _) => {}
            (Err(failure), shown_at) => {
                if shown_at.is_some() {
                    self.warnings.count(VideoWarning::CorruptFrames { n_frames: 1 });
                }
                return Err(failure);
            }
        }
        Ok(())
    }

    fn read(&mut self, step: Step) -> Option<()> {
        self.sample.clear();
        if MAX_SAMPLE_BYTES < step.size {
            return None;
        }
        self.file.seek(SeekFrom::Start(step.offset)).ok()?;
        let n_read = self.file.by_ref().take(u64::from(step.size)).read_to_end(&mut self.sample).ok()?;
        (n_read == step.size as usize).then_some(())
    }

    /// The next picture in order of presentation.
    fn next_held(&mut self) -> Option<(Timestamp, Held)> {
        loop {
            let next = self.plan.steps.get(self.next_step);
            let is_ready = |(at, _): (&Timestamp, &Held)| next.is_none_or(|step| *at < step.shown_from);
            if self.held.first_key_value().is_some_and(is_ready) || MAX_HELD <= self.held.len() {
                return self.held.pop_first();
            }
            let step = self.advance()?;
            if step.shown_at.is_none_or(|at| self.entry_at.is_none_or(|entry| entry <= at)) {
                // A failure is counted among the warnings; what follows may be fine again.
                drop(self.decode(step));
            }
        }
    }
}

fn decoder(codec: &Codec) -> Result<SampleDecoder, Mp4Refusal> {
    match codec {
        Codec::H264(config) => Ok(SampleDecoder::h264(config)?),
        Codec::Hevc(config) => Ok(SampleDecoder::hevc(config)?),
        Codec::Other(name) => Err(Mp4Refusal::Unsupported(format!("codec {name} in mp4"))),
    }
}

impl FrameSource for Mp4Source {
    fn next_frame(&mut self) -> Result<Option<Frame>, VideoError> {
        self.next_upright(Self::frame)
    }

    fn next_picture(&mut self) -> Result<Option<Picture>, VideoError> {
        self.next_upright(Self::picture)
    }

    fn thin(&mut self, n: NonZeroUsize) -> bool {
        self.keep_every(n);
        true
    }

    fn info(&self) -> &SourceInfo {
        &self.info
    }

    fn warnings(&self) -> &[VideoWarning] {
        self.warnings.list()
    }
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
