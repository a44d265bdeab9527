//! The recorder's thread: takes what waits and writes it, and goes on without what cannot be written.

use std::path::PathBuf;
use std::sync::Arc;

use super::error::{trouble_of_log, trouble_of_video};
use super::inbox::{Inbox, Job};
use super::log::DurableLog;
use super::{Recorded, RecorderError};
use crate::core::frame::Frame;
use crate::core::pose::PoseSample;
use crate::io::recording::LogError;
use crate::io::video::{LiveMp4Writer, VideoWriteError};

pub(super) struct Work {
    inbox: Arc<Inbox>,
    folder: PathBuf,
    log: Option<DurableLog>,
    video: Option<LiveMp4Writer>,
    recorded: Recorded,
}

impl Work {
    pub(super) fn new(inbox: Arc<Inbox>, folder: PathBuf, log: DurableLog, video: Option<LiveMp4Writer>) -> Self {
        Self { inbox, folder, log: Some(log), video, recorded: Recorded::default() }
    }

    pub(super) fn run(mut self) -> Recorded {
        loop {
            match self.inbox.next_job() {
                Job::Sample(sample) => self.sample(&sample),
                Job::Frame(frame) => self.frame(&frame),
                Job::Idle => self.flush(),
                Job::Finish(warnings) => return self.finish(&warnings),
            }
        }
    }

    fn sample(&mut self, sample: &PoseSample) {
        match self.log.as_mut().map(|log| log.push(sample)) {
            Some(Ok(false)) => self.recorded.n_samples_dropped += 1,
            Some(Err(error)) => self.log_failed(error),
            Some(Ok(true)) | None => {}
        }
    }

    fn frame(&mut self, frame: &Frame) {
        match self.video.as_mut().map(|video| video.push(frame)) {
            Some(Ok(())) => self.recorded.n_frames += 1,
            Some(Err(VideoWriteError::OtherSize { .. })) => self.recorded.n_frames_dropped += 1,
            Some(Err(error)) => self.video_failed(error),
            None => {}
        }
    }

    fn flush(&mut self) {
        if let Some(Err(error)) = self.log.as_mut().map(DurableLog::flush) {
            self.log_failed(error);
        }
        if let Some(Err(error)) = self.video.as_mut().map(LiveMp4Writer::flush) {
            self.video_failed(error);
        }
    }

    fn log_failed(&mut self, error: LogError) {
        let trouble = trouble_of_log(error, &self.folder);
        self.recorded.n_samples += self.log.take().map_or(0, |log| log.n_samples());
        self.inbox.refuse_samples((&trouble).into());
        if let RecorderError::DiskFull { .. } = trouble {
            self.end_video();
        }
    }

    fn video_failed(&mut self, error: VideoWriteError) {
        let trouble = trouble_of_video(error, &self.folder);
        self.inbox.refuse_frames((&trouble).into());
        self.end_video();
        if let RecorderError::DiskFull { .. } = trouble {
            self.inbox.refuse_samples((&trouble).into());
            self.end_log(&[trouble.to_string()]);
        }
    }

    /// Completes what there is of the video; one that cannot be completed stays as it is, and can be played.
    fn end_video(&mut self) {
        let Some(video) = self.video.take() else { return };
        match video.finish() {
            Ok(()) | Err(VideoWriteError::NoFrames { .. }) => {}
            Err(error) => self.inbox.refuse_frames((&trouble_of_video(error, &self.folder)).into()),
        }
    }

    fn end_log(&mut self, warnings: &[String]) {
        let Some(log) = self.log.take() else { return };
        self.recorded.n_samples += log.n_samples();
        if let Err(error) = log.finish(warnings) {
            self.inbox.refuse_samples((&trouble_of_log(error, &self.folder)).into());
        }
    }

    fn finish(mut self, warnings: &[String]) -> Recorded {
        self.end_log(warnings);
        self.end_video();
        let (n_samples, n_frames) = self.inbox.n_dropped();
        self.recorded.n_samples_dropped += n_samples;
        self.recorded.n_frames_dropped += n_frames;
        self.recorded.trouble = self.inbox.status().trouble;
        std::mem::take(&mut self.recorded)
    }
}

impl Drop for Work {
    /// Where the thread ends before its time, the session is told.
    fn drop(&mut self) {
        if self.log.is_some() || self.video.is_some() {
            self.inbox.refuse_frames((&RecorderError::Died).into());
            self.inbox.refuse_samples((&RecorderError::Died).into());
        }
    }
}
