//! Cameras on Linux, straight through `v4l`.
//!
//! `nokhwa` sits on `v4l` too, and hides what is needed here: it waits for ever for a camera that stalls, gives frames as
//! good that the driver flags as damaged or that are empty, cannot set 29.97 or 7.5 frames per second, and gives no number
//! to tell lost frames by.

use std::io;
use std::path::Path;
use std::time::Duration;

use v4l::buffer::{Flags, Metadata, Type};
use v4l::format::{Colorspace, Quantization};
use v4l::fraction::Fraction;
use v4l::frameinterval::FrameIntervalEnum;
use v4l::framesize::FrameSizeEnum;
use v4l::io::mmap::Stream as MmapStream;
use v4l::io::traits::{CaptureStream as _, Stream as _};
use v4l::video::Capture as _;
use v4l::video::capture::Parameters;
use v4l::{Device, Format, FourCC};

use super::fault::CameraFault;
use super::grabber::{Grabber, Sequence, Shot};
use super::mode::{Mode, PixelFormat, Rate, Wish, ranked};

/// Three to fill while one is read.
const N_BUFFERS: u32 = 4;
/// What is asked of a camera that takes any size.
const USUAL_SIZES: [(u32, u32); 5] = [(1280, 720), (640, 480), (640, 360), (800, 600), (320, 240)];
const USUAL_RATE: Rate = Rate { frames: 30, secs: 1 };
/// Each takes a moment; a camera that refuses so many will refuse the rest.
const MOST_TRIES: usize = 8;
/// `POLLIN` of poll(2).
const POLL_IN: i16 = 1;

/// Opens a node and starts it in the best mode that it takes.
pub(super) fn open(path: &Path, wish: Wish) -> Result<(Box<dyn Grabber>, Mode), CameraFault> {
    let device = Device::with_path(path).map_err(|error| CameraFault::from_io(&error))?;
    let mut why = CameraFault::NoMode;
    for wanted in ranked(&modes(&device, wish)?, wish).into_iter().take(MOST_TRIES) {
        let started = set(&device, wanted).and_then(|agreed| Ok((Stream::start(&device)?, agreed)));
        match started {
            Ok((stream, agreed)) => {
                let grabber = V4lGrabber { stream: Some(stream), device, agreed };
                return Ok((Box::new(grabber), agreed.mode));
            }
            Err(fault @ (CameraFault::ModeRefused | CameraFault::NoRoom)) => why = fault,
            Err(fault) => return Err(fault),
        }
    }
    Err(why)
}

/// What can be set and decoded.
fn modes(device: &Device, wish: Wish) -> Result<Vec<Mode>, CameraFault> {
    // `enum_formats` takes every error for the end of the list, so a camera that is gone has none.
    device.query_caps().map_err(|error| CameraFault::from_io(&error))?;
    let formats = device.enum_formats().map_err(|error| CameraFault::from_io(&error))?;
    let mut modes = Vec::new();
    for fourcc in formats.into_iter().map(|format| format.fourcc) {
        let Some(format) = PixelFormat::from_fourcc(fourcc.repr) else { continue };
        for (width, height) in sizes(device, fourcc, wish) {
            modes.extend(rates(device, fourcc, (width, height)).map(|rate| Mode { format, width, height, rate }));
        }
    }
    Ok(modes)
}

fn sizes(device: &Device, fourcc: FourCC, wish: Wish) -> Vec<(u32, u32)> {
    // A driver that lists no sizes is asked for the usual ones.
    let Ok(listed) = device.enum_framesizes(fourcc) else { return wish.size.into_iter().chain(USUAL_SIZES).collect() };
    let mut sizes = Vec::new();
    for listed in listed {
        match listed.size {
            FrameSizeEnum::Discrete(size) => sizes.push((size.width, size.height)),
            FrameSizeEnum::Stepwise(range) => {
                let fits = |size: &(u32, u32)| {
                    let is_step = |px: u32, min: u32, step: u32| (px - min).is_multiple_of(step.max(1));
                    (range.min_width..=range.max_width).contains(&size.0)
                        && (range.min_height..=range.max_height).contains(&size.1)
                        && is_step(size.0, range.min_width, range.step_width)
                        && is_step(size.1, range.min_height, range.step_height)
                };
                sizes.extend(wish.size.into_iter().chain(USUAL_SIZES).filter(fits));
                sizes.push((range.max_width, range.max_height));
            }
        }
    }
    sizes
}

fn rates(device: &Device, fourcc: FourCC, size: (u32, u32)) -> impl Iterator<Item = Rate> + use<> {
    let listed = device.enum_frameintervals(fourcc, size.0, size.1).unwrap_or_default();
    let rate = |interval: Fraction| Rate { frames: interval.denominator, secs: interval.numerator };
    let mut rates: Vec<Rate> = Vec::new();
    for listed in listed {
        match listed.interval {
            FrameIntervalEnum::Discrete(interval) => rates.push(rate(interval)),
            FrameIntervalEnum::Stepwise(range) => {
                // The shortest interval is the highest rate.
                let (fastest, slowest) = (rate(range.min), rate(range.max));
                let has_usual = slowest.fps() <= USUAL_RATE.fps() && USUAL_RATE.fps() <= fastest.fps();
                rates.extend([fastest, slowest].into_iter().chain(has_usual.then_some(USUAL_RATE)));
            }
        }
    }
    if rates.is_empty() {
        rates.push(USUAL_RATE);
    }
    rates.into_iter()
}

/// What the driver agreed to.
#[derive(Debug, Clone, Copy)]
struct Agreed {
    mode: Mode,
    stride: usize,
    is_full_range: bool,
}

fn set(device: &Device, wanted: Mode) -> Result<Agreed, CameraFault> {
    let fourcc = FourCC::new(&wanted.format.fourcc());
    // Some drivers know a format by its other name.
    let formats = device.enum_formats().unwrap_or_default().into_iter().map(|format| format.fourcc);
    let own = formats.into_iter().find(|own| PixelFormat::from_fourcc(own.repr) == Some(wanted.format));
    let asked = Format::new(wanted.width, wanted.height, own.unwrap_or(fourcc));
    let given = device.set_format(&asked).map_err(|error| CameraFault::from_io(&error))?;
    // S_FMT is a question: a driver answers with what it takes.
    let is_same = (given.width, given.height, given.fourcc) == (asked.width, asked.height, asked.fourcc);
    if !is_same {
        return Err(CameraFault::ModeRefused);
    }
    let interval = Fraction::new(wanted.rate.secs, wanted.rate.frames);
    // Not every driver has rates to set; such a one has its own.
    let told = device.set_params(&Parameters::new(interval)).map_or(interval, |parameters| parameters.interval);
    let rate = Rate { frames: told.denominator, secs: told.numerator };
    let rate = if 0.0 < rate.fps() { rate } else { wanted.rate };
    Ok(Agreed { mode: Mode { rate, ..wanted }, stride: given.stride as usize, is_full_range: is_full_range(&given) })
}

fn is_full_range(format: &Format) -> bool {
    let is_default = matches!(format.quantization, Quantization::Default);
    matches!(format.quantization, Quantization::FullRange)
        || (is_default && matches!(format.colorspace, Colorspace::JPEG))
}

struct V4lGrabber {
    /// Dropped before the device. `None` after it could not be started again.
    stream: Option<Stream>,
    device: Device,
    agreed: Agreed,
}

impl Grabber for V4lGrabber {
    fn grab(&mut self, at_most: Duration) -> Result<Option<Shot>, CameraFault> {
        let Some(stream) = &mut self.stream else { return Err(CameraFault::Stalled) };
        let Some((bytes, meta)) = stream.next(at_most).map_err(|error| CameraFault::from_io(&error))? else {
            return Ok(None);
        };
        let used = bytes.get(..meta.bytesused as usize).unwrap_or(bytes).to_vec();
        let (n_lost, is_repeated) = stream.sequence.next(meta.sequence);
        Ok(Some(Shot {
            bytes: used,
            stride: self.agreed.stride,
            is_full_range: self.agreed.is_full_range,
            is_stale: is_repeated || meta.flags.contains(Flags::ERROR),
            n_lost,
            captured: captured(&meta),
        }))
    }

    fn restart(&mut self) -> Result<(), CameraFault> {
        // The old one first: there can be one only.
        if !self.stream.take().is_none_or(|mut stream| stream.stop()) {
            return Err(CameraFault::Stalled);
        }
        self.stream = Some(Stream::start(&self.device)?);
        Ok(())
    }
}

/// On the clock that [`Now`](super::clock::Now) reads, if the driver uses that.
fn captured(meta: &Metadata) -> Option<Duration> {
    let is_monotonic = meta.flags & Flags::TIMESTAMP_MASK == Flags::TIMESTAMP_MONOTONIC;
    let secs = u64::try_from(meta.timestamp.sec).ok()?;
    let micros = u32::try_from(meta.timestamp.usec).ok()?;
    (is_monotonic && (secs, micros) != (0, 0)).then(|| Duration::new(secs, micros.saturating_mul(1000)))
}

/// A running stream.
struct Stream {
    /// `None` while it is being dropped.
    mapped: Option<MmapStream<'static>>,
    sequence: Sequence,
}

impl Stream {
    fn start(device: &Device) -> Result<Self, CameraFault> {
        let mapped = MmapStream::with_buffers(device, Type::VideoCapture, N_BUFFERS);
        let mut mapped = mapped.map_err(|error| CameraFault::from_io(&error))?;
        // `next` is only called behind a poll of our own, so this is never waited for.
        mapped.set_timeout(Duration::from_secs(1));
        // The first buffer is queued by `next`. A driver may have given less of them.
        for idx in 1..N_BUFFERS as usize {
            if let Err(error) = mapped.queue(idx) {
                tracing::debug!("the camera has {idx} buffers: {error}");
                break;
            }
        }
        let started = mapped.start().map_err(|error| CameraFault::from_io(&error));
        let stream = Self { mapped: Some(mapped), sequence: Sequence::default() };
        started.map(|()| stream)
    }

    /// `v4l` gives back the buffer that was read and takes the next in one step, which after a time-out cannot be repeated.
    /// So it is only asked when there is something.
    fn next(&mut self, at_most: Duration) -> io::Result<Option<(&[u8], Metadata)>> {
        let Some(mapped) = &mut self.mapped else { return Ok(None) };
        let millis = i32::try_from(at_most.as_millis()).unwrap_or(i32::MAX);
        match mapped.handle().poll(POLL_IN, millis) {
            Ok(0) => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(None),
            Ok(_) => {}
            Err(error) => return Err(error),
        }
        let (bytes, meta) = mapped.next()?;
        Ok(Some((bytes, *meta)))
    }

    /// Whether the stream's device can be used again.
    ///
    /// Dropping a stream of `v4l` that cannot be stopped panics twice, which ends the program, unless the camera is gone.
    fn stop(&mut self) -> bool {
        const ENODEV: i32 = 19;
        let Some(mut mapped) = self.mapped.take() else { return true };
        match mapped.stop() {
            Err(error) if error.raw_os_error() != Some(ENODEV) => {
                tracing::warn!("the camera's stream could not be stopped: {error}");
                // Closed behind its back, so that the camera can be opened again.
                if let Err(error) = v4l::v4l2::close(mapped.handle().fd()) {
                    tracing::warn!("the camera could not be closed: {error}");
                }
                leak(mapped);
                false
            }
            _ => true,
        }
    }
}

#[expect(clippy::mem_forget, reason = "dropping it would end the program; some memory is lost instead")]
fn leak(mapped: MmapStream<'static>) {
    std::mem::forget(mapped);
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.stop();
    }
}
