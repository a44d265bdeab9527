//! Exercises, rules and the fold that judges, with their data. Nothing here knows a clock, a file, a thread or a picture's
//! origin.

pub mod exercise;
pub mod exercise_file;
pub mod exercises;
pub mod frame;
pub mod geometry;
pub mod judge;
pub mod learn;
pub mod measure;
pub mod pain;
pub mod pose;
pub mod report;
pub mod safety;
pub mod skeleton;
pub mod time;
pub mod track;

#[cfg(feature = "history")]
pub mod plan;
