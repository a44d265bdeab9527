//! An mp4 whose pictures `ffmpeg` decodes: index, times, orientation, colour and warnings are read in-process, and so
//! is every picture from the first on that `ffmpeg` does not give as expected.

use std::num::NonZeroUsize;

use super::ffmpeg::PlaneReader;
use super::mp4::Mp4Source;
use super::{FrameSource, SourceInfo, VideoError, VideoWarning, is_large, refused};
use crate::core::frame::{Frame, Picture, Planar};
use crate::core::time::Timestamp;

/// An mp4 with its helper.
pub(super) struct Helped {
    source: Mp4Source,
    every: NonZeroUsize,
    stage: Stage,
    info: SourceInfo,
}

/// The decoder at work.
enum Stage {
    /// Nothing has been asked for.
    Waiting,
    /// `ffmpeg`, frames with these times, the next one last.
    Helped { reader: Box<PlaneReader>, times: Vec<Timestamp> },
    /// The source itself.
    Alone,
}

impl Helped {
    pub(super) fn new(source: Mp4Source) -> Self {
        let info = source.info().clone();
        Self { source, every: NonZeroUsize::MIN, stage: Stage::Waiting, info }
    }

    fn begin(&mut self) -> Stage {
        let Some(wanted) = self.source.wanted(self.every.get()) else { return Stage::Alone };
        let Some(reader) = PlaneReader::start(&wanted) else { return Stage::Alone };
        self.info.decoder = "ffmpeg";
        let times = self.source.times().into_iter().step_by(self.every.get());
        Stage::Helped { reader: Box::new(reader), times: times.rev().collect() }
    }

    /// Goes on without help, with the frame that is shown at `at`.
    fn go_alone(&mut self, at: Timestamp) -> Result<(), VideoError> {
        self.stage = Stage::Alone;
        self.info.decoder = self.source.info().decoder;
        let path = self.source.path().to_path_buf();
        let refusal = |refusal| {
            let what = "its key frames cannot be decoded";
            refused(refusal, &path).unwrap_or_else(|_| VideoError::Damaged { what, path: path.clone() })
        };
        self.source.seek(at).map_err(refusal)
    }
}

/// The picture as the source itself would give it: small ones in RGB.
fn as_alone(planar: Planar) -> Picture {
    if is_large(planar.width, planar.height) { planar.into() } else { planar.to_frame().into() }
}

impl FrameSource for Helped {
    fn next_frame(&mut self) -> Result<Option<Frame>, VideoError> {
        Ok(self.next_picture()?.map(|picture| std::sync::Arc::unwrap_or_clone(picture.to_frame())))
    }

    fn next_picture(&mut self) -> Result<Option<Picture>, VideoError> {
        if matches!(self.stage, Stage::Waiting) {
            self.stage = self.begin();
        }
        if let Stage::Helped { reader, times } = &mut self.stage {
            let Some(at) = times.pop() else { return Ok(None) };
            let planes = reader.next(at);
            match planes.and_then(|planes| self.source.planar(at, planes, Some(reader.pool()))) {
                Some(planar) => return Ok(Some(as_alone(planar))),
                None => self.go_alone(at)?,
            }
        }
        self.source.next_picture()
    }

    fn thin(&mut self, n: NonZeroUsize) -> bool {
        self.every = n;
        let thins = self.source.thin(n);
        self.info = self.source.info().clone();
        thins
    }

    fn info(&self) -> &SourceInfo {
        &self.info
    }

    fn warnings(&self) -> &[VideoWarning] {
        self.source.warnings()
    }
}
