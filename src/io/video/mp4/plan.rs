//! Which samples to decode, in order, and when each is shown.

use super::samples::{NOWHERE, Sample, Samples};
use super::track::Track;
use super::{Index, Mp4Refusal};
use crate::core::time::Timestamp;
use crate::io::video::VideoWarning;
use crate::io::video::pace::Pace;

/// What to decode.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) steps: Vec<Step>,
    /// How many frames will be shown if all can be decoded.
    pub(super) n_frames: u64,
    /// Mean frames per second of life; `None` for a single frame.
    pub(super) fps: Option<f64>,
    /// The pace at which the file plays, where it is not life's.
    pub(super) pace: Option<Pace>,
    /// Set if samples lie beyond the file's end.
    pub(super) truncated: Option<VideoWarning>,
}

/// One sample to decode.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// In bytes from the file's start.
    pub(super) offset: u64,
    /// In bytes.
    pub(super) size: u32,
    /// `None` if decoded for others' sake alone.
    pub(super) shown_at: Option<Timestamp>,
    /// What is shown before this cannot come from here on.
    pub(super) shown_from: Timestamp,
    /// Whether decoding can start here.
    pub(super) is_sync: bool,
}

impl Plan {
    /// For the track of an index.
    pub(super) fn new(index: &Index) -> Result<Self, Mp4Refusal> {
        let Index { track, samples, capture_fps } = index;
        let times = Times::of(track, samples.list.iter().filter(is_readable));
        let mut times = times.ok_or(Mp4Refusal::NoFrames)?;
        if times.first == times.last && 1 < times.n_shown {
            return Err(Mp4Refusal::NoTimestamps);
        }
        times.pace = Pace::declared(*capture_fps, times.mean_fps());
        Ok(Self {
            steps: steps(track, &samples.list, &times),
            n_frames: times.n_shown,
            fps: times.mean_fps(),
            pace: times.pace,
            truncated: truncated(track, samples),
        })
    }
}

/// Whether the file holds the sample.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "a predicate of `filter`")]
const fn is_readable(sample: &&Sample) -> bool {
    sample.offset != NOWHERE
}

/// How much is lost, if anything.
fn truncated(track: &Track, samples: &Samples) -> Option<VideoWarning> {
    let is_shown = |at: i64| track.edits.shown_at(at).is_some();
    let shown = || samples.list.iter().filter(|sample| is_shown(sample.at));
    let ticks = |sample: &Sample| u64::from(sample.duration);
    let unread: u64 = shown().filter(|sample| !is_readable(sample)).map(ticks).sum();
    let lost = samples.lost.filter(|(at, _)| is_shown(*at)).map(|(_, ticks)| ticks);
    if shown().all(|sample| is_readable(&sample)) && lost.is_none() {
        return None;
    }
    let secs = |ticks: u64| ticks as f64 / f64::from(track.timescale);
    let readable: u64 = shown().filter(is_readable).map(ticks).sum();
    let missing = unread.saturating_add(lost.unwrap_or_default());
    Some(VideoWarning::Truncated { readable_secs: secs(readable), missing_secs: secs(missing) })
}

/// When the frames of a track are shown.
struct Times {
    /// The first frame, in ticks.
    first: i64,
    /// The last frame, in ticks.
    last: i64,
    n_shown: u64,
    /// Ticks per second.
    timescale: u32,
    pace: Option<Pace>,
}

impl Times {
    /// `None` if no sample is shown.
    fn of<'a>(track: &Track, samples: impl Iterator<Item = &'a Sample>) -> Option<Self> {
        let mut shown = samples.filter_map(|sample| track.edits.shown_at(sample.at));
        let at = shown.next()?;
        let alone = Self { first: at, last: at, n_shown: 1, timescale: track.timescale, pace: None };
        Some(shown.fold(alone, |times, at| Self {
            first: times.first.min(at),
            last: times.last.max(at),
            n_shown: times.n_shown + 1,
            ..times
        }))
    }

    /// Of life since the first frame; saturates beyond three centuries, which only damage asks for.
    fn timestamp(&self, at: i64) -> Timestamp {
        let ticks = i128::from(at) - i128::from(self.first);
        let nanos = ticks * 1_000_000_000 / i128::from(self.timescale);
        let nanos = i64::try_from(nanos).unwrap_or(i64::MAX);
        Timestamp::from_nanos(self.pace.map_or(nanos, |pace| pace.in_life(nanos)))
    }

    fn mean_fps(&self) -> Option<f64> {
        let secs = self.timestamp(self.last).secs();
        (0.0 < secs).then(|| (self.n_shown - 1) as f64 / secs)
    }
}

/// The readable samples from the last sync sample before the first edit to the last that is shown.
fn steps(track: &Track, samples: &[Sample], times: &Times) -> Vec<Step> {
    let first_at = track.edits.first_at();
    let can_start = |sample: &Sample| sample.is_sync && sample.at <= first_at;
    let start = samples.iter().rposition(can_start).unwrap_or(0);
    let end = Timestamp::from_nanos(i64::MAX);
    let step = |sample: &Sample| Step {
        offset: sample.offset,
        size: sample.size,
        shown_at: track.edits.shown_at(sample.at).map(|at| times.timestamp(at)),
        shown_from: end,
        is_sync: sample.is_sync,
    };
    let readable = samples.iter().skip(start).filter(is_readable);
    let mut steps: Vec<Step> = readable.map(step).collect();
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
