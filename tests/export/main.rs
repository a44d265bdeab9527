//! What is handed on, opened by readers that are not ours.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod c3d;
mod foreign;
mod html;
mod openpose;
mod opensim;
mod pdf;
mod stored;
mod tables;
mod tidy;
