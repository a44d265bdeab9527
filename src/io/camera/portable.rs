//! Cameras through `nokhwa`: on macOS and Windows, and on Linux on request, to compare.
//!
//! `nokhwa` waits for a frame as long as it takes, so it has a thread of its own, which is watched from outside.

use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use nokhwa::utils::{CameraFormat, CameraIndex, FrameFormat, RequestedFormat, RequestedFormatType};
use nokhwa::{Camera, NokhwaError};

use super::clock::Now;
use super::fault::CameraFault;
use super::grabber::{Grabber, Shot};
use super::mode::{Mode, PixelFormat, Rate, Wish, ranked};
use crate::io::latest::{Latest, Taken};

/// Longer than the slowest camera takes to open.
const LONGEST_OPENING: Duration = Duration::from_secs(10);
const FORMATS: [(FrameFormat, PixelFormat); 4] = [
    (FrameFormat::MJPEG, PixelFormat::Mjpeg),
    (FrameFormat::YUYV, PixelFormat::Yuyv),
    (FrameFormat::NV12, PixelFormat::Nv12),
    (FrameFormat::GRAY, PixelFormat::Grey),
];
const MOST_TRIES: usize = 8;

type Given = Result<Shot, CameraFault>;

/// Opens the camera of this number and starts it in the best mode that it takes.
pub(super) fn open(number: u32, wish: Wish) -> Result<(Box<dyn Grabber>, Mode), CameraFault> {
    let (told, answer) = sync_channel(1);
    let shots = Arc::new(Latest::default());
    let theirs = Arc::clone(&shots);
    let thread = thread::Builder::new().name("camera-nokhwa".to_owned());
    // It is never joined: as long as the camera stalls it cannot be told to end. It ends when the camera goes on or goes.
    thread
        .spawn(move || read(number, wish, &told, &theirs))
        .map_err(|error| CameraFault::Other { what: error.to_string() })?;
    let mode = answer.recv_timeout(LONGEST_OPENING).map_err(|_late| CameraFault::Stalled)??;
    Ok((Box::new(NokhwaGrabber { shots }), mode))
}

struct NokhwaGrabber {
    /// Closed, it tells the thread to end.
    shots: Arc<Latest<Given>>,
}

impl Grabber for NokhwaGrabber {
    fn grab(&mut self, at_most: Duration) -> Result<Option<Shot>, CameraFault> {
        match self.shots.wait(at_most) {
            Taken::Value(given) => given.map(Some),
            Taken::Nothing => Ok(None),
            Taken::Closed => Err(CameraFault::Stalled),
        }
    }

    /// The thread ended with its first error: `nokhwa` gives nothing else after one.
    fn restart(&mut self) -> Result<(), CameraFault> {
        Err(CameraFault::Interrupted)
    }
}

impl Drop for NokhwaGrabber {
    fn drop(&mut self) {
        self.shots.close();
    }
}

/// The thread: ends when no person wants frames any more, or with the first error.
fn read(number: u32, wish: Wish, told: &SyncSender<Result<Mode, CameraFault>>, shots: &Latest<Given>) {
    let (mut camera, mode) = match start(number, wish) {
        Ok(started) => started,
        Err(fault) => return drop(told.send(Err(fault))),
    };
    if told.send(Ok(mode)).is_err() {
        return;
    }
    while !shots.is_closed() {
        let given = match camera.frame() {
            Ok(buffer) => Ok(shot(buffer.buffer())),
            Err(error) => Err(fault(&error)),
        };
        let is_last = given.is_err();
        shots.put(given);
        if is_last {
            break;
        }
    }
}

/// What `nokhwa` tells of a frame: no number, no flag, not how many of its bytes are new.
fn shot(bytes: &[u8]) -> Shot {
    let captured = Some(Now::read().monotonic);
    Shot { bytes: bytes.to_vec(), stride: 0, is_full_range: false, is_stale: false, n_lost: 0, captured }
}

fn start(number: u32, wish: Wish) -> Result<(Camera, Mode), CameraFault> {
    let formats = FORMATS.map(|(theirs, _)| theirs);
    let any = RequestedFormat::with_formats(RequestedFormatType::AbsoluteHighestResolution, &formats);
    let mut camera = Camera::new(CameraIndex::Index(number), any).map_err(|error| fault(&error))?;
    let modes: Vec<Mode> =
        camera.compatible_camera_formats().map_err(|error| fault(&error))?.iter().filter_map(mode).collect();
    let mut why = CameraFault::NoMode;
    for wanted in ranked(&modes, wish).into_iter().take(MOST_TRIES) {
        let exact = RequestedFormatType::Exact(camera_format(wanted));
        let set = camera.set_camera_requset(RequestedFormat::with_formats(exact, &formats));
        let set = set.and_then(|_agreed| camera.open_stream());
        match set.map_err(|error| fault(&error)) {
            Ok(()) => return Ok((camera, wanted)),
            Err(fault @ (CameraFault::Busy | CameraFault::Denied | CameraFault::Unplugged)) => return Err(fault),
            Err(_other) => why = CameraFault::ModeRefused,
        }
    }
    Err(why)
}

fn mode(format: &CameraFormat) -> Option<Mode> {
    let (_, own) = FORMATS.into_iter().find(|(theirs, _)| *theirs == format.format())?;
    let rate = Rate { frames: format.frame_rate(), secs: 1 };
    Some(Mode { format: own, width: format.width(), height: format.height(), rate })
}

fn camera_format(mode: Mode) -> CameraFormat {
    let theirs =
        FORMATS.into_iter().find(|(_, own)| *own == mode.format).map_or(FrameFormat::MJPEG, |(theirs, _)| theirs);
    CameraFormat::new_from(mode.width, mode.height, theirs, mode.rate.frames / mode.rate.secs.max(1))
}

/// `nokhwa` keeps of an error its text only; on Linux the system's number stands in it.
fn fault(error: &NokhwaError) -> CameraFault {
    let text = error.to_string();
    let number = text.split("os error ").nth(1).and_then(|rest| rest.split(')').next()?.parse().ok());
    match number {
        Some(number) => CameraFault::from_io(&std::io::Error::from_raw_os_error(number)),
        // Broken rates, and formats that it does not know.
        None if text.contains("Fufill") || text.contains("Framerate") => CameraFault::NoMode,
        None => CameraFault::Other { what: text },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn the_systems_number_is_found_in_the_text() {
        let unplugged = NokhwaError::ReadFrameError("No such device (os error 19)".to_owned());
        let busy = NokhwaError::OpenStreamError("Device or resource busy (os error 16)".to_owned());
        assert_eq!([fault(&unplugged), fault(&busy)], [CameraFault::Unplugged, CameraFault::Busy]);
        assert!(matches!(fault(&NokhwaError::UnitializedError), CameraFault::Other { .. }));
    }

    #[test]
    fn modes_go_there_and_back() {
        for (format, _) in FORMATS {
            let theirs = CameraFormat::new_from(640, 480, format, 15);
            assert_eq!(camera_format(mode(&theirs).unwrap()), theirs);
        }
    }
}
