//! Which of a camera's modes is taken: large enough to see the joints, fast enough to see the movement.

use std::cmp::Ordering;
use std::fmt;

/// What is best for the pose model: more pixels cost time and show it nothing.
const BEST_SIZE: (u32, u32) = (1280, 720);
/// Smaller pictures are taken only if there is nothing else.
const SMALLEST_SIZE: (u32, u32) = (320, 240);
/// Below it movements are seen badly. Cinema's rate, which some cameras have, is enough.
const SLOWEST_FPS: f64 = 23.9;
const BEST_FPS: f64 = 30.0;

/// How the bytes of a frame stand for pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PixelFormat {
    /// One JPEG each.
    Mjpeg,
    /// Y, U, Y, V for each two pixels.
    Yuyv,
    /// A plane of Y, then one of U and V for each 2 × 2 pixels.
    Nv12,
    /// Luma alone.
    Grey,
}

impl PixelFormat {
    /// Returns four letters, as Linux names it.
    pub const fn fourcc(self) -> [u8; 4] {
        match self {
            Self::Mjpeg => *b"MJPG",
            Self::Yuyv => *b"YUYV",
            Self::Nv12 => *b"NV12",
            Self::Grey => *b"GREY",
        }
    }

    /// `None` for what cannot be decoded here.
    pub(super) fn from_fourcc(fourcc: [u8; 4]) -> Option<Self> {
        match &fourcc {
            b"JPEG" => Some(Self::Mjpeg),
            b"YUY2" => Some(Self::Yuyv),
            b"GRAY" | b"Y800" => Some(Self::Grey),
            _ => [Self::Mjpeg, Self::Yuyv, Self::Nv12, Self::Grey].into_iter().find(|own| own.fourcc() == fourcc),
        }
    }

    /// Where size and rate are the same. Without colour the pose model sees less.
    fn cost(self) -> f64 {
        match self {
            Self::Mjpeg => 0.0,
            Self::Yuyv => 0.01,
            Self::Nv12 => 0.02,
            Self::Grey => 1.0,
        }
    }
}

impl fmt::Display for PixelFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mjpeg => "MJPEG",
            Self::Yuyv => "YUYV",
            Self::Nv12 => "NV12",
            Self::Grey => "grey",
        })
    }
}

/// Frames per second as a fraction, so that 29.97 and 7.5 can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rate {
    /// How many frames …
    pub frames: u32,
    /// … in how many seconds, at least 1.
    pub secs: u32,
}

impl Rate {
    /// Returns the frames per second; 0 for what is no rate.
    pub fn fps(self) -> f64 {
        if self.secs == 0 { 0.0 } else { f64::from(self.frames) / f64::from(self.secs) }
    }
}

/// What a camera is told to deliver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mode {
    /// How pixels are written.
    pub format: PixelFormat,
    /// Width in px.
    pub width: u32,
    /// Height in px.
    pub height: u32,
    /// Frames per second.
    pub rate: Rate,
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Two places are enough for 29.97, and whole rates need none.
        let fps = (self.rate.fps() * 100.0).round() / 100.0;
        write!(f, "{}x{} at {fps} fps, {}", self.width, self.height, self.format)
    }
}

/// What is wanted of a mode, as far as there is one.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Wish {
    /// Instead of the best size for the pose model.
    pub(super) size: Option<(u32, u32)>,
    /// Faster modes are taken only if there is nothing else.
    pub(super) max_fps: Option<f64>,
}

/// All `modes`, the best first: when one cannot be set, the next is tried.
pub(super) fn ranked(modes: &[Mode], wish: Wish) -> Vec<Mode> {
    let mut ranked: Vec<Mode> = Vec::new();
    for mode in modes.iter().filter(|mode| 0.0 < mode.rate.fps() && 0 < mode.width && 0 < mode.height) {
        if !ranked.contains(mode) {
            ranked.push(*mode);
        }
    }
    ranked.sort_by(|a, b| compared(*a, *b, wish));
    ranked
}

fn compared(a: Mode, b: Mode, wish: Wish) -> Ordering {
    let is_tiny = |mode: Mode| mode.width < SMALLEST_SIZE.0 || mode.height < SMALLEST_SIZE.1;
    let is_other = |mode: Mode| wish.size.is_some_and(|size| size != (mode.width, mode.height));
    let cost = |mode: Mode| size_cost(mode, wish) + rate_cost(mode, wish) + mode.format.cost();
    let by_size = is_other(a).cmp(&is_other(b)).then(is_tiny(a).cmp(&is_tiny(b)));
    by_size.then(cost(a).total_cmp(&cost(b)))
}

/// 1 for a size about three times too small; too large is worse, as it costs time.
fn size_cost(mode: Mode, wish: Wish) -> f64 {
    let area = |(width, height): (u32, u32)| f64::from(width) * f64::from(height);
    let too_large = (area((mode.width, mode.height)) / area(wish.size.unwrap_or(BEST_SIZE)).max(1.0)).ln();
    too_large.max(-too_large / 1.5)
}

/// 1 for a rate a bit more than one and a half times too low; too fast is harmless, frames are left out then.
fn rate_cost(mode: Mode, wish: Wish) -> f64 {
    let fps = mode.rate.fps();
    // 29.97 is 30 for who asks for at most 30.
    let too_fast = wish.max_fps.map_or(0.0, |max| if max * 1.01 < fps { 5.0 } else { 0.0 });
    let too_slow = if fps < SLOWEST_FPS { 2.0 * (BEST_FPS / fps).ln() } else { 0.1 * (BEST_FPS / fps).ln().max(0.0) };
    too_fast + too_slow + 0.3 * (fps / BEST_FPS).ln().max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(format: PixelFormat, width: u32, height: u32, frames: u32, secs: u32) -> Mode {
        Mode { format, width, height, rate: Rate { frames, secs } }
    }

    fn best(modes: &[Mode], wish: Wish) -> String {
        ranked(modes, wish)[0].to_string()
    }

    use PixelFormat::{Grey, Mjpeg, Yuyv};

    #[test]
    fn of_a_usual_camera_720p_at_30_fps_is_taken() {
        let modes = [
            mode(Yuyv, 640, 480, 30, 1),
            mode(Yuyv, 1280, 720, 10, 1),
            mode(Mjpeg, 640, 480, 30, 1),
            mode(Mjpeg, 1920, 1080, 30, 1),
            mode(Mjpeg, 1280, 720, 30, 1),
            mode(Mjpeg, 1280, 720, 60, 1),
            mode(Mjpeg, 160, 120, 120, 1),
        ];
        assert_eq!(best(&modes, Wish::default()), "1280x720 at 30 fps, MJPEG");
        let wish = Wish { size: Some((640, 480)), max_fps: None };
        assert_eq!(best(&modes, wish), "640x480 at 30 fps, MJPEG");
        assert_eq!(ranked(&modes, Wish::default()).last(), Some(&modes[6]), "tiny, whatever its rate");
    }

    #[test]
    fn raw_pictures_are_taken_large_only_where_they_come_fast_enough() {
        let with = |fps| [mode(Yuyv, 1280, 720, fps, 1), mode(Yuyv, 640, 480, 30, 1), mode(Yuyv, 320, 240, 30, 1)];
        assert_eq!(best(&with(10), Wish::default()), "640x480 at 30 fps, YUYV");
        assert_eq!(best(&with(15), Wish::default()), "640x480 at 30 fps, YUYV");
        assert_eq!(best(&with(24), Wish::default()), "1280x720 at 24 fps, YUYV");
    }

    #[test]
    fn broken_rates_are_rates() {
        let modes = [mode(Mjpeg, 640, 480, 15, 2), mode(Mjpeg, 640, 480, 30000, 1001)];
        assert_eq!(best(&modes, Wish::default()), "640x480 at 29.97 fps, MJPEG");
        assert_eq!(best(&modes[..1], Wish::default()), "640x480 at 7.5 fps, MJPEG");
        let cinema = [mode(Mjpeg, 1280, 720, 24000, 1001), mode(Mjpeg, 640, 480, 30, 1)];
        assert_eq!(best(&cinema, Wish::default()), "1280x720 at 23.98 fps, MJPEG");
    }

    #[test]
    fn slower_is_taken_where_faster_is_not_wanted() {
        let modes = [mode(Mjpeg, 640, 480, 30000, 1001), mode(Mjpeg, 640, 480, 15, 1)];
        let at_most = |max_fps| Wish { size: None, max_fps: Some(max_fps) };
        assert_eq!(best(&modes, at_most(15.0)), "640x480 at 15 fps, MJPEG");
        assert_eq!(best(&modes, at_most(29.9)), "640x480 at 29.97 fps, MJPEG");
    }

    #[test]
    fn a_small_picture_is_better_than_none_and_colour_better_than_grey() {
        let tiny = mode(Yuyv, 160, 120, 30, 1);
        assert_eq!(ranked(&[tiny, tiny, mode(Yuyv, 160, 120, 0, 1)], Wish::default()), [tiny]);
        let modes = [mode(Grey, 640, 480, 30, 1), mode(Mjpeg, 640, 480, 30, 1)];
        assert_eq!(best(&modes, Wish::default()), "640x480 at 30 fps, MJPEG");
    }

    #[test]
    fn other_names_of_a_format_are_known_and_others_are_not() {
        for format in [Mjpeg, Yuyv, PixelFormat::Nv12, Grey] {
            assert_eq!(PixelFormat::from_fourcc(format.fourcc()), Some(format));
        }
        assert_eq!(PixelFormat::from_fourcc(*b"YUY2"), Some(Yuyv));
        assert_eq!(PixelFormat::from_fourcc(*b"H264"), None);
    }
}
