//! Keeps a session while it goes on: its pose log, and its video where that is wanted.
//!
//! ```text
//! coach ─ Inbox: samples, few frames ─> thread «recorder» ─> poses.log.zst, video.mp4
//! ```
//!
//! Both files are whole up to a moment ago at any time: a program that is killed loses no more than a second of the log
//! and two of the video. Nobody waits for the recorder: a frame that finds it busy is left out and counted.

mod error;
mod inbox;
mod log;
mod work;

use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

pub use error::RecorderError;
use error::trouble_of_log;
use inbox::Inbox;
use log::DurableLog;
use work::Work;

use crate::core::frame::Frame;
use crate::core::pose::PoseSample;
use crate::io::recording::{LogHeader, POSES, VIDEO};
use crate::io::video::LiveMp4Writer;
use crate::io::words::Trouble;

/// How the video is recorded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VideoPlan {
    /// Frames per second that the camera promises. Frames keep their own times, whatever it keeps.
    pub fps: f64,
}

/// What a recorder does now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecorderStatus {
    /// True if the video is being recorded.
    pub has_video: bool,
    /// True if anything is being recorded.
    pub is_recording: bool,
    /// What went wrong first, in one sentence.
    pub trouble: Option<Trouble>,
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recorded {
    /// Frames in the video.
    pub n_frames: u64,
    /// Frames that the recorder was too busy for, or that were of another size.
    pub n_frames_dropped: u64,
    /// Samples in the log; where it stopped by itself, up to half a second of them may be missing.
    pub n_samples: u64,
    /// Samples that are missing in the log though nothing stopped it.
    pub n_samples_dropped: u64,
    /// What went wrong first, in one sentence.
    pub trouble: Option<Trouble>,
}

/// A recording under way. Dropping it completes it.
#[derive(Debug)]
pub struct Recorder {
    inbox: Arc<Inbox>,
    thread: Option<JoinHandle<Recorded>>,
}

impl Recorder {
    /// Begins to record into a folder, which is made if need be and must hold no recording.
    ///
    /// Samples and frames are those of one stream, of the size in `header`.
    pub fn start(folder: &Path, header: &LogHeader, video: Option<VideoPlan>) -> Result<Self, RecorderError> {
        let refused = |source| RecorderError::Folder { folder: folder.to_path_buf(), source };
        std::fs::create_dir_all(folder).map_err(refused)?;
        let log = DurableLog::create(&folder.join(POSES), header).map_err(|error| trouble_of_log(error, folder))?;
        let size = header.stream;
        let create = |VideoPlan { fps }| LiveMp4Writer::create(&folder.join(VIDEO), size.width, size.height, fps);
        let video = video.map(create).transpose().map_err(RecorderError::Video)?;
        let inbox = Arc::new(Inbox::new(video.is_some()));
        let work = Work::new(Arc::clone(&inbox), folder.to_path_buf(), log, video);
        let thread = std::thread::Builder::new().name("recorder".into()).spawn(move || work.run()).map_err(refused)?;
        Ok(Self { inbox, thread: Some(thread) })
    }

    /// Takes a sample, each later than the one before; never waits.
    pub fn push_sample(&self, sample: &PoseSample) {
        self.inbox.push_sample(sample);
    }

    /// Takes a frame for the video, if there is one; never waits.
    pub fn push_frame(&self, frame: &Arc<Frame>) {
        self.inbox.push_frame(frame);
    }

    /// Returns what it does now.
    pub fn status(&self) -> RecorderStatus {
        self.inbox.status()
    }

    /// Completes the recording; `warnings` is what was wrong with the stream. Waits until all is on the disk.
    pub fn finish(mut self, warnings: Vec<String>) -> Recorded {
        self.inbox.close(warnings);
        let recorded = self.thread.take().and_then(|thread| thread.join().ok());
        recorded
            .unwrap_or_else(|| Recorded { trouble: Some(Trouble::from(&RecorderError::Died)), ..Recorded::default() })
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.inbox.close(Vec::new());
        if let Some(thread) = self.thread.take() {
            let _ended_early = thread.join().is_err();
        }
    }
}
