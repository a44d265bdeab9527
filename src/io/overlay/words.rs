//! What is said in the picture, decided from the view alone.

use crate::core::judge::{LiveRemark, LiveView, Phase};
use crate::core::time::Timestamp;

/// What stands in the corners.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Words<'a> {
    pub(super) n_reps: usize,
    /// `None` where no person is in view.
    pub(super) phase: Option<Phase>,
    /// While at the top, in s.
    pub(super) hold_secs: Option<f64>,
    pub(super) remark: Option<LiveRemark<'a>>,
}

impl<'a> Words<'a> {
    /// The words for a view at an instant.
    pub(super) fn of(view: &'a LiveView, at: Timestamp) -> Self {
        let phase = view.pose.map(|_| view.phase);
        let hold_secs = (phase == Some(Phase::Top)).then_some(view.hold_secs);
        Self { n_reps: view.provisional_reps, phase, hold_secs, remark: view.remark(at) }
    }
}
