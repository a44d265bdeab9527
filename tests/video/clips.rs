//! Making clips with `ffmpeg`, and reading them with it as the reference.

use std::path::{Path, PathBuf};
use std::process::Command;

use formcheck::core::frame::Frame;
use formcheck::io::video::{FrameSource, VideoWarning, open};
use tempfile::TempDir;

/// A folder for clips that goes with the test.
pub(crate) struct Clips(TempDir);

impl Clips {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs `ffmpeg` in the folder with these blank-separated arguments.
    pub(crate) fn ffmpeg(&self, arguments: &str) {
        let mut command = Command::new("ffmpeg");
        command.args(["-hide_banner", "-loglevel", "error", "-nostdin", "-y"]);
        command.args(arguments.split_whitespace()).current_dir(self.0.path());
        let output = command.output().unwrap();
        assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Makes a clip of a moving test picture with these encoding arguments.
    pub(crate) fn make(&self, name: &str, size: &str, secs: f64, encoding: &str) -> PathBuf {
        self.ffmpeg(&format!("-f lavfi -i testsrc2=size={size}:rate=30:duration={secs} {encoding} {name}"));
        self.path(name)
    }
}

/// All frames of a source, and its warnings.
pub(crate) fn drain(mut source: Box<dyn FrameSource>) -> (Vec<Frame>, Vec<VideoWarning>) {
    let mut frames = Vec::new();
    while let Some(frame) = source.next_frame().unwrap() {
        assert_eq!((frame.width, frame.height), (source.info().width, source.info().height));
        assert_eq!(frame.rgb.len(), frame.width as usize * frame.height as usize * 3);
        frames.push(frame);
    }
    (frames, source.warnings().to_vec())
}

/// All frames of a file that has nothing wrong.
pub(crate) fn frames(path: &Path) -> Vec<Frame> {
    let source = open(path).unwrap();
    let expected = source.info().n_frames;
    let (frames, warnings) = drain(source);
    assert_eq!(warnings, []);
    assert_eq!(expected.unwrap_or(frames.len() as u64), frames.len() as u64, "frames promised");
    frames
}

/// The file as `ffmpeg` decodes it: seconds since the first frame, and RGB.
pub(crate) struct Reference {
    pub(crate) secs: Vec<f64>,
    pub(crate) rgb: Vec<Vec<u8>>,
}

/// Repeats chroma instead of interpolating it, and rounds well, as the reader does.
const SWS_FLAGS: &str = "neighbor+accurate_rnd+full_chroma_int";

pub(crate) fn reference(path: &Path, width: u32, height: u32) -> Reference {
    let mut command = Command::new("ffmpeg");
    command.args(["-loglevel", "error", "-nostdin", "-i"]).arg(path);
    command.args(["-map", "0:v:0", "-fps_mode", "passthrough", "-sws_flags", SWS_FLAGS]);
    let output = command.args(["-pix_fmt", "rgb24", "-f", "rawvideo", "-"]).output().unwrap();
    let n_bytes = width as usize * height as usize * 3;
    assert_eq!(output.stdout.len() % n_bytes, 0, "the reference has another size than {width}x{height}");
    let rgb = output.stdout.chunks(n_bytes).map(<[u8]>::to_vec).collect();
    Reference { secs: presentation_secs(path), rgb }
}

fn presentation_secs(path: &Path) -> Vec<f64> {
    let mut command = Command::new("ffprobe");
    command.args(["-v", "error", "-select_streams", "v:0", "-show_entries", "frame=pts_time", "-of", "csv=p=0"]);
    let output = command.arg(path).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let times: Vec<f64> = text.lines().filter_map(|line| line.split(',').next()?.parse().ok()).collect();
    times.iter().map(|time| time - times[0]).collect()
}

/// Levels of 255 by which another `ffmpeg` may round otherwise; that of Debian 12 gives the same bytes.
const ROUNDING: u8 = 1;

/// The share of bytes in all frames that differ by more than rounding.
fn differing(frames: &[Frame], reference: &Reference) -> f64 {
    let pairs = || frames.iter().zip(&reference.rgb).flat_map(|(ours, theirs)| ours.rgb.iter().zip(theirs));
    pairs().filter(|(a, b)| ROUNDING < a.abs_diff(**b)).count() as f64 / pairs().count() as f64
}

/// Asserts that a file is read as `ffmpeg` reads it: as many frames, at the same times, with the same pixels.
pub(crate) fn assert_as_ffmpeg(path: &Path) -> Vec<Frame> {
    let frames = frames(path);
    assert_equal(&frames, &reference(path, frames[0].width, frames[0].height));
    frames
}

pub(crate) fn assert_equal(frames: &[Frame], reference: &Reference) {
    assert_eq!(frames.len(), reference.rgb.len(), "frames");
    assert_eq!(frames.len(), reference.secs.len(), "frames with times");
    assert_eq!(frames[0].at.nanos(), 0);
    for (frame, secs) in frames.iter().zip(&reference.secs) {
        assert!((frame.at.secs() - secs).abs() < 1e-3, "{} s, ffmpeg says {secs} s", frame.at.secs());
    }
    let share = differing(frames, reference);
    assert!(share == 0.0, "{:.3} % of all bytes differ", share * 100.0);
}

/// Overwrites the display matrix `[x_from_x, y_from_x, x_from_y, y_from_y]` of the first track.
pub(crate) fn set_matrix(path: &Path, [x_from_x, y_from_x, x_from_y, y_from_y]: [i32; 4]) {
    let mut bytes = std::fs::read(path).unwrap();
    let tkhd = bytes.windows(4).position(|window| window == b"tkhd").unwrap();
    let matrix = tkhd + 4 + 40;
    for (word, value) in [(0, x_from_x), (1, y_from_x), (3, x_from_y), (4, y_from_y)] {
        let fixed_point = value << 16;
        bytes[matrix + 4 * word..][..4].copy_from_slice(&fixed_point.to_be_bytes());
    }
    std::fs::write(path, bytes).unwrap();
}
