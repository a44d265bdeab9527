//! The rules against what is known: made-up athletes, and stored logs of real people.
//!
//! One program for all of them: each test target links the whole library once more.

#[path = "../athlete/mod.rs"]
mod athlete;
#[path = "../athlete/tilt.rs"]
mod tilt;

mod accounted;
mod effort;
mod errors;
mod exercises;
mod faults;
mod filmed;
mod invariance;
mod knee_to_chest;
mod library;
mod pelvic_tilt;
mod pose_log;
mod text_exercises;
