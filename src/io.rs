//! Reads and writes: cameras, videos, the pose model, sound, stored sessions, drawings and exports.

pub mod bounded;
pub mod drawing;
pub mod export;
pub mod plain;
pub mod recording;
pub mod words;

#[cfg(feature = "camera")]
pub mod camera;
#[cfg(feature = "engine")]
pub mod inference;
#[cfg(any(feature = "engine", feature = "sound"))]
pub mod latest;
#[cfg(feature = "engine")]
pub mod overlay;
#[cfg(feature = "engine")]
pub mod pipeline;
#[cfg(feature = "sound")]
pub mod sound;
#[cfg(feature = "video")]
pub mod video;

#[cfg(feature = "fuzzing")]
#[doc(hidden)]
#[path = "../fuzz/doors.rs"]
pub mod fuzzed;

/// The part of the camera that `fuzz/` feeds: it reads pictures and needs no driver.
#[cfg(all(feature = "fuzzing", not(feature = "camera")))]
#[doc(hidden)]
#[expect(dead_code, unreachable_pub, reason = "the drivers use the rest")]
pub mod camera {
    mod fault;
    mod fuzzed;
    mod grabber;
    mod jpeg;
    mod mode;
    mod picture;

    pub use fuzzed::{SIDES_PX, is_read};
}
