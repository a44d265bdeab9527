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
//! | core | [`time`] [`frame`] | the core modules to its left |
//! | edges | [`video`] | the core and its own crates; never one another |
//!
//! `tests/architecture.rs` keeps this table true.

pub mod frame;
pub mod time;
#[cfg(feature = "engine")]
pub mod video;
