//! The window: every screen, button, key and word, and a few pictures of it.
//!
//! States are folded from stored pose logs of the sample videos; `UPDATE_SNAPSHOTS=1` makes the pictures anew.
#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod advice;
#[expect(dead_code, unused_imports, reason = "the exercises use the rest")]
#[path = "../athlete/mod.rs"]
mod athlete;
mod check;
mod home;
mod hurts;
mod in_sight;
mod keep;
mod learn;
mod live;
mod marks;
mod pain;
mod pictures;
mod plan;
mod postures;
mod result;
mod review;
mod review_pictures;
mod scene;
mod settings;
mod sizes;
