//! A bar on a terminal, and nothing anywhere else.

use std::fmt;
use std::sync::Mutex;

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::io::plain;

/// Shows how far something is.
pub(super) struct Progress {
    bar: ProgressBar,
    total: Mutex<Option<u64>>,
}

impl Progress {
    /// A bar that names the recording and counts its frames; indicatif draws only on a terminal.
    pub(super) fn new(name: &str) -> Self {
        Self::of(name, "frames")
    }

    /// A bar that counts these.
    pub(super) fn of(name: &str, units: &str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template(&format!("{{msg}} {{wide_bar}} {{pos}}/{{len}} {units}{{left}}"));
        bar.set_style(style.map_or_else(|_| ProgressStyle::default_bar(), |style| style.with_key("left", left)));
        bar.set_message(plain::line(name));
        Self { bar, total: Mutex::new(None) }
    }

    /// `done` of `total`.
    pub(super) fn show(&self, done: u64, total: Option<u64>) {
        let mut known = self.total.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if *known != total {
            *known = total;
            self.bar.set_length(total.unwrap_or(done));
        }
        self.bar.set_position(done);
    }
}

/// How long it may go on; before anything is done nobody can tell.
fn left(state: &ProgressState, text: &mut dyn fmt::Write) {
    if 0 < state.pos() {
        let _infallible = write!(text, ", {:#} left", HumanDuration(state.eta()));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
