//! Real time for a device without a clock: ALSA's `null` takes samples as fast as they are made.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use super::prompts::RATE_HZ;

/// Set in the process whose sound is recorded.
pub(super) const RECORDED: &str = "FORMCHECK_RECORDED_SOUND";

/// When the first sample was taken.
static START: OnceLock<Instant> = OnceLock::new();

/// Waits until the sample `n_taken` would sound, in the process that is recorded.
pub(super) fn wait(n_taken: u64) {
    if std::env::var_os(RECORDED).is_some() {
        until(n_taken as f64 / f64::from(RATE_HZ));
    }
}

/// Waits until `secs` after the first sample was taken.
pub(super) fn until(secs: f64) {
    #[expect(clippy::disallowed_methods, reason = "stands for the clock that the device lacks")]
    let start = START.get_or_init(Instant::now);
    let due = Duration::try_from_secs_f64(secs).unwrap();
    std::thread::sleep(due.saturating_sub(start.elapsed()));
}
