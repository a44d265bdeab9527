//! Planes of a file whose frames are known: `ffmpeg` only decodes, and whoever reads it checks each frame's time.

use std::io::Read as _;
use std::path::Path;
use std::process::{Child, ChildStdout};

use super::log::Log;
use super::{command, file_argument, start};
use crate::core::frame::{Planes, Pool};
use crate::core::time::Timestamp;

/// Times differ by less than this, in ns, if they are the same: files count in ticks, which both sides round.
const SAME_TIME_NANOS: i64 = 1_000;
/// One thread decodes 1080p faster than poses are found, and takes less time in all; larger pictures take two.
const ONE_THREAD_AREA_PX: u32 = 1920 * 1088;

/// Frames that are to be decoded.
#[derive(Debug, Clone)]
pub(in crate::io::video) struct PlanesWanted<'a> {
    pub(in crate::io::video) path: &'a Path,
    /// The track's number in the file.
    pub(in crate::io::video) track: u32,
    /// Width and height as stored, in px.
    pub(in crate::io::video) size: (u32, u32),
    /// Only every frame of so many is wanted.
    pub(in crate::io::video) every: usize,
}

/// A running `ffmpeg` that writes planes; ends with this value.
#[derive(Debug)]
pub(in crate::io::video) struct PlaneReader {
    child: Child,
    stdout: ChildStdout,
    log: Log,
    size: (u32, u32),
    /// The first frame's time, in ns of the file's clock.
    origin: Option<i64>,
    pool: Pool,
}

impl PlaneReader {
    /// Starts it; `None` if it is not installed.
    pub(in crate::io::video) fn start(wanted: &PlanesWanted<'_>) -> Option<Self> {
        let PlanesWanted { path, track, size, every } = *wanted;
        let n_threads = if size.0 * size.1 <= ONE_THREAD_AREA_PX { "1" } else { "2" };
        let select = if every == 1 { String::new() } else { format!("select='not(mod(n\\,{every}))',") };
        let mut command = command();
        // Damage ends it, and the in-process decoder says what is damaged; edits and rotation are applied here.
        command.args(["-xerror", "-err_detect", "explode", "-threads", n_threads]);
        command.args(["-ignore_editlist", "1", "-noautorotate", "-i"]).arg(file_argument(path));
        command.args(["-map", &format!("0:i:{track}")]);
        command.args(["-vf", &format!("settb=1/1000000000,{select}showinfo=checksum=0")]);
        command.args(["-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1"]);
        let (child, stdout, log) = start(command).ok()?;
        Some(Self { child, stdout, log, size, origin: None, pool: Pool::default() })
    }

    /// Returns the pool to which planes return after use.
    pub(in crate::io::video) fn pool(&self) -> &Pool {
        &self.pool
    }

    /// The planes of the next frame; `None` if it is another one than that shown at `at`, or none.
    pub(in crate::io::video) fn next(&mut self, at: Timestamp) -> Option<Planes> {
        let line = self.log.next_frame()?;
        let nanos = line.at_nanos?;
        let origin = *self.origin.get_or_insert_with(|| nanos - at.nanos());
        let is_expected = (nanos - origin - at.nanos()).abs() < SAME_TIME_NANOS;
        if !is_expected || !line.is_planar || (line.width, line.height) != self.size {
            return None;
        }
        let mut planes = self.pool.take(self.size);
        for plane in &mut planes {
            self.stdout.read_exact(plane).ok()?;
        }
        Some(planes)
    }
}

impl Drop for PlaneReader {
    fn drop(&mut self) {
        // It may have ended by itself; either way it must not stay behind.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
