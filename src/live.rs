//! One sitting in front of a camera: its threads, its clock, and what it shows.
//!
//! ```text
//! capture or playback ─ Latest<Captured> ─> coach thread ─ Latest<Shown> ─> window
//! window ─ sync_channel(8): Command ────────────┘ (estimator, Session)
//! ```

mod shown;

pub use shown::{Numbers, Picture, Shown, Stage};

/// What the person asks of a sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Nothing is judged until [`Command::Resume`].
    Pause,
    /// Go on.
    Resume,
    /// The set is over: judge it.
    Stop,
}
