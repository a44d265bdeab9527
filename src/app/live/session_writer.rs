//! What outlives a session, kept while it goes on: its folder, its pose log and, where that is asked for, its video.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::recorder::{Recorder, RecorderStatus, VideoPlan};
use crate::core::exercise::Goal;
use crate::core::frame::Frame;
use crate::core::judge::Search;
use crate::core::pose::PoseSample;
use crate::core::report::{Report, StopReport};
use crate::core::time::Timestamp;
use crate::io::recording::{About, Dropped, Keep, LogHeader, SessionFolder, begin};
use crate::io::words::Trouble;

/// What a camera promises until its pictures tell otherwise, per second.
const NOMINAL_FPS: f64 = 30.0;

/// The recording of a session: just the samples that are judged, timed from the beginning of the set, so that its log
/// gives the same report again.
#[derive(Debug)]
pub(super) struct SessionWriter {
    folder: SessionFolder,
    header: LogHeader,
    has_video: bool,
    recorder: Option<Recorder>,
    origin: Timestamp,
    /// Why nothing is recorded, if so.
    trouble: Option<Trouble>,
}

impl SessionWriter {
    pub(super) fn begin(
        keep: &Keep,
        has_video: bool,
        (search, goal): (Search, Option<Goal>),
        header: LogHeader,
    ) -> io::Result<Self> {
        let about = About {
            source: header.video.clone(),
            model: header.model.clone(),
            size_px: Some([header.stream.width, header.stream.height]),
            fps: None,
            hold_goal_s: goal.and_then(|goal| goal.hold_secs),
        };
        let folder = begin(keep, search.id(), about)?;
        let mut writer = Self { folder, header, has_video, recorder: None, origin: Timestamp::ZERO, trouble: None };
        writer.start();
        Ok(writer)
    }

    fn start(&mut self) {
        let video = self.has_video.then_some(VideoPlan { fps: NOMINAL_FPS });
        match Recorder::start(self.folder.path(), &self.header, video) {
            Ok(recorder) => self.recorder = Some(recorder),
            Err(error) => self.trouble = Some(Trouble::from(&error)),
        }
    }

    /// Takes what was judged of a picture; a set that begins anew is recorded anew.
    pub(super) fn push(&mut self, origin: Timestamp, sample: &PoseSample, frame: &Arc<Frame>) {
        if origin != self.origin {
            self.origin = origin;
            self.erase();
            self.start();
        }
        let Some(recorder) = &self.recorder else { return };
        let since = |at: Timestamp| Timestamp::from_nanos(at.nanos() - origin.nanos());
        recorder.push_sample(&PoseSample { at: since(sample.at), ..sample.clone() });
        if self.has_video && origin == Timestamp::ZERO {
            recorder.push_frame(frame);
        } else if self.has_video {
            recorder.push_frame(&Arc::new(Frame { at: since(frame.at), ..Frame::clone(frame) }));
        }
    }

    pub(super) fn status(&self) -> RecorderStatus {
        let status = self.recorder.as_ref().map(Recorder::status).unwrap_or_default();
        RecorderStatus { trouble: status.trouble.or_else(|| self.trouble.clone()), ..status }
    }

    /// The person has stopped it because it hurts.
    pub(super) fn stopped(&mut self, stop: StopReport) -> io::Result<()> {
        self.folder.stopped(stop)
    }

    /// The session is over: all of it is on the disk, with what no rule could know of it. Returns its folder, and
    /// what went wrong with the recording.
    pub(super) fn finish(mut self, report: &Report, warnings: Vec<String>) -> (io::Result<PathBuf>, Option<Trouble>) {
        let recorded = self.recorder.take().map(|recorder| recorder.finish(warnings));
        let recorded = recorded.unwrap_or_default();
        self.folder.dropped(Dropped { poses: recorded.n_samples_dropped, video: recorded.n_frames_dropped });
        (self.folder.finish(report), recorded.trouble.or(self.trouble))
    }

    /// Nothing came of it.
    pub(super) fn discard(mut self) {
        self.recorder = None;
        if let Err(error) = std::fs::remove_dir_all(self.folder.path()) {
            tracing::warn!(%error, "the folder of a session that was none stays");
        }
    }

    /// Forgets what was recorded so far.
    fn erase(&mut self) {
        self.recorder = None;
        for file in [self.folder.poses(), self.folder.video()] {
            let _was_none = std::fs::remove_file(file).is_err();
        }
    }
}
