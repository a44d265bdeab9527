//! Words for a plan.

use serde::Deserialize;

/// Today's plan.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanWords {
    pub(crate) title: String,
    pub(crate) not_yet: String,
    pub(crate) over: String,
    pub(crate) rest: String,
    pub(crate) next_day: String,
    pub(crate) done: String,
    pub(crate) all_done: String,
    pub(crate) start: String,
    pub(crate) left: String,
    pub(crate) right: String,
    pub(crate) each: String,
    pub(crate) begun_reps: String,
    pub(crate) begun_secs: String,
    pub(crate) begun_minutes: String,
}
