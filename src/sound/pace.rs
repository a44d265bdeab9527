//! Real time for a device without a clock: ALSA's `null` takes samples as fast as they are made.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use super::prompts::RATE_HZ;

/// Set in the process whose sound is recorded.
pub(super) const RECORDED: &str = "FORMCHECK_RECORDED_SOUND";

static START: OnceLock<Option<Instant>> = OnceLock::new();

/// Waits until sample `n_taken` would sound, in the process that is recorded.
pub(super) fn wait(n_taken: u64) {
    #[expect(clippy::disallowed_methods, reason = "stands for the clock that the device lacks")]
    let start = START.get_or_init(|| std::env::var_os(RECORDED).map(|_| Instant::now()));
    let Some(start) = start else {
        return;
    };
    let due = Duration::from_micros(n_taken * 1_000_000 / u64::from(RATE_HZ));
    std::thread::sleep(due.saturating_sub(start.elapsed()));
}
