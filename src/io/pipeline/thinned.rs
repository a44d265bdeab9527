//! Of a video with many frames a second, as many as the rules need.

use std::num::NonZeroUsize;

use crate::core::frame::{Frame, Picture};
use crate::io::video::{FrameSource, SourceInfo, VideoError, VideoWarning};

/// As many frames a second are enough: counts and faults of the samples stay right from 15 to 60 (`formcheck stress`).
const ENOUGH_FPS: f64 = 30.0;
/// Rates of cameras are this close to the round ones: 239.76 is 240.
const SLACK_FPS: f64 = 0.5;

/// Leaves out frames that no person needs; returns what is to be noted of it.
pub(super) fn thinned(mut frames: Box<dyn FrameSource>) -> (Box<dyn FrameSource>, Option<String>) {
    let Some(fps) = frames.info().fps else { return (frames, None) };
    let n = ((fps + SLACK_FPS) / ENOUGH_FPS) as usize;
    let Some(every) = NonZeroUsize::new(n).filter(|n| 1 < n.get()) else { return (frames, None) };
    let note =
        format!("the video has {fps:.0} frames a second: one of {every} was judged, {:.0} a second", fps / n as f64);
    if !frames.thin(every) {
        frames = Box::new(EveryNth::of(frames, every));
    }
    (frames, Some(note))
}

/// Every n-th frame of a source that reads them all.
struct EveryNth {
    frames: Box<dyn FrameSource>,
    info: SourceInfo,
    every: NonZeroUsize,
    /// Frames to be left out before the next one.
    n_left_out: usize,
}

impl EveryNth {
    fn of(frames: Box<dyn FrameSource>, every: NonZeroUsize) -> Self {
        let mut info = frames.info().clone();
        info.fps = info.fps.map(|fps| fps / every.get() as f64);
        info.n_frames = info.n_frames.map(|n_frames| n_frames.div_ceil(every.get() as u64));
        Self { frames, info, every, n_left_out: 0 }
    }
}

impl FrameSource for EveryNth {
    fn next_frame(&mut self) -> Result<Option<Frame>, VideoError> {
        Ok(self.next_picture()?.map(|picture| std::sync::Arc::unwrap_or_clone(picture.to_frame())))
    }

    fn next_picture(&mut self) -> Result<Option<Picture>, VideoError> {
        for _ in 0..std::mem::replace(&mut self.n_left_out, self.every.get() - 1) {
            if self.frames.next_picture()?.is_none() {
                return Ok(None);
            }
        }
        self.frames.next_picture()
    }

    fn info(&self) -> &SourceInfo {
        &self.info
    }

    fn warnings(&self) -> &[VideoWarning] {
        self.frames.warnings()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::time::Timestamp;

    /// A second at some rate.
    struct Second {
        fps: u32,
        n_given: u32,
        info: SourceInfo,
    }

    impl FrameSource for Second {
        fn next_frame(&mut self) -> Result<Option<Frame>, VideoError> {
            if self.n_given == self.fps {
                return Ok(None);
            }
            let at = Timestamp::from_secs(f64::from(self.n_given) / f64::from(self.fps));
            self.n_given += 1;
            Ok(Some(Frame { at, width: 1, height: 1, rgb: vec![0; 3] }))
        }

        fn info(&self) -> &SourceInfo {
            &self.info
        }

        fn warnings(&self) -> &[VideoWarning] {
            &[]
        }
    }

    fn read(fps: u32, told: f64) -> (Vec<f64>, Option<u64>, Option<String>) {
        let info = SourceInfo { width: 1, height: 1, fps: Some(told), n_frames: Some(fps.into()), decoder: "none" };
        let (mut frames, note) = thinned(Box::new(Second { fps, n_given: 0, info }));
        let times = std::iter::from_fn(|| frames.next_frame().unwrap()).map(|frame| frame.at.secs()).collect();
        (times, frames.info().n_frames, note)
    }

    #[test]
    fn of_many_frames_those_at_thirty_a_second_are_kept_with_their_times() {
        let (times, n_frames, note) = read(240, 239.76);
        assert_eq!((times.len(), n_frames), (30, Some(30)));
        assert!(times.iter().zip(0..).all(|(at, k)| (at - f64::from(k) / 30.0).abs() < 1e-6), "{times:?}");
        assert_eq!(note.unwrap(), "the video has 240 frames a second: one of 8 was judged, 30 a second");
        assert_eq!(read(200, 200.0).0.len(), 34, "more than thirty where the rate is no multiple");
        assert_eq!(read(60, 59.94).0.len(), 30);
    }

    #[test]
    fn ordinary_rates_are_read_whole() {
        for fps in [15, 25, 30, 50] {
            let (times, n_frames, note) = read(fps, f64::from(fps));
            assert_eq!((times.len(), n_frames, note), (fps as usize, Some(fps.into()), None));
        }
    }
}
