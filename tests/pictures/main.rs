//! From pictures to reports: the pose model, patches, pose logs, the sample videos and the benchmark.
//!
//! One program for all of them: each test target links the whole library once more.
#![cfg(feature = "engine")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

#[path = "../video/damage.rs"]
mod damage;
#[path = "../fidelity/golden.rs"]
mod golden;
#[path = "../samples/label.rs"]
mod label;
#[path = "../samples/pose_log.rs"]
mod pose_log;
#[path = "../samples/stored.rs"]
mod stored;
#[path = "../tilt/mod.rs"]
mod tilt;

mod backends;
mod bench;
mod fidelity;
mod instructions;
mod kept;
mod pose_log_noise;
mod pose_log_size;
mod samples;
mod tilt_counts;
mod tilt_sequences;
