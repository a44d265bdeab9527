//! What a file holds, by `ffprobe`.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::file_argument;
use crate::io::bounded::{self, Limit};
use crate::io::video::VideoError;
use crate::io::video::colour::Colour;
use crate::io::video::pace::CAPTURE_FPS;

/// Certainty below which `ffprobe` guesses a kind from noise, 0 to 100.
const MIN_PROBE_SCORE: u32 = 26;

const ENTRIES: &str = "stream=index,codec_type,width,height,pix_fmt,color_space,color_range,avg_frame_rate,nb_frames,duration:\
                       stream_disposition=attached_pic:stream_tags:\
                       format=format_name,probe_score:format_tags";

/// The video stream that will be decoded.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Probe {
    pub(super) stream_index: u32,
    /// Before rotation, in px.
    pub(super) width: u32,
    /// Before rotation, in px.
    pub(super) height: u32,
    /// As `ffmpeg` names it.
    pub(super) pixel_format: String,
    /// How colour is coded in planes of 8 bits, 4:2:0; `None` where frames are coded otherwise.
    pub(super) planar: Option<Colour>,
    pub(super) fps: Option<f64>,
    pub(super) n_frames: Option<u64>,
    pub(super) duration_secs: Option<f64>,
    /// Frames that the camera took in a second, where the file says it.
    pub(super) capture_fps: Option<f64>,
}

/// Formats without time stamps.
const UNTIMED: [&str; 9] = ["h264", "hevc", "vvc", "m4v", "mpegvideo", "mjpeg", "vc1", "h263", "obu"];

impl Probe {
    pub(super) fn of(path: &Path) -> Result<Self, VideoError> {
        let mut command = Command::new("ffprobe");
        command.args(["-v", "error", "-protocol_whitelist", "file,pipe", "-show_entries", ENTRIES, "-of", "json"]);
        command.arg(file_argument(path)).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let answer = answer(&mut command).map_err(|error| VideoError::from_io(error, path))?;
        let path = path.to_path_buf();
        match serde_json::from_slice::<Answer>(&answer) {
            Ok(Answer { format: Some(format), .. }) if format.is_untimed() => Err(VideoError::NoTimestamps { path }),
            Ok(Answer { format: Some(format), streams }) if format.is_video() => {
                let stream = streams.into_iter().find(Stream::is_video);
                let capture_fps = stream.as_ref().and_then(|stream| stream.tags.capture_fps());
                let capture_fps = capture_fps.or_else(|| format.tags.capture_fps());
                stream.map(|stream| Self { capture_fps, ..Self::from(stream) }).ok_or(VideoError::NoVideo { path })
            }
            _ => Err(VideoError::NotAVideo { path }),
        }
    }
}

/// The most that is read of an answer: a thousand streams of 300 bytes.
const LIMIT: Limit = Limit::kib(512);

/// All that the program prints.
fn answer(command: &mut Command) -> io::Result<Vec<u8>> {
    let mut child = command.spawn()?;
    let read = child.stdout.take().map_or(Ok(Vec::new()), |stdout| bounded::read_from(stdout, LIMIT));
    // It may have ended by itself; either way it must not stay behind.
    drop(child.kill());
    drop(child.wait());
    read
}

impl From<Stream> for Probe {
    fn from(stream: Stream) -> Self {
        let ratio = |text: &Option<String>, mark| ratio(text.as_deref()?, mark);
        let fps = ratio(&stream.avg_frame_rate, '/');
        let duration = stream.duration.as_deref().and_then(|text| text.parse().ok());
        Self {
            stream_index: stream.index,
            width: stream.width,
            height: stream.height,
            planar: stream.planar(),
            pixel_format: stream.pix_fmt,
            fps,
            n_frames: stream.nb_frames.as_deref().and_then(|text| text.parse().ok()),
            duration_secs: duration.or_else(|| clock_secs(stream.tags.get("DURATION")?)),
            capture_fps: None,
        }
    }
}

#[derive(Debug, Deserialize)]
struct Answer {
    #[serde(default)]
    streams: Vec<Stream>,
    format: Option<Format>,
}

#[derive(Debug, Deserialize)]
#[expect(clippy::struct_field_names, reason = "as ffprobe names it")]
struct Format {
    format_name: String,
    #[serde(default)]
    probe_score: u32,
    #[serde(default)]
    tags: Tags,
}

impl Format {
    /// `tty` draws any text as a picture; `image2` and `png_pipe` are single pictures.
    fn is_video(&self) -> bool {
        let name = self.format_name.as_str();
        MIN_PROBE_SCORE <= self.probe_score && name != "tty" && name != "image2" && !name.ends_with("_pipe")
    }

    /// Bare streams of a codec, for which `ffmpeg` makes up times.
    fn is_untimed(&self) -> bool {
        UNTIMED.contains(&self.format_name.as_str()) && self.is_video()
    }
}

#[derive(Debug, Deserialize)]
struct Stream {
    index: u32,
    #[serde(default)]
    codec_type: String,
    #[serde(default)]
    width: u32,
    #[serde(default)]
    height: u32,
    #[serde(default)]
    pix_fmt: String,
    #[serde(default)]
    color_space: String,
    #[serde(default)]
    color_range: String,
    avg_frame_rate: Option<String>,
    nb_frames: Option<String>,
    duration: Option<String>,
    #[serde(default)]
    disposition: Disposition,
    #[serde(default)]
    tags: Tags,
}

impl Stream {
    /// A cover picture beside sound is no video.
    fn is_video(&self) -> bool {
        self.codec_type == "video" && self.disposition.attached_pic == 0
    }

    fn planar(&self) -> Option<Colour> {
        let is_full_range = match self.pix_fmt.as_str() {
            "yuv420p" => self.color_range == "pc",
            "yuvj420p" => true,
            _ => return None,
        };
        // By name, the codes of ISO/IEC 23091-2, 8.3.
        let matrix = match self.color_space.as_str() {
            "bt709" => Some(1),
            "fcc" => Some(4),
            "smpte240m" => Some(7),
            "bt2020nc" | "bt2020c" => Some(9),
            _ => None,
        };
        Some(Colour { is_full_range, matrix })
    }
}

#[derive(Debug, Default, Deserialize)]
struct Disposition {
    #[serde(default)]
    attached_pic: u8,
}

/// Tags by name; Matroska writes names in capitals.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
struct Tags(BTreeMap<String, String>);

impl Tags {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    fn capture_fps(&self) -> Option<f64> {
        self.get(CAPTURE_FPS)?.trim().parse().ok()
    }
}

/// `30000/1001` and the like; `None` for `0/0`.
fn ratio(text: &str, mark: char) -> Option<f64> {
    let (over, under) = text.split_once(mark)?;
    let (over, under): (f64, f64) = (over.parse().ok()?, under.parse().ok()?);
    (0.0 < over && 0.0 < under).then_some(over / under)
}

/// `00:00:02.500000000` in seconds.
fn clock_secs(text: &str) -> Option<f64> {
    text.trim().split(':').try_fold(0.0, |secs, part| Some(secs * 60.0 + part.parse::<f64>().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{Command, Stdio, answer, clock_secs, ratio};

    #[test]
    fn an_answer_without_end_is_refused_and_its_program_ended() {
        let mut command = Command::new("yes");
        let error = answer(command.stdout(Stdio::piped())).unwrap_err();
        assert!(error.to_string().contains("512 KiB"), "{error}");
    }

    #[test]
    fn rates_and_clocks_are_read() {
        assert_eq!(ratio("30000/1001", '/').map(|fps| (fps * 100.0).round()), Some(2997.0));
        assert_eq!(ratio("0/0", '/'), None);
        assert_eq!(clock_secs("00:01:02.500000000"), Some(62.5));
    }
}
