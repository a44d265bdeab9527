//! What waits for the recorder: every sample, and a few frames.
//!
//! Two queues behind one lock, which is held for moments only, rather than a channel: samples go before frames, so that
//! the log is never behind by more than one picture to be coded.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::RecorderStatus;
use crate::core::frame::Frame;
use crate::core::pose::PoseSample;
use crate::io::words::Trouble;

/// No more frames wait: a quarter of a second at 30 a second, and 22 MB at 1280 × 720.
const MOST_FRAMES: usize = 8;
/// No more samples wait: two minutes at 30 a second, longer than any disk is busy, and some 4 MB.
const MOST_SAMPLES: usize = 4096;
/// For so long nothing comes before the recorder is told.
const IDLE_AFTER: Duration = Duration::from_millis(500);

/// What the recorder is to do.
#[derive(Debug)]
pub(super) enum Job {
    Sample(Box<PoseSample>),
    Frame(Arc<Frame>),
    /// Nothing came for a while.
    Idle,
    /// All is done; what was wrong with the stream.
    Finish(Vec<String>),
}

#[derive(Debug)]
pub(super) struct Inbox {
    slot: Mutex<Slot>,
    changed: Condvar,
}

#[derive(Debug)]
struct Slot {
    samples: VecDeque<Box<PoseSample>>,
    frames: VecDeque<Arc<Frame>>,
    takes_samples: bool,
    takes_frames: bool,
    n_samples_dropped: u64,
    n_frames_dropped: u64,
    trouble: Option<Trouble>,
    warnings: Option<Vec<String>>,
}

impl Inbox {
    pub(super) fn new(has_video: bool) -> Self {
        let slot = Slot {
            samples: VecDeque::with_capacity(MOST_SAMPLES),
            frames: VecDeque::with_capacity(MOST_FRAMES),
            takes_samples: true,
            takes_frames: has_video,
            n_samples_dropped: 0,
            n_frames_dropped: 0,
            trouble: None,
            warnings: None,
        };
        Self { slot: Mutex::new(slot), changed: Condvar::new() }
    }

    pub(super) fn push_sample(&self, sample: &PoseSample) {
        let sample = Box::new(sample.clone());
        let mut slot = self.lock();
        match slot.takes_samples {
            true if slot.samples.len() < MOST_SAMPLES => slot.samples.push_back(sample),
            takes => slot.n_samples_dropped += u64::from(takes),
        }
        drop(slot);
        self.changed.notify_one();
    }

    pub(super) fn push_frame(&self, frame: &Arc<Frame>) {
        let mut slot = self.lock();
        match slot.takes_frames {
            true if slot.frames.len() < MOST_FRAMES => slot.frames.push_back(Arc::clone(frame)),
            takes => slot.n_frames_dropped += u64::from(takes),
        }
        drop(slot);
        self.changed.notify_one();
    }

    /// Takes nothing more; what waits is still done.
    pub(super) fn close(&self, warnings: Vec<String>) {
        let mut slot = self.lock();
        (slot.takes_samples, slot.takes_frames) = (false, false);
        slot.warnings.get_or_insert(warnings);
        drop(slot);
        self.changed.notify_one();
    }

    /// No more frames, because of this.
    pub(super) fn refuse_frames(&self, trouble: Trouble) {
        let mut slot = self.lock();
        slot.takes_frames = false;
        slot.frames.clear();
        slot.trouble.get_or_insert(trouble);
    }

    /// No more samples, because of this.
    pub(super) fn refuse_samples(&self, trouble: Trouble) {
        let mut slot = self.lock();
        slot.takes_samples = false;
        slot.samples.clear();
        slot.trouble.get_or_insert(trouble);
    }

    /// The next thing to do; waits for one.
    pub(super) fn next_job(&self) -> Job {
        let is_idle = |slot: &mut Slot| slot.samples.is_empty() && slot.frames.is_empty() && slot.warnings.is_none();
        let waited = self.changed.wait_timeout_while(self.lock(), IDLE_AFTER, is_idle);
        let mut slot = waited.unwrap_or_else(PoisonError::into_inner).0;
        if let Some(sample) = slot.samples.pop_front() {
            return Job::Sample(sample);
        }
        if let Some(frame) = slot.frames.pop_front() {
            return Job::Frame(frame);
        }
        slot.warnings.clone().map_or(Job::Idle, Job::Finish)
    }

    pub(super) fn status(&self) -> RecorderStatus {
        let slot = self.lock();
        RecorderStatus {
            has_video: slot.takes_frames,
            is_recording: slot.takes_samples || slot.takes_frames,
            trouble: slot.trouble.clone(),
        }
    }

    /// Samples and frames that found no room.
    pub(super) fn n_dropped(&self) -> (u64, u64) {
        let slot = self.lock();
        (slot.n_samples_dropped, slot.n_frames_dropped)
    }

    fn lock(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::time::Timestamp;

    fn sample(nanos: i64) -> PoseSample {
        PoseSample {
            at: Timestamp::from_nanos(nanos),
            person: None,
            n_people: None,
            cut: false,
            brightness: 0.0,
            repeated: false,
            camera_shift: None,
            camera_zoom: None,
            patches: Vec::new(),
            patch_setup: None,
        }
    }

    fn frame(nanos: i64) -> Arc<Frame> {
        Arc::new(Frame { at: Timestamp::from_nanos(nanos), width: 1, height: 1, rgb: vec![0; 3] })
    }

    #[test]
    fn frames_that_find_no_room_are_counted_and_samples_go_first() {
        let inbox = Inbox::new(true);
        (0..11).for_each(|nanos| inbox.push_frame(&frame(nanos)));
        (0..100).for_each(|nanos| inbox.push_sample(&sample(nanos)));
        assert_eq!(inbox.n_dropped(), (0, 3));
        inbox.close(vec!["dim".to_owned()]);
        inbox.push_frame(&frame(12));
        inbox.push_sample(&sample(101));
        assert_eq!(inbox.n_dropped(), (0, 3), "what comes after the end is not lost, it is not wanted");
        for nanos in 0..100 {
            assert!(matches!(inbox.next_job(), Job::Sample(sample) if sample.at.nanos() == nanos));
        }
        for nanos in 0..8 {
            assert!(matches!(inbox.next_job(), Job::Frame(frame) if frame.at.nanos() == nanos));
        }
        assert!(matches!(inbox.next_job(), Job::Finish(warnings) if warnings == ["dim"]));
    }

    #[test]
    fn what_is_refused_is_neither_kept_nor_counted() {
        let inbox = Inbox::new(true);
        inbox.push_frame(&frame(0));
        inbox.refuse_frames("first".into());
        inbox.push_frame(&frame(1));
        inbox.push_sample(&sample(0));
        let status = |is_recording| RecorderStatus { has_video: false, is_recording, trouble: Some("first".into()) };
        assert_eq!(inbox.status(), status(true));
        inbox.refuse_samples("second".into());
        inbox.push_sample(&sample(1));
        assert_eq!((inbox.status(), inbox.n_dropped()), (status(false), (0, 0)));
        assert!(matches!(inbox.next_job(), Job::Idle));
    }

    #[test]
    fn samples_are_lost_only_where_memory_would_be() {
        let inbox = Inbox::new(false);
        for nanos in 0..i64::try_from(MOST_SAMPLES).unwrap() + 2 {
            inbox.push_sample(&sample(nanos));
        }
        inbox.push_frame(&frame(0));
        assert_eq!(inbox.n_dropped(), (2, 0), "without a video no frame is missed");
    }
}
