//! Frames through a child process: `ffprobe` says what a file holds, `ffmpeg` decodes it.

#![cfg_attr(not(test), warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss))]

mod log;
mod planes;
mod probe;

use std::ffi::OsString;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;

use self::log::{Log, LogLine};
pub(super) use self::planes::{PlaneReader, PlanesWanted};
use self::probe::Probe;
use super::colour::Colour;
use super::error::Warnings;
use super::pace::Pace;
use super::shape::{Canvas, PixelAspect};
use super::{FrameSource, SourceInfo, VideoError, VideoWarning, check_size, is_large};
use crate::core::frame::{Frame, Mix, Picture, Planar, Pool};
use crate::core::time::Timestamp;

/// A file is cut off if it ends this much before it says, in seconds; containers round their durations.
const SLACK_SECS: f64 = 0.5;

/// Whether `ffmpeg` and `ffprobe` are on PATH and run.
pub(super) fn is_installed() -> bool {
    ["ffmpeg", "ffprobe"].iter().all(|tool| {
        let mut command = Command::new(tool);
        command.arg("-version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    })
}

/// Opens a file that needs `ffmpeg` because of `what`, e.g. its container.
pub(super) fn open(path: &Path, what: &str) -> Result<Box<dyn FrameSource>, VideoError> {
    if !is_installed() {
        return Err(VideoError::FfmpegMissing { what: what.to_owned(), path: path.to_path_buf() });
    }
    let probe = Probe::of(path)?;
    check_size(probe.width, probe.height).map_err(|size| size.of(path))?;
    match FfmpegSource::open(path, &probe, &Dialect::NEW) {
        Err(VideoError::Ffmpeg { .. }) => Ok(Box::new(FfmpegSource::open(path, &probe, &Dialect::OLD)?)),
        outcome => Ok(Box::new(outcome?)),
    }
}

/// Options that change from version to version.
struct Dialect {
    rate_option: &'static str,
    showinfo: &'static str,
}

impl Dialect {
    /// From 5.1 on. Sums of all pixels take longer than decoding them.
    const NEW: Self = Self { rate_option: "-fps_mode", showinfo: "showinfo=checksum=0" };
    const OLD: Self = Self { rate_option: "-vsync", showinfo: "showinfo" };
}

/// The file as an argument that can be taken neither for an option nor for a network address.
fn file_argument(path: &Path) -> OsString {
    let mut argument = OsString::from("file:");
    argument.push(std::path::absolute(path).unwrap_or_else(|_no_cwd| path.to_path_buf()));
    argument
}

/// A running `ffmpeg`; ends with this value.
struct FfmpegSource {
    path: PathBuf,
    child: Child,
    stdout: ChildStdout,
    log: Log,
    /// A frame whose pixels are still to be read.
    announced: Option<LogLine>,
    /// How RGB is mixed of the planes that are written; `None` if RGB is.
    mix: Option<Mix>,
    pool: Pool,
    /// The size in which `ffmpeg` writes all frames: the first one's.
    coded: (u32, u32),
    canvas: Canvas,
    pace: Option<Pace>,
    /// The first frame's time, in ns of the file's clock.
    origin: i64,
    last: Option<i64>,
    duration_secs: Option<f64>,
    info: SourceInfo,
    warnings: Warnings,
    is_done: bool,
}

impl FfmpegSource {
    fn open(path: &Path, probe: &Probe, dialect: &Dialect) -> Result<Self, VideoError> {
        let mix = probe.planar.filter(|_| is_large(probe.width, probe.height)).map(Colour::mix);
        let (child, stdout, mut log) = spawn(path, probe, dialect, mix.map_or("rgb24", |_| &probe.pixel_format))
            .map_err(|e| VideoError::from_io(e, path))?;
        let first = log.next_frame();
        let mut warnings = Warnings::default();
        let pace = Pace::declared(probe.capture_fps, probe.fps);
        warnings.push_pace(pace, None);
        let fps = pace.map(|pace| pace.capture_fps).or(probe.fps);
        let info = SourceInfo { width: 0, height: 0, fps, n_frames: probe.n_frames, decoder: "ffmpeg" };
        let mut this = Self {
            path: path.to_path_buf(),
            child,
            stdout,
            log,
            announced: None,
            mix,
            pool: Pool::default(),
            coded: (0, 0),
            canvas: Canvas { width: 0, height: 0 },
            pace,
            origin: 0,
            last: None,
            duration_secs: probe.duration_secs,
            info,
            warnings,
            is_done: false,
        };
        let Some(first) = first else {
            return Err(this.failure());
        };
        let LogLine { width, height, pixel_aspect, .. } = first;
        this.canvas = Canvas::for_first(width, height, pixel_aspect).map_err(|size| size.of(path))?;
        this.coded = (width, height);
        (this.info.width, this.info.height) = (this.canvas.width, this.canvas.height);
        this.warnings.push_stretched(pixel_aspect);
        this.origin = first.at_nanos.ok_or_else(|| VideoError::NoTimestamps { path: path.to_path_buf() })?;
        this.announced = Some(first);
        Ok(this)
    }

    /// Why there is no frame although there should be one.
    fn failure(&self) -> VideoError {
        let path = self.path.clone();
        match self.log.last_error() {
            Some(message) => VideoError::Ffmpeg { message: message.to_owned(), path },
            None => VideoError::NoFrames { path },
        }
    }

    /// The next frame, before its pixels.
    fn announcement(&mut self) -> Result<Option<LogLine>, VideoError> {
        if let Some(line) = self.announced.take() {
            return Ok(Some(line));
        }
        match self.log.next_frame() {
            Some(line) => Ok(Some(line)),
            None if self.log.is_stalled() => Err(self.failure()),
            None => Ok(None),
        }
    }

    /// The next frame as it is written, without its time; `None` if `ffmpeg` ended before it wrote all of it.
    fn pixels(&mut self) -> Result<Option<Picture>, VideoError> {
        let (at, (width, height)) = (Timestamp::ZERO, self.coded);
        if let Some(mix) = self.mix {
            let mut planes = self.pool.take(self.coded);
            let read = planes.iter_mut().try_for_each(|plane| self.stdout.read_exact(plane));
            return match read {
                Ok(()) => Ok(Planar::new(at, self.coded, planes, mix, Some(&self.pool)).map(Picture::from)),
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
                Err(error) => Err(VideoError::from_io(error, &self.path)),
            };
        }
        let n_bytes = u64::from(width) * u64::from(height) * 3;
        let mut rgb = Vec::with_capacity(usize::try_from(n_bytes).unwrap_or_default());
        let read = self.stdout.by_ref().take(n_bytes).read_to_end(&mut rgb);
        read.map_err(|error| VideoError::from_io(error, &self.path))?;
        Ok((rgb.len() as u64 == n_bytes).then(|| Frame { at, width, height, rgb }.into()))
    }

    /// The picture on the canvas, shown at an instant.
    fn placed(&self, picture: Picture, at: Timestamp, aspect: PixelAspect) -> Option<Picture> {
        let Canvas { width, height } = self.canvas;
        match picture {
            Picture::Planar(planar) if aspect.is_square() && self.coded == (width, height) => {
                Arc::into_inner(planar).map(|planar| planar.shown_at(at).into())
            }
            picture => {
                let Frame { rgb, .. } = Arc::unwrap_or_clone(picture.to_frame());
                let rgb = self.canvas.place(rgb, self.coded, aspect)?;
                Some(Frame { at, width, height, rgb }.into())
            }
        }
    }

    /// The shape of pixels in a frame as `ffmpeg` wrote it: scaled to the first one's size, whatever its own shape.
    fn aspect_as_written(&self, line: &LogLine) -> PixelAspect {
        let own = f64::from(line.width) * line.pixel_aspect.ratio() / f64::from(line.height);
        let (width, height) = self.coded;
        PixelAspect::of(own * f64::from(height), f64::from(width)).unwrap_or(line.pixel_aspect)
    }

    /// Warns if the end came before the container said.
    fn finish(&mut self) {
        self.is_done = true;
        let readable_secs = self.last.map_or(0.0, |last| (last - self.origin) as f64 * 1e-9);
        if let Some(duration) = self.duration_secs
            && readable_secs + SLACK_SECS < duration
        {
            self.warnings.push(VideoWarning::Truncated { readable_secs, missing_secs: duration - readable_secs });
        }
    }
}

impl FrameSource for FfmpegSource {
    fn next_frame(&mut self) -> Result<Option<Frame>, VideoError> {
        Ok(self.next_picture()?.map(|picture| Arc::unwrap_or_clone(picture.to_frame())))
    }

    fn next_picture(&mut self) -> Result<Option<Picture>, VideoError> {
        while !self.is_done {
            let Some(line) = self.announcement()? else {
                break;
            };
            let at = line.at_nanos.ok_or_else(|| VideoError::NoTimestamps { path: self.path.clone() })?;
            let Some(picture) = self.pixels()? else { break };
            if self.last.is_some_and(|last| at <= last) {
                self.warnings.count(VideoWarning::RepeatedTimes { n_frames: 1 });
                continue;
            }
            self.last = Some(at);
            let nanos = at.saturating_sub(self.origin);
            let at = Timestamp::from_nanos(self.pace.map_or(nanos, |pace| pace.in_life(nanos)));
            self.warnings.follow_size(at, (line.width, line.height));
            let Some(picture) = self.placed(picture, at, self.aspect_as_written(&line)) else { break };
            return Ok(Some(picture));
        }
        if !self.is_done {
            self.finish();
        }
        Ok(None)
    }

    fn info(&self) -> &SourceInfo {
        &self.info
    }

    fn warnings(&self) -> &[VideoWarning] {
        self.warnings.list()
    }
}

impl Drop for FfmpegSource {
    fn drop(&mut self) {
        // It may have ended by itself; either way it must not stay behind.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// An `ffmpeg` that tells of each frame in its log; options of its own come before the input.
fn command() -> Command {
    let mut command = Command::new("ffmpeg");
    command.args(["-hide_banner", "-nostdin", "-nostats", "-loglevel", "level+info"]);
    command.args(["-protocol_whitelist", "file,pipe"]);
    command
}

fn spawn(path: &Path, probe: &Probe, dialect: &Dialect, pixel_format: &str) -> io::Result<(Child, ChildStdout, Log)> {
    let mut command = command();
    command.arg("-i").arg(file_argument(path));
    let filters = format!("settb=1/1000000000,{}", dialect.showinfo);
    command.args(["-map", &format!("0:{}", probe.stream_index), "-vf", &filters]);
    // By default it darkens by 1.2 levels; so it gives the pixels that we give.
    command.args([dialect.rate_option, "passthrough", "-sws_flags", "neighbor+accurate_rnd+full_chroma_int"]);
    command.args(["-pix_fmt", pixel_format, "-f", "rawvideo", "pipe:1"]);
    start(command)
}

fn start(mut command: Command) -> io::Result<(Child, ChildStdout, Log)> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) else {
        return Err(io::Error::other("no pipe from ffmpeg"));
    };
    let log = Log::follow(stderr)?;
    Ok((child, stdout, log))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::path::Path;
    use std::process::Command;

    use super::{Dialect, FfmpegSource, Probe};
    use crate::io::video::FrameSource as _;

    #[test]
    fn the_child_ends_with_its_source() {
        let folder = tempfile::tempdir().unwrap();
        let clip = folder.path().join("long.avi");
        let mut command = Command::new("ffmpeg");
        command.args(["-v", "error", "-f", "lavfi", "-i", "testsrc2=size=640x360:duration=10"]);
        assert!(command.args(["-c:v", "mpeg4"]).arg(&clip).status().unwrap().success());
        let probe = Probe::of(&clip).unwrap();
        let mut source = FfmpegSource::open(&clip, &probe, &Dialect::NEW).unwrap();
        source.next_frame().unwrap().unwrap();
        let process = format!("/proc/{}", source.child.id());
        assert!(Path::new(&process).exists());
        drop(source);
        assert!(!Path::new(&process).exists());
    }
}
