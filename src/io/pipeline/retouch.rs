//! Pictures changed on their way from the file to the pose model.

use std::sync::Arc;

use crate::core::frame::Frame;
use crate::io::video::{FrameSource, SourceInfo, VideoError, VideoWarning};

/// A change of pictures; all of one recording come out in one size.
pub type Retouch = Arc<dyn Fn(Frame) -> Frame + Send + Sync>;

/// A source whose pictures are changed.
pub(super) struct Retouched {
    frames: Box<dyn FrameSource>,
    retouch: Retouch,
    info: SourceInfo,
    first: Option<Frame>,
}

impl Retouched {
    /// Reads the first picture: only it tells how large the changed ones are.
    pub(super) fn of(mut frames: Box<dyn FrameSource>, retouch: Retouch) -> Result<Self, VideoError> {
        let first = frames.next_frame()?.map(|frame| retouch(frame));
        let mut info = frames.info().clone();
        if let Some(first) = &first {
            (info.width, info.height) = (first.width, first.height);
        }
        Ok(Self { frames, retouch, info, first })
    }
}

impl FrameSource for Retouched {
    fn next_frame(&mut self) -> Result<Option<Frame>, VideoError> {
        match self.first.take() {
            Some(first) => Ok(Some(first)),
            None => Ok(self.frames.next_frame()?.map(|frame| (self.retouch)(frame))),
        }
    }

    fn info(&self) -> &SourceInfo {
        &self.info
    }

    fn warnings(&self) -> &[VideoWarning] {
        self.frames.warnings()
    }
}
