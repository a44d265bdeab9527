//! A door for `fuzz/`: any bytes as a picture of a camera.

use super::grabber::Shot;
use super::mode::{Mode, PixelFormat, Rate};
use super::picture;

/// Width and height that are agreed with the camera, in px.
pub const SIDES_PX: (u32, u32) = (64, 48);

/// Returns true if a frame of a camera becomes a picture, as a JPEG or, by its first byte, in another format.
pub fn is_read(bytes: &[u8]) -> bool {
    let format = match bytes.first() {
        Some(b'Y') => PixelFormat::Yuyv,
        Some(b'N') => PixelFormat::Nv12,
        Some(b'G') => PixelFormat::Grey,
        _ => PixelFormat::Mjpeg,
    };
    let shot =
        Shot { bytes: bytes.to_vec(), stride: 0, is_full_range: false, is_stale: false, n_lost: 0, captured: None };
    let mode = Mode { format, width: SIDES_PX.0, height: SIDES_PX.1, rate: Rate { frames: 30, secs: 1 } };
    picture::rgb(&shot, mode).is_ok()
}
