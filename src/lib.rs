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
//! | core | [`time`] [`frame`] [`geometry`] [`skeleton`] [`pose`] [`track`] | the core modules to its left |
//! | edges | [`video`] [`inference`] | the core and its own crates; never one another |
//!
//! `tests/architecture.rs` keeps this table true.

pub mod time;
pub mod frame;
pub mod geometry;
pub mod skeleton;
pub mod pose;
pub mod track;
#[cfg(feature = "engine")]
pub mod video;
#[cfg(feature = "engine")]
pub mod inference;
pub mod recording;
