//! What is said, sounded and understood while somebody lies on the floor.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

#[expect(dead_code, reason = "the exercises use the rest")]
#[path = "../athlete/mod.rs"]
mod athlete;
mod fold;
mod gestures;
mod logs;
mod postures;
mod session;
mod steps;
mod timelines;
mod views;
