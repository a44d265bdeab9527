//! The program as somebody at the command line meets it: what it prints, what it ends with, and what it leaves behind.
#![cfg(all(feature = "engine", target_os = "linux"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

mod against;
mod agree;
mod bad_logs;
mod bad_output;
mod bad_video;
mod batch;
mod command_line;
// Its help shows the commands of every feature.
#[cfg(all(feature = "camera", feature = "export", feature = "gui", feature = "sound"))]
mod commands_page;
mod ctrl_c;
mod declared;
mod desk;
mod exercises;
#[cfg(feature = "export")]
mod export;
mod killed;
mod learn;
mod models;
mod package;
mod plan;
mod plan_asked;
mod report;
mod resume;
#[cfg(feature = "gui")]
mod review;
mod schema;
mod sessions;
mod shards;
mod shelf;
mod standard_input;

#[path = "../video/clips.rs"]
#[expect(dead_code, reason = "nothing is compared with ffmpeg here")]
mod clips;

#[path = "../samples/pose_log.rs"]
mod pose_log;
