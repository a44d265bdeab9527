//! What all sessions together say: an index of their folders, and how something changes over weeks.
//!
//! The folders are the truth. `history.sqlite` can be thrown away at any time: it is made again from them, and before
//! anything is read from it, it is brought level with them. So a kill between a folder and its rows loses nothing.

#[cfg(feature = "history")]
mod error;
#[cfg(feature = "history")]
mod read;
#[cfg(feature = "history")]
mod rebuild;
#[cfg(feature = "history")]
mod schema;
#[cfg(feature = "history")]
mod series;
#[cfg(feature = "history")]
mod store;
#[cfg(feature = "history")]
mod write;

#[cfg(feature = "history")]
pub use error::HistoryError;
#[cfg(feature = "history")]
pub use read::{Found, Listed, Version, recent};
#[cfg(feature = "history")]
pub use rebuild::Synced;
#[cfg(feature = "history")]
pub use series::{Course, PAIN_POINTS, Quantity, Stopped};
#[cfg(feature = "history")]
pub(super) use store::SET_ASIDE;
#[cfg(feature = "history")]
pub use store::{DATABASE, History, SESSIONS};
