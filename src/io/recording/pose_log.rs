//! The pose log: every sample of a session, so that it can be judged again without its video.
//!
//! JSON lines, compressed with zstd (a reader also takes them uncompressed). The first line is a [`LogHeader`], each
//! further one a sample:
//!
//! | key | holds |
//! |---|---|
//! | `t` | instant, in ns since the stream's first frame |
//! | `k` | the athlete's joints in the header's order, four whole numbers each: x and y in 0.1 px, depth in px, confidence in %; absent where nobody was found |
//! | `a` | directions of trunk (hips to shoulders) and across (right to left), unit vectors × 1000: right, down, away |
//! | `n` | how many people the detector saw, where it looked |
//! | `cut` | `true` where the picture changed at once |
//! | `b` | brightness, in 0.1 grey levels of 0–255 |
//! | `m` | motion of the background since the sample before, in 0.01 px |
//! | `z` | growth of the background since the sample before, in 0.000001; absent where the camera does not zoom |
//! | `r` | `true` where the picture repeats the one before |
//! | `p` | patches: name, shift in 0.001 px, match in 0.001 |
//! | `s` | patches were laid here: trunk in 0.1 px, directions along and up × 1000; or why they were not |
//!
//! The last line is `{"warnings":[…]}`: what was wrong with the video and could be read around. A log without it ends
//! early, and its reader says so.
//!
//! Samples are rounded so **before** they are judged ([`rounded`]): a log and its video give the same report.

mod line;

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use self::line::Line;
use crate::core::pose::{PoseSample, Stream};
use crate::core::skeleton::Joint;
use crate::core::time::Timestamp;
use crate::io::bounded::{self, Limit, Unpacked};

/// Name and version of the format, in every header.
const SCHEMA: &str = "formcheck.poses/1";
/// A zstd frame begins with these bytes.
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// Good compression at a few µs per sample.
const ZSTD_LEVEL: i32 = 6;
/// The longest line of a log; ours have 1 kB.
const LINE_LIMIT: Limit = Limit::kib(64);
/// The most samples of a log: nine hours at 30 a second. Whoever holds them all holds 0.7 GB.
const MAX_SAMPLES: usize = 1_000_000;

/// The first line of a pose log: what its samples have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogHeader {
    schema: String,
    /// Version of the program that wrote it.
    pub program: String,
    /// Name of the video, without its folder.
    pub video: String,
    /// Picture's size.
    #[serde(flatten)]
    pub stream: Stream,
    /// Name of the landmark model.
    pub model: String,
    /// Its SHA-256.
    pub model_sha256: String,
    /// Engine that ran it.
    pub backend: String,
    /// Order of the joints in `k`.
    joints: Vec<Joint>,
}

impl LogHeader {
    /// Returns a header for samples of this version.
    pub fn new(video: &str, stream: Stream, [model, model_sha256, backend]: [&str; 3]) -> Self {
        Self {
            schema: SCHEMA.into(),
            program: env!("CARGO_PKG_VERSION").into(),
            video: video.into(),
            stream,
            model: model.into(),
            model_sha256: model_sha256.into(),
            backend: backend.into(),
            joints: Joint::ALL.to_vec(),
        }
    }
}

/// Why a pose log cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The system refuses the file.
    #[error("the pose log cannot be opened ({0}); check its name and permissions")]
    Io(#[from] std::io::Error),
    /// The first line is no header.
    #[error("this is no pose log, or one of a newer version (line 1: {cause}); make it anew with `formcheck pose`")]
    Header {
        /// What is wrong with the line.
        cause: String,
    },
    /// A line is damaged.
    #[error("the pose log is damaged at line {line} ({cause}); make it anew from its video with `formcheck pose`")]
    Line {
        /// Number of the line, from 1.
        line: usize,
        /// What is wrong with it.
        cause: String,
    },
    /// A sample cannot be written.
    #[error("the pose log cannot be written ({0}); free some disk space or name another place")]
    Write(std::io::Error),
}

/// Returns true if a file begins like a pose log.
pub fn is_pose_log(path: &Path) -> bool {
    let begins_so = || -> std::io::Result<bool> {
        let mut start = [0; 16];
        let n = BufReader::new(bounded::open(path)?).read(&mut start)?;
        let start = start.get(..n).unwrap_or_default();
        Ok(start.starts_with(&ZSTD_MAGIC) || start.starts_with(b"{\"schema\":"))
    };
    begins_so().unwrap_or(false)
}

/// Returns a sample as it will be read back: rounded to what the log can hold.
pub fn rounded(sample: &PoseSample) -> PoseSample {
    Line::from(sample).into_sample()
}

/// Writes samples one after the other.
pub struct LogWriter<W: Write> {
    encoder: zstd::stream::write::Encoder<'static, W>,
}

impl<W: Write> std::fmt::Debug for LogWriter<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogWriter").finish_non_exhaustive()
    }
}

impl<W: Write> LogWriter<W> {
    /// Begins a log.
    pub fn new(to: W, header: &LogHeader) -> Result<Self, LogError> {
        let mut encoder = zstd::stream::write::Encoder::new(to, ZSTD_LEVEL).map_err(LogError::Write)?;
        encoder.include_checksum(true).map_err(LogError::Write)?;
        let mut writer = Self { encoder };
        writer.line(header)?;
        Ok(writer)
    }

    /// Appends a sample.
    pub fn push(&mut self, sample: &PoseSample) -> Result<(), LogError> {
        self.line(&Line::from(sample))
    }

    /// Hands on all that was pushed: a log that ends here is read up to here. Costs some compression.
    pub fn flush(&mut self) -> Result<(), LogError> {
        self.encoder.flush().map_err(LogError::Write)
    }

    /// Returns what it is written to.
    pub fn written_to(&self) -> &W {
        self.encoder.get_ref()
    }

    /// Ends the log and returns what it was written to; `warnings` is what was wrong with the video.
    pub fn finish(mut self, warnings: &[String]) -> Result<W, LogError> {
        self.line(&End { warnings: warnings.to_vec() })?;
        self.encoder.finish().map_err(LogError::Write)
    }

    fn line(&mut self, value: &impl Serialize) -> Result<(), LogError> {
        serde_json::to_writer(&mut self.encoder, value).map_err(|e| LogError::Write(e.into()))?;
        self.encoder.write_all(b"\n").map_err(LogError::Write)
    }
}

/// Reads samples one after the other.
pub struct LogReader {
    lines: Box<dyn BufRead + Send>,
    header: LogHeader,
    line: usize,
    last_at: Option<Timestamp>,
    end: Option<End>,
}

impl std::fmt::Debug for LogReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogReader").field("header", &self.header).field("line", &self.line).finish_non_exhaustive()
    }
}

impl LogReader {
    /// Opens a log file.
    pub fn open(path: &Path) -> Result<Self, LogError> {
        Self::new(bounded::open(path)?)
    }

    /// Reads a log from anywhere.
    pub fn new(from: impl Read + Send + 'static) -> Result<Self, LogError> {
        let mut from = BufReader::new(from);
        let compressed = from.fill_buf()?.starts_with(&ZSTD_MAGIC);
        let mut lines: Box<dyn BufRead + Send> =
            if compressed { Box::new(BufReader::new(Unpacked::new(from)?)) } else { Box::new(from) };
        let bad = |cause: String| LogError::Header { cause };
        let first = next_line(&mut lines).map_err(bad)?.ok_or_else(|| bad("the file is empty".into()))?;
        let header: LogHeader = serde_json::from_str(&first).map_err(|e| bad(json_cause(&e)))?;
        if header.schema != SCHEMA || header.joints != Joint::ALL {
            return Err(bad(format!("it says {:?}, and this program reads {SCHEMA}", header.schema)));
        }
        if header.stream.width == 0 || header.stream.height == 0 {
            return Err(bad("the picture has no size".into()));
        }
        Ok(Self { lines, header, line: 1, last_at: None, end: None })
    }

    /// Returns what the samples have in common.
    pub fn header(&self) -> &LogHeader {
        &self.header
    }

    /// Returns what was wrong with the video, known after the last sample.
    pub fn warnings(&self) -> Vec<String> {
        self.end.as_ref().map_or_else(|| vec!["the pose log ends early".to_owned()], |end| end.warnings.clone())
    }

    /// Returns true if the log was read to its proper end, and its checksum, if it has one, is right.
    pub fn is_whole(&mut self) -> bool {
        // The checksum stands behind the last line: only whoever reads on to the end of the file has it checked.
        self.end.is_some() && self.lines.fill_buf().is_ok_and(<[u8]>::is_empty)
    }

    /// Returns the next sample, or `None` at the end.
    pub fn next_sample(&mut self) -> Result<Option<PoseSample>, LogError> {
        self.line += 1;
        let bad = |cause: String| LogError::Line { line: self.line, cause };
        let Some(text) = next_line(&mut self.lines).map_err(bad)? else { return Ok(None) };
        if text.starts_with(END_KEY) {
            self.end = Some(serde_json::from_str(&text).map_err(|e| bad(json_cause(&e)))?);
            return Ok(None);
        }
        if MAX_SAMPLES < self.line - 1 {
            return Err(bad(format!("it has more than {MAX_SAMPLES} samples")));
        }
        let line: Line = serde_json::from_str(&text).map_err(|e| bad(json_cause(&e)))?;
        let sample = line.into_sample();
        if self.last_at.is_some_and(|last| sample.at <= last) {
            return Err(bad("time does not advance".into()));
        }
        self.last_at = Some(sample.at);
        Ok(Some(sample))
    }
}

/// No more of a cause is said, in characters: it may quote the file.
const LONGEST_CAUSE: usize = 100;

/// What is wrong with a line, without a line number of its own, which would always be 1.
fn json_cause(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let cause = said.rsplit_once(" at line ").map_or(said.as_str(), |(cause, _)| cause);
    let cause: String = cause.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_CAUSE).collect();
    if error.column() == 0 { cause } else { format!("{cause} in column {}", error.column()) }
}

/// How the last line begins.
const END_KEY: &str = "{\"warnings\"";

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
struct End {
    warnings: Vec<String>,
}

fn next_line(lines: &mut impl BufRead) -> Result<Option<String>, String> {
    let mut line = Vec::new();
    match bounded::read_line(lines, LINE_LIMIT, &mut line) {
        Ok(true) => bounded::text(line).map(Some).map_err(|e| e.to_string()),
        Ok(false) => Ok(None),
        // A compressed log that was cut off: what could be read counts.
        Err(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => Ok(None),
        Err(e) => Err(e.to_string()),
    }
}
