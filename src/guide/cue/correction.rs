//! Which correction is said after a repetition, if any.

use super::prompt::{Prompt, correction};
use crate::core::judge::{LiveView, Phase, SPOKEN_OF_SECS};
use crate::core::report::{Finding, LEAST_SEVERITY, Rep};
use crate::core::time::Timestamp;

/// Sessions after which one repetition more is passed over between corrections (a proposal; that fewer are better than
/// constant ones: Ribeiro 2011).
const SESSIONS_A_STEP: u32 = 2;
/// At the most every fourth repetition is spoken of, or a person who comes back would hear nothing.
const RAREST: usize = 4;

/// Remembers what was said of which repetition.
#[derive(Debug, Clone)]
pub(super) struct Corrections {
    /// One repetition in so many is spoken of.
    every: usize,
    /// Repetitions that ended before are not spoken of, in s.
    from_secs: f64,
    /// How many repetitions there were at the last correction.
    n_reps: Option<usize>,
}

impl Corrections {
    pub(super) fn new(n_sessions: u32) -> Self {
        let every = 1 + (n_sessions / SESSIONS_A_STEP) as usize;
        Self { every: every.min(RAREST), from_secs: 0.0, n_reps: None }
    }

    /// What was done up to here is not spoken of.
    pub(super) const fn begin(&mut self, at_secs: f64) {
        self.from_secs = at_secs;
    }

    /// What may be said now of the last repetition.
    pub(super) fn wanted(&self, at: Timestamp, view: &LiveView) -> Option<Prompt> {
        let rep = view.last_rep.as_ref()?;
        let is_due = self.n_reps.is_none_or(|n_reps| n_reps + self.every <= view.n_reps);
        let is_between = matches!(view.phase, Phase::Rest | Phase::Rising);
        let is_recent = self.from_secs < rep.end_s && at.secs() < rep.end_s + SPOKEN_OF_SECS;
        if is_due && is_between && is_recent { of_rep(rep) } else { None }
    }

    /// It was said.
    pub(super) fn said(&mut self, view: &LiveView) {
        self.n_reps = Some(view.n_reps);
        self.from_secs = view.last_rep.as_ref().map_or(self.from_secs, |rep| rep.end_s);
    }
}

/// The costliest finding that is worth a word.
fn of_rep(rep: &Rep) -> Option<Prompt> {
    costliest(&rep.findings).and_then(|finding| correction(&rep.exercise, &finding.fault))
}

/// Of several findings the one that takes most off the score.
pub(super) fn costliest<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Option<&'a Finding> {
    let grave = findings.into_iter().filter(|finding| LEAST_SEVERITY <= finding.severity);
    grave.max_by(|a, b| a.cost.total_cmp(&b.cost))
}
