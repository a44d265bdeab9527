//! What `ffmpeg` writes to its standard error: each frame's time and size, and its complaints.

use std::io::{self, BufReader, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use crate::io::bounded::{self, Limit};
use crate::io::video::shape::PixelAspect;

/// Lines kept until they are asked for; far more than `ffmpeg` decodes ahead of what it has written.
const MAX_WAITING: usize = 4096;

/// The longest line that is read of it; ours have 300 bytes, and file names 4 KiB.
const LINE_LIMIT: Limit = Limit::kib(64);

/// Characters that are kept of a complaint.
const LONGEST_MESSAGE: usize = 300;

/// Longer than any single frame takes; then `ffmpeg` and we wait for one another, and one must give up.
const PATIENCE: Duration = Duration::from_mins(1);

/// A frame that `ffmpeg` is about to write.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LogLine {
    /// In ns of the file's clock; `None` if the file does not say.
    pub(super) at_nanos: Option<i64>,
    /// In px.
    pub(super) width: u32,
    /// In px.
    pub(super) height: u32,
    pub(super) pixel_aspect: PixelAspect,
    /// True if it comes in planes of 8 bits, 4:2:0.
    pub(super) is_planar: bool,
}

#[derive(Debug, PartialEq)]
enum Event {
    Frame(LogLine),
    Error(String),
}

/// Reads the log on a thread of its own, so that the child never waits for us to.
#[derive(Debug)]
pub(super) struct Log {
    /// `None` once dropped, which ends the thread.
    events: Option<Receiver<Event>>,
    thread: Option<JoinHandle<()>>,
    last_error: Option<String>,
    is_stalled: bool,
}

impl Log {
    pub(super) fn follow(stderr: impl Read + Send + 'static) -> io::Result<Self> {
        let (sender, events) = sync_channel(MAX_WAITING);
        let thread = Builder::new().name("ffmpeg-log".to_owned()).spawn(move || forward(stderr, &sender))?;
        Ok(Self { events: Some(events), thread: Some(thread), last_error: None, is_stalled: false })
    }

    /// The next frame announced, or `None` at the end and when stalled.
    pub(super) fn next_frame(&mut self) -> Option<LogLine> {
        loop {
            match self.events.as_ref()?.recv_timeout(PATIENCE) {
                Ok(Event::Frame(line)) => return Some(line),
                Ok(Event::Error(message)) => self.last_error = Some(message),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {
                    self.is_stalled = true;
                    self.last_error = Some("it stopped answering".to_owned());
                    return None;
                }
            }
        }
    }

    /// Whether `ffmpeg` has gone quiet without ending.
    pub(super) fn is_stalled(&self) -> bool {
        self.is_stalled
    }

    /// The last complaint seen.
    pub(super) fn last_error(&self) -> Option<&str> {
        self.last_error.as_deref()
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        self.events = None;
        if let Some(thread) = self.thread.take() {
            // A panic there has already been reported.
            drop(thread.join());
        }
    }
}

fn forward(stderr: impl Read, sender: &SyncSender<Event>) {
    let (mut from, mut line) = (BufReader::new(stderr), Vec::new());
    while bounded::read_line(&mut from, LINE_LIMIT, &mut line).is_ok_and(|is_there| is_there) {
        if let Some(event) = event(&String::from_utf8_lossy(&line))
            && sender.send(event).is_err()
        {
            return;
        }
        line.clear();
    }
}

fn event(line: &str) -> Option<Event> {
    if let Some((_, fields)) = line.split_once("showinfo").and_then(|(_, rest)| rest.split_once(" pts:")) {
        let at_nanos = fields.split_whitespace().next()?.parse().ok();
        let field = |name: &str| fields.split_once(name)?.1.split_whitespace().next();
        let (width, height) = field(" s:")?.split_once('x')?;
        let (width, height) = (width.parse().ok()?, height.parse().ok()?);
        let pixel_aspect = field(" sar:").and_then(aspect).unwrap_or(PixelAspect::SQUARE);
        let is_planar = field(" fmt:").is_some_and(|format| matches!(format, "yuv420p" | "yuvj420p"));
        return Some(Event::Frame(LogLine { at_nanos, width, height, pixel_aspect, is_planar }));
    }
    let (_, message) = line.split_once("[error] ").or_else(|| line.split_once("[fatal] "))?;
    Some(Event::Error(message.trim().chars().take(LONGEST_MESSAGE).collect()))
}

/// `4/3` and the like; `0/1` says nothing.
fn aspect(text: &str) -> Option<PixelAspect> {
    let (width, height) = text.split_once('/')?;
    PixelAspect::of(width.parse().ok()?, height.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::{Event, Log, LogLine, PixelAspect, event};

    #[test]
    fn a_frame_line_gives_time_and_size() {
        let line = "[Parsed_showinfo_1 @ 0x5a] [info] n:   2 pts:66000000 pts_time:0.066   pos:  916 fmt:yuv420p \
                    sar:4/3 s:320x240 i:P iskey:0 type:P checksum:0";
        let pixel_aspect = PixelAspect::of(4.0, 3.0).unwrap();
        let frame = LogLine { at_nanos: Some(66_000_000), width: 320, height: 240, pixel_aspect, is_planar: true };
        assert_eq!(event(line), Some(Event::Frame(frame)));
        let other = line.replace("fmt:yuv420p ", "fmt:yuv420p10le ");
        assert_eq!(event(&other), Some(Event::Frame(LogLine { is_planar: false, ..frame })));
        let no_time = line.replace("pts:66000000", "pts:NOPTS");
        assert_eq!(event(&no_time), Some(Event::Frame(LogLine { at_nanos: None, ..frame })));
        let no_aspect = line.replace("sar:4/3", "sar:0/1");
        assert_eq!(event(&no_aspect), Some(Event::Frame(LogLine { pixel_aspect: PixelAspect::SQUARE, ..frame })));
    }

    #[test]
    fn a_line_without_an_end_takes_no_more_than_its_limit() {
        let (sender, _events) = super::sync_channel(super::MAX_WAITING);
        let endless = std::io::repeat(b'a').take(200 << 20);
        let took = allocation_counter::measure(|| super::forward(endless, &sender));
        assert!(took.bytes_max < 1 << 20, "{} bytes", took.bytes_max);
        let lasting = format!("[error] {}\n", "a".repeat(60_000));
        let mut log = Log::follow(std::io::Cursor::new(lasting)).unwrap();
        assert_eq!(log.next_frame(), None);
        assert_eq!(log.last_error().map(str::len), Some(super::LONGEST_MESSAGE));
    }

    #[test]
    fn the_last_complaint_is_kept() {
        let mut log = Log::follow(&b"[a @ 0] [error] first\n[info] x\n[fatal] second \n"[..]).unwrap();
        assert_eq!(log.next_frame(), None);
        assert_eq!(log.last_error(), Some("second"));
    }
}
