//! Scores the form of lying back exercises from a side-on camera.
//!
//! ```text
//! video, camera  Frame ─> inference ─┐
//! pose logs ─────────────────────────┴─> PoseSample ─> Session::push ─> SetReport ─> text, JSON, CSV
//!                                                      (pure fold)
//! ```
//!
//! | layer | modules | may use |
//! |---|---|---|
//! | core | [`time`] [`frame`] [`geometry`] [`skeleton`] [`pose`] [`track`] [`measure`] [`exercise`] [`exercises`] [`report`] [`session`] | the core modules to its left |
//! | edges | [`video`] [`inference`] [`overlay`] [`recording`] | the core and its own crates; never one another |
//! | shells | [`commands`] | everything above |
//!
//! `tests/architecture.rs` keeps this table true.

pub mod time;
pub mod frame;
pub mod geometry;
pub mod skeleton;
pub mod pose;
pub mod track;
pub mod measure;
pub mod exercise;
pub mod exercises;
pub mod session;
pub mod report;
#[cfg(feature = "engine")]
pub mod video;
#[cfg(feature = "engine")]
pub mod inference;
#[cfg(feature = "engine")]
pub mod overlay;
pub mod recording;
#[cfg(feature = "engine")]
pub mod commands;
