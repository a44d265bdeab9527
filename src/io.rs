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
#[cfg(feature = "engine")]
pub mod video;
