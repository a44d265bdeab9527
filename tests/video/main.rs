//! Reading and writing video, frame by frame against `ffmpeg` on clips that the tests make.
#![cfg(feature = "engine")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

mod bad_input;
mod clips;
mod damage;
mod frame_exact;
mod large;
mod noise;
mod pace;
mod shape;
mod writing;
