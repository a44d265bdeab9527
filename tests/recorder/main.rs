//! A session that is recorded while it goes on: killed, out of room, too busy; and a review that goes to and fro.
#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod child;
#[path = "../video/clips.rs"]
mod clips;
mod disk;
mod growing;
mod kill;
mod made;
mod session;
mod to_and_fro;
