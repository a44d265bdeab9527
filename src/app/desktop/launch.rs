//! What the window begins with.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::{Back, Places, Swaps, WriteReport};
use crate::app::live::SessionOptions;

/// How the window begins.
#[derive(Debug)]
pub struct Launch {
    /// Exports reports for people.
    pub write_report: WriteReport,
    /// The session to go straight to, if any.
    pub options: Option<SessionOptions>,
    /// What to look back at, if anything.
    pub review: Option<Back>,
    /// Nobody is there to press anything: the window closes after the session.
    pub is_hands_free: bool,
    /// Sessions are remembered.
    pub is_kept: bool,
    /// The session is led by voice.
    pub is_led: bool,
    /// Where to write what is said in it, if anywhere.
    pub transcript: Option<PathBuf>,
    /// Where things are kept.
    pub places: Places,
    /// Set by Ctrl-C.
    pub cancelled: Arc<AtomicBool>,
    /// Measures how late pictures are.
    pub swaps: Arc<Swaps>,
}
