//! What is remembered: folders of sessions, and the index of them.
#![cfg(feature = "history")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod archive;
mod database;
mod desk;
mod disk;
mod folders;
mod forget;
mod kill;
mod plan;
mod series;
